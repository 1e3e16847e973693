// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string_view>

#include <azoth/error/export.hpp>

namespace azoth {

/// What a column holds, in terms every database has an answer to. How it is spelled is the
/// dialect's business; what no database-neutral kind covers is `custom`.
enum class TypeKind : std::uint8_t {
    null_type,  ///< not known (yet): taken from a foreign key or from what is compared with it
    boolean,
    small_integer,         ///< at least 16 bits
    integer,               ///< at least 32 bits
    big_integer,           ///< 64 bits
    unsigned_big_integer,  ///< 0 … 2^64 - 1
    float_,                ///< binary32
    double_,               ///< binary64
    numeric,               ///< exact; precision and scale
    char_,                 ///< text of a fixed length
    string,                ///< text up to a length
    text,                  ///< text of any length
    binary,                ///< bytes up to a length
    bytes,                 ///< bytes of any length
    date,
    time,
    timestamp,     ///< local date and time
    timestamp_tz,  ///< an instant
    interval,
    uuid,
    json,
    enum_,
    array,
    custom,  ///< spelled by the user
};

/// The kind as users spell it, such as "BigInteger".
[[nodiscard]] AZOTH_EXPORT std::string_view type_kind_name(TypeKind kind) noexcept;

}  // namespace azoth
