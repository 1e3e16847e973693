// SPDX-License-Identifier: MIT
#include "error_mapper.hpp"

#include <cstdlib>
#include <utility>

#include "sql_text.hpp"

namespace azoth::libpq {

namespace {

constexpr std::size_t longest_shown = 2000;

enum class Category : std::uint8_t {
    integrity,
    operational,
    disconnect,
    rollback,
    programming,
    data,
    not_supported,
    internal,
    database,
};

struct Mapping {
    std::string_view state;  ///< five characters, or the two of a class
    Category category;
    std::string_view code;
    std::string_view message;
    bool retryable = false;
};

// Single states first, then classes. The codes are the project's own words where other databases
// know the same failure, else PostgreSQL's condition names (errcodes-appendix).
constexpr Mapping mappings[] = {
    {"23505", Category::integrity, "unique_violation", "the row exists already"},
    {"23503", Category::integrity, "foreign_key_violation",
     "the row refers to one that does not exist, or is itself referred to"},
    {"23502", Category::integrity, "not_null_violation", "the column does not take NULL"},
    {"23514", Category::integrity, "check_violation", "the row fails a check constraint"},
    {"23P01", Category::integrity, "exclusion_violation", "the row conflicts with another one"},
    {"23001", Category::integrity, "restrict_violation", "the row is still referred to"},
    {"44000", Category::integrity, "check_violation", "the row would not be visible in the view"},
    {"40001", Category::rollback, "serialization_failure",
     "the transaction conflicts with a concurrent one", true},
    {"40P01", Category::rollback, "deadlock", "the transaction was the victim of a deadlock", true},
    {"57014", Category::operational, "statement_cancelled", "the statement was cancelled"},
    {"57P01", Category::disconnect, "connection_lost", "the server ended the session"},
    {"57P02", Category::disconnect, "connection_lost", "the server ended the session"},
    {"57P03", Category::operational, "server_not_ready", "the server does not accept sessions now",
     true},
    {"57P05", Category::disconnect, "connection_lost", "the server ended the idle session"},
    {"25P03", Category::disconnect, "connection_lost",
     "the server ended the session, which had idled in a transaction"},
    {"25P02", Category::operational, "transaction_aborted",
     "an earlier statement failed: the transaction can only be rolled back"},
    {"25006", Category::operational, "read_only_transaction", "the transaction is read only"},
    {"55P03", Category::operational, "lock_not_available", "the lock could not be had", true},
    {"53300", Category::operational, "server_busy", "the server has no room for another session",
     true},
    {"53100", Category::operational, "disk_full", "the server's disk is full"},
    {"28P01", Category::operational, "auth_failed", "the server refused user or password"},
    {"28000", Category::operational, "auth_failed", "the server refused the user"},
    {"3D000", Category::operational, "no_such_database", "the database does not exist"},
    {"42601", Category::programming, "syntax_error", "the server cannot parse the statement"},
    {"42P01", Category::programming, "no_such_table", "the table does not exist"},
    {"42703", Category::programming, "no_such_column", "the column does not exist"},
    {"42883", Category::programming, "no_such_function",
     "no function or operator takes these argument types"},
    {"42P07", Category::programming, "table_exists", "the table exists already"},
    {"42P18", Category::programming, "indeterminate_datatype",
     "the server cannot tell the type of a placeholder: cast it"},
    {"42501", Category::programming, "permission_denied", "the user may not do this"},
    {"3B001", Category::programming, "no_such_savepoint", "the savepoint does not exist"},
    {"3F000", Category::programming, "no_such_schema", "the schema does not exist"},
    {"22001", Category::data, "value_too_long", "the text is too long for the column"},
    {"22003", Category::data, "out_of_range", "the number does not fit the type"},
    {"22012", Category::data, "division_by_zero", "division by zero"},
    {"22021", Category::data, "value_bad_encoding", "the text is not valid in the encoding"},
    {"2201W", Category::data, "bad_limit", "a number of rows must not be negative"},
    {"2201X", Category::data, "bad_limit", "a number of rows must not be negative"},
    {"22P02", Category::data, "bad_text_value", "the text is not a value of the type"},
    {"22007", Category::data, "bad_datetime", "the text is not a date or time"},
    {"22008", Category::data, "datetime_out_of_range", "the date or time is out of range"},
    {"P0001", Category::database, "raise_exception", "a routine raised an exception"},

    {"08", Category::disconnect, "connection_lost", "the connection is lost"},
    {"0A", Category::not_supported, "feature_not_supported", "the server does not support this"},
    {"21", Category::programming, "cardinality_violation", "more rows than the expression takes"},
    {"22", Category::data, "data_exception", "the server refuses a value"},
    {"23", Category::integrity, "integrity_violation", "a constraint is violated"},
    {"24", Category::operational, "invalid_cursor_state", "the cursor is in the wrong state"},
    {"25", Category::operational, "invalid_transaction_state",
     "the transaction is in the wrong state for this"},
    {"26", Category::operational, "no_such_statement", "the prepared statement is gone"},
    {"28", Category::operational, "auth_failed", "the server refused the user"},
    {"34", Category::programming, "no_such_cursor", "the cursor does not exist"},
    {"40", Category::rollback, "transaction_rollback", "the server rolled the transaction back"},
    {"42", Category::programming, "statement_refused", "the server refuses the statement"},
    {"53", Category::operational, "insufficient_resources", "the server is out of resources"},
    {"54", Category::operational, "limit_exceeded", "the statement exceeds a limit of the server"},
    {"55", Category::operational, "object_state", "the object is in the wrong state for this"},
    {"57", Category::operational, "operator_intervention", "the server was told to stop this"},
    {"58", Category::operational, "system_error", "the server met an error of its system"},
    {"P0", Category::database, "routine_error", "a routine failed"},
    {"XX", Category::internal, "internal_error", "the server reports damage or a defect"},
};

constexpr Mapping unmapped{"", Category::database, "database_error", "the server refused", false};

const Mapping& mapping_of(std::string_view state) {
    for (const Mapping& mapping : mappings) {
        if (state.starts_with(mapping.state)) return mapping;
    }
    return unmapped;
}

[[noreturn]] void throw_as(Category category, std::string_view code, std::string_view message,
                           ErrorDetails details) {
    switch (category) {
        case Category::integrity: throw IntegrityError(code, message, std::move(details));
        case Category::operational: throw OperationalError(code, message, std::move(details));
        case Category::disconnect: throw DisconnectError(code, message, std::move(details));
        case Category::rollback: throw TransactionRollbackError(code, message, std::move(details));
        case Category::programming: throw ProgrammingError(code, message, std::move(details));
        case Category::data: throw DataError(code, message, std::move(details));
        case Category::not_supported: throw NotSupportedError(code, message, std::move(details));
        case Category::internal: throw InternalError(code, message, std::move(details));
        case Category::database: break;
    }
    throw DatabaseError(code, message, std::move(details));
}

std::string_view field(const PGresult& result, int which) noexcept {
    const char* text = PQresultErrorField(&result, which);
    return text == nullptr ? std::string_view() : std::string_view(text);
}

/// The function of the server that complained: language-independent, unlike its message.
bool complained(const PGresult& result, std::string_view function) noexcept {
    return field(result, PG_DIAG_SOURCE_FUNCTION) == function;
}

ErrorDetails details_of(const PGresult& failed, const ErrorPlace& place) {
    ErrorDetails details;
    details.sqlstate = field(failed, PG_DIAG_SQLSTATE);
    // DETAIL is left out: it repeats values ("Key (id)=(7) already exists").
    details.server_message = printable(field(failed, PG_DIAG_MESSAGE_PRIMARY));
    if (const auto hint = field(failed, PG_DIAG_MESSAGE_HINT); !hint.empty()) {
        details.server_message.append(" (").append(printable(hint)).append(")");
    }
    details.constraint = printable(field(failed, PG_DIAG_CONSTRAINT_NAME));
    details.table = printable(field(failed, PG_DIAG_TABLE_NAME));
    details.column = printable(field(failed, PG_DIAG_COLUMN_NAME));
    details.component = place.component;
    details.phase = place.phase;
    if (const auto position = field(failed, PG_DIAG_STATEMENT_POSITION);
        !position.empty() && !place.sql.empty()) {
        const std::size_t at = std::strtoul(position.data(), nullptr, 10);
        if (at > place.before_sql) details.offset = byte_offset(place.sql, at - place.before_sql);
    }
    return details;
}

std::string with_place(std::string_view message, const ErrorPlace& place) {
    std::string sentence(message);
    if (!place.component.empty()) sentence.append(" (").append(place.component).append(")");
    return sentence;
}

}  // namespace

std::string printable(std::string_view text) {
    std::string shown;
    for (const char c : text.substr(0, longest_shown)) {
        const auto byte = static_cast<unsigned char>(c);
        if (byte >= 0x20 && byte != 0x7F) {
            shown.push_back(c);
        } else if (!shown.empty() && shown.back() != ' ') {
            shown.push_back(' ');
        }
    }
    while (!shown.empty() && shown.back() == ' ') shown.pop_back();
    return shown;
}

void throw_connection_lost(const PGconn* session, Phase phase) {
    ErrorDetails details;
    details.sqlstate = "08006";
    details.phase = phase;
    details.retryable = phase != Phase::commit;
    if (session != nullptr) details.server_message = printable(PQerrorMessage(session));
    throw DisconnectError("connection_lost", "the connection is lost", std::move(details));
}

void throw_sqlstate(std::string_view sqlstate, ErrorDetails details) {
    const Mapping& mapping = mapping_of(sqlstate);
    details.sqlstate = sqlstate;
    details.retryable = mapping.retryable;
    throw_as(mapping.category, mapping.code, mapping.message, std::move(details));
}

void throw_result_error(const PGresult& failed, const PGconn* session, const ErrorPlace& place) {
    ErrorDetails details = details_of(failed, place);
    const Mapping& mapping = mapping_of(details.sqlstate);
    details.retryable = mapping.retryable;
    if (details.sqlstate.empty()) {  // libpq's own words
        details.server_message = printable(PQresultErrorMessage(&failed));
        if (PQstatus(session) == CONNECTION_BAD) {
            details.sqlstate = "08006";
            details.retryable = place.phase != Phase::commit;
            throw DisconnectError("connection_lost", with_place("the connection is lost", place),
                                  std::move(details));
        }
        throw OperationalError("client_error", with_place("the client library failed", place),
                               std::move(details));
    }
    if (details.sqlstate == "42601") {
        if (complained(failed, "exec_parse_message")) {
            throw ProgrammingError("multiple_statements",
                                   "the text holds more than one statement: use execute_script",
                                   std::move(details));
        }
        if (const auto open = find_unterminated(place.sql); open.has_value()) {
            details.offset = *open;
            throw ProgrammingError("sql_unterminated", "the text ends inside a quote or comment",
                                   std::move(details));
        }
    }
    if (is_stale_statement(failed)) {
        details.retryable = true;
        throw OperationalError("statement_outdated",
                               "the prepared statement does not fit the changed tables any more",
                               std::move(details));
    }
    // A session ended by the server (FATAL) is gone whatever the class says.
    const bool gone = PQstatus(session) == CONNECTION_BAD;
    // Its transaction went with it, unless the answer to a COMMIT is what is missing.
    if (gone) details.retryable = place.phase != Phase::commit;
    throw_as(gone ? Category::disconnect : mapping.category,
             gone ? std::string_view("connection_lost") : mapping.code,
             with_place(mapping.message, place), std::move(details));
}

bool is_stale_statement(const PGresult& failed) noexcept {
    const std::string_view state = field(failed, PG_DIAG_SQLSTATE);
    return state == "26000" || (state == "0A000" && complained(failed, "RevalidateCachedQuery"));
}

}  // namespace azoth::libpq
