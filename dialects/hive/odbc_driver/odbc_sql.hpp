// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace hive_odbc {

/// What a stretch of HiveQL is, as far as finding parameters needs to know.
enum class TokenKind { code, string, identifier, comment, marker, open_brace, close_brace };

struct Token {
    TokenKind kind;
    std::size_t begin;
    std::size_t end;
};

/// Splits a statement completely: strings with backslash escapes in both quotes, backticked names
/// with doubled backticks, both comment forms, `?` markers, braces; all else is code. An unclosed
/// string or comment reaches to the end.
[[nodiscard]] std::vector<Token> tokenize(std::string_view sql);

/// A statement ready for parameters.
struct ParsedSql {
    std::string text;
    std::vector<std::size_t> markers;  ///< positions of the `?`
    /// For `INSERT ... VALUES (one row)` whose markers all lie in that last row: where the row
    /// begins; else npos. Such a statement can carry many rows at once.
    std::size_t row_begin = std::string::npos;
};

/// Takes trailing semicolons and blanks off (the server refuses them) and, unless `native`,
/// rewrites ODBC escapes.
[[nodiscard]] ParsedSql parse_sql(std::string_view sql, bool native);

/// ODBC's `{d '...'}`, `{ts '...'}`, `{t '...'}`, `{fn ...}`, `{oj ...}` and `{escape '\'}` in
/// Hive's words. Throws OdbcError (42000) for an unclosed escape and HYC00 for one Hive has no
/// words for.
[[nodiscard]] std::string rewrite_escapes(std::string_view sql);

}  // namespace hive_odbc
