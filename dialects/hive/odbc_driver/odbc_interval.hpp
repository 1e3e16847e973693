// SPDX-License-Identifier: MIT
#pragma once

#include <sql.h>
#include <sqlext.h>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace hive_odbc {

/// True for the thirteen SQL_C_INTERVAL_* types, whose numbers are those of SQL_INTERVAL_* too.
[[nodiscard]] bool is_interval(SQLSMALLINT type);
/// True for those of years and months; the others are of days to seconds.
[[nodiscard]] bool is_of_months(SQLSMALLINT interval_type);
/// True for those of one field, such as SQL_C_INTERVAL_DAY.
[[nodiscard]] bool is_of_one_field(SQLSMALLINT interval_type);

/// A length of time: whole months, or seconds and nanoseconds; never both.
struct Interval {
    bool negative = false;
    bool of_months = false;
    std::uint64_t count = 0;  ///< months or seconds
    std::uint32_t nanoseconds = 0;

    /// Reads a text as a value of `type`: `1-2`, `3 04:05:06.7` or the part of these that the type
    /// consists of; one number alone counts in its leading field. Nothing if it is none.
    [[nodiscard]] static std::optional<Interval> parse(std::string_view text, SQLSMALLINT type);

    /// What an application gave as a C type.
    [[nodiscard]] static Interval take(const SQL_INTERVAL_STRUCT& source, SQLSMALLINT c_type,
                                       int seconds_precision);

    /// Hive's spelling: `1-2` or `3 04:05:06.7`, with a sign where negative.
    [[nodiscard]] std::string to_text() const;
};

enum class IntervalFit {
    exact,
    fields_lost,   ///< smaller fields than the type has, or digits of the fraction, were cut off
    leading_lost,  ///< the leading field has more digits than allowed
};

/// Into ODBC's struct as `c_type`: the leading field with at most `leading_precision` digits, the
/// fraction counted in units of 10^-seconds_precision.
IntervalFit put_interval(const Interval& value, SQLSMALLINT c_type, int leading_precision,
                         int seconds_precision, SQL_INTERVAL_STRUCT& target);

}  // namespace hive_odbc
