// SPDX-License-Identifier: MIT
#pragma once

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
    explicit CancelGate(PGconn* session) : request_(PQgetCancel(session)) {}

    void cancel() noexcept override {
        const std::lock_guard lock(mutex_);
        if (!running_ || request_ == nullptr) return;
        char ignored[256];
        PQcancel(request_.get(), ignored, sizeof ignored);
    }

    // By the connection, around everything it runs.
    void enter() noexcept {
        const std::lock_guard lock(mutex_);
        running_ = true;
    }
    void leave() noexcept {
        const std::lock_guard lock(mutex_);
        running_ = false;
    }

private:
    struct RequestDeleter {
        void operator()(PGcancel* request) const noexcept { PQfreeCancel(request); }
    };

    std::mutex mutex_;
    bool running_ = false;
    std::unique_ptr<PGcancel, RequestDeleter> request_;
};

}  // namespace azoth::libpq
