// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include <libpq-fe.h>

#include <azoth/driver/transaction.hpp>
#include <azoth/error/error.hpp>

#include "cancel_gate.hpp"
#include "deadline.hpp"
#include "error_mapper.hpp"
#include "handles.hpp"

namespace azoth::libpq {

/// What happens to a connection on which an answer is overdue.
enum class OnDeadline : std::uint8_t {
    cancel,   ///< the statement is cancelled, the session goes on
    abandon,  ///< the session is given up at once
};

/// One PGconn and the order in which it is spoken to: an exchange begins with start(), its results
/// come from next(), and it is over after finish(), which every road must reach before another one
/// begins. Statements, cursors and the connection share it. Thread-bound; the gate is not.
class Channel {
public:
    explicit Channel(SessionPtr session);
    ~Channel();
    Channel(const Channel&) = delete;
    Channel& operator=(const Channel&) = delete;

    [[nodiscard]] PGconn* session() noexcept { return session_.get(); }
    [[nodiscard]] const std::shared_ptr<CancelGate>& gate() const noexcept { return gate_; }

    /// Open, and not given up.
    [[nodiscard]] bool usable() const noexcept {
        return session_ != nullptr && PQstatus(session_.get()) == CONNECTION_OK;
    }
    /// Between start() and finish().
    [[nodiscard]] bool busy() const noexcept { return busy_; }
    [[nodiscard]] driver::TransactionStatus transaction_status() const noexcept;

    /// Throws `OperationalError` (`client_encoding_changed`) where text is not UTF-8 any more.
    void require_encoding() const;
    /// Begins an exchange. Throws `DisconnectError`, or `InvalidRequestError` (`connection_busy`)
    /// while another one is open.
    void start(Phase phase);
    /// After a libpq send function: throws if it could not even begin to send.
    void check_sent(int sent, Phase phase);
    /// The next result, null at the end of the command. Once the deadline passes, the statement is
    /// cancelled, the exchange finished, and `TimeoutError` (`statement_timeout`) thrown; a server
    /// that does not even answer that is given up.
    [[nodiscard]] ResultPtr next(Deadline deadline, Phase phase) {
        if (deadline.exists() && (overdue_ || !result_ready(deadline)))
            return next_after_deadline(phase);
        return ResultPtr(PQgetResult(session_.get()));
    }
    /// Ends the exchange: discards what is left. Never throws.
    void finish() noexcept;
    /// The same, but no longer than the deadline; false if there was more.
    [[nodiscard]] bool finish_by(Deadline deadline) noexcept;
    /// Cancels what runs and ends the exchange; a server that does not answer is given up.
    void cancel_and_finish(std::chrono::milliseconds patience) noexcept;

    /// A whole exchange in the simple protocol; throws for the first failing command. Gives the
    /// last command's tag. `on_deadline` says what is worth saving.
    std::string run(const char* sql, Deadline deadline, Phase phase,
                    OnDeadline on_deadline = OnDeadline::cancel);

    /// The same, and gives the results that have columns, in text format.
    [[nodiscard]] std::vector<ResultPtr> query(const char* sql, Deadline deadline);
    /// The same for what makes work permanent: nothing where it was sent and no answer came.
    [[nodiscard]] std::optional<std::string> run_to_commit(const char* sql,
                                                           std::int64_t timeout_ms);

    /// Closes a prepared statement together with the next exchange that prepares one.
    void forget_statement(std::string name) noexcept;
    /// Somebody may have dropped all that were made so far: closing one that is gone would fail,
    /// and take the transaction with it. Those that are left stay until the session ends.
    void statements_dropped() noexcept;
    [[nodiscard]] std::vector<std::string>& forgotten_statements() noexcept { return forgotten_; }
    [[nodiscard]] std::string next_statement_name();
    [[nodiscard]] std::string next_portal_name();
    /// Differs once the transaction of then may have ended.
    [[nodiscard]] std::uint64_t transaction_mark() const noexcept { return transaction_mark_; }
    void transaction_may_have_ended() noexcept { ++transaction_mark_; }

    /// Remembered until the session has been reset.
    void mark_touched() noexcept { touched_ = true; }
    void clear_touched() noexcept { touched_ = false; }
    [[nodiscard]] bool touched() const noexcept { return touched_; }

    void close() noexcept;
    /// Marks the connection as lost without waiting for anybody.
    void give_up() noexcept;

private:
    [[nodiscard]] ResultPtr next_after_deadline(Phase phase);
    std::string exchange(const char* sql, Deadline deadline, Phase phase, OnDeadline on_deadline,
                         std::vector<ResultPtr>* with_columns);
    [[nodiscard]] bool result_ready(Deadline deadline) noexcept;
    void end_copy() noexcept;
    void finish_pipeline() noexcept;

    SessionPtr session_;
    std::shared_ptr<CancelGate> gate_;
    std::vector<std::string> forgotten_;
    std::uint64_t statements_made_ = 0;
    std::uint64_t portals_made_ = 0;
    std::uint64_t transaction_mark_ = 0;
    std::uint64_t statements_dropped_ = 0;  ///< up to which number they may be gone
    driver::TransactionStatus status_before_ = driver::TransactionStatus::idle;
    OnDeadline on_deadline_ = OnDeadline::cancel;
    bool busy_ = false;
    bool overdue_ = false;  ///< the deadline has passed, and the cancel is on its way
    bool touched_ = false;
};

/// Ends the exchange whichever way its scope is left.
class ExchangeGuard {
public:
    explicit ExchangeGuard(Channel& channel) noexcept : channel_(channel) {}
    ~ExchangeGuard() {
        if (channel_.busy()) channel_.finish();
    }
    ExchangeGuard(const ExchangeGuard&) = delete;
    ExchangeGuard& operator=(const ExchangeGuard&) = delete;

private:
    Channel& channel_;
};

}  // namespace azoth::libpq
