// SPDX-License-Identifier: MIT
#include "temporal_codec.hpp"

#include <charconv>
#include <limits>

#include <azoth/value/datetime.hpp>

namespace azoth::libpq {

namespace {

constexpr std::int32_t epoch_days = 10'957;  // 2000-01-01 since 1970-01-01
constexpr std::int64_t microseconds_per_day = 86'400'000'000;

/// Takes a decimal integer off the front of a text.
std::optional<std::int64_t> take_number(std::string_view& text) noexcept {
    std::int64_t number = 0;
    if (text.starts_with('+')) text.remove_prefix(1);
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc{}) return std::nullopt;
    text.remove_prefix(static_cast<std::size_t>(end - text.data()));
    return number;
}

bool take(std::string_view& text, std::string_view word) noexcept {
    if (!text.starts_with(word)) return false;
    text.remove_prefix(word.size());
    return true;
}

bool add_to(std::int32_t& sum, std::int64_t amount) noexcept {
    return !__builtin_add_overflow(static_cast<std::int64_t>(sum), amount, &sum);
}

/// "04:05:06.25" behind its sign, in nanoseconds.
std::optional<std::int64_t> parse_clock(std::string_view text, std::int64_t hours,
                                        bool negative) noexcept {
    std::int64_t part = hours;
    std::int64_t seconds = 0;
    for (int field = 0; field < 3; ++field) {
        if (part < 0 || __builtin_mul_overflow(seconds, 60, &seconds) ||
            __builtin_add_overflow(seconds, part, &seconds)) {
            return std::nullopt;
        }
        if (field == 2) break;
        const bool more = take(text, ":");
        const auto number = more ? take_number(text) : std::nullopt;
        if (!number.has_value()) return std::nullopt;
        part = *number;
    }
    std::int64_t nanoseconds = 0;
    if (take(text, ".")) {
        std::int64_t unit = nanoseconds_per_second / 10;
        for (; !text.empty() && text[0] >= '0' && text[0] <= '9'; text.remove_prefix(1)) {
            nanoseconds += unit * (text[0] - '0');
            unit /= 10;
        }
    }
    std::int64_t total = 0;
    if (!text.empty() || __builtin_mul_overflow(seconds, nanoseconds_per_second, &total) ||
        __builtin_add_overflow(total, nanoseconds, &total)) {
        return std::nullopt;
    }
    return negative ? -total : total;
}

}  // namespace

std::optional<Date> date_from_wire(std::int32_t days) noexcept {
    Date date;
    // The ends of the range mean minus and plus infinity; both are far outside of valid years.
    if (__builtin_add_overflow(days, epoch_days, &date.days) || !is_valid(date)) {
        return std::nullopt;
    }
    return date;
}

std::optional<TimeOfDay> time_from_wire(std::int64_t microseconds) noexcept {
    if (microseconds < 0 || microseconds >= microseconds_per_day) return std::nullopt;
    return TimeOfDay{microseconds * 1000};
}

std::optional<Timestamp> timestamp_from_wire(std::int64_t microseconds) noexcept {
    std::int64_t days = microseconds / microseconds_per_day;
    std::int64_t rest = microseconds % microseconds_per_day;
    if (rest < 0) {
        --days;
        rest += microseconds_per_day;
    }
    const auto date = date_from_wire(static_cast<std::int32_t>(days));
    if (!date.has_value()) return std::nullopt;
    return Timestamp{*date, TimeOfDay{rest * 1000}};
}

std::optional<Interval> interval_from_wire(std::int64_t microseconds, std::int32_t days,
                                           std::int32_t months) noexcept {
    Interval interval{months, days, 0};
    if (__builtin_mul_overflow(microseconds, std::int64_t{1000}, &interval.nanoseconds)) {
        return std::nullopt;
    }
    return interval;
}

std::optional<std::int32_t> date_to_wire(Date date) noexcept {
    if (!is_valid(date)) return std::nullopt;
    return date.days - epoch_days;
}

std::optional<std::int64_t> nanoseconds_to_wire(std::int64_t nanoseconds) noexcept {
    if (nanoseconds % 1000 != 0) return std::nullopt;
    return nanoseconds / 1000;
}

std::optional<std::int64_t> timestamp_to_wire(Timestamp timestamp) noexcept {
    if (!is_valid(timestamp)) return std::nullopt;
    const auto time = nanoseconds_to_wire(timestamp.time.nanoseconds);
    if (!time.has_value()) return std::nullopt;
    return (std::int64_t{timestamp.date.days} - epoch_days) * microseconds_per_day + *time;
}

std::optional<Interval> parse_postgres_interval(std::string_view text) noexcept {
    Interval interval;
    while (!text.empty()) {
        const bool negative = text.starts_with('-');
        const auto number = take_number(text);
        if (!number.has_value()) return std::nullopt;
        if (text.starts_with(':')) {
            const auto clock = parse_clock(text, negative ? -*number : *number, negative);
            if (!clock.has_value()) return std::nullopt;
            interval.nanoseconds = *clock;
            return interval;
        }
        if (*number > std::numeric_limits<std::int32_t>::max() ||
            *number < std::numeric_limits<std::int32_t>::min() || !take(text, " ")) {
            return std::nullopt;
        }
        bool fits = false;
        if (take(text, "year")) {
            fits = add_to(interval.months, *number * 12);
        } else if (take(text, "mon")) {
            fits = add_to(interval.months, *number);
        } else if (take(text, "day")) {
            fits = add_to(interval.days, *number);
        }
        if (!fits) return std::nullopt;
        take(text, "s");
        if (!text.empty() && !take(text, " ")) return std::nullopt;
    }
    return interval;
}

}  // namespace azoth::libpq
