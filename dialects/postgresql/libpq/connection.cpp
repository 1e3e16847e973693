// SPDX-License-Identifier: MIT
#include "connection.hpp"

#include <utility>

#include <azoth/error/error.hpp>

#include "script.hpp"
#include "statement.hpp"

namespace azoth::libpq {

namespace {

// DISCARD ALL without its DEALLOCATE ALL: prepared statements belong to us, not to the borrower.
constexpr const char* discard_session =
    "CLOSE ALL; SET SESSION AUTHORIZATION DEFAULT; RESET ALL; UNLISTEN *; "
    "SELECT pg_advisory_unlock_all(); DISCARD TEMP; DISCARD SEQUENCES";

// The statements that bring a new session to where this one is, in the order in which they must
// run.
constexpr std::string_view settings_of_session =
    "SELECT text FROM ("
    "SELECT 1 AS place, format('SET SESSION AUTHORIZATION %I', session_user) AS text "
    "WHERE session_user <> (SELECT usename FROM pg_catalog.pg_stat_activity "
    "WHERE pid = pg_catalog.pg_backend_pid()) UNION ALL "
    "SELECT 2, format('SET ROLE %I', pg_catalog.current_setting('role')) "
    "WHERE pg_catalog.current_setting('role') <> 'none' UNION ALL "
    "SELECT 3, format('SELECT pg_catalog.set_config(%L, %L, false)', name, setting) "
    "FROM pg_catalog.pg_settings WHERE source = 'session' UNION ALL "
    "SELECT 4, format('LISTEN %I', channel) "
    "FROM pg_catalog.pg_listening_channels() AS channels(channel)) AS kept ORDER BY place";

std::string_view parameter(PGconn* session, const char* name) {
    const char* value = PQparameterStatus(session, name);
    return value == nullptr ? std::string_view() : std::string_view(value);
}

/// 150020 is 15.20; before version 10 there were three numbers.
Version version_of(int number) {
    if (number >= 100'000) return {number / 10'000, number % 10'000, 0};
    return {number / 10'000, number / 100 % 100, number % 100};
}

std::string begin_text(const driver::TransactionOptions& options) {
    std::string text = "BEGIN";
    if (options.isolation.has_value()) {
        if (*options.isolation == Isolation::autocommit) {
            throw InvalidRequestError("bad_isolation_level",
                                      "a transaction cannot begin in autocommit");
        }
        text.append(" ISOLATION LEVEL ").append(isolation_name(*options.isolation));
    }
    if (options.read_only.has_value()) {
        text.append(*options.read_only ? " READ ONLY" : " READ WRITE");
    }
    if (options.deferrable.has_value()) {
        text.append(*options.deferrable ? " DEFERRABLE" : " NOT DEFERRABLE");
    }
    return text;
}

/// From the server's word for it, such as "read committed".
Isolation isolation_of(std::string_view word) {
    if (word == "serializable") return Isolation::serializable;
    if (word == "repeatable read") return Isolation::repeatable_read;
    if (word == "read uncommitted") return Isolation::read_uncommitted;
    return Isolation::read_committed;
}

}  // namespace

Connection::Connection(SessionPtr session, std::int64_t timeout_ms)
    : channel_(std::move(session)),
      two_phase_(*this, channel_),
      version_(version_of(PQserverVersion(channel_.session()))) {
    settle(Deadline::in(timeout_ms));
}

Connection::~Connection() {
    channel_.close();
}

void Connection::settle(Deadline deadline) {
    // The server has reported these; a round trip only where it differs from what codecs assume.
    std::string fixes;
    if (parameter(channel_.session(), "client_encoding") != "UTF8") {
        fixes.append("SET client_encoding TO 'UTF8';");
    }
    if (parameter(channel_.session(), "standard_conforming_strings") != "on") {
        fixes.append("SET standard_conforming_strings TO on;");
    }
    if (!parameter(channel_.session(), "DateStyle").starts_with("ISO")) {
        fixes.append("SET DateStyle TO ISO;");
    }
    if (parameter(channel_.session(), "IntervalStyle") != "postgres") {
        fixes.append("SET IntervalStyle TO postgres;");
    }
    if (!fixes.empty()) channel_.run(fixes.c_str(), deadline, Phase::connect);
    if (parameter(channel_.session(), "client_encoding") != "UTF8" ||
        parameter(channel_.session(), "integer_datetimes") != "on") {
        throw NotSupportedError("unsupported_server",
                                "the server does not speak UTF-8 with integer date and time");
    }
}

std::unique_ptr<driver::Statement> Connection::prepare(std::string_view sql,
                                                       std::span<const ValueKind> kinds,
                                                       std::int64_t timeout_ms) {
    return std::make_unique<Statement>(channel_, sql, kinds, Deadline::in(timeout_ms));
}

void Connection::execute_script(std::string_view text, std::int64_t timeout_ms) {
    announce_script(channel_, text);
    channel_.run(std::string(text).c_str(), Deadline::in(timeout_ms), Phase::execute);
}

std::unique_ptr<driver::Statement> Connection::prepare_script(std::string_view text) {
    return std::make_unique<Script>(channel_, text);
}

void Connection::begin(const driver::TransactionOptions& options, std::int64_t timeout_ms) {
    const std::string text = begin_text(options);
    if (transaction_status() == driver::TransactionStatus::active ||
        transaction_status() == driver::TransactionStatus::failed) {
        throw InvalidRequestError("transaction_active", "a transaction is open already");
    }
    channel_.run(text.c_str(), Deadline::in(timeout_ms), Phase::execute);
}

driver::CommitOutcome Connection::commit(std::int64_t timeout_ms) {
    const auto tag = channel_.run_to_commit("COMMIT", timeout_ms);
    if (!tag.has_value()) return driver::CommitOutcome::unknown;
    // The tag tells what COMMIT did: of a failed transaction it says ROLLBACK, and no error.
    return *tag == "COMMIT" ? driver::CommitOutcome::committed : driver::CommitOutcome::rolled_back;
}

void Connection::rollback() {
    if (transaction_status() == driver::TransactionStatus::idle) return;
    channel_.run("ROLLBACK", {}, Phase::rollback);
}

Isolation Connection::default_isolation() {
    Statement statement(channel_, "SHOW default_transaction_isolation", {}, {});
    driver::Cursor& cursor = statement.execute({}, {});
    std::string_view word;
    if (cursor.next()) (void)cursor.read_text(0, word);
    return isolation_of(word);
}

void Connection::run_on_savepoint(std::string_view verb, std::string_view name, Phase phase) {
    const std::string text = std::string(verb).append(" ").append(name);
    channel_.run(text.c_str(), {}, phase);
}

void Connection::savepoint(std::string_view name) {
    run_on_savepoint("SAVEPOINT", name, Phase::execute);
}

void Connection::release_savepoint(std::string_view name) {
    run_on_savepoint("RELEASE SAVEPOINT", name, Phase::execute);
}

void Connection::rollback_to_savepoint(std::string_view name) {
    run_on_savepoint("ROLLBACK TO SAVEPOINT", name, Phase::rollback);
}

driver::TransactionStatus Connection::transaction_status() const noexcept {
    return channel_.transaction_status();
}

bool Connection::ping(std::int64_t timeout_ms) noexcept {
    try {
        if (channel_.busy()) return channel_.usable();  // a stream is open: bytes are flowing
        channel_.run("", Deadline::in(timeout_ms), Phase::execute, OnDeadline::abandon);
        return true;
    } catch (...) {
        return false;
    }
}

void Connection::keep_settings(std::int64_t timeout_ms) {
    if (!channel_.touched()) return;
    kept_settings_.clear();
    Statement statement(channel_, settings_of_session, {}, Deadline::in(timeout_ms));
    driver::Cursor& cursor = statement.execute({}, {.timeout_ms = timeout_ms});
    while (cursor.next()) {
        std::string_view text;
        if (cursor.read_text(0, text)) kept_settings_.append("; ").append(text);
    }
    channel_.clear_touched();
}

bool Connection::reset(std::int64_t timeout_ms) noexcept {
    try {
        const Deadline deadline = Deadline::in(timeout_ms);
        if (channel_.busy()) {
            const std::chrono::milliseconds patience(timeout_ms);
            channel_.cancel_and_finish(timeout_ms > 0 ? patience : CancelGate::patience);
        }
        if (!channel_.usable()) return false;
        if (transaction_status() != driver::TransactionStatus::idle) {
            channel_.run("ROLLBACK", deadline, Phase::rollback, OnDeadline::abandon);
        }
        if (channel_.touched()) {
            channel_.run((discard_session + kept_settings_).c_str(), deadline, Phase::execute,
                         OnDeadline::abandon);
            channel_.clear_touched();
            settle(deadline);
        }
        return transaction_status() == driver::TransactionStatus::idle;
    } catch (...) {
        return false;
    }
}

}  // namespace azoth::libpq
