// SPDX-License-Identifier: MIT
#include "sql_text.hpp"

#include <algorithm>
#include <string>

namespace azoth::libpq {

namespace {

constexpr auto npos = std::string_view::npos;

bool is_word(char c) noexcept {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
           static_cast<unsigned char>(c) >= 0x80;
}

char lower(char c) noexcept {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
}

/// Each of these takes the offset of an opening and returns the offset behind its end, or npos.
std::size_t after_quote(std::string_view sql, std::size_t at, bool backslashes) noexcept {
    const char quote = sql[at];
    for (++at; at < sql.size(); ++at) {
        if (backslashes && sql[at] == '\\') {
            ++at;
        } else if (sql[at] == quote) {
            if (at + 1 >= sql.size() || sql[at + 1] != quote) return at + 1;
            ++at;
        }
    }
    return npos;
}

std::size_t after_comment(std::string_view sql, std::size_t at) noexcept {
    std::size_t depth = 0;
    while (at + 1 < sql.size()) {
        const std::string_view two = sql.substr(at, 2);
        if (two == "/*") {
            ++depth;
            at += 2;
        } else if (two == "*/") {
            at += 2;
            if (--depth == 0) return at;
        } else {
            ++at;
        }
    }
    return npos;
}

std::size_t after_dollar_quote(std::string_view sql, std::size_t at) noexcept {
    std::size_t end = at + 1;
    if (end < sql.size() && sql[end] >= '0' && sql[end] <= '9') return at + 1;  // a placeholder
    while (end < sql.size() && is_word(sql[end])) ++end;
    if (end >= sql.size() || sql[end] != '$') return at + 1;
    const std::string_view tag = sql.substr(at, end + 1 - at);
    const std::size_t closing = sql.find(tag, end + 1);
    return closing == npos ? npos : closing + tag.size();
}

bool is_escape_string(std::string_view sql, std::size_t quote) noexcept {
    return quote > 0 && lower(sql[quote - 1]) == 'e' && (quote < 2 || !is_word(sql[quote - 2]));
}

bool same(char a, char b) noexcept {
    return lower(a) == b;
}

bool contains_word(std::string_view sql, std::string_view word) noexcept {
    return std::search(sql.begin(), sql.end(), word.begin(), word.end(), same) != sql.end();
}

/// The same as a word of its own, wherever it stands.
bool has_word(std::string_view sql, std::string_view word) noexcept {
    for (auto at = sql.begin();; ++at) {
        at = std::search(at, sql.end(), word.begin(), word.end(), same);
        if (at == sql.end()) return false;
        const auto end = at + static_cast<std::ptrdiff_t>(word.size());
        if ((at == sql.begin() || !is_word(at[-1])) && (end == sql.end() || !is_word(*end))) {
            return true;
        }
    }
}

std::string_view verb_of(std::string_view sql) noexcept {
    const std::size_t begin = sql.find_first_not_of(" \t\r\n(");
    if (begin == npos) return {};
    std::size_t end = begin;
    while (end < sql.size() && is_word(sql[end])) ++end;
    return sql.substr(begin, end - begin);
}

/// `is("select")` for a verb in any case.
struct Verb {
    std::string_view verb;
    bool operator()(std::string_view word) const noexcept {
        return std::equal(verb.begin(), verb.end(), word.begin(), word.end(), same);
    }
};

}  // namespace

std::optional<std::size_t> find_unterminated(std::string_view sql) noexcept {
    std::size_t at = 0;
    while (at < sql.size()) {
        const std::size_t begin = at;
        switch (sql[at]) {
            case '\'': at = after_quote(sql, at, is_escape_string(sql, at)); break;
            case '"': at = after_quote(sql, at, false); break;
            case '$':
                at = at > 0 && is_word(sql[at - 1]) ? at + 1 : after_dollar_quote(sql, at);
                break;
            case '/': at = sql.substr(at, 2) == "/*" ? after_comment(sql, at) : at + 1; break;
            case '-':
                at = sql.substr(at, 2) == "--" ? std::min(sql.find('\n', at), sql.size()) : at + 1;
                break;
            default: ++at; break;
        }
        if (at == npos) return begin;
    }
    return std::nullopt;
}

std::size_t byte_offset(std::string_view sql, std::size_t position) noexcept {
    std::size_t at = 0;
    for (std::size_t character = 1; character < position && at < sql.size(); ++character) {
        do ++at;
        while (at < sql.size() && (static_cast<unsigned char>(sql[at]) & 0xC0) == 0x80);
    }
    return at;
}

bool touches_session(std::string_view sql) noexcept {
    const Verb is{verb_of(sql)};
    if (is.verb.empty()) return false;
    if (!is("select") && !is("insert") && !is("update") && !is("delete") && !is("with") &&
        !is("values") && !is("table") && !is("merge")) {
        return true;
    }
    return contains_word(sql, "set_config") || contains_word(sql, "advisory") ||
           contains_word(sql, "into temp");
}

bool drops_statements(std::string_view sql) noexcept {
    return contains_word(sql, "discard") || contains_word(sql, "deallocate");
}

bool can_be_cursor(std::string_view sql) noexcept {
    const Verb is{verb_of(sql)};
    if (is("values") || is("table")) return true;
    if (!is("select") && !is("with")) return false;
    if (has_word(sql, "into")) return false;
    return is("select") || (!has_word(sql, "insert") && !has_word(sql, "update") &&
                            !has_word(sql, "delete") && !has_word(sql, "merge"));
}

bool has_placeholder(std::string_view sql, std::size_t number) {
    // Those without gaps up to that number take at least this much text.
    constexpr std::size_t least_of_one = 4;
    return sql.size() > least_of_one * number &&
           sql.find('$' + std::to_string(number)) != std::string_view::npos;
}

}  // namespace azoth::libpq
