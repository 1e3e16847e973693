// SPDX-License-Identifier: MIT
#pragma once

#include <atomic>
#include <condition_variable>
#include <cstdint>
#include <memory>
#include <mutex>
#include <vector>

#include <azoth/pool/clock.hpp>
#include <azoth/pool/pool.hpp>

#include "dispatcher.hpp"
#include "pool_record.hpp"

namespace azoth::detail {

/// The threaded shell around the Dispatcher: holds the lock, sleeps, and does what was decided. It
/// lives as long as its pool and every lease.
class PoolCore {
public:
    PoolCore(ConnectFunction connect, const PoolOptions& options,
             std::shared_ptr<PoolListener> listener, std::shared_ptr<const Clock> clock);

    /// A connection for the calling thread, which owns the record from now on.
    [[nodiscard]] PoolRecord& acquire(std::int64_t timeout_ms);
    /// Tells the listener about a connection that is about to be lent.
    void announce(const PoolRecord& record);

    // Each ends the caller's ownership of the record.
    bool take_back(PoolRecord& record) noexcept;
    void discard(PoolRecord& record) noexcept;
    [[nodiscard]] DetachedConnection detach(PoolRecord& record) noexcept;

    void soft_invalidate(PoolRecord& record) noexcept;
    void report_disconnect(PoolRecord& record) noexcept;
    void hand_over(PoolRecord& record) noexcept;

    void invalidate() noexcept;
    void dispose() noexcept;
    [[nodiscard]] PoolMetrics metrics();
    /// Keeps where a lent connection was checked out.
    void remember(PoolRecord& record, const StackTrace& stack) noexcept;
    [[nodiscard]] std::vector<PoolHolder> holders();
    [[nodiscard]] const PoolOptions& options() const noexcept { return options_; }

    /// Whether this is a child of the process that made the pool. Its lock may then be held by a
    /// thread that does not exist here, so nothing but the process is looked at.
    [[nodiscard]] bool is_forked() const noexcept { return this_process() != process_; }
    /// In a child: keeps everything as it is, for good.
    static void abandon(std::shared_ptr<PoolCore> core) noexcept;

private:
    struct Waiter;
    class Opening;

    [[nodiscard]] PoolRecord& open(const Ticket& ticket, bool first);
    [[nodiscard]] std::unique_ptr<PoolRecord> make_record(bool first, bool& was_open);
    void wait(Waiter& waiter, std::unique_lock<std::mutex>& lock, std::int64_t timeout_ms);
    void carry_out(std::unique_lock<std::mutex>& lock) noexcept;
    [[nodiscard]] std::int64_t now() const noexcept { return clock_->now_ns(); }

    const ConnectFunction connect_;
    const PoolOptions options_;
    const std::shared_ptr<PoolListener> listener_;
    const std::shared_ptr<const Clock> kept_clock_;
    const Clock* const clock_;
    const std::uint64_t process_;
    std::atomic<std::uint64_t> last_number_{0};
    std::mutex mutex_;
    Dispatcher dispatcher_;           ///< under mutex_
    std::shared_ptr<PoolCore> self_;  ///< once abandoned
    PoolCore* next_abandoned_ = nullptr;
};

}  // namespace azoth::detail
