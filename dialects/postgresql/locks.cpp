// SPDX-License-Identifier: MIT
// SELECT … FOR UPDATE. The server locks rows of tables, also those of subqueries in FROM, where
// each row of the result is one of a table's; it passes over what is in CTEs without a word
// (https://www.postgresql.org/docs/current/sql-select.html#SQL-FOR-UPDATE-SHARE).
#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include <azoth/sql/aggregation.hpp>
#include <azoth/sql/join_path.hpp>

#include "compiler.hpp"

namespace azoth::postgresql {

namespace {

const sql::SelectOptions* lock_of(const sql::Select& select) noexcept {
    if (!select.options) return nullptr;
    const auto& options = sql::cast<sql::SelectOptions>(*select.options);
    return options.lock == sql::LockStrength::none ? nullptr : &options;
}

/// Why a row of the result is no row of a table; empty where it is one.
std::string_view reshaping(const sql::Select& select) {
    const bool is_distinct =
        select.distinct ||
        (select.options && !sql::cast<sql::SelectOptions>(*select.options).distinct_on.empty());
    if (is_distinct) return "distinct rows";
    if (!select.group_by.empty() || select.having) return "groups";
    sql::Aggregation found;
    const auto look = [&](const sql::Node& node) {
        const sql::Aggregation aggregation = sql::aggregation_of(node);
        found.aggregates = found.aggregates || aggregation.aggregates;
        found.has_window = found.has_window || aggregation.has_window;
    };
    for (const sql::NodePtr& column : select.columns) look(*column);
    for (const sql::NodePtr& ordering : select.order_by) look(*ordering);
    if (found.aggregates) return "an aggregate";
    return found.has_window ? "rows with a window function" : "";
}

/// The sources that an outer join may leave without a row.
std::vector<sql::NodePtr> outer_sources(const sql::Select& select) {
    std::vector<sql::NodePtr> before = sql::referred_sources(select);
    for (const sql::NodePtr& node : select.joins) {
        const sql::NodePtr& target = sql::cast<sql::Join>(*node).target;
        std::erase_if(before, [&](const sql::NodePtr& source) { return source == target; });
    }
    return sql::outer_sources(select, std::move(before));
}

bool contains(const std::vector<sql::NodePtr>& sources, const sql::NodePtr& source) {
    return std::find(sources.begin(), sources.end(), source) != sources.end();
}

/// What an alias stands for.
const sql::Node& aliased(const sql::Node& source) noexcept {
    const auto* alias = sql::as<sql::AliasSource>(source);
    return alias == nullptr ? source : aliased(*alias->inner);
}

bool has_rows_to_lock(const sql::Node& source) noexcept {
    const sql::NodeKind kind = aliased(source).kind();
    return kind != sql::NodeKind::values && kind != sql::NodeKind::table_function;
}

}  // namespace

void PostgresqlCompiler::require_lockable(const sql::Node& source, bool is_named,
                                          std::string_view words) const {
    const sql::Node& inner = aliased(source);
    switch (inner.kind()) {
        case sql::NodeKind::cte:
        case sql::NodeKind::cte_reference:
            ledger().refuse(std::string(words) + " of a CTE",
                            is_named ? "lock the rows where the CTE reads them"
                                     : "lock the rows where the CTE reads them, and name the "
                                       "tables to lock here: .of = {table}");
        case sql::NodeKind::values:
        case sql::NodeKind::table_function:
            if (is_named) ledger().refuse(std::string(words) + " of what is no table");
            return;
        case sql::NodeKind::set_operation:
            ledger().refuse(std::string(words) + " of a UNION and its like",
                            "name the tables to lock: .of = {table}");
        case sql::NodeKind::select: return require_lockable(sql::cast<sql::Select>(inner), words);
        default: return;
    }
}

void PostgresqlCompiler::require_lockable(const sql::Select& select, std::string_view words) const {
    const std::string_view shape = reshaping(select);
    if (!shape.empty()) {
        ledger().refuse(std::string(words) + " of " + std::string(shape),
                        "lock the rows in a CTE or subquery, and select from that");
    }
    const sql::SelectOptions* const options = lock_of(select);
    const bool names_sources = options != nullptr && !options->lock_of.empty();
    std::vector<sql::NodePtr> sources;
    if (names_sources) {
        sources.assign(options->lock_of.begin(), options->lock_of.end());
    } else {
        sources = sql::referred_sources(select);
    }
    const std::vector<sql::NodePtr> outer =
        select.joins.empty() ? std::vector<sql::NodePtr>() : outer_sources(select);
    for (const sql::NodePtr& source : sources) {
        if (contains(outer, source) && has_rows_to_lock(*source)) {
            ledger().refuse(std::string(words) + " of rows that an outer join may leave out",
                            "name the other tables: .of = {table}");
        }
        require_lockable(*source, names_sources, words);
    }
}

void PostgresqlCompiler::lock_clause(const sql::Select& select) {
    if (const sql::SelectOptions* const options = lock_of(select)) {
        const std::string words = "SELECT …" + std::string(lock_words(options->lock));
        require_lockable(select, words);
        if (options->with_ties && options->lock_wait == sql::LockWait::skip_locked) {
            ledger().refuse(words + " SKIP LOCKED beside WITH TIES");
        }
    }
    SqlCompiler::lock_clause(select);
}

void PostgresqlCompiler::set_operand(const sql::Node& query) {
    const auto* select = sql::as<sql::Select>(query);
    if (select != nullptr) {
        if (const sql::SelectOptions* const options = lock_of(*select)) {
            ledger().refuse("SELECT …" + std::string(lock_words(options->lock)) +
                                " as a part of UNION and its like",
                            "lock the rows in a CTE or subquery, and select from that");
        }
    }
    SqlCompiler::set_operand(query);
}

}  // namespace azoth::postgresql
