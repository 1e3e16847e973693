// SPDX-License-Identifier: MIT
#pragma once

#include <sql.h>
#include <sqltypes.h>

#include <optional>
#include <string>
#include <string_view>

namespace hive_odbc {

/// Reads YYYY-MM-DD, HH:MM:SS[.f] or both with a blank (or T) between; a missing part is zero and
/// marked so. Nothing if the text is none of these or names no day or time that exists.
struct Moment {
    SQL_TIMESTAMP_STRUCT value{};  ///< fraction in nanoseconds
    bool has_date = false;
    bool has_time = false;

    [[nodiscard]] static std::optional<Moment> parse(std::string_view text);
};

[[nodiscard]] bool is_valid_date(int year, int month, int day);
[[nodiscard]] bool is_valid_time(int hour, int minute, int second);

[[nodiscard]] std::string date_text(int year, int month, int day);
/// With as many digits of fraction as are needed, none if it is zero.
[[nodiscard]] std::string timestamp_text(const SQL_TIMESTAMP_STRUCT& value);
[[nodiscard]] std::string time_text(int hour, int minute, int second);

}  // namespace hive_odbc
