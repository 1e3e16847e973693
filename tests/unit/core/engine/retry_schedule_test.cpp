// SPDX-License-Identifier: MIT
#include "../../../../core/engine/retry_schedule.hpp"

#include <cstdint>
#include <limits>

#include <gtest/gtest.h>

namespace azoth::detail {
namespace {

constexpr std::int64_t most = std::numeric_limits<std::int64_t>::max();

const Error retryable = TransactionRollbackError("deadlock", "met", {.retryable = true});

TEST(RetrySchedule, PausesGrowUpToALimit) {
    RetrySchedule schedule({.attempts = 9, .first_delay_ms = 10, .longest_delay_ms = 50});
    EXPECT_EQ(schedule.next(10), 10);
    EXPECT_EQ(schedule.next(20), 20);
    EXPECT_EQ(schedule.next(40), 40);
    EXPECT_EQ(schedule.next(50), 50);
    EXPECT_EQ(schedule.next(50), 50);
    EXPECT_EQ(schedule.attempt(), 6);
}

TEST(RetrySchedule, ChanceChoosesAnythingBelow) {
    RetrySchedule schedule({.first_delay_ms = 10, .longest_delay_ms = 10});
    EXPECT_EQ(schedule.next(0), 0);
    EXPECT_EQ(schedule.next(7), 7);
    EXPECT_EQ(schedule.next(10), 10);
    EXPECT_EQ(schedule.next(11), 0);
    for (std::uint64_t random = 0; random < 1'000; ++random) {
        const std::int64_t pause = schedule.next(random * 0x9E37'79B9'7F4A'7C15U);
        EXPECT_TRUE(pause >= 0 && pause <= 10) << pause;
    }
}

TEST(RetrySchedule, ExtremesStayInRange) {
    RetrySchedule never({.attempts = 3, .first_delay_ms = 0, .longest_delay_ms = most});
    EXPECT_EQ(never.next(12'345), 0);
    EXPECT_EQ(never.next(12'345), 0);
    RetrySchedule longest({.attempts = 4, .first_delay_ms = most, .longest_delay_ms = most});
    for (int i = 0; i < 3; ++i) {
        EXPECT_EQ(longest.next(std::numeric_limits<std::uint64_t>::max()), most);
    }
    RetrySchedule cut({.first_delay_ms = most, .longest_delay_ms = 3});
    EXPECT_EQ(cut.next(3), 3);
    EXPECT_EQ(cut.next(4), 0);
}

TEST(RetrySchedule, AttemptsAreCounted) {
    RetrySchedule schedule({.attempts = 3, .first_delay_ms = 0});
    EXPECT_EQ(schedule.attempt(), 1);
    EXPECT_TRUE(schedule.allows(retryable));
    (void)schedule.next(0);
    EXPECT_TRUE(schedule.allows(retryable));
    (void)schedule.next(0);
    EXPECT_EQ(schedule.attempt(), 3);
    EXPECT_FALSE(schedule.allows(retryable));
    EXPECT_FALSE(RetrySchedule({.attempts = 1}).allows(retryable));
}

TEST(RetrySchedule, WhatIsFinalOrInDoubtStands) {
    const RetrySchedule schedule({});
    EXPECT_FALSE(schedule.allows(IntegrityError("unique_violation", "twice")));
    EXPECT_FALSE(schedule.allows(CommitUnknownError("commit_unknown", "?")));
    // Even of a driver that claims otherwise.
    EXPECT_FALSE(schedule.allows(CommitUnknownError("commit_unknown", "?", {.retryable = true})));
}

TEST(RetrySchedule, RefusesPoliciesWithoutSense) {
    const auto refused = [](const RetryPolicy& policy) {
        try {
            (void)RetrySchedule(policy);
        } catch (const ArgumentError& error) {
            return error.code() + " " + error.details().component;
        }
        return std::string("taken");
    };
    EXPECT_EQ(refused({.attempts = 0}), "bad_option_value attempts");
    EXPECT_EQ(refused({.first_delay_ms = -1}), "bad_option_value first_delay_ms");
    EXPECT_EQ(refused({.longest_delay_ms = -1}), "bad_option_value longest_delay_ms");
    EXPECT_EQ(refused({.attempts = 1, .first_delay_ms = 0, .longest_delay_ms = 0}), "taken");
}

}  // namespace
}  // namespace azoth::detail
