// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <type_traits>

#include <azoth/error/export.hpp>
#include <azoth/sql/comparable.hpp>
#include <azoth/sql/operator.hpp>
#include <azoth/types/sql_type.hpp>
#include <azoth/value/temporal.hpp>

/// What moments, dates and intervals give when they are added and subtracted:
///
///     timestamp ± interval   timestamp     timestamp - timestamp   interval
///     date      ± interval   timestamp     date - date             days, an integer
///     time      ± interval   time          time - time             interval
///     interval  ± interval   interval
namespace azoth::detail {

[[nodiscard]] constexpr bool is_moment(SqlFamily family) noexcept {
    return family == SqlFamily::date || family == SqlFamily::time ||
           family == SqlFamily::local_time || family == SqlFamily::instant;
}
[[nodiscard]] constexpr bool is_temporal(SqlFamily family) noexcept {
    return is_moment(family) || family == SqlFamily::interval;
}

/// Whether `left ± right` makes sense; one side may be known at run time only.
[[nodiscard]] constexpr bool adds_up(SqlFamily left, SqlFamily right, bool subtracts) noexcept {
    if (left == SqlFamily::unknown) return is_temporal(right);
    if (right == SqlFamily::unknown) return is_temporal(left);
    if (right == SqlFamily::interval) return is_temporal(left);
    if (subtracts) return is_moment(left) && left == right;
    return left == SqlFamily::interval && is_moment(right);
}

/// The family of the result; number for days, unknown where a side is.
[[nodiscard]] constexpr SqlFamily sum_of(SqlFamily left, SqlFamily right, bool subtracts) noexcept {
    if (left == SqlFamily::unknown || right == SqlFamily::unknown) return SqlFamily::unknown;
    if (subtracts && left == right) {
        return left == SqlFamily::date ? SqlFamily::number : SqlFamily::interval;
    }
    const SqlFamily moment = left == SqlFamily::interval ? right : left;
    return moment == SqlFamily::date ? SqlFamily::local_time : moment;
}

template <SqlFamily F>
constexpr auto temporal_value() {
    if constexpr (F == SqlFamily::number) {
        return std::type_identity<std::int64_t>{};
    } else if constexpr (F == SqlFamily::time) {
        return std::type_identity<TimeOfDay>{};
    } else if constexpr (F == SqlFamily::local_time) {
        return std::type_identity<Timestamp>{};
    } else if constexpr (F == SqlFamily::instant) {
        return std::type_identity<Instant>{};
    } else if constexpr (F == SqlFamily::interval) {
        return std::type_identity<Interval>{};
    } else {
        return std::type_identity<void>{};
    }
}

/// The same of two types; the unknown type where they do not go together.
[[nodiscard]] AZOTH_EXPORT SqlType temporal_type(sql::Operator op, const SqlType& left,
                                                 const SqlType& right) noexcept;

}  // namespace azoth::detail
