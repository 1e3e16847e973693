// SPDX-License-Identifier: MIT
#pragma once

#include <compare>
#include <cstdint>
#include <iosfwd>
#include <optional>
#include <string>
#include <variant>

#include "number.hpp"

namespace differential::exact {

/// What an expression is of. Numbers are ordered by what takes in what.
enum class Kind {
    integer,  ///< of 32 bits
    big,      ///< of 64
    numeric,
    real,
    text,
    day,
    moment,   ///< a day and a time of day
    instant,  ///< the same in UTC
    clock,    ///< a time of day
    uuid,
    truth
};
inline constexpr std::size_t kind_count = static_cast<std::size_t>(Kind::truth) + 1;

[[nodiscard]] constexpr bool is_whole(Kind kind) {
    return kind == Kind::integer || kind == Kind::big;
}
[[nodiscard]] constexpr bool is_number(Kind kind) {
    return kind <= Kind::real;
}

/// Days since 1970.
struct Day {
    std::int64_t days;
    friend auto operator<=>(const Day&, const Day&) = default;
};
/// Microseconds since 1970.
struct Moment {
    std::int64_t count;
    friend auto operator<=>(const Moment&, const Moment&) = default;
};
struct Instant {
    std::int64_t count;
    friend auto operator<=>(const Instant&, const Instant&) = default;
};
/// Microseconds since midnight.
struct Clock {
    std::int64_t count;
    friend auto operator<=>(const Clock&, const Clock&) = default;
};
/// In the form 8-4-4-4-12, in lower case: as texts they sort as their bytes do.
struct Guid {
    std::string text;
    friend auto operator<=>(const Guid&, const Guid&) = default;
};

/// One SQL value; empty is NULL (or unknown). Whole and exact numbers are `Number`.
using Datum = std::variant<bool, Number, double, std::string, Day, Moment, Instant, Clock, Guid>;
using Scalar = std::optional<Datum>;

inline constexpr std::int64_t microseconds_per_day = 86'400'000'000;

/// For failures.
[[nodiscard]] std::string describe(const Scalar& value);
/// As CAST to a text shows real numbers, days and moments.
[[nodiscard]] std::string text_of(double number);
[[nodiscard]] std::string text_of(const Day& day);
[[nodiscard]] std::string text_of(const Clock& clock);
[[nodiscard]] std::string text_of(const Moment& moment);

}  // namespace differential::exact
