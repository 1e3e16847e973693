// SPDX-License-Identifier: MIT
#pragma once

#include <azoth/compile/ddl_compiler.hpp>

namespace azoth::sqlite {

/// SQLite's DDL. It keeps the text of every CREATE as it was sent, so comments are kept there: as
/// `/* comment: … */` behind what they are about, which reflection reads back.
class SqliteDdlCompiler final : public compile::DdlCompiler {
public:
    using DdlCompiler::DdlCompiler;

    [[nodiscard]] std::string create_index(const TableData& table, const IndexData& index,
                                           bool if_not_exists) const override;
    [[nodiscard]] std::string column_type(const TableData& table,
                                          const ColumnData& column) const override;
    [[nodiscard]] std::string default_value(const ColumnData& column) const override;
    [[nodiscard]] std::string defer_foreign_keys() const override;

protected:
    [[nodiscard]] std::string create_statement(const TableData& table,
                                               bool if_not_exists) const override;
    [[nodiscard]] std::string create_words(const TableData& table) const override;
    [[nodiscard]] std::vector<std::string> create_view(const TableData& view, bool if_not_exists,
                                                       bool or_replace) const override;
    [[nodiscard]] std::string create_table_as(const DdlData& data) const override;
    [[nodiscard]] std::string column_definition(const TableData& table,
                                                const ColumnData& column) const override;
    [[nodiscard]] std::string stored_column(const TableData& table,
                                            const ColumnData& column) const override;
    [[nodiscard]] std::string autoincrement_clause() const override { return {}; }
    [[nodiscard]] std::string identity_clause(const ColumnData& column) const override;
    [[nodiscard]] std::string primary_key_clause(const TableData& table) const override;
    [[nodiscard]] std::string unique_clause(const TableData& table,
                                            const UniqueData& unique) const override;
    [[nodiscard]] std::string check_clause(const TableData& table,
                                           const CheckData& check) const override;
    [[nodiscard]] std::string foreign_key_clause(const TableData& table,
                                                 const ForeignKeyData& key) const override;
    [[nodiscard]] std::string table_suffix(const TableData& table) const override;
    [[nodiscard]] std::string inline_comment(std::string_view text) const override;
    [[nodiscard]] std::vector<std::string> comment_statements(
        const TableData& table) const override;
    [[nodiscard]] std::string set_comment(const TableData& table, std::string_view column,
                                          std::string_view text) const override;
    [[nodiscard]] std::span<const compile::DialectOptionRule> option_rules()
        const noexcept override;

private:
    /// What is temporary is in the schema "temp".
    void refuse_schema(std::string_view schema, std::string_view construct) const;
    [[nodiscard]] bool is_decimal_text(const ColumnData& column) const;
    [[nodiscard]] bool keeps_rowid(const TableData& table) const;
    /// Whether the column is the row's id under another name.
    [[nodiscard]] bool is_rowid(const TableData& table, const ColumnData& column) const;
    [[nodiscard]] std::string conflict_clause(const DialectOptions& options,
                                              std::string_view name) const;
    /// The columns of a key, with what SQLite lets stand behind them.
    [[nodiscard]] std::string terms(const TableData& table, const DialectOptions& options,
                                    const std::vector<std::string>& columns) const;
};

/// A comment as it stands between `/* comment: ` and ` */`: a backslash comes before each backslash
/// and each slash that follows a star.
[[nodiscard]] std::string escaped_comment(std::string_view text);

}  // namespace azoth::sqlite
