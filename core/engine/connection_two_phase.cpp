// SPDX-License-Identifier: MIT
#include <random>
#include <string>
#include <utility>

#include "connection_core.hpp"

/// Transactions that end in two steps. A prepared one belongs to the database, not to the session;
/// nothing here ends it but a commit or a rollback that the program asks for.
namespace azoth::detail {

namespace {

/// 128 bits of the system's chance: no other program makes the same.
std::string unique_xid() {
    std::random_device chance;
    std::string xid = "azoth_";
    for (int word = 0; word < 4; ++word) {
        std::uint32_t bits = chance();
        for (int digit = 0; digit < 8; ++digit, bits >>= 4U) xid += "0123456789abcdef"[bits & 15U];
    }
    return xid;
}

void check_xid(std::string_view xid) {
    if (!xid.empty() && xid.find('\0') == std::string_view::npos) return;
    throw ArgumentError("bad_xid", "the name of a prepared transaction is a text without NUL");
}

ErrorDetails details_of(std::string_view statement, std::string_view xid) {
    ErrorDetails details;
    details.statement = statement;
    details.component = xid;
    details.phase = Phase::commit;
    return details;
}

}  // namespace

driver::TwoPhase& ConnectionCore::two_phase() {
    if (!engine_->ledger().supports(compile::Capability::two_phase_commit)) {
        throw NotSupportedError("not_supported",
                                std::string(engine_->dialect->name()) + " has no two-phase commit");
    }
    if (driver::TwoPhase* known = driver_->two_phase()) return *known;
    throw NotSupportedError("not_supported", "the driver of this " +
                                                 std::string(engine_->dialect->name()) +
                                                 " connection has no two-phase commit");
}

std::uint64_t ConnectionCore::begin_two_phase(std::string& xid, const TransactionOptions& options) {
    const Use use(*this);
    require_beginnable(options);
    driver::TwoPhase& steps = two_phase();
    if (xid.empty()) xid = unique_xid();
    check_xid(xid);
    mark_two_phase(TransactionMark::begin_two_phase, xid);
    try {
        steps.begin(xid, with_defaults(options), time_limit().left_ms());
    } catch (...) {
        failed_outside("BEGIN", Phase::execute);
    }
    transaction_began();
    xid_ = xid;
    return transaction_;
}

void ConnectionCore::prepare_transaction() {
    const Use use(*this);
    require_usable();
    const TimeLimit limit = time_limit();
    settle_results();
    may_have_committed_ = true;  // others may decide from here on
    mark_two_phase(TransactionMark::prepare_two_phase, xid_);
    constexpr std::string_view what = "PREPARE TRANSACTION";
    driver::PrepareOutcome outcome{};
    try {
        outcome = two_phase().prepare(xid_, limit.left_ms());
    } catch (...) {
        failed_outside(what, Phase::commit);
    }
    ErrorDetails details = details_of(what, xid_);
    switch (outcome) {
        case driver::PrepareOutcome::prepared:
            state_ = State::prepared;
            savepoints_.clear();
            // What it has created is nobody's yet, not even this session's.
            if (has_changed_schema_) ++session_->epoch;
            return;
        case driver::PrepareOutcome::rolled_back:
            transaction_ended();
            details.retryable = true;
            throw TransactionRollbackError("prepare_rolled_back",
                                           "the database answered the prepare by rolling back",
                                           std::move(details));
        case driver::PrepareOutcome::unknown: break;
    }
    lose();
    lease_.report_disconnect();
    details.hint = "recover_two_phase() on another connection tells; then commit or roll back";
    throw CommitUnknownError("prepare_unknown",
                             "the prepare was sent and no answer came: it may have happened or not",
                             std::move(details));
}

void ConnectionCore::finish_prepared(std::string_view xid, bool commits) {
    check_xid(xid);
    driver::TwoPhase& steps = two_phase();
    const TimeLimit limit = time_limit();
    const std::string_view what = commits ? "COMMIT PREPARED" : "ROLLBACK PREPARED";
    mark_two_phase(
        commits ? TransactionMark::commit_two_phase : TransactionMark::rollback_two_phase, xid);
    driver::CommitOutcome outcome = driver::CommitOutcome::committed;
    try {
        if (commits) {
            may_have_committed_ = true;
            outcome = steps.commit_prepared(xid, limit.left_ms());
        } else {
            steps.rollback_prepared(xid, limit.left_ms());
        }
    } catch (...) {
        failed_outside(what, commits ? Phase::commit : Phase::rollback);
    }
    if (outcome == driver::CommitOutcome::committed) {
        // Nobody here knows what tables a transaction of elsewhere has changed.
        if (commits && !driver_->follows_schema_changes()) engine_->schema_changed();
        return;
    }
    ErrorDetails details = details_of(what, xid);
    if (outcome == driver::CommitOutcome::rolled_back) {
        throw TransactionRollbackError("commit_rolled_back",
                                       "the database answered the commit by rolling back",
                                       std::move(details));
    }
    lose();
    lease_.report_disconnect();
    details.hint = "if recover_two_phase() still lists it, commit_prepared() it again";
    throw CommitUnknownError("commit_unknown",
                             "the commit was sent and no answer came: it may have happened or not",
                             std::move(details));
}

void ConnectionCore::end_own_prepared(bool commits) {
    finish_prepared(xid_, commits);
    transaction_ended();
}

void ConnectionCore::end_prepared(std::string_view xid, bool commits) {
    const Use use(*this);
    if (state_ == State::prepared && xid == xid_) return end_own_prepared(commits);
    require_usable();
    if (state_ == State::active) {
        throw InvalidRequestError("already_in_transaction",
                                  "a prepared transaction is ended outside of every other one; "
                                  "end the transaction under way first");
    }
    finish_prepared(xid, commits);
}

std::vector<std::string> ConnectionCore::recover_two_phase() {
    const Use use(*this);
    if (state_ != State::prepared) require_usable();
    driver::TwoPhase& steps = two_phase();
    try {
        return steps.recover(time_limit().left_ms());
    } catch (...) {
        failed_outside("the prepared transactions", Phase::execute);
    }
}

void ConnectionCore::drop_two_phase(std::uint64_t number) noexcept {
    if (transaction() != number) return;
    if (state_ != State::prepared) return drop_transaction(number);
    // Whether it shall happen is decided elsewhere: the database keeps it, and a session that the
    // database has not let go of must not be lent again.
    const bool is_free = driver_->transaction_status() == driver::TransactionStatus::idle;
    transaction_ended();
    if (!is_free) lose();
}

void ConnectionCore::mark_two_phase(TransactionMark mark, std::string_view xid) {
    if (!engine_->observers.active()) return;
    engine_->observers.transaction({mark, {}, false, session_->number, xid});
}

}  // namespace azoth::detail
