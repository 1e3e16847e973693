// SPDX-License-Identifier: MIT
#pragma once

#include <sql.h>
#include <sqlext.h>
#include <sqlucode.h>

#include <optional>
#include <string>
#include <vector>

// What an application needs to speak ODBC, through the driver manager like any other.

namespace program {

/// The connection string for the common test server, or nothing (and a printed reason) when none is
/// running.
[[nodiscard]] std::optional<std::string> connection_string();
/// For a server on `port`, with more keys behind.
[[nodiscard]] std::string connection_string(int port, const std::string& more);

struct Diagnostic {
    std::string state;
    int native = 0;
    std::string message;
};

[[nodiscard]] std::vector<Diagnostic> diagnostics(SQLSMALLINT kind, SQLHANDLE handle);

class Connection {
public:
    Connection();
    /// In an environment that outlives it.
    explicit Connection(SQLHENV shared);
    ~Connection();
    Connection(const Connection&) = delete;
    Connection& operator=(const Connection&) = delete;

    SQLRETURN open(const std::string& text);
    SQLRETURN close();
    /// The first diagnostic's state, "" if there is none.
    [[nodiscard]] std::string state() const;
    [[nodiscard]] std::string message() const;

    SQLHENV environment = SQL_NULL_HENV;
    SQLHDBC handle = SQL_NULL_HDBC;

private:
    bool open_ = false;
    bool owns_environment_ = true;
};

class Statement {
public:
    explicit Statement(Connection& connection);
    ~Statement();
    Statement(const Statement&) = delete;
    Statement& operator=(const Statement&) = delete;

    SQLRETURN execute(const std::string& sql);
    /// Executes and expects success; prints the diagnostics otherwise.
    void run(const std::string& sql);
    SQLRETURN fetch() { return SQLFetch(handle); }
    /// A column of the current row as text, however long; nullopt for null.
    [[nodiscard]] std::optional<std::string> text(SQLUSMALLINT column,
                                                  SQLSMALLINT c_type = SQL_C_CHAR);
    /// All remaining rows as texts, nulls as "NULL", columns joined by '|'.
    [[nodiscard]] std::vector<std::string> rows();
    [[nodiscard]] std::string state() const;
    [[nodiscard]] std::string message() const;

    SQLHSTMT handle = SQL_NULL_HSTMT;
};

}  // namespace program
