// SPDX-License-Identifier: MIT
#include "canceller.hpp"

#include <chrono>

namespace azoth::sqlite3_driver {

void Sqlite3Canceller::cancel() noexcept {
    const std::lock_guard lock(mutex_);
    if (handle_ == nullptr) return;
    requested_.store(true, std::memory_order_relaxed);
    sqlite3_interrupt(handle_);
    // A statement that waits for a lock runs no bytecode and sees no interrupt: wake it here.
    wake_.notify_all();
}

void Sqlite3Canceller::detach() noexcept {
    const std::lock_guard lock(mutex_);
    handle_ = nullptr;
}

bool Sqlite3Canceller::sleep(std::int64_t nanoseconds) noexcept {
    std::unique_lock lock(mutex_);
    return !wake_.wait_for(lock, std::chrono::nanoseconds(nanoseconds),
                           [this] { return requested(); });
}

}  // namespace azoth::sqlite3_driver
