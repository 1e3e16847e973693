// SPDX-License-Identifier: MIT
#include <azoth/sql/window.hpp>

#include <string>
#include <utility>

#include <azoth/error/error.hpp>
#include <azoth/sql/aggregate.hpp>
#include <azoth/sql/bind.hpp>
#include <azoth/sql/scalar.hpp>

#include "sorting_keys.hpp"

namespace azoth {

namespace {

using sql::FrameBoundKind;

[[noreturn]] void refuse_frame(std::string_view message) {
    throw ArgumentError("bad_frame", message);
}

FrameBoundKind kind_of(detail::FrameEdge edge) {
    switch (edge) {
        case detail::FrameEdge::unbounded_preceding: return FrameBoundKind::unbounded_preceding;
        case detail::FrameEdge::current_row: return FrameBoundKind::current_row;
        case detail::FrameEdge::unbounded_following: return FrameBoundKind::unbounded_following;
    }
    return FrameBoundKind::current_row;
}

sql::FrameExclusion exclusion_of(Exclude rows) {
    switch (rows) {
        case Exclude::none: return sql::FrameExclusion::none;
        case Exclude::current_row: return sql::FrameExclusion::current_row;
        case Exclude::group: return sql::FrameExclusion::group;
        case Exclude::ties: return sql::FrameExclusion::ties;
    }
    return sql::FrameExclusion::none;
}

sql::NodeList nodes_of(std::initializer_list<Ordering> orderings) {
    sql::NodeList nodes;
    nodes.reserve(orderings.size());
    for (const Ordering& ordering : orderings) nodes.push_back(ordering.node());
    return nodes;
}

/// Months of 30 days, as servers compare intervals.
bool is_negative(Interval interval) noexcept {
    constexpr double day = 86'400e9;
    return (interval.months * 30.0 + interval.days) * day +
               static_cast<double>(interval.nanoseconds) <
           0;
}

void require_distance(const ValueView& value) {
    switch (value.kind()) {
        case ValueKind::null: refuse_frame("a frame's distance must not be NULL");
        case ValueKind::int64:
            if (value.int64() < 0) refuse_frame("a frame's distance must not be negative");
            return;
        case ValueKind::real:
            if (!(value.real() >= 0))
                refuse_frame("a frame's distance must not be negative or NaN");
            return;
        case ValueKind::decimal:
            if (value.chars().starts_with('-'))
                refuse_frame("a frame's distance must not be negative");
            return;
        case ValueKind::interval:
            if (is_negative(value.interval()))
                refuse_frame("a frame's distance must not be negative");
            return;
        default: return;
    }
}

/// ROWS and GROUPS count.
void require_count(const FrameBound& bound) {
    if (!bound.offset()) return;
    const SqlType& type = bound.offset()->type();
    if (type.is_known() && !type.is_integer())
        refuse_frame("rows and groups are counted in integers");
}

/// The parts of an aggregate's call, to be changed.
struct Parts {
    explicit Parts(const sql::NodePtr& call) : function(call) {
        if (const auto* aggregate = sql::as<sql::Aggregate>(*call)) {
            function = aggregate->function;
            order_by = aggregate->order_by;
            within_group = aggregate->within_group;
            filter = aggregate->filter;
        }
    }
    [[nodiscard]] sql::NodePtr make() && {
        return sql::make<sql::Aggregate>(std::move(function), std::move(order_by),
                                         std::move(within_group), std::move(filter));
    }

