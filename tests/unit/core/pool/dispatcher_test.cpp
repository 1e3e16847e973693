// SPDX-License-Identifier: MIT
#include "../../../../core/pool/dispatcher.hpp"

#include <gtest/gtest.h>

#include <deque>
#include <vector>

namespace azoth::detail {
namespace {

constexpr std::int64_t ms = 1'000'000;

/// Plays the shell by hand: threads are numbers, time is a variable.
class DispatcherTest : public ::testing::Test {
protected:
    void start(const PoolOptions& options) { dispatcher.emplace(options); }

    Ticket& ask(std::uint64_t thread) {
        Ticket& ticket = tickets.emplace_back();
        ticket.thread = {thread, thread};
        dispatcher->arrive(ticket, now);
        return ticket;
    }
    Slot& open(const Ticket& ticket) {
        EXPECT_EQ(ticket.step, Step::connect);
        Slot& slot = slots.emplace_back();
        EXPECT_TRUE(dispatcher->opened(slot, ticket, now));
        return slot;
    }
    Slot& open(std::uint64_t thread) { return open(ask(thread)); }
    void give_back(Slot& slot) { dispatcher->give_back(slot, now); }
    /// Tickets granted since the last call.
    std::vector<Ticket*> granted() {
        std::vector<Ticket*> result;
        while (Ticket* const ticket = dispatcher->next_granted()) result.push_back(ticket);
        return result;
    }
    /// Reasons of the slots discarded since the last call, all closed.
    std::vector<CloseReason> close_all() {
        std::vector<CloseReason> result;
        while (Slot* const slot = dispatcher->next_discarded()) result.push_back(*slot->doom);
        for (std::size_t i = 0; i < result.size(); ++i) dispatcher->closed(now);
        return result;
    }
    PoolMetrics metrics() { return dispatcher->metrics(now); }

