// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>

namespace differential::exact {

/// A day in the proleptic Gregorian calendar, found by counting years and months.
struct CalendarDay {
    int year;
    int month;
    int day;
    int day_of_year;
    int day_of_week;  ///< Monday is 1
    int week;         ///< of ISO 8601
};

/// Of days since 1970-01-01.
[[nodiscard]] CalendarDay calendar_day(std::int64_t days);
/// The other way round.
[[nodiscard]] std::int64_t days_of(int year, int month, int day);

}  // namespace differential::exact
