// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string_view>

#include <azoth/error/export.hpp>

namespace azoth {

/// The closed set of carriers: what travels between a program, the library and a driver. It is the
/// currency, not the type system: exotic database types travel as text or bytes with a type object.
enum class ValueKind : std::uint8_t {
    null,
    boolean,
    int64,
    uint64,
    real,     ///< IEEE binary64
    decimal,  ///< exact, canonical text
    text,     ///< UTF-8
    bytes,
    date,          ///< proleptic Gregorian day
    time,          ///< time of day, nanoseconds
    timestamp,     ///< local date and time, no zone
    timestamp_tz,  ///< an instant
    interval,      ///< months, days and nanoseconds
    uuid,
    json,   ///< JSON text
    array,  ///< of values
};

/// The kind's name as users read it in errors, such as "int64".
[[nodiscard]] AZOTH_EXPORT std::string_view kind_name(ValueKind kind) noexcept;

}  // namespace azoth
