// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>

#include <azoth/driver/connection.hpp>

#include "channel.hpp"
#include "handles.hpp"
#include "two_phase.hpp"

namespace azoth::libpq {

/// A session with a PostgreSQL server.
class Connection final : public driver::Connection {
public:
    /// Takes an open session over and brings its settings into the state this driver needs.
    Connection(SessionPtr session, std::int64_t timeout_ms);
    ~Connection() override;

    std::unique_ptr<driver::Statement> prepare(std::string_view sql,
                                               std::span<const ValueKind> kinds,
                                               std::int64_t timeout_ms) override;
    void execute_script(std::string_view text, std::int64_t timeout_ms) override;
    std::unique_ptr<driver::Statement> prepare_script(std::string_view text) override;

    void begin(const driver::TransactionOptions& options, std::int64_t timeout_ms) override;
    driver::CommitOutcome commit(std::int64_t timeout_ms) override;
    void rollback() override;
    void savepoint(std::string_view name) override;
    void release_savepoint(std::string_view name) override;
    void rollback_to_savepoint(std::string_view name) override;
    driver::TransactionStatus transaction_status() const noexcept override;
    driver::TwoPhase* two_phase() noexcept override { return &two_phase_; }
    Isolation default_isolation() override;

    Version server_version() const override { return version_; }
    bool ping(std::int64_t timeout_ms) noexcept override;
    void keep_settings(std::int64_t timeout_ms) override;
    bool reset(std::int64_t timeout_ms) noexcept override;
    bool is_open() const noexcept override { return channel_.usable(); }
    void close() noexcept override { channel_.close(); }
    std::shared_ptr<driver::Canceller> canceller() override { return channel_.gate(); }
    driver::NativeHandle native_handle() noexcept override {
        return driver::NativeHandle(channel_.session());
    }

private:
    void settle(Deadline deadline);
    void run_on_savepoint(std::string_view verb, std::string_view name, Phase phase);

    Channel channel_;
    TwoPhase two_phase_;
    std::string kept_settings_;  ///< statements that set them again, each after "; "
    Version version_;
};

}  // namespace azoth::libpq
