// SPDX-License-Identifier: MIT
#include "script.hpp"

#include <algorithm>
#include <optional>
#include <utility>

#include <azoth/error/error.hpp>

#include "prepared_text.hpp"
#include "sql_lexer.hpp"

namespace azoth::sqlite3_driver {

namespace {

/// Statements of a script can be long; an error shows their beginning.
constexpr std::size_t longest_quotation = 500;

void refuse_parameters(sqlite3_stmt* statement) {
    if (sqlite3_bind_parameter_count(statement) != 0)
        throw ArgumentError("bind_missing", "a script cannot have parameters");
}

/// Runs one statement of a script to its end; `offset` is its place in the script.
void run_to_end(Session& session, sqlite3_stmt* statement, std::size_t offset) {
    refuse_parameters(statement);
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

void run_script(Session& session, std::string_view text) {
    check_session(session);
    check_text(text);
    session.canceller()->forget();
    const std::string owned(text);
    std::string_view rest = owned;
    while (const std::optional<std::size_t> blanks = find_statement(rest)) {
        rest.remove_prefix(*blanks);
        const std::size_t offset = owned.size() - rest.size();
        const PreparedText prepared = prepare_first(session, rest, 0, offset);
        rest = prepared.tail;
        if (prepared.statement != nullptr) run_to_end(session, prepared.statement.get(), offset);
    }
}

void ScriptCursor::start(std::int64_t timeout_ms) {
    close();
    check_session(*session_);
    session_->canceller()->forget();
    deadline_ns_ = deadline_of(timeout_ms);
    rest_ = text_;
    (void)next_result();
}

std::int64_t ScriptCursor::left_ms() const noexcept {
    if (deadline_ns_ == no_deadline) return 0;
    constexpr std::int64_t millisecond = 1'000'000;
    return std::max<std::int64_t>((deadline_ns_ - steady_now()) / millisecond, 1);
}

bool ScriptCursor::next_result() {
    rows_ = nullptr;
    statement_.reset();
    while (const std::optional<std::size_t> blanks = find_statement(rest_)) {
        rest_.remove_prefix(*blanks);
        const std::size_t offset = text_.size() - rest_.size();
        PreparedText prepared;
        {
            const DeadlineScope scope(*session_, deadline_ns_);
            prepared = prepare_first(*session_, rest_, 0, offset);
            const std::string_view sql = std::exchange(rest_, prepared.tail);
            if (prepared.statement == nullptr) continue;
            if (sqlite3_column_count(prepared.statement.get()) == 0) {
                run_to_end(*session_, prepared.statement.get(), offset);
                continue;
            }
            refuse_parameters(prepared.statement.get());
            const bool writes_rows =
                sqlite3_stmt_readonly(prepared.statement.get()) == 0 && begins_as_dml(sql);
            statement_ =
                std::make_unique<Sqlite3Statement>(session_, prepared.statement.get(), writes_rows);
            (void)prepared.statement.release();  // the statement has it now
        }
        rows_ = &statement_->execute({}, {.timeout_ms = left_ms()});
        return true;
    }
    return false;
}

std::span<const driver::ColumnInfo> ScriptCursor::columns() {
    return rows_ == nullptr ? std::span<const driver::ColumnInfo>() : rows_->columns();
}

void ScriptCursor::close() noexcept {
    rows_ = nullptr;
    statement_.reset();
    rest_ = {};
}

Script::Script(std::shared_ptr<Session> session, std::string_view text)
    : cursor_(std::move(session), std::string(text)) {
    check_text(text);
}

driver::Cursor& Script::execute(std::span<const ValueView> parameters,
                                const driver::ExecuteOptions& options) {
    if (!parameters.empty()) throw ArgumentError("bind_unknown", "a script takes no parameters");
    cursor_.start(options.timeout_ms);
    return cursor_;
}

}  // namespace azoth::sqlite3_driver
