// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <functional>
#include <memory>

#include <azoth/driver/connection.hpp>
#include <azoth/error/export.hpp>
#include <azoth/pool/pool_metrics.hpp>
#include <azoth/pool/pool_options.hpp>

namespace azoth {

class Pool;
namespace detail {
struct PoolRecord;
}

/// What the borrower keeps with a connection while it lies in the pool, such as prepared statements.
/// Destroyed before the connection is.
class AZOTH_EXPORT PoolSlot {
public:
    virtual ~PoolSlot();
};

/// A connection on loan. Its destruction gives it back: the session is reset within a deadline, and
/// what fails that is closed. Thread-bound; may be moved to another thread between uses.
class AZOTH_EXPORT Lease {
public:
    Lease() noexcept = default;
    Lease(Lease&& other) noexcept;
    Lease& operator=(Lease&& other) noexcept;
    ~Lease();

    [[nodiscard]] explicit operator bool() const noexcept { return record_ != nullptr; }
    /// Throws `InvalidRequestError` (`use_after_return`).
    [[nodiscard]] driver::Connection& connection() const;
    /// The borrower's own state with this connection; null until it puts something there. Throws
    /// as connection() does.
    [[nodiscard]] std::unique_ptr<PoolSlot>& slot() const;

    /// Gives the connection back now. Throws `InvalidRequestError` (`double_return`) if that has
    /// happened before; the return itself throws nothing.
    void give_back();
    /// The connection is dead or odd: give_back() will close it instead of keeping it.
    void invalidate() noexcept;
    /// Takes the connection out of the pool for good.
    [[nodiscard]] std::unique_ptr<driver::Connection> detach();

private:
    friend class Pool;
    Lease(std::shared_ptr<Pool> pool, detail::PoolRecord* record) noexcept;

    std::shared_ptr<Pool> pool_;
    detail::PoolRecord* record_ = nullptr;
};

/// Milliseconds of a steady clock. Replaced in tests; a pool waits in real time all the same.
class AZOTH_EXPORT PoolClock {
public:
    virtual ~PoolClock();
    [[nodiscard]] virtual std::int64_t now_ms() const = 0;
    /// The process's steady clock.
    [[nodiscard]] static const PoolClock& steady();
};

/// A bounded set of connections, lent first come first served. What to do is decided by a state
/// machine without I/O (pool_state.hpp); this class does it: connecting, pinging, resetting and
/// closing happen outside its lock. Thread-safe.
class AZOTH_EXPORT Pool : public std::enable_shared_from_this<Pool> {
public:
    using Connect = std::function<std::unique_ptr<driver::Connection>()>;

    /// `options.kind` must not be `by_driver`. The clock must outlive the pool.
    [[nodiscard]] static std::shared_ptr<Pool> make(Connect connect, const PoolOptions& options,
                                                    const PoolClock& clock = PoolClock::steady());
    ~Pool();
    Pool(const Pool&) = delete;
    Pool& operator=(const Pool&) = delete;

    /// Borrows a connection, opening one or waiting as need be. Throws what connecting throws;
    /// `TimeoutError` (`pool_timeout`); `InvalidRequestError`: `pool_self_deadlock` when this thread
    /// itself holds all there are, `engine_disposed`, `forked_engine` in a child process.
    [[nodiscard]] Lease check_out();

    /// Every connection open now is closed instead of lent again: the server has gone away.
    void invalidate();
    /// Closes what is idle, and the rest as it comes back; later checkouts fail, waiting ones too.
    void dispose();
    /// In a child process: forgets the parent's connections without a word to the server, and begins
    /// anew.
    void abandon();

    [[nodiscard]] PoolMetrics metrics() const;

private:
    friend class Lease;
    struct State;
    explicit Pool(std::unique_ptr<State> state);

    void take_back(detail::PoolRecord* record) noexcept;
    [[nodiscard]] std::unique_ptr<driver::Connection> take_out(detail::PoolRecord* record);
    [[nodiscard]] detail::PoolRecord* acquire();
    [[nodiscard]] bool is_fit(detail::PoolRecord& record);
    void open(detail::PoolRecord& record);

    std::unique_ptr<State> state_;
};

}  // namespace azoth
