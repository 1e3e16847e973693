// SPDX-License-Identifier: MIT
#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <azoth/pool/pool.hpp>
#include <memory>

#include "fake_connection.hpp"

namespace azoth {
namespace {

using test::code_of;
using test::FakeServer;

/// Runs the child's part in a child process and returns its exit code.
template <class Part>
int in_child(Part&& part) {
    const pid_t child = fork();
    if (child == 0) _exit(part());
    int status = -1;
    waitpid(child, &status, 0);
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

TEST(PoolFork, AChildNeverTouchesItsParentsConnections) {
    FakeServer server;
    auto pool = std::make_unique<Pool>(server.connector());
    Lease lease = pool->checkout();
    lease.emplace_state<int>(1);
    pool->checkout().release();
    const int resets = server.resets;
    EXPECT_EQ(in_child([&] {
                  if (code_of([&] { auto mine = pool->checkout(); }) != "forked_engine") return 1;
                  if (code_of([&] { static_cast<void>(lease.connection()); }) != "forked_engine") {
                      return 2;
                  }
                  if (code_of([&] { static_cast<void>(pool->metrics()); }) != "forked_engine") {
                      return 3;
                  }
                  pool->invalidate();
                  pool->dispose();
                  lease.report_disconnect();
                  lease.release();
                  pool.reset();
                  if (server.closes != 0 || server.resets != resets) return 4;
                  Pool own(server.connector());  // one of its own works
                  own.checkout().release();
                  return server.resets == resets + 1 ? 0 : 5;
              }),
              0);
    EXPECT_TRUE(lease->is_open());
    lease.release();
    EXPECT_EQ(pool->metrics().idle, 2U);
}

TEST(PoolFork, AParentMayForkWhileItsLockIsTaken) {
    // A listener runs outside the lock, a clock inside: the worst moment to fork.
    struct ForkingClock final : Clock {
        std::int64_t now_ns() const noexcept override {
            if (armed && getpid() == parent) result = in_child([this] { return child(); });
            return 0;
        }
        int child() const {
            return code_of([this] { auto lease = pool->checkout(); }) == "forked_engine" ? 0 : 1;
        }
        const pid_t parent = getpid();
        bool armed = false;
        mutable int result = -1;
        Pool* pool = nullptr;
    };
    FakeServer server;
    const auto clock = std::make_shared<ForkingClock>();
    Pool pool(server.connector(), {}, nullptr, clock);
    clock->pool = &pool;
    Lease lease = pool.checkout();
    clock->armed = true;
    lease.invalidate();  // reads the clock under the lock
    clock->armed = false;
    EXPECT_EQ(clock->result, 0);
}

}  // namespace
}  // namespace azoth
