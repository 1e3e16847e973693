// SPDX-License-Identifier: MIT
#pragma once

#include <azoth/dialect/dialect.hpp>

#include "literals.hpp"
#include "types.hpp"

namespace azoth::postgresql {

/// PostgreSQL's SQL, types and catalogue.
class PostgresqlDialect final : public Dialect {
public:
    PostgresqlDialect();

    [[nodiscard]] std::string_view name() const noexcept override { return "postgresql"; }
    [[nodiscard]] std::string_view default_driver() const noexcept override { return "libpq"; }
    [[nodiscard]] ServerFacts assumed_facts() const override;

    [[nodiscard]] compile::Ledger ledger(const ServerFacts& facts) const override;
    [[nodiscard]] const compile::IdentifierPreparer& identifiers() const override {
        return identifiers_;
    }
    [[nodiscard]] const compile::TypeCompiler& types() const override { return types_; }
    [[nodiscard]] compile::PlaceholderStyle placeholders() const noexcept override {
        return compile::PlaceholderStyle::numbered;
    }
    [[nodiscard]] std::unique_ptr<compile::SqlCompiler> make_sql_compiler(
        const compile::CompilerContext& context) const override;
    [[nodiscard]] std::unique_ptr<compile::DdlCompiler> make_ddl_compiler(
        const compile::CompilerContext& context) const override;
    [[nodiscard]] const compile::LiteralCompiler& literals() const override { return literals_; }
    [[nodiscard]] std::string next_value(std::string_view prepared_name) const override;
    [[nodiscard]] std::unique_ptr<SchemaReader> make_schema_reader(
        driver::Connection& connection) const override;

    /// The protocol counts parameters in 16 bits.
    [[nodiscard]] std::size_t max_parameters() const noexcept override { return 65535; }
    /// One round trip per page; beyond this the server gains nothing more.
    [[nodiscard]] std::size_t multi_row_page() const noexcept override { return 1000; }

private:
    compile::IdentifierPreparer identifiers_;
    PostgresqlTypeCompiler types_;
    PostgresqlLiterals literals_;
};

}  // namespace azoth::postgresql
