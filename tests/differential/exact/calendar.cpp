// SPDX-License-Identifier: MIT
#include "calendar.hpp"

namespace differential::exact {

namespace {

bool is_leap(int year) {
    return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
}
int days_in(int year) {
    return is_leap(year) ? 366 : 365;
}
int days_in(int year, int month) {
    if (month == 2) return is_leap(year) ? 29 : 28;
    return month == 4 || month == 6 || month == 9 || month == 11 ? 30 : 31;
}

/// Monday is 1; the first of January 1970 was a Thursday.
int day_of_week(std::int64_t days) {
    return static_cast<int>(((days + 3) % 7 + 7) % 7) + 1;
}

/// The week belongs to the year of its Thursday.
int week_of(std::int64_t days, int year, int day_of_year) {
    const int thursday = day_of_year + 4 - day_of_week(days);
    if (thursday < 1) return (thursday + days_in(year - 1) - 1) / 7 + 1;
    if (thursday > days_in(year)) return 1;
    return (thursday - 1) / 7 + 1;
}

}  // namespace

CalendarDay calendar_day(std::int64_t days) {
    constexpr std::int64_t days_of_400_years = 146'097;
    std::int64_t cycles = days / days_of_400_years;
    if (days % days_of_400_years < 0) --cycles;
    std::int64_t rest = days - cycles * days_of_400_years;
    int year = static_cast<int>(1970 + 400 * cycles);
    for (; rest >= days_in(year); ++year) rest -= days_in(year);
    CalendarDay found{.year = year,
                      .month = 1,
                      .day = 0,
                      .day_of_year = static_cast<int>(rest) + 1,
                      .day_of_week = day_of_week(days),
                      .week = 0};
    found.week = week_of(days, year, found.day_of_year);
    for (; rest >= days_in(year, found.month); ++found.month) rest -= days_in(year, found.month);
    found.day = static_cast<int>(rest) + 1;
    return found;
}

std::int64_t days_of(int year, int month, int day) {
    std::int64_t days = 0;
    for (int y = 1970; y < year; ++y) days += days_in(y);
    for (int y = year; y < 1970; ++y) days -= days_in(y);
    for (int m = 1; m < month; ++m) days += days_in(year, m);
    return days + day - 1;
}

}  // namespace differential::exact
