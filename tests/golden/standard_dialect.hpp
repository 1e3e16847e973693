// SPDX-License-Identifier: MIT
#pragma once

#include <azoth/dialect/dialect.hpp>

namespace golden {

/// The default compilers as they are. The standard one can everything; the bare one nothing.
class StandardDialect final : public azoth::Dialect {
public:
    explicit StandardDialect(bool bare);

    [[nodiscard]] std::string_view name() const noexcept override {
        return bare_ ? "bare" : "standard";
    }
    [[nodiscard]] std::string_view default_driver() const noexcept override { return "none"; }
    [[nodiscard]] azoth::ServerFacts assumed_facts() const override {
        return {{1, 0, 0}, {}, true, {}};
    }
    [[nodiscard]] azoth::compile::Ledger ledger(const azoth::ServerFacts& facts) const override;
    [[nodiscard]] const azoth::compile::IdentifierPreparer& identifiers() const override {
        return identifiers_;
    }
    [[nodiscard]] const azoth::compile::TypeCompiler& types() const override { return types_; }
    [[nodiscard]] azoth::compile::PlaceholderStyle placeholders() const noexcept override {
        return azoth::compile::PlaceholderStyle::question;
    }
    [[nodiscard]] std::unique_ptr<azoth::SchemaReader> make_schema_reader(
        azoth::driver::Connection& connection) const override;
    [[nodiscard]] std::size_t max_parameters() const noexcept override { return 100; }
    [[nodiscard]] std::size_t multi_row_page() const noexcept override { return 1; }

private:
    bool bare_;
    azoth::compile::IdentifierPreparer identifiers_;
    azoth::compile::TypeCompiler types_;
};

}  // namespace golden
