// SPDX-License-Identifier: MIT
#include "shown_sql.hpp"

#include <algorithm>
#include <cstddef>

namespace azoth::detail {

namespace {

constexpr std::size_t most_shown = 20;
constexpr std::string_view separator = ", ";

bool is_digit(char c) noexcept {
    return c >= '0' && c <= '9';
}

bool is_quote(char c) noexcept {
    return c == '\'' || c == '"' || c == '`';
}

/// Up to the end of what is quoted; a doubled quote begins the next.
std::size_t quoted_length(std::string_view text) noexcept {
    return std::min(text.find(text.front(), 1), text.size() - 1) + 1;
}

/// What stands at the start of a list's text: `?`, `$1`, a call or a row of such. 0 for anything
/// else.
std::size_t element_length(std::string_view text) noexcept {
    constexpr std::size_t longest = 2000;
    std::size_t depth = 0;
    bool has_placeholder = false;
    std::size_t at = 0;
    for (; at < std::min(text.size(), longest); ++at) {
        const char c = text[at];
        if (is_quote(c)) return 0;
        if (depth == 0 && (c == ')' || c == ',')) break;
        has_placeholder = has_placeholder || c == '?' || c == '$';
        if (c == '(') ++depth;
        if (c == ')') --depth;
    }
    return has_placeholder ? at : 0;
}

/// Whether two elements differ in the numbers of their placeholders only.
bool are_alike(std::string_view a, std::string_view b) noexcept {
    std::size_t i = 0;
    std::size_t j = 0;
    for (; i < a.size() && j < b.size(); ++i, ++j) {
        if (a[i] != b[j]) return false;
        if (a[i] != '$') continue;
        while (i + 1 < a.size() && is_digit(a[i + 1])) ++i;
        while (j + 1 < b.size() && is_digit(b[j + 1])) ++j;
    }
    return i == a.size() && j == b.size();
}

/// A list at the start of a text, whose elements are alike.
struct List {
    std::size_t elements = 0;
    std::size_t length = 0;
    std::size_t shown_length = 0;  ///< of the elements that are shown
};

List list_at(std::string_view text) noexcept {
    List list;
    const std::string_view first = text.substr(0, element_length(text));
    std::string_view element = first;
    while (!element.empty() && are_alike(first, element)) {
        list.length = static_cast<std::size_t>(element.data() - text.data()) + element.size();
        if (++list.elements == most_shown) list.shown_length = list.length;
        std::string_view rest = text.substr(list.length);
        if (!rest.starts_with(separator)) break;
        rest.remove_prefix(separator.size());
        element = rest.substr(0, element_length(rest));
    }
    return list;
}

bool begins_element(char before, char c) noexcept {
    const bool is_first = before == '(' || before == ' ';
    return is_first && (c == '?' || c == '$' || c == '(' || (c >= 'A' && c <= 'Z'));
}

}  // namespace

std::string shown_sql(std::string_view sql) {
    // Three characters for each placeholder: nothing shorter has a long list.
    if (sql.size() < 3 * most_shown) return std::string(sql);
    std::string shown;
    std::size_t at = 0;
    const auto take = [&](std::size_t length) {
        shown.append(sql.substr(at, length));
        at += length;
    };
    while (at < sql.size()) {
        if (is_quote(sql[at])) {
            take(quoted_length(sql.substr(at)));
            continue;
        }
        if (at == 0 || !begins_element(sql[at - 1], sql[at])) {
            take(1);
            continue;
        }
        const List list = list_at(sql.substr(at));
        if (list.elements <= most_shown) {
            take(1);
            continue;
        }
        shown.append(sql.substr(at, list.shown_length)).append(", … (");
        shown.append(std::to_string(list.elements - most_shown)).append(" more)");
        at += list.length;
    }
    return shown;
}

}  // namespace azoth::detail
