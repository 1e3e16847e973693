// SPDX-License-Identifier: MIT
#include <sql.h>
#include <sqlext.h>
#include <sys/resource.h>

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <vector>

// Fetches a query's (int, string, double, nullable int) rows into bound block columns and says how
// fast and at what cost. usage: fetch_rate CONNECTION_STRING SQL [BLOCK_ROWS]

namespace {

double seconds(const timeval& time) {
    return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / 1e6;
}

void require(SQLRETURN result, SQLSMALLINT kind, SQLHANDLE handle) {
    if (SQL_SUCCEEDED(result)) return;
    SQLCHAR state[6] = {};
    SQLCHAR message[1024] = {};
    SQLGetDiagRec(kind, handle, 1, state, nullptr, message, sizeof message, nullptr);
    std::fprintf(stderr, "%s %s\n", reinterpret_cast<char*>(state),
                 reinterpret_cast<char*>(message));
    std::exit(1);
}

}  // namespace

int main(int count, char** arguments) {
    if (count < 3) return 2;
    const SQLULEN block = count > 3 ? std::strtoul(arguments[3], nullptr, 10) : 1000;
    SQLHENV environment = nullptr;
    SQLHDBC connection = nullptr;
    SQLHSTMT statement = nullptr;
    SQLAllocHandle(SQL_HANDLE_ENV, nullptr, &environment);
    SQLSetEnvAttr(environment, SQL_ATTR_ODBC_VERSION, reinterpret_cast<SQLPOINTER>(SQL_OV_ODBC3),
                  0);
    SQLAllocHandle(SQL_HANDLE_DBC, environment, &connection);
    require(SQLDriverConnect(connection, nullptr, reinterpret_cast<SQLCHAR*>(arguments[1]), SQL_NTS,
                             nullptr, 0, nullptr, SQL_DRIVER_NOPROMPT),
            SQL_HANDLE_DBC, connection);
    SQLAllocHandle(SQL_HANDLE_STMT, connection, &statement);

    constexpr SQLLEN width = 64;
    std::vector<SQLINTEGER> number(block), nullable(block);
    std::vector<char> text(block * width);
    std::vector<double> real(block);
    std::vector<SQLLEN> lengths[4];
    for (auto& one : lengths) one.resize(block);
    SQLULEN fetched = 0;
    SQLSetStmtAttr(statement, SQL_ATTR_ROW_ARRAY_SIZE, reinterpret_cast<SQLPOINTER>(block), 0);
    SQLSetStmtAttr(statement, SQL_ATTR_ROWS_FETCHED_PTR, &fetched, 0);
    require(SQLExecDirect(statement, reinterpret_cast<SQLCHAR*>(arguments[2]), SQL_NTS),
            SQL_HANDLE_STMT, statement);
    SQLBindCol(statement, 1, SQL_C_SLONG, number.data(), 0, lengths[0].data());
    SQLBindCol(statement, 2, SQL_C_CHAR, text.data(), width, lengths[1].data());
    SQLBindCol(statement, 3, SQL_C_DOUBLE, real.data(), 0, lengths[2].data());
    SQLBindCol(statement, 4, SQL_C_SLONG, nullable.data(), 0, lengths[3].data());

    rusage before{}, after{};
    getrusage(RUSAGE_SELF, &before);
    const auto began = std::chrono::steady_clock::now();
    std::size_t rows = 0;
    std::size_t nulls = 0;
    for (SQLRETURN result = SQLFetch(statement); result != SQL_NO_DATA;
         result = SQLFetch(statement)) {
        require(result, SQL_HANDLE_STMT, statement);
        rows += fetched;
        for (SQLULEN row = 0; row < fetched; ++row)
            nulls += lengths[3][row] == SQL_NULL_DATA ? 1 : 0;
    }
    const std::chrono::duration<double> wall = std::chrono::steady_clock::now() - began;
    getrusage(RUSAGE_SELF, &after);
    const double cpu = seconds(after.ru_utime) + seconds(after.ru_stime) -
                       seconds(before.ru_utime) - seconds(before.ru_stime);
    std::printf(
        "rows=%zu nulls=%zu seconds=%.3f rows_per_second=%.0f own_cpu_seconds=%.3f "
        "own_share=%.1f%% grown_kb=%ld peak_kb=%ld\n",
        rows, nulls, wall.count(), static_cast<double>(rows) / wall.count(), cpu,
        100 * cpu / wall.count(), after.ru_maxrss - before.ru_maxrss, after.ru_maxrss);
    SQLFreeHandle(SQL_HANDLE_STMT, statement);
    SQLDisconnect(connection);
    SQLFreeHandle(SQL_HANDLE_DBC, connection);
    SQLFreeHandle(SQL_HANDLE_ENV, environment);
    return 0;
}
