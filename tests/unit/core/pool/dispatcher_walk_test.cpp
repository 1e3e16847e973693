// SPDX-License-Identifier: MIT
// Random walks through the dispatcher with a naive model beside it: whatever the order of events,
// the limits hold, the line is served in order, and when everything is back nobody waits.
#include <gtest/gtest.h>

#include <algorithm>
#include <deque>
#include <list>
#include <memory>
#include <random>
#include <vector>

#include "../../../../core/pool/dispatcher.hpp"
#include "fake_connection.hpp"

namespace azoth::detail {
namespace {

/// Whether tickets were granted in the order in which they queued: the line loses only its front,
/// apart from those who gave up.
class LineCheck {
public:
    void queued(const Ticket& ticket) { line_.push_back(&ticket); }
    void queued_in_front(const Ticket& ticket) { line_.push_front(&ticket); }
    void gave_up(const Ticket& ticket) { line_.remove(&ticket); }
    [[nodiscard]] bool granted(const Ticket& ticket) {
        if (line_.empty() || line_.front() != &ticket) return false;
        line_.pop_front();
        return true;
    }
    [[nodiscard]] bool empty() const { return line_.empty(); }

private:
    std::list<const Ticket*> line_;
};

class Walk {
public:
    Walk(const PoolOptions& options, unsigned seed)
        : options_(options), random_(seed), dispatcher_(options) {}

    void run(int steps) {
        for (int i = 0; i < steps && !::testing::Test::HasFailure(); ++i) {
            now_ += static_cast<std::int64_t>(pick(3'000'000));
            act();
            settle();
            check();
        }
        drain();
    }

private:
    std::size_t pick(std::size_t below) { return random_() % below; }
    template <class T>
    T take(std::vector<T>& from) {
        std::swap(from[pick(from.size())], from.back());
        T element = from.back();
        from.pop_back();
        return element;
    }

