// SPDX-License-Identifier: MIT
#include "cancel_gate.hpp"

#include <condition_variable>
#include <thread>

namespace azoth::libpq {

namespace {

/// One request on its way. PQcancel opens a connection of its own and waits for its end without any
/// time limit (libpq has a better call since version 17), so it does that on a thread that may be
/// left behind.
class Delivery {
public:
    explicit Delivery(std::shared_ptr<PGcancel> request) : request_(std::move(request)) {}

    void send() noexcept {
        char ignored[256];
        const bool sent = PQcancel(request_.get(), ignored, sizeof ignored) == 1;
        const std::lock_guard lock(mutex_);
        ended_ = true;
        sent_ = sent;
        changed_.notify_all();
    }
    [[nodiscard]] bool wait(std::chrono::milliseconds time) {
        std::unique_lock lock(mutex_);
        changed_.wait_for(lock, time, [this] { return ended_; });
        return sent_;
    }

private:
    std::shared_ptr<PGcancel> request_;
    std::mutex mutex_;
    std::condition_variable changed_;
    bool ended_ = false;
    bool sent_ = false;
};

}  // namespace

bool CancelGate::deliver(std::chrono::milliseconds time) noexcept try {
    const std::lock_guard lock(mutex_);
    if (!running_ || request_ == nullptr) return false;
    const auto delivery = std::make_shared<Delivery>(request_);
    std::thread([delivery] { delivery->send(); }).detach();
    return delivery->wait(time);
} catch (...) {
    return false;
}

}  // namespace azoth::libpq
