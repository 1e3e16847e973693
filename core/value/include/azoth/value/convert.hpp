// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <span>
#include <string_view>

#include <azoth/error/error.hpp>
#include <azoth/error/export.hpp>
#include <azoth/value/value_traits.hpp>

namespace azoth {

/// Room for a number or a time that becomes text while it is read as another kind. The longest is a
/// binary64 written out as a decimal.
struct ConversionBuffer {
    char chars[352];
};

// From a value of another kind, or null, to one carrier. `buffer` may be null for the carriers that
// borrow; then only conversions that need no new text succeed.
AZOTH_EXPORT void convert_into(const ValueView& from, bool& to, ConversionBuffer* buffer);
AZOTH_EXPORT void convert_into(const ValueView& from, std::int64_t& to, ConversionBuffer* buffer);
AZOTH_EXPORT void convert_into(const ValueView& from, std::uint64_t& to, ConversionBuffer* buffer);
AZOTH_EXPORT void convert_into(const ValueView& from, double& to, ConversionBuffer* buffer);
AZOTH_EXPORT void convert_into(const ValueView& from, DecimalView& to, ConversionBuffer* buffer);
AZOTH_EXPORT void convert_into(const ValueView& from, std::string_view& to,
                               ConversionBuffer* buffer);
AZOTH_EXPORT void convert_into(const ValueView& from, BytesView& to, ConversionBuffer* buffer);
AZOTH_EXPORT void convert_into(const ValueView& from, Date& to, ConversionBuffer* buffer);
AZOTH_EXPORT void convert_into(const ValueView& from, TimeOfDay& to, ConversionBuffer* buffer);
AZOTH_EXPORT void convert_into(const ValueView& from, Timestamp& to, ConversionBuffer* buffer);
AZOTH_EXPORT void convert_into(const ValueView& from, Instant& to, ConversionBuffer* buffer);
AZOTH_EXPORT void convert_into(const ValueView& from, Interval& to, ConversionBuffer* buffer);
AZOTH_EXPORT void convert_into(const ValueView& from, Uuid& to, ConversionBuffer* buffer);
AZOTH_EXPORT void convert_into(const ValueView& from, JsonView& to, ConversionBuffer* buffer);
AZOTH_EXPORT void convert_into(const ValueView& from, std::span<const Value>& to,
                               ConversionBuffer* buffer);

/// The road for cells that are not of T's own kind.
template <readable T>
[[nodiscard]] T convert_other_kind(const ValueView& view) {
    typename value_traits<T>::carrier carrier{};
    if constexpr (carrier_type<T> && borrows_memory<T>) {
        convert_into(view, carrier, nullptr);
        return value_traits<T>::from_carrier(carrier);
    } else {
        ConversionBuffer buffer;
        convert_into(view, carrier, &buffer);
        return value_traits<T>::from_carrier(carrier);
    }
}

/// Reads a value as T. The value's own kind is taken as it stands. Another kind is taken only where
/// nothing can be lost or guessed:
///
/// | asked for            | also taken from                                                       |
/// |----------------------|-----------------------------------------------------------------------|
/// | bool                 | the integers 0 and 1                                                  |
/// | integers             | the other integer kind, real and decimal, where exact and in range    |
/// | double, float        | integers, where exact                                                 |
/// | Decimal              | integers, real (its shortest text), text                              |
/// | std::string          | decimal, json, uuid, dates and times as ISO 8601                      |
/// | std::string_view     | decimal, json                                                         |
/// | dates, times, Interval | ISO 8601 text; a timestamp also from a date                         |
/// | Uuid                 | text, 16 bytes                                                        |
/// | JSON                 | text                                                                  |
///
/// A decimal never becomes a double by itself: read a Decimal and call `to_double_lossy()`. A local
/// timestamp never becomes an instant or the reverse. NULL is read by std::optional alone.
///
/// Throws `ConversionError`: `unexpected_null`, `type_mismatch`, `out_of_range`, or
/// `value_not_representable` (such as 0000-00-00 as a date). The caller adds the column's name.
template <readable T>
[[nodiscard]] T convert(const ValueView& view) {
    if constexpr (is_optional<T>) {
        if (view.is_null()) return std::nullopt;
        return convert<without_optional<T>>(view);
    } else if constexpr (requires { value_traits<T>::from_view(view); }) {
        return value_traits<T>::from_view(view);
    } else {
        using Carrier = typename value_traits<T>::carrier;
        if (view.kind() == carrier_kind<Carrier>) [[likely]]
            return value_traits<T>::from_carrier(carrier_in<Carrier>(view));
        return convert_other_kind<T>(view);
    }
}

/// Empty where `convert<T>` would throw `ConversionError`.
template <readable T>
[[nodiscard]] std::optional<T> try_convert(const ValueView& view) {
    try {
        return convert<T>(view);
    } catch (const ConversionError&) {
        return std::nullopt;
    }
}

}  // namespace azoth
