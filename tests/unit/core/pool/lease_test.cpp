// SPDX-License-Identifier: MIT
#include <azoth/pool/lease.hpp>

#include <gtest/gtest.h>

#include <azoth/pool/pool.hpp>
#include <stdexcept>
#include <type_traits>
#include <vector>

#include "fake_connection.hpp"

namespace azoth {
namespace {

using test::code_of;
using test::fake;
using test::FakeServer;

static_assert(!std::is_copy_constructible_v<Lease>);
static_assert(std::is_nothrow_move_constructible_v<Lease>);
static_assert(std::is_nothrow_destructible_v<Lease>);

TEST(Lease, TellsWrongUse) {
    FakeServer server;
    Pool pool(server.connector());
    Pool other(server.connector());
    Lease lease = pool.checkout();
    EXPECT_EQ(code_of([&] { other.give_back(lease); }), "foreign_connection");
    EXPECT_TRUE(lease);
    EXPECT_TRUE(pool.give_back(lease));
    EXPECT_FALSE(lease);
    EXPECT_EQ(lease.number(), 0U);
    EXPECT_EQ(code_of([&] { static_cast<void>(lease.connection()); }), "use_after_return");
    EXPECT_EQ(code_of([&] { static_cast<void>(lease.state<int>()); }), "use_after_return");
    EXPECT_EQ(code_of([&] { static_cast<void>(lease.detach()); }), "use_after_return");
    EXPECT_EQ(code_of([&] { lease.give_back(); }), "double_return");
    EXPECT_EQ(code_of([&] { pool.give_back(lease); }), "double_return");
    lease.release();
    lease.invalidate();
    lease.soft_invalidate();
    lease.report_disconnect();
    lease.hand_over();
    EXPECT_EQ(pool.metrics().checkins, 1U);
}

TEST(Lease, MovesAndGivesBackWhatItHeld) {
    FakeServer server;
    Pool pool(server.connector());
    Lease one = pool.checkout();
    Lease two = pool.checkout();
    one = std::move(two);
    EXPECT_EQ(one.number(), 2U);
    EXPECT_EQ(pool.metrics().in_use, 1U);
    Lease& same = one;
    one = std::move(same);
    EXPECT_EQ(one.number(), 2U);
    const Lease three(std::move(one));
    EXPECT_EQ(three.number(), 2U);
    EXPECT_EQ(pool.metrics().in_use, 1U);
}

/// Notes when it goes and whether the connection is still there.
struct Remembered {
    Remembered(FakeServer& s, std::vector<int>& log) : server(s), open_when_destroyed(log) {}
    ~Remembered() { open_when_destroyed.push_back(server.open); }
    FakeServer& server;
    std::vector<int>& open_when_destroyed;
};

TEST(Lease, StateLivesWithTheConnectionAndDiesBeforeIt) {
    FakeServer server;
    std::vector<int> log;
    {
        Pool pool(server.connector());
        Lease lease = pool.checkout();
        EXPECT_EQ(lease.state<Remembered>(), nullptr);
        Remembered& state = lease.emplace_state<Remembered>(server, log);
        EXPECT_EQ(lease.state<Remembered>(), &state);
        EXPECT_EQ(lease.state<int>(), nullptr);
        lease.release();
        lease = pool.checkout();
        EXPECT_EQ(lease.state<Remembered>(), &state);
        EXPECT_TRUE(log.empty());
        lease.release();
    }
    EXPECT_EQ(log, std::vector<int>{1});
}

TEST(Lease, InvalidateClosesAtOnce) {
    FakeServer server;
    std::vector<int> log;
    Pool pool(server.connector());
    Lease lease = pool.checkout();
    lease.emplace_state<Remembered>(server, log);
    lease.invalidate();
    EXPECT_FALSE(lease);
    EXPECT_EQ(server.open, 0);
    EXPECT_EQ(server.resets, 0);
    EXPECT_EQ(log, std::vector<int>{1});
    EXPECT_EQ(pool.checkout().number(), 2U);
}

TEST(Lease, SoftInvalidateClosesLater) {
    FakeServer server;
    Pool pool(server.connector());
    Lease lease = pool.checkout();
    lease.soft_invalidate();
    EXPECT_TRUE(lease->is_open());
    EXPECT_TRUE(lease.give_back());
    EXPECT_EQ(server.open, 0);
    EXPECT_EQ(pool.metrics().invalidated, 1U);
}

TEST(Lease, ReportDisconnectSparesTheYoung) {
    FakeServer server;
    Pool pool(server.connector());
    Lease one = pool.checkout();
    Lease two = pool.checkout();
    pool.checkout().release();
    server.restart();
    one.report_disconnect();
    EXPECT_EQ(server.open, 2);  // the idle one is gone
    EXPECT_FALSE(one.give_back());
    EXPECT_EQ(server.resets, 1);  // nothing is said on a dead connection
    pool.checkout().release();
    EXPECT_EQ(pool.metrics().idle, 1U);
    two.report_disconnect();
    EXPECT_EQ(pool.metrics().idle, 1U);
    two.release();
    EXPECT_EQ(server.open, 1);
    EXPECT_EQ(pool.checkout().number(), 4U);
}

TEST(Lease, DetachTakesTheConnectionOut) {
    FakeServer server;
    Pool pool(server.connector(), {.size = 1, .max_overflow = 0});
    Lease lease = pool.checkout();
    lease.emplace_state<int>(7);
    {
        const DetachedConnection mine = lease.detach();
        EXPECT_FALSE(lease);
        EXPECT_TRUE(mine.connection->is_open());
        EXPECT_EQ(*mine.state.get<int>(), 7);
        EXPECT_EQ(pool.metrics().in_use, 0U);
        EXPECT_EQ(pool.checkout().number(), 2U);
    }
    EXPECT_EQ(server.open, 1);
    EXPECT_EQ(pool.metrics().detached, 1U);
}

TEST(Lease, HandOverLiftsTheSuspicionOfADeadlock) {
    FakeServer server;
    Pool pool(server.connector(), {.size = 1, .max_overflow = 0});
    Lease lease = pool.checkout();
    EXPECT_EQ(code_of([&] { auto nested = pool.checkout(1); }), "pool_self_deadlock");
    lease.hand_over();
    EXPECT_EQ(code_of([&] { auto nested = pool.checkout(1); }), "pool_timeout");
}

// ── reset ───────────────────────────────────────────────────────────────────────────────────

struct Return {
    bool clean;
    bool kept;
    int resets;
    int commits;
};

/// One loan with an open transaction.
Return work(FakeServer& server, const PoolOptions& options, bool in_transaction = true,
            bool sticky = false) {
    Pool pool(server.connector(), options);
    Lease lease = pool.checkout();
    if (in_transaction) lease->begin({});
    if (sticky) fake(lease.connection()).make_sticky();
    const bool clean = lease.give_back();
    return {clean, pool.metrics().idle == 1, server.resets, server.commits};
}

void expect(const Return& is, const Return& should) {
    EXPECT_EQ(is.clean, should.clean);
    EXPECT_EQ(is.kept, should.kept);
    EXPECT_EQ(is.resets, should.resets);
    EXPECT_EQ(is.commits, should.commits);
}

TEST(LeaseReset, Rollback) {
    FakeServer server;
    expect(work(server, {}), {true, true, 1, 0});
}

TEST(LeaseReset, Commit) {
    FakeServer server;
    expect(work(server, {.reset_on_return = ResetOnReturn::commit}), {true, true, 1, 1});
    FakeServer idle;
    expect(work(idle, {.reset_on_return = ResetOnReturn::commit}, false), {true, true, 1, 0});
}

TEST(LeaseReset, CommitThatFailsThrowsOrIsInDoubtClosesTheConnection) {
    for (int how = 0; how < 3; ++how) {
        FakeServer server;
        server.on_commit = [how] {
            if (how == 0) throw IntegrityError("unique", "no");
            if (how == 1) throw std::runtime_error("odd");
            return driver::CommitOutcome::unknown;
        };
        expect(work(server, {.reset_on_return = ResetOnReturn::commit}), {false, false, 0, 1});
    }
}

TEST(LeaseReset, CommitAlsoWhereTheConnectionIsClosedAnyway) {
    FakeServer server;
    Pool pool(server.connector(),
              {.kind = PoolKind::null, .reset_on_return = ResetOnReturn::commit});
    Lease lease = pool.checkout();
    lease->begin({});
    EXPECT_TRUE(lease.give_back());
    EXPECT_EQ(server.commits, 1);
    EXPECT_EQ(server.resets, 0);
}

TEST(LeaseReset, NothingIsSentOnAConnectionReportedDead) {
    FakeServer server;
    Pool pool(server.connector(), {.reset_on_return = ResetOnReturn::commit});
    Lease lease = pool.checkout();
    lease->begin({});
    lease.report_disconnect();
    lease->close();
    EXPECT_FALSE(lease.give_back());
    EXPECT_EQ(server.commits, 0);
    EXPECT_EQ(server.resets, 0);
    EXPECT_EQ(pool.metrics().invalidated, 1U);
    EXPECT_EQ(pool.metrics().reset_failures, 0U);  // the failure has been told already
}

TEST(LeaseReset, NoneNeverLendsAnOpenTransactionOn) {
    FakeServer server;
    expect(work(server, {.reset_on_return = ResetOnReturn::none}), {false, false, 0, 0});
    FakeServer idle;
    expect(work(idle, {.reset_on_return = ResetOnReturn::none}, false), {true, true, 0, 0});
}

TEST(LeaseReset, AFailedResetClosesTheConnection) {
    FakeServer server;
    std::int64_t deadline = 0;
    server.on_reset = [&](std::int64_t timeout_ms) {
        deadline = timeout_ms;
        return false;
    };
    expect(work(server, {.reset_timeout_ms = 321}), {false, false, 1, 0});
    EXPECT_EQ(deadline, 321);
}

TEST(LeaseReset, AResetThatLiesClosesTheConnection) {
    FakeServer server;
    expect(work(server, {}, true, true), {false, false, 1, 0});
}

TEST(LeaseReset, AConnectionThatClosedItselfIsNotKept) {
    FakeServer server;
    Pool pool(server.connector());
    Lease lease = pool.checkout();
    lease->close();
    EXPECT_FALSE(lease.give_back());
    EXPECT_EQ(pool.metrics().reset_failures, 1U);
    EXPECT_EQ(pool.checkout().number(), 2U);
}

}  // namespace
}  // namespace azoth
