// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <memory>
#include <string_view>

#include <azoth/dialect/dialect.hpp>

#include "types.hpp"

namespace acme {

/// The dialect of an imaginary database, AcmeDB: standard SQL, its own spelling of LIMIT, no
/// booleans. Copy this folder, rename it, and change what your database does differently.
class AcmeDialect : public azoth::Dialect {
public:
    AcmeDialect();

    std::string_view name() const noexcept override { return "acme"; }
    std::string_view default_driver() const noexcept override { return "acme_client"; }
    azoth::ServerFacts assumed_facts() const override;
    azoth::compile::Ledger ledger(const azoth::ServerFacts& facts) const override;

    const azoth::compile::IdentifierPreparer& identifiers() const override { return identifiers_; }
    const azoth::compile::TypeCompiler& types() const override { return types_; }
    azoth::compile::PlaceholderStyle placeholders() const noexcept override {
        return azoth::compile::PlaceholderStyle::question;
    }
    std::unique_ptr<azoth::compile::SqlCompiler> make_sql_compiler(
        const azoth::compile::CompilerContext& context) const override;
    std::unique_ptr<azoth::SchemaReader> make_schema_reader(
        azoth::driver::Connection& connection) const override;

    std::size_t max_parameters() const noexcept override { return 1000; }
    std::size_t multi_row_page() const noexcept override { return 100; }

private:
    azoth::compile::IdentifierPreparer identifiers_;
    AcmeTypes types_;
};

}  // namespace acme
