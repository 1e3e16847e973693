// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>

#include <libpq-fe.h>

#include <azoth/error/error.hpp>

namespace azoth::libpq {

/// What the caller knows about where an error arose.
struct ErrorPlace {
    Phase phase = Phase::none;
    std::string_view sql;        ///< for the byte offset; may be empty
    std::string_view component;  ///< such as "row 7"; may be empty
    std::size_t before_sql = 0;  ///< bytes that were sent in front of it, all ASCII
};

/// Server text as it may be shown: one line, no control characters, of bounded length. Anybody who
/// can answer on the port can write it.
[[nodiscard]] std::string printable(std::string_view text);

/// Throws the error that a failed result stands for, by its SQLSTATE. `session` tells whether the
/// connection survived it.
[[noreturn]] void throw_result_error(const PGresult& failed, const PGconn* session,
                                     const ErrorPlace& place);

/// Throws the error for a bare SQLSTATE, as connecting meets it.
[[noreturn]] void throw_sqlstate(std::string_view sqlstate, ErrorDetails details);

/// Throws `DisconnectError` (`connection_lost`).
[[noreturn]] void throw_connection_lost(const PGconn* session, Phase phase);

/// Whether the result says that a prepared statement must be made anew: its result type changed,
/// or it is gone.
[[nodiscard]] bool is_stale_statement(const PGresult& failed) noexcept;

}  // namespace azoth::libpq
