// SPDX-License-Identifier: MIT
#pragma once

#include <concepts>
#include <cstdint>
#include <optional>
#include <utility>
#include <vector>

#include <azoth/sql/expression.hpp>

namespace azoth {

namespace sql {
enum class FrameUnit : std::uint8_t;
enum class FrameBoundKind : std::uint8_t;
}  // namespace sql

/// Where a window's frame begins or ends.
class AZOTH_EXPORT FrameBound {
public:
    FrameBound(sql::FrameBoundKind kind, sql::NodePtr offset) noexcept
        : kind_(kind), offset_(std::move(offset)) {}
    [[nodiscard]] sql::FrameBoundKind kind() const noexcept { return kind_; }
    [[nodiscard]] const sql::NodePtr& offset() const noexcept { return offset_; }

private:
    sql::FrameBoundKind kind_;
    sql::NodePtr offset_;
};

namespace detail {
[[nodiscard]] AZOTH_EXPORT FrameBound frame_bound(bool is_preceding, std::int64_t rows);
[[nodiscard]] AZOTH_EXPORT FrameBound frame_bound(bool is_preceding, Operand distance);
enum class FrameEdge : std::uint8_t { unbounded_preceding, current_row, unbounded_following };
}  // namespace detail

/// The frame's start or end without a distance: `rows(unbounded_preceding, current_row)`.
inline constexpr detail::FrameEdge unbounded_preceding = detail::FrameEdge::unbounded_preceding;
inline constexpr detail::FrameEdge current_row = detail::FrameEdge::current_row;
inline constexpr detail::FrameEdge unbounded_following = detail::FrameEdge::unbounded_following;

/// So many rows or groups before the current one, or, in range(), a distance in the value of the
/// order: a whole number, a number of the order's own kind (a Decimal beside a Numeric), or an
/// Interval beside a moment. A count is part of the SQL; a negative one, and NULL, is an
/// `ArgumentError` (`bad_frame`).
[[nodiscard]] inline FrameBound preceding(std::integral auto count) {
    return detail::frame_bound(true, static_cast<std::int64_t>(count));
}
[[nodiscard]] inline FrameBound following(std::integral auto count) {
    return detail::frame_bound(false, static_cast<std::int64_t>(count));
}
template <class Distance>
requires(!std::integral<Distance>) [[nodiscard]] FrameBound preceding(const Distance& distance) {
    return detail::frame_bound(true, detail::Operand(distance));
}
template <class Distance>
requires(!std::integral<Distance>) [[nodiscard]] FrameBound following(const Distance& distance) {
    return detail::frame_bound(false, detail::Operand(distance));
}

/// Rows that a frame leaves out although they are within its bounds.
enum class Exclude : std::uint8_t { none, current_row, group, ties };

/// Which rows around the current one a window function sees.
class AZOTH_EXPORT Frame {
public:
    Frame(sql::FrameUnit unit, FrameBound start, FrameBound end);
    [[nodiscard]] Frame exclude(Exclude rows) const;

    [[nodiscard]] sql::FrameUnit unit() const noexcept { return unit_; }
    [[nodiscard]] const FrameBound& start() const noexcept { return start_; }
    [[nodiscard]] const FrameBound& end() const noexcept { return end_; }
    [[nodiscard]] Exclude exclusion() const noexcept { return exclude_; }

private:
    sql::FrameUnit unit_;
    FrameBound start_;
    FrameBound end_;
    Exclude exclude_ = Exclude::none;
};

/// An end of a frame as an argument.
class AZOTH_EXPORT FrameEnd {
public:
    FrameEnd(FrameBound bound) noexcept : bound_(std::move(bound)) {}
    FrameEnd(detail::FrameEdge edge);
    [[nodiscard]] const FrameBound& bound() const noexcept { return bound_; }

private:
    FrameBound bound_;
};

/// `ROWS BETWEEN start AND end`: `rows(preceding(2), current_row)`. An end before the start is an
/// `ArgumentError` (`bad_frame`).
[[nodiscard]] AZOTH_EXPORT Frame rows(const FrameEnd& start, const FrameEnd& end = current_row);
/// By distance in the value of the one ORDER BY expression.
[[nodiscard]] AZOTH_EXPORT Frame range(const FrameEnd& start, const FrameEnd& end = current_row);
/// By groups of rows that are equal in the order.
[[nodiscard]] AZOTH_EXPORT Frame groups(const FrameEnd& start, const FrameEnd& end = current_row);

/// What follows OVER: `over({.partition_by = {a}, .order_by = {desc(b)}, .frame = rows(…)})`.
struct Window {
    std::vector<Expr> partition_by{};
    std::vector<Ordering> order_by{};
    std::optional<Frame> frame{};
};

namespace detail {
/// What an aggregate's call is given beside its arguments.
[[nodiscard]] AZOTH_EXPORT sql::NodePtr over(const sql::NodePtr& function, const Window& window);
[[nodiscard]] AZOTH_EXPORT sql::NodePtr filtered(const sql::NodePtr& function,
                                                 const Condition& condition);
[[nodiscard]] AZOTH_EXPORT sql::NodePtr distinct_call(const sql::NodePtr& function);
[[nodiscard]] AZOTH_EXPORT sql::NodePtr ordered(const sql::NodePtr& function,
                                                std::initializer_list<Ordering> orderings);
[[nodiscard]] AZOTH_EXPORT sql::NodePtr within_group(const sql::NodePtr& function,
                                                     std::initializer_list<Ordering> orderings,
                                                     const SqlType& type);
}  // namespace detail

/// The call of an aggregate function; `E` is `Expr` or a `TypedExpr`. An expression as it stands.
template <class E>
class AggregateOf : public E {
public:
    using E::E;

    /// Of the rows that fulfil the condition: `func::sum(x).filter(y > 0)`.
    [[nodiscard]] AggregateOf filter(const Condition& condition) const {
        return AggregateOf(detail::filtered(this->node_, condition));
    }
    /// Each value once: `func::sum(x).distinct()`.
    [[nodiscard]] AggregateOf distinct() const {
        return AggregateOf(detail::distinct_call(this->node_));
    }
    /// In an order, where that matters: `func::string_agg(name, ", ").order_by(name)`.
    template <std::convertible_to<Ordering>... O>
    [[nodiscard]] AggregateOf order_by(const O&... orderings) const {
        return AggregateOf(detail::ordered(this->node_, {Ordering(orderings)...}));
    }
    /// As a window function; every row keeps its place.
    [[nodiscard]] E over(const Window& window = {}) const {
        return E(detail::over(this->node_, window));
    }
};

/// A function that makes sense in a window only: an expression once over() says which.
template <class E>
class WindowFunctionOf {
public:
    explicit WindowFunctionOf(sql::NodePtr call) noexcept : call_(std::move(call)) {}
    [[nodiscard]] E over(const Window& window = {}) const { return E(detail::over(call_, window)); }

private:
    sql::NodePtr call_;
};

/// An aggregate over an ordered set: an expression once within_group() says which order.
template <class E>
class OrderedSetFunctionOf {
public:
    OrderedSetFunctionOf(sql::NodePtr call, SqlType type) noexcept
        : call_(std::move(call)), type_(std::move(type)) {}
    /// `func::percentile_cont(0.5).within_group(desc(x))`.
    template <std::convertible_to<Ordering>... O>
    [[nodiscard]] AggregateOf<E> within_group(const O&... orderings) const {
        return AggregateOf<E>(detail::within_group(call_, {Ordering(orderings)...}, type_));
    }

private:
    sql::NodePtr call_;
    SqlType type_;
};

}  // namespace azoth
