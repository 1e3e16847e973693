// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>

namespace hive_odbc::literal {

// Each appends one HiveQL literal that means exactly the given value, wherever an expression may
// stand.

/// A string. Hive joins adjacent literals, so a quote is never doubled; it substitutes `${...}`
/// before parsing, so no dollar is left in front of a brace. Throws OdbcError (22018) when the text
/// is not UTF-8.
void append_string(std::string& out, std::string_view utf8);
void append_binary(std::string& out, std::string_view bytes);
void append_integer(std::string& out, long long value);
void append_unsigned(std::string& out, unsigned long long value);
/// The shortest text that reads back as the same double.
void append_double(std::string& out, double value);
/// `digits` is a plain decimal number such as -12.50.
void append_decimal(std::string& out, std::string_view digits);
void append_boolean(std::string& out, bool value);
/// `text` is YYYY-MM-DD.
void append_date(std::string& out, std::string_view text);
/// `text` is YYYY-MM-DD HH:MM:SS with up to nine digits of fraction.
void append_timestamp(std::string& out, std::string_view text);
/// `text` is `1-2` for months, else `3 04:05:06.7`, with a sign where negative.
void append_interval(std::string& out, std::string_view text, bool of_months);

}  // namespace hive_odbc::literal
