// SPDX-License-Identifier: MIT
// A pool among threads. AZOTH_TEST_SCALE multiplies the amount of work.
#include <gtest/gtest.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <condition_variable>
#include <map>
#include <mutex>
#include <random>
#include <string>
#include <thread>
#include <vector>

#include <azoth/pool/pool.hpp>

#include "fake_connection.hpp"

namespace azoth {
namespace {

using test::code_of;
using test::fake;
using test::FakeServer;
using test::scaled;

/// A door that stays shut until somebody opens it.
class Gate {
public:
    void open() {
        const std::lock_guard lock(mutex_);
        open_ = true;
        bell_.notify_all();
    }
    void pass() {
        std::unique_lock lock(mutex_);
        ++arrived_;
        bell_.notify_all();
        bell_.wait(lock, [&] { return open_; });
    }
    /// Until `count` threads stand before it.
    void await(int count) {
        std::unique_lock lock(mutex_);
        bell_.wait(lock, [&] { return arrived_ >= count; });
    }

private:
    std::mutex mutex_;
    std::condition_variable bell_;
    bool open_ = false;
    int arrived_ = 0;
};

void await_waiters(const Pool& pool, std::size_t count) {
    while (pool.metrics().waiters != count) std::this_thread::yield();
}

template <class Work>
void run_threads(int count, Work work) {
    std::vector<std::thread> threads;
    threads.reserve(static_cast<std::size_t>(count));
    for (int i = 0; i < count; ++i) threads.emplace_back([&work, i] { work(i); });
    for (std::thread& thread : threads) thread.join();
}

TEST(PoolThreads, NoConnectionHasTwoOwnersWhateverFails) {
    FakeServer server;
    std::atomic<int> tick{0};
    server.on_connect = [&] {
        if (++tick % 5 == 0) throw OperationalError("connect_refused", "no");
    };
    server.on_reset = [&](std::int64_t) { return ++tick % 20 != 0; };
    const int rounds = scaled(300);
    std::atomic<int> served{0};
    {
        Pool pool(server.connector(), {.size = 5, .max_overflow = 3, .pre_ping = true});
        run_threads(64, [&](int thread) {
            std::mt19937 random(static_cast<unsigned>(thread));
            for (int i = 0; i < rounds; ++i) {
                const std::string code = code_of([&] {
                    Lease lease = pool.checkout();
                    test::FakeConnection& connection = fake(lease.connection());
                    connection.enter(thread + 1);
                    const unsigned dice = random() % 200;
                    if (dice < 100) lease->begin({});
                    connection.leave(thread + 1);
                    ++served;
                    if (dice == 0) return lease.invalidate();
                    if (dice == 1) return lease.report_disconnect();
                    if (dice == 2) return lease.soft_invalidate();
                    if (dice == 3) return static_cast<void>(lease.detach());
                    if (dice == 4) return pool.invalidate();
                    if (dice < 20) throw DataError("from_the_user", "no");
                });
                if (code != "" && code != "connect_refused" && code != "from_the_user") {
                    ADD_FAILURE() << code;
                }
            }
        });
        const PoolMetrics metrics = pool.metrics();
        EXPECT_EQ(metrics.in_use + metrics.connecting + metrics.closing + metrics.waiters, 0U);
        EXPECT_LE(metrics.idle, 5U);
        EXPECT_EQ(metrics.checkouts, metrics.checkins);
        EXPECT_EQ(metrics.checkouts, static_cast<std::uint64_t>(served));
        EXPECT_EQ(static_cast<std::size_t>(server.open), metrics.idle);
        EXPECT_LE(metrics.peak_in_use, 8U);
    }
    EXPECT_EQ(server.owner_clashes, 0);
    EXPECT_EQ(server.open, 0);
    // Detached connections are the borrower's, and may live a moment beside the eight.
    EXPECT_LE(server.most_connecting, 4);
}

TEST(PoolThreads, TheOwnerCheckSeesTwoOwners) {  // control
    FakeServer server;
    test::FakeConnection connection(server);
    connection.enter(1);
    connection.enter(2);
    EXPECT_EQ(server.owner_clashes, 1);
}

TEST(PoolThreads, NeverMoreSessionsThanAllowed) {
    FakeServer server;
    Pool pool(server.connector(), {.size = 2, .max_overflow = 2});
    run_threads(16, [&](int thread) {
        for (int i = 0; i < scaled(300); ++i) {
            Lease lease = pool.checkout();
            if ((i + thread) % 7 == 0) lease.invalidate();
            if ((i + thread) % 11 == 0) pool.invalidate();
        }
    });
    EXPECT_LE(server.most_open, 4);
    EXPECT_GE(server.connects, 4);
}

TEST(PoolThreads, ServesWaitersInTheOrderTheyCame) {
    FakeServer server;
    Pool pool(server.connector(), {.size = 1, .max_overflow = 0});
    Lease first = pool.checkout();
    std::mutex mutex;
    std::vector<int> order;
    std::vector<std::thread> threads;
    for (int i = 0; i < 20; ++i) {
        threads.emplace_back([&, i] {
            const Lease lease = pool.checkout();
            const std::lock_guard lock(mutex);
            order.push_back(i);
        });
        await_waiters(pool, static_cast<std::size_t>(i) + 1);
    }
    first.release();
    for (std::thread& thread : threads) thread.join();
    EXPECT_TRUE(std::is_sorted(order.begin(), order.end()));
    EXPECT_EQ(order.size(), 20U);
    EXPECT_EQ(server.connects, 1);
    EXPECT_EQ(pool.metrics().waits, 20U);
}

TEST(PoolThreads, AReturningThreadCannotTakeItsConnectionBackBeforeTheWaiter) {
    FakeServer server;
    Pool pool(server.connector(), {.size = 1, .max_overflow = 0});
    std::atomic<bool> stop{false};
    std::atomic<int> served{0};
    std::thread hog([&] {
        while (!stop) pool.checkout().release();
    });
    const int rounds = scaled(200);
    for (int i = 0; i < rounds; ++i) {
        const std::uint64_t before = pool.metrics().checkouts;
        const Lease lease = pool.checkout();
        served += pool.metrics().checkouts - before <= 3 ? 1 : 0;
    }
    stop = true;
    hog.join();
    // The hog returns and asks again at once; it gets at most the loan it has and one in between
    // the two readings. A pool that lets it barge gives it hundreds.
    EXPECT_GE(served, rounds * 8 / 10);
}

TEST(PoolThreads, AHerdTimesOutNeitherEarlyNorForgotten) {
    using Clock = std::chrono::steady_clock;
    FakeServer server;
    Pool pool(server.connector(), {.size = 1, .max_overflow = 0, .timeout_ms = 30});
    Lease held = pool.checkout();
    std::atomic<int> timed_out{0};
    std::atomic<int> early{0};
    run_threads(64, [&](int) {
        const auto start = Clock::now();
        if (code_of([&] { auto lease = pool.checkout(); }) == "pool_timeout") ++timed_out;
        if (Clock::now() - start < std::chrono::milliseconds(30)) ++early;
    });
    EXPECT_EQ(timed_out, 64);
    EXPECT_EQ(early, 0);
    EXPECT_EQ(pool.metrics().timeouts, 64U);
    EXPECT_EQ(pool.metrics().waiters, 0U);
    held.release();
    EXPECT_EQ(code_of([&] { auto lease = pool.checkout(); }), "");
}

TEST(PoolThreads, TimeOutsAndGrantsThatMeetLoseNothing) {
    FakeServer server;
    const int rounds = scaled(60);
    Pool pool(server.connector(), {.size = 2, .max_overflow = 0, .timeout_ms = 1});
    std::atomic<int> served{0};
    std::atomic<int> timed_out{0};
    run_threads(32, [&](int) {
        for (int i = 0; i < rounds; ++i) {
            const std::string code = code_of([&] {
                const Lease lease = pool.checkout();
                ++served;
                std::this_thread::sleep_for(std::chrono::microseconds(80));
            });
            if (code == "pool_timeout") ++timed_out;
        }
    });
    EXPECT_EQ(served + timed_out, 32 * rounds);
    const PoolMetrics metrics = pool.metrics();
    EXPECT_EQ(metrics.in_use, 0U);
    EXPECT_EQ(metrics.idle, 2U);
    EXPECT_EQ(metrics.timeouts, static_cast<std::uint64_t>(timed_out));
}

TEST(PoolThreads, AServerThatIsDownIsAskedByFewAtATime) {
    FakeServer server;
    Pool pool(server.connector(), {.size = 8, .max_overflow = 0, .max_connecting = 3});
    pool.checkout().invalidate();  // one connection has stood: from now on several may connect
    server.on_connect = [] {
        std::this_thread::yield();
        throw OperationalError("connect_refused", "no");
    };
    server.connects = 0;
    std::atomic<int> refused{0};
    run_threads(64, [&](int) {
        if (code_of([&] { auto lease = pool.checkout(); }) == "connect_refused") ++refused;
    });
    EXPECT_EQ(refused, 64);
    EXPECT_EQ(server.connects, 64);  // each borrower its own attempt, and no more
    EXPECT_LE(server.most_connecting, 3);
    server.on_connect = nullptr;
    run_threads(64, [&](int) { pool.checkout().release(); });
    EXPECT_LE(server.most_open, 8);
}

/// Counts how often the first connection is announced, and who is in there meanwhile.
class FirstListener final : public PoolListener {
public:
    void on_connect(const PoolEvent&, bool first) override {
        if (first) {
            ++firsts;
            std::this_thread::yield();
            done = true;
        } else if (!done) {
            ++too_early;
        }
    }
    std::atomic<int> firsts{0};
    std::atomic<int> too_early{0};
    std::atomic<bool> done{false};
};

TEST(PoolThreads, TheFirstConnectionIsSetUpBeforeAnyOther) {
    for (int round = 0; round < scaled(20); ++round) {
        FakeServer server;
        const auto listener = std::make_shared<FirstListener>();
        Pool pool(server.connector(), {}, listener);
        run_threads(8, [&](int) {
            const Lease lease = pool.checkout();
            if (!listener->done) ++listener->too_early;
        });
        EXPECT_EQ(listener->firsts, 1);
        EXPECT_EQ(listener->too_early, 0);
    }
}

TEST(PoolThreads, AHangingConnectBlocksNobodyElse) {
    FakeServer server;
    Gate gate;
    Pool pool(server.connector(), {.size = 2, .max_overflow = 0});
    Lease lease = pool.checkout();
    server.on_connect = [&] { gate.pass(); };
    std::thread stuck([&] { const Lease late = pool.checkout(); });
    gate.await(1);
    std::thread other([&] { const Lease passed_on = pool.checkout(); });
    await_waiters(pool, 1);
    lease.release();
    other.join();  // served by the return while the connect still hangs
    EXPECT_EQ(pool.metrics().connecting, 1U);
    gate.open();
    stuck.join();
}

TEST(PoolThreads, AHangingResetAndAHangingCloseBlockNobodyElse) {
    FakeServer server;
    Gate reset_gate;
    Gate close_gate;
    Pool pool(server.connector(), {.size = 3, .max_overflow = 0});
    Lease hangs_in_reset = pool.checkout();
    Lease hangs_in_close = pool.checkout();
    std::atomic<int> resets{0};
    server.on_reset = [&](std::int64_t) {
        if (resets++ == 0) reset_gate.pass();
        return true;
    };
    server.on_close = [&] { close_gate.pass(); };
    std::thread one([&] { hangs_in_reset.release(); });
    std::thread two([&] { hangs_in_close.invalidate(); });
    reset_gate.await(1);
    close_gate.await(1);
    for (int i = 0; i < 10; ++i) pool.checkout(0).release();
    EXPECT_EQ(pool.metrics().in_use, 1U);
    EXPECT_EQ(pool.metrics().closing, 1U);
    reset_gate.open();
    close_gate.open();
    one.join();
    two.join();
    EXPECT_EQ(pool.metrics().idle, 2U);
}

TEST(PoolThreads, TheSingleConnectionIsUsedInTurn) {
    FakeServer server;
    Pool pool(server.connector(), {.kind = PoolKind::single, .size = 5, .max_overflow = 5});
    run_threads(16, [&](int thread) {
        for (int i = 0; i < scaled(50); ++i) {
            const Lease lease = pool.checkout();
            fake(lease.connection()).enter(thread + 1);
            fake(lease.connection()).leave(thread + 1);
        }
    });
    EXPECT_EQ(server.connects, 1);
    EXPECT_EQ(server.owner_clashes, 0);
}

TEST(PoolThreads, ALeaseMayComeBackFromAnotherThread) {
    FakeServer server;
    Pool pool(server.connector(), {.size = 1, .max_overflow = 0});
    Lease lease = pool.checkout();
    lease.hand_over();
    std::thread worker([&pool, mine = std::move(lease)]() mutable {
        await_waiters(pool, 1);
        mine.release();
    });
    EXPECT_EQ(code_of([&] { auto next = pool.checkout(); }), "");
    worker.join();
}

TEST(PoolThreads, DisposeWakesEveryWaiter) {
    const int rounds = scaled(60);
    for (int round = 0; round < rounds; ++round) {
        FakeServer server;
        Pool pool(server.connector(), {.size = 1, .max_overflow = 0, .timeout_ms = -1});
        Lease held = pool.checkout();
        std::atomic<int> told{0};
        std::vector<std::thread> threads;
        for (int i = 0; i < 6; ++i) {
            threads.emplace_back([&] {
                if (code_of([&] { auto lease = pool.checkout(); }) == "engine_disposed") ++told;
            });
        }
        if (round % 2 == 0) await_waiters(pool, 6);
        pool.dispose();
        for (std::thread& thread : threads) thread.join();
        EXPECT_EQ(told, 6);
        held.release();
        EXPECT_EQ(server.open, 0);
    }
}

TEST(PoolThreads, DisposeWhileConnectingLeavesNothingOpen) {
    const int rounds = scaled(40);
    for (int round = 0; round < rounds; ++round) {
        FakeServer server;
        Pool pool(server.connector(), {.size = 2, .max_overflow = 2});
        std::thread disposer([&] { pool.dispose(); });
        run_threads(6, [&](int) {
            const std::string code = code_of([&] { auto lease = pool.checkout(); });
            EXPECT_TRUE(code.empty() || code == "engine_disposed") << code;
        });
        disposer.join();
        EXPECT_EQ(server.open, 0);
    }
}

TEST(PoolThreads, APoolMayGoWhileOthersGiveBack) {
    const int rounds = scaled(40);
    for (int round = 0; round < rounds; ++round) {
        FakeServer server;
        std::vector<Lease> leases;
        auto pool = std::make_unique<Pool>(server.connector());
        for (int i = 0; i < 4; ++i) leases.push_back(pool->checkout());
        std::thread destroyer([&] { pool.reset(); });
        run_threads(4, [&](int i) { leases[static_cast<std::size_t>(i)].release(); });
        destroyer.join();
        EXPECT_EQ(server.open, 0);
    }
}

}  // namespace
}  // namespace azoth
