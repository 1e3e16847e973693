// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>

namespace azoth {

enum class PoolKind : std::uint8_t {
    by_driver,  ///< what the driver prefers for its URL
    queue,      ///< bounded, first come first served
    single,     ///< one connection that all share in turn, kept open
    none,       ///< open for each use, closed after it
};

/// What happens to a session's transaction when its connection is given back.
enum class ResetOnReturn : std::uint8_t { rollback, commit, none };

/// How an engine keeps connections. Times are milliseconds.
struct PoolOptions {
    PoolKind kind = PoolKind::by_driver;
    /// Connections kept open.
    std::size_t size = 5;
    /// More that may be open at a time, closed when they come back; -1: no limit.
    std::int64_t max_overflow = 10;
    /// Longest a checkout waits before `TimeoutError` (`pool_timeout`).
    std::int64_t timeout_ms = 30'000;
    /// A connection older than this is replaced when it is next lent; -1: never.
    std::int64_t recycle_ms = -1;
    /// Asks an idle connection whether it lives before lending it.
    bool pre_ping = false;
    /// Lends the connection that came back last, so that others can grow old.
    bool use_lifo = false;
    ResetOnReturn reset_on_return = ResetOnReturn::rollback;
    /// Longest a reset or ping may take before the connection is given up.
    std::int64_t reset_timeout_ms = 5'000;
};

}  // namespace azoth
