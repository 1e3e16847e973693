// SPDX-License-Identifier: MIT
// Where aggregates and window functions can stand: rows are chosen, joined and grouped before
// anything is made of several. A window function belongs to the query that it stands in, an
// aggregate to the innermost query whose columns it is given, and that query must have come to a
// clause that sees groups.
#include <algorithm>
#include <string>

#include <azoth/error/error.hpp>
#include <azoth/sql/aggregation.hpp>

#include "query_scope.hpp"

namespace azoth::compile {

namespace {

bool makes_one_of_several(const sql::Function& function) noexcept {
    // The usual ones first.
    static constexpr std::string_view names[] = {
        "count",          "sum",       "max",      "min",  "avg",
        "string_agg",     "array_agg", "grouping", "mode", "percentile_cont",
        "percentile_disc"};
    if (!function.known) return false;
    const std::string_view name = function.name.view();
    for (const std::string_view one : names) {
        if (one.size() == name.size() && one.front() == name.front() && one == name) return true;
    }
    return false;
}

std::string_view words_of(Clause clause) noexcept {
    switch (clause) {
        case Clause::select: return "SELECT";
        case Clause::order_by: return "ORDER BY";
        case Clause::having: return "HAVING";
        case Clause::window: return "a window function";
        case Clause::aggregate: return "an aggregate";
        case Clause::from: return "FROM";
        case Clause::on: return "ON";
        case Clause::where: return "WHERE";
        case Clause::group_by: return "GROUP BY";
        case Clause::limit: return "LIMIT";
        case Clause::values: return "VALUES";
        case Clause::set: return "SET";
        case Clause::returning: return "RETURNING";
    }
    return {};
}

void reject_aggregate(std::string_view place, const Ledger& ledger) {
    std::string_view hint = "take it from a query of its own";
    if (place == "WHERE") hint = "ask for it in having(), or in a query of its own";
    if (place == "RETURNING") hint = "select from the changed rows in a CTE";
    ledger.reject(CompileError("misplaced_aggregate",
                               "an aggregate cannot stand in " + std::string(place),
                               {.hint = std::string(hint)}));
}

void reject_window(std::string_view place, const Ledger& ledger) {
    ledger.reject(CompileError("misplaced_window",
                               "a window function cannot stand in " + std::string(place),
                               {.hint = "select it in a subquery(), and go on from there"}));
}

}  // namespace

/// Reads the parts of a call: which query it belongs to, and what there is inside that makes one of
/// several itself. Queries are counted outward, the innermost is 0.
class SqlCompiler::CallReader final : public sql::ChildVisitor {
public:
    explicit CallReader(const SqlCompiler& compiler) noexcept : compiler_(compiler) {}

    void parts_of(const sql::Function& function) { all(function.arguments); }
    void parts_of(const sql::Aggregate& aggregate) {
        parts_of(sql::cast<sql::Function>(*aggregate.function));
        all(aggregate.order_by);
        all(aggregate.within_group);
        if (aggregate.filter) child(*aggregate.filter);
    }
    void parts_of(const sql::Over& over) {
        if (const auto* aggregate = sql::as<sql::Aggregate>(*over.function)) {
            parts_of(*aggregate);
        } else {
            over.function->each_child(*this);
        }
        all(over.partition_by);
        all(over.order_by);
    }

    void child(const sql::Node& node) override {
        switch (node.kind()) {
            case sql::NodeKind::bind:
            case sql::NodeKind::literal: return;
            case sql::NodeKind::column:
                note(nearest_, depth_of(sql::cast<sql::ColumnRef>(node).source));
                return;
            case sql::NodeKind::select: return query(sql::cast<sql::Select>(node));
            default: break;
        }
        if (!is_in_query_) {
            // Those of a query inside are met when that is written.
            if (node.kind() == sql::NodeKind::over) has_window_ = true;
            if (const auto* aggregate = sql::as<sql::Aggregate>(node)) return call(*aggregate);
            const auto* function = sql::as<sql::Function>(node);
            if (function != nullptr && makes_one_of_several(*function)) return call(*function);
        }
        node.each_child(*this);
    }

    /// Refuses an aggregate of these parts where it cannot stand, and what cannot stand in it.
    void require_aggregate() const {
        require_place(owner(), compiler_.scope_->clause);
        if (nests_ || nearest_call_ == owner()) {
            reject_aggregate(words_of(Clause::aggregate), compiler_.ledger());
        } else if (nearest_call_ != none) {
            require_place(nearest_call_, Clause::aggregate);
        }
        if (has_window_) reject_window(words_of(Clause::aggregate), compiler_.ledger());
        require_queries("a subquery in an aggregate");
    }
    /// The same for a window function.
    void require_window() const {
        const Clause clause = compiler_.scope_->clause;
        if (clause > Clause::order_by) return reject_window(words_of(clause), compiler_.ledger());
        if (has_window_) reject_window(words_of(Clause::window), compiler_.ledger());
        if (nests_) reject_aggregate(words_of(Clause::aggregate), compiler_.ledger());
        if (nearest_call_ != none) require_place(nearest_call_, Clause::window);
        require_queries("a subquery in a window function");
    }
    /// The query that an aggregate of these parts belongs to.
    [[nodiscard]] QueryScope* owning_scope() const noexcept { return scope_at(owner()); }
    [[nodiscard]] bool has_own_aggregate() const noexcept { return nearest_call_ == 0; }

private:
    static constexpr std::size_t none = std::string::npos;

