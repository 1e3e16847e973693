// SPDX-License-Identifier: MIT
#pragma once

#include <cmath>
#include <cstdint>
#include <limits>

#include <azoth/types/sql_type.hpp>
#include <azoth/value/value_view.hpp>

namespace azoth {

/// Whether a real number is another one as a float of 32 bits.
inline bool loses_digits(const ValueView& value) noexcept {
    if (value.kind() != ValueKind::real || !std::isfinite(value.real())) return false;
    return static_cast<double>(static_cast<float>(value.real())) != value.real();
}

/// Whether a number is none of those that a type of few bits holds. A value beside a column takes
/// the column's type only if it fits: the type is part of a statement's key, so the text for a
/// number that needs a wider type is another one.
[[gnu::always_inline]] inline bool exceeds(const SqlType& type, const ValueView& value) noexcept {
    const auto within = [&](std::int64_t least, std::int64_t most) __attribute__((always_inline)) {
        if (value.kind() == ValueKind::int64) {
            return value.int64() >= least && value.int64() <= most;
        }
        return value.kind() != ValueKind::uint64 ||
               value.uint64() <= static_cast<std::uint64_t>(most);
    };
    switch (type.kind()) {
        case TypeKind::small_integer:
            return !within(std::numeric_limits<std::int16_t>::min(),
                           std::numeric_limits<std::int16_t>::max());
        case TypeKind::integer:
            return !within(std::numeric_limits<std::int32_t>::min(),
                           std::numeric_limits<std::int32_t>::max());
        case TypeKind::big_integer:
            return !within(std::numeric_limits<std::int64_t>::min(),
                           std::numeric_limits<std::int64_t>::max());
        case TypeKind::float_: return !within(-(1 << 24), 1 << 24) || loses_digits(value);
        default: return false;
    }
}

}  // namespace azoth
