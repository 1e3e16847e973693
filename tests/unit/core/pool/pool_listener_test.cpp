// SPDX-License-Identifier: MIT
#include <azoth/pool/pool_listener.hpp>

#include <gtest/gtest.h>

#include <azoth/pool/pool.hpp>
#include <string>
#include <vector>

#include "fake_connection.hpp"

namespace azoth {
namespace {

using test::code_of;
using test::FakeServer;
using Log = std::vector<std::string>;

class Recorder final : public PoolListener {
public:
    void on_connect(const PoolEvent& event, bool first) override {
        note(event, first ? "connect first" : "connect");
        if (throw_on_connect) throw OperationalError("refused_by_listener", "no");
    }
    void on_checkout(const PoolEvent& event) override {
        note(event, "checkout");
        if (throw_on_checkout) throw OperationalError("refused_by_listener", "no");
    }
    void on_checkin(const PoolEvent& event) noexcept override { note(event, "checkin"); }
    bool on_reset(const PoolEvent& event, bool clean) noexcept override {
        note(event, clean ? "reset" : "reset failed");
        return clean && !refuse_on_reset;
    }
    void on_soft_invalidate(const PoolEvent& event) noexcept override { note(event, "soft"); }
    void on_invalidate(const PoolEvent& event, CloseReason reason) noexcept override {
        note(event, "invalidate " + std::string(close_reason_name(reason)));
    }
    void on_detach(const PoolEvent& event) noexcept override { note(event, "detach"); }
    void on_close(const PoolEvent& event, CloseReason reason) noexcept override {
        note(event, "close " + std::string(close_reason_name(reason)));
    }
    void on_close_detached(const PoolEvent& event) noexcept override {
        note(event, "close detached");
    }

    Log take() { return std::exchange(log_, {}); }
    bool throw_on_connect = false;
    bool throw_on_checkout = false;
    bool refuse_on_reset = false;

private:
    void note(const PoolEvent& event, const std::string& what) {
        log_.push_back(std::to_string(event.number) + " " + what);
    }
    Log log_;
};

TEST(PoolListener, HearsTheLifeOfAConnection) {
    FakeServer server;
    const auto recorder = std::make_shared<Recorder>();
    Pool pool(server.connector(), {.size = 1, .max_overflow = 2, .pre_ping = true}, recorder);
    Lease one = pool.checkout();
    EXPECT_EQ(recorder->take(), (Log{"1 connect first", "1 checkout"}));
    Lease two = pool.checkout();
    EXPECT_EQ(recorder->take(), (Log{"2 connect", "2 checkout"}));
    two.release();
    EXPECT_EQ(recorder->take(), (Log{"2 checkin", "2 reset"}));
    one.release();
    EXPECT_EQ(recorder->take(), (Log{"1 checkin", "1 reset", "1 close overflow"}));
    server.restart();
    one = pool.checkout();
    EXPECT_EQ(recorder->take(),
              (Log{"2 invalidate ping_failed", "2 close ping_failed", "3 connect", "3 checkout"}));
    one.soft_invalidate();
    one.release();
    EXPECT_EQ(recorder->take(),
              (Log{"3 soft", "3 checkin", "3 invalidate invalidated", "3 close invalidated"}));
    one = pool.checkout();
    {
        const DetachedConnection detached = one.detach();
        EXPECT_EQ(recorder->take(), (Log{"4 connect", "4 checkout", "4 detach"}));
    }
    EXPECT_EQ(recorder->take(), Log{"4 close detached"});
    one = pool.checkout();
    server.on_reset = [](std::int64_t) { return false; };
    one.release();
    EXPECT_EQ(recorder->take(), (Log{"5 connect", "5 checkout", "5 checkin", "5 reset failed",
                                     "5 invalidate reset_failed", "5 close reset_failed"}));
    server.on_reset = nullptr;
    pool.checkout().release();
    recorder->take();
    pool.dispose();
    EXPECT_EQ(recorder->take(), Log{"6 close disposed"});
}

TEST(PoolListener, AThrowWhileConnectingClosesTheConnection) {
    FakeServer server;
    const auto recorder = std::make_shared<Recorder>();
    Pool pool(server.connector(), {.size = 1, .max_overflow = 0}, recorder);
    recorder->throw_on_connect = true;
    EXPECT_EQ(code_of([&] { auto lease = pool.checkout(); }), "refused_by_listener");
    EXPECT_EQ(recorder->take(), (Log{"1 connect first", "1 close rejected"}));
    EXPECT_EQ(server.open, 0);
    recorder->throw_on_connect = false;
    EXPECT_EQ(code_of([&] { auto lease = pool.checkout(); }), "");
    EXPECT_EQ(recorder->take().front(), "2 connect first");  // the first that succeeds
}

TEST(PoolListener, AThrowAtCheckoutGivesTheConnectionBack) {
    FakeServer server;
    const auto recorder = std::make_shared<Recorder>();
    Pool pool(server.connector(), {.size = 1, .max_overflow = 0}, recorder);
    recorder->throw_on_checkout = true;
    EXPECT_EQ(code_of([&] { auto lease = pool.checkout(); }), "refused_by_listener");
    EXPECT_EQ(recorder->take(), (Log{"1 connect first", "1 checkout", "1 checkin", "1 reset"}));
    EXPECT_EQ(pool.metrics().idle, 1U);
}

TEST(PoolListener, ASchemeOfItsOwnDecidesWhetherASessionIsLentAgain) {
    FakeServer server;
    const auto recorder = std::make_shared<Recorder>();
    Pool pool(server.connector(), {.size = 1, .reset_on_return = ResetOnReturn::none}, recorder);
    pool.checkout().release();
    EXPECT_EQ(recorder->take(), (Log{"1 connect first", "1 checkout", "1 checkin", "1 reset"}));
    EXPECT_EQ(server.resets, 0);
    recorder->refuse_on_reset = true;
    pool.checkout().release();
    EXPECT_EQ(recorder->take(), (Log{"1 checkout", "1 checkin", "1 reset",
                                     "1 invalidate reset_failed", "1 close reset_failed"}));
}

/// Asks the pool for a second connection while the first is being opened.
class Greedy final : public PoolListener {
public:
    void on_connect(const PoolEvent&, bool) override {
        code = code_of([&] { auto lease = pool->checkout(); });
    }
    Pool* pool = nullptr;
    std::string code;
};

TEST(PoolListener, ACheckoutWhileConnectingIsADeadlock) {
    FakeServer server;
    const auto greedy = std::make_shared<Greedy>();
    Pool pool(server.connector(), {}, greedy);
    greedy->pool = &pool;
    EXPECT_EQ(code_of([&] { auto lease = pool.checkout(); }), "");
    EXPECT_EQ(greedy->code, "pool_self_deadlock");
    EXPECT_EQ(pool.metrics().deadlocks, 1U);
}

}  // namespace
}  // namespace azoth
