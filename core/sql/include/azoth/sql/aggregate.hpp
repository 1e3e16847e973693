// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>

#include <azoth/sql/fields.hpp>

/// Nodes around the call of an aggregate or window function.
namespace azoth::sql {

/// `function(… ORDER BY order) WITHIN GROUP (ORDER BY group) FILTER (WHERE filter)`, each part
/// where it is wanted.
class Aggregate final : public NodeOf<Aggregate, NodeKind::aggregate> {
public:
    Aggregate(NodePtr function, NodeList order_by, NodeList within_group, NodePtr filter)
        : NodeOf(function->type()),
          function(std::move(function)),
          order_by(std::move(order_by)),
          within_group(std::move(within_group)),
          filter(std::move(filter)) {}

    NodePtr function;  ///< a Function
    NodeList order_by;
    NodeList within_group;
    NodePtr filter;

    [[gnu::always_inline]] static constexpr auto fields(auto&& list) {
        return list(&Aggregate::function, &Aggregate::order_by, &Aggregate::within_group,
                    &Aggregate::filter);
    }
};

enum class FrameUnit : std::uint8_t { none, rows, range, groups };
enum class FrameBoundKind : std::uint8_t {
    unbounded_preceding,
    preceding,
    current_row,
    following,
    unbounded_following,
};
enum class FrameExclusion : std::uint8_t { none, current_row, group, ties };

/// `function OVER (PARTITION BY … ORDER BY … frame)`.
class Over final : public NodeOf<Over, NodeKind::over> {
public:
    explicit Over(NodePtr function) : NodeOf(function->type()), function(std::move(function)) {}
    Over(const Over&) = default;

    NodePtr function;  ///< a Function or an Aggregate
    NodeList partition_by;
    NodeList order_by;
    FrameUnit unit = FrameUnit::none;
    FrameBoundKind start = FrameBoundKind::unbounded_preceding;
    FrameBoundKind end = FrameBoundKind::current_row;
    NodePtr start_offset;
    NodePtr end_offset;
    FrameExclusion exclusion = FrameExclusion::none;

    [[gnu::always_inline]] static constexpr auto fields(auto&& list) {
        return list(&Over::function, &Over::partition_by, &Over::order_by, &Over::unit,
                    &Over::start, &Over::end, &Over::start_offset, &Over::end_offset,
                    &Over::exclusion);
    }
};

enum class GroupingKind : std::uint8_t { set, rollup, cube, grouping_sets };

/// `ROLLUP (…)`, `CUBE (…)`, `GROUPING SETS (…)`, or one parenthesised set of them.
class Grouping final : public NodeOf<Grouping, NodeKind::grouping> {
public:
    Grouping(GroupingKind grouping, NodeList items) : grouping(grouping), items(std::move(items)) {}

    GroupingKind grouping;
    NodeList items;

    [[gnu::always_inline]] static constexpr auto fields(auto&& list) {
        return list(&Grouping::grouping, &Grouping::items);
    }
};

}  // namespace azoth::sql
