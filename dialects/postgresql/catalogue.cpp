// SPDX-License-Identifier: MIT
#include "catalogue.hpp"

#include <charconv>
#include <vector>

namespace azoth::postgresql {

void ask(driver::Connection& connection, const std::string& sql,
         std::initializer_list<std::string_view> parameters,
         const std::function<void(driver::Cursor&)>& row) {
    std::vector<ValueView> views;
    for (const std::string_view parameter : parameters) views.emplace_back(parameter);
    const auto statement = connection.prepare(sql, {});
    driver::Cursor& cursor = statement->execute(views, {});
    while (cursor.next()) row(cursor);
    cursor.close();
}

std::string text(driver::Cursor& row, std::size_t column) {
    std::string_view value;
    return row.read_text(column, value) ? std::string(value) : std::string();
}

bool is_true(driver::Cursor& row, std::size_t column) {
    return text(row, column) == "true";
}

std::optional<std::int64_t> number(driver::Cursor& row, std::size_t column) {
    const std::string digits = text(row, column);
    std::int64_t value = 0;
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
    if (error != std::errc{} || digits.empty()) return std::nullopt;
    return value;
}

std::string without_parentheses(const std::string& text) {
    if (text.size() < 2 || text.front() != '(' || text.back() != ')') return text;
    std::size_t depth = 0;
    char quote = 0;
    for (std::size_t i = 0; i + 1 < text.size(); ++i) {
        const char c = text[i];
        if (quote != 0) {
            if (c == quote) quote = 0;
        } else if (c == '\'' || c == '"') {
            quote = c;
        } else if (c == '(') {
            ++depth;
        } else if (c == ')' && --depth == 0) {
            return text;  // the first one ends before the end
        }
    }
    return text.substr(1, text.size() - 2);
}

}  // namespace azoth::postgresql
