// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <functional>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>

#include <azoth/driver/connection.hpp>

/// Questions to pg_catalog: every cell is read as text.
namespace azoth::postgresql {

/// Ends a query's WHERE: the schema given as $1, the session's own temporary one, or the
/// connection's.
inline constexpr std::string_view in_schema =
    "n.oid = CASE $1::text WHEN '' THEN "
    "(SELECT oid FROM pg_catalog.pg_namespace WHERE nspname = current_schema()) "
    "WHEN 'pg_temp' THEN pg_catalog.pg_my_temp_schema() "
    "ELSE (SELECT oid FROM pg_catalog.pg_namespace WHERE nspname = $1::text) END";

/// Before in_schema: the one table given as $2, or all.
inline constexpr std::string_view in_home = " AND $2::text IN ('', c.relname::text) AND ";

/// Runs a query with texts as parameters and calls `row` for each of its rows.
void ask(driver::Connection& connection, const std::string& sql,
         std::initializer_list<std::string_view> parameters,
         const std::function<void(driver::Cursor&)>& row);

/// NULL is empty.
[[nodiscard]] std::string text(driver::Cursor& row, std::size_t column);
[[nodiscard]] bool is_true(driver::Cursor& row, std::size_t column);
[[nodiscard]] std::optional<std::int64_t> number(driver::Cursor& row, std::size_t column);

/// pg_get_expr puts an expression in parentheses of its own: those are taken away, if they are one
/// pair.
[[nodiscard]] std::string without_parentheses(const std::string& text);

}  // namespace azoth::postgresql
