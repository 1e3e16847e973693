// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

namespace azoth {

/// What a pool is doing and has done: one consistent picture. Counts are since the pool was made,
/// times are nanoseconds.
struct PoolMetrics {
    // ── now ─────────────────────────────────────────────────────────────────────────────────
    int size = 0;                          ///< as configured
    int max_overflow = 0;                  ///< as configured, -1: unlimited
    std::size_t idle = 0;                  ///< open and not lent
    std::size_t in_use = 0;                ///< lent, or being tested or reset
    std::size_t connecting = 0;            ///< being opened
    std::size_t closing = 0;               ///< being closed
    std::size_t overflow = 0;              ///< all of these beyond `size`
    std::size_t waiters = 0;               ///< threads that wait for a connection
    std::int64_t longest_hold_ns = 0;      ///< of those lent now
    std::uint64_t longest_holder = 0;      ///< its thread, as the operating system numbers it
    std::uint64_t longest_connection = 0;  ///< its number within the pool

    // ── so far ──────────────────────────────────────────────────────────────────────────────
    std::uint64_t checkouts = 0;  ///< connections lent
    std::uint64_t checkins = 0;   ///< connections that came back, detached ones included
    std::uint64_t opened = 0;
    std::uint64_t closed = 0;
    std::uint64_t detached = 0;
    std::uint64_t connect_failures = 0;
    std::uint64_t timeouts = 0;   ///< waits that ended in `pool_timeout`
    std::uint64_t deadlocks = 0;  ///< checkouts refused as `pool_self_deadlock`
    std::uint64_t recycled = 0;
    std::uint64_t invalidated = 0;  ///< for whatever reason, the next two included
    std::uint64_t ping_failures = 0;
    std::uint64_t reset_failures = 0;
    std::size_t peak_in_use = 0;
    std::size_t peak_waiters = 0;

    // ── waiting ─────────────────────────────────────────────────────────────────────────────
    std::uint64_t waits = 0;  ///< checkouts that had to wait and got something
    std::int64_t wait_total_ns = 0;
    std::int64_t wait_longest_ns = 0;
    /// Waits by length: element i counts those below 2^i microseconds (and not below 2^(i-1)), the
    /// last one all longer ones.
    std::array<std::uint64_t, 26> wait_histogram{};
};

}  // namespace azoth
