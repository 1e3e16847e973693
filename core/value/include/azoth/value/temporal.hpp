// SPDX-License-Identifier: MIT
#pragma once

#include <compare>
#include <cstdint>

namespace azoth {

/// A day in the proleptic Gregorian calendar, as days since 1970-01-01 (negative before).
struct Date {
    std::int32_t days = 0;
    friend constexpr auto operator<=>(Date, Date) noexcept = default;
};

/// Nanoseconds since midnight, 0 … 86'399'999'999'999.
struct TimeOfDay {
    std::int64_t nanoseconds = 0;
    friend constexpr auto operator<=>(TimeOfDay, TimeOfDay) noexcept = default;
};

/// A local date and time without a zone. Never mixes with `Instant`.
struct Timestamp {
    Date date;
    TimeOfDay time;
    friend constexpr auto operator<=>(Timestamp, Timestamp) noexcept = default;
};

/// A point on the time line, kept in UTC.
struct Instant {
    Date date;
    TimeOfDay time;
    friend constexpr auto operator<=>(Instant, Instant) noexcept = default;
};

/// A calendar interval: the three parts do not convert into one another.
struct Interval {
    std::int32_t months = 0;
    std::int32_t days = 0;
    std::int64_t nanoseconds = 0;
    friend constexpr bool operator==(Interval, Interval) noexcept = default;
};

}  // namespace azoth
