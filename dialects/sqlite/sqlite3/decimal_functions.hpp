// SPDX-License-Identifier: MIT
#pragma once

#include <string_view>

#include <sqlite3.h>

namespace azoth::sqlite3_driver {

/// Numeric order of two texts; see register_decimal_functions().
[[nodiscard]] int compare_as_decimals(std::string_view a, std::string_view b) noexcept;

/// Gives SQLite, which has no exact decimals, exact arithmetic over decimal text:
///
/// - the collation `azoth_decimal`: numbers in numeric order ("1.0" equals "1.00"), then whatever
///   is no number, by its bytes; min, max, DISTINCT, GROUP BY and indexes follow it;
/// - `azoth_decimal_add(a, b)`, `azoth_decimal_sub`, `azoth_decimal_mul`: NULL where one is NULL;
/// - `azoth_decimal_sum(x)`, also as a window function: skips NULLs, NULL over nothing.
///
/// They take decimal text, INTEGERs, and REALs through their shortest decimal text; anything else
/// is `bad_decimal`. Results are canonical text. Returns an SQLite code.
[[nodiscard]] int register_decimal_functions(sqlite3* handle) noexcept;

}  // namespace azoth::sqlite3_driver
