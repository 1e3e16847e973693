// SPDX-License-Identifier: MIT
#pragma once

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <iterator>
#include <new>
#include <utility>

#include <azoth/error/export.hpp>
#include <azoth/sql/node.hpp>

namespace azoth::sql {

/// An ordered list of nodes inside a node: a vector that is one pointer wide and takes no memory
/// while it is empty. A SELECT has five lists, of which most stay empty, and statements are made
/// and thrown away by the million: an empty list costs one null pointer.
///
/// Changing a list invalidates its iterators. Memory comes from where nodes come from.
class AZOTH_EXPORT NodeList {
public:
    using value_type = NodePtr;
    using reference = NodePtr&;
    using const_reference = const NodePtr&;
    using iterator = NodePtr*;
    using const_iterator = const NodePtr*;
    using size_type = std::size_t;
    using difference_type = std::ptrdiff_t;

    constexpr NodeList() noexcept = default;
    NodeList(std::initializer_list<NodePtr> nodes) : NodeList(nodes.begin(), nodes.end()) {}
    template <std::input_iterator Iterator>
    requires std::sized_sentinel_for<Iterator, Iterator> NodeList(Iterator first, Iterator last) {
        append(first, last);
    }
    /// A list of just these.
    template <std::convertible_to<NodePtr>... Nodes>
    [[nodiscard]] static NodeList of(Nodes&&... nodes) {
        NodeList list;
        if constexpr (sizeof...(Nodes) != 0) {
            list.grow(sizeof...(Nodes));
            NodePtr* at = list.block_->nodes();
            (new (at++) NodePtr(std::forward<Nodes>(nodes)), ...);
            list.block_->size = sizeof...(Nodes);
        }
        return list;
    }
    [[gnu::always_inline]] NodeList(const NodeList& other) {
        if (other.block_ != nullptr) block_ = copy_of(*other.block_);
    }
    [[gnu::always_inline]] NodeList(NodeList&& other) noexcept
        : block_(std::exchange(other.block_, nullptr)) {}
    [[gnu::always_inline]] NodeList& operator=(NodeList other) noexcept {
        std::swap(block_, other.block_);
        return *this;
    }
    [[gnu::always_inline]] ~NodeList() {
        if (block_ != nullptr) destroy(block_);
    }

    [[nodiscard]] bool empty() const noexcept { return size() == 0; }
    [[nodiscard]] std::size_t size() const noexcept { return block_ == nullptr ? 0 : block_->size; }

    [[nodiscard]] NodePtr* begin() noexcept {
        return block_ == nullptr ? nullptr : block_->nodes();
    }
    [[nodiscard]] NodePtr* end() noexcept { return begin() + size(); }
    [[nodiscard]] const NodePtr* begin() const noexcept {
        return block_ == nullptr ? nullptr : block_->nodes();
    }
    [[nodiscard]] const NodePtr* end() const noexcept { return begin() + size(); }
    /// Whether neither of two lists holds memory: then both are empty. One test for both.
    [[nodiscard]] static bool both_unused(const NodeList& a, const NodeList& b) noexcept {
        return static_cast<int>(a.block_ == nullptr) & static_cast<int>(b.block_ == nullptr);
    }
    // Of a list that is long enough.
    [[nodiscard]] NodePtr& operator[](std::size_t index) noexcept { return block_->nodes()[index]; }
    [[nodiscard]] const NodePtr& operator[](std::size_t index) const noexcept {
        return block_->nodes()[index];
    }
    [[nodiscard]] NodePtr& front() noexcept { return (*this)[0]; }
    [[nodiscard]] const NodePtr& front() const noexcept { return (*this)[0]; }
    [[nodiscard]] NodePtr& back() noexcept { return (*this)[size() - 1]; }
    [[nodiscard]] const NodePtr& back() const noexcept { return (*this)[size() - 1]; }

    /// Takes memory for this many nodes at once.
    void reserve(std::size_t count) {
        if (count > capacity()) grow(count);
    }
    void push_back(NodePtr node) {
        if (size() == capacity()) grow(size() + 1);
        new (block_->nodes() + block_->size) NodePtr(std::move(node));
        ++block_->size;
    }
    template <std::input_iterator Iterator>
    requires std::sized_sentinel_for<Iterator, Iterator>
    void append(Iterator first, Iterator last) {
        reserve(size() + static_cast<std::size_t>(last - first));
        for (; first != last; ++first) push_back(*first);
    }
    void pop_back() noexcept {
        --block_->size;
        block_->nodes()[block_->size].~NodePtr();
    }
    void erase(NodePtr* at) noexcept {
        for (; at + 1 != end(); ++at) *at = std::move(at[1]);
        pop_back();
    }
    void clear() noexcept { *this = NodeList(); }

private:
    /// What a list owns: this header, and behind it the nodes.
    struct Block {
        std::uint32_t size;
        std::uint32_t capacity;
        [[nodiscard]] NodePtr* nodes() noexcept { return reinterpret_cast<NodePtr*>(this + 1); }
        [[nodiscard]] const NodePtr* nodes() const noexcept {
            return reinterpret_cast<const NodePtr*>(this + 1);
        }
    };
    static_assert(sizeof(Block) % alignof(NodePtr) == 0);

    [[nodiscard]] std::size_t capacity() const noexcept {
        return block_ == nullptr ? 0 : block_->capacity;
    }
    /// Makes room for `count` nodes at least. Throws `std::length_error` beyond 2^32.
    void grow(std::size_t count);
    [[nodiscard]] static Block* copy_of(const Block& other);
    static void destroy(Block* block) noexcept;

    Block* block_ = nullptr;
};

}  // namespace azoth::sql
