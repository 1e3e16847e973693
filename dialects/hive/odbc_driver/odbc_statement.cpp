// SPDX-License-Identifier: MIT
#include <algorithm>

#include "odbc_convert.hpp"
#include "odbc_entry.hpp"
#include "odbc_execute.hpp"
#include "odbc_parameter.hpp"
#include "odbc_text.hpp"

namespace hive_odbc {
namespace {

constexpr std::size_t most_rows_per_insert = 1000;
constexpr std::size_t most_bytes_per_insert = 4 << 20;

/// The statement's text from `begin` on with literals in place of the markers there.
void append_with_literals(std::string& out, const Statement& statement, std::size_t begin,
                          SQLULEN row) {
    const std::string& text = statement.parsed.text;
    for (std::size_t i = 0; i < statement.parsed.markers.size(); ++i) {
        const std::size_t marker = statement.parsed.markers[i];
        if (marker < begin) continue;
        out.append(text, begin, marker - begin);
        const auto supplied = statement.at_execution.values.find(i);
        const bool is_null = statement.at_execution.nulls.count(i) > 0;
        append_parameter(
            out, statement, i, row,
            supplied == statement.at_execution.values.end() ? nullptr : &supplied->second, is_null);
        begin = marker + 1;
    }
    out.append(text, begin);
}

void check_parameters(const Statement& statement) {
    const std::size_t wanted = statement.parsed.markers.size();
    for (std::size_t i = 0; i < wanted; ++i) {
        if (i >= statement.apd->records.size() || i >= statement.ipd->records.size()) {
            throw OdbcError("07002", "parameter " + std::to_string(i + 1) + " is not bound");
        }
    }
}

class ParameterRows {
public:
    explicit ParameterRows(Statement& statement) : statement_(statement) {
        if (statement.ipd->rows_processed != nullptr) *statement.ipd->rows_processed = 0;
        for (SQLULEN row = 0; row < statement.apd->array_size; ++row) set(row, SQL_PARAM_UNUSED);
    }

    [[nodiscard]] bool wanted(SQLULEN row) const {
        return statement_.apd->array_status == nullptr ||
               statement_.apd->array_status[row] != SQL_PARAM_IGNORE;
    }

    void set(SQLULEN row, SQLUSMALLINT status) {
        if (statement_.ipd->array_status != nullptr) statement_.ipd->array_status[row] = status;
    }

