// SPDX-License-Identifier: MIT
#include "dispatcher.hpp"

#include <algorithm>
#include <bit>
#include <limits>

namespace azoth::detail {

namespace {

constexpr std::size_t unlimited = std::numeric_limits<std::size_t>::max();

std::size_t session_limit(const PoolOptions& options) noexcept {
    if (options.kind == PoolKind::null || options.max_overflow < 0) return unlimited;
    if (options.kind == PoolKind::single) return 1;
    return static_cast<std::size_t>(options.size) + static_cast<std::size_t>(options.max_overflow);
}

}  // namespace

Dispatcher::Dispatcher(const PoolOptions& options) noexcept
    : size_(options.kind == PoolKind::single ? 1 : static_cast<std::size_t>(options.size)),
      limit_(options.kind == PoolKind::single ? 1 : session_limit(options)),
      connect_limit_(options.kind == PoolKind::null
                         ? unlimited
                         : static_cast<std::size_t>(options.max_connecting)),
      // What lives in its connection must not be replaced for its age.
      recycle_ns_(options.kind == PoolKind::single || options.recycle_ms < 0
                      ? -1
                      : options.recycle_ms * 1'000'000),
      pre_ping_(options.pre_ping),
      use_lifo_(options.use_lifo),
      keeps_(options.kind != PoolKind::null) {
    counts_.size = static_cast<int>(size_);
    counts_.max_overflow = limit_ == unlimited ? -1 : static_cast<int>(limit_ - size_);
}

// ── borrowing ───────────────────────────────────────────────────────────────────────────────

void Dispatcher::arrive(Ticket& ticket, std::int64_t now) noexcept {
    ticket.arrived_at = now;
    if (is_disposed_) {
        ticket.step = Step::disposed;
        return;
    }
    if (waiters_.empty() && serve(ticket, now)) return;
    if (holds_everything(ticket.thread)) {
        ++counts_.deadlocks;
        ticket.step = Step::deadlock;
        return;
    }
    ticket.step = Step::wait;
    waiters_.push_back(ticket);
    counts_.peak_waiters = std::max(counts_.peak_waiters, waiters_.size());
}

bool Dispatcher::expire(Ticket& ticket) noexcept {
    if (ticket.step != Step::wait) return false;
    waiters_.remove(ticket);
    ++counts_.timeouts;
    return true;
}

bool Dispatcher::opened(Slot& slot, const Ticket& ticket, std::int64_t now) noexcept {
    --connecting_;
    is_first_ = false;
    ++counts_.opened;
    slot.generation = ticket.generation;
    slot.opened_at = now;
    if (is_disposed_) {
        drop(slot, CloseReason::disposed);
        return false;
    }
    lend(slot, ticket.thread, now);
    settle(now);
    return true;
}

void Dispatcher::connect_failed(bool was_open, std::int64_t now) noexcept {
    --connecting_;
    ++counts_.connect_failures;
    if (was_open) {
        ++counts_.opened;
        ++counts_.closed;
    }
    settle(now);
}

void Dispatcher::test_failed(Ticket& ticket, std::int64_t now) noexcept {
    Slot& slot = *ticket.slot;
    ticket.slot = nullptr;
    --counts_.checkouts;
    invalidate(slot.generation);
    lent_.remove(slot);
    drop(slot, CloseReason::ping_failed);
    if (is_disposed_) {
        ticket.step = Step::disposed;
        return;
    }
    // Its turn had come already, so it goes before those who still wait. The session that is being
    // closed counts until it is gone: often this thread closes it and finds its ticket granted.
    if (serve(ticket, now)) return;
    ticket.step = Step::wait;
    waiters_.push_front(ticket);
}

/// Gives the ticket what there is; false if it must wait.
bool Dispatcher::serve(Ticket& ticket, std::int64_t now) noexcept {
    if (Slot* const slot = take_idle(now)) {
        ticket.slot = slot;
        ticket.step = pre_ping_ ? Step::test : Step::use;
        lend(*slot, ticket.thread, now);
        return true;
    }
    if (!may_connect()) return false;
    ++connecting_;
    ticket.step = Step::connect;
    ticket.generation = generation_;
    return true;
}

void Dispatcher::settle(std::int64_t now) noexcept {
    while (!waiters_.empty()) {
        Ticket& first = *waiters_.front();
        if (!serve(first, now)) return;
        waiters_.remove(first);
        note_wait(now - first.arrived_at);
        granted_.push_back(first);
    }
}

void Dispatcher::lend(Slot& slot, const ThreadMark& thread, std::int64_t now) noexcept {
    slot.lent_at = now;
    slot.holder = thread;
    lent_.push_back(slot);
    ++counts_.checkouts;
    counts_.peak_in_use = std::max(counts_.peak_in_use, lent_.size());
}

Slot* Dispatcher::take_idle(std::int64_t now) noexcept {
    while (!idle_.empty()) {
        Slot& slot = use_lifo_ ? *idle_.back() : *idle_.front();
        idle_.remove(slot);
        const std::optional<CloseReason> reason = unfit(slot, now);
        if (!reason) return &slot;
        drop(slot, *reason);
    }
    return nullptr;
}

bool Dispatcher::may_connect() const noexcept {
    return sessions() < limit_ && connecting_ < (is_first_ ? 1 : connect_limit_);
}

/// A thread that waits for itself alone waits for ever.
bool Dispatcher::holds_everything(const ThreadMark& thread) const noexcept {
    if (lent_.size() < limit_) return false;
    for (const Slot* slot = lent_.front(); slot != nullptr; slot = slot->next) {
        if (slot->holder.mark != thread.mark) return false;
    }
    return true;
}

// ── returning ───────────────────────────────────────────────────────────────────────────────

void Dispatcher::give_back(Slot& slot, std::int64_t now) noexcept {
    const std::optional<CloseReason> reason = unfit(slot, now);
    if (reason) return discard(slot, *reason, now);
    if (!keeps_) return discard(slot, CloseReason::not_pooled, now);
    lent_.remove(slot);
    ++counts_.checkins;
    slot.holder = {};
    if (waiters_.empty() && idle_.size() >= size_) return drop(slot, CloseReason::overflow);
    idle_.push_back(slot);
    settle(now);
}

void Dispatcher::discard(Slot& slot, CloseReason reason, std::int64_t now) noexcept {
    lent_.remove(slot);
    ++counts_.checkins;
    drop(slot, reason);
    settle(now);
}

void Dispatcher::detach(Slot& slot, std::int64_t now) noexcept {
    lent_.remove(slot);
    ++counts_.checkins;
    ++counts_.detached;
    settle(now);
}

void Dispatcher::closed(std::int64_t now) noexcept {
    --closing_;
    ++counts_.closed;
    settle(now);
}

std::optional<CloseReason> Dispatcher::unfit(const Slot& slot, std::int64_t now) const noexcept {
    if (is_disposed_) return CloseReason::disposed;
    if (slot.doom) return slot.doom;
    if (slot.generation < generation_) return CloseReason::stale;
    if (recycle_ns_ >= 0 && now - slot.opened_at > recycle_ns_) return CloseReason::recycled;
    return std::nullopt;
}

void Dispatcher::drop(Slot& slot, CloseReason reason) noexcept {
    slot.doom = reason;
    slot.holder = {};
    ++closing_;
    discarded_.push_back(slot);
    switch (reason) {
        case CloseReason::recycled: ++counts_.recycled; return;
        case CloseReason::ping_failed: ++counts_.ping_failures; break;
        case CloseReason::reset_failed: ++counts_.reset_failures; break;
        case CloseReason::invalidated:
        case CloseReason::stale: break;
        case CloseReason::overflow:
        case CloseReason::not_pooled:
        case CloseReason::rejected:
        case CloseReason::disposed: return;
    }
    ++counts_.invalidated;
}

// ── all of them ─────────────────────────────────────────────────────────────────────────────

void Dispatcher::invalidate(std::uint64_t generation) noexcept {
    if (generation < generation_) return;  // known already; younger connections are innocent
    generation_ = generation + 1;
    while (Slot* const slot = idle_.pop_front()) drop(*slot, CloseReason::stale);
}

void Dispatcher::dispose() noexcept {
    if (is_disposed_) return;
    is_disposed_ = true;
    while (Slot* const slot = idle_.pop_front()) drop(*slot, CloseReason::disposed);
    while (Ticket* const ticket = waiters_.pop_front()) {
        ticket->step = Step::disposed;
        granted_.push_back(*ticket);
    }
}

// ── figures ─────────────────────────────────────────────────────────────────────────────────

void Dispatcher::note_wait(std::int64_t nanoseconds) noexcept {
    const std::int64_t length = std::max<std::int64_t>(nanoseconds, 0);
    ++counts_.waits;
    counts_.wait_total_ns += length;
    counts_.wait_longest_ns = std::max(counts_.wait_longest_ns, length);
    const auto bucket =
        static_cast<std::size_t>(std::bit_width(static_cast<std::uint64_t>(length) / 1'000));
    ++counts_.wait_histogram[std::min(bucket, counts_.wait_histogram.size() - 1)];
}

PoolMetrics Dispatcher::metrics(std::int64_t now) const noexcept {
    PoolMetrics result = counts_;
    result.idle = idle_.size();
    result.in_use = lent_.size();
    result.connecting = connecting_;
    result.closing = closing_;
    result.overflow = sessions() > size_ && keeps_ ? sessions() - size_ : 0;
    result.waiters = waiters_.size();
    if (const Slot* const slot = lent_.front()) {
        result.longest_hold_ns = std::max<std::int64_t>(now - slot->lent_at, 0);
        result.longest_holder = slot->holder.os_id;
        result.longest_connection = slot->number;
    }
    return result;
}

}  // namespace azoth::detail
