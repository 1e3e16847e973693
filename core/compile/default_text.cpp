// SPDX-License-Identifier: MIT
#include <azoth/compile/default_text.hpp>

#include <algorithm>
#include <cstddef>

namespace azoth::compile {

namespace {

bool is_of_word(char c) noexcept {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' ||
           static_cast<unsigned char>(c) >= 0x80;
}

/// Behind the quotes that begin at `at`; a quote inside is doubled.
std::size_t behind_quotes(std::string_view sql, std::size_t at) noexcept {
    const char quote = sql[at++];
    while (at < sql.size()) {
        if (sql[at++] != quote) continue;
        if (at == sql.size() || sql[at] != quote) break;
        ++at;
    }
    return at;
}

bool is_quote(char c) noexcept {
    return c == '\'' || c == '"' || c == '`';
}

std::size_t behind_parentheses(std::string_view sql) noexcept {
    std::size_t depth = 0;
    for (std::size_t at = 0; at < sql.size();) {
        if (is_quote(sql[at])) {
            at = behind_quotes(sql, at);
            continue;
        }
        if (sql[at] == '(') ++depth;
        if (sql[at] == ')') --depth;
        ++at;
        if (depth == 0) return at;
    }
    return sql.size();
}

/// 1.5e-3, 0x1F
bool is_number(std::string_view sql) noexcept {
    if (sql.starts_with('-') || sql.starts_with('+')) sql.remove_prefix(1);
    if (sql.empty() || sql.find_first_of("0123456789.") != 0) return false;
    for (std::size_t i = 1; i < sql.size(); ++i) {
        const bool is_sign = (sql[i] == '-' || sql[i] == '+') && (sql[i - 1] | 32) == 'e';
        if (!is_sign && !is_of_word(sql[i]) && sql[i] != '.') return false;
    }
    return true;
}

}  // namespace

bool is_one_term(std::string_view sql) noexcept {
    if (sql.empty()) return false;
    if (is_quote(sql.front())) return behind_quotes(sql, 0) == sql.size();
    if (sql.front() == '(') return behind_parentheses(sql) == sql.size();
    if (is_number(sql)) return true;
    const auto* const end = std::find_if_not(sql.begin(), sql.end(), is_of_word);
    const auto word = static_cast<std::size_t>(end - sql.begin());
    if (word == sql.size()) return true;
    // X'41', _utf8mb4'a'
    return sql[word] == '\'' && word > 0 && behind_quotes(sql, word) == sql.size();
}

}  // namespace azoth::compile