    void processed(SQLULEN rows) {
        if (statement_.ipd->rows_processed != nullptr) *statement_.ipd->rows_processed = rows;
    }

private:
    Statement& statement_;
};

void add_count(SQLLEN& sum, SQLLEN count) {
    if (count >= 0) sum = std::max<SQLLEN>(sum, 0) + count;
}

/// One INSERT for many rows: Hive takes as long for one row as for a thousand.
void run_as_multi_row(Statement& statement) {
    ParameterRows rows(statement);
    const SQLULEN size = statement.apd->array_size;
    SQLLEN changed = -1;
    for (SQLULEN row = 0; row < size;) {
        std::string sql = statement.parsed.text.substr(0, statement.parsed.row_begin);
        std::vector<SQLULEN> taken;
        for (; row < size && taken.size() < most_rows_per_insert &&
               sql.size() < most_bytes_per_insert;
             ++row) {
            if (!rows.wanted(row)) continue;
            if (!taken.empty()) sql += ", ";
            rows.set(row, SQL_PARAM_ERROR);
            append_with_literals(sql, statement, statement.parsed.row_begin, row);
            taken.push_back(row);
        }
        if (taken.empty()) break;
        for (const SQLULEN one : taken) rows.set(one, SQL_PARAM_ERROR);
        rows.processed(row);
        run_statement(statement, sql);
        for (const SQLULEN one : taken) rows.set(one, SQL_PARAM_SUCCESS);
        add_count(changed, statement.row_count);
    }
    statement.row_count = changed;
}

void run_row_by_row(Statement& statement) {
    ParameterRows rows(statement);
    SQLLEN changed = -1;
    for (SQLULEN row = 0; row < statement.apd->array_size; ++row) {
        if (!rows.wanted(row)) continue;
        rows.set(row, SQL_PARAM_ERROR);
        rows.processed(row + 1);
        std::string sql;
        append_with_literals(sql, statement, 0, row);
        run_statement(statement, sql);
        rows.set(row, SQL_PARAM_SUCCESS);
        add_count(changed, statement.row_count);
    }
    statement.row_count = changed;
}

SQLRETURN run(Statement& statement) {
    const bool substitutes = !statement.parsed.markers.empty() && !statement.apd->records.empty();
    if (!substitutes) {
        // With nothing bound, a question mark is the server's affair (PREPARE ... FROM has them).
        run_statement(statement, statement.parsed.text);
    } else if (statement.apd->array_size > 1 && statement.parsed.row_begin != std::string::npos) {
        run_as_multi_row(statement);
    } else {
        run_row_by_row(statement);
    }
    return success(statement);
}

SQLRETURN execute(Statement& statement) {
    statement.cancel_requested = false;
    statement.at_execution = {};
    if (!statement.parsed.markers.empty() && !statement.apd->records.empty()) {
        check_parameters(statement);
        for (SQLULEN row = 0; row < statement.apd->array_size; ++row) {
            for (std::size_t i = 0; i < statement.parsed.markers.size(); ++i) {
                if (!is_at_execution(parameter_indicator(statement, i, row))) continue;
                if (statement.apd->array_size > 1) {
                    throw OdbcError("HYC00", "arrays of parameters cannot come at execution");
                }
                statement.at_execution.waiting.push_back(i);
            }
        }
    }
    if (!statement.at_execution.waiting.empty()) {
        statement.close_cursor();
        statement.at_execution.active = true;
        return SQL_NEED_DATA;
    }
    return run(statement);
}

void take_statement(Statement& statement, const std::string& sql) {
    if (sql.find_first_not_of(" \t\r\n;") == std::string::npos) {
        throw OdbcError("42000", "the statement is empty");
    }
    if (sql.find('\0') != std::string::npos)
        throw OdbcError("42000", "the statement holds a NUL byte");
    const bool native =
        statement.connection.options.native_query || statement.noscan == SQL_NOSCAN_ON;
    statement.parsed = parse_sql(sql, native);
}

template <class Char>
SQLRETURN prepare(SQLHSTMT handle, const Char* text, SQLINTEGER size) {
    return enter<Statement>(handle, [&](Statement& statement) {
        if (text == nullptr) throw OdbcError("HY009", "no statement was given");
        (void)statement.connection.connected();
        statement.close_cursor();
        statement.prepared = false;
        take_statement(statement, take_text(text, size));
        statement.prepared = true;
        return SQL_SUCCESS;
    });
}

template <class Char>
SQLRETURN execute_directly(SQLHSTMT handle, const Char* text, SQLINTEGER size) {
    return enter<Statement>(handle, [&](Statement& statement) {
        if (text == nullptr) throw OdbcError("HY009", "no statement was given");
        take_statement(statement, take_text(text, size));
        statement.prepared = false;
        return execute(statement);
    });
}

template <class Char>
SQLRETURN set_cursor_name(SQLHSTMT handle, const Char* name, SQLSMALLINT size) {
    return enter<Statement>(handle, [&](Statement& statement) {
        statement.cursor_name = take_text(name, size);
        return SQL_SUCCESS;
    });
}

template <class Char>
SQLRETURN get_cursor_name(SQLHSTMT handle, Char* name, SQLSMALLINT size, SQLSMALLINT* length) {
    return enter<Statement>(handle, [&](Statement& statement) {
        if (statement.cursor_name.empty()) {
            statement.cursor_name =
                "SQL_CUR" + std::to_string(reinterpret_cast<std::uintptr_t>(&statement) & 0xffffff);
        }
        return success(statement, put_text(out(name, size), statement.cursor_name, length));
    });
}

}  // namespace
}  // namespace hive_odbc

using namespace hive_odbc;

HIVE_ODBC_ENTRY SQLPrepare(SQLHSTMT handle, SQLCHAR* text, SQLINTEGER size) {
    return prepare(handle, text, size);
}
HIVE_ODBC_ENTRY SQLPrepareW(SQLHSTMT handle, SQLWCHAR* text, SQLINTEGER size) {
    return prepare(handle, text, size);
}

HIVE_ODBC_ENTRY SQLExecDirect(SQLHSTMT handle, SQLCHAR* text, SQLINTEGER size) {
    return execute_directly(handle, text, size);
}

HIVE_ODBC_ENTRY SQLExecDirectW(SQLHSTMT handle, SQLWCHAR* text, SQLINTEGER size) {
    return execute_directly(handle, text, size);
}

HIVE_ODBC_ENTRY SQLExecute(SQLHSTMT handle) {
    return enter<Statement>(handle, [](Statement& statement) {
        if (!statement.prepared) throw OdbcError("HY010", "nothing is prepared");
        return execute(statement);
    });
}

HIVE_ODBC_ENTRY SQLSetCursorName(SQLHSTMT handle, SQLCHAR* name, SQLSMALLINT size) {
    return set_cursor_name(handle, name, size);
}

HIVE_ODBC_ENTRY SQLSetCursorNameW(SQLHSTMT handle, SQLWCHAR* name, SQLSMALLINT size) {
    return set_cursor_name(handle, name, size);
}

HIVE_ODBC_ENTRY SQLGetCursorName(SQLHSTMT handle, SQLCHAR* name, SQLSMALLINT size,
                                 SQLSMALLINT* length) {
    return get_cursor_name(handle, name, size, length);
}

HIVE_ODBC_ENTRY SQLGetCursorNameW(SQLHSTMT handle, SQLWCHAR* name, SQLSMALLINT size,
                                  SQLSMALLINT* length) {
    return get_cursor_name(handle, name, size, length);
}

