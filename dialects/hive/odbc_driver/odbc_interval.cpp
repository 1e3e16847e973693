// SPDX-License-Identifier: MIT
#include "odbc_interval.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdio>

namespace hive_odbc {
namespace {

enum Field { day, hour, minute, second };

constexpr std::array<std::uint64_t, 4> seconds_in{86'400, 3'600, 60, 1};
constexpr std::uint64_t most = 1'000'000'000'000;  // of any field; more would be no interval

/// The first and last field of a type of days to seconds.
struct Span {
    Field first;
    Field last;
};

Span span_of(SQLSMALLINT type) {
    switch (type) {
        case SQL_C_INTERVAL_DAY: return {day, day};
        case SQL_C_INTERVAL_HOUR: return {hour, hour};
        case SQL_C_INTERVAL_MINUTE: return {minute, minute};
        case SQL_C_INTERVAL_SECOND: return {second, second};
        case SQL_C_INTERVAL_DAY_TO_HOUR: return {day, hour};
        case SQL_C_INTERVAL_DAY_TO_MINUTE: return {day, minute};
        case SQL_C_INTERVAL_HOUR_TO_MINUTE: return {hour, minute};
        case SQL_C_INTERVAL_HOUR_TO_SECOND: return {hour, second};
        case SQL_C_INTERVAL_MINUTE_TO_SECOND: return {minute, second};
        default: return {day, second};
    }
}

/// Takes a number off the front of `text`.
std::optional<std::uint64_t> number(std::string_view& text) {
    std::uint64_t value = 0;
    const auto read = std::from_chars(text.data(), text.data() + text.size(), value);
    if (read.ec != std::errc() || value > most) return std::nullopt;
    text.remove_prefix(static_cast<std::size_t>(read.ptr - text.data()));
    return value;
}

bool accept(std::string_view& text, char c) {
    if (text.empty() || text.front() != c) return false;
    text.remove_prefix(1);
    return true;
}

/// `.123` into nanoseconds; digits beyond the ninth are none of Hive's.
bool take_fraction(std::string_view& text, std::uint32_t& nanoseconds) {
    if (!accept(text, '.')) return true;
    std::uint32_t unit = 100'000'000;
    for (; !text.empty() && text.front() >= '0' && text.front() <= '9'; text.remove_prefix(1)) {
        nanoseconds += static_cast<std::uint32_t>(text.front() - '0') * unit;
        unit /= 10;
    }
    return true;
}

bool parse_months(std::string_view text, SQLSMALLINT type, Interval& made) {
    const auto first = number(text);
    if (!first) return false;
    if (!accept(text, '-')) {
        made.count = type == SQL_C_INTERVAL_MONTH ? *first : *first * 12;
        return text.empty();
    }
    const auto months = number(text);
    if (!months || *months > 11) return false;
    made.count = *first * 12 + *months;
    return text.empty();
}

bool parse_seconds(std::string_view text, SQLSMALLINT type, Interval& made) {
    const auto [leading, last] = span_of(type);
    const auto colons = std::count(text.begin(), text.end(), ':');
    const bool has_days = text.find(' ') != std::string_view::npos;
    int field = leading;
    if (has_days) {
        field = day;
    } else if (colons == 2) {
        field = hour;
    } else if (colons == 1) {
        const bool to_seconds = leading == minute || text.find('.') != std::string_view::npos;
        field = to_seconds ? minute : hour;
    }
    for (bool first = true;; first = false, ++field) {
        const auto value = number(text);
        if (!value) return false;
        const bool in_range = first || field == day || *value < (field == hour ? 24U : 60U);
        if (!in_range) return false;
        made.count += *value * seconds_in[static_cast<std::size_t>(field)];
        if (field == second && !take_fraction(text, made.nanoseconds)) return false;
        if (text.empty()) return true;
        if (field == second || !accept(text, field == day ? ' ' : ':')) return false;
    }
}

std::uint64_t power_of_ten(int exponent) {
    std::uint64_t value = 1;
    for (int i = 0; i < exponent; ++i) value *= 10;
    return value;
}

}  // namespace

bool is_interval(SQLSMALLINT type) {
    return type >= SQL_C_INTERVAL_YEAR && type <= SQL_C_INTERVAL_MINUTE_TO_SECOND;
}

bool is_of_months(SQLSMALLINT type) {
    return type == SQL_C_INTERVAL_YEAR || type == SQL_C_INTERVAL_MONTH ||
           type == SQL_C_INTERVAL_YEAR_TO_MONTH;
}

bool is_of_one_field(SQLSMALLINT type) {
    return type >= SQL_C_INTERVAL_YEAR && type <= SQL_C_INTERVAL_SECOND;
}

std::optional<Interval> Interval::parse(std::string_view text, SQLSMALLINT type) {
    while (!text.empty() && text.front() == ' ') text.remove_prefix(1);
    while (!text.empty() && text.back() == ' ') text.remove_suffix(1);
    Interval made;
    made.of_months = is_of_months(type);
    made.negative = accept(text, '-');
    if (!made.negative) (void)accept(text, '+');
    const bool valid =
        made.of_months ? parse_months(text, type, made) : parse_seconds(text, type, made);
    if (!valid) return std::nullopt;
    return made;
}

Interval Interval::take(const SQL_INTERVAL_STRUCT& source, SQLSMALLINT c_type,
                        int seconds_precision) {
    Interval made;
    made.negative = source.interval_sign != SQL_FALSE;
    made.of_months = is_of_months(c_type);
    if (made.of_months) {
        const SQL_YEAR_MONTH_STRUCT& given = source.intval.year_month;
        if (c_type != SQL_C_INTERVAL_MONTH) made.count += std::uint64_t{given.year} * 12;
        if (c_type != SQL_C_INTERVAL_YEAR) made.count += given.month;
        return made;
    }
    const SQL_DAY_SECOND_STRUCT& given = source.intval.day_second;
    const std::array<std::uint64_t, 4> fields{given.day, given.hour, given.minute, given.second};
    const auto [first, last] = span_of(c_type);
    for (int i = first; i <= last; ++i) {
        const auto field = static_cast<std::size_t>(i);
        made.count += fields[field] * seconds_in[field];
    }
    if (last == second) {
        const std::uint64_t unit = power_of_ten(9 - std::clamp(seconds_precision, 0, 9));
        const std::uint64_t nanoseconds = given.fraction * unit;
        made.count += nanoseconds / 1'000'000'000;
        made.nanoseconds = static_cast<std::uint32_t>(nanoseconds % 1'000'000'000);
    }
    return made;
}

std::string Interval::to_text() const {
    char text[64];
    const char* sign = negative ? "-" : "";
    const auto part = [](std::uint64_t value) { return static_cast<unsigned long long>(value); };
    if (of_months) {
        std::snprintf(text, sizeof text, "%s%llu-%llu", sign, part(count / 12), part(count % 12));
        return text;
    }
    std::snprintf(text, sizeof text, "%s%llu %02llu:%02llu:%02llu.%09u", sign, part(count / 86'400),
                  part(count / 3'600 % 24), part(count / 60 % 60), part(count % 60), nanoseconds);
    return text;
}

IntervalFit put_interval(const Interval& value, SQLSMALLINT c_type, int leading_precision,
                         int seconds_precision, SQL_INTERVAL_STRUCT& target) {
    target = {};
    target.interval_type = static_cast<SQLINTERVAL>(c_type - SQL_C_INTERVAL_YEAR + SQL_IS_YEAR);
    target.interval_sign = value.negative ? SQL_TRUE : SQL_FALSE;
    const std::uint64_t limit = power_of_ten(std::clamp(leading_precision, 1, 9));
    if (value.of_months) {
        const bool months_only = c_type == SQL_C_INTERVAL_MONTH;
        const std::uint64_t leading = months_only ? value.count : value.count / 12;
        if (leading >= limit) return IntervalFit::leading_lost;
        SQL_YEAR_MONTH_STRUCT& fields = target.intval.year_month;
        (months_only ? fields.month : fields.year) = static_cast<SQLUINTEGER>(leading);
        if (months_only) return IntervalFit::exact;
        const auto rest = static_cast<SQLUINTEGER>(value.count % 12);
        if (c_type == SQL_C_INTERVAL_YEAR_TO_MONTH) fields.month = rest;
        const bool whole = c_type == SQL_C_INTERVAL_YEAR_TO_MONTH || rest == 0;
        return whole ? IntervalFit::exact : IntervalFit::fields_lost;
    }
    SQL_DAY_SECOND_STRUCT& fields = target.intval.day_second;
    SQLUINTEGER* const places[] = {&fields.day, &fields.hour, &fields.minute, &fields.second};
    const auto [first, last] = span_of(c_type);
    std::uint64_t left = value.count;
    for (int i = first; i <= last; ++i) {
        const auto field = static_cast<std::size_t>(i);
        const std::uint64_t here = left / seconds_in[field];
        if (i == first && here >= limit) return IntervalFit::leading_lost;
        *places[field] = static_cast<SQLUINTEGER>(here);
        left %= seconds_in[field];
    }
    if (last != second) {
        const bool whole = left == 0 && value.nanoseconds == 0;
        return whole ? IntervalFit::exact : IntervalFit::fields_lost;
    }
    const std::uint64_t unit = power_of_ten(9 - std::clamp(seconds_precision, 0, 9));
    fields.fraction = static_cast<SQLUINTEGER>(value.nanoseconds / unit);
    return value.nanoseconds % unit == 0 ? IntervalFit::exact : IntervalFit::fields_lost;
}

}  // namespace hive_odbc
