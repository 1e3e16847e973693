// SPDX-License-Identifier: MIT
#pragma once

#include <azoth/dialect/dialect.hpp>

#include "literals.hpp"
#include "types.hpp"

namespace azoth::sqlite {

/// SQLite's SQL, types and catalogue.
class SqliteDialect final : public Dialect {
public:
    SqliteDialect();

    [[nodiscard]] std::string_view name() const noexcept override { return "sqlite"; }
    [[nodiscard]] std::string_view default_driver() const noexcept override { return "sqlite3"; }
    [[nodiscard]] ServerFacts assumed_facts() const override;
    [[nodiscard]] ServerFacts probe(driver::Connection& connection) const override;

    [[nodiscard]] compile::Ledger ledger(const ServerFacts& facts) const override;
    [[nodiscard]] const compile::IdentifierPreparer& identifiers() const override {
        return identifiers_;
    }
    [[nodiscard]] const compile::TypeCompiler& types() const override { return types_; }
    [[nodiscard]] compile::PlaceholderStyle placeholders() const noexcept override {
        return compile::PlaceholderStyle::question;
    }
    [[nodiscard]] std::unique_ptr<compile::SqlCompiler> make_sql_compiler(
        const compile::CompilerContext& context) const override;
    [[nodiscard]] std::unique_ptr<compile::DdlCompiler> make_ddl_compiler(
        const compile::CompilerContext& context) const override;
    [[nodiscard]] const compile::LiteralCompiler& literals() const override { return literals_; }
    [[nodiscard]] std::unique_ptr<SchemaReader> make_schema_reader(
        driver::Connection& connection) const override;

    /// SQLITE_MAX_VARIABLE_NUMBER as it is built by default; Debian allows more.
    [[nodiscard]] std::size_t max_parameters() const noexcept override { return 32766; }
    /// More rows per statement gain nothing, and preparing them costs more.
    [[nodiscard]] std::size_t multi_row_page() const noexcept override { return 100; }

private:
    compile::IdentifierPreparer identifiers_;
    SqliteTypeCompiler types_;
    SqliteLiterals literals_;
};

}  // namespace azoth::sqlite
