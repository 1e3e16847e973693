// SPDX-License-Identifier: MIT
#include <algorithm>
#include <string>

#include "connection_core.hpp"

/// The state machine of a lent connection's transaction. It follows the server: what a statement or
/// an error did to the transaction is read from the driver, not guessed.
namespace azoth::detail {

namespace {

std::string savepoint_name(std::uint64_t id) {
    return "azoth_sp_" + std::to_string(id);
}

}  // namespace

std::uint64_t ConnectionCore::transaction() const noexcept {
    return state_ >= State::active && state_ <= State::aborted ? transaction_ : 0;
}

TransactionOptions ConnectionCore::with_defaults(const TransactionOptions& options) const {
    TransactionOptions result = options;
    if (!result.isolation && options_.isolation_level != Isolation::autocommit) {
        result.isolation = options_.isolation_level;
    }
    if (!result.read_only) result.read_only = options_.read_only;
    if (!result.deferrable) result.deferrable = options_.deferrable;
    if (result.lock_mode == LockMode::by_default) result.lock_mode = options_.lock_mode;
    return result;
}

void ConnectionCore::begin_transaction(const TransactionOptions& options, bool implicit,
                                       const TimeLimit& limit) {
    mark(TransactionMark::begin, {}, implicit);
    try {
        driver_->begin(with_defaults(options), limit.left_ms());
    } catch (...) {
        failed_outside("BEGIN", Phase::execute);
    }
    transaction_began();
}

void ConnectionCore::transaction_began() noexcept {
    state_ = State::active;
    server_has_ended_it_ = false;
    ++transaction_;
}

void ConnectionCore::require_beginnable(const TransactionOptions& options) const {
    if (state_ == State::active) {
        throw InvalidRequestError(
            "already_in_transaction",
            "a transaction is under way, begun by begin() or by an earlier statement; end it "
            "first, or use begin_nested()");
    }
    require_usable();
    if (!engine_->ledger().supports(compile::Capability::transactions)) {
        throw NotSupportedError("not_supported",
                                std::string(engine_->dialect->name()) + " has no transactions");
    }
    if (options_.isolation_level == Isolation::autocommit ||
        options.isolation == Isolation::autocommit) {
        throw InvalidRequestError("autocommit",
                                  "this connection commits each statement by itself; connect "
                                  "without Isolation::autocommit to begin a transaction");
    }
}

std::uint64_t ConnectionCore::begin(const TransactionOptions& options) {
    const Use use(*this);
    require_beginnable(options);
    begin_transaction(options, false, time_limit());
    return transaction_;
}

void ConnectionCore::transaction_ended() noexcept {
    state_ = State::idle;
    server_has_ended_it_ = false;
    savepoints_.clear();
    xid_.clear();
    if (has_changed_schema_) {
        // Now others see it, or it has become undone.
        has_changed_schema_ = false;
        engine_->schema_changed();
    }
}

void ConnectionCore::commit() {
    const Use use(*this);
    if (state_ == State::prepared) return end_own_prepared(true);
    commit_transaction();
}

void ConnectionCore::commit_transaction() {
    require_usable();
    if (state_ == State::idle) {
        throw InvalidRequestError(
            "no_transaction",
            begins_by_itself_
                ? "there is nothing to commit: no statement has run since the last transaction"
                : "there is nothing to commit: each statement commits by itself");
    }
    const TimeLimit limit = time_limit();
    settle_results();
    mark(TransactionMark::commit);
    driver::CommitOutcome outcome{};
    try {
        outcome = driver_->commit(limit.left_ms());
    } catch (...) {
        failed_outside("COMMIT", Phase::commit);
    }
    ErrorDetails details;
    details.statement = "COMMIT";
    details.phase = Phase::commit;
    switch (outcome) {
        case driver::CommitOutcome::committed:
            may_have_committed_ = true;
            transaction_ended();
            return;
        case driver::CommitOutcome::rolled_back:
            transaction_ended();
            details.retryable = true;
            throw TransactionRollbackError("commit_rolled_back",
                                           "the database answered COMMIT by rolling back",
                                           std::move(details));
        case driver::CommitOutcome::unknown: break;
    }
    may_have_committed_ = true;
    lose();
    lease_.report_disconnect();
    details.hint = "look whether the work is there before doing it again";
    throw CommitUnknownError("commit_unknown",
                             "COMMIT was sent and no answer came: it may have happened or not",
                             std::move(details));
}

void ConnectionCore::rollback() {
    const Use use(*this);
    if (state_ == State::closed) throw_unusable();
    if (state_ == State::lost || state_ == State::idle) return;
    if (state_ == State::prepared) return end_own_prepared(false);
    if (state_ == State::active) settle_results();
    rollback_transaction();
}

void ConnectionCore::rollback_transaction() {
    mark(TransactionMark::rollback);
    if (!server_has_ended_it_) {
        try {
            driver_->rollback();
        } catch (...) {
            failed_outside("ROLLBACK", Phase::rollback);
        }
    }
    for (Execution* at = live_; at != nullptr; at = at->next_live) {
        if (at->is_open() && at->streams) at->close(Execution::End::transaction);
    }
    transaction_ended();
}

void ConnectionCore::drop_transaction(std::uint64_t number) noexcept {
    if (transaction() != number) return;
    try {
        rollback();
    } catch (...) {
        // The session's state is not known any more; it must not be lent again.
        lose();
    }
}

std::uint64_t ConnectionCore::set_savepoint() {
    const Use use(*this);
    require_usable();
    if (!engine_->ledger().supports(compile::Capability::savepoints)) {
        throw NotSupportedError("not_supported",
                                std::string(engine_->dialect->name()) + " has no savepoints");
    }
    autobegin(time_limit());
    if (state_ != State::active) {
        throw InvalidRequestError("autocommit",
                                  "a savepoint needs a transaction, and this connection commits "
                                  "each statement by itself");
    }
    const std::uint64_t id = ++last_savepoint_;
    const std::string name = savepoint_name(id);
    mark(TransactionMark::savepoint, name);
    try {
        driver_->savepoint(name);
    } catch (...) {
        failed_outside("SAVEPOINT", Phase::execute);
    }
    savepoints_.push_back(id);
    return id;
}

bool ConnectionCore::has_savepoint(std::uint64_t id) const noexcept {
    return std::find(savepoints_.begin(), savepoints_.end(), id) != savepoints_.end();
}

namespace {

[[noreturn]] void throw_no_savepoint() {
    throw InvalidRequestError("no_such_savepoint",
                              "this savepoint has ended, by itself or with what was around it");
}

}  // namespace

void ConnectionCore::release_savepoint(std::uint64_t id) {
    const Use use(*this);
    require_usable();
    if (!has_savepoint(id)) throw_no_savepoint();
    const std::string name = savepoint_name(id);
    mark(TransactionMark::release_savepoint, name);
    try {
        driver_->release_savepoint(name);
    } catch (...) {
        failed_outside("RELEASE SAVEPOINT", Phase::execute);
    }
    savepoints_.erase(std::find(savepoints_.begin(), savepoints_.end(), id), savepoints_.end());
}

void ConnectionCore::rollback_to_savepoint(std::uint64_t id) {
    const Use use(*this);
    // A failed statement is what a savepoint is for, so an aborted transaction may go on here.
    if (state_ == State::closed || state_ == State::lost || server_has_ended_it_) throw_unusable();
    if (!has_savepoint(id)) throw_no_savepoint();
    const std::string name = savepoint_name(id);
    if (state_ == State::active) settle_results();
    mark(TransactionMark::rollback_to_savepoint, name);
    try {
        driver_->rollback_to_savepoint(name);
        // It would stay on the server's stack, and one per turn of a loop adds up.
        driver_->release_savepoint(name);
    } catch (...) {
        failed_outside("ROLLBACK TO SAVEPOINT", Phase::rollback);
    }
    savepoints_.erase(std::find(savepoints_.begin(), savepoints_.end(), id), savepoints_.end());
    state_ = State::active;
    if (has_changed_schema_) ++session_->epoch;
    follow_server();
}

void ConnectionCore::drop_savepoint(std::uint64_t id) noexcept {
    if (!has_savepoint(id)) return;
    try {
        rollback_to_savepoint(id);
    } catch (...) {
        // Half a unit of work may be left: the transaction around it must not be committed.
        if (state_ == State::active) state_ = State::aborted;
    }
}

}  // namespace azoth::detail
