// SPDX-License-Identifier: MIT
#include "program.hpp"

#include <gtest/gtest.h>

#include <cstdlib>
#include <iostream>

namespace program {
namespace {

SQLCHAR* chars(const std::string& text) {
    return reinterpret_cast<SQLCHAR*>(const_cast<char*>(text.data()));
}

std::string driver() {
    const char* path = std::getenv("AZOTH_TEST_HIVE_DRIVER");
    return path != nullptr ? path : "";
}

std::string first_state(SQLSMALLINT kind, SQLHANDLE handle) {
    const auto all = diagnostics(kind, handle);
    return all.empty() ? "" : all[0].state;
}

std::string first_message(SQLSMALLINT kind, SQLHANDLE handle) {
    const auto all = diagnostics(kind, handle);
    return all.empty() ? "" : all[0].message;
}

}  // namespace

std::string connection_string(int port, const std::string& more) {
    return "DRIVER=" + driver() + ";Host=127.0.0.1;Port=" + std::to_string(port) + ";" + more;
}

std::optional<std::string> connection_string() {
    const char* port = std::getenv("AZOTH_TEST_HIVE_PORT");
    if (port == nullptr) {
        std::cout << "not run: no Hive server (AZOTH_TEST_HIVE_PORT is not set)\n";
        return std::nullopt;
    }
    return connection_string(std::atoi(port), "AuthMech=0;UID=azoth");
}

std::vector<Diagnostic> diagnostics(SQLSMALLINT kind, SQLHANDLE handle) {
    std::vector<Diagnostic> found;
    for (SQLSMALLINT i = 1;; ++i) {
        SQLCHAR state[6] = {};
        SQLCHAR message[2048] = {};
        SQLINTEGER native = 0;
        SQLSMALLINT length = 0;
        const SQLRETURN got =
            SQLGetDiagRec(kind, handle, i, state, &native, message, sizeof message, &length);
        if (!SQL_SUCCEEDED(got)) return found;
        found.push_back({reinterpret_cast<char*>(state), native, reinterpret_cast<char*>(message)});
    }
}

Connection::Connection() {
    SQLAllocHandle(SQL_HANDLE_ENV, SQL_NULL_HANDLE, &environment);
    SQLSetEnvAttr(environment, SQL_ATTR_ODBC_VERSION, reinterpret_cast<SQLPOINTER>(SQL_OV_ODBC3_80),
                  0);
    SQLAllocHandle(SQL_HANDLE_DBC, environment, &handle);
}

Connection::Connection(SQLHENV shared) : environment(shared), owns_environment_(false) {
    SQLAllocHandle(SQL_HANDLE_DBC, environment, &handle);
}

Connection::~Connection() {
    (void)close();
    SQLFreeHandle(SQL_HANDLE_DBC, handle);
    if (owns_environment_) SQLFreeHandle(SQL_HANDLE_ENV, environment);
}

SQLRETURN Connection::open(const std::string& text) {
    const SQLRETURN result =
        SQLDriverConnect(handle, nullptr, chars(text), static_cast<SQLSMALLINT>(text.size()),
                         nullptr, 0, nullptr, SQL_DRIVER_NOPROMPT);
    open_ = SQL_SUCCEEDED(result);
    return result;
}

SQLRETURN Connection::close() {
    if (!open_) return SQL_SUCCESS;
    open_ = false;
    return SQLDisconnect(handle);
}

std::string Connection::state() const {
    return first_state(SQL_HANDLE_DBC, handle);
}
std::string Connection::message() const {
    return first_message(SQL_HANDLE_DBC, handle);
}

Statement::Statement(Connection& connection) {
    SQLAllocHandle(SQL_HANDLE_STMT, connection.handle, &handle);
}

Statement::~Statement() {
    if (handle != SQL_NULL_HSTMT) SQLFreeHandle(SQL_HANDLE_STMT, handle);
}

SQLRETURN Statement::execute(const std::string& sql) {
    SQLFreeStmt(handle, SQL_CLOSE);
    return SQLExecDirect(handle, chars(sql), static_cast<SQLINTEGER>(sql.size()));
}

void Statement::run(const std::string& sql) {
    const SQLRETURN result = execute(sql);
    ASSERT_TRUE(SQL_SUCCEEDED(result)) << sql.substr(0, 300) << "\n" << state() << " " << message();
}

std::optional<std::string> Statement::text(SQLUSMALLINT column, SQLSMALLINT c_type) {
    std::string whole;
    std::vector<char> buffer(4096);
    const std::size_t terminator = c_type == SQL_C_CHAR ? 1 : c_type == SQL_C_WCHAR ? 2 : 0;
    for (;;) {
        SQLLEN length = 0;
        const SQLRETURN got = SQLGetData(handle, column, c_type, buffer.data(),
                                         static_cast<SQLLEN>(buffer.size()), &length);
        if (got == SQL_NO_DATA) return whole;
        if (!SQL_SUCCEEDED(got)) {
            ADD_FAILURE() << "SQLGetData: " << state() << " " << message();
            return whole;
        }
        if (length == SQL_NULL_DATA) return std::nullopt;
        const std::size_t room = buffer.size() - terminator;
        const bool cut = length == SQL_NO_TOTAL || static_cast<std::size_t>(length) > room;
        whole.append(buffer.data(), cut ? room : static_cast<std::size_t>(length));
        if (!cut) return whole;
    }
}

std::vector<std::string> Statement::rows() {
    std::vector<std::string> all;
    SQLSMALLINT columns = 0;
    SQLNumResultCols(handle, &columns);
    while (SQL_SUCCEEDED(fetch())) {
        std::string row;
        for (SQLSMALLINT i = 1; i <= columns; ++i) {
            row += (i > 1 ? "|" : "") + text(static_cast<SQLUSMALLINT>(i)).value_or("NULL");
        }
        all.push_back(std::move(row));
    }
    return all;
}

std::string Statement::state() const {
    return first_state(SQL_HANDLE_STMT, handle);
}
std::string Statement::message() const {
    return first_message(SQL_HANDLE_STMT, handle);
}

}  // namespace program
