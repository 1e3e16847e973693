// SPDX-License-Identifier: MIT
#include "cursor.hpp"

#include <cmath>
#include <cstring>
#include <string>
#include <utility>

#include <azoth/error/error.hpp>

#include "last_row.hpp"
#include "sql_lexer.hpp"

namespace azoth::sqlite3_driver {

namespace {

[[nodiscard]] std::string_view storage_name(int type) noexcept {
    switch (type) {
        case SQLITE_INTEGER: return "INTEGER";
        case SQLITE_FLOAT: return "REAL";
        case SQLITE_TEXT: return "TEXT";
        case SQLITE_BLOB: return "BLOB";
        default: return "NULL";
    }
}

/// Whether the last INSERT's row id is the key of this statement's row: not so for tables without
/// row ids, for views, and where an upsert may have updated instead.
[[nodiscard]] bool has_insert_id(sqlite3* handle, const char* sql) {
    if (sql == nullptr) return false;
    const std::optional<InsertTarget> target = find_insert_target(sql);
    if (!target || target->may_update) return false;
    return sqlite3_table_column_metadata(handle,
                                         target->schema.empty() ? nullptr : target->schema.c_str(),
                                         target->table.c_str(), "_rowid_", nullptr, nullptr,
                                         nullptr, nullptr, nullptr) == SQLITE_OK;
}

/// An empty text has an address; without one SQLite had no memory to convert it.
[[noreturn]] void throw_no_memory() {
    throw_failure({SQLITE_NOMEM, sqlite3_errstr(SQLITE_NOMEM), {}}, Phase::fetch);
}

[[noreturn]] void throw_wrong_count(std::size_t wanted, std::size_t given) {
    ErrorDetails details;
    details.phase = Phase::bind;
    const std::string message = "the statement has " + std::to_string(wanted) + " parameters, " +
                                std::to_string(given) + " values were given";
    throw ArgumentError(given < wanted ? "bind_missing" : "bind_unknown", message,
                        std::move(details));
}

}  // namespace

Sqlite3Cursor::Sqlite3Cursor(std::shared_ptr<Session> session, sqlite3_stmt* statement,
                             bool writes_rows)
    : statement_(statement),
      session_(session.get()),
      writes_rows_(writes_rows),
      read_only_(sqlite3_stmt_readonly(statement) != 0),
      shape_varies_(!read_only_ || std::strchr(sqlite3_sql(statement), '*') != nullptr),
      column_count_(sqlite3_column_count(statement)),
      parameter_count_(static_cast<std::size_t>(sqlite3_bind_parameter_count(statement))),
      session_owner_(std::move(session)) {
    session_->add(*this);
}

Sqlite3Cursor::~Sqlite3Cursor() {
    finalize();
}

void Sqlite3Cursor::finalize() noexcept {
    if (statement_ == nullptr) return;
    session_->remove(*this);
    sqlite3_finalize(std::exchange(statement_, nullptr));
    state_ = State::done;
}

[[gnu::hot]] void Sqlite3Cursor::check_open() const {
    if (statement_ == nullptr) [[unlikely]]
        throw InvalidRequestError("connection_closed", "the statement's connection is closed");
}

// ── running ─────────────────────────────────────────────────────────────────────────────────────

[[gnu::always_inline]] inline void Sqlite3Cursor::prepare_run(
    std::size_t parameters, const driver::ExecuteOptions& options) {
    close();
    check_open();
    if (parameters != parameter_count_) [[unlikely]]
        throw_wrong_count(parameter_count_, parameters);
    if (session_->read_only_transaction && !read_only_) [[unlikely]]
        throw_read_only_transaction();
    session_->canceller()->forget();
    affected_rows_ = -1;
    deadline_ns_ = deadline_of(options.timeout_ms);
}

[[gnu::always_inline]] inline void Sqlite3Cursor::bind_all(std::span<const ValueView> parameters) {
    for (std::size_t i = 0; i < parameters.size(); ++i) binder_.bind(statement_, i, parameters[i]);
}

[[gnu::hot]] void Sqlite3Cursor::start(std::span<const ValueView> parameters,
                                       const driver::ExecuteOptions& options) {
    prepare_run(parameters.size(), options);
    bind_all(parameters);
    const int result = step();
    if (shape_varies_ || columns_known_) notice_new_shape();
    if (result == SQLITE_ROW) {
        state_ = State::first_row;
    } else if (result == SQLITE_DONE) {
        finish();
    } else {
        fail(result, Phase::execute);
    }
}

std::int64_t Sqlite3Cursor::run_batch(const driver::ParameterBatch& batch,
                                      const driver::ExecuteOptions& options) {
    prepare_run(batch.rows() == 0 ? parameter_count_ : batch.columns, options);
    const std::size_t rows = batch.rows();
    std::int64_t affected = writes_rows_ ? 0 : -1;
    state_ = State::done;
    for (std::size_t row = 0; row < rows; ++row) {
        bind_all(batch.row(row));
        int result = step();
        while (result == SQLITE_ROW) result = step();
        if (result != SQLITE_DONE) {
            ErrorDetails details;
            details.hint = "row " + std::to_string(row) + " of the batch, counted from 0";
            fail(result, Phase::execute, std::move(details));
        }
        if (writes_rows_) affected += sqlite3_changes64(session_->handle());
        sqlite3_reset(statement_);
    }
    return affected;
}

int Sqlite3Cursor::step() {
    if (deadline_ns_ != no_deadline) [[unlikely]]
        return step_until(deadline_ns_);
    return sqlite3_step(statement_);
}

int Sqlite3Cursor::step_until(std::int64_t deadline_ns) {
    const DeadlineScope scope(*session_, deadline_ns);
    return sqlite3_step(statement_);
}

// The first step prepares the statement anew if the schema changed since; SELECT * may then have
// other columns than before.
void Sqlite3Cursor::notice_new_shape() {
    const int prepared_again = sqlite3_stmt_status(statement_, SQLITE_STMTSTATUS_REPREPARE, 0);
    if (prepared_again == prepared_again_) [[likely]]
        return;
    prepared_again_ = prepared_again;
    column_count_ = sqlite3_column_count(statement_);
    columns_known_ = false;
    insert_id_kind_ = InsertId::not_known;
}

[[gnu::hot]] bool Sqlite3Cursor::next() {
    if (state_ == State::row) [[likely]] {
        const int result = step();
        if (result == SQLITE_ROW) [[likely]]
            return true;
        if (result != SQLITE_DONE) fail(result, Phase::fetch);
        finish();
        return false;
    }
    if (state_ == State::first_row) {
        state_ = ends_with_first_row_ && is_same_program() ? State::last_row : State::one_row;
        return true;
    }
    return next_after_first();
}

[[gnu::hot]] bool Sqlite3Cursor::next_after_first() {
    if (state_ == State::one_row) {
        const int result = step();
        if (result == SQLITE_ROW) {
            state_ = State::row;
            return true;
        }
        if (result != SQLITE_DONE) fail(result, Phase::fetch);
        count_single_row();
        finish();
    } else if (state_ == State::last_row) {
        finish();
    }
    return false;
}

/// The program is still the one that was asked about.
bool Sqlite3Cursor::is_same_program() const noexcept {
    return sqlite3_stmt_status(statement_, SQLITE_STMTSTATUS_REPREPARE, 0) == asked_at_;
}

// To ask costs about as much as to prepare the statement, so it has to have been of use.
void Sqlite3Cursor::count_single_row() {
    constexpr int enough = 8;
    if (!read_only_ || single_rows_ == enough || ++single_rows_ != enough) return;
    asked_at_ = sqlite3_stmt_status(statement_, SQLITE_STMTSTATUS_REPREPARE, 0);
    ends_with_first_row_ = ends_with_first_row(session_->handle(), sqlite3_sql(statement_));
}

void Sqlite3Cursor::finish() noexcept {
    // Other statements change these counters, so they are read now.
    if (writes_rows_) {
        affected_rows_ = sqlite3_changes64(session_->handle());
        insert_id_ = sqlite3_last_insert_rowid(session_->handle());
    }
    sqlite3_reset(statement_);
    state_ = State::done;
}

void Sqlite3Cursor::fail(int code, Phase phase, ErrorDetails details) {
    // The reset would replace the handle's message, a throw would skip the reset: so in between.
    struct Rewind {
        sqlite3_stmt* statement;
        ~Rewind() { sqlite3_reset(statement); }
    } const rewind{statement_};
    state_ = State::done;
    session_->throw_error(code, phase, std::move(details));
}

[[gnu::hot]] void Sqlite3Cursor::close() noexcept {
    if (state_ != State::idle && state_ != State::done) sqlite3_reset(statement_);
    state_ = State::done;
}

driver::Completion Sqlite3Cursor::complete() {
    while (next()) {
    }
    return {affected_rows_, last_insert_id()};
}

void Sqlite3Cursor::find_insert_id_kind() const {
    const bool reported =
        statement_ != nullptr && has_insert_id(session_->handle(), sqlite3_sql(statement_));
    insert_id_kind_ = reported ? InsertId::reported : InsertId::none;
}

// ── the shape ───────────────────────────────────────────────────────────────────────────────────

std::span<const driver::ColumnInfo> Sqlite3Cursor::columns() {
    if (columns_known_) return columns_;
    check_open();
    columns_.clear();
    columns_.reserve(static_cast<std::size_t>(column_count_));
    for (int i = 0; i < column_count_; ++i) {
        const char* const name = sqlite3_column_name(statement_, i);
        const char* const type = sqlite3_column_decltype(statement_, i);
        driver::ColumnInfo& info = columns_.emplace_back();
        if (name != nullptr) info.name = name;
        if (type != nullptr) info.type_name = type;
    }
    columns_known_ = true;
    return columns_;
}

// ── cells ───────────────────────────────────────────────────────────────────────────────────────

[[gnu::hot]] bool Sqlite3Cursor::read_int64(std::size_t column, std::int64_t& out) {
    sqlite3_value* const cell = value(column);
    const int type = sqlite3_value_type(cell);
    if (type == SQLITE_INTEGER) [[likely]] {
        out = sqlite3_value_int64(cell);
        return true;
    }
    if (type == SQLITE_NULL) return false;
    out = exact_int64(cell, type, column);
    return true;
}

[[gnu::hot]] bool Sqlite3Cursor::read_double(std::size_t column, double& out) {
    sqlite3_value* const cell = value(column);
    const int type = sqlite3_value_type(cell);
    if (type == SQLITE_FLOAT) [[likely]] {
        out = sqlite3_value_double(cell);
        return true;
    }
    if (type == SQLITE_NULL) return false;
    out = exact_double(cell, type, column);
    return true;
}

[[gnu::hot]] bool Sqlite3Cursor::read_text(std::size_t column, std::string_view& out) {
    sqlite3_value* const cell = value(column);
    const int type = sqlite3_value_type(cell);
    if (type == SQLITE_TEXT) [[likely]] {
        // The text first: it may be converted from UTF-16, and the length is of the result.
        const unsigned char* const text = sqlite3_value_text(cell);
        if (text == nullptr) [[unlikely]]
            throw_no_memory();
        out = {reinterpret_cast<const char*>(text),
               static_cast<std::size_t>(sqlite3_value_bytes(cell))};
        return true;
    }
    if (type == SQLITE_NULL) return false;
    refuse("type_mismatch", type, "text", column);
}

bool Sqlite3Cursor::read_bytes(std::size_t column, BytesView& out) {
    sqlite3_value* const cell = value(column);
    const int type = sqlite3_value_type(cell);
    if (type == SQLITE_NULL) return false;
    if (type == SQLITE_BLOB) [[likely]] {
        const void* const bytes = sqlite3_value_blob(cell);
        const auto size = static_cast<std::size_t>(sqlite3_value_bytes(cell));
        if (bytes == nullptr && size != 0) [[unlikely]]
            throw_no_memory();
        out = {static_cast<const std::byte*>(bytes), size};
        return true;
    }
    if (type != SQLITE_TEXT) refuse("type_mismatch", type, "bytes", column);
    std::string_view text;
    if (!read_text(column, text)) return false;
    out = std::as_bytes(std::span(text));
    return true;
}

ValueView Sqlite3Cursor::cell(std::size_t column) {
    sqlite3_value* const cell = value(column);
    switch (sqlite3_value_type(cell)) {
        case SQLITE_INTEGER: return ValueView(std::int64_t{sqlite3_value_int64(cell)});
        case SQLITE_FLOAT: return ValueView(sqlite3_value_double(cell));
        case SQLITE_TEXT: {
            std::string_view text;
            return read_text(column, text) ? ValueView(text) : ValueView();
        }
        case SQLITE_BLOB: {
            BytesView bytes;
            return read_bytes(column, bytes) ? ValueView(bytes) : ValueView();
        }
        default: return {};
    }
}

// ── cells of another storage class than asked for ───────────────────────────────────────────────

std::int64_t Sqlite3Cursor::exact_int64(sqlite3_value* cell, int type, std::size_t column) {
    constexpr double limit = 9223372036854775808.0;  // 2^63, exactly
    if (type != SQLITE_FLOAT) refuse("type_mismatch", type, "int64", column);
    const double real = sqlite3_value_double(cell);
    if (real < -limit || real >= limit) refuse("out_of_range", type, "int64", column);
    if (std::trunc(real) != real) refuse("value_not_representable", type, "int64", column);
    return static_cast<std::int64_t>(real);
}

double Sqlite3Cursor::exact_double(sqlite3_value* cell, int type, std::size_t column) {
    constexpr double limit = 9223372036854775808.0;
    if (type != SQLITE_INTEGER) refuse("type_mismatch", type, "double", column);
    const std::int64_t integer = sqlite3_value_int64(cell);
    const auto real = static_cast<double>(integer);
    if (real == limit || static_cast<std::int64_t>(real) != integer)
        refuse("value_not_representable", type, "double", column);
    return real;
}

void Sqlite3Cursor::refuse(std::string_view code, int type, std::string_view wanted,
                           std::size_t column) {
    ErrorDetails details;
    details.phase = Phase::fetch;
    if (column < columns().size()) details.column = columns_[column].name;
    std::string message = "the ";
    message.append(storage_name(type)).append(" in column \"").append(details.column);
    message.append(code == "type_mismatch" ? "\" is not read as "
                                           : "\" does not fit without loss into ");
    message.append(wanted);
    throw ConversionError(code, message, std::move(details));
}

}  // namespace azoth::sqlite3_driver
