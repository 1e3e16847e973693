// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include <azoth/schema/table.hpp>

/// Keys, constraints and indexes against the columns of their table.
namespace azoth {

/// Throws `ArgumentError` (`bad_identifier`) for a name that is empty or has a NUL byte.
void check_name(const std::string& name, std::string_view what);
/// Throws `ArgumentError` (`no_such_column`).
void check_columns_exist(const TableData& table, const std::vector<std::string>& columns);
/// That the columns of all parts exist, and that there are as many as there have to be.
void check_parts(const TableData& table);
/// Gives expressions of a description the table's own columns for this_column(). Throws
/// `ArgumentError` (`no_such_column`).
void resolve_this_columns(TableData& table);

}  // namespace azoth
