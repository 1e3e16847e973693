// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>

#include <azoth/error/export.hpp>
#include <azoth/pool/pool_metrics.hpp>
#include <azoth/pool/pool_options.hpp>

#include "chain.hpp"
#include "slot.hpp"

namespace azoth::detail {

/// The decisions of a pool: who gets which connection, who waits, what is opened, tested, closed.
/// It does no I/O, takes no lock and reads no clock: the caller serialises the calls, passes the
/// time in nanoseconds, and after each call carries out what next_granted() and next_discarded()
/// hand out.
///
/// A borrower arrives with a ticket and follows its `step`: after `wait` it sleeps until the ticket
/// was granted; after `test` it reports test_failed() or goes on; after `connect` it must report
/// opened() or connect_failed(). A lent slot ends in exactly one of give_back(), discard(),
/// detach() and test_failed(). A discarded slot is closed and then reported by closed(), because
/// until then its session counts against the limit.
///
/// Being in line has two meanings that share one queue: waiting for a connection that comes back,
/// and waiting for the right to open one. Whenever either appears, settle() serves the longest
/// waiter; so while anybody waits there is nothing to be had, and a newcomer may look only at the
/// queue. That is the whole proof that nobody is overtaken and nobody is forgotten.
class AZOTH_EXPORT Dispatcher {
public:
    /// `options` have been checked.
    explicit Dispatcher(const PoolOptions& options) noexcept;

    void arrive(Ticket& ticket, std::int64_t now) noexcept;
    /// A waiter's time is up; false if it was granted something at the last moment.
    [[nodiscard]] bool expire(Ticket& ticket) noexcept;
    /// `slot` belongs to the ticket's thread from now on; false if the pool was disposed while it
    /// was opened: the slot was discarded.
    [[nodiscard]] bool opened(Slot& slot, const Ticket& ticket, std::int64_t now) noexcept;
    /// `was_open`: it stood, and has been closed again.
    void connect_failed(bool was_open, std::int64_t now) noexcept;
    /// The ticket's slot is dead: discards it and decides anew, ahead of everybody who waits.
    void test_failed(Ticket& ticket, std::int64_t now) noexcept;

    void give_back(Slot& slot, std::int64_t now) noexcept;
    void discard(Slot& slot, CloseReason reason, std::int64_t now) noexcept;
    void detach(Slot& slot, std::int64_t now) noexcept;
    void closed(std::int64_t now) noexcept;

    /// Connections of this and earlier generations are of no use.
    void invalidate(std::uint64_t generation) noexcept;
    void dispose() noexcept;

    /// A waiter to be woken, whose step has changed; null if there is no more.
    [[nodiscard]] Ticket* next_granted() noexcept { return granted_.pop_front(); }
    /// A slot to be closed for its `doom`; null if there is no more. The caller owns it.
    [[nodiscard]] Slot* next_discarded() noexcept { return discarded_.pop_front(); }

    [[nodiscard]] std::uint64_t generation() const noexcept { return generation_; }
    /// No connection has stood so far.
    [[nodiscard]] bool is_first() const noexcept { return is_first_; }
    [[nodiscard]] PoolMetrics metrics(std::int64_t now) const noexcept;
    /// The lent slot that has been out longest; the others follow as its `next`.
    [[nodiscard]] const Slot* longest_lent() const noexcept { return lent_.front(); }
    /// A deadlock that only the caller could see.
    void count_deadlock() noexcept { ++counts_.deadlocks; }

private:
    [[nodiscard]] bool serve(Ticket& ticket, std::int64_t now) noexcept;
    void settle(std::int64_t now) noexcept;
    void lend(Slot& slot, const ThreadMark& thread, std::int64_t now) noexcept;
    [[nodiscard]] Slot* take_idle(std::int64_t now) noexcept;
    [[nodiscard]] bool may_connect() const noexcept;
    [[nodiscard]] bool holds_everything(const ThreadMark& thread) const noexcept;
    /// Why the slot must not be lent again, if so.
    [[nodiscard]] std::optional<CloseReason> unfit(const Slot& slot,
                                                   std::int64_t now) const noexcept;
    void drop(Slot& slot, CloseReason reason) noexcept;
    void note_wait(std::int64_t nanoseconds) noexcept;
    [[nodiscard]] std::size_t sessions() const noexcept {
        return idle_.size() + lent_.size() + connecting_ + closing_;
    }

    const std::size_t size_;
    const std::size_t limit_;          ///< of sessions
    const std::size_t connect_limit_;  ///< of connects at the same time
    const std::int64_t recycle_ns_;    ///< -1: never
    const bool pre_ping_;
    const bool use_lifo_;
    const bool keeps_;

    Chain<Slot> idle_;       ///< longest idle first
    Chain<Slot> lent_;       ///< longest lent first
    Chain<Slot> discarded_;  ///< to be handed out
    Chain<Ticket> waiters_;  ///< longest waiting first
    Chain<Ticket> granted_;  ///< to be handed out
    std::size_t connecting_ = 0;
    std::size_t closing_ = 0;  ///< discarded and not yet closed
    std::uint64_t generation_ = 1;
    bool is_first_ = true;
    bool is_disposed_ = false;
    PoolMetrics counts_;  ///< its "so far" and "waiting" members, and the configuration
};

}  // namespace azoth::detail
