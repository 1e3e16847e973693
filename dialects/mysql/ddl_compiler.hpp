// SPDX-License-Identifier: MIT
#pragma once

#include <azoth/compile/ddl_compiler.hpp>

namespace azoth::mysql {

/// CREATE and DROP in MySQL and MariaDB. Tables are InnoDB's, their text is UTF-8 that compares by
/// code point and keeps trailing spaces: equal means what it means elsewhere.
class MysqlDdlCompiler final : public compile::DdlCompiler {
public:
    using DdlCompiler::DdlCompiler;

    [[nodiscard]] std::string create_index(const TableData& table,
                                           const IndexData& index) const override;
    [[nodiscard]] std::string drop_index(const TableData& table,
                                         const IndexData& index) const override;

protected:
    [[nodiscard]] std::string column_definition(const TableData& table,
                                                const ColumnData& column) const override;
    [[nodiscard]] std::string enum_check(const ColumnData& column) const override;
    [[nodiscard]] std::string primary_key_clause(const TableData& table) const override;
    [[nodiscard]] std::string unique_clause(const TableData& table,
                                            const UniqueData& unique) const override;
    [[nodiscard]] std::string foreign_key_clause(const TableData& table,
                                                 const ForeignKeyData& key) const override;
    [[nodiscard]] std::string table_suffix(const TableData& table) const override;
    [[nodiscard]] std::vector<std::string> comment_statements(
        const TableData& table) const override;
    [[nodiscard]] std::string text_literal(std::string_view text) const override;

private:
    [[nodiscard]] std::string default_clause(const ColumnData& column) const;
    /// The columns of a key, long text cut to a prefix where that changes nothing.
    [[nodiscard]] std::string key_parts(const TableData& table,
                                        const std::vector<std::string>& columns, bool unique) const;
    [[nodiscard]] std::string key_part(const ColumnData& column, bool unique) const;
};

}  // namespace azoth::mysql
