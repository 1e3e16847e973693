// SPDX-License-Identifier: MIT
// Nodes are made on one thread and die on another; their memory must neither be lost nor grow.
#include <gtest/gtest.h>

#include <algorithm>
#include <atomic>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <set>
#include <thread>
#include <utility>
#include <vector>

#include <azoth/sql/node_memory.hpp>

#include "sample_nodes.hpp"

namespace azoth_test {

namespace {

#ifdef AZOTH_PLAIN_NODE_MEMORY
constexpr bool memory_is_pooled = false;
#else
constexpr bool memory_is_pooled = true;
#endif

sql::NodePtr any_query(int value) {
    return select([&](sql::Select& q) {
        q.where = equal(artist().id, bind(value));
        q.having = equal(artist().name, bind("a text too long to live inside", TypeKind::text));
        q.group_by = list({sql::make<sql::Label>(artist().name, sql::Name("a label"))});
    });
}

}  // namespace

TEST(NodeMemory, BlocksDoNotOverlap) {
    const std::vector<std::size_t> sizes{0, 1, 15, 16, 17, 80, 511, 512, 513, 4096};
    std::vector<std::pair<unsigned char*, std::size_t>> blocks;
    for (int round = 0; round < 50; ++round) {
        for (const std::size_t size : sizes) {
            auto* block = static_cast<unsigned char*>(sql::allocate_node_memory(size));
            ASSERT_NE(block, nullptr);
            EXPECT_EQ(reinterpret_cast<std::uintptr_t>(block) % alignof(std::max_align_t), 0U);
            std::memset(block, static_cast<int>(blocks.size() % 251), size);
            blocks.emplace_back(block, size);
        }
    }
    for (std::size_t i = 0; i < blocks.size(); ++i) {
        const auto [block, size] = blocks[i];
        EXPECT_TRUE(
            std::all_of(block, block + size, [&](unsigned char c) { return c == i % 251; }));
    }
    for (const auto& [block, size] : blocks) sql::free_node_memory(block, size);
}

TEST(NodeMemory, QueriesOfManyThreads) {
    std::vector<std::thread> threads;
    std::vector<std::uint64_t> keys(4);
    for (std::size_t t = 0; t < keys.size(); ++t) {
        threads.emplace_back([&keys, t] {
            for (int i = 0; i < 2000; ++i) keys[t] = any_query(i)->key_hash();
        });
    }
    for (std::thread& thread : threads) thread.join();
    for (const std::uint64_t key : keys) EXPECT_EQ(key, any_query(0)->key_hash());
}

TEST(NodeMemory, ASharedQueryDiesOnTheLastThread) {
    for (int round = 0; round < 200; ++round) {
        sql::NodePtr query = any_query(round);
        std::thread other([copy = query]() mutable { copy = nullptr; });
        query = nullptr;
        other.join();
    }
}

// One thread builds, another destroys: what the second one gets goes back to the first.
TEST(NodeMemory, MemoryOfAnotherThreadComesBack) {
    if (!memory_is_pooled) GTEST_SKIP() << "the general allocator is used";
    constexpr int batches = 100;
    constexpr int batch_size = 1000;
    std::set<const void*> addresses;
    std::vector<sql::NodePtr> batch;
    for (int i = 0; i < batches; ++i) {
        for (int n = 0; n < batch_size; ++n) {
            batch.push_back(equal(artist().id, artist().id));
            addresses.insert(batch.back().get());
        }
        // A thread of its own each time, so that what it keeps at its end counts too.
        std::thread([taken = std::move(batch)]() mutable { taken.clear(); }).join();
        batch.clear();
    }
    EXPECT_LT(addresses.size(), 10U * batch_size);
}

TEST(NodeMemory, AThreadThatOnlyFreesKeepsLittle) {
    if (!memory_is_pooled) GTEST_SKIP() << "the general allocator is used";
    constexpr int batches = 100;
    constexpr int batch_size = 1000;
    std::set<const void*> addresses;
    std::vector<sql::NodePtr> batch;
    // The same two threads all the time, taking turns.
    std::atomic<int> turn{0};
    std::thread consumer([&] {
        for (int i = 0; i < batches; ++i) {
            turn.wait(2 * i);
            batch.clear();
            turn.store(2 * i + 2);
            turn.notify_one();
        }
    });
    for (int i = 0; i < batches; ++i) {
        for (int n = 0; n < batch_size; ++n) {
            batch.push_back(equal(artist().id, artist().id));
            addresses.insert(batch.back().get());
        }
        turn.store(2 * i + 1);
        turn.notify_one();
        turn.wait(2 * i + 1);
    }
    consumer.join();
    EXPECT_LT(addresses.size(), 30U * batch_size);
}

}  // namespace azoth_test
