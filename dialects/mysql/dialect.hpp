// SPDX-License-Identifier: MIT
#pragma once

#include <azoth/dialect/dialect.hpp>

#include "literals.hpp"
#include "types.hpp"

namespace azoth::mysql {

/// MySQL's and MariaDB's SQL, types and catalogue. Which of the two a server is, its facts say
/// (`flavour`); their version numbers do not overlap.
class MysqlDialect final : public Dialect {
public:
    MysqlDialect();

    [[nodiscard]] std::string_view name() const noexcept override { return "mysql"; }
    [[nodiscard]] std::string_view default_driver() const noexcept override { return "mariadb"; }
    [[nodiscard]] ServerFacts assumed_facts() const override;
    [[nodiscard]] ServerFacts described_facts(std::string_view version,
                                              std::string_view scheme) const override;
    [[nodiscard]] ServerFacts probe(driver::Connection& connection) const override;

    [[nodiscard]] compile::Ledger ledger(const ServerFacts& facts) const override;
    [[nodiscard]] const compile::IdentifierPreparer& identifiers() const override {
        return identifiers_;
    }
    [[nodiscard]] const compile::TypeCompiler& types() const override { return types_; }
    [[nodiscard]] compile::PlaceholderStyle placeholders() const noexcept override {
        return compile::PlaceholderStyle::question;
    }
    [[nodiscard]] const compile::LiteralCompiler& literals() const override { return literals_; }
    [[nodiscard]] std::unique_ptr<compile::SqlCompiler> make_sql_compiler(
        const compile::CompilerContext& context) const override;
    [[nodiscard]] std::unique_ptr<compile::DdlCompiler> make_ddl_compiler(
        const compile::CompilerContext& context) const override;
    [[nodiscard]] std::unique_ptr<SchemaReader> make_schema_reader(
        driver::Connection& connection) const override;

    /// The protocol counts parameters in 16 bits.
    [[nodiscard]] std::size_t max_parameters() const noexcept override { return 65535; }
    [[nodiscard]] std::size_t multi_row_page() const noexcept override { return 1000; }

private:
    compile::IdentifierPreparer identifiers_;
    MysqlTypeCompiler types_;
    MysqlLiterals literals_;
};

/// Whether the ledger's server is a MariaDB.
[[nodiscard]] inline bool is_mariadb(const compile::Ledger& ledger) noexcept {
    return ledger.server() == "mariadb";
}

}  // namespace azoth::mysql
