// SPDX-License-Identifier: MIT
#pragma once

#include <azoth/compile/ddl_compiler.hpp>

namespace azoth::hive {

/// CREATE and DROP in Hive. Tables are ORC and transactional, so that UPDATE and DELETE work. Keys
/// are declared DISABLE NOVALIDATE: Hive does not enforce them. NOT NULL, DEFAULT and CHECK it
/// does.
class HiveDdlCompiler final : public compile::DdlCompiler {
public:
    using DdlCompiler::DdlCompiler;

protected:
    [[nodiscard]] std::string column_definition(const TableData& table,
                                                const ColumnData& column) const override;
    [[nodiscard]] std::string default_value(const ColumnData& column) const override;
    [[nodiscard]] std::string primary_key_clause(const TableData& table) const override;
    [[nodiscard]] std::string unique_clause(const TableData& table,
                                            const UniqueData& unique) const override;
    [[nodiscard]] std::string foreign_key_clause(const TableData& table,
                                                 const ForeignKeyData& key) const override;
    [[nodiscard]] std::string table_suffix(const TableData& table) const override;
    [[nodiscard]] std::vector<std::string> comment_statements(
        const TableData& table) const override;
    [[nodiscard]] std::string set_comment(const TableData& table, std::string_view column,
                                          std::string_view text) const override;
    [[nodiscard]] std::string text_literal(std::string_view text) const override;
};

}  // namespace azoth::hive
