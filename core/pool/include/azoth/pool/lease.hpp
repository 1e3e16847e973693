// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <memory>
#include <utility>

#include <azoth/driver/connection.hpp>
#include <azoth/error/export.hpp>
#include <azoth/pool/connection_state.hpp>

namespace azoth {

class Pool;

namespace detail {
class PoolCore;
struct PoolRecord;
}  // namespace detail

class PoolListener;

/// A connection that left its pool for good, with the state that lived beside it. Closed when it
/// goes, state first; the pool's listener hears that. In a child process of the one that opened it
/// nothing is closed, since the parent still speaks on it.
class AZOTH_EXPORT DetachedConnection {
public:
    DetachedConnection() noexcept;
    DetachedConnection(DetachedConnection&&) noexcept;
    DetachedConnection& operator=(DetachedConnection&& other) noexcept;
    ~DetachedConnection();

    std::unique_ptr<driver::Connection> connection;
    ConnectionState state;

private:
    friend class detail::PoolCore;
    void close() noexcept;

    std::shared_ptr<PoolListener> listener_;
    std::uint64_t number_ = 0;
    std::uint64_t process_ = 0;
};

/// A connection lent by a pool. Move-only; the destructor gives it back: resets the session within
/// `reset_timeout_ms` and lets the longest waiter have it, or closes it if that fails. Nothing in
/// here throws from a destructor. May outlive its pool.
///
/// Used by one thread at a time. The thread that checked it out counts as its holder, which is how
/// a nested checkout that can never succeed is recognised; whoever passes a lease to another thread
/// and goes on checking out calls hand_over().
class AZOTH_EXPORT Lease {
public:
    Lease() noexcept = default;
    Lease(Lease&& other) noexcept
        : core_(std::move(other.core_)), record_(std::exchange(other.record_, nullptr)) {}
    Lease& operator=(Lease&& other) noexcept;
    ~Lease() {
        if (record_ != nullptr) release();
    }

    /// Whether a connection is held.
    [[nodiscard]] explicit operator bool() const noexcept { return record_ != nullptr; }

    /// The connection, valid until it is given back. Throws `InvalidRequestError`:
    /// `use_after_return` without one, `forked_engine` in a child process of the one that opened
    /// it.
    [[nodiscard]] driver::Connection& connection() const;
    [[nodiscard]] driver::Connection* operator->() const { return &connection(); }

    /// The number of the connection within its pool, 0 without one.
    [[nodiscard]] std::uint64_t number() const noexcept;
    /// When the connection was opened, by the pool's clock; 0 without one.
    [[nodiscard]] std::int64_t opened_at_ns() const noexcept;

    /// What lives beside the connection, from lease to lease. Throws as connection() does.
    [[nodiscard]] ConnectionState& slot() const;
    /// The object beside the connection, or null if there is none of this type.
    template <class T>
    [[nodiscard]] T* state() const {
        return slot().get<T>();
    }
    template <class T, class... Arguments>
    T& emplace_state(Arguments&&... arguments) const {
        return slot().emplace<T>(std::forward<Arguments>(arguments)...);
    }

    /// Gives the connection back as the destructor does; does nothing without one.
    void release() noexcept;
    /// Gives the connection back and says whether it could be kept in order: false if it had to
    /// be closed because its session could not be made as new. Throws `InvalidRequestError`
    /// (`double_return`) without a connection.
    bool give_back();

    /// Closes the connection instead of giving it back; the lease is empty afterwards. Does
    /// nothing without one.
    void invalidate() noexcept;
    /// The connection is closed when it comes back; usable until then.
    void soft_invalidate() noexcept;
    /// This connection turned out to be dead. It and every other one of its generation, that is,
    /// opened before the pool last learned of a failure, is closed: idle ones now, lent ones when
    /// they come back. Connections opened after that stay, so many borrowers may report the same
    /// failure.
    void report_disconnect() noexcept;
    /// Takes the connection out of the pool, which may open another in its place. The lease is
    /// empty afterwards. Throws as connection() does.
    [[nodiscard]] DetachedConnection detach();

    /// Another thread will give this lease back: the current one no longer counts as its holder.
    void hand_over() noexcept;

private:
    friend class Pool;
    Lease(std::shared_ptr<detail::PoolCore> core, detail::PoolRecord* record) noexcept
        : core_(std::move(core)), record_(record) {}
    void require() const;

    std::shared_ptr<detail::PoolCore> core_;
    detail::PoolRecord* record_ = nullptr;
};

}  // namespace azoth
