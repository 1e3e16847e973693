// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string_view>

#include <azoth/driver/connection.hpp>

#include "session.hpp"
#include "transaction_commands.hpp"

namespace azoth::sqlite3_driver {

/// One SQLite connection: real transactions, savepoints, and DDL that rolls back.
class Sqlite3Connection final : public driver::Connection {
public:
    /// `lock_mode`: how transactions begin that do not say. `in_memory`: there is no file that
    /// could be taken away.
    Sqlite3Connection(std::shared_ptr<Session> session, LockMode lock_mode, bool in_memory);
    ~Sqlite3Connection() override;

    [[nodiscard]] std::unique_ptr<driver::Statement> prepare(
        std::string_view sql, std::span<const ValueKind> parameter_kinds,
        std::int64_t timeout_ms) override;
    [[nodiscard]] bool follows_schema_changes() const noexcept override { return true; }
    void execute_script(std::string_view text, std::int64_t timeout_ms) override;
    [[nodiscard]] std::unique_ptr<driver::Statement> prepare_script(std::string_view text) override;

    void begin(const driver::TransactionOptions& options, std::int64_t timeout_ms) override;
    [[nodiscard]] driver::CommitOutcome commit(std::int64_t timeout_ms) override;
    void rollback() override;
    [[nodiscard]] driver::TransactionStatus transaction_status() const noexcept override;
    Isolation default_isolation() override { return Isolation::serializable; }

    [[nodiscard]] Version server_version() const override;
    [[nodiscard]] bool has_extra(std::string_view name) const override;
    [[nodiscard]] bool ping(std::int64_t timeout_ms) noexcept override;
    [[nodiscard]] bool reset(std::int64_t timeout_ms) noexcept override;
    [[nodiscard]] bool is_open() const noexcept override { return session_->handle() != nullptr; }
    void close() noexcept override;
    [[nodiscard]] std::shared_ptr<driver::Canceller> canceller() override;
    [[nodiscard]] driver::NativeHandle native_handle() noexcept override {
        return driver::NativeHandle(session_->handle());
    }

private:
    void check_open() const;
    /// Throws for a command that failed, and ends it.
    [[noreturn]] void fail(int code, Phase phase);
    [[noreturn]] void fail_commit(int code);
    void set_read_uncommitted(bool wanted);
    void end_transaction() noexcept;
    [[nodiscard]] Command begin_command(const driver::TransactionOptions& options) const noexcept;

    std::shared_ptr<Session> session_;
    TransactionCommands commands_;
    const LockMode lock_mode_;
    const bool in_memory_;
    bool read_uncommitted_ = false;
};

}  // namespace azoth::sqlite3_driver
