// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <optional>

namespace azoth::sqlite3_driver {

/// Decides how long to sleep before a lock is tried again: doubling steps with random jitter, so
/// that waiting connections do not wake in step, and an end at a deadline. Free of clocks and
/// sleeping: the caller brings the time in nanoseconds of any steady clock.
class BusyWait {
public:
    BusyWait(std::int64_t limit_ns, std::uint64_t seed) noexcept
        : limit_ns_(limit_ns), random_(seed | 1) {}

    void set_limit(std::int64_t limit_ns) noexcept { limit_ns_ = limit_ns; }
    [[nodiscard]] std::int64_t limit() const noexcept { return limit_ns_; }

    /// `attempt` counts from 0 within one wait for a lock. Nothing: give up.
    [[nodiscard]] std::optional<std::int64_t> next_delay(int attempt, std::int64_t now_ns) noexcept;

private:
    [[nodiscard]] std::uint64_t random() noexcept;

    std::int64_t limit_ns_;
    std::int64_t deadline_ns_ = 0;
    std::uint64_t random_;
};

}  // namespace azoth::sqlite3_driver
