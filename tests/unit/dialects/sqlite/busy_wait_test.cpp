// SPDX-License-Identifier: MIT
#include "sqlite3/busy_wait.hpp"

#include <set>

#include <gtest/gtest.h>

namespace azoth::sqlite3_driver {
namespace {

constexpr std::int64_t millisecond = 1'000'000;

TEST(BusyWait, GivesUpAtItsDeadlineAndNotBefore) {
    BusyWait wait(100 * millisecond, 7);
    std::int64_t now = 5'000 * millisecond;
    const std::int64_t begin = now;
    int attempt = 0;
    while (const auto delay = wait.next_delay(attempt, now)) {
        ASSERT_GT(*delay, 0);
        ASSERT_LE(*delay, 32 * millisecond);
        now += *delay;
        ++attempt;
        ASSERT_LT(attempt, 1000);
    }
    EXPECT_EQ(now - begin, 100 * millisecond);
    EXPECT_GT(attempt, 3);
}

TEST(BusyWait, EachLockHasItsOwnPatience) {
    BusyWait wait(10 * millisecond, 7);
    ASSERT_TRUE(wait.next_delay(0, 0));
    EXPECT_FALSE(wait.next_delay(1, 10 * millisecond));
    EXPECT_TRUE(wait.next_delay(0, 10 * millisecond));
}

TEST(BusyWait, NoPatienceMeansNoWait) {
    BusyWait wait(0, 7);
    EXPECT_FALSE(wait.next_delay(0, 0));
}

TEST(BusyWait, StepsGrowAndJitter) {
    std::set<std::int64_t> firsts;
    for (std::uint64_t seed = 1; seed < 20; ++seed) {
        BusyWait wait(60'000 * millisecond, seed * 0x9e3779b97f4a7c15U);
        firsts.insert(*wait.next_delay(0, 0));
        EXPECT_GE(*wait.next_delay(6, 0), 16 * millisecond);
        EXPECT_LE(*wait.next_delay(1'000'000, 0), 32 * millisecond);
    }
    EXPECT_GT(firsts.size(), 10U);
    EXPECT_GE(*firsts.begin(), millisecond / 4);
    EXPECT_LE(*firsts.rbegin(), millisecond / 2);
}

}  // namespace
}  // namespace azoth::sqlite3_driver
