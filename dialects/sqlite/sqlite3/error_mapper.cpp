// SPDX-License-Identifier: MIT
#include "error_mapper.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <string_view>
#include <utility>

namespace azoth::sqlite3_driver {

namespace {

enum class Meaning : std::uint8_t {
    integrity,
    operational,
    rollback,
    programming,
    data,
    internal,
    invalid_request,
};

struct Verdict {
    Meaning meaning;
    std::string_view code;
    std::string_view sqlstate;
    std::string_view sentence;
    bool retryable = false;
};

struct CodeRule {
    int code;
    Verdict verdict;
};

// Extended codes come before the primary code they refine: the first match wins.
constexpr CodeRule code_rules[] = {
    {SQLITE_CONSTRAINT_UNIQUE,
     {Meaning::integrity, "unique_violation", "23505", "a unique constraint does not hold"}},
    {SQLITE_CONSTRAINT_PRIMARYKEY,
     {Meaning::integrity, "unique_violation", "23505", "a row with this primary key exists"}},
    {SQLITE_CONSTRAINT_ROWID,
     {Meaning::integrity, "unique_violation", "23505", "a row with this row id exists"}},
    {SQLITE_CONSTRAINT_FOREIGNKEY,
     {Meaning::integrity, "foreign_key_violation", "23503", "a foreign key does not hold"}},
    {SQLITE_CONSTRAINT_NOTNULL,
     {Meaning::integrity, "not_null_violation", "23502", "a column must not be NULL"}},
    {SQLITE_CONSTRAINT_CHECK,
     {Meaning::integrity, "check_violation", "23514", "a check constraint does not hold"}},
    {SQLITE_CONSTRAINT_TRIGGER,
     {Meaning::integrity, "raise_exception", "P0001", "a trigger refused the statement"}},
    {SQLITE_CONSTRAINT_DATATYPE,
     {Meaning::data, "type_mismatch", "42804", "the column is strict about its type"}},
    {SQLITE_CONSTRAINT,
     {Meaning::integrity, "integrity_violation", "23000", "a constraint does not hold"}},
    // The snapshot of this transaction is older than the last commit of another connection, so
    // waiting cannot help: only a new transaction can write.
    {SQLITE_BUSY_SNAPSHOT,
     {Meaning::rollback, "serialization_failure", "40001",
      "another connection wrote since this transaction began to read", true}},
    {SQLITE_BUSY,
     {Meaning::operational, "database_locked", "55P03",
      "another connection holds the database's lock", true}},
    {SQLITE_PROTOCOL,
     {Meaning::operational, "database_locked", "55P03", "the database's locks are contended",
      true}},
    {SQLITE_LOCKED_SHAREDCACHE,
     {Meaning::operational, "table_locked", "55P03",
      "a connection that shares this cache holds the table's lock", true}},
    {SQLITE_LOCKED,
     {Meaning::operational, "table_locked", "55006",
      "another statement of this connection still uses the table"}},
    {SQLITE_IOERR_NOMEM,
     {Meaning::operational, "out_of_memory", "53200", "SQLite ran out of memory"}},
    {SQLITE_NOMEM, {Meaning::operational, "out_of_memory", "53200", "SQLite ran out of memory"}},
    {SQLITE_READONLY_DBMOVED,
     {Meaning::operational, "readonly", "25006",
      "the database file was moved or removed, so nothing can be written"}},
    {SQLITE_READONLY, {Meaning::operational, "readonly", "25006", "the database is read-only"}},
    {SQLITE_INTERRUPT,
     {Meaning::operational, "statement_cancelled", "57014", "the statement was cancelled"}},
    {SQLITE_CORRUPT_INDEX,
     {Meaning::internal, "database_corrupt", "XX002", "an index of the database is damaged"}},
    {SQLITE_CORRUPT,
     {Meaning::internal, "database_corrupt", "XX001", "the database file is damaged"}},
    {SQLITE_IOERR, {Meaning::operational, "io_error", "58030", "reading or writing failed"}},
    {SQLITE_FULL, {Meaning::operational, "disk_full", "53100", "no room is left to write"}},
    {SQLITE_CANTOPEN,
     {Meaning::operational, "cannot_open", "58030", "the database file cannot be opened"}},
    {SQLITE_NOTADB,
     {Meaning::operational, "not_a_database", "58030", "the file is not an SQLite database"}},
    {SQLITE_PERM,
     {Meaning::operational, "permission", "42501", "access to the database file is denied"}},
    {SQLITE_AUTH, {Meaning::programming, "not_authorized", "42501", "the action is not allowed"}},
    {SQLITE_ABORT_ROLLBACK,
     {Meaning::operational, "transaction_rolled_back", "40000", "a rollback ended this statement"}},
    {SQLITE_ABORT, {Meaning::operational, "statement_aborted", "57000", "the statement was ended"}},
    {SQLITE_SCHEMA,
     {Meaning::operational, "schema_changed", "0A000", "the schema keeps changing", true}},
    {SQLITE_TOOBIG,
     {Meaning::data, "too_large", "54000", "a text or value exceeds SQLite's limit"}},
    {SQLITE_MISMATCH,
     {Meaning::data, "type_mismatch", "42804", "the value does not fit the column"}},
    {SQLITE_NOTFOUND, {Meaning::internal, "not_found", "XX000", "SQLite does not know that"}},
    {SQLITE_MISUSE, {Meaning::internal, "driver_misuse", "XX000", "SQLite was used wrongly"}},
    {SQLITE_RANGE, {Meaning::internal, "driver_misuse", "XX000", "SQLite was used wrongly"}},
    {SQLITE_INTERNAL,
     {Meaning::internal, "internal_error", "XX000", "SQLite reports a fault of its own"}},
};

/// For codes with many meanings, which the message alone tells apart.
enum class Name : std::uint8_t { none, table, column, constraint };

struct MessageRule {
    std::string_view begins;
    std::string_view contains;
    Name rest_names;  ///< what the text behind `begins` is the name of
    Verdict verdict;
};

constexpr MessageRule message_rules[] = {
    {"no such table: ",
     "",
     Name::table,
     {Meaning::programming, "no_such_table", "42P01", "the table does not exist"}},
    {"no such view: ",
     "",
     Name::table,
     {Meaning::programming, "no_such_view", "42P01", "the view does not exist"}},
    {"no such index: ",
     "",
     Name::constraint,
     {Meaning::programming, "no_such_index", "42704", "the index does not exist"}},
    {"no such trigger: ",
     "",
     Name::none,
     {Meaning::programming, "no_such_trigger", "42704", "the trigger does not exist"}},
    {"no such column: ",
     "",
     Name::column,
     {Meaning::programming, "no_such_column", "42703", "the column does not exist"}},
    {"",
     " has no column named ",
     Name::none,
     {Meaning::programming, "no_such_column", "42703", "the column does not exist"}},
    {"no such function: ",
     "",
     Name::none,
     {Meaning::programming, "no_such_function", "42883", "the function does not exist"}},
    {"wrong number of arguments",
     "",
     Name::none,
     {Meaning::programming, "no_such_function", "42883",
      "the function does not take that many arguments"}},
    {"no such collation sequence: ",
     "",
     Name::none,
     {Meaning::programming, "no_such_collation", "42704", "the collation does not exist"}},
    {"no such savepoint: ",
     "",
     Name::none,
     {Meaning::programming, "no_such_savepoint", "3B001", "the savepoint does not exist"}},
    {"no such ",
     "",
     Name::none,
     {Meaning::programming, "no_such_object", "42704", "the object does not exist"}},
    {"ambiguous column name: ",
     "",
     Name::column,
     {Meaning::programming, "ambiguous_column", "42702", "the column's name is ambiguous"}},
    {"duplicate column name: ",
     "",
     Name::column,
     {Meaning::programming, "duplicate_column", "42701", "the column exists already"}},
    {"table ",
     " already exists",
     Name::none,
     {Meaning::programming, "table_exists", "42P07", "a table of this name exists already"}},
    {"",
     " already exists",
     Name::none,
     {Meaning::programming, "object_exists", "42P07", "an object of this name exists already"}},
    {"",
     "syntax error",
     Name::none,
     {Meaning::programming, "syntax_error", "42601", "SQLite cannot parse the statement"}},
    {"incomplete input",
     "",
     Name::none,
     {Meaning::programming, "syntax_error", "42601", "the statement ends too early"}},
    {"unrecognized token",
     "",
     Name::none,
     {Meaning::programming, "syntax_error", "42601", "SQLite cannot parse the statement"}},
    {"too many SQL variables",
     "",
     Name::none,
     {Meaning::programming, "too_many_parameters", "54023",
      "the statement has more parameters than SQLite takes"}},
    {"variable number must be between",
     "",
     Name::none,
     {Meaning::programming, "too_many_parameters", "54023",
      "the statement has more parameters than SQLite takes"}},
    {"foreign key mismatch",
     "",
     Name::none,
     {Meaning::programming, "foreign_key_mismatch", "42830",
      "the foreign key refers to columns that are not unique"}},
    {"not authorized",
     "",
     Name::none,
     {Meaning::programming, "not_authorized", "42501", "the action is not allowed"}},
    {"integer overflow",
     "",
     Name::none,
     {Meaning::data, "out_of_range", "22003", "an integer left its range"}},
    {"azoth_decimal",
     "",
     Name::none,
     {Meaning::data, "bad_decimal", "22P02", "a value is not a decimal number"}},
    {"azoth_number",
     "",
     Name::none,
     {Meaning::data, "bad_text_value", "22P02", "the text is not a value of the type"}},
    {"azoth_row_count",
     "",
     Name::none,
     {Meaning::data, "bad_limit", "2201W", "a number of rows must not be negative"}},
    {"azoth_fit",
     "",
     Name::none,
     {Meaning::data, "out_of_range", "22003", "a number has more digits than its column keeps"}},
    {"azoth_json",
     "",
     Name::none,
     {Meaning::data, "bad_json", "22032", "a value is not JSON, or not of the kind asked for"}},
    {"malformed JSON", "", Name::none, {Meaning::data, "bad_json", "22032", "a value is not JSON"}},
    {"cannot start a transaction within a transaction",
     "",
     Name::none,
     {Meaning::invalid_request, "transaction_active", "25001", "a transaction is active already"}},
    {"cannot commit - no transaction",
     "",
     Name::none,
     {Meaning::invalid_request, "no_transaction", "25P01", "no transaction is active"}},
    {"cannot rollback - no transaction",
     "",
     Name::none,
     {Meaning::invalid_request, "no_transaction", "25P01", "no transaction is active"}},
    {"cannot commit",
     "statements in progress",
     Name::none,
     {Meaning::invalid_request, "cursor_open", "25000",
      "a statement that writes still has unread rows: read or close it first"}},
    {"cannot release savepoint",
     "statements in progress",
     Name::none,
     {Meaning::invalid_request, "cursor_open", "25000",
      "a statement that writes still has unread rows: read or close it first"}},
    {"",
     "from within a transaction",
     Name::none,
     {Meaning::invalid_request, "transaction_active", "25001",
      "this statement cannot run inside a transaction"}},
};

constexpr Verdict unknown_error{Meaning::programming, "sql_error", "42000",
                                "SQLite refused the statement"};

const MessageRule* find_message_rule(std::string_view message) {
    for (const MessageRule& rule : message_rules)
        if (message.starts_with(rule.begins) && message.find(rule.contains) != message.npos)
            return &rule;
    return nullptr;
}

const Verdict& verdict_of(const Failure& failure, const MessageRule* by_message) {
    const int primary = failure.code & 0xff;
    // "cannot commit …" arrives as SQLITE_BUSY, although nobody else holds a lock; what is wrong in
    // itself as SQLITE_SCHEMA, if the schema has changed as well.
    if (by_message != nullptr &&
        (primary == SQLITE_ERROR || primary == SQLITE_BUSY || primary == SQLITE_SCHEMA))
        return by_message->verdict;
    for (const int code : {failure.code, primary})
        for (const CodeRule& rule : code_rules)
            if (rule.code == code) return rule.verdict;
    return unknown_error;
}

std::string without_control_characters(std::string_view text) {
    std::string clean(text);
    std::replace_if(
        clean.begin(), clean.end(), [](unsigned char c) { return c < 0x20 || c == 0x7f; }, ' ');
    return clean;
}

/// "t.a, t.b" as table "t" and column "a, b".
void read_columns(std::string_view list, ErrorDetails& details) {
    while (!list.empty()) {
        const std::size_t comma = list.find(", ");
        const std::string_view item = list.substr(0, comma);
        const std::size_t dot = item.find('.');
        if (dot != item.npos && details.table.empty()) details.table = item.substr(0, dot);
        if (!details.column.empty()) details.column += ", ";
        details.column += dot == item.npos ? item : item.substr(dot + 1);
        list = comma == list.npos ? std::string_view() : list.substr(comma + 2);
    }
}

void read_constraint_names(const Failure& failure, ErrorDetails& details) {
    constexpr std::string_view mark = " constraint failed: ";
    constexpr std::string_view index_mark = "index '";
    const std::string_view message = failure.message;
    const std::size_t at = message.find(mark);
    if (at == message.npos) return;
    const std::string_view rest = message.substr(at + mark.size());
    if (failure.code == SQLITE_CONSTRAINT_CHECK) {
        details.constraint = rest;
    } else if (rest.starts_with(index_mark) && rest.ends_with('\'')) {
        details.constraint = rest.substr(index_mark.size(), rest.size() - index_mark.size() - 1);
    } else {
        read_columns(rest, details);
    }
}

void read_message_names(const Failure& failure, const MessageRule& rule, ErrorDetails& details) {
    constexpr std::string_view no_column = " has no column named ";
    std::string_view rest = std::string_view(failure.message).substr(rule.begins.size());
    switch (rule.rest_names) {
        case Name::table: details.table = rest; return;
        case Name::column: details.column = rest; return;
        case Name::constraint: details.constraint = rest; return;
        case Name::none: break;
    }
    if (rule.contains != no_column) return;
    const std::size_t at = rest.find(no_column);
    details.column = rest.substr(at + no_column.size());
    if (rest.starts_with("table ")) details.table = rest.substr(6, at - 6);
}

[[noreturn]] void raise(const Verdict& verdict, ErrorDetails details) {
    switch (verdict.meaning) {
        case Meaning::integrity:
            throw IntegrityError(verdict.code, verdict.sentence, std::move(details));
        case Meaning::operational:
            throw OperationalError(verdict.code, verdict.sentence, std::move(details));
        case Meaning::rollback:
            throw TransactionRollbackError(verdict.code, verdict.sentence, std::move(details));
        case Meaning::programming:
            throw ProgrammingError(verdict.code, verdict.sentence, std::move(details));
        case Meaning::data: throw DataError(verdict.code, verdict.sentence, std::move(details));
        case Meaning::invalid_request:
            throw InvalidRequestError(verdict.code, verdict.sentence, std::move(details));
        case Meaning::internal: break;
    }
    throw InternalError(verdict.code, verdict.sentence, std::move(details));
}

}  // namespace

Failure read_failure(sqlite3* handle, int code) {
    Failure failure;
    failure.code = code;
    if (handle == nullptr) {
        failure.message = sqlite3_errstr(code);
        return failure;
    }
    // The handle remembers its last failure; a few calls refuse without telling it.
    const int extended = sqlite3_extended_errcode(handle);
    if ((extended & 0xff) != (code & 0xff)) {
        failure.message = sqlite3_errstr(code);
        return failure;
    }
    failure.code = extended;
    failure.message = sqlite3_errmsg(handle);
#if SQLITE_VERSION_NUMBER >= 3038000
    const int offset = sqlite3_error_offset(handle);
    if (offset >= 0) failure.offset = static_cast<std::size_t>(offset);
#endif
    return failure;
}

void throw_failure(const Failure& failure, Phase phase, ErrorDetails details) {
    const MessageRule* const by_message = find_message_rule(failure.message);
    const Verdict& verdict = verdict_of(failure, by_message);
    details.native_code = failure.code;
    details.server_message = without_control_characters(failure.message);
    details.sqlstate = verdict.sqlstate;
    details.retryable = verdict.retryable;
    if (!details.offset) details.offset = failure.offset;
    if (details.phase == Phase::none) details.phase = phase;
    if ((failure.code & 0xff) == SQLITE_CONSTRAINT)
        read_constraint_names(failure, details);
    else if (by_message != nullptr && &verdict == &by_message->verdict)
        read_message_names(failure, *by_message, details);
    raise(verdict, std::move(details));
}

void throw_last_error(sqlite3* handle, int code, Phase phase) {
    throw_failure(read_failure(handle, code), phase);
}

}  // namespace azoth::sqlite3_driver