    void act() {
        switch (pick(12)) {
            case 0:
            case 1:
            case 2: return arrive();
            case 3:
            case 4: return finish_connect();
            case 5:
            case 6: return finish_test();
            case 7:
            case 8:
                if (!lent_.empty()) dispatcher_.give_back(*take(lent_), now_);
                return;
            case 9:
                if (lent_.empty()) return;
                if (pick(2) == 0) return dispatcher_.detach(*take(lent_), now_);
                return dispatcher_.discard(*take(lent_), CloseReason::invalidated, now_);
            case 10:
                if (!closing_.empty()) close_one();
                return;
            default: rare();
        }
    }
    void rare() {
        if (pick(8) == 0) return dispatcher_.invalidate(1 + pick(dispatcher_.generation()));
        if (waiting_.empty()) return;
        Ticket* const ticket = take(waiting_);
        if (dispatcher_.expire(*ticket)) {
            line_.gave_up(*ticket);
        } else {
            ADD_FAILURE() << "a waiter that nobody granted could not leave";
        }
    }
    void arrive() {
        Ticket& ticket = tickets_.emplace_back();
        ticket.thread = {1 + pick(6), 0};
        dispatcher_.arrive(ticket, now_);
        if (ticket.step == Step::wait) line_.queued(ticket);
        follow(ticket);
    }
    void finish_connect() {
        if (connecting_.empty()) return;
        Ticket* const ticket = take(connecting_);
        if (pick(4) == 0) return dispatcher_.connect_failed(pick(2) == 0, now_);
        Slot& slot = slots_.emplace_back();
        ASSERT_TRUE(dispatcher_.opened(slot, *ticket, now_));
        lent_.push_back(&slot);
    }
    void finish_test() {
        if (testing_.empty()) return;
        Ticket* const ticket = take(testing_);
        if (pick(3) != 0) {
            lent_.push_back(ticket->slot);
            return;
        }
        dispatcher_.test_failed(*ticket, now_);
        if (ticket->step == Step::wait) line_.queued_in_front(*ticket);
        follow(*ticket);
    }
    void close_one() {
        static_cast<void>(take(closing_));
        dispatcher_.closed(now_);
    }
    void follow(Ticket& ticket) {
        switch (ticket.step) {
            case Step::wait: waiting_.push_back(&ticket); return;
            case Step::use: lent_.push_back(ticket.slot); return;
            case Step::test: testing_.push_back(&ticket); return;
            case Step::connect: connecting_.push_back(&ticket); return;
            case Step::deadlock:
            case Step::disposed: return;
        }
    }
    void settle() {
        while (Ticket* const ticket = dispatcher_.next_granted()) {
            EXPECT_TRUE(line_.granted(*ticket)) << "somebody was overtaken";
            waiting_.erase(std::find(waiting_.begin(), waiting_.end(), ticket));
            follow(*ticket);
        }
        while (Slot* const slot = dispatcher_.next_discarded()) closing_.push_back(slot);
    }
    void check() {
        const PoolMetrics metrics = dispatcher_.metrics(now_);
        const auto limit = static_cast<std::size_t>(metrics.size + metrics.max_overflow);
        ASSERT_LE(metrics.idle + metrics.in_use + metrics.connecting + metrics.closing, limit);
        ASSERT_LE(metrics.idle, static_cast<std::size_t>(metrics.size));
        ASSERT_LE(metrics.connecting, static_cast<std::size_t>(options_.max_connecting));
        ASSERT_EQ(metrics.in_use, lent_.size() + testing_.size());
        ASSERT_EQ(metrics.connecting, connecting_.size());
        ASSERT_EQ(metrics.closing, closing_.size());
        ASSERT_EQ(metrics.waiters, waiting_.size());
        ASSERT_TRUE(waiting_.empty() || metrics.idle == 0) << "somebody waits for what is there";
        ASSERT_EQ(metrics.opened - metrics.closed - metrics.detached,
                  metrics.idle + metrics.in_use + metrics.closing);
    }
    void drain() {
        while (!(lent_.empty() && testing_.empty() && connecting_.empty() && closing_.empty())) {
            finish_connect();
            settle();
            finish_test();
            settle();
            if (!closing_.empty()) close_one();
            settle();
            if (!lent_.empty()) dispatcher_.give_back(*take(lent_), now_);
            settle();
            check();
            if (::testing::Test::HasFailure()) return;
        }
        EXPECT_TRUE(waiting_.empty()) << waiting_.size() << " were forgotten";
        EXPECT_TRUE(line_.empty());
        const PoolMetrics metrics = dispatcher_.metrics(now_);
        EXPECT_EQ(metrics.checkouts, metrics.checkins);
    }

    const PoolOptions options_;
    std::mt19937 random_;
    Dispatcher dispatcher_;
    std::int64_t now_ = 0;
    std::deque<Ticket> tickets_;
    std::deque<Slot> slots_;
    std::vector<Ticket*> waiting_, connecting_, testing_;
    std::vector<Slot*> lent_, closing_;
    LineCheck line_;
};

TEST(DispatcherWalk, KeepsItsPromisesInAnyOrderOfEvents) {
    const int rounds = test::scaled(400);
    for (int round = 0; round < rounds && !HasFailure(); ++round) {
        SCOPED_TRACE(round);
        const auto seed = static_cast<unsigned>(round);
        Walk({.size = 1 + round % 3,
              .max_overflow = round / 3 % 3,
              .recycle_ms = round % 2 == 0 ? -1 : 40,
              .pre_ping = round % 5 < 2,
              .use_lifo = round % 7 < 3,
              .max_connecting = 1 + round % 2},
             seed)
            .run(400);
    }
}

TEST(DispatcherWalk, TheLineCheckSeesSomebodyOvertaken) {  // control
    Ticket one, two;
    LineCheck line;
    line.queued(one);
    line.queued(two);
    EXPECT_FALSE(line.granted(two));
    EXPECT_TRUE(line.granted(one));
    EXPECT_TRUE(line.granted(two));
}

}  // namespace
}  // namespace azoth::detail
