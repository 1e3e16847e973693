// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <optional>

#include <azoth/sql/typed_expr.hpp>

namespace azoth {

/// A part of a date, time or instant.
enum class Field : std::uint8_t {
    year,
    quarter,
    month,
    week,  ///< of ISO 8601
    day,
    day_of_week,  ///< of ISO 8601: Monday is 1, Sunday 7
    day_of_year,
    hour,
    minute,
    second,  ///< whole seconds
    epoch,   ///< whole seconds since 1970
};

/// `extract(Field::year, album["released"])`: the same whole number on every database; of an
/// instant in UTC. NULL of NULL.
[[nodiscard]] AZOTH_EXPORT TypedExpr<std::optional<std::int64_t>> extract(Field field,
                                                                          const Expr& moment);

}  // namespace azoth
