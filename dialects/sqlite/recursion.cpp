// SPDX-License-Identifier: MIT
// WITH RECURSIVE. A step stands as it is, never inside of another query, where its CTE would be a
// circle to SQLite (https://www.sqlite.org/lang_with.html#recursive_common_table_expressions).
#include <algorithm>
#include <utility>
#include <vector>

#include <azoth/sql/aggregation.hpp>
#include <azoth/sql/join_path.hpp>

#include "compiler.hpp"

namespace azoth::sqlite {

namespace {

bool reads_itself(const sql::Select& select) {
    const std::vector<sql::NodePtr> sources = sql::referred_sources(select);
    return std::any_of(sources.begin(), sources.end(), [](const sql::NodePtr& source) {
        const sql::Node* inner = source.get();
        while (const auto* alias = sql::as<sql::AliasSource>(*inner)) inner = alias->inner.get();
        return inner->kind() == sql::NodeKind::cte_reference;
    });
}

bool has_window(const sql::Select& select) {
    return std::any_of(
        select.columns.begin(), select.columns.end(),
        [](const sql::NodePtr& column) { return sql::aggregation_of(*column).has_window; });
}

}  // namespace

void SqliteCompiler::cte_definition(const sql::CteSource& cte) {
    const bool around = std::exchange(is_recursion_, cte.reference != nullptr);
    SqlCompiler::cte_definition(cte);
    is_recursion_ = around;
}

void SqliteCompiler::set_operand(const sql::Node& query) {
    const auto* select = is_recursion_ ? sql::as<sql::Select>(query) : nullptr;
    if (select == nullptr || !reads_itself(*select)) return SqlCompiler::set_operand(query);
    const auto refuse = [&](std::string_view what) {
        ledger().refuse(std::string(what) + " in the step of a recursive CTE");
    };
    if (select->limit || select->offset) refuse("LIMIT");
    if (has_window(*select)) refuse("a window function");
    if (select->order_by.empty()) return SqlCompiler::set_operand(query);
    // Rows of a step have no order among those of the others.
    auto* unordered = new sql::Select(*select);
    const sql::NodePtr owner = sql::NodePtr::adopt(unordered);
    unordered->order_by = {};
    SqlCompiler::set_operand(*unordered);
}

}  // namespace azoth::sqlite
