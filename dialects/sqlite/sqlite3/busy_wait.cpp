// SPDX-License-Identifier: MIT
#include "busy_wait.hpp"

#include <algorithm>

namespace azoth::sqlite3_driver {

namespace {
constexpr std::int64_t first_step_ns = 500'000;
constexpr std::int64_t longest_step_ns = 32'000'000;
constexpr int last_doubling = 6;  // first_step_ns << 6 is longest_step_ns
}  // namespace

// xorshift64: jitter needs no better.
std::uint64_t BusyWait::random() noexcept {
    random_ ^= random_ << 13;
    random_ ^= random_ >> 7;
    random_ ^= random_ << 17;
    return random_;
}

std::optional<std::int64_t> BusyWait::next_delay(int attempt, std::int64_t now_ns) noexcept {
    if (attempt == 0) deadline_ns_ = now_ns + limit_ns_;
    const std::int64_t left = deadline_ns_ - now_ns;
    if (left <= 0) return std::nullopt;
    const std::int64_t step =
        std::min(first_step_ns << std::min(attempt, last_doubling), longest_step_ns);
    const auto half = static_cast<std::uint64_t>(step / 2);
    return std::min(left, step / 2 + static_cast<std::int64_t>(random() % (half + 1)));
}

}  // namespace azoth::sqlite3_driver
