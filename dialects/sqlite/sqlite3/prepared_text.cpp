// SPDX-License-Identifier: MIT
#include "prepared_text.hpp"

#include <utility>

#include <azoth/error/error.hpp>
#include <azoth/value/utf8.hpp>

#include "sql_lexer.hpp"

namespace azoth::sqlite3_driver {

namespace {

[[noreturn]] void refuse_unterminated(const Token& token) {
    refuse_sql("sql_unterminated",
               token.text.starts_with("/*") ? "a comment is opened and never closed"
                                            : "a quote is opened and never closed",
               token.offset);
}

}  // namespace

void refuse_sql(std::string_view code, std::string_view sentence, std::optional<std::size_t> offset,
                std::string_view hint) {
    ErrorDetails details;
    details.offset = offset;
    details.hint = hint;
    details.sqlstate = "42601";
    details.phase = Phase::prepare;
    throw ProgrammingError(code, sentence, std::move(details));
}

void check_text(std::string_view sql) {
    // SQLite stops reading at a NUL and never asks whether text is UTF-8: both would pass unseen.
    if (const std::size_t nul = sql.find('\0'); nul != sql.npos)
        refuse_sql("sql_nul_byte", "SQL text holds a NUL byte", nul, "bind the value instead");
    if (!is_utf8(sql)) refuse_sql("sql_bad_encoding", "SQL text is not UTF-8", std::nullopt);
    // SQLite itself closes a comment at the end of the text, and calls an open quote a token that
    // it does not recognize.
    if (const std::optional<Token> open = find_unterminated(sql)) refuse_unterminated(*open);
}

void check_session(const Session& session) {
    if (session.handle() == nullptr)
        throw InvalidRequestError("connection_closed", "the connection is closed");
}

PreparedText prepare_first(Session& session, std::string_view sql, unsigned flags,
                           std::optional<std::size_t> offset) {
    sqlite3_stmt* statement = nullptr;
    const char* tail = nullptr;
    const int length = flags == 0 ? -1 : static_cast<int>(sql.size());
    const int result =
        sqlite3_prepare_v3(session.handle(), sql.data(), length, flags, &statement, &tail);
    if (result != SQLITE_OK) {
        ErrorDetails details;
        details.offset = offset;
        session.throw_error(result, Phase::prepare, std::move(details));
    }
    return {StatementHandle(statement), sql.substr(static_cast<std::size_t>(tail - sql.data()))};
}

}  // namespace azoth::sqlite3_driver
