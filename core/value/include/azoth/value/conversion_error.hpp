// SPDX-License-Identifier: MIT
#pragma once

#include <string_view>

#include <azoth/error/export.hpp>
#include <azoth/value/kind.hpp>

/// The ways a value can fail to become the C++ type asked for. Each throws `ConversionError` with
/// the code in its comment. Messages name kinds and types, never the value itself: rows hold other
/// people's data. Whoever knows the column adds it.
namespace azoth {

/// `type_mismatch`: a value of this kind is never read as `wanted`.
[[noreturn]] AZOTH_EXPORT void throw_type_mismatch(ValueKind from, std::string_view wanted,
                                                   std::string_view hint = {});
/// `out_of_range`: the kind would do, this value does not fit `wanted`.
[[noreturn]] AZOTH_EXPORT void throw_out_of_range(ValueKind from, std::string_view wanted);
/// `unexpected_null`: NULL into something that is not a std::optional.
[[noreturn]] AZOTH_EXPORT void throw_unexpected_null(std::string_view wanted);
/// `value_not_representable`: a value that exists in the database and has no counterpart in
/// `wanted`, such as 0000-00-00, infinity, the year 10000, or a fraction that would be cut.
[[noreturn]] AZOTH_EXPORT void throw_not_representable(std::string_view wanted);
/// `unknown_enum_label`: text or a number that the enum's `enum_traits` does not list.
[[noreturn]] AZOTH_EXPORT void throw_unknown_enumerator();

}  // namespace azoth
