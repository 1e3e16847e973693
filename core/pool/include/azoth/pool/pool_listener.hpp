// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string_view>

#include <azoth/error/export.hpp>

namespace azoth {

namespace driver {
class Connection;
}

/// Why a pool closed a connection.
enum class CloseReason : std::uint8_t {
    overflow,      ///< returned while enough lie idle
    recycled,      ///< older than `recycle_ms`
    not_pooled,    ///< returned to a null pool
    rejected,      ///< `on_connect` threw
    disposed,      ///< the pool was disposed
    invalidated,   ///< its borrower said so
    stale,         ///< opened before a moment since which connections are known to be broken
    ping_failed,   ///< it did not answer before it was lent
    reset_failed,  ///< it could not be made as new, or was dead, when it came back
};

/// "ping_failed" style.
[[nodiscard]] AZOTH_EXPORT std::string_view close_reason_name(CloseReason reason) noexcept;

/// The connection an event is about. Borrowed for the call.
struct PoolEvent {
    driver::Connection& connection;
    std::uint64_t number;  ///< of the connection within its pool, from 1, never used again
};

/// Hears what a pool does. Called on the thread that does it, outside the pool's lock, while no
/// other thread has the connection; many threads may call at once. Override what is needed.
class AZOTH_EXPORT PoolListener {
public:
    virtual ~PoolListener();

    /// A connection was opened and is not lent yet: the place for session settings. `first` is
    /// true until the first of them has succeeded, and up to then only one thread is in here. A
    /// throw closes the connection and reaches the borrower.
    virtual void on_connect(const PoolEvent& event, bool first);
    /// About to be lent. A throw gives it back and reaches the borrower.
    virtual void on_checkout(const PoolEvent& event);
    /// Came back; its session is as the borrower left it.
    virtual void on_checkin(const PoolEvent& event) noexcept;
    /// Was made as new, or was not, with `ResetOnReturn::none`: the place for a scheme of one's own
    /// such as DISCARD ALL. `clean` is false if that failed. Says whether the session may be lent
    /// again, by default `clean`; where not, on_invalidate follows. Not called for a connection
    /// that will be closed anyway.
    [[nodiscard]] virtual bool on_reset(const PoolEvent& event, bool clean) noexcept;
    /// Will be closed when it comes back.
    virtual void on_soft_invalidate(const PoolEvent& event) noexcept;
    /// Is of no use any more: `invalidated`, `stale`, `ping_failed` or `reset_failed`. on_close
    /// follows.
    virtual void on_invalidate(const PoolEvent& event, CloseReason reason) noexcept;
    /// Left the pool for good and belongs to its borrower.
    virtual void on_detach(const PoolEvent& event) noexcept;
    /// Is about to be closed.
    virtual void on_close(const PoolEvent& event, CloseReason reason) noexcept;
    /// One that had left the pool is about to be closed.
    virtual void on_close_detached(const PoolEvent& event) noexcept;
};

}  // namespace azoth
