// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <concepts>
#include <cstdint>
#include <ratio>
#include <string_view>
#include <utility>

#include <azoth/value/datetime.hpp>
#include <azoth/value/value_traits.hpp>

/// How std::chrono travels:
///
/// | C++                                         | value |
/// |---------------------------------------------|--------------------------------------------------|
/// | year_month_day, sys_days, local_days        | date | | sys_time of hours … nanoseconds |
/// timestamp with zone: an instant                  | | local_time of hours … nanoseconds |
/// timestamp: no zone                               | | hh_mm_ss | time of day | | duration of
/// hours … nanoseconds             | interval, its nanoseconds                        | | days,
/// weeks                                 | interval, its days                               | |
/// months, years                               | interval, its months                             |
///
/// The system clock's time and local time are different types here as in the database, so neither
/// compares with nor converts to the other. A duration reads only the part of an interval that it
/// names: a day is not 24 hours where clocks change. Reading never drops digits: a fraction of a
/// second into seconds, or a year that nanoseconds cannot count, throws `ConversionError`
/// (`value_not_representable`).
namespace azoth {

namespace detail {

/// A duration that divides a day and is counted by an integer.
template <class D>
inline constexpr bool is_clock_duration = false;
template <std::integral Rep, class Period>
inline constexpr bool is_clock_duration<std::chrono::duration<Rep, Period>> =
    std::ratio_less_equal_v<Period, std::ratio<3600>>&& Period::num <= 3600 &&
    3600 % Period::num == 0 && std::nano::den % Period::den == 0;

}  // namespace detail

template <class D>
concept clock_duration = detail::is_clock_duration<D>;

namespace detail {

template <clock_duration D>
inline constexpr std::int64_t nanoseconds_per_tick = std::int64_t{D::period::num} *
                                                     (std::nano::den / D::period::den);

/// Days and nanoseconds as a count of D, exactly.
template <class D>
[[nodiscard]] D to_duration(std::int64_t days, std::int64_t nanoseconds, std::string_view wanted) {
    constexpr std::int64_t tick = nanoseconds_per_tick<D>;
    std::int64_t count = 0;
    if (nanoseconds % tick != 0 ||
        __builtin_mul_overflow(days, nanoseconds_per_day / tick, &count) ||
        __builtin_add_overflow(count, nanoseconds / tick, &count) ||
        !std::in_range<typename D::rep>(count))
        throw_not_representable(wanted);
    return D{static_cast<typename D::rep>(count)};
}

/// The same the other way round, rounded down to days and the rest.
template <class T, class D>
[[nodiscard]] T from_duration(D since_epoch) {
    // Plain integers: chrono's own rounding overflows at the ends of its range.
    constexpr std::int64_t tick = nanoseconds_per_tick<D>;
    constexpr std::int64_t ticks_per_day = nanoseconds_per_day / tick;
    if (!std::in_range<std::int64_t>(since_epoch.count())) throw_not_representable("timestamp");
    const auto count = static_cast<std::int64_t>(since_epoch.count());
    const std::int64_t days = count / ticks_per_day - (count % ticks_per_day < 0 ? 1 : 0);
    if (days < min_date.days || days > max_date.days) throw_not_representable("timestamp");
    return T{Date{static_cast<std::int32_t>(days)},
             TimeOfDay{(count - days * ticks_per_day) * tick}};
}

[[nodiscard]] inline Date checked_date(std::int64_t days) {
    if (days < min_date.days || days > max_date.days) throw_not_representable("date");
    return Date{static_cast<std::int32_t>(days)};
}

}  // namespace detail

template <>
struct value_traits<std::chrono::sys_days> {
    using carrier = Date;
    static carrier to_carrier(const std::chrono::sys_days& day) {
        return detail::checked_date(day.time_since_epoch().count());
    }
    static std::chrono::sys_days from_carrier(carrier date) {
        if (!is_valid(date)) throw_not_representable("sys_days");
        return std::chrono::sys_days{std::chrono::days{date.days}};
    }
};

template <>
struct value_traits<std::chrono::local_days> {
    using carrier = Date;
    static carrier to_carrier(const std::chrono::local_days& day) {
        return detail::checked_date(day.time_since_epoch().count());
    }
    static std::chrono::local_days from_carrier(carrier date) {
        if (!is_valid(date)) throw_not_representable("local_days");
        return std::chrono::local_days{std::chrono::days{date.days}};
    }
};

/// A day that does not exist, such as the 30th of February, throws when it is bound.
template <>
struct value_traits<std::chrono::year_month_day> {
    using carrier = Date;
    static carrier to_carrier(const std::chrono::year_month_day& day) {
        return make_date(static_cast<int>(day.year()), static_cast<unsigned>(day.month()),
                         static_cast<unsigned>(day.day()));
    }
    static std::chrono::year_month_day from_carrier(carrier date) {
        return value_traits<std::chrono::sys_days>::from_carrier(date);
    }
};

template <clock_duration D>
struct value_traits<std::chrono::sys_time<D>> {
    using carrier = Instant;
    static carrier to_carrier(const std::chrono::sys_time<D>& time) {
        return detail::from_duration<Instant>(time.time_since_epoch());
    }
    static std::chrono::sys_time<D> from_carrier(carrier t) {
        return std::chrono::sys_time<D>{
            detail::to_duration<D>(t.date.days, t.time.nanoseconds, "sys_time")};
    }
};

template <clock_duration D>
struct value_traits<std::chrono::local_time<D>> {
    using carrier = Timestamp;
    static carrier to_carrier(const std::chrono::local_time<D>& time) {
        return detail::from_duration<Timestamp>(time.time_since_epoch());
    }
    static std::chrono::local_time<D> from_carrier(carrier t) {
        return std::chrono::local_time<D>{
            detail::to_duration<D>(t.date.days, t.time.nanoseconds, "local_time")};
    }
};

template <clock_duration D>
struct value_traits<std::chrono::hh_mm_ss<D>> {
    using carrier = TimeOfDay;
    static carrier to_carrier(const std::chrono::hh_mm_ss<D>& time) {
        TimeOfDay result;
        if (__builtin_mul_overflow(time.to_duration().count(), detail::nanoseconds_per_tick<D>,
                                   &result.nanoseconds) ||
            !is_valid(result))
            throw_not_representable("time");
        return result;
    }
    static std::chrono::hh_mm_ss<D> from_carrier(carrier time) {
        return std::chrono::hh_mm_ss<D>{detail::to_duration<D>(0, time.nanoseconds, "hh_mm_ss")};
    }
};

template <clock_duration D>
struct value_traits<D> {
    using carrier = Interval;
    static carrier to_carrier(const D& duration) {
        Interval interval;
        if (__builtin_mul_overflow(duration.count(), detail::nanoseconds_per_tick<D>,
                                   &interval.nanoseconds))
            throw_not_representable("interval");
        return interval;
    }
    static D from_carrier(carrier interval) {
        if (interval.months != 0 || interval.days != 0) throw_not_representable("duration");
        return detail::to_duration<D>(0, interval.nanoseconds, "duration");
    }
};

namespace detail {

/// A trait for durations that count `Factor` units of one part of an interval.
template <class D, std::int32_t Interval::*Part, int Factor>
struct calendar_traits {
    using carrier = Interval;
    static carrier to_carrier(const D& duration) {
        Interval interval;
        if (__builtin_mul_overflow(duration.count(), Factor, &(interval.*Part)))
            throw_not_representable("interval");
        return interval;
    }
    static D from_carrier(carrier interval) {
        const std::int32_t count = interval.*Part;
        interval.*Part = 0;
        if (interval != Interval{} || count % Factor != 0) throw_not_representable("duration");
        return D{static_cast<typename D::rep>(count / Factor)};
    }
};

}  // namespace detail

template <>
struct value_traits<std::chrono::days>
    : detail::calendar_traits<std::chrono::days, &Interval::days, 1> {};
template <>
struct value_traits<std::chrono::weeks>
    : detail::calendar_traits<std::chrono::weeks, &Interval::days, 7> {};
template <>
struct value_traits<std::chrono::months>
    : detail::calendar_traits<std::chrono::months, &Interval::months, 1> {};
template <>
struct value_traits<std::chrono::years>
    : detail::calendar_traits<std::chrono::years, &Interval::months, 12> {};

}  // namespace azoth
