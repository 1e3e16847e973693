// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <memory>
#include <vector>

#include <azoth/orm/member.hpp>

namespace azoth::detail {

class Mapping;
class Mappings;
class ObjectHeap;

enum class ObjectState : std::uint8_t {
    transient,   ///< no session knows it
    pending,     ///< the next flush inserts it
    persistent,  ///< it is a row
    deleting,    ///< the next flush deletes it
    gone,        ///< its session has let it go: deleted, expunged, rolled back
};

/// What a session knows of an object; stands before it in memory.
class alignas(std::max_align_t) ObjectNode {
public:
    ObjectNode(ObjectHeap& heap, const StructOps& ops) noexcept : heap(&heap), ops(&ops) {}

    ObjectHeap* heap;
    const StructOps* ops;
    ObjectNode* next = nullptr;        ///< in the heap's list
    const Mapping* mapping = nullptr;  ///< null while transient
    /// The columns' values as the database has them; null before the first flush.
    const ValueView* snapshot = nullptr;
    std::size_t key_hash = 0;
    ObjectState state = ObjectState::transient;
    bool is_noted = false;      ///< rollback() knows how it was before
    std::uint32_t planned = 0;  ///< its place in a running flush, from 1; 0: it has none

    [[nodiscard]] void* object() noexcept { return this + 1; }
    [[nodiscard]] const void* object() const noexcept { return this + 1; }
    /// Of an object that a heap has made.
    [[nodiscard]] static ObjectNode& of(void* object) noexcept {
        return *(static_cast<ObjectNode*>(object) - 1);
    }
};

/// Owns objects that lead to one another, and lives as long as anybody holds one of them: every
/// pointer that leaves the library shares the heap. Objects never move. One per session, and one
/// per handle of a struct that no session has yet.
class ObjectHeap {
public:
    /// `described_by`: what the objects' handles refer to, kept alive with them; null for objects
    /// that no session has yet.
    [[nodiscard]] static std::shared_ptr<ObjectHeap> make(
        std::shared_ptr<const Mappings> described_by = nullptr);
    ~ObjectHeap();
    ObjectHeap(const ObjectHeap&) = delete;
    ObjectHeap& operator=(const ObjectHeap&) = delete;

    [[nodiscard]] ObjectNode& make_empty(const StructOps& ops);
    [[nodiscard]] ObjectNode& make_moved(const StructOps& ops, void* from);
    /// Memory that goes with the heap.
    [[nodiscard]] void* allocate(std::size_t size);
    /// A value that goes with the heap.
    [[nodiscard]] const Value& keep(Value value);
    /// Takes over the objects of another one, which from here on keeps this one alive.
    void absorb(ObjectHeap& other);

    [[nodiscard]] std::shared_ptr<void> pointer(ObjectNode& node) const {
        return {self_.lock(), node.object()};
    }
    /// The node of an object that some heap has made, else null: for pointers from outside.
    [[nodiscard]] static ObjectNode* node_of(const std::shared_ptr<void>& object) noexcept;

private:
    struct Deleter;
    ObjectHeap() = default;
    [[nodiscard]] ObjectNode& link(ObjectNode& node) noexcept;

    std::weak_ptr<ObjectHeap> self_;
    std::shared_ptr<const Mappings> described_by_;
    std::shared_ptr<ObjectHeap> home_;  ///< where the objects went
    ObjectNode* first_ = nullptr;
    std::vector<std::unique_ptr<std::byte[]>> blocks_;
    std::byte* free_ = nullptr;
    std::size_t left_ = 0;
    std::deque<Value> kept_;
};

/// The values of an object, packed into memory of its heap.
[[nodiscard]] const ValueView* make_snapshot(ObjectNode& node);
/// Whether a member holds what the snapshot says; stricter than `==` where that loses something.
[[nodiscard]] bool is_unchanged(const ValueView& now, const ValueView& then) noexcept;

}  // namespace azoth::detail
