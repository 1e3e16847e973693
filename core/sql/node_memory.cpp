// SPDX-License-Identifier: MIT
#include <azoth/sql/node_memory.hpp>

#include <array>
#include <mutex>
#include <new>
#include <tuple>
#include <utility>
#include <vector>

// Memory for nodes: free lists of a thread's own, one per size.
//
// An expression is some twenty small allocations that die together microseconds later. A general
// allocator costs as much as all the rest of building it, so nodes come from lists that need no
// lock: taking and returning memory is a handful of instructions. Memory freed on another thread
// than it came from simply joins that thread's list. A thread that ends, or that only ever returns
// what others took, hands its blocks to a depot, from which others refill. Chunks are never given
// back while the process lives.

namespace azoth::sql {

#ifdef AZOTH_PLAIN_NODE_MEMORY

[[gnu::hot]] void* allocate_node_memory(std::size_t size) {
    return ::operator new(size);
}
void free_node_memory(void* memory, std::size_t) noexcept {
    ::operator delete(memory);
}

#else

namespace node_memory {
constinit thread_local FreeLists free_lists{};
}

namespace {

using node_memory::free_lists;
using node_memory::FreeBlock;
using node_memory::FreeList;
using node_memory::granule;

constexpr std::size_t chunk_size = 32 * 1024;
constexpr std::size_t most_kept = 4096;  // blocks of one size that a thread surely keeps for itself

/// What threads left behind, and the chunks, so that leak checkers see them reachable.
struct Depot {
    std::mutex mutex;
    std::array<FreeBlock*, std::tuple_size_v<node_memory::FreeLists>> lists{};
    std::vector<void*> chunks;
};

Depot& depot() {
    static auto* shared = new Depot;  // outlives every thread and static object
    return *shared;
}

/// Moves all blocks of one of this thread's lists to the depot, whose mutex is held.
void surrender(Depot& shared, std::size_t index) noexcept {
    FreeList& list = free_lists[index];
    while (list.head != nullptr) {
        FreeBlock* block = list.head;
        list.head = block->next;
        block->next = shared.lists[index];
        shared.lists[index] = block;
    }
}

/// Gives a thread's lists to the depot when the thread ends.
struct Homecoming {
    bool armed = false;
    ~Homecoming() {
        if (!armed) return;
        Depot& shared = depot();
        const std::lock_guard lock(shared.mutex);
        for (std::size_t i = 0; i < free_lists.size(); ++i) surrender(shared, i);
    }
};
thread_local Homecoming homecoming;

/// Blocks for an empty list: the depot's, or a fresh chunk cut up.
[[gnu::noinline]] void refill(std::size_t index) {
    homecoming.armed = true;
    FreeList& list = free_lists[index];
    Depot& shared = depot();
    const std::lock_guard lock(shared.mutex);
    if (shared.lists[index] != nullptr) {
        std::swap(list.head, shared.lists[index]);
        return;
    }
    auto* chunk = static_cast<char*>(::operator new(chunk_size));
    shared.chunks.push_back(chunk);
    const std::size_t size = index * granule;
    for (std::size_t at = 0; at + size <= chunk_size; at += size) {
        auto* block = reinterpret_cast<FreeBlock*>(chunk + at);
        block->next = list.head;
        list.head = block;
    }
}

/// Counts a list after many returns, and gives it away if it has grown by all of them: this thread
/// frees what others allocate. A short list is not counted again soon.
[[gnu::noinline]] void make_room(std::size_t index) noexcept {
    homecoming.armed = true;
    FreeList& list = free_lists[index];
    list.room = 4 * most_kept;
    std::size_t count = 0;
    for (const FreeBlock* block = list.head; block != nullptr; block = block->next) ++count;
    if (count < most_kept) return;
    Depot& shared = depot();
    const std::lock_guard lock(shared.mutex);
    surrender(shared, index);
}

}  // namespace

[[gnu::hot]] void* allocate_node_memory(std::size_t size) {
    if (size > node_memory::largest) return ::operator new(size);
    const std::size_t index = node_memory::list_of(size);
    if (free_lists[index].head == nullptr) refill(index);
    return node_memory::take(size);
}

void free_node_memory(void* memory, std::size_t size) noexcept {
    if (size > node_memory::largest) {
        ::operator delete(memory);
        return;
    }
    const std::size_t index = node_memory::list_of(size);
    if (free_lists[index].room == 0) make_room(index);
    node_memory::give_back(memory, size);
}

#endif

}  // namespace azoth::sql
