// SPDX-License-Identifier: MIT
#pragma once

#include <azoth/compile/ddl_compiler.hpp>

namespace azoth::mysql {

/// CREATE and DROP in MySQL and MariaDB. Tables are InnoDB's, their text is UTF-8 that compares by
/// code point and keeps trailing spaces: equal means what it means elsewhere.
class MysqlDdlCompiler final : public compile::DdlCompiler {
public:
    using DdlCompiler::DdlCompiler;

    [[nodiscard]] std::string create_index(const TableData& table, const IndexData& index,
                                           bool if_not_exists) const override;
    [[nodiscard]] std::string drop_index(const TableData& table, const IndexData& index,
                                         bool if_exists) const override;
    [[nodiscard]] std::string drop_constraint(const TableData& table, std::string_view constraint,
                                              bool if_exists, bool cascade,
                                              Quoting quoting) const override;
    [[nodiscard]] std::string default_value(const ColumnData& column) const override;
    [[nodiscard]] std::string enum_condition(const ColumnData& column) const override;

protected:
    [[nodiscard]] std::string column_definition(const TableData& table,
                                                const ColumnData& column) const override;
    [[nodiscard]] std::string autoincrement_clause() const override { return " AUTO_INCREMENT"; }
    [[nodiscard]] std::vector<std::string> create_view(const TableData& view, bool if_not_exists,
                                                       bool or_replace) const override;
    [[nodiscard]] std::string primary_key_clause(const TableData& table) const override;
    [[nodiscard]] std::string unique_clause(const TableData& table,
                                            const UniqueData& unique) const override;
    [[nodiscard]] std::string foreign_key_clause(const TableData& table,
                                                 const ForeignKeyData& key) const override;
    [[nodiscard]] std::string check_clause(const TableData& table,
                                           const CheckData& check) const override;
    [[nodiscard]] std::string table_suffix(const TableData& table) const override;
    [[nodiscard]] std::vector<std::string> comment_statements(
        const TableData& table) const override;
    [[nodiscard]] std::span<const compile::DialectOptionRule> option_rules()
        const noexcept override;
    [[nodiscard]] std::string set_comment(const TableData& table, std::string_view column,
                                          std::string_view text) const override;
    [[nodiscard]] std::string text_literal(std::string_view text) const override;

private:
    /// IF NOT EXISTS and IF EXISTS where only MariaDB has them.
    void require_mariadb(bool asked, std::string_view construct) const;
    [[nodiscard]] std::string set_column_comment(const TableData& table, std::string_view column,
                                                 std::string_view text) const;
    /// The columns of a key, long text cut to a prefix where that changes nothing.
    [[nodiscard]] std::string key_parts(const TableData& table,
                                        const std::vector<std::string>& columns, bool unique) const;
    [[nodiscard]] std::string key_part(const ColumnData& column, bool unique,
                                       std::uint32_t room) const;
    /// How many characters of each long column a key holds, so that all fit; `longest_key` and more
    /// where nothing has to be cut. Refuses a key that may not be cut.
    [[nodiscard]] std::uint32_t room_of_texts(const TableData& table,
                                              const std::vector<std::string>& columns,
                                              bool unique) const;
    /// Refuses what the server would not store.
    void require_storable(const TableData& table) const;
    void require_only_number(const TableData& table, const ColumnData& column) const;
};

}  // namespace azoth::mysql
