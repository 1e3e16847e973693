// SPDX-License-Identifier: MIT
#include "pool_record.hpp"

#include <atomic>

namespace azoth::detail {

namespace {

std::atomic<PoolRecord*> abandoned{nullptr};

bool in_transaction(const driver::Connection& connection) noexcept {
    const driver::TransactionStatus status = connection.transaction_status();
    return status == driver::TransactionStatus::active ||
           status == driver::TransactionStatus::failed;
}

bool commit(driver::Connection& connection) noexcept {
    if (connection.transaction_status() != driver::TransactionStatus::active) return true;
    try {
        return connection.commit() == driver::CommitOutcome::committed;
    } catch (...) {
        return false;  // a returning borrower has no ear; the connection is closed for it
    }
}

bool is_failure(CloseReason reason) noexcept {
    return reason == CloseReason::invalidated || reason == CloseReason::stale ||
           reason == CloseReason::ping_failed || reason == CloseReason::reset_failed;
}

/// Speaks to the server where the policy wants it.
bool clean(PoolRecord& record, const PoolOptions& options, PoolListener* listener) noexcept {
    driver::Connection& connection = *record.connection;
    if (!connection.is_open()) return false;
    if (options.reset_on_return == ResetOnReturn::commit && !commit(connection)) return false;
    // What is closed anyway need not be made as new: closing rolls back.
    if (record.doom || options.kind == PoolKind::null) return true;
    const bool is_clean = options.reset_on_return == ResetOnReturn::none ||
                          connection.reset(options.reset_timeout_ms);
    const auto is_fit = [&] { return connection.is_open() && !in_transaction(connection); };
    if (listener == nullptr) return is_clean && is_fit();
    return listener->on_reset(record.event(), is_clean && is_fit()) && is_fit();
}

}  // namespace

bool reset(PoolRecord& record, const PoolOptions& options, PoolListener* listener) noexcept {
    return record.is_dead || clean(record, options, listener);
}

void close(std::unique_ptr<PoolRecord> record, CloseReason reason,
           PoolListener* listener) noexcept {
    if (listener != nullptr) {
        if (is_failure(reason)) listener->on_invalidate(record->event(), reason);
        listener->on_close(record->event(), reason);
    }
    record->state.reset();
    record->connection->close();
}

void abandon(PoolRecord& record) noexcept {
    record.next_abandoned = abandoned.load(std::memory_order_relaxed);
    while (!abandoned.compare_exchange_weak(record.next_abandoned, &record)) {
    }
}

}  // namespace azoth::detail
