// SPDX-License-Identifier: MIT
#include "standard_dialect.hpp"

#include <azoth/error/error.hpp>

namespace golden {

namespace {

constexpr std::string_view reserved_words[] = {"from",  "group", "order", "select",
                                               "table", "to",    "user",  "where"};

azoth::compile::IdentifierRules rules() {
    azoth::compile::IdentifierRules rules;
    rules.reserved_words = reserved_words;
    rules.max_bytes = 63;
    return rules;
}

}  // namespace

StandardDialect::StandardDialect(bool bare) : bare_(bare), identifiers_(rules()) {}

azoth::compile::Ledger StandardDialect::ledger(const azoth::ServerFacts& facts) const {
    azoth::compile::Ledger ledger(name(), facts.version);
    constexpr auto count = static_cast<std::size_t>(azoth::compile::Capability::count_);
    for (std::size_t i = 0; i < count; ++i) {
        ledger.allow(static_cast<azoth::compile::Capability>(i), !bare_);
    }
    return ledger;
}

std::unique_ptr<azoth::SchemaReader> StandardDialect::make_schema_reader(
    azoth::driver::Connection&) const {
    throw azoth::InvalidRequestError("no_catalogue", "this dialect has no server");
}

}  // namespace golden
