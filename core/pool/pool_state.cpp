// SPDX-License-Identifier: MIT
#include "pool_state.hpp"

#include <algorithm>
#include <utility>

namespace azoth {

PoolSlot::~PoolSlot() = default;

namespace detail {

namespace {

std::size_t capacity_of(const PoolOptions& options) {
    switch (options.kind) {
        case PoolKind::single: return 1;
        case PoolKind::none: return 0;
        default: break;
    }
    if (options.max_overflow < 0) return 0;
    return std::max<std::size_t>(options.size + static_cast<std::size_t>(options.max_overflow), 1);
}

}  // namespace

PoolState::PoolState(const PoolOptions& options)
    : options_(options), capacity_(capacity_of(options)) {}

PoolState::~PoolState() = default;

PoolRecord* PoolState::fresh_record() {
    records_.push_back(std::make_unique<PoolRecord>());
    return records_.back().get();
}

PoolRecord* PoolState::lend(PoolRecord* record, std::thread::id holder,
                            std::int64_t now_ms) noexcept {
    record->holder = holder;
    record->lent_ms = now_ms;
    record->invalid = false;
    ++counts_.checkouts;
    return record;
}

bool PoolState::holds_everything(std::thread::id thread) const noexcept {
    return capacity_ != 0 && records_.size() == capacity_ && idle_.empty() &&
           std::all_of(records_.begin(), records_.end(),
                       [&](const auto& record) { return record->holder == thread; });
}

PoolState::Acquired PoolState::acquire(PoolWaiter& waiter, std::int64_t now_ms) {
    if (disposed_) return {Answer::disposed, nullptr};
    // Whoever waits already comes first, even if something is free this moment.
    if (waiters_.empty()) {
        if (!idle_.empty()) {
            PoolRecord* record = options_.use_lifo ? idle_.back() : idle_.front();
            if (options_.use_lifo) {
                idle_.pop_back();
            } else {
                idle_.pop_front();
            }
            return {Answer::granted, lend(record, waiter.thread, now_ms)};
        }
        if (may_open()) return {Answer::granted, lend(fresh_record(), waiter.thread, now_ms)};
    }
    if (holds_everything(waiter.thread)) return {Answer::self_deadlock, nullptr};
    waiter.since_ms = now_ms;
    waiters_.push_back(&waiter);
    ++counts_.waits;
    return {Answer::wait, nullptr};
}

bool PoolState::withdraw(PoolWaiter& waiter, std::int64_t now_ms) {
    const auto found = std::find(waiters_.begin(), waiters_.end(), &waiter);
    if (found == waiters_.end()) return false;
    waiters_.erase(found);
    ++counts_.timeouts;
    counts_.wait_ms += now_ms - waiter.since_ms;
    return true;
}

PoolWaiter* PoolState::grant_next(PoolRecord* record, std::int64_t now_ms) {
    PoolWaiter* next = waiters_.front();
    waiters_.pop_front();
    next->granted = lend(record, next->thread, now_ms);
    counts_.wait_ms += now_ms - next->since_ms;
    return next;
}

std::unique_ptr<PoolRecord> PoolState::remove(PoolRecord* record) {
    const auto found = std::find_if(records_.begin(), records_.end(),
                                    [&](const auto& owned) { return owned.get() == record; });
    if (found == records_.end()) return nullptr;
    std::unique_ptr<PoolRecord> owned = std::move(*found);
    *found = std::move(records_.back());
    records_.pop_back();
    if (owned->is_open) ++counts_.closed;
    return owned;
}

PoolWaiter* PoolState::give_back(PoolRecord* record, std::int64_t now_ms,
                                 std::unique_ptr<PoolRecord>& doomed) {
    record->holder = {};
    if (disposed_ || !keeps_idle() || !is_current(*record, now_ms)) {
        return drop(record, now_ms, doomed);
    }
    if (!waiters_.empty()) return grant_next(record, now_ms);
    const std::size_t kept = options_.kind == PoolKind::single ? 1 : options_.size;
    if (idle_.size() >= kept) {
        doomed = remove(record);
        return nullptr;
    }
    idle_.push_back(record);
    return nullptr;
}

PoolWaiter* PoolState::drop(PoolRecord* record, std::int64_t now_ms,
                            std::unique_ptr<PoolRecord>& doomed) {
    doomed = remove(record);
    if (waiters_.empty() || !may_open()) return nullptr;
    return grant_next(fresh_record(), now_ms);
}

bool PoolState::is_current(const PoolRecord& record, std::int64_t now_ms) const noexcept {
    if (record.invalid || record.generation != generation_) return false;
    // The one shared connection may hold the whole database.
    if (options_.kind == PoolKind::single) return true;
    return options_.recycle_ms < 0 || now_ms - record.opened_ms <= options_.recycle_ms;
}

void PoolState::opened(PoolRecord& record, std::int64_t now_ms) noexcept {
    record.generation = generation_;
    record.opened_ms = now_ms;
    record.invalid = false;
    record.is_open = true;
    ++counts_.opened;
}

void PoolState::closed(PoolRecord& record) noexcept {
    record.is_open = false;
    ++counts_.closed;
}

std::vector<std::unique_ptr<PoolRecord>> PoolState::dispose(std::vector<PoolWaiter*>& refused) {
    disposed_ = true;
    for (PoolWaiter* waiter : waiters_) {
        waiter->refused = true;
        refused.push_back(waiter);
    }
    waiters_.clear();
    std::vector<std::unique_ptr<PoolRecord>> closing;
    for (PoolRecord* record : idle_) closing.push_back(remove(record));
    idle_.clear();
    return closing;
}

std::vector<std::unique_ptr<PoolRecord>> PoolState::abandon() {
    idle_.clear();
    waiters_.clear();
    disposed_ = false;
    return std::move(records_);
}

PoolMetrics PoolState::metrics(std::int64_t now_ms) const {
    PoolMetrics result = counts_;
    result.capacity = capacity_;
    result.idle = idle_.size();
    result.waiting = waiters_.size();
    for (const auto& record : records_) {
        if (!record->is_open) {
            ++result.opening;
        } else if (record->holder != std::thread::id{}) {
            ++result.in_use;
            result.longest_hold_ms = std::max(result.longest_hold_ms, now_ms - record->lent_ms);
        }
    }
    return result;
}

}  // namespace detail

}  // namespace azoth
