// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>

#include <azoth/error/export.hpp>

namespace azoth {

/// How a pool keeps its connections.
enum class PoolKind : std::uint8_t {
    by_default,  ///< what the driver prefers; a pool made without an engine takes `queue`
    queue,       ///< up to `size` kept open, up to `max_overflow` more under load
    single,      ///< one connection that everybody uses in turn (an in-memory database)
    null,        ///< opened for each checkout and closed at each return
};

/// What becomes of the work a borrower left behind. Whatever is chosen, a connection that is still
/// in a transaction afterwards is closed and never lent again.
enum class ResetOnReturn : std::uint8_t {
    rollback,  ///< the session is made as new
    commit,    ///< an open transaction is committed first; if that fails, the connection is closed
    none,      ///< no round trip
};

/// Settings of a pool. Times are milliseconds.
struct PoolOptions {
    PoolKind kind = PoolKind::by_default;
    int size = 5;                      ///< connections kept open when idle, at least 1
    int max_overflow = 10;             ///< more of them under load, closed on return; -1: unlimited
    std::int64_t timeout_ms = 30'000;  ///< longest wait for a connection; 0: none, -1: for ever
    std::int64_t recycle_ms = -1;      ///< a connection older than this is replaced; -1: never
    bool pre_ping = false;             ///< test each connection before it is lent
    bool use_lifo = false;             ///< lend the latest returned first, so that others age
    ResetOnReturn reset_on_return = ResetOnReturn::rollback;
    std::int64_t reset_timeout_ms = 5'000;  ///< for making a session as new
    std::int64_t ping_timeout_ms = 5'000;   ///< for one test by `pre_ping`
    int max_connecting = 4;                 ///< connections being opened at the same time
    bool trace_holders = false;  ///< remember who called checkout(), for `Pool::holders()`
};

/// Throws `ArgumentError` (`bad_option_value`) that names the member and its range.
AZOTH_EXPORT void check(const PoolOptions& options);

}  // namespace azoth
