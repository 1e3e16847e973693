// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>

namespace azoth {

/// What a pool is doing and has done. A snapshot.
struct PoolMetrics {
    std::size_t capacity = 0;   ///< connections that may be open at a time; 0: no limit
    std::size_t idle = 0;       ///< open and not lent
    std::size_t in_use = 0;     ///< lent
    std::size_t opening = 0;    ///< being connected right now
    std::size_t waiting = 0;    ///< threads that wait for one
    std::uint64_t checkouts = 0;
    std::uint64_t opened = 0;
    std::uint64_t closed = 0;
    std::uint64_t invalidated = 0;  ///< closed because they were dead or odd
    std::uint64_t waits = 0;        ///< checkouts that had to wait
    std::uint64_t timeouts = 0;     ///< and those that waited in vain
    std::int64_t wait_ms = 0;       ///< waited in all
    std::int64_t longest_hold_ms = 0;  ///< of the connection that has been lent longest until now
};

}  // namespace azoth
