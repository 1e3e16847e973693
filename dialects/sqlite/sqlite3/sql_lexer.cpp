// SPDX-License-Identifier: MIT
#include "sql_lexer.hpp"

#include <algorithm>

namespace azoth::sqlite3_driver {

namespace {

[[nodiscard]] bool is_blank(char c) noexcept {
    return c == ' ' || (c >= '\t' && c <= '\r');
}

[[nodiscard]] char lower(char c) noexcept {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c;
}

[[nodiscard]] bool is_word_byte(char c) noexcept {
    const char folded = lower(c);
    return (folded >= 'a' && folded <= 'z') || (c >= '0' && c <= '9') || c == '_' || c == '$' ||
           static_cast<unsigned char>(c) >= 0x80;
}

[[nodiscard]] bool is_word(const Token& token, std::string_view lower_case) noexcept {
    return token.kind == Token::Kind::word &&
           std::equal(token.text.begin(), token.text.end(), lower_case.begin(), lower_case.end(),
                      [](char a, char b) { return lower(a) == b; });
}

[[nodiscard]] bool is_symbol(const Token& token, char symbol) noexcept {
    return token.kind == Token::Kind::symbol && token.text[0] == symbol;
}

/// A name without its quotes, doubled ones made single.
[[nodiscard]] std::string name_of(const Token& token) {
    if (token.kind != Token::Kind::quoted) return std::string(token.text);
    const char closing = token.text.back();
    const std::string_view inner = token.text.substr(1, token.text.size() - 2);
    std::string name;
    for (std::size_t i = 0; i < inner.size(); ++i) {
        name += inner[i];
        if (inner[i] == closing) ++i;
    }
    return name;
}

[[nodiscard]] bool is_name(const Token& token) noexcept {
    return token.kind == Token::Kind::word || token.kind == Token::Kind::quoted;
}

/// Whether DO UPDATE follows at the outermost level.
[[nodiscard]] bool has_do_update(SqlLexer& lexer) noexcept {
    for (Token token = lexer.next(); token.kind != Token::Kind::end; token = lexer.next())
        if (is_word(token, "do") && is_word(lexer.next(), "update")) return true;
    return false;
}

}  // namespace

Token SqlLexer::take(Token::Kind kind, std::size_t length) noexcept {
    const Token token{kind, sql_.substr(at_, length), at_};
    at_ += token.text.size();
    return token;
}

Token SqlLexer::take_quoted(char closing) noexcept {
    std::size_t end = at_ + 1;
    for (;;) {
        end = sql_.find(closing, end);
        if (end == sql_.npos) return take(Token::Kind::unterminated, sql_.size() - at_);
        ++end;
        // A doubled quote stands for itself; a bracket cannot be doubled.
        if (closing == ']' || end == sql_.size() || sql_[end] != closing)
            return take(Token::Kind::quoted, end - at_);
        ++end;
    }
}

bool SqlLexer::skip_blanks() noexcept {
    while (at_ < sql_.size()) {
        if (is_blank(sql_[at_])) {
            ++at_;
        } else if (sql_.substr(at_, 2) == "--") {
            at_ = std::min(sql_.find('\n', at_), sql_.size());
        } else if (sql_.substr(at_, 2) == "/*") {
            const std::size_t end = sql_.find("*/", at_ + 2);
            if (end == sql_.npos) return false;
            at_ = end + 2;
        } else if (sql_.substr(at_, 3) == "\xef\xbb\xbf") {
            at_ += 3;  // SQLite takes a byte order mark for a blank
        } else {
            return true;
        }
    }
    return true;
}

Token SqlLexer::next() noexcept {
    if (!skip_blanks()) return take(Token::Kind::unterminated, sql_.size() - at_);
    if (at_ == sql_.size()) return Token{Token::Kind::end, {}, at_};
    const char c = sql_[at_];
    if (c == '\'' || c == '"' || c == '`') return take_quoted(c);
    if (c == '[') return take_quoted(']');
    if (!is_word_byte(c)) return take(Token::Kind::symbol, 1);
    std::size_t end = at_ + 1;
    while (end < sql_.size() && is_word_byte(sql_[end])) ++end;
    return take(Token::Kind::word, end - at_);
}

std::optional<Token> find_unterminated(std::string_view sql) noexcept {
    SqlLexer lexer(sql);
    for (;;) {
        const Token token = lexer.next();
        if (token.kind == Token::Kind::unterminated) return token;
        if (token.kind == Token::Kind::end) return std::nullopt;
    }
}

std::optional<std::size_t> find_statement(std::string_view sql) noexcept {
    SqlLexer lexer(sql);
    Token token = lexer.next();
    while (is_symbol(token, ';')) token = lexer.next();
    if (token.kind == Token::Kind::end) return std::nullopt;
    return token.offset;
}

bool begins_as_dml(std::string_view sql) noexcept {
    const Token token = SqlLexer(sql).next();
    return is_word(token, "insert") || is_word(token, "update") || is_word(token, "delete") ||
           is_word(token, "replace") || is_word(token, "with");
}

std::optional<InsertTarget> find_insert_target(std::string_view sql) {
    SqlLexer lexer(sql);
    bool inserts = false;
    for (int depth = 0;;) {
        const Token token = lexer.next();
        if (token.kind == Token::Kind::end) return std::nullopt;
        if (is_symbol(token, '(')) ++depth;
        if (is_symbol(token, ')')) --depth;
        if (depth != 0) continue;
        if (is_word(token, "insert") || is_word(token, "replace")) inserts = true;
        if (inserts && is_word(token, "into")) break;
    }
    Token name = lexer.next();
    if (!is_name(name)) return std::nullopt;
    InsertTarget target{{}, name_of(name), false};
    SqlLexer ahead = lexer;
    if (is_symbol(ahead.next(), '.')) {
        target.schema = std::move(target.table);
        name = ahead.next();
        if (!is_name(name)) return std::nullopt;
        target.table = name_of(name);
    }
    target.may_update = has_do_update(ahead);
    return target;
}

}  // namespace azoth::sqlite3_driver
