// SPDX-License-Identifier: MIT
#pragma once

#include <atomic>
#include <condition_variable>
#include <cstdint>
#include <mutex>

#include <sqlite3.h>

#include <azoth/driver/connection.hpp>

namespace azoth::sqlite3_driver {

/// Interrupts one connection from any thread. The mutex is what makes it safe against close():
/// detach() returns only when no cancel() uses the handle any more.
class Sqlite3Canceller final : public driver::Canceller {
public:
    explicit Sqlite3Canceller(sqlite3* handle) noexcept : handle_(handle) {}

    void cancel() noexcept override;

    // ── the connection's own thread ─────────────────────────────────────────────────────────
    /// From here on cancel() does nothing.
    void detach() noexcept;
    /// A new statement begins: cancels of earlier ones are forgotten.
    void forget() noexcept {
        if (requested_.load(std::memory_order_relaxed))
            requested_.store(false, std::memory_order_relaxed);
    }
    [[nodiscard]] bool requested() const noexcept {
        return requested_.load(std::memory_order_relaxed);
    }
    /// Sleeps, or returns false early because of a cancel().
    [[nodiscard]] bool sleep(std::int64_t nanoseconds) noexcept;

private:
    std::mutex mutex_;
    std::condition_variable wake_;
    sqlite3* handle_;
    std::atomic<bool> requested_ = false;
};

}  // namespace azoth::sqlite3_driver