HIVE_ODBC_ENTRY SQLBindParameter(SQLHSTMT handle, SQLUSMALLINT number, SQLSMALLINT direction,
                                 SQLSMALLINT c_type, SQLSMALLINT sql_type, SQLULEN size,
                                 SQLSMALLINT digits, SQLPOINTER data, SQLLEN capacity,
                                 SQLLEN* indicator) {
    return enter<Statement>(handle, [&](Statement& statement) {
        if (number == 0) throw OdbcError("07009", "parameters count from 1");
        if (direction != SQL_PARAM_INPUT)
            throw OdbcError("HYC00", "Hive has input parameters only");
        Record& bound = statement.apd->record(number);
        bound = {};
        bound.concise_type = bound.type = c_type;
        bound.data = data;
        bound.octet_length = capacity;
        bound.octet_length_ptr = bound.indicator_ptr = indicator;
        Record& wanted = statement.ipd->record(number);
        wanted = {};
        wanted.concise_type = wanted.type = sql_type;
        wanted.length = size;
        wanted.scale = digits;
        wanted.parameter_type = direction;
        return SQL_SUCCESS;
    });
}

HIVE_ODBC_ENTRY SQLNumParams(SQLHSTMT handle, SQLSMALLINT* count) {
    return enter<Statement>(handle, [&](Statement& statement) {
        if (count != nullptr) *count = static_cast<SQLSMALLINT>(statement.parsed.markers.size());
        return SQL_SUCCESS;
    });
}

HIVE_ODBC_ENTRY SQLDescribeParam(SQLHSTMT handle, SQLUSMALLINT number, SQLSMALLINT* type,
                                 SQLULEN* size, SQLSMALLINT* digits, SQLSMALLINT* nullable) {
    return enter<Statement>(handle, [&](Statement& statement) {
        if (number == 0 || number > statement.parsed.markers.size()) {
            throw OdbcError("07009", "there is no such parameter");
        }
        // The server knows no parameters, so nobody knows their types: a text is accepted nearly
        // everywhere.
        if (type != nullptr) *type = SQL_VARCHAR;
        if (size != nullptr)
            *size = static_cast<SQLULEN>(statement.connection.options.sizes.string_length);
        if (digits != nullptr) *digits = 0;
        if (nullable != nullptr) *nullable = SQL_NULLABLE_UNKNOWN;
        return SQL_SUCCESS;
    });
}

HIVE_ODBC_ENTRY SQLParamData(SQLHSTMT handle, SQLPOINTER* token) {
    return enter<Statement>(handle, [&](Statement& statement) {
        AtExecution& pending = statement.at_execution;
        if (!pending.active) throw OdbcError("HY010", "no parameter waits for data");
        if (pending.next > 0) pending.values.try_emplace(pending.waiting[pending.next - 1]);
        if (pending.next < pending.waiting.size()) {
            const std::size_t number = pending.waiting[pending.next++];
            if (token != nullptr) *token = statement.apd->records[number].data;
            return static_cast<SQLRETURN>(SQL_NEED_DATA);
        }
        const SQLRETURN result = run(statement);
        pending = {};
        return result;
    });
}

HIVE_ODBC_ENTRY SQLPutData(SQLHSTMT handle, SQLPOINTER data, SQLLEN length) {
    return enter<Statement>(handle, [&](Statement& statement) {
        AtExecution& pending = statement.at_execution;
        if (!pending.active || pending.next == 0)
            throw OdbcError("HY010", "no parameter waits for data");
        const std::size_t number = pending.waiting[pending.next - 1];
        if (length == SQL_NULL_DATA) {
            pending.nulls[number] = true;
            return SQL_SUCCESS;
        }
        if (data == nullptr && length != 0) throw OdbcError("HY009", "no data was given");
        const Record& bound = statement.apd->records[number];
        const SQLSMALLINT sql_type = statement.ipd->records[number].concise_type;
        const SQLSMALLINT c_type =
            bound.concise_type == SQL_C_DEFAULT ? default_c_type(sql_type) : bound.concise_type;
        std::string& value = pending.values[number];
        const char* bytes = static_cast<const char*>(data);
        const SQLLEN fixed = element_size(c_type, 0);
        if (fixed > 0 && bytes != nullptr) {
            value.assign(bytes, static_cast<std::size_t>(fixed));
        } else if (length >= 0) {
            value.append(bytes == nullptr ? "" : bytes, static_cast<std::size_t>(length));
        } else if (length == SQL_NTS && c_type == SQL_C_CHAR) {
            value.append(bytes);
        } else if (length == SQL_NTS && c_type == SQL_C_WCHAR) {
            const auto* wide = static_cast<const char16_t*>(data);
            value.append(bytes, std::char_traits<char16_t>::length(wide) * 2);
        } else {
            throw OdbcError("HY090", "the data has an invalid length");
        }
        return SQL_SUCCESS;
    });
}
