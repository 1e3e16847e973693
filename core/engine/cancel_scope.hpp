// SPDX-License-Identifier: MIT
#pragma once

#include <memory>

#include <azoth/driver/connection.hpp>
#include <azoth/engine/cancel_token.hpp>

namespace azoth::detail {

/// While it lives, its token cancels what the connection runs. Afterwards it does not any more, so
/// that no later statement is hit.
class CancelScope {
public:
    /// Nothing for no token. Throws `OperationalError` (`statement_cancelled`) if it was cancelled.
    CancelScope(const CancelToken& token, driver::Connection& connection);
    ~CancelScope();
    CancelScope(const CancelScope&) = delete;
    CancelScope& operator=(const CancelScope&) = delete;

private:
    CancelToken token_;
    std::shared_ptr<driver::Canceller> canceller_;
};

}  // namespace azoth::detail
