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

/// Whether a key is no tuple at first sight, as nearly all are.
[[nodiscard]] inline bool is_plain_key(const Node& key) noexcept {
    return key.kind() != NodeKind::tuple && key.kind() != NodeKind::label;
}

[[gnu::noinline]] inline void add_items(NodeList& keys, const NodePtr& key) {
    const Tuple* const tuple = tuple_of(*key);
    if (tuple == nullptr) return keys.push_back(key);
    for (const NodePtr& item : tuple->items) add_items(keys, item);
}

[[gnu::noinline]] inline void add_ordered_items(NodeList& orderings, const NodePtr& node) {
    const auto& ordering = cast<Ordering>(*node);
    const Tuple* const tuple = tuple_of(*ordering.operand);
    if (tuple == nullptr) return orderings.push_back(node);
    for (const NodePtr& item : tuple->items) {
        add_ordered_items(orderings, make<Ordering>(item, ordering.direction, ordering.nulls));
    }
}

/// Adds what is grouped by, or what parts rows: of a tuple its items one after the other, since few
/// databases have a row there, and in those it means the same.
[[gnu::always_inline]] inline void add_key(NodeList& keys, NodePtr key) {
    if (!is_plain_key(*key)) [[unlikely]]
        return add_items(keys, key);
    keys.push_back(std::move(key));
}

/// The same of an item of ORDER BY; each item has the direction, and the place of NULLs.
[[gnu::always_inline]] inline void add_ordering(NodeList& orderings, NodePtr node) {
    if (!is_plain_key(*cast<Ordering>(*node).operand)) [[unlikely]]
        return add_ordered_items(orderings, node);
    orderings.push_back(std::move(node));
}

}  // namespace azoth::sql
