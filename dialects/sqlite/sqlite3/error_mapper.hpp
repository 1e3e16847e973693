// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <optional>
#include <string>

#include <sqlite3.h>

#include <azoth/error/error.hpp>

namespace azoth::sqlite3_driver {

/// What SQLite reported, copied out of the handle before anything else touches it.
struct Failure {
    int code = SQLITE_ERROR;            ///< extended result code
    std::string message;                ///< SQLite's own words
    std::optional<std::size_t> offset;  ///< byte in the SQL text, where SQLite knows it
};

/// Reads the last failure of `handle` (may be null after an open without memory).
[[nodiscard]] Failure read_failure(sqlite3* handle, int code);

/// The one place where SQLite's codes become errors: class, stable code, SQLSTATE, and the
/// constraint, table and column that SQLite's message names. `details` brings what the caller
/// knows; native code, server message, SQLSTATE and names are filled in here.
[[noreturn]] void throw_failure(const Failure& failure, Phase phase, ErrorDetails details = {});

/// read_failure and throw_failure in one.
[[noreturn]] void throw_last_error(sqlite3* handle, int code, Phase phase);

}  // namespace azoth::sqlite3_driver
