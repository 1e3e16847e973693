// SPDX-License-Identifier: MIT
#include <azoth/value/datetime.hpp>

#include <chrono>

#include <azoth/value/conversion_error.hpp>

namespace azoth {

namespace {

template <class T>
T day_and_time(std::int64_t seconds, std::int64_t nanosecond, std::string_view wanted) {
    std::int64_t days = seconds / seconds_per_day;
    std::int64_t rest = seconds % seconds_per_day;
    if (rest < 0) {
        rest += seconds_per_day;
        --days;
    }
    if (nanosecond < 0 || nanosecond >= nanoseconds_per_second || days < min_date.days ||
        days > max_date.days)
        throw_not_representable(wanted);
    return T{Date{static_cast<std::int32_t>(days)},
             TimeOfDay{rest * nanoseconds_per_second + nanosecond}};
}

}  // namespace

// std::chrono's calendar rather than one of our own: it covers far more years than we accept.
bool try_make_date(int year, unsigned month, unsigned day, Date& to) noexcept {
    // Checked before they reach chrono's small integers, which wrap.
    if (year < 1 || year > 9999 || month > 12 || day > 31) return false;
    const std::chrono::year_month_day date{std::chrono::year{year}, std::chrono::month{month},
                                           std::chrono::day{day}};
    if (!date.ok()) return false;
    to.days = static_cast<std::int32_t>(std::chrono::sys_days{date}.time_since_epoch().count());
    return true;
}

Date make_date(int year, unsigned month, unsigned day) {
    Date date;
    if (!try_make_date(year, month, day, date)) throw_not_representable("date");
    return date;
}

TimeOfDay make_time(unsigned hour, unsigned minute, unsigned second, unsigned nanosecond) {
    if (hour > 23 || minute > 59 || second > 59 || nanosecond >= nanoseconds_per_second)
        throw_not_representable("time");
    const std::int64_t seconds = std::int64_t{hour} * 3600 + minute * 60 + second;
    return TimeOfDay{seconds * nanoseconds_per_second + nanosecond};
}

CivilDate civil_date(Date date) noexcept {
    const std::chrono::year_month_day parts{std::chrono::sys_days{std::chrono::days{date.days}}};
    return CivilDate{static_cast<int>(parts.year()), static_cast<unsigned>(parts.month()),
                     static_cast<unsigned>(parts.day())};
}

ClockTime clock_time(TimeOfDay time) noexcept {
    const auto seconds = static_cast<unsigned>(time.nanoseconds / nanoseconds_per_second);
    const auto nanosecond = static_cast<unsigned>(time.nanoseconds % nanoseconds_per_second);
    return ClockTime{seconds / 3600, seconds / 60 % 60, seconds % 60, nanosecond};
}

template <>
Timestamp from_epoch<Timestamp>(std::int64_t seconds, std::int64_t nanosecond) {
    return day_and_time<Timestamp>(seconds, nanosecond, "timestamp");
}

template <>
Instant from_epoch<Instant>(std::int64_t seconds, std::int64_t nanosecond) {
    return day_and_time<Instant>(seconds, nanosecond, "timestamp with time zone");
}

}  // namespace azoth
