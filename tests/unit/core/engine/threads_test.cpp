// SPDX-License-Identifier: MIT
// One engine in many threads: what they share is looked at by ThreadSanitizer, too.
#include <atomic>
#include <thread>

#include "shop.hpp"

namespace azoth::test {
namespace {

struct ThreadsTest : Shop {
    static constexpr int turns = 150;

    /// Runs `work(thread, turn)` in all threads at once.
    template <class Work>
    static void everywhere(const Work& work) {
        std::vector<std::thread> threads;
        for (int thread = 0; thread < 6; ++thread) {
            threads.emplace_back([&work, thread] {
                for (int turn = 0; turn < turns; ++turn) work(thread, turn);
            });
        }
        for (std::thread& thread : threads) thread.join();
    }
};

TEST_F(ThreadsTest, ShareTheWayToTheDatabaseAndItsCaches) {
    stock(3);
    const Engine engine = database.engine({.pool = {.size = 4}, .query_cache_size = 8});
    const auto query = select(id(), name());
    everywhere([&](int thread, int turn) {
        Connection db = engine.connect();
        EXPECT_EQ(db.execute(query).all().size(), 3U);
        // More structures than the cache holds.
        auto longer = query.where(id() > thread);
        for (int i = 0; i < turn % 16; ++i) longer = longer.where(id() != i);
        EXPECT_EQ(db.execute(longer).all().size(), 3U);
        db.commit();
    });
    EXPECT_EQ(engine.pool_metrics().in_use, 0U);
    EXPECT_LE(engine.pool_metrics().opened, 4U + 10U);
}

TEST_F(ThreadsTest, SomeChangeWhatOthersUse) {
    stock(2);
    std::atomic<int> lines{0};
    std::atomic<int> heard{0};
    Engine engine = database.engine({.echo_sink = [&](std::string_view) { ++lines; }});
    everywhere([&](int thread, int turn) {
        Connection db = engine.connect();
        if (thread == 0 && turn % 10 == 0) engine.clear_compiled_cache();
        if (thread == 1 && turn % 10 == 0) engine.set_echo(turn % 20 == 0 ? Echo::rows : Echo::off);
        if (thread == 2 && turn % 10 == 0) db.execute(text("ALTER TABLE item ADD x int"));
        ListenerId listener{};
        if (thread == 3) {
            listener = engine.listen({.after_execute = [&](const ExecutionEvent&) { ++heard; }});
        }
        EXPECT_EQ(db.execute(select(id(), name())).all().size(), 2U);
        db.commit();
        if (thread == 3) engine.unlisten(listener);
    });
    engine.set_echo(Echo::off);
    EXPECT_GE(heard.load(), turns);
    const int written = lines;
    (void)engine.connect().closed();
    EXPECT_EQ(lines.load(), written);
}

TEST_F(ThreadsTest, FirstUseAsksTheServerOnce) {
    for (int round = 0; round < 20; ++round) {
        const Engine engine = database.engine();
        const int before = database.dialect->probes;
        std::vector<std::thread> threads;
        for (int i = 0; i < 6; ++i) {
            threads.emplace_back([&] { (void)engine.connect().dialect(); });
        }
        for (std::thread& thread : threads) thread.join();
        EXPECT_EQ(database.dialect->probes, before + 1);
    }
}

}  // namespace
}  // namespace azoth::test
