// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "mapping.hpp"
#include "object_heap.hpp"

namespace azoth::detail {

/// Finds the object of a row by table and key: open addressing over nodes, whose snapshots hold the
/// keys.
class IdentityMap {
public:
    [[nodiscard]] static std::size_t hash(const Mapping& mapping,
                                          std::span<const ValueView> key) noexcept;
    /// Null if there is none.
    [[nodiscard]] ObjectNode* find(const Mapping& mapping, std::span<const ValueView> key,
                                   std::size_t hash) const noexcept;
    [[nodiscard]] ObjectNode* find(const Mapping& mapping,
                                   std::span<const ValueView> key) const noexcept {
        return find(mapping, key, hash(mapping, key));
    }
    /// `node` has a snapshot, and no other object its key, whose hash this is.
    void insert(ObjectNode& node, std::size_t hash);
    /// The same of a key that is not looked up yet. False if another object has it already.
    [[nodiscard]] bool insert(ObjectNode& node);
    void erase(const ObjectNode& node) noexcept;
    void clear() noexcept;

private:
    void grow();
    void place(ObjectNode& node) noexcept;

    std::vector<ObjectNode*> slots_;  ///< a power of two of them; null: free
    std::size_t count_ = 0;
};

/// The key in a node's snapshot, for the length of an expression.
class KeyViews {
public:
    explicit KeyViews(const ObjectNode& node) : KeyViews(node.snapshot, node.mapping->key) {}
    KeyViews(const ValueView* row, const std::vector<std::size_t>& columns);
    [[nodiscard]] std::span<const ValueView> get() const noexcept {
        return more_.empty() ? std::span(&one_, count_) : std::span(more_);
    }
    [[nodiscard]] bool has_null() const noexcept;

private:
    ValueView one_;
    std::size_t count_;
    std::vector<ValueView> more_;
};

}  // namespace azoth::detail
