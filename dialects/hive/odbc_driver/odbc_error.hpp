// SPDX-License-Identifier: MIT
#pragma once

#include <sql.h>

#include <stdexcept>
#include <string>

namespace hive_odbc {

/// One diagnostic record. `row` and `column` count from 1; 0 means not about one.
struct Diagnostic {
    std::string sqlstate;
    SQLINTEGER native = 0;
    std::string message;  ///< without the bracketed prefixes, which are added when it is read
    SQLLEN row = 0;
    SQLINTEGER column = 0;
    bool from_server = false;
};

/// Ends an entry point with SQL_ERROR and this diagnostic.
class OdbcError : public std::runtime_error {
public:
    OdbcError(const char* sqlstate, const std::string& message, SQLINTEGER native = 0)
        : std::runtime_error(message), sqlstate(sqlstate), native(native) {}

    std::string sqlstate;
    SQLINTEGER native;
    bool from_server = false;
};

}  // namespace hive_odbc
