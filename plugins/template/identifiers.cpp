// SPDX-License-Identifier: MIT
#include "identifiers.hpp"

#include <string_view>

namespace acme {

namespace {

// Sorted, lower case.
constexpr std::string_view reserved_words[] = {
    "and",    "as",     "by",    "case",   "create", "delete", "distinct", "drop",  "else",
    "end",    "exists", "fetch", "from",   "full",   "group",  "having",   "in",    "inner",
    "insert", "into",   "is",    "join",   "left",   "like",   "not",      "null",  "on",
    "or",     "order",  "outer", "right",  "rows",   "select", "set",      "table", "then",
    "union",  "update", "user",  "values", "when",   "where",  "with"};

}  // namespace

azoth::compile::IdentifierRules identifier_rules() noexcept {
    return {.reserved_words = reserved_words, .max_bytes = 63};
}

}  // namespace acme
