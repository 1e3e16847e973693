// SPDX-License-Identifier: MIT
// Any text: the reader of SQLite's CREATE statements answers or says nothing, and everything it
// answers lies within the text.
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string_view>

#include "definition.hpp"

namespace {

void require(bool holds, const char* promise) {
    if (holds) return;
    std::fprintf(stderr, "broken promise: %s\n", promise);
    std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace azoth::sqlite;
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    const auto inside = [&](const std::string& part) {
        require(text.find(part) != std::string_view::npos, "an expression is part of the text");
    };
    if (const auto table = read_create_table(text)) {
        for (const CheckDefinition& check : table->checks) inside(check.condition);
        for (const ColumnDefinition& column : table->columns) {
            if (column.default_value) inside(*column.default_value);
            if (column.computed) inside(*column.computed);
        }
        require(!table->columns.empty() || !table->using_module.empty() || !table->checks.empty() ||
                    !table->uniques.empty() || !table->foreign_keys.empty() || table->primary_key ||
                    text.find('(') != std::string_view::npos,
                "a table has a body");
    }
    if (const auto index = read_create_index(text)) {
        require(!index->terms.empty(), "an index has terms");
        for (const IndexTerm& term : index->terms) inside(term.text);
        inside(index->where);
    }
    if (const auto view = read_create_view(text)) inside(view->query);
    return 0;
}
