// SPDX-License-Identifier: MIT
// What fits in a type, for databases whose own CAST makes something of whatever it gets: the
// greatest number of a type, 0 of a text that is none. There a compiler asks first, and makes an
// error of the rest.
#pragma once

#include <string>
#include <string_view>

#include <azoth/error/export.hpp>
#include <azoth/types/sql_type.hpp>

namespace azoth::compile {

// Regular expressions of texts that are one value as a whole, with blanks around. They are the same
// in all dialects of regular expressions, as part of an SQL literal with backslashes in it, and
// have no question mark, which would be a placeholder.
inline constexpr std::string_view integer_text = R"(^[ \t\n\r]*[-+]{0,1}[0-9]{1,60}[ \t\n\r]*$)";
inline constexpr std::string_view real_text =
    R"(^[ \t\n\r]*[-+]{0,1}([0-9]+[.]{0,1}[0-9]*|[.][0-9]+)([eE][-+]{0,1}[0-9]+){0,1}[ \t\n\r]*$)";
inline constexpr std::string_view date_text =
    R"(^[ \t\n\r]*[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}[ \t\n\r]*$)";
inline constexpr std::string_view time_text =
    R"(^[ \t\n\r]*([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]([.][0-9]{1,6}){0,1}[ \t\n\r]*$)";
inline constexpr std::string_view timestamp_text =
    R"(^[ \t\n\r]*[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}([ T]([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]([.][0-9]{1,6}){0,1}){0,1}[ \t\n\r]*$)";

/// The pattern of the texts that are a value of a number's or a moment's type; empty for other
/// types.
[[nodiscard]] AZOTH_EXPORT std::string_view text_pattern(const SqlType& type) noexcept;

/// The least and the greatest integer of a type, in decimal digits.
struct IntegerRange {
    std::string_view least;
    std::string_view greatest;
};
[[nodiscard]] AZOTH_EXPORT IntegerRange integer_range(const SqlType& integer) noexcept;

/// The greatest number of a Numeric with a precision: 999.99 of Numeric{5, 2}.
[[nodiscard]] AZOTH_EXPORT std::string greatest_number(const SqlType& numeric);

/// Whether every number of one type is, rounded, one of the other. True where the other type has
/// no limits: Double, or Numeric without a precision.
[[nodiscard]] AZOTH_EXPORT bool fits_always(const SqlType& from, const SqlType& to) noexcept;

}  // namespace azoth::compile