    static void note(std::size_t& nearest, std::size_t depth) noexcept {
        nearest = std::min(nearest, depth);
    }
    void all(const sql::NodeList& nodes) {
        for (const sql::NodePtr& node : nodes) child(*node);
    }
    void call(const auto& call) {
        CallReader inner(compiler_);
        inner.parts_of(call);
        note(nearest_, inner.owner());
        note(nearest_call_, inner.owner());
        nests_ = nests_ || inner.nests_ || inner.nearest_call_ == inner.owner();
        has_window_ = has_window_ || inner.has_window_;
        has_query_ = has_query_ || inner.has_query_;
    }
    /// What a query inside reads by itself belongs to none around it.
    void query(const sql::Select& select) {
        has_query_ = true;
        const bool was_in_query = std::exchange(is_in_query_, true);
        const std::size_t outside = hidden_.size();
        for (const sql::NodePtr& source : compiler_.own_sources(select)) hidden_.push_back(source);
        for (const sql::NodePtr& join : select.joins) {
            hidden_.push_back(sql::cast<sql::Join>(*join).target);
        }
        select.each_child(*this);
        hidden_.resize(outside);
        is_in_query_ = was_in_query;
    }

    [[nodiscard]] std::size_t owner() const noexcept { return nearest_ == none ? 0 : nearest_; }
    [[nodiscard]] QueryScope* scope_at(std::size_t depth) const noexcept {
        QueryScope* scope = compiler_.scope_;
        for (; depth != 0; --depth) scope = scope->around;
        return scope;
    }
    [[nodiscard]] std::size_t depth_of(const sql::NodePtr& source) const noexcept {
        if (compiler_.scope_->around == nullptr) return 0;  // there is no other, and most have none
        if (std::find(hidden_.begin(), hidden_.end(), source) != hidden_.end()) return none;
        const std::vector<sql::NodePtr>& sources = compiler_.enclosing_sources_;
        auto end = sources.end();
        std::size_t depth = 0;
        for (const QueryScope* scope = compiler_.scope_; scope != nullptr; scope = scope->around) {
            const auto begin = sources.begin() + static_cast<std::ptrdiff_t>(scope->first_source);
            if (std::find(begin, end, source) != end) return depth;
            end = begin;
            ++depth;
        }
        return none;
    }
    /// Refuses an aggregate of that query, which stands `here` in the innermost one.
    void require_place(std::size_t depth, Clause here) const {
        const Ledger& ledger = compiler_.ledger();
        const Clause clause = scope_at(depth)->clause;
        if (clause > Clause::window) reject_aggregate(words_of(clause), ledger);
        if (depth == 0) return;
        const std::string construct = "an aggregate of the query around";
        const std::string_view hint = "select it in a subquery()";
        if (!ledger.supports(Capability::outer_aggregates)) return ledger.lacks(construct, hint);
        const bool sees_groups =
            here == Clause::select || here == Clause::having || here == Clause::window;
        if (sees_groups || ledger.supports(Capability::outer_aggregates_anywhere)) return;
        ledger.lacks(construct + " in " + std::string(words_of(here)), hint);
    }

    void require_queries(std::string_view construct) const {
        if (!has_query_ || compiler_.ledger().supports(Capability::aggregates_of_subqueries))
            return;
        compiler_.ledger().lacks(construct, "select it in a subquery(), and go on from there");
    }

    const SqlCompiler& compiler_;
    std::vector<sql::NodePtr> hidden_;  ///< sources of the queries inside
    std::size_t nearest_ = none;        ///< the innermost query of which a column is read
    std::size_t nearest_call_ = none;   ///< the innermost query of which an aggregate is taken
    bool has_window_ = false;
    bool has_query_ = false;
    bool nests_ = false;
    bool is_in_query_ = false;
};

// What a call is made of has been read; it is not read again, however the dialect says it.

void SqlCompiler::function_in_place(const sql::Function& function) {
    const bool is_known = scope_ == nullptr || scope_->is_in_call();
    if (is_known || !makes_one_of_several(function)) return visit_function(function);
    CallReader reader(*this);
    reader.parts_of(function);
    reader.require_aggregate();
    const InClause owner(reader.owning_scope(), Clause::aggregate);
    const InClause here(scope_, Clause::aggregate);
    visit_function(function);
}

void SqlCompiler::aggregate_in_place(const sql::Aggregate& aggregate) {
    if (scope_ == nullptr || scope_->is_in_call()) return visit_aggregate(aggregate);
    CallReader reader(*this);
    reader.parts_of(aggregate);
    reader.require_aggregate();
    const InClause owner(reader.owning_scope(), Clause::aggregate);
    const InClause here(scope_, Clause::aggregate);
    visit_aggregate(aggregate);
}

void SqlCompiler::over_in_place(const sql::Over& over) {
    if (scope_ == nullptr || scope_->is_in_call()) return visit_over(over);
    CallReader reader(*this);
    reader.parts_of(over);
    reader.require_window();
    const auto* aggregate = sql::as<sql::Aggregate>(*over.function);
    if (aggregate != nullptr && aggregate->filter) {
        CallReader filter(*this);
        filter.child(*aggregate->filter);
        if (filter.has_own_aggregate()) reject_aggregate("FILTER", ledger());
    }
    const InClause here(scope_, Clause::window);
    visit_over(over);
}

void SqlCompiler::require_order_of_rows(const sql::NodeList& order_by) const {
    for (const sql::NodePtr& ordering : order_by) {
        const sql::Aggregation found = sql::aggregation_of(*ordering);
        if (found.aggregates) reject_aggregate("ORDER BY of a change", ledger());
        if (found.has_window) reject_window("ORDER BY of a change", ledger());
    }
}

}  // namespace azoth::compile
