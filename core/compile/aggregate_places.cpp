// SPDX-License-Identifier: MIT
// Where aggregates and window functions cannot stand: rows are chosen, joined and grouped before
// anything is made of several. An aggregate of columns of the query around is that query's, and
// stands where the subquery does.
#include "aggregate_places.hpp"

#include <algorithm>
#include <string>

#include <azoth/error/error.hpp>
#include <azoth/sql/aggregate.hpp>
#include <azoth/sql/column_ref.hpp>
#include <azoth/sql/fields.hpp>
#include <azoth/sql/scalar.hpp>

namespace azoth::compile {

namespace {

bool makes_one_of_several(const sql::Function& function) noexcept {
    constexpr std::string_view names[] = {
        "array_agg", "avg",  "count",           "grouping",        "max",
        "min",       "mode", "percentile_cont", "percentile_disc", "string_agg",
        "sum"};
    return function.known &&
           std::find(std::begin(names), std::end(names), function.name.view()) != std::end(names);
}

/// Whose columns a call is given.
class OwnerFinder final : public sql::ChildVisitor {
public:
    explicit OwnerFinder(Sources sources) noexcept : sources_(sources) {}
    void child(const sql::Node& node) override {
        const auto* column = sql::as<sql::ColumnRef>(node);
        if (column == nullptr) return node.each_child(*this);
        const bool is_own =
            std::find(sources_.begin(), sources_.end(), column->source) != sources_.end();
        (is_own ? has_own : has_others) = true;
    }
    bool has_own = false;
    bool has_others = false;

private:
    Sources sources_;
};

/// Finds what makes one value of several rows of these sources.
class MisplacedFinder final : public sql::ChildVisitor {
public:
    explicit MisplacedFinder(Sources sources) noexcept : sources_(sources) {}

    void child(const sql::Node& node) override {
        switch (node.kind()) {
            case sql::NodeKind::column:
            case sql::NodeKind::bind:
            case sql::NodeKind::literal: return;
            // A query inside is asked for itself.
            case sql::NodeKind::select:
            case sql::NodeKind::set_operation: return;
            case sql::NodeKind::over: has_window = true; return;
            case sql::NodeKind::function: check_call(sql::cast<sql::Function>(node)); break;
            default: break;
        }
        node.each_child(*this);
    }
    bool aggregates = false;
    bool has_window = false;

private:
    void check_call(const sql::Function& function) {
        if (aggregates || !makes_one_of_several(function)) return;
        OwnerFinder owner(sources_);
        function.each_child(owner);
        aggregates = owner.has_own || !owner.has_others;
    }

    Sources sources_;
};

void reject_aggregate(std::string_view clause, const Ledger& ledger) {
    const bool chooses = clause == "WHERE";
    ledger.reject(CompileError("misplaced_aggregate",
                               "an aggregate cannot stand in " + std::string(clause),
                               {.hint = chooses ? "ask for it in having(), or in a query of its own"
                                                : "take it from a query of its own"}));
}

void reject_window(std::string_view clause, const Ledger& ledger) {
    ledger.reject(CompileError("misplaced_window",
                               "a window function cannot stand in " + std::string(clause),
                               {.hint = "select it in a subquery(), and go on from there"}));
}

}  // namespace

void require_single_rows(const sql::Node& clause, std::string_view name, Sources sources,
                         const Ledger& ledger) {
    MisplacedFinder finder(sources);
    finder.child(clause);
    if (finder.aggregates) reject_aggregate(name, ledger);
    if (finder.has_window) reject_window(name, ledger);
}

void require_places(const sql::Select& select, Sources sources, const Ledger& ledger) {
    for (const sql::NodePtr& join : select.joins) {
        const sql::NodePtr& condition = sql::cast<sql::Join>(*join).condition;
        if (condition) require_single_rows(*condition, "ON", sources, ledger);
    }
    if (select.where) require_single_rows(*select.where, "WHERE", sources, ledger);
    for (const sql::NodePtr& item : select.group_by) {
        require_single_rows(*item, "GROUP BY", sources, ledger);
    }
    if (!select.having) return;
    MisplacedFinder finder(sources);
    finder.child(*select.having);
    if (finder.has_window) reject_window("HAVING", ledger);
}

}  // namespace azoth::compile
