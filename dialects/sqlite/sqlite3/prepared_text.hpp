// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <string_view>

#include <sqlite3.h>

#include "session.hpp"

namespace azoth::sqlite3_driver {

struct Finalize {
    void operator()(sqlite3_stmt* statement) const noexcept { sqlite3_finalize(statement); }
};
using StatementHandle = std::unique_ptr<sqlite3_stmt, Finalize>;

/// The first statement of a text, and the rest.
struct PreparedText {
    StatementHandle statement;  ///< null: nothing but blanks
    std::string_view tail;
};

/// `sql` is zero-terminated where `flags` is 0, so that SQLite copies no more than one statement
/// of a long script. `offset` is the place of `sql` in it.
[[nodiscard]] PreparedText prepare_first(Session& session, std::string_view sql, unsigned flags,
                                         std::optional<std::size_t> offset = {});

/// Throws `ProgrammingError` for a text that SQLite would misread without a word: `sql_nul_byte`,
/// `sql_bad_encoding`, `sql_unterminated`.
void check_text(std::string_view sql);

[[noreturn]] void refuse_sql(std::string_view code, std::string_view sentence,
                             std::optional<std::size_t> offset, std::string_view hint = {});

/// Throws where the connection is closed.
void check_session(const Session& session);

}  // namespace azoth::sqlite3_driver
