// SPDX-License-Identifier: MIT
// Aggregates, window functions, and the functions of azoth::func.
#include <algorithm>
#include <string>
#include <utility>

#include <azoth/compile/sql_compiler.hpp>
#include <azoth/error/error.hpp>

namespace azoth::compile {

void SqlCompiler::known_function(const sql::Function& function) {
    const std::string_view name = function.name.view();
    if (name == "current_timestamp") {
        write("CURRENT_TIMESTAMP");
        return;
    }
    if (name == "current_date") {
        write("CURRENT_DATE");
        return;
    }
    if (name == "current_time") {
        write("LOCALTIME");  // CURRENT_TIME would carry a zone
        return;
    }
    if (name == "grouping") {
        ledger().require(Capability::grouping_function, "grouping()");
        require_group_key(function);
    }
    const bool is_whole = function.type().is_integer();
    if (is_whole && (name == "floor" || name == "ceil" || name == "round")) {
        return emit_grouped(*function.arguments.front());  // an integer is whole already
    }
    if (name == "full_text_match") return full_text_match(function);
    if (name == "string_agg") ledger().require(Capability::string_agg, "string_agg()");
    if (name == "array_agg") ledger().require(Capability::array_agg, "array_agg()");
    function_call(function);
}

void SqlCompiler::full_text_match(const sql::Function& function) {
    ledger().require(Capability::full_text, "a full-text match");
    write("(");
    emit_grouped(*function.arguments[0]);
    write(" MATCH ");
    emit_grouped(*function.arguments[1]);
    write(")");
}

// ── aggregates ──────────────────────────────────────────────────────────────────────────────────

bool SqlCompiler::ignores_nulls(const sql::Function& function) const {
    constexpr std::string_view ignoring[] = {"avg", "count", "max", "min", "string_agg", "sum"};
    return std::find(std::begin(ignoring), std::end(ignoring), function.name.view()) !=
           std::end(ignoring);
}

bool SqlCompiler::orders_inside(const sql::Function&) const {
    return false;
}

void SqlCompiler::visit_aggregate(const sql::Aggregate& aggregate) {
    const auto& function = sql::cast<sql::Function>(*aggregate.function);
    if (!aggregate.order_by.empty()) {
        if (!orders_inside(function)) {
            ledger().require(Capability::ordered_aggregates, "ORDER BY inside an aggregate");
        }
        aggregate_order_ = &aggregate.order_by;
    }
    if (!aggregate.within_group.empty()) {
        ledger().require(Capability::within_group, "WITHIN GROUP");
    }
    const bool native = ledger().supports(Capability::aggregate_filter);
    if (aggregate.filter && !native) {
        if (!aggregate.within_group.empty()) ledger().refuse("FILTER of a WITHIN GROUP");
        emit_filtered(function, aggregate.filter);
    } else {
        emit(function);
    }
    if (take_aggregate_order() != nullptr) {
        ledger().refuse("ORDER BY inside " + std::string(function.name.view()) + "()");
    }
    if (!aggregate.within_group.empty()) {
        write(" WITHIN GROUP (ORDER BY ");
        emit_list(aggregate.within_group);
        write(")");
    }
    if (aggregate.filter && native) {
        write(" FILTER (WHERE ");
        emit_condition(aggregate.filter);
        write(")");
    }
}

/// What an aggregate leaves out anyway is what the filter leaves out: `sum(CASE WHEN … THEN x
/// END)`.
void SqlCompiler::emit_filtered(const sql::Function& function, const sql::NodePtr& condition) {
    if (!ignores_nulls(function) || function.arguments.empty()) {
        ledger().refuse("FILTER of " + std::string(function.name.view()) + "()");
    }
    sql::NodeList arguments = function.arguments;
    const bool counts_rows = arguments.front()->kind() == sql::NodeKind::star;
    sql::NodeList branch;
    branch.push_back(condition);
    branch.push_back(counts_rows ? sql::NodePtr(sql::make<sql::TextFragment>("1"))
                                 : arguments.front());
    const SqlType type = branch.back()->type();
    arguments.front() = sql::make<sql::CaseWhen>(std::move(branch), nullptr, type);
    emit(*sql::make<sql::Function>(function.name, std::move(arguments), function.type(),
                                   function.distinct, function.known));
}

// ── windows ─────────────────────────────────────────────────────────────────────────────────────

void SqlCompiler::visit_over(const sql::Over& over) {
    ledger().require(Capability::window_functions, "a window function");
    const sql::Node* call = over.function.get();
    if (const auto* aggregate = sql::as<sql::Aggregate>(*call)) {
        if (!aggregate->order_by.empty()) ledger().lacks("ORDER BY inside a window function");
        call = aggregate->function.get();
    }
    const auto* function = sql::as<sql::Function>(*call);
    if (function != nullptr && function->distinct) {
        ledger().require(Capability::window_distinct, "DISTINCT in a window function");
    }
    emit(*over.function);
    write(" OVER (");
    std::string_view space;
    if (!over.partition_by.empty()) {
        write("PARTITION BY ");
        for (std::size_t i = 0; i < over.partition_by.size(); ++i) {
            if (i != 0) write(", ");
            group_key(*over.partition_by[i]);
        }
        space = " ";
    }
    if (!over.order_by.empty()) {
        write(space).write("ORDER BY ");
        emit_list(over.order_by);
        space = " ";
    }
    if (over.unit != sql::FrameUnit::none) {
        write(space);
        frame_clause(over);
    }
    write(")");
}

void SqlCompiler::frame_clause(const sql::Over& over) {
    switch (over.unit) {
        case sql::FrameUnit::none: return;
        case sql::FrameUnit::rows: write("ROWS"); break;
        case sql::FrameUnit::range:
            require_range_distances(over);
            write("RANGE");
            break;
        case sql::FrameUnit::groups:
            ledger().require(Capability::window_groups, "a GROUPS frame");
            write("GROUPS");
            break;
    }
    write(" BETWEEN ");
    frame_bound(over.start, over.start_offset);
    write(" AND ");
    frame_bound(over.end, over.end_offset);
    if (over.exclusion == sql::FrameExclusion::none) return;
    ledger().require(Capability::window_exclude, "EXCLUDE in a frame");
    switch (over.exclusion) {
        case sql::FrameExclusion::none: return;
        case sql::FrameExclusion::current_row: write(" EXCLUDE CURRENT ROW"); return;
        case sql::FrameExclusion::group: write(" EXCLUDE GROUP"); return;
        case sql::FrameExclusion::ties: write(" EXCLUDE TIES"); return;
    }
}

void SqlCompiler::require_range_distances(const sql::Over& over) {
    if (!over.start_offset && !over.end_offset) return;
    if (over.order_by.size() != 1) {
        return ledger().reject(CompileError(
            "bad_frame", "a RANGE frame with a distance is ordered by one expression"));
    }
    const auto& ordering = sql::cast<sql::Ordering>(*over.order_by.front());
    if (over.start_offset) range_distance(*ordering.operand, *over.start_offset);
    if (over.end_offset) range_distance(*ordering.operand, *over.end_offset);
}

namespace {

bool is_real(const SqlType& type) noexcept {
    return type.kind() == TypeKind::double_ || type.kind() == TypeKind::float_;
}

/// Whether key ± distance is exact and of the key's type; either may be known at run time only.
bool adds_up(const SqlType& key, const SqlType& distance) noexcept {
    if (!key.is_known() || !distance.is_known()) return true;
    if (key.is_temporal()) return distance.kind() == TypeKind::interval;
    if (!key.is_number() || !distance.is_number()) return false;
    if (distance.is_integer() || is_real(key)) return true;
    return key.kind() == TypeKind::numeric && distance.kind() == TypeKind::numeric;
}

}  // namespace

void SqlCompiler::range_distance(const sql::Node& key, const sql::Node& distance) {
    ledger().require(Capability::window_range_distance, "RANGE with a distance");
    if (adds_up(key.type(), distance.type())) return;
    ledger().reject(
        CompileError("bad_frame",
                     "a RANGE frame in the order of " + key.type().describe() +
                         " has no distance of " + distance.type().describe(),
                     {.hint = "a moment takes an Interval; cast() the order to the type of the "
                              "distance"}));
}

void SqlCompiler::frame_bound(sql::FrameBoundKind kind, const sql::NodePtr& offset) {
    if (offset) emit(*offset);
    switch (kind) {
        case sql::FrameBoundKind::unbounded_preceding: write("UNBOUNDED PRECEDING"); return;
        case sql::FrameBoundKind::preceding: write(" PRECEDING"); return;
        case sql::FrameBoundKind::current_row: write("CURRENT ROW"); return;
        case sql::FrameBoundKind::following: write(" FOLLOWING"); return;
        case sql::FrameBoundKind::unbounded_following: write("UNBOUNDED FOLLOWING"); return;
    }
}

}  // namespace azoth::compile
