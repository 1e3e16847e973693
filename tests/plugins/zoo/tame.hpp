// SPDX-License-Identifier: MIT
#pragma once

#include <memory>
#include <stdexcept>
#include <string_view>

#include <azoth/dialect/dialect.hpp>

namespace zoo {

/// The smallest thing that is a dialect. Nobody compiles with it.
class TameDialect : public azoth::Dialect {
public:
    std::string_view name() const noexcept override { return "tame"; }
    std::string_view default_driver() const noexcept override { return {}; }
    azoth::ServerFacts assumed_facts() const override { return {}; }
    azoth::compile::Ledger ledger(const azoth::ServerFacts&) const override { unused(); }
    const azoth::compile::IdentifierPreparer& identifiers() const override { unused(); }
    const azoth::compile::TypeCompiler& types() const override { unused(); }
    azoth::compile::PlaceholderStyle placeholders() const noexcept override { return {}; }
    std::unique_ptr<azoth::SchemaReader> make_schema_reader(
        azoth::driver::Connection&) const override {
        unused();
    }
    std::size_t max_parameters() const noexcept override { return 1; }
    std::size_t multi_row_page() const noexcept override { return 1; }

private:
    [[noreturn]] static void unused() { throw std::logic_error("nobody compiles with this one"); }
};

}  // namespace zoo
