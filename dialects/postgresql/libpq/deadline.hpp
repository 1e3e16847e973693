// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <limits>

namespace azoth::libpq {

/// A moment until which one may wait; by default there is none.
class Deadline {
public:
    using Clock = std::chrono::steady_clock;

    Deadline() noexcept = default;
    /// `milliseconds` from now; 0 means never.
    [[nodiscard]] static Deadline in(std::int64_t milliseconds) noexcept {
        Deadline deadline;
        if (milliseconds > 0 && milliseconds < longest) {
            deadline.at_ = Clock::now() + std::chrono::milliseconds(milliseconds);
        }
        return deadline;
    }

    [[nodiscard]] bool exists() const noexcept { return at_ != Clock::time_point::max(); }
    /// For poll(): rounded up, 0 once the moment has passed, -1 without one.
    [[nodiscard]] int poll_ms() const noexcept {
        if (!exists()) return -1;
        const auto left = std::chrono::ceil<std::chrono::milliseconds>(at_ - Clock::now()).count();
        return static_cast<int>(std::clamp<std::int64_t>(left, 0, std::numeric_limits<int>::max()));
    }
    /// The earlier of two.
    [[nodiscard]] Deadline or_earlier(Deadline other) const noexcept {
        return other.at_ < at_ ? other : *this;
    }

private:
    static constexpr std::int64_t longest = std::int64_t{1000} * 60 * 60 * 24 * 365 * 10;

    Clock::time_point at_ = Clock::time_point::max();
};

}  // namespace azoth::libpq
