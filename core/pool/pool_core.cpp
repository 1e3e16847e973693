// SPDX-License-Identifier: MIT
#include "pool_core.hpp"

#include <algorithm>
#include <chrono>
#include <utility>

#include "pool_error.hpp"

namespace azoth::detail {

namespace {

constexpr std::int64_t longest_wait_ms = 365LL * 24 * 3'600 * 1'000;

std::atomic<PoolCore*> abandoned_cores{nullptr};

}  // namespace

/// A ticket with the bell its thread sleeps on. The bell is rung under the lock, since the ticket
/// is gone as soon as its thread has seen the step change.
struct PoolCore::Waiter : Ticket {
    std::condition_variable bell;
};

/// Marks that this thread is opening a connection for a pool.
class PoolCore::Opening {
public:
    explicit Opening(const PoolCore& core) noexcept : core_(&core), outer_(innermost_) {
        innermost_ = this;
    }
    ~Opening() { innermost_ = outer_; }
    Opening(const Opening&) = delete;
    Opening& operator=(const Opening&) = delete;

    [[nodiscard]] static bool is_under_way(const PoolCore& core) noexcept {
        for (const Opening* at = innermost_; at != nullptr; at = at->outer_) {
            if (at->core_ == &core) return true;
        }
        return false;
    }

private:
    static thread_local const Opening* innermost_;
    const PoolCore* core_;
    const Opening* outer_;
};

thread_local const PoolCore::Opening* PoolCore::Opening::innermost_ = nullptr;

PoolCore::PoolCore(ConnectFunction connect, const PoolOptions& options,
                   std::shared_ptr<PoolListener> listener, std::shared_ptr<const Clock> clock)
    : connect_(std::move(connect)),
      options_(options),
      listener_(std::move(listener)),
      kept_clock_(std::move(clock)),
      clock_(kept_clock_ != nullptr ? kept_clock_.get() : &steady_clock()),
      process_(this_process()),
      dispatcher_(options) {}

// ── borrowing ───────────────────────────────────────────────────────────────────────────────

PoolRecord& PoolCore::acquire(std::int64_t timeout_ms) {
    if (is_forked()) throw_forked();
    Waiter waiter;
    waiter.thread = this_thread();
    const bool nested = Opening::is_under_way(*this);
    const std::int64_t arrival = now();
    std::unique_lock lock(mutex_);
    if (nested) {
        dispatcher_.count_deadlock();
        throw_checkout_while_connecting();
    }
    dispatcher_.arrive(waiter, arrival);
    for (;;) {
        carry_out(lock);
        if (waiter.step == Step::wait) wait(waiter, lock, timeout_ms);
        switch (waiter.step) {
            case Step::wait: break;
            case Step::use: return static_cast<PoolRecord&>(*waiter.slot);
            case Step::test: {
                auto& record = static_cast<PoolRecord&>(*waiter.slot);
                lock.unlock();
                if (record.connection->ping(options_.ping_timeout_ms)) return record;
                lock.lock();
                dispatcher_.test_failed(waiter, now());
                break;
            }
            case Step::connect: {
                const bool first = dispatcher_.is_first();
                lock.unlock();
                return open(waiter, first);
            }
            case Step::deadlock: {
                const PoolMetrics metrics = dispatcher_.metrics(now());
                lock.unlock();
                throw_self_deadlock(metrics);
            }
            case Step::disposed: lock.unlock(); throw_disposed();
        }
    }
}

/// Returns when the step has changed; throws when time is up.
void PoolCore::wait(Waiter& waiter, std::unique_lock<std::mutex>& lock, std::int64_t timeout_ms) {
    if (timeout_ms < 0) {
        waiter.bell.wait(lock, [&] { return waiter.step != Step::wait; });
        return;
    }
    const std::int64_t deadline =
        waiter.arrived_at + std::min(timeout_ms, longest_wait_ms) * 1'000'000;
    while (waiter.step == Step::wait) {
        const std::int64_t time = now();
        if (time < deadline) {
            waiter.bell.wait_for(lock, std::chrono::nanoseconds(deadline - time));
            continue;
        }
        if (!dispatcher_.expire(waiter)) return;
        const PoolMetrics metrics = dispatcher_.metrics(time);
        const auto* const longest = static_cast<const PoolRecord*>(dispatcher_.longest_lent());
        const StackTrace stack = longest == nullptr ? StackTrace{} : longest->stack;
        lock.unlock();
        throw_pool_timeout(timeout_ms, metrics, stack);
    }
}

PoolRecord& PoolCore::open(const Ticket& ticket, bool first) {
    bool was_open = false;
    try {
        PoolRecord& record = *make_record(first, was_open).release();
        std::unique_lock lock(mutex_);
        const bool is_lent = dispatcher_.opened(record, ticket, now());
        carry_out(lock);
        if (is_lent) return record;
    } catch (...) {
        std::unique_lock lock(mutex_);
        dispatcher_.connect_failed(was_open, now());
        carry_out(lock);
        throw;
    }
    throw_disposed();
}

std::unique_ptr<PoolRecord> PoolCore::make_record(bool first, bool& was_open) {
    const Opening opening(*this);
    auto record = std::make_unique<PoolRecord>();
    record->connection = connect_();
    if (record->connection == nullptr) throw_no_connection();
    was_open = true;
    record->number = last_number_.fetch_add(1, std::memory_order_relaxed) + 1;
    if (listener_ == nullptr) return record;
    try {
        listener_->on_connect(record->event(), first);
    } catch (...) {
        close(std::move(record), CloseReason::rejected, listener_.get());
        throw;
    }
    return record;
}

void PoolCore::announce(const PoolRecord& record) {
    if (listener_ != nullptr) listener_->on_checkout(record.event());
}

// ── returning ───────────────────────────────────────────────────────────────────────────────

bool PoolCore::take_back(PoolRecord& record) noexcept {
    if (is_forked()) {
        detail::abandon(record);
        return false;
    }
    if (listener_ != nullptr) listener_->on_checkin(record.event());
    const bool is_clean = reset(record, options_, listener_.get());
    const bool was_dead = record.is_dead;
    const std::int64_t time = now();
    std::unique_lock lock(mutex_);
    if (is_clean) {
        dispatcher_.give_back(record, time);
    } else {
        dispatcher_.discard(record, CloseReason::reset_failed, time);
    }
    carry_out(lock);
    return is_clean && !was_dead;
}

void PoolCore::discard(PoolRecord& record) noexcept {
    if (is_forked()) return detail::abandon(record);
    if (listener_ != nullptr) listener_->on_checkin(record.event());
    std::unique_lock lock(mutex_);
    dispatcher_.discard(record, CloseReason::invalidated, now());
    carry_out(lock);
}

DetachedConnection PoolCore::detach(PoolRecord& record) noexcept {
    const std::unique_ptr<PoolRecord> owned(&record);
    if (listener_ != nullptr) listener_->on_detach(record.event());
    {
        std::unique_lock lock(mutex_);
        dispatcher_.detach(record, now());
        carry_out(lock);
    }
    DetachedConnection detached;
    detached.connection = std::move(record.connection);
    detached.state = std::move(record.state);
    detached.listener_ = listener_;
    detached.number_ = record.number;
    detached.process_ = process_;
    return detached;
}

/// Wakes and closes what the last decision asked for, before anybody else can decide anything.
/// The lock is free while connections are closed.
void PoolCore::carry_out(std::unique_lock<std::mutex>& lock) noexcept {
    Chain<Slot> closing;
    for (;;) {
        while (Ticket* const ticket = dispatcher_.next_granted()) {
            static_cast<Waiter*>(ticket)->bell.notify_one();
        }
        while (Slot* const slot = dispatcher_.next_discarded()) closing.push_back(*slot);
        Slot* const slot = closing.pop_front();
        if (slot == nullptr) return;
        lock.unlock();
        std::unique_ptr<PoolRecord> record(static_cast<PoolRecord*>(slot));
        const CloseReason reason = record->doom.value_or(CloseReason::invalidated);
        close(std::move(record), reason, listener_.get());
        lock.lock();
        dispatcher_.closed(now());
    }
}

// ── marks on lent connections ───────────────────────────────────────────────────────────────

void PoolCore::soft_invalidate(PoolRecord& record) noexcept {
    if (is_forked()) return;
    record.doom = CloseReason::invalidated;
    if (listener_ != nullptr) listener_->on_soft_invalidate(record.event());
}

void PoolCore::report_disconnect(PoolRecord& record) noexcept {
    if (is_forked()) return;
    record.doom = CloseReason::invalidated;
    record.is_dead = true;
    std::unique_lock lock(mutex_);
    dispatcher_.invalidate(record.generation);
    carry_out(lock);
}

void PoolCore::hand_over(PoolRecord& record) noexcept {
    if (is_forked()) return;
    const std::lock_guard lock(mutex_);
    record.holder = {};
}

// ── the whole pool ──────────────────────────────────────────────────────────────────────────

void PoolCore::invalidate() noexcept {
    if (is_forked()) return;
    std::unique_lock lock(mutex_);
    dispatcher_.invalidate(dispatcher_.generation());
    carry_out(lock);
}

void PoolCore::dispose() noexcept {
    if (is_forked()) return;
    std::unique_lock lock(mutex_);
    dispatcher_.dispose();
    carry_out(lock);
}

PoolMetrics PoolCore::metrics() {
    if (is_forked()) throw_forked();
    const std::int64_t time = now();
    const std::lock_guard lock(mutex_);
    return dispatcher_.metrics(time);
}

void PoolCore::remember(PoolRecord& record, const StackTrace& stack) noexcept {
    const std::lock_guard lock(mutex_);
    record.stack = stack;
}

std::vector<PoolHolder> PoolCore::holders() {
    if (is_forked()) throw_forked();
    std::vector<PoolHolder> result;
    std::vector<StackTrace> stacks;
    const std::int64_t time = now();
    {
        const std::lock_guard lock(mutex_);
        for (const Slot* slot = dispatcher_.longest_lent(); slot != nullptr; slot = slot->next) {
            result.push_back({slot->number, slot->holder.os_id, time - slot->lent_at, {}});
            stacks.push_back(static_cast<const PoolRecord*>(slot)->stack);
        }
    }
    // Names are looked up outside the lock: that reads symbol tables.
    for (std::size_t i = 0; i < result.size(); ++i) result[i].stack = stacks[i].lines();
    return result;
}

void PoolCore::abandon(std::shared_ptr<PoolCore> core) noexcept {
    PoolCore& kept = *core;
    kept.self_ = std::move(core);
    kept.next_abandoned_ = abandoned_cores.load(std::memory_order_relaxed);
    while (!abandoned_cores.compare_exchange_weak(kept.next_abandoned_, &kept)) {
    }
}

}  // namespace azoth::detail
