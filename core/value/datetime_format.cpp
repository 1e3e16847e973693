// SPDX-License-Identifier: MIT
#include <algorithm>

#include <azoth/value/conversion_error.hpp>
#include <azoth/value/datetime.hpp>

namespace azoth {

namespace {

void append_date(TemporalText& out, Date date) {
    const CivilDate parts = civil_date(date);
    out.append_digits(static_cast<std::uint64_t>(parts.year), 4);
    out.append('-');
    out.append_digits(parts.month, 2);
    out.append('-');
    out.append_digits(parts.day, 2);
}

/// The fraction of a second with its point; nothing where there is none and none is asked for.
void append_fraction(TemporalText& out, std::uint64_t nanosecond, int min_digits) {
    int digits = 9;
    while (digits > 0 && nanosecond % 10 == 0) {
        nanosecond /= 10;
        --digits;
    }
    const int wanted = std::clamp(min_digits, 0, 9);
    if (std::max(digits, wanted) == 0) return;
    out.append('.');
    if (digits > 0) out.append_digits(nanosecond, digits);
    for (int i = digits; i < wanted; ++i) out.append('0');
}

void append_time(TemporalText& out, TimeOfDay time, TimeStyle style) {
    const ClockTime parts = clock_time(time);
    out.append_digits(parts.hour, 2);
    out.append(':');
    out.append_digits(parts.minute, 2);
    out.append(':');
    out.append_digits(parts.second, 2);
    append_fraction(out, parts.nanosecond, style.min_fraction_digits);
}

std::uint64_t magnitude(std::int64_t number) {
    return number < 0 ? 0 - static_cast<std::uint64_t>(number) : static_cast<std::uint64_t>(number);
}

int digit_count(std::uint64_t number) {
    int digits = 1;
    for (; number >= 10; number /= 10) ++digits;
    return digits;
}

void append_part(TemporalText& out, std::int64_t number, char designator) {
    if (number == 0) return;
    if (number < 0) out.append('-');
    const std::uint64_t size = magnitude(number);
    out.append_digits(size, digit_count(size));
    out.append(designator);
}

void append_clock_parts(TemporalText& out, std::int64_t nanoseconds) {
    constexpr std::int64_t minute = 60 * nanoseconds_per_second;
    append_part(out, nanoseconds / (60 * minute), 'H');
    append_part(out, nanoseconds / minute % 60, 'M');
    const std::int64_t rest = nanoseconds % minute;
    if (rest == 0) return;
    if (rest < 0) out.append('-');
    const std::uint64_t size = magnitude(rest);
    const std::uint64_t seconds = size / nanoseconds_per_second;
    out.append_digits(seconds, digit_count(seconds));
    append_fraction(out, size % nanoseconds_per_second, 0);
    out.append('S');
}

}  // namespace

void TemporalText::append_digits(std::uint64_t number, int width) noexcept {
    for (int i = width - 1; i >= 0; --i) {
        chars_[size_ + i] = static_cast<char>('0' + number % 10);
        number /= 10;
    }
    size_ = static_cast<unsigned char>(size_ + width);
}

TemporalText format(Date date) {
    if (!is_valid(date)) throw_not_representable("date text");
    TemporalText out;
    append_date(out, date);
    return out;
}

TemporalText format(TimeOfDay time, TimeStyle style) {
    if (!is_valid(time)) throw_not_representable("time text");
    TemporalText out;
    append_time(out, time, style);
    return out;
}

TemporalText format(Timestamp timestamp, TimeStyle style) {
    if (!is_valid(timestamp)) throw_not_representable("timestamp text");
    TemporalText out;
    append_date(out, timestamp.date);
    out.append(style.separator);
    append_time(out, timestamp.time, style);
    return out;
}

TemporalText format(Instant instant, TimeStyle style) {
    TemporalText out = format(Timestamp{instant.date, instant.time}, style);
    for (const char c : std::string_view("+00:00")) out.append(c);
    return out;
}

TemporalText format(Interval interval) {
    TemporalText out;
    out.append('P');
    append_part(out, interval.months / 12, 'Y');
    append_part(out, interval.months % 12, 'M');
    append_part(out, interval.days, 'D');
    if (interval.nanoseconds != 0) {
        out.append('T');
        append_clock_parts(out, interval.nanoseconds);
    }
    if (interval == Interval{})
        for (const char c : std::string_view("T0S")) out.append(c);
    return out;
}

}  // namespace azoth
