// SPDX-License-Identifier: MIT
#include "identity_map.hpp"

#include <algorithm>

namespace azoth::detail {

namespace {

bool has_key(const ObjectNode& node, const Mapping& mapping,
             std::span<const ValueView> key) noexcept {
    if (node.mapping != &mapping) return false;
    for (std::size_t i = 0; i < key.size(); ++i) {
        if (!(node.snapshot[mapping.key[i]] == key[i])) return false;
    }
    return true;
}

}  // namespace

KeyViews::KeyViews(const ValueView* row, const std::vector<std::size_t>& columns)
    : one_(row[columns.front()]), count_(columns.size()) {
    if (count_ == 1) return;
    for (const std::size_t column : columns) more_.push_back(row[column]);
}

bool KeyViews::has_null() const noexcept {
    const auto views = get();
    return std::any_of(views.begin(), views.end(),
                       [](const ValueView& view) { return view.is_null(); });
}

std::size_t IdentityMap::hash(const Mapping& mapping, std::span<const ValueView> key) noexcept {
    std::size_t hash = mapping.index + 1;
    for (const ValueView& part : key) {
        hash = (hash ^ hash_value(part)) * 0x9E3779B97F4A7C15ULL;
    }
    return hash ^ (hash >> 32);
}

ObjectNode* IdentityMap::find(const Mapping& mapping, std::span<const ValueView> key,
                              std::size_t hash) const noexcept {
    if (slots_.empty()) return nullptr;
    const std::size_t mask = slots_.size() - 1;
    for (std::size_t at = hash & mask; slots_[at] != nullptr; at = (at + 1) & mask) {
        ObjectNode& node = *slots_[at];
        if (node.key_hash == hash && has_key(node, mapping, key)) return &node;
    }
    return nullptr;
}

void IdentityMap::place(ObjectNode& node) noexcept {
    const std::size_t mask = slots_.size() - 1;
    std::size_t at = node.key_hash & mask;
    while (slots_[at] != nullptr) at = (at + 1) & mask;
    slots_[at] = &node;
}

void IdentityMap::grow() {
    std::vector<ObjectNode*> old(slots_.empty() ? 64 : slots_.size() * 2, nullptr);
    old.swap(slots_);
    for (ObjectNode* node : old) {
        if (node != nullptr) place(*node);
    }
}

void IdentityMap::insert(ObjectNode& node, std::size_t hash) {
    node.key_hash = hash;
    if ((count_ + 1) * 4 > slots_.size() * 3) grow();
    place(node);
    ++count_;
}

bool IdentityMap::insert(ObjectNode& node) {
    const KeyViews key(node);
    const std::size_t key_hash = hash(*node.mapping, key.get());
    if (find(*node.mapping, key.get(), key_hash) != nullptr) return false;
    insert(node, key_hash);
    return true;
}

void IdentityMap::erase(const ObjectNode& node) noexcept {
    if (slots_.empty()) return;
    const std::size_t mask = slots_.size() - 1;
    std::size_t at = node.key_hash & mask;
    while (slots_[at] != &node) {
        if (slots_[at] == nullptr) return;
        at = (at + 1) & mask;
    }
    slots_[at] = nullptr;
    --count_;
    // What stands behind a gap must stay reachable.
    for (std::size_t next = (at + 1) & mask; slots_[next] != nullptr; next = (next + 1) & mask) {
        ObjectNode& moved = *slots_[next];
        slots_[next] = nullptr;
        place(moved);
    }
}

void IdentityMap::clear() noexcept {
    slots_.clear();
    count_ = 0;
}

}  // namespace azoth::detail
