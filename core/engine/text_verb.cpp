// SPDX-License-Identifier: MIT
#include "text_verb.hpp"

#include <algorithm>
#include <array>
#include <string>

namespace azoth::detail {

namespace {

constexpr char lower(char c) noexcept {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}
constexpr bool is_letter(char c) noexcept {
    return lower(c) >= 'a' && lower(c) <= 'z';
}

bool same_word(std::string_view word, std::string_view lower_case) noexcept {
    return std::equal(word.begin(), word.end(), lower_case.begin(), lower_case.end(),
                      [](char a, char b) { return lower(a) == b; });
}

template <std::size_t N>
bool is_one_of(std::string_view word, const std::array<std::string_view, N>& words) noexcept {
    return std::any_of(words.begin(), words.end(),
                       [&](std::string_view one) { return same_word(word, one); });
}

constexpr std::array<std::string_view, 8> reading{"select",  "values", "table",    "show",
                                                  "explain", "pragma", "describe", "with"};
constexpr std::array<std::string_view, 5> changing{"insert", "update", "delete", "replace",
                                                   "merge"};
constexpr std::array<std::string_view, 4> defining{"create", "alter", "drop", "rename"};
constexpr std::array<std::string_view, 4> staying{"savepoint", "release", "rollback", "lock"};

/// Cuts white space, comments and opening parentheses off the front.
std::string_view without_lead(std::string_view sql) noexcept {
    while (!sql.empty()) {
        if (sql.starts_with("--")) {
            sql.remove_prefix(std::min(sql.find('\n'), sql.size()));
        } else if (sql.starts_with("/*")) {
            const std::size_t end = sql.find("*/", 2);
            sql.remove_prefix(end == std::string_view::npos ? sql.size() : end + 2);
        } else if (static_cast<unsigned char>(sql.front()) <= ' ' || sql.front() == '(') {
            sql.remove_prefix(1);
        } else {
            break;
        }
    }
    return sql;
}

std::string_view take_word(std::string_view& sql) noexcept {
    const std::size_t end =
        static_cast<std::size_t>(std::find_if_not(sql.begin(), sql.end(), is_letter) - sql.begin());
    const std::string_view word = sql.substr(0, end);
    sql.remove_prefix(end);
    return word;
}

}  // namespace

bool changes_data(std::string_view sql) noexcept {
    sql = without_lead(sql);
    const std::string_view verb = take_word(sql);
    if (!is_one_of(verb, reading)) return true;
    if (!same_word(verb, "with")) return false;
    while (!sql.empty()) {
        if (!is_letter(sql.front())) {
            sql.remove_prefix(1);
        } else if (is_one_of(take_word(sql), changing)) {
            return true;
        }
    }
    return false;
}

Aftermath aftermath_of(std::string_view sql) noexcept {
    sql = without_lead(sql);
    const std::string_view verb = take_word(sql);
    if (is_one_of(verb, reading) || is_one_of(verb, changing)) return Aftermath::none;
    return is_one_of(verb, defining) ? Aftermath::schema : Aftermath::session;
}

bool may_end_transaction(std::string_view sql, bool ddl_is_transactional) noexcept {
    if (sql.find(';') != std::string_view::npos) return true;
    switch (aftermath_of(sql)) {
        case Aftermath::none: return false;
        case Aftermath::schema: return !ddl_is_transactional;
        case Aftermath::session: break;
    }
    sql = without_lead(sql);
    return !is_one_of(take_word(sql), staying);
}

}  // namespace azoth::detail
