// SPDX-License-Identifier: MIT
// A pool on one thread: what is opened, kept, tested and closed.
#include <azoth/pool/pool.hpp>

#include <gtest/gtest.h>

#include <algorithm>
#include <stdexcept>
#include <string>
#include <vector>

#include "fake_connection.hpp"

namespace azoth {

// Exported, so that stack traces have its name.
__attribute__((visibility("default"), noinline)) Lease forget_to_return(Pool& pool) {
    Lease lease = pool.checkout();
    return lease;
}

namespace {

using test::code_of;
using test::fake;
using test::FakeClock;
using test::FakeServer;

TEST(Pool, OpensNothingUntilAskedAndKeepsWhatItOpened) {
    FakeServer server;
    Pool pool(server.connector());
    EXPECT_EQ(server.connects, 0);
    for (int i = 0; i < 3; ++i) {
        const Lease lease = pool.checkout();
        EXPECT_TRUE(lease);
        EXPECT_EQ(lease.number(), 1U);
        EXPECT_TRUE(lease->is_open());
    }
    EXPECT_EQ(server.connects, 1);
    EXPECT_EQ(server.resets, 3);
    const PoolMetrics metrics = pool.metrics();
    EXPECT_EQ(metrics.idle, 1U);
    EXPECT_EQ(metrics.in_use, 0U);
    EXPECT_EQ(metrics.checkouts, 3U);
    EXPECT_EQ(metrics.checkins, 3U);
}

TEST(Pool, RefusesBadOptions) {
    FakeServer server;
    EXPECT_EQ(code_of([&] { Pool pool(server.connector(), {.size = 0}); }), "bad_option_value");
}

TEST(Pool, ByDefaultIsAQueue) {
    FakeServer server;
    EXPECT_EQ(Pool(server.connector()).options().kind, PoolKind::queue);
}

TEST(Pool, ClosesEverythingAtItsEnd) {
    FakeServer server;
    {
        Pool pool(server.connector());
        const Lease one = pool.checkout();
        Lease two = pool.checkout();
        two.release();
        EXPECT_EQ(server.open, 2);
    }
    EXPECT_EQ(server.open, 0);
    EXPECT_EQ(server.closes, 2);
}

TEST(Pool, MayEndBeforeItsLeases) {
    FakeServer server;
    Lease lease;
    {
        Pool pool(server.connector());
        lease = pool.checkout();
    }
    EXPECT_TRUE(lease->is_open());
    lease.release();
    EXPECT_EQ(server.open, 0);
}

TEST(Pool, ATimeOutTellsHowThePoolStands) {
    FakeServer server;
    const auto clock = std::make_shared<FakeClock>();
    Pool pool(server.connector(), {.size = 1, .max_overflow = 1}, nullptr, clock);
    Lease one = pool.checkout();
    Lease two = pool.checkout();
    two.hand_over();
    clock->advance_ms(1'500);
    const auto [code, text] = test::thrown([&] { auto lease = pool.checkout(0); });
    EXPECT_EQ(code, "pool_timeout");
    EXPECT_NE(text.find("within 0.000 s: size 1 (overflow at most 1), in use 2, idle 0, being "
                        "opened 0, being closed 0, others waiting 0, longest holder thread "),
              std::string::npos)
        << text;
    EXPECT_NE(text.find(" with connection 1 for 1.500 s"), std::string::npos) << text;
    EXPECT_THROW(static_cast<void>(pool.checkout(0)), TimeoutError);
    EXPECT_EQ(pool.metrics().timeouts, 2U);
}

TEST(Pool, HoldersAreKnownByName) {
    FakeServer server;
    const auto clock = std::make_shared<FakeClock>();
    Pool pool(server.connector(), {.size = 2, .max_overflow = 0, .trace_holders = true}, nullptr,
              clock);
    const Lease lost = forget_to_return(pool);
    clock->advance_ms(2'000);
    Lease passed_on = pool.checkout();
    passed_on.hand_over();

    const std::vector<PoolHolder> holders = pool.holders();
    ASSERT_EQ(holders.size(), 2U);
    EXPECT_EQ(holders[0].connection, lost.number());
    EXPECT_EQ(holders[0].held_ns, 2'000'000'000);
    EXPECT_NE(holders[0].thread, 0U);
    EXPECT_EQ(holders[1].held_ns, 0);
    EXPECT_EQ(holders[1].thread, 0U);
    const auto mentions = [](const std::vector<std::string>& stack, const char* name) {
        return std::any_of(stack.begin(), stack.end(), [&](const std::string& call) {
            return call.find(name) != std::string::npos;
        });
    };
    EXPECT_TRUE(mentions(holders[0].stack, "forget_to_return"))
        << testing::PrintToString(holders[0].stack);
    EXPECT_FALSE(mentions(holders[1].stack, "forget_to_return"));

    const auto [code, text] = test::thrown([&] { auto lease = pool.checkout(0); });
    EXPECT_EQ(code, "pool_timeout");
    EXPECT_NE(text.find("checked out at\n    "), std::string::npos) << text;
    EXPECT_NE(text.find("forget_to_return"), std::string::npos) << text;
}

TEST(Pool, HoldersHaveNoStackUnlessAsked) {
    FakeServer server;
    Pool pool(server.connector());
    EXPECT_TRUE(pool.holders().empty());
    const Lease lease = pool.checkout();
    ASSERT_EQ(pool.holders().size(), 1U);
    EXPECT_TRUE(pool.holders().front().stack.empty());
}

TEST(Pool, ANestedCheckoutThatNeverCouldSucceedFailsAtOnce) {
    FakeServer server;
    for (const PoolOptions& options :
         {PoolOptions{.kind = PoolKind::single}, PoolOptions{.size = 1, .max_overflow = 0},
          PoolOptions{.size = 1, .max_overflow = 0, .timeout_ms = -1}}) {
        Pool pool(server.connector(), options);
        Lease lease = pool.checkout();
        EXPECT_EQ(code_of([&] { auto nested = pool.checkout(); }), "pool_self_deadlock");
        EXPECT_THROW(static_cast<void>(pool.checkout()), InvalidRequestError);
        lease.release();
        EXPECT_EQ(code_of([&] { auto next = pool.checkout(); }), "");
    }
}

TEST(Pool, PreferenceOfIdleConnections) {
    FakeServer server;
    for (const bool lifo : {false, true}) {
        Pool pool(server.connector(), {.use_lifo = lifo});
        Lease one = pool.checkout();
        Lease two = pool.checkout();
        one.release();
        two.release();
        EXPECT_EQ(pool.checkout().number(), lifo ? 2U : 1U);
    }
}

TEST(Pool, PrePingReplacesTheDeadAndAllOfTheirAge) {
    FakeServer server;
    Pool pool(server.connector(), {.pre_ping = true});
    {
        const Lease one = pool.checkout();
        const Lease two = pool.checkout();
        const Lease three = pool.checkout();
    }
    EXPECT_EQ(server.pings, 0);  // a fresh connection needs none
    EXPECT_EQ(pool.checkout().number(), 3U);
    EXPECT_EQ(server.pings, 1);
    server.restart();
    EXPECT_EQ(pool.checkout().number(), 4U);
    EXPECT_EQ(server.pings, 2);  // one dead connection tells of all
    EXPECT_EQ(server.open, 1);
    const PoolMetrics metrics = pool.metrics();
    EXPECT_EQ(metrics.ping_failures, 1U);
    EXPECT_EQ(metrics.invalidated, 3U);
}

TEST(Pool, WithoutPrePingTheDeadIsLentAndReported) {  // control of the test before
    FakeServer server;
    Pool pool(server.connector());
    pool.checkout().release();
    server.restart();
    EXPECT_FALSE(fake(pool.checkout().connection()).is_alive());
}

TEST(Pool, RecyclesByAge) {
    FakeServer server;
    const auto clock = std::make_shared<FakeClock>();
    Pool pool(server.connector(), {.size = 1, .max_overflow = 0, .recycle_ms = 1'000}, nullptr,
              clock);
    EXPECT_EQ(pool.checkout().number(), 1U);
    clock->advance_ms(1'000);
    EXPECT_EQ(pool.checkout().number(), 1U);
    clock->advance_ms(1);
    EXPECT_EQ(pool.checkout().number(), 2U);
    EXPECT_EQ(server.most_open, 1);  // the old one is closed before the new one opens
    EXPECT_EQ(pool.metrics().recycled, 1U);
}

TEST(Pool, NullPoolOpensAndClosesEachTime) {
    FakeServer server;
    Pool pool(server.connector(), {.kind = PoolKind::null, .size = 1});
    {
        const Lease one = pool.checkout();
        const Lease two = pool.checkout();
        EXPECT_EQ(server.open, 2);
    }
    EXPECT_EQ(server.open, 0);
    EXPECT_EQ(server.resets, 0);  // closing rolls back
    EXPECT_EQ(pool.checkout().number(), 3U);
}

TEST(Pool, AFailedConnectReachesTheBorrowerAndCostsNoPlace) {
    FakeServer server;
    Pool pool(server.connector(), {.size = 1, .max_overflow = 0});
    server.on_connect = [] { throw OperationalError("connect_refused", "no"); };
    for (int i = 0; i < 5; ++i) {
        EXPECT_EQ(code_of([&] { auto lease = pool.checkout(); }), "connect_refused");
    }
    server.on_connect = [] { throw std::runtime_error("not one of ours"); };
    EXPECT_THROW(static_cast<void>(pool.checkout()), std::runtime_error);
    server.on_connect = nullptr;
    EXPECT_EQ(code_of([&] { auto lease = pool.checkout(); }), "");
    EXPECT_EQ(pool.metrics().connect_failures, 6U);
    Pool odd([] { return nullptr; });
    EXPECT_EQ(code_of([&] { auto lease = odd.checkout(); }), "no_connection");
}

TEST(Pool, InvalidateReplacesIdleNowAndLentLater) {
    FakeServer server;
    Pool pool(server.connector());
    Lease lent = pool.checkout();
    pool.checkout().release();
    EXPECT_EQ(server.open, 2);
    pool.invalidate();
    EXPECT_EQ(server.open, 1);
    EXPECT_TRUE(lent->is_open());
    lent.release();
    EXPECT_EQ(server.open, 0);
    EXPECT_EQ(pool.checkout().number(), 3U);
    EXPECT_EQ(pool.metrics().invalidated, 2U);
}

TEST(Pool, ADisposedPoolLendsNothing) {
    FakeServer server;
    Pool pool(server.connector());
    Lease lent = pool.checkout();
    pool.checkout().release();
    pool.dispose();
    pool.dispose();
    EXPECT_EQ(server.open, 1);
    EXPECT_EQ(code_of([&] { auto lease = pool.checkout(); }), "engine_disposed");
    EXPECT_TRUE(lent.give_back());
    EXPECT_EQ(server.open, 0);
}

}  // namespace
}  // namespace azoth
