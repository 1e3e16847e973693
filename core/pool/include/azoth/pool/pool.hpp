// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <vector>

#include <azoth/driver/connection.hpp>
#include <azoth/error/export.hpp>
#include <azoth/pool/clock.hpp>
#include <azoth/pool/lease.hpp>
#include <azoth/pool/pool_holder.hpp>
#include <azoth/pool/pool_listener.hpp>
#include <azoth/pool/pool_metrics.hpp>
#include <azoth/pool/pool_options.hpp>

namespace azoth {

namespace detail {
class PoolCore;
}

/// Opens one connection. Called on the thread that asks for it, outside the pool's lock, by up to
/// `max_connecting` threads at once, but by one alone until the first connection stands.
using ConnectFunction = std::function<std::unique_ptr<driver::Connection>()>;

/// Lends connections and takes them back. Opens none before it is asked, and never more than
/// `size + max_overflow`. Whoever finds none free waits in line: a connection that comes back goes
/// to the longest waiter, newcomers do not overtake, and each waiter is woken once.
///
/// Thread-safe. Leases may outlive the pool. After fork() the child must make a pool of its own: in
/// there checkout() throws, and nothing of the parent's connections is closed or written to.
class AZOTH_EXPORT Pool {
public:
    /// Connects to nothing yet. `listener` and `clock` may be null; `clock` is kept. Throws
    /// `ArgumentError` (`bad_option_value`).
    explicit Pool(ConnectFunction connect, const PoolOptions& options = {},
                  std::shared_ptr<PoolListener> listener = nullptr,
                  std::shared_ptr<const Clock> clock = nullptr);
    /// As dispose().
    ~Pool();
    Pool(const Pool&) = delete;
    Pool& operator=(const Pool&) = delete;

    /// Lends a connection, waiting up to `timeout_ms` of the options. Throws what the connect
    /// function and the listener throw, and
    /// - `TimeoutError` (`pool_timeout`), which tells how the pool stands;
    /// - `InvalidRequestError`: `pool_self_deadlock` when this thread holds every connection the
    ///   pool can have, or asks while it opens one for this pool; `engine_disposed`;
    ///   `forked_engine`.
    [[nodiscard]] Lease checkout();
    /// With a limit of its own for waiting: 0 does not wait, -1 waits for ever.
    [[nodiscard]] Lease checkout(std::int64_t timeout_ms);

    /// As `lease.give_back()`, for a lease of this pool: `InvalidRequestError` (`double_return`)
    /// for an empty one, `foreign_connection` for another pool's, which stays untouched.
    bool give_back(Lease& lease);

    /// Closes all connections, idle ones now and lent ones when they come back; new ones are
    /// opened as needed. Prefer `Lease::report_disconnect` where a lease shows the failure.
    void invalidate() noexcept;

    /// Closes idle connections now and lent ones when they come back, and wakes all waiters:
    /// they, and every later checkout, get `engine_disposed`. Does not wait for leases. Idempotent.
    void dispose() noexcept;

    [[nodiscard]] PoolMetrics metrics() const;
    /// Who has a connection now, the longest holder first. Throws as checkout() in a child process.
    [[nodiscard]] std::vector<PoolHolder> holders() const;
    /// As given, with `by_default` settled.
    [[nodiscard]] const PoolOptions& options() const noexcept;

private:
    std::shared_ptr<detail::PoolCore> core_;
};

}  // namespace azoth
