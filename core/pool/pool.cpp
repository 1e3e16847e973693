// SPDX-License-Identifier: MIT
#include <azoth/pool/pool.hpp>

#include <pthread.h>

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <mutex>
#include <string>
#include <utility>

#include <azoth/error/error.hpp>

#include "pool_state.hpp"

namespace azoth {

namespace {

using detail::PoolRecord;
using detail::PoolState;

/// How often this process was forked off another; asking costs no system call.
std::atomic<std::uint64_t> forks{0};

std::uint64_t fork_generation() noexcept {
    static const bool watching = [] {
        pthread_atfork(nullptr, nullptr, [] { forks.fetch_add(1, std::memory_order_relaxed); });
        return true;
    }();
    static_cast<void>(watching);
    return forks.load(std::memory_order_relaxed);
}

class SteadyClock final : public PoolClock {
public:
    [[nodiscard]] std::int64_t now_ms() const override {
        return std::chrono::duration_cast<std::chrono::milliseconds>(
                   std::chrono::steady_clock::now().time_since_epoch())
            .count();
    }
};

/// A waiter and the door it sleeps at: each thread has its own, so nobody is woken in vain.
struct Waiter : detail::PoolWaiter {
    std::condition_variable door;
};

void wake(detail::PoolWaiter* waiter) {
    if (waiter != nullptr) static_cast<Waiter*>(waiter)->door.notify_one();
}

/// Ends sessions outside the pool's lock.
void close_all(std::vector<std::unique_ptr<PoolRecord>>& records) noexcept {
    for (auto& record : records) {
        if (record->connection) record->connection->close();
    }
    records.clear();
}

bool reset(driver::Connection& connection, const PoolOptions& options) noexcept {
    switch (options.reset_on_return) {
        case ResetOnReturn::none: return connection.is_open();
        case ResetOnReturn::commit:
            try {
                if (connection.transaction_status() == driver::TransactionStatus::active &&
                    connection.commit() != driver::CommitOutcome::committed) {
                    return false;
                }
            } catch (...) {
                return false;
            }
            return connection.reset(options.reset_timeout_ms);
        case ResetOnReturn::rollback: return connection.reset(options.reset_timeout_ms);
    }
    return false;
}

}  // namespace

PoolClock::~PoolClock() = default;

const PoolClock& PoolClock::steady() {
    static const SteadyClock clock;
    return clock;
}

struct Pool::State {
    State(Connect connect_function, const PoolOptions& pool_options, const PoolClock& pool_clock)
        : connect(std::move(connect_function)),
          options(pool_options),
          clock(pool_clock),
          born(fork_generation()),
          decisions(pool_options) {}

    const Connect connect;
    const PoolOptions options;
    const PoolClock& clock;
    std::atomic<std::uint64_t> born;  ///< fork generation this pool's sockets belong to
    mutable std::mutex mutex;
    PoolState decisions;  ///< guarded by mutex

