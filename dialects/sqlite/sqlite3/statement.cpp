// SPDX-License-Identifier: MIT
#include "statement.hpp"

#include <limits>
#include <optional>
#include <string>
#include <utility>

#include <azoth/error/error.hpp>
#include <azoth/value/utf8.hpp>

#include "sql_lexer.hpp"

namespace azoth::sqlite3_driver {

namespace {

/// Statements of a script can be long; an error shows their beginning.
constexpr std::size_t longest_quotation = 500;

struct Finalize {
    void operator()(sqlite3_stmt* statement) const noexcept { sqlite3_finalize(statement); }
};
using StatementHandle = std::unique_ptr<sqlite3_stmt, Finalize>;

[[noreturn]] void refuse_sql(std::string_view code, std::string_view sentence,
                             std::optional<std::size_t> offset, std::string_view hint = {}) {
    ErrorDetails details;
    details.offset = offset;
    details.hint = hint;
    details.sqlstate = "42601";
    details.phase = Phase::prepare;
    throw ProgrammingError(code, sentence, std::move(details));
}

/// SQLite stops reading at a NUL and never asks whether text is UTF-8: both would pass unseen.
void check_text(std::string_view sql) {
    if (const std::size_t nul = sql.find('\0'); nul != sql.npos)
        refuse_sql("sql_nul_byte", "SQL text holds a NUL byte", nul, "bind the value instead");
    if (!is_utf8(sql)) refuse_sql("sql_bad_encoding", "SQL text is not UTF-8", std::nullopt);
}

[[noreturn]] void refuse_unterminated(const Token& token) {
    refuse_sql("sql_unterminated",
               token.text.starts_with("/*") ? "a comment is opened and never closed"
                                            : "a quote is opened and never closed",
               token.offset);
}

void check_session(const Session& session) {
    if (session.handle() == nullptr)
        throw InvalidRequestError("connection_closed", "the connection is closed");
}

struct Prepared {
    StatementHandle statement;  ///< null: nothing but blanks
    std::string_view tail;
};

/// `sql` is zero-terminated where `flags` is 0, so that SQLite copies no more than one statement
/// of a long script.
Prepared prepare_first(Session& session, std::string_view sql, unsigned flags,
                       std::optional<std::size_t> offset = {}) {
    sqlite3_stmt* statement = nullptr;
    const char* tail = nullptr;
    const int length = flags == 0 ? -1 : static_cast<int>(sql.size());
    const int result =
        sqlite3_prepare_v3(session.handle(), sql.data(), length, flags, &statement, &tail);
    if (result != SQLITE_OK) {
        ErrorDetails details;
        details.offset = offset;
        session.throw_error(result, Phase::prepare, std::move(details));
    }
    return {StatementHandle(statement), sql.substr(static_cast<std::size_t>(tail - sql.data()))};
}

/// Runs one statement of a script to its end; `offset` is its place in the script.
void run_to_end(Session& session, sqlite3_stmt* statement, std::size_t offset) {
    if (sqlite3_bind_parameter_count(statement) != 0)
        throw ArgumentError("bind_missing", "a script cannot have parameters");
    if (session.read_only_transaction && sqlite3_stmt_readonly(statement) == 0)
        throw_read_only_transaction();
    int result = SQLITE_ROW;
    while (result == SQLITE_ROW) result = sqlite3_step(statement);
    if (result == SQLITE_DONE) return;
    ErrorDetails details;
    details.offset = offset;
    details.statement = std::string_view(sqlite3_sql(statement)).substr(0, longest_quotation);
    session.throw_error(result, Phase::execute, std::move(details));
}

}  // namespace

driver::Cursor& Sqlite3Statement::execute(std::span<const ValueView> parameters,
                                          const driver::ExecuteOptions& options) {
    cursor_.start(parameters, options);
    return cursor_;
}

std::int64_t Sqlite3Statement::execute_batch(const driver::ParameterBatch& batch,
                                             const driver::ExecuteOptions& options) {
    return cursor_.run_batch(batch, options);
}

std::unique_ptr<Sqlite3Statement> prepare_statement(std::shared_ptr<Session> session,
                                                    std::string_view sql) {
    check_session(*session);
    check_text(sql);
    if (sql.size() > static_cast<std::size_t>(std::numeric_limits<int>::max()) - 1)
        throw_failure({SQLITE_TOOBIG, sqlite3_errstr(SQLITE_TOOBIG), {}}, Phase::prepare);
    // SQLite itself closes a comment at the end of the text, and calls an open quote a token that
    // it does not recognize.
    if (const std::optional<Token> open = find_unterminated(sql)) refuse_unterminated(*open);
    if (!find_statement(sql))
        refuse_sql("empty_statement", "the text holds no statement", std::nullopt);

    Prepared prepared = prepare_first(*session, sql, SQLITE_PREPARE_PERSISTENT);
    if (prepared.statement == nullptr)
        refuse_sql("empty_statement", "the text holds no statement", std::nullopt);
    if (const std::optional<std::size_t> more = find_statement(prepared.tail))
        refuse_sql("multiple_statements", "the text holds more than one statement",
                   sql.size() - prepared.tail.size() + *more, "use execute_script for scripts");
    const bool writes_rows =
        sqlite3_stmt_readonly(prepared.statement.get()) == 0 && begins_as_dml(sql);
    auto statement = std::make_unique<Sqlite3Statement>(std::move(session),
                                                        prepared.statement.get(), writes_rows);
    (void)prepared.statement.release();  // the cursor has it now
    return statement;
}

void run_script(Session& session, std::string_view text) {
    check_session(session);
    check_text(text);
    if (const std::optional<Token> open = find_unterminated(text)) refuse_unterminated(*open);
    session.canceller()->forget();
    const std::string owned(text);
    std::string_view rest = owned;
    while (const std::optional<std::size_t> blanks = find_statement(rest)) {
        rest.remove_prefix(*blanks);
        const std::size_t offset = owned.size() - rest.size();
        const Prepared prepared = prepare_first(session, rest, 0, offset);
        rest = prepared.tail;
        if (prepared.statement != nullptr) run_to_end(session, prepared.statement.get(), offset);
    }
}

}  // namespace azoth::sqlite3_driver
