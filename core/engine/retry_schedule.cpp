// SPDX-License-Identifier: MIT
#include "retry_schedule.hpp"

#include <algorithm>
#include <string>

namespace azoth::detail {

namespace {

void check(bool holds, const char* member, const char* range) {
    if (holds) return;
    throw ArgumentError("bad_option_value",
                        std::string("RetryPolicy::") + member + " must be " + range,
                        {.component = member});
}

}  // namespace

RetrySchedule::RetrySchedule(const RetryPolicy& policy)
    : policy_(policy), longest_pause_(std::min(policy.first_delay_ms, policy.longest_delay_ms)) {
    check(policy.attempts >= 1, "attempts", "at least 1");
    check(policy.first_delay_ms >= 0, "first_delay_ms", "at least 0");
    check(policy.longest_delay_ms >= 0, "longest_delay_ms", "at least 0");
}

bool RetrySchedule::allows(const Error& error) const noexcept {
    // Whatever it claims: what may have been committed is not done again.
    const bool is_in_doubt = dynamic_cast<const CommitUnknownError*>(&error) != nullptr;
    return attempt_ < policy_.attempts && error.details().retryable && !is_in_doubt;
}

std::int64_t RetrySchedule::next(std::uint64_t random) noexcept {
    ++attempt_;
    const std::int64_t longest = longest_pause_;
    longest_pause_ =
        longest > policy_.longest_delay_ms / 2 ? policy_.longest_delay_ms : longest * 2;
    return static_cast<std::int64_t>(random % (static_cast<std::uint64_t>(longest) + 1));
}

}  // namespace azoth::detail
