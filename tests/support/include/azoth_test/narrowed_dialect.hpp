// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <utility>

#include <azoth/compile/ledger.hpp>
#include <azoth/dialect/dialect.hpp>
#include <azoth/driver/driver.hpp>
#include <azoth/plugins/dialect_registry.hpp>

namespace azoth::test {

using Narrowing = std::function<compile::Ledger(compile::Ledger open)>;

/// Another dialect whose ledger says no where that one says yes.
class NarrowedDialect final : public Dialect {
public:
    NarrowedDialect(std::shared_ptr<const Dialect> open, std::string name, std::string driver,
                    Narrowing narrow)
        : open_(std::move(open)),
          name_(std::move(name)),
          driver_(std::move(driver)),
          narrow_(std::move(narrow)) {}

    std::string_view name() const noexcept override { return name_; }
    std::string_view default_driver() const noexcept override { return driver_; }
    compile::Ledger ledger(const ServerFacts& facts) const override {
        return narrow_(open_->ledger(facts));
    }

    ServerFacts assumed_facts() const override { return open_->assumed_facts(); }
    ServerFacts described_facts(std::string_view version, std::string_view scheme) const override {
        return open_->described_facts(version, scheme);
    }
    ServerFacts probe(driver::Connection& connection) const override {
        return open_->probe(connection);
    }
    const compile::IdentifierPreparer& identifiers() const override { return open_->identifiers(); }
    const compile::TypeCompiler& types() const override { return open_->types(); }
    compile::PlaceholderStyle placeholders() const noexcept override {
        return open_->placeholders();
    }
    std::unique_ptr<compile::SqlCompiler> make_sql_compiler(
        const compile::CompilerContext& context) const override {
        return open_->make_sql_compiler(context);
    }
    std::unique_ptr<compile::DdlCompiler> make_ddl_compiler(
        const compile::CompilerContext& context) const override {
        return open_->make_ddl_compiler(context);
    }
    const compile::LiteralCompiler& literals() const override { return open_->literals(); }
    std::string next_value(std::string_view name) const override { return open_->next_value(name); }
    std::unique_ptr<SchemaReader> make_schema_reader(
        driver::Connection& connection) const override {
        return open_->make_schema_reader(connection);
    }
    std::size_t max_parameters() const noexcept override { return open_->max_parameters(); }
    std::size_t multi_row_page() const noexcept override { return open_->multi_row_page(); }

private:
    std::shared_ptr<const Dialect> open_;
    std::string name_;
    std::string driver_;
    Narrowing narrow_;
};

/// SQLite so narrowed, at the URLs `scheme://`; its own name for itself is `name`.
inline void add_narrowed_sqlite(const std::string& scheme, const std::string& name,
                                const Narrowing& narrow) {
    DialectRegistry& registry = DialectRegistry::instance();
    const std::string driver = scheme + "_driver";
    registry.add_dialect(scheme, std::make_shared<NarrowedDialect>(registry.load_dialect("sqlite"),
                                                                   name, driver, narrow));
    registry.add_driver(driver, {scheme}, [&registry] { return registry.make_driver("sqlite"); });
}

}  // namespace azoth::test
