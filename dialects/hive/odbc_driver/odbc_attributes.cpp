// SPDX-License-Identifier: MIT
#include "odbc_attributes.hpp"

#include <algorithm>

#include "odbc_connect.hpp"
#include "odbc_entry.hpp"
#include "odbc_execute.hpp"
#include "odbc_text.hpp"

namespace hive_odbc {
namespace {

SQLULEN number_in(SQLPOINTER value) {
    return reinterpret_cast<SQLULEN>(value);
}

template <class T>
SQLRETURN give(SQLPOINTER target, T value, SQLINTEGER* length) {
    if (target != nullptr) *static_cast<T*>(target) = value;
    if (length != nullptr) *length = sizeof value;
    return SQL_SUCCESS;
}

void refuse_unless(bool acceptable, const char* what) {
    if (!acceptable) throw OdbcError("HYC00", what);
}

SQLRETURN set_connection(Connection& connection, SQLINTEGER attribute, SQLPOINTER value,
                         SQLINTEGER size, bool wide) {
    const SQLULEN number = number_in(value);
    switch (attribute) {
        case SQL_ATTR_LOGIN_TIMEOUT: connection.login_timeout = number; return SQL_SUCCESS;
        case SQL_ATTR_CONNECTION_TIMEOUT:
            connection.connection_timeout = number;
            return SQL_SUCCESS;
        case SQL_ATTR_ACCESS_MODE: connection.access_mode = number; return SQL_SUCCESS;
        case SQL_ATTR_METADATA_ID: connection.metadata_id = number; return SQL_SUCCESS;
        case SQL_ATTR_QUERY_TIMEOUT: connection.query_timeout = number; return SQL_SUCCESS;
        case SQL_ATTR_AUTOCOMMIT:
            refuse_unless(number == SQL_AUTOCOMMIT_ON,
                          "Hive has no transactions over several statements");
            return SQL_SUCCESS;
        case SQL_ATTR_TXN_ISOLATION:
            throw OdbcError("HYC00", "Hive has no isolation levels to choose from");
        case SQL_ATTR_CURRENT_CATALOG: {
            const auto units =
                wide && size >= 0 ? size / static_cast<SQLINTEGER>(sizeof(SQLWCHAR)) : size;
            const std::string name = wide ? take_text(static_cast<const SQLWCHAR*>(value), units)
                                          : take_text(static_cast<const SQLCHAR*>(value), size);
            if (connection.session) run_quietly(*connection.session, "USE " + quoted_name(name));
            connection.set_current_database(name);
            return SQL_SUCCESS;
        }
        case SQL_ATTR_ASYNC_ENABLE:
            refuse_unless(number == SQL_ASYNC_ENABLE_OFF, "calls are not asynchronous");
            return SQL_SUCCESS;
        // The manager tells us the application calls the narrow functions. Accepting it makes the
        // manager call ours as they are instead of widening through the locale, which would damage
        // UTF-8.
        case SQL_ATTR_ANSI_APP:
        case SQL_ATTR_QUIET_MODE:
        case SQL_ATTR_TRACE:
        case SQL_ATTR_PACKET_SIZE:
        case SQL_ATTR_ODBC_CURSORS: return SQL_SUCCESS;
        case SQL_ATTR_AUTO_IPD:
        case SQL_ATTR_CONNECTION_DEAD: throw OdbcError("HY092", "the attribute is read-only");
        default: throw OdbcError("HY092", "unknown connection attribute");
    }
}

SQLRETURN get_connection(Connection& connection, SQLINTEGER attribute, SQLPOINTER value,
                         SQLINTEGER size, SQLINTEGER* length, bool wide) {
    switch (attribute) {
        case SQL_ATTR_LOGIN_TIMEOUT:
            return give<SQLUINTEGER>(value, connection.login_timeout, length);
        case SQL_ATTR_CONNECTION_TIMEOUT:
            return give<SQLUINTEGER>(value, connection.connection_timeout, length);
        case SQL_ATTR_ACCESS_MODE: return give<SQLUINTEGER>(value, connection.access_mode, length);
        case SQL_ATTR_METADATA_ID: return give<SQLUINTEGER>(value, connection.metadata_id, length);
        case SQL_ATTR_AUTOCOMMIT: return give<SQLUINTEGER>(value, SQL_AUTOCOMMIT_ON, length);
        case SQL_ATTR_AUTO_IPD: return give<SQLUINTEGER>(value, SQL_FALSE, length);
        case SQL_ATTR_TXN_ISOLATION: return give<SQLINTEGER>(value, 0, length);
        case SQL_ATTR_ASYNC_ENABLE: return give<SQLULEN>(value, SQL_ASYNC_ENABLE_OFF, length);
        case SQL_ATTR_PACKET_SIZE: return give<SQLUINTEGER>(value, 0, length);
        case SQL_ATTR_QUIET_MODE: return give<SQLPOINTER>(value, nullptr, length);
        case SQL_ATTR_CONNECTION_DEAD: {
            const bool dead = !connection.session || connection.session->dead();
            return give<SQLUINTEGER>(value, dead ? SQL_CD_TRUE : SQL_CD_FALSE, length);
        }
        case SQL_ATTR_CURRENT_CATALOG: {
            const TextOut text = out_bytes(value, size, wide);
            return success(connection, put_text(text, connection.current_database(), length));
        }
        default: throw OdbcError("HY092", "unknown connection attribute");
    }
}

void replace_descriptor(Statement& statement, Descriptor*& place, Descriptor* own,
                        SQLPOINTER value) {
    Descriptor* chosen = own;
    if (value != nullptr && value != static_cast<Handle*>(own)) {
        if (!is_alive(value, SQL_HANDLE_DESC)) throw OdbcError("HY024", "no descriptor");
        chosen = static_cast<Descriptor*>(static_cast<Handle*>(value));
        if (chosen->automatic)
            throw OdbcError("HY017", "the descriptor belongs to another statement");
        if (&chosen->connection != &statement.connection) {
            throw OdbcError("HY024", "the descriptor belongs to another connection");
        }
    }
    place = chosen;
}

SQLRETURN set_cursor_shape(SQLINTEGER attribute, SQLULEN number) {
    switch (attribute) {
        case SQL_ATTR_CURSOR_TYPE:
            refuse_unless(number == SQL_CURSOR_FORWARD_ONLY, "the cursor moves forward only");
            return SQL_SUCCESS;
        case SQL_ATTR_CONCURRENCY:
            refuse_unless(number == SQL_CONCUR_READ_ONLY,
                          "rows cannot be changed through the cursor");
            return SQL_SUCCESS;
        case SQL_ATTR_CURSOR_SCROLLABLE:
            refuse_unless(number == SQL_NONSCROLLABLE, "the cursor moves forward only");
            return SQL_SUCCESS;
        case SQL_ATTR_CURSOR_SENSITIVITY:
            refuse_unless(number != SQL_SENSITIVE, "the cursor does not see changes");
            return SQL_SUCCESS;
        case SQL_ATTR_ASYNC_ENABLE:
            refuse_unless(number == SQL_ASYNC_ENABLE_OFF, "calls are not asynchronous");
            return SQL_SUCCESS;
        case SQL_ATTR_USE_BOOKMARKS:
            refuse_unless(number == SQL_UB_OFF, "there are no bookmarks");
            return SQL_SUCCESS;
        case SQL_ATTR_SIMULATE_CURSOR:
        case SQL_ATTR_KEYSET_SIZE:
        case SQL_ATTR_ENABLE_AUTO_IPD: return SQL_SUCCESS;
        default: throw OdbcError("HY092", "unknown statement attribute");
    }
}

SQLRETURN set_statement(Statement& statement, SQLINTEGER attribute, SQLPOINTER value) {
    const SQLULEN number = number_in(value);
    switch (attribute) {
        case SQL_ATTR_APP_ROW_DESC:
            replace_descriptor(statement, statement.ard, statement.own_ard.get(), value);
            return SQL_SUCCESS;
        case SQL_ATTR_APP_PARAM_DESC:
            replace_descriptor(statement, statement.apd, statement.own_apd.get(), value);
            return SQL_SUCCESS;
        case SQL_ATTR_IMP_ROW_DESC:
        case SQL_ATTR_IMP_PARAM_DESC:
            throw OdbcError("HY017", "this descriptor cannot be replaced");
        case SQL_ATTR_ROW_ARRAY_SIZE:
        case SQL_ROWSET_SIZE:
            if (number == 0) throw OdbcError("HY024", "a rowset has at least one row");
            statement.ard->array_size = number;
            return SQL_SUCCESS;
        case SQL_ATTR_ROW_BIND_TYPE:
            statement.ard->bind_type = static_cast<SQLINTEGER>(number);
            return SQL_SUCCESS;
        case SQL_ATTR_ROW_BIND_OFFSET_PTR:
            statement.ard->bind_offset = static_cast<SQLLEN*>(value);
            return SQL_SUCCESS;
        case SQL_ATTR_ROW_OPERATION_PTR:
            statement.ard->array_status = static_cast<SQLUSMALLINT*>(value);
            return SQL_SUCCESS;
        case SQL_ATTR_ROW_STATUS_PTR:
            statement.ird->array_status = static_cast<SQLUSMALLINT*>(value);
            return SQL_SUCCESS;
        case SQL_ATTR_ROWS_FETCHED_PTR:
            statement.ird->rows_processed = static_cast<SQLULEN*>(value);
            return SQL_SUCCESS;
        case SQL_ATTR_PARAMSET_SIZE:
            if (number == 0) throw OdbcError("HY024", "a parameter set has at least one row");
            statement.apd->array_size = number;
            return SQL_SUCCESS;
        case SQL_ATTR_PARAM_BIND_TYPE:
            statement.apd->bind_type = static_cast<SQLINTEGER>(number);
            return SQL_SUCCESS;
        case SQL_ATTR_PARAM_BIND_OFFSET_PTR:
            statement.apd->bind_offset = static_cast<SQLLEN*>(value);
            return SQL_SUCCESS;
        case SQL_ATTR_PARAM_OPERATION_PTR:
            statement.apd->array_status = static_cast<SQLUSMALLINT*>(value);
            return SQL_SUCCESS;
        case SQL_ATTR_PARAM_STATUS_PTR:
            statement.ipd->array_status = static_cast<SQLUSMALLINT*>(value);
            return SQL_SUCCESS;
        case SQL_ATTR_PARAMS_PROCESSED_PTR:
            statement.ipd->rows_processed = static_cast<SQLULEN*>(value);
            return SQL_SUCCESS;
        case SQL_ATTR_QUERY_TIMEOUT: statement.query_timeout = number; return SQL_SUCCESS;
        case SQL_ATTR_MAX_ROWS: statement.max_rows = number; return SQL_SUCCESS;
        case SQL_ATTR_NOSCAN: statement.noscan = number; return SQL_SUCCESS;
        case SQL_ATTR_METADATA_ID: statement.metadata_id = number; return SQL_SUCCESS;
        case SQL_ATTR_MAX_LENGTH:
            refuse_unless(number == 0, "values are never cut to a maximum length");
            return SQL_SUCCESS;
        case SQL_ATTR_RETRIEVE_DATA:
            refuse_unless(number == SQL_RD_ON, "fetching always retrieves data");
            return SQL_SUCCESS;
        case SQL_ATTR_HIVE_COLLECT_LOG: statement.collect_logs = number != 0; return SQL_SUCCESS;
        case SQL_ATTR_ROW_NUMBER: throw OdbcError("HY092", "the attribute is read-only");
        default: return set_cursor_shape(attribute, number);
    }
}

SQLRETURN get_statement(Statement& statement, SQLINTEGER attribute, SQLPOINTER value,
                        SQLINTEGER* length) {
    const auto descriptor = [&](Descriptor* one) {
        return give<SQLHANDLE>(value, static_cast<Handle*>(one), length);
    };
    const auto number = [&](SQLULEN one) { return give<SQLULEN>(value, one, length); };
    const auto pointer = [&](void* one) { return give<SQLPOINTER>(value, one, length); };
    switch (attribute) {
        case SQL_ATTR_APP_ROW_DESC: return descriptor(statement.ard);
        case SQL_ATTR_APP_PARAM_DESC: return descriptor(statement.apd);
        case SQL_ATTR_IMP_ROW_DESC: return descriptor(statement.ird.get());
        case SQL_ATTR_IMP_PARAM_DESC: return descriptor(statement.ipd.get());
        case SQL_ATTR_ROW_ARRAY_SIZE:
        case SQL_ROWSET_SIZE: return number(statement.ard->array_size);
        case SQL_ATTR_ROW_BIND_TYPE: return number(static_cast<SQLULEN>(statement.ard->bind_type));
        case SQL_ATTR_ROW_BIND_OFFSET_PTR: return pointer(statement.ard->bind_offset);
        case SQL_ATTR_ROW_OPERATION_PTR: return pointer(statement.ard->array_status);
        case SQL_ATTR_ROW_STATUS_PTR: return pointer(statement.ird->array_status);
        case SQL_ATTR_ROWS_FETCHED_PTR: return pointer(statement.ird->rows_processed);
        case SQL_ATTR_PARAMSET_SIZE: return number(statement.apd->array_size);
        case SQL_ATTR_PARAM_BIND_TYPE:
            return number(static_cast<SQLULEN>(statement.apd->bind_type));
        case SQL_ATTR_PARAM_BIND_OFFSET_PTR: return pointer(statement.apd->bind_offset);
        case SQL_ATTR_PARAM_OPERATION_PTR: return pointer(statement.apd->array_status);
        case SQL_ATTR_PARAM_STATUS_PTR: return pointer(statement.ipd->array_status);
        case SQL_ATTR_PARAMS_PROCESSED_PTR: return pointer(statement.ipd->rows_processed);
        case SQL_ATTR_QUERY_TIMEOUT: return number(statement.query_timeout);
        case SQL_ATTR_MAX_ROWS: return number(statement.max_rows);
        case SQL_ATTR_MAX_LENGTH: return number(0);
        case SQL_ATTR_NOSCAN: return number(statement.noscan);
        case SQL_ATTR_METADATA_ID: return number(statement.metadata_id);
        case SQL_ATTR_RETRIEVE_DATA: return number(SQL_RD_ON);
        case SQL_ATTR_CURSOR_TYPE: return number(SQL_CURSOR_FORWARD_ONLY);
        case SQL_ATTR_CONCURRENCY: return number(SQL_CONCUR_READ_ONLY);
        case SQL_ATTR_CURSOR_SCROLLABLE: return number(SQL_NONSCROLLABLE);
        case SQL_ATTR_CURSOR_SENSITIVITY: return number(SQL_INSENSITIVE);
        case SQL_ATTR_ASYNC_ENABLE: return number(SQL_ASYNC_ENABLE_OFF);
        case SQL_ATTR_USE_BOOKMARKS: return number(SQL_UB_OFF);
        case SQL_ATTR_SIMULATE_CURSOR: return number(SQL_SC_NON_UNIQUE);
        case SQL_ATTR_KEYSET_SIZE: return number(0);
        case SQL_ATTR_ENABLE_AUTO_IPD: return number(SQL_FALSE);
        case SQL_ATTR_FETCH_BOOKMARK_PTR: return pointer(nullptr);
        case SQL_ATTR_ROW_NUMBER:
            return number(statement.rowset.size() == 0
                              ? 0
                              : statement.rows_before + statement.current_row + 1);
        case SQL_ATTR_HIVE_COLLECT_LOG:
            return number(statement.collect_logs ? SQL_TRUE : SQL_FALSE);
        default: throw OdbcError("HY092", "unknown statement attribute");
    }
}

/// As many whole lines as fit, at least part of one.
std::string take_log(Statement& statement, std::size_t room) {
    const std::lock_guard lock(statement.log_mutex);
    std::size_t size = statement.log_lines.size();
    if (size > room) {
        const std::size_t end = statement.log_lines.rfind('\n', room > 0 ? room - 1 : 0);
        size = end == std::string::npos ? room : end + 1;
    }
    std::string taken = statement.log_lines.substr(0, size);
    statement.log_lines.erase(0, size);
    return taken;
}

/// The attributes made to be read while the statement runs in another thread: they take no turn on
/// the handle.
SQLRETURN get_running(Statement& statement, SQLINTEGER attribute, SQLPOINTER value, SQLINTEGER size,
                      SQLINTEGER* length, bool wide) {
    if (attribute == SQL_ATTR_HIVE_PROGRESS) {
        return give<SQLINTEGER>(value, statement.progress_percent.load(), length);
    }
    const TextOut text = out_bytes(value, size, wide);
    if (attribute == SQL_ATTR_HIVE_LOG) {
        // What the statement left at its end is fetched now, unless it is running and fetches for
        // itself.
        if (statement.mutex.try_lock()) {
            const std::lock_guard turn(statement.mutex, std::adopt_lock);
            if (statement.operation && statement.collect_logs)
                collect_logs(statement, *statement.operation);
        }
        const std::size_t room = size > 1 ? static_cast<std::size_t>(size) / (wide ? 2 : 1) - 1 : 0;
        return put_text(text, take_log(statement, room), length) ? SQL_SUCCESS_WITH_INFO
                                                                 : SQL_SUCCESS;
    }
    const auto running = statement.published();
    const std::string id = running ? running->query_id() : std::string();
    return put_text(text, id, length) ? SQL_SUCCESS_WITH_INFO : SQL_SUCCESS;
}

SQLRETURN get_statement_attribute(SQLHSTMT handle, SQLINTEGER attribute, SQLPOINTER value,
                                  SQLINTEGER size, SQLINTEGER* length, bool wide) {
    if (attribute == SQL_ATTR_HIVE_PROGRESS || attribute == SQL_ATTR_HIVE_LOG ||
        attribute == SQL_ATTR_HIVE_QUERY_ID) {
        if (!is_alive(handle, SQL_HANDLE_STMT)) return SQL_INVALID_HANDLE;
        auto& statement = *static_cast<Statement*>(static_cast<Handle*>(handle));
        try {
            return get_running(statement, attribute, value, size, length, wide);
        } catch (...) {
            return SQL_ERROR;
        }
    }
    return enter<Statement>(handle, [&](Statement& statement) {
        return get_statement(statement, attribute, value, length);
    });
}

}  // namespace
}  // namespace hive_odbc

