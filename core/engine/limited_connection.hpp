// SPDX-License-Identifier: MIT
#pragma once

#include <memory>

#include <azoth/driver/connection.hpp>

#include "run_options.hpp"

namespace azoth::detail {

/// A session as a schema reader sees it: each statement has the time-out and the cancel token that
/// the connection asks for. Everything else is the driver's own.
class LimitedConnection final : public driver::Connection {
public:
    /// Both are borrowed; what is asked for may change meanwhile.
    LimitedConnection(driver::Connection& inner, const RunOptions& asked) noexcept
        : inner_(inner), asked_(asked) {}

    [[nodiscard]] std::unique_ptr<driver::Statement> prepare(
        std::string_view sql, std::span<const ValueKind> parameter_kinds,
        std::int64_t timeout_ms) override;
    void execute_script(std::string_view text, std::int64_t timeout_ms) override;

    bool follows_schema_changes() const noexcept override {
        return inner_.follows_schema_changes();
    }
    std::unique_ptr<driver::Statement> prepare_script(std::string_view text) override {
        return inner_.prepare_script(text);
    }
    bool supports_bulk_load() const noexcept override { return inner_.supports_bulk_load(); }
    std::int64_t bulk_load(const driver::BulkTarget& target, const driver::RowSource& rows,
                           std::int64_t timeout_ms) override {
        return inner_.bulk_load(target, rows, timeout_ms);
    }
    void begin(const driver::TransactionOptions& options, std::int64_t timeout_ms) override {
        inner_.begin(options, timeout_ms);
    }
    driver::CommitOutcome commit(std::int64_t timeout_ms) override {
        return inner_.commit(timeout_ms);
    }
    void rollback() override { inner_.rollback(); }
    void savepoint(std::string_view name) override { inner_.savepoint(name); }
    void release_savepoint(std::string_view name) override { inner_.release_savepoint(name); }
    void rollback_to_savepoint(std::string_view name) override {
        inner_.rollback_to_savepoint(name);
    }
    driver::TransactionStatus transaction_status() const noexcept override {
        return inner_.transaction_status();
    }
    driver::TwoPhase* two_phase() noexcept override { return inner_.two_phase(); }
    Isolation default_isolation() override { return inner_.default_isolation(); }
    Version server_version() const override { return inner_.server_version(); }
    bool has_extra(std::string_view name) const override { return inner_.has_extra(name); }
    bool ping(std::int64_t timeout_ms) noexcept override { return inner_.ping(timeout_ms); }
    void keep_settings(std::int64_t timeout_ms) override { inner_.keep_settings(timeout_ms); }
    bool reset(std::int64_t timeout_ms) noexcept override { return inner_.reset(timeout_ms); }
    bool is_open() const noexcept override { return inner_.is_open(); }
    void close() noexcept override { inner_.close(); }
    std::shared_ptr<driver::Canceller> canceller() override { return inner_.canceller(); }
    driver::NativeHandle native_handle() noexcept override { return inner_.native_handle(); }

private:
    driver::Connection& inner_;
    const RunOptions& asked_;
};

}  // namespace azoth::detail
