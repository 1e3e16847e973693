// SPDX-License-Identifier: MIT
#pragma once

#include <memory>
#include <utility>
#include <vector>

#include <azoth/azoth.hpp>
#include <azoth/dialect/dialect.hpp>
#include <azoth/plugins/dialect_registry.hpp>

namespace azoth::test {

/// SQLite with some of its capabilities taken away, as an older server would be.
class NarrowerDialect final : public Dialect {
public:
    explicit NarrowerDialect(std::vector<compile::Capability> without)
        : real_(DialectRegistry::instance().load_dialect("sqlite")), without_(std::move(without)) {}

    static Engine make_engine(std::vector<compile::Capability> without,
                              EngineOptions options = {}) {
        return Engine(std::make_shared<NarrowerDialect>(std::move(without)),
                      DialectRegistry::instance().make_driver("sqlite"), Url("sqlite://"),
                      std::move(options));
    }

    std::string_view name() const noexcept override { return real_->name(); }
    std::string_view default_driver() const noexcept override { return real_->default_driver(); }
    ServerFacts assumed_facts() const override { return real_->assumed_facts(); }
    ServerFacts probe(driver::Connection& connection) const override {
        return real_->probe(connection);
    }
    compile::Ledger ledger(const ServerFacts& facts) const override {
        compile::Ledger ledger = real_->ledger(facts);
        for (const compile::Capability capability : without_) ledger.allow(capability, false);
        return ledger;
    }
    const compile::IdentifierPreparer& identifiers() const override { return real_->identifiers(); }
    const compile::TypeCompiler& types() const override { return real_->types(); }
    compile::PlaceholderStyle placeholders() const noexcept override {
        return real_->placeholders();
    }
    std::unique_ptr<compile::SqlCompiler> make_sql_compiler(
        const compile::CompilerContext& context) const override {
        return real_->make_sql_compiler(context);
    }
    const compile::LiteralCompiler& literals() const override { return real_->literals(); }
    std::unique_ptr<compile::DdlCompiler> make_ddl_compiler(
        const compile::CompilerContext& context) const override {
        return real_->make_ddl_compiler(context);
    }
    std::unique_ptr<SchemaReader> make_schema_reader(
        driver::Connection& connection) const override {
        return real_->make_schema_reader(connection);
    }
    std::size_t max_parameters() const noexcept override { return real_->max_parameters(); }
    std::size_t multi_row_page() const noexcept override { return real_->multi_row_page(); }

private:
    std::shared_ptr<const Dialect> real_;
    std::vector<compile::Capability> without_;
};

}  // namespace azoth::test
