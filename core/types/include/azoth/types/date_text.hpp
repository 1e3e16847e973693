// SPDX-License-Identifier: MIT
#pragma once

#include <string_view>

#include <azoth/error/export.hpp>
#include <azoth/types/sql_type.hpp>

namespace azoth {

/// Dates and times in a column of text, in a pattern that somebody else chose; the program sees
/// `Date`, `TimeOfDay` or `Timestamp`: `Column{"born", DateText{"%d.%m.%Y"}}`. (What this library
/// writes needs no pattern: `DateType{}` and its kin.)
///
///     %Y  four digits     %m %d %H %M %S  two digits     %f  microseconds, six digits     %%  a %
///
/// A pattern has all of %Y, %m and %d or none, %S only with %H and %M, %f only with %S. A text that
/// is no such date throws `ConversionError` (`value_not_representable`) where it is read, a value
/// with parts that the pattern has no place for where it is bound. The database compares texts:
/// they order like dates if the pattern begins with the year and each part is smaller than that
/// before.
struct AZOTH_EXPORT DateText : SqlType {
    /// Throws `ArgumentError` (`bad_date_pattern`).
    explicit DateText(std::string_view pattern);
};

}  // namespace azoth
