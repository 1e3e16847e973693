// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <azoth/driver/connection.hpp>

#include "channel.hpp"

namespace azoth::libpq {

/// PREPARE TRANSACTION and what follows it. A prepared transaction leaves its session at once,
/// which is idle from then on.
class TwoPhase final : public driver::TwoPhase {
public:
    /// Of one session, whose parts outlive it.
    TwoPhase(driver::Connection& connection, Channel& channel) noexcept
        : connection_(connection), channel_(channel) {}

    void begin(std::string_view xid, const driver::TransactionOptions& options,
               std::int64_t timeout_ms) override;
    driver::PrepareOutcome prepare(std::string_view xid, std::int64_t timeout_ms) override;
    driver::CommitOutcome commit_prepared(std::string_view xid, std::int64_t timeout_ms) override;
    void rollback_prepared(std::string_view xid, std::int64_t timeout_ms) override;
    std::vector<std::string> recover(std::int64_t timeout_ms) override;

private:
    void require_enabled(std::int64_t timeout_ms);
    [[nodiscard]] std::string command(std::string_view verb, std::string_view xid);

    driver::Connection& connection_;
    Channel& channel_;
    std::optional<bool> is_enabled_;  ///< once asked: the setting changes with a restart only
};

}  // namespace azoth::libpq
