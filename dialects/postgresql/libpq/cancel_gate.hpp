// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <memory>
#include <mutex>

#include <libpq-fe.h>

#include <azoth/driver/connection.hpp>

namespace azoth::libpq {

/// Lets a cancel reach the statement that it was meant for and no later one: a request is sent
/// only while a statement runs, and a statement does not end before a request under way has been
/// delivered. Shared by a connection and whoever holds its canceller. Thread-safe.
class CancelGate final : public driver::Canceller {
public:
    /// Takes what it needs from an open session and keeps no hold of it.
    explicit CancelGate(PGconn* session) : request_(PQgetCancel(session), &PQfreeCancel) {}

    void cancel() noexcept override { static_cast<void>(deliver(patience)); }
    /// The same; false if nothing runs or the server did not take the request in time.
    [[nodiscard]] bool deliver(std::chrono::milliseconds time) noexcept;

    // By the connection, around everything it runs.
    void enter() noexcept {
        const std::lock_guard lock(mutex_);
        running_ = true;
    }
    void leave() noexcept {
        const std::lock_guard lock(mutex_);
        running_ = false;
    }

    static constexpr std::chrono::milliseconds patience{2'000};

private:
    std::mutex mutex_;
    bool running_ = false;
    std::shared_ptr<PGcancel> request_;
};

}  // namespace azoth::libpq
