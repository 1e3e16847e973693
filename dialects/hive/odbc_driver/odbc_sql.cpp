// SPDX-License-Identifier: MIT
#include "odbc_sql.hpp"

#include <cctype>

#include "odbc_error.hpp"
#include "odbc_options.hpp"

namespace hive_odbc {
namespace {

bool is_space(char c) {
    return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f';
}

/// Behind the closing quote of a string that begins at `at`.
std::size_t end_of_string(std::string_view sql, std::size_t at) {
    const char quote = sql[at++];
    while (at < sql.size()) {
        if (sql[at] == '\\') {
            at += 2;
        } else if (sql[at++] == quote) {
            return at;
        }
    }
    return sql.size();
}

std::size_t end_of_identifier(std::string_view sql, std::size_t at) {
    for (++at; at < sql.size(); ++at) {
        if (sql[at] != '`') continue;
        if (at + 1 < sql.size() && sql[at + 1] == '`') {
            ++at;
        } else {
            return at + 1;
        }
    }
    return sql.size();
}

std::size_t or_end(std::string_view sql, std::size_t found, std::size_t beyond) {
    return found == std::string_view::npos ? sql.size() : found + beyond;
}

Token special_at(std::string_view sql, std::size_t at) {
    const char c = sql[at];
    const char next = at + 1 < sql.size() ? sql[at + 1] : '\0';
    if (c == '\'' || c == '"') return {TokenKind::string, at, end_of_string(sql, at)};
    if (c == '`') return {TokenKind::identifier, at, end_of_identifier(sql, at)};
    if (c == '-' && next == '-')
        return {TokenKind::comment, at, or_end(sql, sql.find('\n', at), 0)};
    if (c == '/' && next == '*')
        return {TokenKind::comment, at, or_end(sql, sql.find("*/", at + 2), 2)};
    if (c == '?') return {TokenKind::marker, at, at + 1};
    if (c == '{') return {TokenKind::open_brace, at, at + 1};
    if (c == '}') return {TokenKind::close_brace, at, at + 1};
    return {TokenKind::code, at, at + 1};
}

/// The last word of code before `at`, in lower case.
std::string word_before(std::string_view sql, std::size_t at) {
    while (at > 0 && is_space(sql[at - 1])) --at;
    std::size_t begin = at;
    while (begin > 0 && (std::isalnum(static_cast<unsigned char>(sql[begin - 1])) != 0)) --begin;
    std::string word(sql.substr(begin, at - begin));
    for (char& c : word) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    return word;
}

/// Where the one row of a final VALUES begins, or npos.
std::size_t find_row(std::string_view sql, const std::vector<Token>& tokens) {
    std::size_t open = std::string::npos;
    std::size_t close = std::string::npos;
    int depth = 0;
    for (const Token& token : tokens) {
        if (token.kind == TokenKind::comment) return std::string::npos;
        if (token.kind == TokenKind::marker && depth == 0) return std::string::npos;
        if (token.kind != TokenKind::code) {
            if (depth == 0) close = std::string::npos;
            continue;
        }
        for (std::size_t i = token.begin; i < token.end; ++i) {
            if (sql[i] == '(') {
                if (depth++ == 0) {
                    if (word_before(sql, i) == "values") {
                        open = i;
                    } else if (open != std::string::npos) {
                        return std::string::npos;  // a second row, or something behind the rows
                    }
                }
            } else if (sql[i] == ')') {
                if (--depth == 0) close = i;
            } else if (depth == 0 && !is_space(sql[i])) {
                close = std::string::npos;
            }
        }
    }
    return open != std::string::npos && close > open && close != std::string::npos && depth == 0
               ? open
               : std::string::npos;
}

std::string lower_word(std::string_view text, std::size_t& at) {
    while (at < text.size() && is_space(text[at])) ++at;
    std::string word;
    while (at < text.size() && std::isalpha(static_cast<unsigned char>(text[at])) != 0) {
        word += static_cast<char>(std::tolower(static_cast<unsigned char>(text[at++])));
    }
    return word;
}

std::string escape_in_hive(std::string_view inside) {
    std::size_t at = 0;
    const std::string word = lower_word(inside, at);
    const std::string rest = rewrite_escapes(inside.substr(at));
    if (word == "d") return "DATE" + rest;
    if (word == "ts") return "TIMESTAMP" + rest;
    if (word == "t" || word == "fn" || word == "oj") return rest;
    if (word == "escape") {
        if (rest.find("'\\'") != std::string::npos || rest.find("'\\\\'") != std::string::npos)
            return {};
        throw OdbcError("HYC00", "LIKE has no escape character but the backslash in Hive");
    }
    throw OdbcError("HYC00", "the ODBC escape {" + word + " ...} has no counterpart in Hive");
}

}  // namespace

std::vector<Token> tokenize(std::string_view sql) {
    std::vector<Token> tokens;
    for (std::size_t at = 0; at < sql.size();) {
        const Token token = special_at(sql, at);
        if (token.kind == TokenKind::code && !tokens.empty() &&
            tokens.back().kind == TokenKind::code) {
            tokens.back().end = token.end;
        } else {
            tokens.push_back(token);
            if (tokens.back().end > sql.size()) tokens.back().end = sql.size();
        }
        at = tokens.back().end;
    }
    return tokens;
}

std::string rewrite_escapes(std::string_view sql) {
    std::string out;
    const std::vector<Token> tokens = tokenize(sql);
    for (std::size_t i = 0; i < tokens.size(); ++i) {
        if (tokens[i].kind != TokenKind::open_brace) {
            out.append(sql.substr(tokens[i].begin, tokens[i].end - tokens[i].begin));
            continue;
        }
        int depth = 1;
        std::size_t close = i + 1;
        for (; close < tokens.size(); ++close) {
            if (tokens[close].kind == TokenKind::open_brace) ++depth;
            if (tokens[close].kind == TokenKind::close_brace && --depth == 0) break;
        }
        if (close == tokens.size()) throw OdbcError("42000", "an ODBC escape is not closed");
        out += escape_in_hive(sql.substr(tokens[i].end, tokens[close].begin - tokens[i].end));
        i = close;
    }
    return out;
}

ParsedSql parse_sql(std::string_view sql, bool native) {
    ParsedSql parsed;
    parsed.text =
        native || sql.find('{') == std::string_view::npos ? std::string(sql) : rewrite_escapes(sql);
    std::vector<Token> tokens = tokenize(parsed.text);
    while (!tokens.empty() && tokens.back().kind == TokenKind::code) {
        std::size_t end = parsed.text.size();
        while (end > tokens.back().begin &&
               (is_space(parsed.text[end - 1]) || parsed.text[end - 1] == ';'))
            --end;
        parsed.text.resize(end);
        if (end > tokens.back().begin) {
            tokens.back().end = end;
            break;
        }
        tokens.pop_back();
    }
    for (const Token& token : tokens) {
        if (token.kind == TokenKind::marker) parsed.markers.push_back(token.begin);
    }
    if (!parsed.markers.empty()) parsed.row_begin = find_row(parsed.text, tokens);
    return parsed;
}

}  // namespace hive_odbc
