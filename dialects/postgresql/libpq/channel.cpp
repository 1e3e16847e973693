// SPDX-License-Identifier: MIT
#include "channel.hpp"

#include <poll.h>
#include <sys/socket.h>

#include <cerrno>
#include <charconv>
#include <utility>

namespace azoth::libpq {

namespace {

// How long a server may take to act on a cancel request before it is given up.
constexpr std::int64_t cancel_patience_ms = 3'000;
constexpr std::string_view statement_prefix = "azoth_";

driver::TransactionStatus status_of(PGTransactionStatusType status) noexcept {
    switch (status) {
        case PQTRANS_IDLE: return driver::TransactionStatus::idle;
        case PQTRANS_INTRANS: return driver::TransactionStatus::active;
        case PQTRANS_INERROR: return driver::TransactionStatus::failed;
        case PQTRANS_ACTIVE:
        case PQTRANS_UNKNOWN: break;
    }
    return driver::TransactionStatus::unknown;
}

}  // namespace

Channel::Channel(SessionPtr session)
    : session_(std::move(session)), gate_(std::make_shared<CancelGate>(session_.get())) {}

Channel::~Channel() {
    close();
}

driver::TransactionStatus Channel::transaction_status() const noexcept {
    if (!usable()) return driver::TransactionStatus::unknown;
    return busy_ ? status_before_ : status_of(PQtransactionStatus(session_.get()));
}

void Channel::start(Phase phase) {
    if (!usable()) throw_connection_lost(session_.get(), phase);
    if (busy_) {
        ErrorDetails details;
        details.hint = "read the streamed result to its end or close it, or use another connection";
        details.phase = phase;
        throw InvalidRequestError("connection_busy",
                                  "a streamed result is still open on this connection",
                                  std::move(details));
    }
    status_before_ = status_of(PQtransactionStatus(session_.get()));
    if (status_before_ == driver::TransactionStatus::idle) ++transaction_mark_;
    on_deadline_ = OnDeadline::cancel;
    gate_->enter();
    busy_ = true;
    overdue_ = false;
}

void Channel::check_sent(int sent, Phase phase) {
    if (sent == 1) return;
    if (PQstatus(session_.get()) == CONNECTION_OK) {
        ErrorDetails details;
        details.server_message = printable(PQerrorMessage(session_.get()));
        details.phase = phase;
        finish();
        throw OperationalError("client_error", "the client library could not send the statement",
                               std::move(details));
    }
    finish();
    throw_connection_lost(session_.get(), phase);
}

bool Channel::result_ready(Deadline deadline) noexcept {
    while (PQisBusy(session_.get()) != 0) {
        const int unsent = PQflush(session_.get());
        pollfd watched{};
        watched.fd = PQsocket(session_.get());
        watched.events = static_cast<short>(unsent > 0 ? POLLIN | POLLOUT : POLLIN);
        const int events = ::poll(&watched, 1, deadline.poll_ms());
        if (events == 0) return false;
        if (events < 0 && errno != EINTR) return true;  // PQgetResult reports it
        if (events > 0 && PQconsumeInput(session_.get()) == 0) return true;
    }
    return true;
}

ResultPtr Channel::next_after_deadline(Phase phase) {
    ErrorDetails details;
    details.phase = phase;
    const bool is_cancelled =
        overdue_ || (on_deadline_ == OnDeadline::cancel && gate_->deliver(CancelGate::patience));
    overdue_ = true;
    const bool answered = is_cancelled && result_ready(Deadline::in(cancel_patience_ms));
    if (!answered) {
        give_up();
        details.hint = "the connection is closed";
        throw TimeoutError("statement_timeout", "the server does not answer in time",
                           std::move(details));
    }
    ResultPtr result(PQgetResult(session_.get()));
    const char* const state =
        result == nullptr ? nullptr : PQresultErrorField(result.get(), PG_DIAG_SQLSTATE);
    // What was quicker than its cancellation counts.
    if (result != nullptr && (state == nullptr || std::string_view(state) != "57014")) {
        return result;
    }
    if (state != nullptr) details.sqlstate = state;
    finish();
    throw TimeoutError("statement_timeout",
                       "the statement took longer than allowed and was cancelled",
                       std::move(details));
}

void Channel::end_copy() noexcept {
    // COPY FROM STDIN waits for data that nobody has; COPY TO STDOUT sends some that nobody wants.
    PQputCopyEnd(session_.get(), "not through this call");
    char* row = nullptr;
    while (PQgetCopyData(session_.get(), &row, 0) > 0) PQfreemem(row);
}

void Channel::finish() noexcept {
    if (!busy_) return;
    if (session_ != nullptr) {
        if (PQpipelineStatus(session_.get()) != PQ_PIPELINE_OFF) {
            finish_pipeline();
        } else {
            while (usable()) {
                const ResultPtr result(PQgetResult(session_.get()));
                if (result == nullptr) break;
                const ExecStatusType status = PQresultStatus(result.get());
                if (status == PGRES_COPY_IN || status == PGRES_COPY_OUT) end_copy();
            }
        }
    }
    gate_->leave();
    busy_ = false;
}

void Channel::finish_pipeline() noexcept {
    // A null follows each command; a second one means that nothing is under way any more.
    bool after_null = false;
    bool synced = false;
    while (usable()) {
        const ResultPtr result(PQgetResult(session_.get()));
        if (result != nullptr) {
            after_null = false;
            if (PQresultStatus(result.get()) == PGRES_PIPELINE_SYNC) synced = true;
        } else if (!after_null) {
            after_null = true;
        } else {
            // After an error the server ignores everything until it sees a synchronisation point.
            if (synced || PQpipelineSync(session_.get()) != 1) break;
            after_null = false;
        }
    }
    if (usable() && PQexitPipelineMode(session_.get()) != 1) give_up();
}

bool Channel::finish_by(Deadline deadline) noexcept {
    while (busy_ && usable()) {
        if (!result_ready(deadline)) return false;
        const ResultPtr result(PQgetResult(session_.get()));
        if (result == nullptr) break;
        if (deadline.exists() && deadline.poll_ms() == 0) return false;
    }
    finish();
    return true;
}

void Channel::cancel_and_finish(std::chrono::milliseconds patience) noexcept {
    const Deadline deadline = Deadline::in(patience.count());
    // Rows already on their way are read without a limit in number, but not in time.
    if (!gate_->deliver(patience) || !finish_by(deadline)) give_up();
}

void Channel::require_encoding() const {
    if (!usable() || PQclientEncoding(session_.get()) == pg_char_to_encoding("UTF8")) return;
    throw OperationalError("client_encoding_changed",
                           "the session's client_encoding is not UTF8 any more");
}

std::string Channel::run(const char* sql, Deadline deadline, Phase phase, OnDeadline on_deadline) {
    return exchange(sql, deadline, phase, on_deadline, nullptr);
}

std::vector<ResultPtr> Channel::query(const char* sql, Deadline deadline) {
    std::vector<ResultPtr> results;
    (void)exchange(sql, deadline, Phase::execute, OnDeadline::cancel, &results);
    return results;
}

std::string Channel::exchange(const char* sql, Deadline deadline, Phase phase,
                              OnDeadline on_deadline, std::vector<ResultPtr>* with_columns) {
    start(phase);
    on_deadline_ = on_deadline;
    const ExchangeGuard guard(*this);
    check_sent(PQsendQuery(session_.get(), sql), phase);
    std::string tag;
    ResultPtr failed;
    while (ResultPtr result = next(deadline, phase)) {
        switch (PQresultStatus(result.get())) {
            case PGRES_FATAL_ERROR:
            case PGRES_BAD_RESPONSE: failed = std::move(result); break;
            case PGRES_COPY_IN:
            case PGRES_COPY_OUT:
            case PGRES_COPY_BOTH: {
                end_copy();
                finish();
                ErrorDetails details;
                details.phase = phase;
                throw NotSupportedError("copy_unsupported", "COPY needs a bulk load, not a text",
                                        std::move(details));
            }
            default:
                tag = PQcmdStatus(result.get());
                if (with_columns != nullptr && PQnfields(result.get()) != 0) {
                    with_columns->push_back(std::move(result));
                }
                break;
        }
        if (!usable()) break;
    }
    finish();
    if (failed != nullptr) throw_result_error(*failed, session_.get(), {phase, sql, {}});
    if (!usable()) throw_connection_lost(session_.get(), phase);
    return tag;
}

std::optional<std::string> Channel::run_to_commit(const char* sql, std::int64_t timeout_ms) {
    // A session known to be dead has sent nothing: the server has undone the work.
    if (!usable()) throw_connection_lost(session_.get(), Phase::commit);
    try {
        return run(sql, Deadline::in(timeout_ms), Phase::commit);
    } catch (const DisconnectError&) {
        return std::nullopt;
    } catch (const TimeoutError&) {
        // Cancelled, said the server: then it did not commit. Silence says nothing.
        if (usable()) throw;
        return std::nullopt;
    }
}

void Channel::forget_statement(std::string name) noexcept {
    std::uint64_t number = 0;
    std::from_chars(name.data() + statement_prefix.size(), name.data() + name.size(), number);
    if (number <= statements_dropped_) return;
    try {
        forgotten_.push_back(std::move(name));
    } catch (...) {  // the server then keeps it until the session ends
    }
}

void Channel::statements_dropped() noexcept {
    statements_dropped_ = statements_made_;
    forgotten_.clear();
}

std::string Channel::next_statement_name() {
    return std::string(statement_prefix) + std::to_string(++statements_made_);
}

std::string Channel::next_portal_name() {
    return "azoth_rows_" + std::to_string(++portals_made_);
}

void Channel::close() noexcept {
    if (busy_) {
        gate_->leave();
        busy_ = false;
    }
    session_.reset();
}

void Channel::give_up() noexcept {
    // Saying goodbye could block on a peer that does not read.
    if (session_ != nullptr) ::shutdown(PQsocket(session_.get()), SHUT_RDWR);
    close();
}

}  // namespace azoth::libpq