using namespace hive_odbc;

HIVE_ODBC_ENTRY SQLSetConnectAttr(SQLHDBC handle, SQLINTEGER attribute, SQLPOINTER value,
                                  SQLINTEGER size) {
    return enter<Connection>(handle, [&](Connection& one) {
        return set_connection(one, attribute, value, size, false);
    });
}

HIVE_ODBC_ENTRY SQLSetConnectAttrW(SQLHDBC handle, SQLINTEGER attribute, SQLPOINTER value,
                                   SQLINTEGER size) {
    return enter<Connection>(
        handle, [&](Connection& one) { return set_connection(one, attribute, value, size, true); });
}

HIVE_ODBC_ENTRY SQLGetConnectAttr(SQLHDBC handle, SQLINTEGER attribute, SQLPOINTER value,
                                  SQLINTEGER size, SQLINTEGER* length) {
    return enter<Connection>(handle, [&](Connection& one) {
        return get_connection(one, attribute, value, size, length, false);
    });
}

HIVE_ODBC_ENTRY SQLGetConnectAttrW(SQLHDBC handle, SQLINTEGER attribute, SQLPOINTER value,
                                   SQLINTEGER size, SQLINTEGER* length) {
    return enter<Connection>(handle, [&](Connection& one) {
        return get_connection(one, attribute, value, size, length, true);
    });
}

HIVE_ODBC_ENTRY SQLSetStmtAttr(SQLHSTMT handle, SQLINTEGER attribute, SQLPOINTER value,
                               SQLINTEGER) {
    return enter<Statement>(handle,
                            [&](Statement& one) { return set_statement(one, attribute, value); });
}

HIVE_ODBC_ENTRY SQLSetStmtAttrW(SQLHSTMT handle, SQLINTEGER attribute, SQLPOINTER value,
                                SQLINTEGER) {
    return enter<Statement>(handle,
                            [&](Statement& one) { return set_statement(one, attribute, value); });
}

HIVE_ODBC_ENTRY SQLGetStmtAttr(SQLHSTMT handle, SQLINTEGER attribute, SQLPOINTER value,
                               SQLINTEGER size, SQLINTEGER* length) {
    return get_statement_attribute(handle, attribute, value, size, length, false);
}

HIVE_ODBC_ENTRY SQLGetStmtAttrW(SQLHSTMT handle, SQLINTEGER attribute, SQLPOINTER value,
                                SQLINTEGER size, SQLINTEGER* length) {
    return get_statement_attribute(handle, attribute, value, size, length, true);
}
