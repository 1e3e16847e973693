// SPDX-License-Identifier: MIT
#include <azoth/engine/cancel_token.hpp>

#include <algorithm>
#include <chrono>
#include <condition_variable>
#include <mutex>
#include <vector>

#include <azoth/error/error.hpp>

#include "cancel_scope.hpp"

namespace azoth {

struct CancelToken::State {
    std::mutex mutex;
    std::condition_variable ended;
    bool cancelled = false;
    std::vector<std::shared_ptr<driver::Canceller>> running;
};

CancelToken CancelToken::make() {
    CancelToken token;
    token.state_ = std::make_shared<State>();
    return token;
}

CancelToken CancelToken::none() noexcept {
    CancelToken token;
    token.is_none_ = true;
    return token;
}

void CancelToken::cancel() const noexcept {
    if (state_ == nullptr) return;
    // Under the lock, so that none of these has ended and begun something else.
    std::unique_lock lock(state_->mutex);
    state_->cancelled = true;
    const auto all_ended = [this] { return state_->running.empty(); };
    // What comes between two requests of an execution finds nothing to stop, so it comes again.
    for (const int milliseconds : {10, 100, 1000}) {
        for (const auto& canceller : state_->running) canceller->cancel();
        if (state_->ended.wait_for(lock, std::chrono::milliseconds(milliseconds), all_ended))
            return;
    }
}

bool CancelToken::cancelled() const noexcept {
    if (state_ == nullptr) return false;
    const std::lock_guard lock(state_->mutex);
    return state_->cancelled;
}

namespace detail {

CancelScope::CancelScope(const CancelToken& token, driver::Connection& connection) : token_(token) {
    if (token_.empty()) return;
    canceller_ = connection.canceller();
    const std::lock_guard lock(token_.state_->mutex);
    if (token_.state_->cancelled) {
        throw OperationalError("statement_cancelled",
                               "the statement was cancelled before it was sent");
    }
    token_.state_->running.push_back(canceller_);
}

CancelScope::~CancelScope() {
    if (token_.empty()) return;
    const std::lock_guard lock(token_.state_->mutex);
    auto& running = token_.state_->running;
    const auto found = std::find(running.begin(), running.end(), canceller_);
    if (found != running.end()) running.erase(found);
    if (running.empty()) token_.state_->ended.notify_all();
}

}  // namespace detail

}  // namespace azoth
