// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <cstddef>

#include <azoth/error/export.hpp>

// Inside libazoth (which defines AZOTH_BUILDING_CORE) the common case is inlined. Everybody else
// calls the two functions, so that only the library decides where nodes live. Under
// AddressSanitizer the general allocator is used, so that misuse is found.
#if defined(__SANITIZE_ADDRESS__)
#define AZOTH_PLAIN_NODE_MEMORY
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define AZOTH_PLAIN_NODE_MEMORY
#endif
#endif

namespace azoth::sql {

/// Memory for nodes: per-thread free lists of small sizes. Exported for nodes of plugins.
[[nodiscard]] AZOTH_EXPORT void* allocate_node_memory(std::size_t size);
AZOTH_EXPORT void free_node_memory(void* memory, std::size_t size) noexcept;

namespace node_memory {

#if defined(AZOTH_BUILDING_CORE) && !defined(AZOTH_PLAIN_NODE_MEMORY)

inline constexpr std::size_t granule = 16;
inline constexpr std::size_t largest = 512;

struct FreeBlock {
    FreeBlock* next;
};
struct FreeList {
    FreeBlock* head;
    std::size_t room;  ///< so many blocks may come back before somebody counts them
};
/// One list for each multiple of the granule; the first stays empty.
using FreeLists = std::array<FreeList, largest / granule + 1>;

// initial-exec: the lists are found without a call into the dynamic linker.
extern constinit thread_local FreeLists free_lists __attribute__((tls_model("initial-exec")));

[[nodiscard]] constexpr std::size_t list_of(std::size_t size) noexcept {
    return size == 0 ? 1 : (size + granule - 1) / granule;
}

[[nodiscard]] inline void* take(std::size_t size) {
    if (size > largest) return allocate_node_memory(size);
    FreeList& list = free_lists[list_of(size)];
    if (list.head == nullptr) return allocate_node_memory(size);
    FreeBlock* block = list.head;
    list.head = block->next;
    return block;
}

inline void give_back(void* memory, std::size_t size) noexcept {
    if (size > largest) return free_node_memory(memory, size);
    FreeList& list = free_lists[list_of(size)];
    if (list.room == 0) return free_node_memory(memory, size);
    --list.room;
    auto* block = static_cast<FreeBlock*>(memory);
    block->next = list.head;
    list.head = block;
}

#else

[[nodiscard]] inline void* take(std::size_t size) {
    return allocate_node_memory(size);
}
inline void give_back(void* memory, std::size_t size) noexcept {
    free_node_memory(memory, size);
}

#endif

}  // namespace node_memory

}  // namespace azoth::sql
