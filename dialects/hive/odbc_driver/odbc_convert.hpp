// SPDX-License-Identifier: MIT
#pragma once

#include "odbc_cell.hpp"
#include "odbc_handle.hpp"

namespace hive_odbc {

/// Where one value goes. The pointers may be null where ODBC allows it.
struct Target {
    SQLSMALLINT c_type = SQL_C_CHAR;
    void* data = nullptr;
    SQLLEN capacity = 0;  ///< bytes, for character and binary targets
    SQLLEN* length = nullptr;
    SQLLEN* indicator = nullptr;
    int precision = 38;         ///< of a SQL_C_NUMERIC
    int scale = 0;              ///< of a SQL_C_NUMERIC; -1: the value's own
    int leading_precision = 2;  ///< of a SQL_C_INTERVAL_*: digits of the leading field
    int seconds_precision = 6;  ///< of a SQL_C_INTERVAL_* with seconds: digits of the fraction
};

/// What ODBC says about one conversion; the worst of a rowset's decides its return code.
enum class Outcome {
    exact,
    cut,            ///< 01004: the text or binary did not fit
    fraction_lost,  ///< 01S07
    out_of_range,   ///< 22003
    not_a_number,   ///< 22018: the text is no value of the target's type
    bad_moment,     ///< 22007: the text is no date or time
    field_lost,     ///< 22015: the interval's leading field has too many digits
    no_indicator,   ///< 22002: a null, and nowhere to say so
    impossible      ///< 07006: no such conversion exists
};

[[nodiscard]] bool is_error(Outcome outcome);
void report(Statement& statement, Outcome outcome, SQLLEN row, SQLINTEGER column);

/// Converts one value that is not null. `piece`, if given, lets character and binary targets
/// continue where the last call stopped (SQLGetData).
[[nodiscard]] Outcome convert(const Cell& cell, const Target& target, Piecewise* piece);

/// Tells a null.
[[nodiscard]] Outcome convert_null(const Target& target);

/// Bytes one element of a column-wise bound array takes; `capacity` for those without a size of
/// their own.
[[nodiscard]] SQLLEN element_size(SQLSMALLINT c_type, SQLLEN capacity);

}  // namespace hive_odbc
