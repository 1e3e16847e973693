// SPDX-License-Identifier: MIT
#pragma once

#include <azoth/compile/ddl_compiler.hpp>

namespace azoth::postgresql {

/// PostgreSQL's DDL: the standard's, and what the server has beside it as options.
class PostgresqlDdlCompiler final : public compile::DdlCompiler {
public:
    using DdlCompiler::DdlCompiler;

    [[nodiscard]] std::string create_index(const TableData& table, const IndexData& index,
                                           bool if_not_exists) const override;
    [[nodiscard]] std::string drop_index(const TableData& table, const IndexData& index,
                                         bool if_exists) const override;
    [[nodiscard]] std::string create_enum(const SqlType& type) const override;
    [[nodiscard]] std::vector<TablePart> parts(const TableData& table) const override;
    [[nodiscard]] std::string comparable(const std::string& expression) const override;
    /// The server prints queries anew: with every name qualified, and otherwise laid out.
    [[nodiscard]] std::string comparable_query(const std::string&) const override { return {}; }
    [[nodiscard]] std::string_view default_schema() const noexcept override { return "public"; }

    [[nodiscard]] std::string column_type(const TableData& table,
                                          const ColumnData& column) const override;

protected:
    [[nodiscard]] std::string autoincrement_clause() const override;
    [[nodiscard]] std::string create_words(const TableData& table) const override;
    [[nodiscard]] std::string create_statement(const TableData& table,
                                               bool if_not_exists) const override;
    [[nodiscard]] std::string primary_key_clause(const TableData& table) const override;
    [[nodiscard]] std::string unique_clause(const TableData& table,
                                            const UniqueData& unique) const override;
    [[nodiscard]] std::string check_clause(const TableData& table,
                                           const CheckData& check) const override;
    [[nodiscard]] std::string foreign_key_clause(const TableData& table,
                                                 const ForeignKeyData& key) const override;
    [[nodiscard]] std::vector<std::string> late_constraints(const TableData& table) const override;
    [[nodiscard]] std::string table_suffix(const TableData& table) const override;
    [[nodiscard]] std::vector<std::string> create_view(const TableData& view, bool if_not_exists,
                                                       bool or_replace) const override;
    [[nodiscard]] std::string create_table_as(const DdlData& data) const override;
    [[nodiscard]] std::span<const compile::DialectOptionRule> option_rules()
        const noexcept override;

private:
    /// What is temporary is in a schema of the server's.
    void refuse_schema(std::string_view schema, std::string_view construct) const;
    [[nodiscard]] std::string with_include(std::string clause, const DialectOptions& options) const;
    /// Whether a constraint holds for new rows alone.
    template <class Constraint>
    [[nodiscard]] bool is_unchecked(const Constraint& constraint) const;
    [[nodiscard]] bool has_unchecked(const TableData& table) const;
    template <class Constraint>
    [[nodiscard]] std::string not_valid(const Constraint& constraint) const;
    void refuse_not_valid(const DialectOptions& options) const;
    /// The type json has no order and no equality, which every key needs.
    void refuse_json_key(const SqlType& type) const;
    void refuse_json_key(const TableData& table, const std::vector<std::string>& columns) const;
    [[nodiscard]] SqlType comparable_type(const SqlType& type) const;
    /// The options as they come back, but for blanks, case and quotes.
    [[nodiscard]] DialectOptions comparable(const DialectOptions& options) const;
};

}  // namespace azoth::postgresql
