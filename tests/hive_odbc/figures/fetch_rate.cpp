// SPDX-License-Identifier: MIT
#include <dlfcn.h>
#include <poll.h>
#include <sql.h>
#include <sqlext.h>
#include <sys/resource.h>
#include <sys/socket.h>

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <string>
#include <vector>

// Fetches a query's (int, string, double, nullable int) rows into bound block columns and says how
// fast, and where the time went: waiting for the server, or working in this process. usage:
// fetch_rate CONNECTION_STRING SQL [BLOCK_ROWS]
//
// With BLOCK_ROWS 0 nothing is bound: row by row, each value as text by SQLGetData.

namespace {

using Clock = std::chrono::steady_clock;
using Seconds = std::chrono::duration<double>;

Clock::duration waited{};
std::size_t received = 0;

double seconds(const timeval& time) {
    return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / 1e6;
}

/// The most memory this program ever had resident. getrusage would tell its parent's from before
/// exec.
long peak_kilobytes() {
    std::ifstream status("/proc/self/status");
    for (std::string line; std::getline(status, line);) {
        if (line.rfind("VmHWM:", 0) == 0) return std::atol(line.c_str() + 6);
    }
    return 0;
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

// The driver waits in poll(2) and reads with recv(2). This program's own definitions come first in
// the dynamic linker's search, so they see each of its calls.

#define IN_FRONT extern "C" __attribute__((visibility("default")))

IN_FRONT int poll(pollfd* sockets, nfds_t count, int milliseconds) {
    static const auto real = reinterpret_cast<decltype(&poll)>(dlsym(RTLD_NEXT, "poll"));
    const auto began = Clock::now();
    const int ready = real(sockets, count, milliseconds);
    waited += Clock::now() - began;
    return ready;
}

IN_FRONT ssize_t recv(int socket, void* buffer, std::size_t size, int flags) {
    static const auto real = reinterpret_cast<decltype(&recv)>(dlsym(RTLD_NEXT, "recv"));
    const ssize_t got = real(socket, buffer, size, flags);
    if (got > 0) received += static_cast<std::size_t>(got);
    return got;
}

int main(int count, char** arguments) {
    if (count < 3) return 2;
    const SQLULEN wanted = count > 3 ? std::strtoul(arguments[3], nullptr, 10) : 1000;
    const bool bound = wanted > 0;
    const SQLULEN block = bound ? wanted : 1;
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
    if (bound) {
        SQLBindCol(statement, 1, SQL_C_SLONG, number.data(), 0, lengths[0].data());
        SQLBindCol(statement, 2, SQL_C_CHAR, text.data(), width, lengths[1].data());
        SQLBindCol(statement, 3, SQL_C_DOUBLE, real.data(), 0, lengths[2].data());
        SQLBindCol(statement, 4, SQL_C_SLONG, nullable.data(), 0, lengths[3].data());
    }

    rusage before{}, after{};
    getrusage(RUSAGE_SELF, &before);
    waited = {};
    received = 0;
    const auto began = Clock::now();
    std::size_t rows = 0;
    std::size_t nulls = 0;
    for (SQLRETURN result = SQLFetch(statement); result != SQL_NO_DATA;
         result = SQLFetch(statement)) {
        require(result, SQL_HANDLE_STMT, statement);
        rows += fetched;
        for (SQLUSMALLINT column = 1; column <= 4 && !bound; ++column) {
            require(SQLGetData(statement, column, SQL_C_CHAR, text.data(), width,
                               lengths[column - 1].data()),
                    SQL_HANDLE_STMT, statement);
        }
        for (SQLULEN row = 0; row < fetched; ++row)
            nulls += lengths[3][row] == SQL_NULL_DATA ? 1 : 0;
    }
    const double wall = Seconds(Clock::now() - began).count();
    getrusage(RUSAGE_SELF, &after);
    const double user = seconds(after.ru_utime) - seconds(before.ru_utime);
    const double system = seconds(after.ru_stime) - seconds(before.ru_stime);
    std::printf(
        "rows=%zu nulls=%zu seconds=%.3f waiting=%.3f user=%.3f system=%.3f megabytes=%.1f "
        "peak_kb=%ld\n",
        rows, nulls, wall, Seconds(waited).count(), user, system,
        static_cast<double>(received) / 1e6, peak_kilobytes());
    SQLFreeHandle(SQL_HANDLE_STMT, statement);
    SQLDisconnect(connection);
    SQLFreeHandle(SQL_HANDLE_DBC, connection);
    SQLFreeHandle(SQL_HANDLE_ENV, environment);
    return 0;
}
