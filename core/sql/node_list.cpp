// SPDX-License-Identifier: MIT
#include <azoth/sql/node_list.hpp>

#include <algorithm>
#include <limits>
#include <memory>
#include <stdexcept>

namespace azoth::sql {

namespace {

constexpr std::size_t bytes_of(std::size_t header, std::size_t capacity) noexcept {
    return header + capacity * sizeof(NodePtr);
}

}  // namespace

[[gnu::hot]] void NodeList::grow(std::size_t count) {
    if (count > std::numeric_limits<std::uint32_t>::max()) {
        throw std::length_error("a list of nodes is too long");
    }
    // Room for a few costs no more than for one. With the header an odd number fills whole
    // granules.
    const std::size_t room = std::max({count, 2 * size(), std::size_t{3}}) | 1;
    auto* wider = static_cast<Block*>(node_memory::take(bytes_of(sizeof(Block), room)));
    new (wider) Block{0, static_cast<std::uint32_t>(room)};
    if (block_ != nullptr) {
        for (NodePtr& node : *this) new (wider->nodes() + wider->size++) NodePtr(std::move(node));
        destroy(block_);
    }
    block_ = wider;
}

NodeList::Block* NodeList::copy_of(const Block& other) {
    auto* copy = static_cast<Block*>(node_memory::take(bytes_of(sizeof(Block), other.size)));
    new (copy) Block{0, other.size};
    for (; copy->size < other.size; ++copy->size) {
        new (copy->nodes() + copy->size) NodePtr(other.nodes()[copy->size]);
    }
    return copy;
}

[[gnu::hot]] void NodeList::destroy(Block* block) noexcept {
    std::destroy_n(block->nodes(), block->size);
    node_memory::give_back(block, bytes_of(sizeof(Block), block->capacity));
}

}  // namespace azoth::sql
