// SPDX-License-Identifier: MIT
#include "connection.hpp"

#include <algorithm>
#include <utility>

#include <azoth/error/error.hpp>

#include "opener.hpp"
#include "script.hpp"
#include "statement.hpp"

namespace azoth::sqlite3_driver {

namespace {

/// A shorter patience for locks while this lives; 0 leaves the session's own.
class BusyLimit {
public:
    BusyLimit(Session& session, std::int64_t timeout_ms) noexcept
        : wait_(session.busy_wait()), before_(wait_.limit()) {
        if (timeout_ms > 0)
            wait_.set_limit(std::min(before_, deadline_after(timeout_ms) - steady_now()));
    }
    BusyLimit(const BusyLimit&) = delete;
    BusyLimit& operator=(const BusyLimit&) = delete;
    ~BusyLimit() { wait_.set_limit(before_); }

private:
    BusyWait& wait_;
    const std::int64_t before_;
};

/// Whether a COMMIT may fail like this at the moment that makes it permanent, or after it.
bool may_follow_commit(sqlite3* handle, int code) noexcept {
    if ((code & 0xff) != SQLITE_IOERR) return false;
    switch (sqlite3_extended_errcode(handle)) {
        case SQLITE_IOERR_FSYNC:
        case SQLITE_IOERR_DIR_FSYNC:
        case SQLITE_IOERR_WRITE:
        case SQLITE_IOERR_TRUNCATE:
        case SQLITE_IOERR_CLOSE:
        case SQLITE_IOERR: return true;
        default: return false;
    }
}

[[noreturn]] void throw_commit_unknown(sqlite3* handle, int code) {
    ErrorDetails details;
    details.native_code = sqlite3_extended_errcode(handle);
    details.server_message = sqlite3_errstr(code);
    details.sqlstate = "40003";
    details.phase = Phase::commit;
    details.hint = "look whether the work is there before doing it again";
    throw CommitUnknownError("commit_unknown",
                             "the disk failed during COMMIT: it may have happened or not",
                             std::move(details));
}

void check_isolation(std::optional<Isolation> level) {
    if (!level || *level == Isolation::serializable || *level == Isolation::read_uncommitted)
        return;
    ErrorDetails details;
    details.component = isolation_name(*level);
    details.hint = "SQLite has SERIALIZABLE and READ UNCOMMITTED; for AUTOCOMMIT do not begin";
    throw ArgumentError("bad_isolation_level", "SQLite has no transactions of this isolation level",
                        std::move(details));
}

}  // namespace

Sqlite3Connection::Sqlite3Connection(std::shared_ptr<Session> session, LockMode lock_mode,
                                     bool in_memory)
    : session_(std::move(session)),
      commands_(session_->handle()),
      lock_mode_(lock_mode),
      in_memory_(in_memory) {}

Sqlite3Connection::~Sqlite3Connection() {
    close();
}

void Sqlite3Connection::check_open() const {
    if (!is_open()) throw InvalidRequestError("connection_closed", "the connection is closed");
}

// ── statements ──────────────────────────────────────────────────────────────────────────────────

std::unique_ptr<driver::Statement> Sqlite3Connection::prepare(std::string_view sql,
                                                              std::span<const ValueKind>,
                                                              std::int64_t timeout_ms) {
    const DeadlineScope scope(*session_, deadline_of(timeout_ms));
    return prepare_statement(session_, sql);
}

void Sqlite3Connection::execute_script(std::string_view text, std::int64_t timeout_ms) {
    const DeadlineScope scope(*session_, deadline_of(timeout_ms));
    run_script(*session_, text);
}

std::unique_ptr<driver::Statement> Sqlite3Connection::prepare_script(std::string_view text) {
    check_open();
    return std::make_unique<Script>(session_, text);
}

// ── transactions ────────────────────────────────────────────────────────────────────────────────

Command Sqlite3Connection::begin_command(const driver::TransactionOptions& options) const noexcept {
    LockMode mode = options.lock_mode;
    // A transaction or database that only reads never needs the write lock.
    if (mode == LockMode::by_default)
        mode = options.read_only.value_or(false) ||
                       sqlite3_db_readonly(session_->handle(), "main") == 1
                   ? LockMode::deferred
                   : lock_mode_;
    if (mode == LockMode::immediate) return Command::begin_immediate;
    return mode == LockMode::exclusive ? Command::begin_exclusive : Command::begin_deferred;
}

void Sqlite3Connection::set_read_uncommitted(bool wanted) {
    if (wanted == read_uncommitted_) return;
    const int result = sqlite3_exec(
        session_->handle(), wanted ? "PRAGMA read_uncommitted=1" : "PRAGMA read_uncommitted=0",
        nullptr, nullptr, nullptr);
    if (result != SQLITE_OK) session_->throw_error(result, Phase::execute);
    read_uncommitted_ = wanted;
}

void Sqlite3Connection::begin(const driver::TransactionOptions& options, std::int64_t timeout_ms) {
    check_open();
    check_isolation(options.isolation);
    if (session_->in_transaction())
        throw InvalidRequestError("transaction_active", "a transaction is active already");
    set_read_uncommitted(options.isolation == Isolation::read_uncommitted);
    session_->canceller()->forget();
    session_->transaction_begun = false;
    const DeadlineScope scope(*session_, deadline_of(timeout_ms));
    const int result = commands_.run(begin_command(options));
    if (result != SQLITE_DONE) fail(result, Phase::execute);
    session_->transaction_begun = true;
    session_->read_only_transaction = options.read_only.value_or(false);
}

void Sqlite3Connection::fail(int code, Phase phase) {
    // The reset would replace the handle's message, a throw would skip the reset: so in between.
    struct Rewind {
        TransactionCommands& commands;
        ~Rewind() { commands.rewind(); }
    } const rewind{commands_};
    session_->throw_error(code, phase);
}

void Sqlite3Connection::fail_commit(int code) {
    // What takes effect when a journal is removed, truncated or overwritten may have done so by the
    // time this is reported to have failed; SQLite cannot tell, and neither can the journal's file.
    if (!session_->in_transaction() && may_follow_commit(session_->handle(), code)) {
        end_transaction();
        commands_.rewind();
        throw_commit_unknown(session_->handle(), code);
    }
    fail(code, Phase::commit);
}

void Sqlite3Connection::end_transaction() noexcept {
    session_->transaction_begun = false;
    session_->read_only_transaction = false;
}

driver::CommitOutcome Sqlite3Connection::commit(std::int64_t timeout_ms) {
    check_open();
    session_->canceller()->forget();
    // Autocommit being on already means that SQLite rolled back by itself after an earlier error.
    if (!session_->in_transaction()) {
        end_transaction();
        return driver::CommitOutcome::rolled_back;
    }
    // Waiting for readers to leave is what a COMMIT can spend its time on.
    const DeadlineScope scope(*session_, deadline_of(timeout_ms));
    const int result = commands_.run(Command::commit);
    if (result != SQLITE_DONE) fail_commit(result);
    if (session_->in_transaction())
        throw InternalError("commit_without_effect", "SQLite accepted COMMIT and did not commit");
    end_transaction();
    return driver::CommitOutcome::committed;
}

void Sqlite3Connection::rollback() {
    check_open();
    session_->canceller()->forget();
    const int result = session_->in_transaction() ? commands_.run(Command::rollback) : SQLITE_DONE;
    if (session_->in_transaction()) fail(result, Phase::rollback);
    commands_.rewind();
    end_transaction();
}

driver::TransactionStatus Sqlite3Connection::transaction_status() const noexcept {
    if (!is_open()) return driver::TransactionStatus::unknown;
    return session_->in_transaction() ? driver::TransactionStatus::active
                                      : driver::TransactionStatus::idle;
}

// ── the session ─────────────────────────────────────────────────────────────────────────────────

Version Sqlite3Connection::server_version() const {
    const int number = sqlite3_libversion_number();
    return Version{number / 1'000'000, number / 1000 % 1000, number % 1000};
}

bool Sqlite3Connection::has_extra(std::string_view name) const {
    return name == "azoth_decimal" || name == "azoth_json" || name == "last_insert_id";
}

bool Sqlite3Connection::ping(std::int64_t timeout_ms) noexcept {
    if (!is_open()) return false;
    int moved = 0;  // the file was deleted or replaced: what is written now is lost
    if (!in_memory_ &&
        sqlite3_file_control(session_->handle(), "main", SQLITE_FCNTL_HAS_MOVED, &moved) ==
            SQLITE_OK &&
        moved != 0)
        return false;
    // Reading inside a transaction would fix its snapshot.
    if (session_->in_transaction()) return true;
    const BusyLimit limit(*session_, timeout_ms);
    session_->canceller()->forget();
    const int primary =
        0xff & sqlite3_exec(session_->handle(), "PRAGMA schema_version", nullptr, nullptr, nullptr);
    return primary == SQLITE_OK || primary == SQLITE_BUSY || primary == SQLITE_LOCKED;
}

bool Sqlite3Connection::reset(std::int64_t timeout_ms) noexcept {
    if (!is_open()) return false;
    const BusyLimit limit(*session_, timeout_ms);
    session_->canceller()->forget();
    session_->rewind_statements();
    if (session_->in_transaction()) (void)commands_.run(Command::rollback);
    commands_.rewind();
    if (session_->in_transaction()) return false;
    end_transaction();
    assert_session_settings(session_->handle());
    try {
        set_read_uncommitted(false);
    } catch (const std::exception&) {
        return false;
    }
    return true;
}

void Sqlite3Connection::close() noexcept {
    commands_.finalize();
    session_->close();
}

std::shared_ptr<driver::Canceller> Sqlite3Connection::canceller() {
    return session_->canceller();
}

}  // namespace azoth::sqlite3_driver
