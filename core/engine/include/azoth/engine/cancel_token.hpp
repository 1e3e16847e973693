// SPDX-License-Identifier: MIT
#pragma once

#include <memory>

#include <azoth/error/export.hpp>

namespace azoth {

namespace detail {
class CancelScope;
}

/// Stops executions from another thread:
///
///     const auto stop = CancelToken::make();
///     db.execute(query, {.cancel_token = stop});  // elsewhere: stop.cancel()
///
/// The running statement throws `OperationalError` (`statement_cancelled`), and so does every later
/// one that is given the token; its transaction is what the database makes of it. One token may
/// stand for many executions on many connections. Copies are the same token; thread-safe.
class AZOTH_EXPORT CancelToken {
public:
    /// No token, and nothing said against one that is given further away.
    CancelToken() noexcept = default;
    [[nodiscard]] static CancelToken make();
    /// No token, whatever the engine or the connection says.
    [[nodiscard]] static CancelToken none() noexcept;

    /// Returns when the executions have ended, or after a second, for instance when a streamed
    /// result is open that nobody reads.
    void cancel() const noexcept;
    [[nodiscard]] bool cancelled() const noexcept;
    [[nodiscard]] bool empty() const noexcept { return state_ == nullptr; }
    /// As an option: a token, or none().
    [[nodiscard]] bool is_set() const noexcept { return is_none_ || !empty(); }

private:
    friend class detail::CancelScope;
    struct State;
    std::shared_ptr<State> state_;
    bool is_none_ = false;
};

}  // namespace azoth