    [[nodiscard]] std::string describe() const {
        const PoolMetrics now = decisions.metrics(clock.now_ms());
        return "in use " + std::to_string(now.in_use) + " of " +
               (now.capacity == 0 ? "unlimited" : std::to_string(now.capacity)) + ", opening " +
               std::to_string(now.opening) + ", waiting " + std::to_string(now.waiting) +
               ", longest held for " + std::to_string(now.longest_hold_ms) + " ms";
    }
};

Pool::Pool(std::unique_ptr<State> state) : state_(std::move(state)) {}

std::shared_ptr<Pool> Pool::make(Connect connect, const PoolOptions& options,
                                 const PoolClock& clock) {
    if (options.kind == PoolKind::by_driver) {
        throw ArgumentError("bad_option_value", "a pool's kind must be chosen");
    }
    return std::shared_ptr<Pool>(
        new Pool(std::make_unique<State>(std::move(connect), options, clock)));
}

Pool::~Pool() {
    if (state_->born != fork_generation()) {
        // The sockets belong to the parent process: saying goodbye would end its sessions.
        for (auto& record : state_->decisions.abandon()) static_cast<void>(record.release());
        return;
    }
    std::vector<detail::PoolWaiter*> refused;
    auto closing = state_->decisions.dispose(refused);
    close_all(closing);
}

Lease Pool::check_out() {
    PoolRecord* record = acquire();
    Lease lease(shared_from_this(), record);
    // From here on a failure goes through the lease, which gives the permission back.
    try {
        if (!is_fit(*record)) open(*record);
    } catch (...) {
        lease.invalidate();
        throw;
    }
    return lease;
}

PoolRecord* Pool::acquire() {
    State& state = *state_;
    if (state.born != fork_generation()) {
        throw InvalidRequestError("forked_engine",
                                  "this engine was made before fork(); its connections belong to "
                                  "the parent process",
                                  {.hint = "make an engine of its own in the child process"});
    }
    Waiter waiter;
    waiter.thread = std::this_thread::get_id();
    std::unique_lock lock(state.mutex);
    const PoolState::Acquired acquired = state.decisions.acquire(waiter, state.clock.now_ms());
    switch (acquired.answer) {
        case PoolState::Answer::granted: return acquired.record;
        case PoolState::Answer::disposed:
            throw InvalidRequestError("engine_disposed", "this engine was disposed of");
        case PoolState::Answer::self_deadlock:
            throw InvalidRequestError(
                "pool_self_deadlock",
                "this thread waits for a connection, and holds all there are itself",
                {.hint = "close the first connection, or work on it"});
        case PoolState::Answer::wait: break;
    }
    const auto deadline =
        std::chrono::steady_clock::now() + std::chrono::milliseconds(state.options.timeout_ms);
    const auto served = [&] { return waiter.granted != nullptr || waiter.refused; };
    if (!waiter.door.wait_until(lock, deadline, served)) {
        const std::string situation = state.describe();
        static_cast<void>(state.decisions.withdraw(waiter, state.clock.now_ms()));
        throw TimeoutError("pool_timeout",
                           "no connection became free within " +
                               std::to_string(state.options.timeout_ms) + " ms (" + situation + ")",
                           {.hint = "return connections earlier, or allow more of them"});
    }
    if (waiter.refused) {
        throw InvalidRequestError("engine_disposed", "this engine was disposed of");
    }
    return waiter.granted;
}

bool Pool::is_fit(PoolRecord& record) {
    if (!record.connection) return false;
    State& state = *state_;
    bool fit = false;
    {
        const std::lock_guard lock(state.mutex);
        fit = state.decisions.is_current(record, state.clock.now_ms());
    }
    bool dead = !record.connection->is_open();
    if (fit && !dead && state.options.pre_ping) {
        dead = !record.connection->ping(state.options.reset_timeout_ms);
    }
    if (fit && !dead) return true;
    record.slot.reset();
    record.connection->close();
    record.connection.reset();
    const std::lock_guard lock(state.mutex);
    state.decisions.closed(record);
    if (dead) {
        // What killed this one killed those that are as old.
        state.decisions.count_invalidated();
        state.decisions.invalidate();
    }
    return false;
}

void Pool::open(PoolRecord& record) {
    record.connection = state_->connect();
    const std::lock_guard lock(state_->mutex);
    state_->decisions.opened(record, state_->clock.now_ms());
}

void Pool::take_back(PoolRecord* record) noexcept {
    State& state = *state_;
    if (state.born != fork_generation()) return;  // forgotten, see abandon() and the destructor
    const bool fit = record->connection && !record->invalid && state.decisions.keeps_idle() &&
                     reset(*record->connection, state.options);
    std::unique_ptr<PoolRecord> doomed;
    {
        const std::lock_guard lock(state.mutex);
        const std::int64_t now = state.clock.now_ms();
        if (record->invalid) state.decisions.count_invalidated();
        wake(fit ? state.decisions.give_back(record, now, doomed)
                 : state.decisions.drop(record, now, doomed));
    }
    if (doomed && doomed->connection) {
        doomed->slot.reset();
        doomed->connection->close();
    }
}

std::unique_ptr<driver::Connection> Pool::take_out(PoolRecord* record) {
    record->slot.reset();
    std::unique_ptr<driver::Connection> connection = std::move(record->connection);
    std::unique_ptr<PoolRecord> doomed;
    const std::lock_guard lock(state_->mutex);
    wake(state_->decisions.drop(record, state_->clock.now_ms(), doomed));
    return connection;
}

void Pool::invalidate() {
    const std::lock_guard lock(state_->mutex);
    state_->decisions.invalidate();
}

void Pool::dispose() {
    std::vector<std::unique_ptr<PoolRecord>> closing;
    {
        const std::lock_guard lock(state_->mutex);
        std::vector<detail::PoolWaiter*> refused;
        closing = state_->decisions.dispose(refused);
        for (detail::PoolWaiter* waiter : refused) wake(waiter);
    }
    close_all(closing);
}

void Pool::abandon() {
    std::vector<std::unique_ptr<PoolRecord>> forgotten;
    {
        const std::lock_guard lock(state_->mutex);
        forgotten = state_->decisions.abandon();
        state_->born = fork_generation();
    }
    for (auto& record : forgotten) static_cast<void>(record.release());
}

PoolMetrics Pool::metrics() const {
    const std::lock_guard lock(state_->mutex);
    return state_->decisions.metrics(state_->clock.now_ms());
}

// ── Lease ───────────────────────────────────────────────────────────────────────────────────────

Lease::Lease(std::shared_ptr<Pool> pool, PoolRecord* record) noexcept
    : pool_(std::move(pool)), record_(record) {}

Lease::Lease(Lease&& other) noexcept
    : pool_(std::move(other.pool_)), record_(std::exchange(other.record_, nullptr)) {}

Lease& Lease::operator=(Lease&& other) noexcept {
    std::swap(pool_, other.pool_);
    std::swap(record_, other.record_);
    return *this;
}

Lease::~Lease() {
    if (record_ != nullptr) pool_->take_back(record_);
}

driver::Connection& Lease::connection() const {
    if (record_ == nullptr) {
        throw InvalidRequestError("use_after_return", "this connection was given back to its pool");
    }
    return *record_->connection;
}

std::unique_ptr<PoolSlot>& Lease::slot() const {
    if (record_ == nullptr) {
        throw InvalidRequestError("use_after_return", "this connection was given back to its pool");
    }
    return record_->slot;
}

void Lease::give_back() {
    if (record_ == nullptr) {
        throw InvalidRequestError("double_return",
                                  "this connection was given back to its pool already");
    }
    pool_->take_back(std::exchange(record_, nullptr));
    pool_.reset();
}

void Lease::invalidate() noexcept {
    if (record_ != nullptr) record_->invalid = true;
}

std::unique_ptr<driver::Connection> Lease::detach() {
    if (record_ == nullptr) {
        throw InvalidRequestError("use_after_return", "this connection was given back to its pool");
    }
    std::unique_ptr<driver::Connection> connection =
        pool_->take_out(std::exchange(record_, nullptr));
    pool_.reset();
    return connection;
}

}  // namespace azoth
