// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <chrono>
#include <cstdint>

namespace azoth::detail {

/// One time-out for what a statement needs altogether: beginning its transaction, preparing it,
/// running it. Without a time-out it looks at no clock.
class TimeLimit {
public:
    explicit TimeLimit(std::int64_t timeout_ms) noexcept
        : timeout_ms_(timeout_ms), begin_(timeout_ms > 0 ? now() : 0) {}

    /// What is left for the next call: at least a millisecond, so that it is the driver who says
    /// that time is up; 0 without a time-out.
    [[nodiscard]] std::int64_t left_ms() const noexcept {
        if (timeout_ms_ <= 0) [[likely]]
            return 0;
        return std::max<std::int64_t>(timeout_ms_ - (now() - begin_), 1);
    }

private:
    static std::int64_t now() noexcept {
        return std::chrono::duration_cast<std::chrono::milliseconds>(
                   std::chrono::steady_clock::now().time_since_epoch())
            .count();
    }

    std::int64_t timeout_ms_;
    std::int64_t begin_;
};

}  // namespace azoth::detail
