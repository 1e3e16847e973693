// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <list>
#include <memory>
#include <thread>
#include <vector>

#include <azoth/driver/connection.hpp>
#include <azoth/error/export.hpp>
#include <azoth/pool/pool.hpp>

namespace azoth::detail {

/// A place for one connection: lent, idle, or being opened.
struct PoolRecord {
    /// Null while it is being opened. Only who holds the record touches it.
    std::unique_ptr<driver::Connection> connection;
    std::unique_ptr<PoolSlot> slot;  ///< declared after the connection: destroyed before it
    bool is_open = false;            ///< the rest is guarded by the pool's lock
    std::uint64_t generation = 0;
    std::int64_t opened_ms = 0;
    std::int64_t lent_ms = 0;
    std::thread::id holder;
    bool invalid = false;
};

/// Somebody who waits. The pool's shell wakes it once `granted` is set.
struct PoolWaiter {
    std::thread::id thread;
    std::int64_t since_ms = 0;
    PoolRecord* granted = nullptr;  ///< idle connection, or an empty record to open one in
    bool refused = false;           ///< the pool is disposed
};

/// Who gets what, and what becomes of what comes back: the pool's decisions, without locks, I/O or a
/// clock of their own, so that a test can play every order of events. The caller holds the lock.
///
/// A record stands for a permission to have a connection open. Whoever is given one without a
/// connection opens it; if that fails the record goes back by drop(), and the next in line gets the
/// permission. So no permission is ever lost, and each waiter is granted exactly one thing.
class AZOTH_EXPORT PoolState {
public:
    enum class Answer : std::uint8_t {
        granted,        ///< `record` is the caller's
        wait,           ///< the waiter stands in line now
        self_deadlock,  ///< the caller's own thread holds everything
        disposed,
    };
    struct Acquired {
        Answer answer;
        PoolRecord* record = nullptr;
    };

    explicit PoolState(const PoolOptions& options);
    ~PoolState();

    /// Asks for a connection; the waiter must live until granted, refused or withdrawn.
    [[nodiscard]] Acquired acquire(PoolWaiter& waiter, std::int64_t now_ms);
    /// The waiter gives up. False if it was granted something in the meantime.
    [[nodiscard]] bool withdraw(PoolWaiter& waiter, std::int64_t now_ms);

    /// A connection comes back fit for use. The waiter that gets it, or null: then it is idle, or in
    /// `doomed` because it is one too many.
    PoolWaiter* give_back(PoolRecord* record, std::int64_t now_ms,
                          std::unique_ptr<PoolRecord>& doomed);
    /// A record ends: its connection died, or was never opened. The waiter that may open another.
    PoolWaiter* drop(PoolRecord* record, std::int64_t now_ms, std::unique_ptr<PoolRecord>& doomed);

    /// Whether a record's connection is still one to lend: not invalidated, not too old.
    [[nodiscard]] bool is_current(const PoolRecord& record, std::int64_t now_ms) const noexcept;
    void opened(PoolRecord& record, std::int64_t now_ms) noexcept;
    /// The holder found the connection unfit and closed it, to open another in its place.
    void closed(PoolRecord& record) noexcept;

    /// Makes every connection of today one that is_current() denies.
    void invalidate() noexcept { ++generation_; }
    /// Refuses all who wait and all who come; gives the idle records to close.
    [[nodiscard]] std::vector<std::unique_ptr<PoolRecord>> dispose(
        std::vector<PoolWaiter*>& refused);
    /// Forgets every record, lent ones too, and hands them over.
    [[nodiscard]] std::vector<std::unique_ptr<PoolRecord>> abandon();

    [[nodiscard]] PoolMetrics metrics(std::int64_t now_ms) const;
    void count_invalidated() noexcept { ++counts_.invalidated; }
    [[nodiscard]] bool keeps_idle() const noexcept { return options_.kind != PoolKind::none; }

private:
    [[nodiscard]] PoolRecord* fresh_record();
    [[nodiscard]] PoolRecord* lend(PoolRecord* record, std::thread::id holder,
                                   std::int64_t now_ms) noexcept;
    PoolWaiter* grant_next(PoolRecord* record, std::int64_t now_ms);
    [[nodiscard]] std::unique_ptr<PoolRecord> remove(PoolRecord* record);
    [[nodiscard]] bool holds_everything(std::thread::id thread) const noexcept;
    [[nodiscard]] bool may_open() const noexcept {
        return capacity_ == 0 || records_.size() < capacity_;
    }

    const PoolOptions options_;
    const std::size_t capacity_;  ///< 0: no limit
    std::vector<std::unique_ptr<PoolRecord>> records_;
    std::deque<PoolRecord*> idle_;
    std::deque<PoolWaiter*> waiters_;
    std::uint64_t generation_ = 0;
    bool disposed_ = false;
    PoolMetrics counts_;
};

}  // namespace azoth::detail
