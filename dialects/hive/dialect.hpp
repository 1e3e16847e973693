// SPDX-License-Identifier: MIT
#pragma once

#include <azoth/dialect/dialect.hpp>

#include "literals.hpp"
#include "types.hpp"

namespace azoth::hive {

/// HiveQL of Apache Hive 3 and 4.
class HiveDialect final : public Dialect {
public:
    HiveDialect();

    [[nodiscard]] std::string_view name() const noexcept override { return "hive"; }
    [[nodiscard]] std::string_view default_driver() const noexcept override { return "odbc"; }
    [[nodiscard]] ServerFacts assumed_facts() const override;

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

    /// The protocol has no parameters: a driver writes values into the text, and a statement's
    /// length is what limits them.
    [[nodiscard]] std::size_t max_parameters() const noexcept override { return 100'000; }
    /// Every INSERT is a job of its own and leaves a file.
    [[nodiscard]] std::size_t multi_row_page() const noexcept override { return 1000; }

private:
    compile::IdentifierPreparer identifiers_;
    HiveTypeCompiler types_;
    HiveLiterals literals_;
};

}  // namespace azoth::hive
