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
/// Whether a column of the type keeps only so many digits, so that each number is to be counted.
[[nodiscard]] inline bool counts_digits(const SqlType& type) noexcept {
    return type.kind() == TypeKind::numeric && type.precision() && type.scale();
}
/// Throws `ConversionError` (`value_not_representable`) for a number with more digits than a column
/// that counts them keeps; databases would round it, or not, each as it is used to.
AZOTH_EXPORT void require_digits(const SqlType& type, const ValueView& value);
/// The same for all that a type says of its values: digits, range, characters, bytes, labels. For a
/// value that is part of a description; what an execution brings is the database's to refuse.
AZOTH_EXPORT void require_room(const SqlType& type, const ValueView& value);
/// What stands for a value where it is written into SQL text as one of the type: what its decorator
/// makes of it for that (`TypeDecorator::to_literal`), in a kind that the type has. Throws
/// `ConversionError`.
[[nodiscard]] AZOTH_EXPORT Value literal_value(const SqlType& type, const ValueView& value);

}  // namespace azoth
