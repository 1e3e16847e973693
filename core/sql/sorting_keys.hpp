// SPDX-License-Identifier: MIT
#pragma once

#include <utility>

#include <azoth/sql/predicate.hpp>
#include <azoth/sql/scalar.hpp>

namespace azoth::sql {

[[nodiscard]] inline const Tuple* tuple_of(const Node& key) noexcept {
    if (const auto* label = as<Label>(key)) return tuple_of(*label->inner);
    return as<Tuple>(key);
}

/// Adds what is grouped by, or what parts rows: of a tuple its items one after the other, since few
/// databases have a row there, and in those it means the same.
inline void add_key(NodeList& keys, NodePtr key) {
    const Tuple* const tuple = tuple_of(*key);
    if (tuple == nullptr) [[likely]]
        return keys.push_back(std::move(key));
    for (const NodePtr& item : tuple->items) add_key(keys, item);
}

/// The same of an item of ORDER BY; each item has the direction, and the place of NULLs.
inline void add_ordering(NodeList& orderings, NodePtr node) {
    const auto& ordering = cast<Ordering>(*node);
    const Tuple* const tuple = tuple_of(*ordering.operand);
    if (tuple == nullptr) [[likely]]
        return orderings.push_back(std::move(node));
    for (const NodePtr& item : tuple->items) {
        add_ordering(orderings, make<Ordering>(item, ordering.direction, ordering.nulls));
    }
}

}  // namespace azoth::sql
