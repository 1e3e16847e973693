// SPDX-License-Identifier: MIT
#include "two_phase.hpp"

#include <memory>

#include <azoth/error/error.hpp>
#include <azoth/value/utf8.hpp>

#include "statement.hpp"

namespace azoth::libpq {

namespace {

// GIDSIZE of the server's source, its final NUL included.
constexpr std::size_t longest_xid = 199;

void check_xid(std::string_view xid) {
    const bool is_taken = !xid.empty() && xid.size() <= longest_xid &&
                          xid.find('\0') == std::string_view::npos && is_utf8(xid);
    if (is_taken) return;
    throw ArgumentError("bad_xid",
                        "PostgreSQL takes names of 1 to 199 bytes of UTF-8 without NUL for "
                        "prepared transactions");
}

[[noreturn]] void throw_no_such(const ErrorDetails& details) {
    throw ProgrammingError("no_such_prepared_transaction",
                           "no transaction of this name is prepared: it has ended, or never was",
                           details);
}

struct FreeMemory {
    void operator()(char* text) const noexcept { PQfreemem(text); }
};

}  // namespace

std::string TwoPhase::command(std::string_view verb, std::string_view xid) {
    // Its form of quoting holds whatever standard_conforming_strings is.
    const std::unique_ptr<char, FreeMemory> quoted(
        PQescapeLiteral(channel_.session(), xid.data(), xid.size()));
    if (quoted == nullptr) throw_connection_lost(channel_.session(), Phase::commit);
    return std::string(verb).append(" ").append(quoted.get());
}

void TwoPhase::require_enabled(std::int64_t timeout_ms) {
    if (!is_enabled_.has_value()) {
        Statement statement(channel_, "SHOW max_prepared_transactions", {},
                            Deadline::in(timeout_ms));
        driver::Cursor& cursor = statement.execute({}, {.timeout_ms = timeout_ms});
        std::string_view most;
        is_enabled_ = cursor.next() && cursor.read_text(0, most) && most != "0";
    }
    if (*is_enabled_) return;
    ErrorDetails details;
    details.hint = "set max_prepared_transactions above 0 and restart the server";
    throw NotSupportedError("two_phase_disabled", "this PostgreSQL server prepares no transactions",
                            std::move(details));
}

void TwoPhase::begin(std::string_view xid, const driver::TransactionOptions& options,
                     std::int64_t timeout_ms) {
    // A refused PREPARE would undo the work, so what can be known is known before.
    check_xid(xid);
    require_enabled(timeout_ms);
    connection_.begin(options, timeout_ms);
}

driver::PrepareOutcome TwoPhase::prepare(std::string_view xid, std::int64_t timeout_ms) try {
    if (!channel_.usable()) throw_connection_lost(channel_.session(), Phase::commit);
    const auto tag =
        channel_.run_to_commit(command("PREPARE TRANSACTION", xid).c_str(), timeout_ms);
    if (!tag.has_value()) return driver::PrepareOutcome::unknown;
    // As with COMMIT, a failed transaction is answered by ROLLBACK, and no error.
    return *tag == "PREPARE TRANSACTION" ? driver::PrepareOutcome::prepared
                                         : driver::PrepareOutcome::rolled_back;
} catch (const ProgrammingError& error) {
    if (error.details().sqlstate != "42710") throw;
    throw ProgrammingError("xid_in_use", "a transaction of this name is prepared already",
                           error.details());
}

driver::CommitOutcome TwoPhase::commit_prepared(std::string_view xid, std::int64_t timeout_ms) try {
    check_xid(xid);
    if (!channel_.usable()) throw_connection_lost(channel_.session(), Phase::commit);
    const auto tag = channel_.run_to_commit(command("COMMIT PREPARED", xid).c_str(), timeout_ms);
    if (!tag.has_value()) return driver::CommitOutcome::unknown;
    return *tag == "COMMIT PREPARED" ? driver::CommitOutcome::committed
                                     : driver::CommitOutcome::rolled_back;
} catch (const ProgrammingError& error) {
    if (error.details().sqlstate != "42704") throw;
    throw_no_such(error.details());
}

void TwoPhase::rollback_prepared(std::string_view xid, std::int64_t timeout_ms) try {
    check_xid(xid);
    if (!channel_.usable()) throw_connection_lost(channel_.session(), Phase::rollback);
    (void)channel_.run(command("ROLLBACK PREPARED", xid).c_str(), Deadline::in(timeout_ms),
                       Phase::rollback);
} catch (const ProgrammingError& error) {
    if (error.details().sqlstate != "42704") throw;
    throw_no_such(error.details());
}

std::vector<std::string> TwoPhase::recover(std::int64_t timeout_ms) {
    Statement statement(channel_,
                        "SELECT gid FROM pg_catalog.pg_prepared_xacts "
                        "WHERE database = pg_catalog.current_database() ORDER BY prepared, gid",
                        {}, Deadline::in(timeout_ms));
    driver::Cursor& cursor = statement.execute({}, {.timeout_ms = timeout_ms});
    std::vector<std::string> xids;
    std::string_view xid;
    while (cursor.next()) {
        if (cursor.read_text(0, xid)) xids.emplace_back(xid);
    }
    return xids;
}

}  // namespace azoth::libpq