    std::int64_t now = 1'000 * ms;
    std::optional<Dispatcher> dispatcher;
    std::deque<Ticket> tickets;
    std::deque<Slot> slots;
};

using Reasons = std::vector<CloseReason>;
using Tickets = std::vector<Ticket*>;

TEST_F(DispatcherTest, OpensUpToTheLimitAndThenLetsWait) {
    start({.size = 2, .max_overflow = 1});
    for (std::uint64_t thread = 1; thread <= 3; ++thread) open(thread);
    EXPECT_EQ(ask(4).step, Step::wait);
    EXPECT_EQ(metrics().in_use, 3U);
    EXPECT_EQ(metrics().overflow, 1U);
    EXPECT_EQ(metrics().waiters, 1U);
}

TEST_F(DispatcherTest, LendsTheLongestIdleUnlessLifo) {
    for (const bool lifo : {false, true}) {
        start({.size = 2, .use_lifo = lifo});
        Slot& one = open(1);
        Slot& two = open(2);
        give_back(one);
        give_back(two);
        const Ticket& ticket = ask(3);
        EXPECT_EQ(ticket.step, Step::use);
        EXPECT_EQ(ticket.slot, lifo ? &two : &one);
    }
}

TEST_F(DispatcherTest, HandsAReturnedConnectionToTheLongestWaiter) {
    start({.size = 1, .max_overflow = 0});
    Slot& only = open(1);
    Ticket& second = ask(2);
    Ticket& third = ask(3);
    now += 5 * ms;
    give_back(only);
    EXPECT_EQ(granted(), Tickets{&second});
    EXPECT_EQ(second.step, Step::use);
    EXPECT_EQ(second.slot, &only);
    EXPECT_EQ(only.holder.mark, 2U);
    give_back(only);
    EXPECT_EQ(granted(), Tickets{&third});
    EXPECT_EQ(metrics().waits, 2U);
    EXPECT_EQ(metrics().wait_longest_ns, 5 * ms);
    EXPECT_EQ(metrics().wait_histogram[13], 2U);  // 4096 µs <= 5 ms < 8192 µs
}

TEST_F(DispatcherTest, LetsNobodyOvertake) {
    start({.size = 1, .max_overflow = 0});
    Slot& only = open(1);
    Ticket& second = ask(2);
    give_back(only);
    Ticket& late = ask(3);  // after the return, before the waiter woke
    EXPECT_EQ(late.step, Step::wait);
    EXPECT_EQ(granted(), Tickets{&second});
}

TEST_F(DispatcherTest, KeepsOnlySizeIdle) {
    start({.size = 1, .max_overflow = 1});
    Slot& one = open(1);
    Slot& two = open(2);
    give_back(one);
    EXPECT_EQ(close_all(), Reasons{});
    give_back(two);
    EXPECT_EQ(close_all(), Reasons{CloseReason::overflow});
    EXPECT_EQ(metrics().idle, 1U);
    EXPECT_EQ(metrics().closed, 1U);
}

TEST_F(DispatcherTest, OpensOneAtATimeUntilTheFirstStandsThenAsManyAsAllowed) {
    start({.size = 5, .max_connecting = 2});
    Ticket& first = ask(1);
    EXPECT_EQ(first.step, Step::connect);
    EXPECT_TRUE(dispatcher->is_first());
    Ticket& second = ask(2);
    Ticket& third = ask(3);
    Ticket& fourth = ask(4);
    EXPECT_EQ(second.step, Step::wait);
    open(first);
    EXPECT_FALSE(dispatcher->is_first());
    EXPECT_EQ(granted(), (Tickets{&second, &third}));
    EXPECT_EQ(fourth.step, Step::wait);
    open(second);
    EXPECT_EQ(granted(), Tickets{&fourth});
}

TEST_F(DispatcherTest, PassesTheRightToConnectOnAfterAFailure) {
    start({.size = 2, .max_overflow = 0});
    const Ticket& first = ask(1);
    Ticket& second = ask(2);
    EXPECT_EQ(first.step, Step::connect);
    dispatcher->connect_failed(false, now);
    EXPECT_EQ(granted(), Tickets{&second});
    EXPECT_EQ(second.step, Step::connect);
    EXPECT_TRUE(dispatcher->is_first());
    dispatcher->connect_failed(true, now);
    EXPECT_EQ(metrics().connect_failures, 2U);
    EXPECT_EQ(metrics().opened, 1U);
    EXPECT_EQ(metrics().closed, 1U);
    EXPECT_EQ(metrics().connecting, 0U);
}

TEST_F(DispatcherTest, CountsASessionUntilItIsClosed) {
    start({.size = 1, .max_overflow = 0});
    Slot& only = open(1);
    Ticket& second = ask(2);
    dispatcher->discard(only, CloseReason::invalidated, now);
    EXPECT_EQ(granted(), Tickets{});
    EXPECT_EQ(metrics().closing, 1U);
    EXPECT_EQ(close_all(), Reasons{CloseReason::invalidated});
    EXPECT_EQ(granted(), Tickets{&second});
    EXPECT_EQ(second.step, Step::connect);
}

TEST_F(DispatcherTest, ReplacesWhatIsTooOldWhenItIsLentOrComesBack) {
    start({.size = 1, .max_overflow = 0, .recycle_ms = 100});
    Slot& one = open(1);
    now += 100 * ms;
    give_back(one);
    EXPECT_EQ(close_all(), Reasons{});  // exactly the limit is young enough
    now += 1;
    Ticket& ticket = ask(1);
    EXPECT_EQ(ticket.step, Step::wait);
    EXPECT_EQ(close_all(), Reasons{CloseReason::recycled});
    EXPECT_EQ(granted(), Tickets{&ticket});
    Slot& two = open(ticket);
    now += 101 * ms;
    give_back(two);
    EXPECT_EQ(close_all(), Reasons{CloseReason::recycled});
    EXPECT_EQ(metrics().recycled, 2U);
    EXPECT_EQ(metrics().invalidated, 0U);
}

TEST_F(DispatcherTest, NeverRecyclesTheSingleConnection) {
    start({.kind = PoolKind::single, .recycle_ms = 1});
    Slot& only = open(1);
    now += 1'000 * ms;
    give_back(only);
    EXPECT_EQ(ask(1).slot, &only);
    EXPECT_EQ(ask(2).step, Step::wait);
}

TEST_F(DispatcherTest, ADeadConnectionTakesItsGenerationWithIt) {
    start({.size = 3, .pre_ping = true});
    Slot& lent = open(1);
    Slot& idle = open(2);
    Slot& tested = open(3);
    give_back(tested);
    give_back(idle);
    Ticket& ticket = ask(4);
    EXPECT_EQ(ticket.step, Step::test);
    EXPECT_EQ(ticket.slot, &tested);
    dispatcher->test_failed(ticket, now);
    EXPECT_EQ(close_all(), (Reasons{CloseReason::stale, CloseReason::ping_failed}));
    Slot& fresh = open(ticket);
    give_back(lent);
    EXPECT_EQ(close_all(), Reasons{CloseReason::stale});
    give_back(fresh);
    EXPECT_EQ(close_all(), Reasons{});
    EXPECT_EQ(metrics().ping_failures, 1U);
    EXPECT_EQ(metrics().invalidated, 3U);
    EXPECT_EQ(metrics().checkouts, 4U);
}

TEST_F(DispatcherTest, ALateReportLeavesYoungerConnectionsAlone) {
    start({.size = 2});
    Slot& one = open(1);
    Slot& two = open(2);
    dispatcher->invalidate(one.generation);
    dispatcher->discard(one, CloseReason::invalidated, now);
    close_all();
    Slot& young = open(3);
    give_back(young);
    dispatcher->invalidate(two.generation);  // the second borrower notices only now
    EXPECT_EQ(close_all(), Reasons{});
    EXPECT_EQ(metrics().idle, 1U);
    // Control: a report about the young one does drop it.
    dispatcher->invalidate(young.generation);
    EXPECT_EQ(close_all(), Reasons{CloseReason::stale});
}

TEST_F(DispatcherTest, AConnectThatBeganBeforeTheFailureIsStale) {
    start({.size = 2});
    give_back(open(1));
    Ticket& user = ask(1);
    Ticket& ticket = ask(2);
    dispatcher->invalidate(dispatcher->generation());
    Slot& slot = open(ticket);
    give_back(slot);
    EXPECT_EQ(close_all(), Reasons{CloseReason::stale});
    give_back(*user.slot);
    EXPECT_EQ(close_all(), Reasons{CloseReason::stale});
}

TEST_F(DispatcherTest, AFailedTestKeepsItsPlaceAheadOfTheLine) {
    start({.size = 1, .max_overflow = 0, .pre_ping = true});
    give_back(open(1));
    Ticket& first = ask(1);
    EXPECT_EQ(first.step, Step::test);
    Ticket& second = ask(2);
    dispatcher->test_failed(first, now);
    EXPECT_EQ(first.step, Step::wait);
    close_all();
    EXPECT_EQ(granted(), Tickets{&first});
    EXPECT_EQ(first.step, Step::connect);
    EXPECT_EQ(second.step, Step::wait);
}

TEST_F(DispatcherTest, RecognisesAThreadThatWaitsForItself) {
    start({.size = 1, .max_overflow = 1});
    open(1);
    Slot& two = open(1);
    EXPECT_EQ(ask(1).step, Step::deadlock);
    EXPECT_EQ(metrics().deadlocks, 1U);
    EXPECT_EQ(ask(2).step, Step::wait);  // another thread may hope
    two.holder = {};                     // and so may this one, once it has passed one on
    EXPECT_EQ(ask(1).step, Step::wait);
}

TEST_F(DispatcherTest, DoesNotCryDeadlockWhileAnythingElseMoves) {
    start({.size = 2, .max_overflow = 0});
    open(1);
    open(2);
    EXPECT_EQ(ask(1).step, Step::wait);

    start({.size = 2, .max_overflow = 0});
    open(1);
    EXPECT_EQ(ask(2).step, Step::connect);
    EXPECT_EQ(ask(1).step, Step::wait);

    start({.size = 1, .max_overflow = 0});
    dispatcher->discard(open(1), CloseReason::invalidated, now);
    EXPECT_EQ(ask(1).step, Step::wait);
}

TEST_F(DispatcherTest, AWaiterWhoseTimeIsUpLeavesTheLine) {
    start({.size = 1, .max_overflow = 0});
    Slot& only = open(1);
    Ticket& second = ask(2);
    Ticket& third = ask(3);
    EXPECT_TRUE(dispatcher->expire(second));
    EXPECT_EQ(metrics().timeouts, 1U);
    give_back(only);
    EXPECT_EQ(granted(), Tickets{&third});
    // Granted and late at the same moment: the grant counts.
    EXPECT_FALSE(dispatcher->expire(third));
    EXPECT_EQ(metrics().timeouts, 1U);
}

TEST_F(DispatcherTest, DisposeEndsEverything) {
    start({.size = 2, .max_overflow = 0});
    Slot& lent = open(1);
    Slot& idle = open(2);
    Ticket& connecting = [&]() -> Ticket& {
        dispatcher->discard(idle, CloseReason::invalidated, now);
        close_all();
        return ask(2);
    }();
    Ticket& waiting = ask(3);
    dispatcher->dispose();
    EXPECT_EQ(granted(), Tickets{&waiting});
    EXPECT_EQ(waiting.step, Step::disposed);
    Slot& late = slots.emplace_back();
    EXPECT_FALSE(dispatcher->opened(late, connecting, now));
    give_back(lent);
    EXPECT_EQ(close_all(), (Reasons{CloseReason::disposed, CloseReason::disposed}));
    EXPECT_EQ(ask(4).step, Step::disposed);
    dispatcher->dispose();
    EXPECT_EQ(metrics().idle + metrics().in_use + metrics().closing, 0U);
}

TEST_F(DispatcherTest, ANullPoolOpensWithoutLimitAndKeepsNothing) {
    start({.kind = PoolKind::null, .size = 1, .max_overflow = 0, .max_connecting = 1});
    std::vector<Slot*> lent;
    for (int i = 0; i < 20; ++i) lent.push_back(&open(1));
    EXPECT_EQ(metrics().in_use, 20U);
    for (Slot* const slot : lent) give_back(*slot);
    EXPECT_EQ(close_all(), Reasons(20, CloseReason::not_pooled));
    EXPECT_EQ(metrics().idle, 0U);
}

TEST_F(DispatcherTest, UnlimitedOverflowNeverWaits) {
    start({.size = 1, .max_overflow = -1});
    for (int i = 0; i < 100; ++i) open(1);
    EXPECT_EQ(metrics().max_overflow, -1);
    EXPECT_EQ(metrics().overflow, 99U);
}

TEST_F(DispatcherTest, TellsTheLongestHolder) {
    start({.size = 3});
    Slot& one = open(7);
    now += 10 * ms;
    open(8);
    now += 5 * ms;
    EXPECT_EQ(metrics().longest_holder, 7U);
    EXPECT_EQ(metrics().longest_hold_ns, 15 * ms);
    give_back(one);
    EXPECT_EQ(metrics().longest_holder, 8U);
    EXPECT_EQ(metrics().longest_hold_ns, 5 * ms);
}

TEST_F(DispatcherTest, DetachMakesRoom) {
    start({.size = 1, .max_overflow = 0});
    Slot& only = open(1);
    Ticket& second = ask(2);
    dispatcher->detach(only, now);
    EXPECT_EQ(granted(), Tickets{&second});
    EXPECT_EQ(second.step, Step::connect);
    EXPECT_EQ(metrics().detached, 1U);
}

}  // namespace
}  // namespace azoth::detail
