// SPDX-License-Identifier: MIT
#include "odbc_entry.hpp"
#include "odbc_text.hpp"

namespace hive_odbc {
namespace {

/// Diagnostics are read from a handle of any kind, without clearing them.
template <class Body>
SQLRETURN look(SQLSMALLINT kind, SQLHANDLE raw, Body&& body) noexcept {
    if (!is_alive(raw, kind)) return SQL_INVALID_HANDLE;
    Handle& handle = *static_cast<Handle*>(raw);
    try {
        const std::lock_guard turn(handle.mutex);
        return body(handle);
    } catch (...) {
        return SQL_ERROR;
    }
}

std::string full_message(const Diagnostic& one) {
    return std::string("[Azoth][Hive ODBC]") + (one.from_server ? "[HiveServer2] " : " ") +
           one.message;
}

template <class Char>
SQLRETURN get_record(SQLSMALLINT kind, SQLHANDLE raw, SQLSMALLINT number, Char* state,
                     SQLINTEGER* native, Char* buffer, SQLSMALLINT size, SQLSMALLINT* length) {
    return look(kind, raw, [&](Handle& handle) -> SQLRETURN {
        if (number < 1 || size < 0) return SQL_ERROR;
        if (static_cast<std::size_t>(number) > handle.diagnostics.size()) return SQL_NO_DATA;
        const Diagnostic& one = handle.diagnostics[static_cast<std::size_t>(number) - 1];
        if (state != nullptr) put_text(out(state, 6), one.sqlstate);
        if (native != nullptr) *native = one.native;
        const bool truncated = put_text(out(buffer, size), full_message(one), length);
        return truncated ? SQL_SUCCESS_WITH_INFO : SQL_SUCCESS;
    });
}

SQLRETURN header_field(Handle& handle, SQLSMALLINT field, SQLPOINTER value, const TextOut& text,
                       SQLSMALLINT* length) {
    switch (field) {
        case SQL_DIAG_NUMBER:
            *static_cast<SQLINTEGER*>(value) = static_cast<SQLINTEGER>(handle.diagnostics.size());
            return SQL_SUCCESS;
        case SQL_DIAG_RETURNCODE:
            *static_cast<SQLRETURN*>(value) = handle.last_return;
            return SQL_SUCCESS;
        case SQL_DIAG_DYNAMIC_FUNCTION:
            return put_text(text, "", length) ? SQL_SUCCESS_WITH_INFO : SQL_SUCCESS;
        case SQL_DIAG_DYNAMIC_FUNCTION_CODE:
            *static_cast<SQLINTEGER*>(value) = SQL_DIAG_UNKNOWN_STATEMENT;
            return SQL_SUCCESS;
        case SQL_DIAG_ROW_COUNT:
        case SQL_DIAG_CURSOR_ROW_COUNT: {
            if (handle.kind != SQL_HANDLE_STMT) return SQL_ERROR;
            const bool affected = field == SQL_DIAG_ROW_COUNT;
            *static_cast<SQLLEN*>(value) = affected ? static_cast<Statement&>(handle).row_count : 0;
            return SQL_SUCCESS;
        }
        default: return SQL_ERROR;
    }
}

SQLRETURN record_field(Handle& handle, const Diagnostic& one, SQLSMALLINT field, SQLPOINTER value,
                       const TextOut& text, SQLSMALLINT* length) {
    const auto put = [&](const std::string& what) {
        return static_cast<SQLRETURN>(put_text(text, what, length) ? SQL_SUCCESS_WITH_INFO
                                                                   : SQL_SUCCESS);
    };
    const bool by_odbc = one.sqlstate.rfind("IM", 0) == 0 || one.sqlstate.rfind("HY", 0) == 0;
    switch (field) {
        case SQL_DIAG_SQLSTATE: return put(one.sqlstate);
        case SQL_DIAG_MESSAGE_TEXT: return put(full_message(one));
        case SQL_DIAG_NATIVE: *static_cast<SQLINTEGER*>(value) = one.native; return SQL_SUCCESS;
        case SQL_DIAG_CLASS_ORIGIN: return put(by_odbc ? "ODBC 3.0" : "ISO 9075");
        case SQL_DIAG_SUBCLASS_ORIGIN: return put(by_odbc ? "ODBC 3.0" : "ISO 9075");
        case SQL_DIAG_CONNECTION_NAME: return put("");
        case SQL_DIAG_SERVER_NAME: {
            const Connection* connection =
                handle.kind == SQL_HANDLE_DBC    ? static_cast<Connection*>(&handle)
                : handle.kind == SQL_HANDLE_STMT ? &static_cast<Statement&>(handle).connection
                                                 : nullptr;
            return put(connection != nullptr ? connection->options.endpoint.host : std::string());
        }
        case SQL_DIAG_ROW_NUMBER:
            *static_cast<SQLLEN*>(value) = one.row > 0 ? one.row : SQL_NO_ROW_NUMBER;
            return SQL_SUCCESS;
        case SQL_DIAG_COLUMN_NUMBER:
            *static_cast<SQLINTEGER*>(value) = one.column > 0 ? one.column : SQL_NO_COLUMN_NUMBER;
            return SQL_SUCCESS;
        default: return SQL_ERROR;
    }
}

SQLRETURN get_field(SQLSMALLINT kind, SQLHANDLE raw, SQLSMALLINT number, SQLSMALLINT field,
                    SQLPOINTER value, SQLSMALLINT size, SQLSMALLINT* length, bool wide) {
    return look(kind, raw, [&](Handle& handle) -> SQLRETURN {
        SQLINTEGER unused[2];
        if (value == nullptr) {
            value = unused;
            size = 0;
        }
        const TextOut text = out_bytes(value == unused ? nullptr : value, size, wide);
        if (number == 0) return header_field(handle, field, value, text, length);
        if (number < 0) return SQL_ERROR;
        if (static_cast<std::size_t>(number) > handle.diagnostics.size()) return SQL_NO_DATA;
        return record_field(handle, handle.diagnostics[static_cast<std::size_t>(number) - 1], field,
                            value, text, length);
    });
}

}  // namespace
}  // namespace hive_odbc

using namespace hive_odbc;

HIVE_ODBC_ENTRY SQLGetDiagRec(SQLSMALLINT kind, SQLHANDLE handle, SQLSMALLINT number,
                              SQLCHAR* state, SQLINTEGER* native, SQLCHAR* buffer, SQLSMALLINT size,
                              SQLSMALLINT* length) {
    return get_record(kind, handle, number, state, native, buffer, size, length);
}

HIVE_ODBC_ENTRY SQLGetDiagRecW(SQLSMALLINT kind, SQLHANDLE handle, SQLSMALLINT number,
                               SQLWCHAR* state, SQLINTEGER* native, SQLWCHAR* buffer,
                               SQLSMALLINT size, SQLSMALLINT* length) {
    return get_record(kind, handle, number, state, native, buffer, size, length);
}

HIVE_ODBC_ENTRY SQLGetDiagField(SQLSMALLINT kind, SQLHANDLE handle, SQLSMALLINT number,
                                SQLSMALLINT field, SQLPOINTER value, SQLSMALLINT size,
                                SQLSMALLINT* length) {
    return get_field(kind, handle, number, field, value, size, length, false);
}

HIVE_ODBC_ENTRY SQLGetDiagFieldW(SQLSMALLINT kind, SQLHANDLE handle, SQLSMALLINT number,
                                 SQLSMALLINT field, SQLPOINTER value, SQLSMALLINT size,
                                 SQLSMALLINT* length) {
    return get_field(kind, handle, number, field, value, size, length, true);
}
