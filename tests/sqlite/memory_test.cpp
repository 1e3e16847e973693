// SPDX-License-Identifier: MIT
// A database in memory lives in its connection, so an engine has exactly one and lends it in turn.
#include <atomic>
#include <chrono>
#include <cstdint>
#include <string>
#include <thread>
#include <vector>

#include <gtest/gtest.h>

#include <azoth/azoth.hpp>

namespace azoth {
namespace {

class InMemory : public testing::TestWithParam<const char*> {
protected:
    [[nodiscard]] std::int64_t rows(const Engine& from) const {
        Connection db = from.connect();
        return db.scalar<std::int64_t>(select(func::count()).select_from(item));
    }
    void add(const Engine& to, const std::string& name) const {
        to.begin([&](Connection& db) { db.execute(insert(item), {{"name", name}}); });
    }

    MetaData metadata;
    Table item{"item", metadata, Column{"id", Integer{}, primary_key},
               Column{"name", String{20}, not_null}};
};

TEST_P(InMemory, IsOneDatabaseForAllConnectionsOfAnEngine) {
    Engine engine = create_engine(GetParam(), {.pool = {.size = 5, .recycle_ms = 0}});
    metadata.create_all(engine);
    for (int i = 0; i < 3; ++i) {
        add(engine, "one");
        std::this_thread::sleep_for(std::chrono::milliseconds(2));  // older than recycle_ms
    }
    EXPECT_EQ(rows(engine), 3);
    EXPECT_EQ(engine.pool_metrics().size, 1);
    EXPECT_EQ(engine.pool_metrics().max_overflow, 0);
    EXPECT_EQ(engine.pool_metrics().opened, 1U);
}

TEST_P(InMemory, IsAnotherForAnotherEngine) {
    Engine one = create_engine(GetParam());
    Engine two = create_engine(GetParam());
    metadata.create_all(one);
    metadata.create_all(two);
    add(one, "one");
    EXPECT_EQ(rows(one), 1);
    EXPECT_EQ(rows(two), 0);
}

TEST_P(InMemory, ANestedCheckoutIsADeadlockAndSaysSo) {
    Engine engine = create_engine(GetParam());
    metadata.create_all(engine);
    {
        const Connection held = engine.connect();
        try {
            (void)engine.connect();
            FAIL() << "a second connection was lent";
        } catch (const InvalidRequestError& error) {
            EXPECT_EQ(error.code(), "pool_self_deadlock");
        }
    }
    add(engine, "afterwards");
    EXPECT_EQ(rows(engine), 1);
}

TEST_P(InMemory, AnotherThreadWaitsItsTurn) {
    Engine engine = create_engine(GetParam());
    metadata.create_all(engine);
    std::atomic<std::int64_t> seen{-1};
    std::thread other;
    {
        Connection db = engine.connect();
        other = std::thread([&] { seen = rows(engine); });
        while (engine.pool_metrics().waiters == 0) std::this_thread::yield();
        db.execute(insert(item), {{"name", "first"}});
        db.commit();
    }
    other.join();
    EXPECT_EQ(seen, 1);
    EXPECT_EQ(engine.pool_metrics().waits, 1U);
}

TEST_P(InMemory, AWaitHasItsTimeOut) {
    Engine engine = create_engine(GetParam(), {.pool = {.timeout_ms = 20}});
    const Connection held = engine.connect();
    std::string code;
    std::thread([&] {
        try {
            (void)engine.connect();
        } catch (const TimeoutError& error) {
            code = error.code();
        }
    }).join();
    EXPECT_EQ(code, "pool_timeout");
}

TEST_P(InMemory, ManyThreadsLoseNothing) {
    Engine engine = create_engine(GetParam());
    metadata.create_all(engine);
    std::vector<std::thread> threads;
    for (int i = 0; i < 8; ++i)
        threads.emplace_back([&] {
            for (int round = 0; round < 25; ++round) add(engine, "x");
        });
    for (std::thread& thread : threads) thread.join();
    EXPECT_EQ(rows(engine), 200);
    EXPECT_EQ(engine.pool_metrics().opened, 1U);
}

INSTANTIATE_TEST_SUITE_P(Forms, InMemory,
                         testing::Values("sqlite://", "sqlite:///",
                                         "sqlite:///:memory:", "sqlite:///file::memory:?uri=true"),
                         [](const auto& info) { return "form" + std::to_string(info.index); });

}  // namespace
}  // namespace azoth
