// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include <azoth/value/temporal.hpp>

namespace azoth::libpq {

// PostgreSQL counts days and microseconds from 2000-01-01. Each of these gives nothing where the
// other side has no such value: infinity, a year outside of 1 to 9999, 24:00:00, a nanosecond.

[[nodiscard]] std::optional<Date> date_from_wire(std::int32_t days) noexcept;
[[nodiscard]] std::optional<TimeOfDay> time_from_wire(std::int64_t microseconds) noexcept;
/// Also for instants: the two differ in meaning only.
[[nodiscard]] std::optional<Timestamp> timestamp_from_wire(std::int64_t microseconds) noexcept;
[[nodiscard]] std::optional<Interval> interval_from_wire(std::int64_t microseconds,
                                                         std::int32_t days,
                                                         std::int32_t months) noexcept;

[[nodiscard]] std::optional<std::int32_t> date_to_wire(Date date) noexcept;
/// Microseconds, for times of day and intervals.
[[nodiscard]] std::optional<std::int64_t> nanoseconds_to_wire(std::int64_t nanoseconds) noexcept;
[[nodiscard]] std::optional<std::int64_t> timestamp_to_wire(Timestamp timestamp) noexcept;

/// Reads the text of IntervalStyle "postgres": "1 year 2 mons -3 days 04:05:06.25".
[[nodiscard]] std::optional<Interval> parse_postgres_interval(std::string_view text) noexcept;

}  // namespace azoth::libpq
