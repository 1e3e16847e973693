// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace azoth::sqlite3_driver {

/// One lexical element of SQLite's SQL. Blanks and comments are skipped.
struct Token {
    enum class Kind : std::uint8_t {
        end,
        word,          ///< keyword, identifier or number
        quoted,        ///< '…' "…" `…` […], quotes included
        symbol,        ///< one byte
        unterminated,  ///< a quote or comment that is never closed
    };
    Kind kind = Kind::end;
    std::string_view text;
    std::size_t offset = 0;
};

/// Splits SQL text into tokens. It knows quotes and comments as SQLite does and nothing of grammar.
/// Borrows the text.
class SqlLexer {
public:
    explicit SqlLexer(std::string_view sql) noexcept : sql_(sql) {}
    [[nodiscard]] Token next() noexcept;

private:
    [[nodiscard]] Token take(Token::Kind kind, std::size_t length) noexcept;
    [[nodiscard]] Token take_quoted(char closing) noexcept;
    /// False at a comment without an end.
    [[nodiscard]] bool skip_blanks() noexcept;

    std::string_view sql_;
    std::size_t at_ = 0;
};

/// The quote or comment that the text opens and never closes.
[[nodiscard]] std::optional<Token> find_unterminated(std::string_view sql) noexcept;

/// Where the first token that is not a semicolon stands; nothing where only blanks, comments and
/// semicolons are left.
[[nodiscard]] std::optional<std::size_t> find_statement(std::string_view sql) noexcept;

/// Whether the statement begins as one that inserts, updates or deletes rows (WITH included).
[[nodiscard]] bool begins_as_dml(std::string_view sql) noexcept;

/// The table an INSERT or REPLACE writes to, unquoted.
struct InsertTarget {
    std::string schema;  ///< empty: not named
    std::string table;
    bool may_update = false;  ///< has ON CONFLICT … DO UPDATE
};
[[nodiscard]] std::optional<InsertTarget> find_insert_target(std::string_view sql);

}  // namespace azoth::sqlite3_driver
