// SPDX-License-Identifier: MIT
#pragma once

#include <sql.h>
#include <sqltypes.h>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace hive_odbc {

/// A decimal number taken apart: digits * 10^-scale, without leading zeros.
struct Decimal {
    bool negative = false;
    std::string digits;  ///< empty for zero
    int scale = 0;

    /// Reads `[sign] digits [. digits] [e exponent]` with blanks around; nothing if it is no
    /// number.
    [[nodiscard]] static std::optional<Decimal> parse(std::string_view text);

    /// The digits in front of the point, at least "0", and whether something but zeros stands
    /// behind it.
    [[nodiscard]] std::string whole_digits() const;
    [[nodiscard]] bool has_fraction() const;

    /// A plain number without an exponent.
    [[nodiscard]] std::string to_text() const;
};

/// A whole number; nothing when it does not fit.
[[nodiscard]] std::optional<std::uint64_t> to_magnitude(const std::string& digits);

enum class NumericFit { exact, fraction_lost, out_of_range };

/// Into ODBC's little-endian 128-bit struct with this precision and scale.
NumericFit put_numeric(const Decimal& value, int precision, int scale, SQL_NUMERIC_STRUCT& target);
[[nodiscard]] Decimal take_numeric(const SQL_NUMERIC_STRUCT& source);

}  // namespace hive_odbc