    sql::NodePtr function;
    sql::NodeList order_by;
    sql::NodeList within_group;
    sql::NodePtr filter;
};

}  // namespace

namespace detail {

FrameBound frame_bound(bool is_preceding, std::int64_t rows) {
    if (rows < 0) refuse_frame("a frame's distance must not be negative");
    return {is_preceding ? FrameBoundKind::preceding : FrameBoundKind::following,
            sql::make<sql::TextFragment>(std::to_string(rows), SqlType(TypeKind::big_integer))};
}

FrameBound frame_bound(bool is_preceding, Operand distance) {
    sql::NodePtr node = std::move(distance).node();
    // What an execution gives later is the server's to check.
    const auto* bind = sql::as<sql::Bind>(*node);
    if (bind != nullptr && bind->name.empty()) require_distance(bind->value.view());
    return {is_preceding ? FrameBoundKind::preceding : FrameBoundKind::following, std::move(node)};
}

}  // namespace detail

FrameEnd::FrameEnd(detail::FrameEdge edge) : bound_(kind_of(edge), nullptr) {}

Frame::Frame(sql::FrameUnit unit, FrameBound start, FrameBound end)
    : unit_(unit), start_(std::move(start)), end_(std::move(end)) {
    if (start_.kind() == FrameBoundKind::unbounded_following ||
        end_.kind() == FrameBoundKind::unbounded_preceding || start_.kind() > end_.kind()) {
        refuse_frame("a frame ends before it starts");
    }
    if (unit_ == sql::FrameUnit::range) return;
    require_count(start_);
    require_count(end_);
}

Frame Frame::exclude(Exclude rows) const {
    Frame copy = *this;
    copy.exclude_ = rows;
    return copy;
}

Frame rows(const FrameEnd& start, const FrameEnd& end) {
    return {sql::FrameUnit::rows, start.bound(), end.bound()};
}
Frame range(const FrameEnd& start, const FrameEnd& end) {
    return {sql::FrameUnit::range, start.bound(), end.bound()};
}
Frame groups(const FrameEnd& start, const FrameEnd& end) {
    return {sql::FrameUnit::groups, start.bound(), end.bound()};
}

namespace detail {

sql::NodePtr over(const sql::NodePtr& function, const Window& window) {
    auto* node = new sql::Over(function);
    sql::NodePtr owner = sql::NodePtr::adopt(node);
    for (const Expr& item : window.partition_by) sql::add_key(node->partition_by, item.node());
    for (const Ordering& item : window.order_by) sql::add_ordering(node->order_by, item.node());
    if (window.frame) {
        node->unit = window.frame->unit();
        node->start = window.frame->start().kind();
        node->end = window.frame->end().kind();
        node->start_offset = window.frame->start().offset();
        node->end_offset = window.frame->end().offset();
        node->exclusion = exclusion_of(window.frame->exclusion());
    }
    node->seal();
    return owner;
}

sql::NodePtr filtered(const sql::NodePtr& function, const Condition& condition) {
    Parts parts(function);
    parts.filter =
        parts.filter
            ? sql::NodePtr(sql::make<sql::Binary>(sql::Operator::and_, std::move(parts.filter),
                                                  condition.node(), SqlType(TypeKind::boolean)))
            : condition.node();
    return std::move(parts).make();
}

sql::NodePtr distinct_call(const sql::NodePtr& function) {
    Parts parts(function);
    if (!parts.within_group.empty()) {
        throw ArgumentError("bad_function_arguments",
                            "distinct() has no meaning for an ordered set of values");
    }
    const auto& call = sql::cast<sql::Function>(*parts.function);
    sql::NodePtr changed =
        sql::make<sql::Function>(call.name, call.arguments, call.type(), true, call.known);
    if (function->kind() == sql::NodeKind::function) return changed;
    parts.function = std::move(changed);
    return std::move(parts).make();
}

sql::NodePtr ordered(const sql::NodePtr& function, std::initializer_list<Ordering> orderings) {
    Parts parts(function);
    for (sql::NodePtr& node : nodes_of(orderings)) {
        sql::add_ordering(parts.order_by, std::move(node));
    }
    return std::move(parts).make();
}

sql::NodePtr within_group(const sql::NodePtr& function, std::initializer_list<Ordering> orderings,
                          const SqlType& type) {
    if (orderings.size() != 1) {
        throw ArgumentError("bad_function_arguments", "within_group() orders by one expression");
    }
    Parts parts(function);
    parts.within_group = nodes_of(orderings);
    if (!type.is_known()) {
        // What mode() and percentile_disc() return is one of the ordered values.
        const auto& call = sql::cast<sql::Function>(*parts.function);
        const auto& first = sql::cast<sql::Ordering>(*parts.within_group.front());
        parts.function = sql::make<sql::Function>(call.name, call.arguments, first.operand->type(),
                                                  call.distinct, call.known);
    }
    return std::move(parts).make();
}

}  // namespace detail

}  // namespace azoth
