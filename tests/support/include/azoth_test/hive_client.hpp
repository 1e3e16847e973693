// SPDX-License-Identifier: MIT
#pragma once

#include <sql.h>
#include <sqlext.h>

#include <optional>
#include <stdexcept>
#include <string>
#include <vector>

namespace azoth::test {

/// A HiveServer2, through the project's own ODBC driver and nothing else.
class HiveClient {
public:
    using Row = std::vector<std::optional<std::string>>;  ///< cells as the driver prints them

    /// `driver` is the driver's file. Throws `std::runtime_error` if the server is not there.
    HiveClient(const std::string& driver, const std::string& port) {
        SQLAllocHandle(SQL_HANDLE_ENV, SQL_NULL_HANDLE, &environment_);
        SQLSetEnvAttr(environment_, SQL_ATTR_ODBC_VERSION,
                      reinterpret_cast<SQLPOINTER>(SQL_OV_ODBC3), 0);
        SQLAllocHandle(SQL_HANDLE_DBC, environment_, &connection_);
        std::string text =
            "DRIVER=" + driver + ";Host=127.0.0.1;Port=" + port + ";AuthMech=0;Schema=default";
        if (!SQL_SUCCEEDED(SQLDriverConnect(connection_, nullptr,
                                            reinterpret_cast<SQLCHAR*>(text.data()), SQL_NTS,
                                            nullptr, 0, nullptr, SQL_DRIVER_NOPROMPT))) {
            const std::string problem = diagnostic(SQL_HANDLE_DBC, connection_);
            release();
            throw std::runtime_error(problem);
        }
    }
    ~HiveClient() {
        SQLDisconnect(connection_);
        release();
    }
    HiveClient(const HiveClient&) = delete;
    HiveClient& operator=(const HiveClient&) = delete;

    /// None for a statement without. Throws `std::runtime_error` with the server's words.
    std::vector<Row> rows(std::string sql) {
        SQLHANDLE statement = nullptr;
        SQLAllocHandle(SQL_HANDLE_STMT, connection_, &statement);
        const SQLRETURN code =
            SQLExecDirect(statement, reinterpret_cast<SQLCHAR*>(sql.data()), SQL_NTS);
        std::string problem;
        std::vector<Row> rows;
        if (SQL_SUCCEEDED(code)) {
            rows = fetched(statement);
        } else if (code != SQL_NO_DATA) {
            problem = diagnostic(SQL_HANDLE_STMT, statement);
        }
        SQLFreeHandle(SQL_HANDLE_STMT, statement);
        if (!problem.empty()) throw std::runtime_error(problem + ": " + sql);
        return rows;
    }

    [[nodiscard]] SQLHANDLE connection() const noexcept { return connection_; }

    /// What a handle says of the call that failed.
    static std::string diagnostic(SQLSMALLINT kind, SQLHANDLE handle) {
        SQLCHAR state[6] = {};
        SQLCHAR message[1024] = {};
        SQLINTEGER native = 0;
        SQLSMALLINT length = 0;
        SQLGetDiagRec(kind, handle, 1, state, &native, message, sizeof message, &length);
        return reinterpret_cast<const char*>(message);
    }

private:
    static std::vector<Row> fetched(SQLHANDLE statement) {
        SQLSMALLINT width = 0;
        SQLNumResultCols(statement, &width);
        std::vector<Row> rows;
        while (width > 0 && SQL_SUCCEEDED(SQLFetch(statement))) {
            Row& row = rows.emplace_back();
            for (SQLUSMALLINT i = 1; i <= static_cast<SQLUSMALLINT>(width); ++i) {
                char cell[1024] = {};
                SQLLEN size = 0;
                SQLGetData(statement, i, SQL_C_CHAR, cell, sizeof cell, &size);
                row.push_back(size == SQL_NULL_DATA ? std::nullopt
                                                    : std::optional(std::string(cell)));
            }
        }
        return rows;
    }
    void release() {
        SQLFreeHandle(SQL_HANDLE_DBC, connection_);
        SQLFreeHandle(SQL_HANDLE_ENV, environment_);
    }

    SQLHANDLE environment_ = nullptr;
    SQLHANDLE connection_ = nullptr;
};

}  // namespace azoth::test
