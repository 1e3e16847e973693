// SPDX-License-Identifier: MIT
#include <array>
#include <cstdlib>
#include <mutex>
#include <new>
#include <vector>

#include <azoth/sql/node.hpp>

// Memory for nodes: free lists of a thread's own, one per size.
//
// An expression is some twenty small allocations that die together microseconds later. A general
// allocator costs as much as all the rest of building it, so nodes come from lists that need no
// lock: taking and returning memory is a handful of instructions. Memory freed on another thread
// than it came from simply joins that thread's list. Chunks are never given back while the process
// lives; a thread that ends hands its lists to a depot, from which others refill.
//
// Under AddressSanitizer the general allocator is used, so that misuse is found.

namespace azoth::sql {

#if defined(__SANITIZE_ADDRESS__)
#define AZOTH_PLAIN_NODE_MEMORY
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define AZOTH_PLAIN_NODE_MEMORY
#endif
#endif

#ifdef AZOTH_PLAIN_NODE_MEMORY

void* allocate_node_memory(std::size_t size) { return ::operator new(size); }
void free_node_memory(void* memory, std::size_t size) noexcept { ::operator delete(memory, size); }

#else

namespace {

constexpr std::size_t granule = 16;
constexpr std::size_t largest = 512;
constexpr std::size_t classes = largest / granule + 1;
constexpr std::size_t chunk_size = 32 * 1024;

struct FreeBlock {
    FreeBlock* next;
};
using FreeLists = std::array<FreeBlock*, classes>;

/// What threads that ended left behind, and the chunks, so that leak checkers see them reachable.
struct Depot {
    std::mutex mutex;
    FreeLists lists{};
    std::vector<void*> chunks;
};

Depot& depot() {
    static auto* shared = new Depot;  // outlives every thread and static object
    return *shared;
}

// initial-exec: the lists are found without a call into the dynamic linker.
constinit thread_local FreeLists lists __attribute__((tls_model("initial-exec"))){};

/// Gives a thread's lists to the depot when the thread ends.
struct Homecoming {
    bool armed = false;
    ~Homecoming() {
        if (!armed) return;
        Depot& shared = depot();
        const std::lock_guard lock(shared.mutex);
        for (std::size_t i = 0; i < classes; ++i) {
            while (lists[i] != nullptr) {
                FreeBlock* block = lists[i];
                lists[i] = block->next;
                block->next = shared.lists[i];
                shared.lists[i] = block;
            }
        }
    }
};
thread_local Homecoming homecoming;

/// A new list of blocks for one class: the depot's, or a fresh chunk cut up.
[[gnu::noinline]] void refill(std::size_t index) {
    homecoming.armed = true;
    Depot& shared = depot();
    const std::lock_guard lock(shared.mutex);
    if (shared.lists[index] != nullptr) {
        std::swap(lists[index], shared.lists[index]);
        return;
    }
    auto* chunk = static_cast<char*>(::operator new(chunk_size));
    shared.chunks.push_back(chunk);
    const std::size_t size = index * granule;
    for (std::size_t at = 0; at + size <= chunk_size; at += size) {
        auto* block = reinterpret_cast<FreeBlock*>(chunk + at);
        block->next = lists[index];
        lists[index] = block;
    }
}

}  // namespace

void* allocate_node_memory(std::size_t size) {
    const std::size_t index = (size + granule - 1) / granule;
    if (index >= classes) return ::operator new(size);
    if (index == 0) return allocate_node_memory(1);
    if (lists[index] == nullptr) refill(index);
    FreeBlock* block = lists[index];
    lists[index] = block->next;
    return block;
}

void free_node_memory(void* memory, std::size_t size) noexcept {
    if (memory == nullptr) return;
    const std::size_t index = (size + granule - 1) / granule;
    if (index >= classes) {
        ::operator delete(memory, size);
        return;
    }
    auto* block = static_cast<FreeBlock*>(memory);
    const std::size_t list = index == 0 ? 1 : index;
    block->next = lists[list];
    lists[list] = block;
}

#endif

}  // namespace azoth::sql
