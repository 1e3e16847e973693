// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include "odbc_handle.hpp"

namespace hive_odbc {

/// Appends parameter `number` (from 0) of row `row` as a HiveQL literal. `supplied` is what
/// SQLPutData gave, if it did. Throws OdbcError when the value does not fit the parameter's SQL
/// type.
void append_parameter(std::string& out, const Statement& statement, std::size_t number, SQLULEN row,
                      const std::string* supplied, bool supplied_null);

/// The length or indicator an application left for a parameter, SQL_NTS if it gave none.
[[nodiscard]] SQLLEN parameter_indicator(const Statement& statement, std::size_t number,
                                         SQLULEN row);

[[nodiscard]] bool is_at_execution(SQLLEN indicator);

}  // namespace hive_odbc
