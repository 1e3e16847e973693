// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>

#include <azoth/error/export.hpp>
#include <azoth/types/sql_type.hpp>
#include <azoth/value/value.hpp>

/// What a column keeps of a value: the value itself, or the value in a kind that the type has.
namespace azoth {

/// Kinds of values that a column of the type takes as they are, one bit per ValueKind; decorators
/// aside.
[[nodiscard]] AZOTH_EXPORT std::uint32_t natural_kinds(const SqlType& type) noexcept;
/// A value of another kind, converted where nothing is lost: the text of a date, 2.0 for an
/// integer. Decorators aside. Throws `ConversionError`.
[[nodiscard]] AZOTH_EXPORT Value converted_value(const SqlType& type, const ValueView& value);
/// What stands for a value where it is written into SQL text as one of the type: what its decorator
/// makes of it for that (`TypeDecorator::to_literal`), in a kind that the type has. Throws
/// `ConversionError`.
[[nodiscard]] AZOTH_EXPORT Value literal_value(const SqlType& type, const ValueView& value);

}  // namespace azoth
