// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include <azoth/error/export.hpp>
#include <azoth/value/temporal.hpp>

/// Dates and times to and from their parts and their ISO 8601 text (RFC 3339 for instants). Years
/// 1 to 9999 of the proleptic Gregorian calendar, seconds 0 to 59, nanoseconds.
namespace azoth {

/// 0001-01-01 and 9999-12-31.
inline constexpr Date min_date{-719'162};
inline constexpr Date max_date{2'932'896};

inline constexpr std::int64_t nanoseconds_per_second = 1'000'000'000;
inline constexpr std::int64_t seconds_per_day = 86'400;
inline constexpr std::int64_t nanoseconds_per_day = seconds_per_day * nanoseconds_per_second;

[[nodiscard]] constexpr bool is_valid(Date date) noexcept {
    return min_date <= date && date <= max_date;
}
[[nodiscard]] constexpr bool is_valid(TimeOfDay time) noexcept {
    return 0 <= time.nanoseconds && time.nanoseconds < nanoseconds_per_day;
}
[[nodiscard]] constexpr bool is_valid(Timestamp t) noexcept {
    return is_valid(t.date) && is_valid(t.time);
}
[[nodiscard]] constexpr bool is_valid(Instant t) noexcept {
    return is_valid(t.date) && is_valid(t.time);
}

// ---- parts --------------------------------------------------------------------------------------

struct CivilDate {
    int year;
    unsigned month;  ///< 1 … 12
    unsigned day;    ///< 1 … 31
};
struct ClockTime {
    unsigned hour;    ///< 0 … 23
    unsigned minute;  ///< 0 … 59
    unsigned second;  ///< 0 … 59
    unsigned nanosecond;
};

/// Throws `ConversionError` (`value_not_representable`) for a day that does not exist.
[[nodiscard]] AZOTH_EXPORT Date make_date(int year, unsigned month, unsigned day);
/// The same, false where the other throws; `to` is then as it was.
[[nodiscard]] AZOTH_EXPORT bool try_make_date(int year, unsigned month, unsigned day,
                                              Date& to) noexcept;
/// Throws `ConversionError` (`value_not_representable`) for a time that does not exist.
[[nodiscard]] AZOTH_EXPORT TimeOfDay make_time(unsigned hour, unsigned minute, unsigned second = 0,
                                               unsigned nanosecond = 0);
[[nodiscard]] AZOTH_EXPORT CivilDate civil_date(Date date) noexcept;
[[nodiscard]] AZOTH_EXPORT ClockTime clock_time(TimeOfDay time) noexcept;

/// Seconds since 1970-01-01 00:00:00, rounded down; the rest is in `time.nanoseconds`.
[[nodiscard]] constexpr std::int64_t epoch_seconds(Date date, TimeOfDay time) noexcept {
    return date.days * seconds_per_day + time.nanoseconds / nanoseconds_per_second;
}
/// The day and time that many seconds and nanoseconds (0 … 999'999'999) after 1970-01-01. `T` is
/// Timestamp or Instant. Throws `ConversionError` (`value_not_representable`) outside of the years
/// 1 to 9999.
template <class T>
[[nodiscard]] T from_epoch(std::int64_t seconds, std::int64_t nanosecond = 0);
template <>
[[nodiscard]] AZOTH_EXPORT Timestamp from_epoch<Timestamp>(std::int64_t, std::int64_t);
template <>
[[nodiscard]] AZOTH_EXPORT Instant from_epoch<Instant>(std::int64_t, std::int64_t);

// ---- text ---------------------------------------------------------------------------------------

/// How times are written. No digit is ever dropped: `min_fraction_digits` (0 … 9) only pads.
struct TimeStyle {
    char separator = ' ';  ///< between date and time
    int min_fraction_digits = 0;
};

/// A short text that lives inside itself, so that formatting allocates nothing.
class TemporalText {
public:
    [[nodiscard]] std::string_view view() const noexcept { return {chars_, size_}; }
    operator std::string_view() const noexcept { return view(); }  // NOLINT

    static constexpr std::size_t capacity = 79;
    void append(char c) noexcept { chars_[size_++] = c; }
    void append_digits(std::uint64_t number, int width) noexcept;  ///< padded with zeros

private:
    char chars_[capacity];
    unsigned char size_ = 0;
};

// Each throws `ConversionError` (`value_not_representable`) for a value that `is_valid` denies.
/// "2024-02-29"
[[nodiscard]] AZOTH_EXPORT TemporalText format(Date date);
/// "13:05:09.25"
[[nodiscard]] AZOTH_EXPORT TemporalText format(TimeOfDay time, TimeStyle style = {});
/// "2024-02-29 13:05:09.25"
[[nodiscard]] AZOTH_EXPORT TemporalText format(Timestamp timestamp, TimeStyle style = {});
/// "2024-02-29 13:05:09.25+00:00"; always UTC.
[[nodiscard]] AZOTH_EXPORT TemporalText format(Instant instant, TimeStyle style = {});
/// "P1Y2M3DT4H5M6.25S", each part with its own sign; "PT0S" for nothing. Any interval has a text.
[[nodiscard]] AZOTH_EXPORT TemporalText format(Interval interval);

enum class ParseResult : std::uint8_t {
    ok,
    malformed,          ///< not such a text at all
    not_representable,  ///< well formed, and no such value here: 0000-00-00, infinity, year 10000
};

// Strict: the whole text, fields of full width, no blanks around.
/// YYYY-MM-DD
[[nodiscard]] AZOTH_EXPORT ParseResult try_parse(std::string_view text, Date& to) noexcept;
/// hh:mm[:ss[.fraction]], at most nine digits that are not trailing zeros.
[[nodiscard]] AZOTH_EXPORT ParseResult try_parse(std::string_view text, TimeOfDay& to) noexcept;
/// Date and time with a blank or a T between them; no offset.
[[nodiscard]] AZOTH_EXPORT ParseResult try_parse(std::string_view text, Timestamp& to) noexcept;
/// The same with an offset, which is required: Z, ±hh, ±hhmm, ±hh:mm or ±hh:mm:ss.
[[nodiscard]] AZOTH_EXPORT ParseResult try_parse(std::string_view text, Instant& to) noexcept;
/// P[nY][nM][nW][nD][T[nH][nM][n[.fraction]S]] with at least one part, each with an optional sign.
[[nodiscard]] AZOTH_EXPORT ParseResult try_parse(std::string_view text, Interval& to) noexcept;

// The same, throwing `ConversionError`: `bad_date`, `bad_time`, `bad_timestamp`, `bad_instant`,
// `bad_interval`, or `value_not_representable`.
[[nodiscard]] AZOTH_EXPORT Date parse_date(std::string_view text);
[[nodiscard]] AZOTH_EXPORT TimeOfDay parse_time(std::string_view text);
[[nodiscard]] AZOTH_EXPORT Timestamp parse_timestamp(std::string_view text);
[[nodiscard]] AZOTH_EXPORT Instant parse_instant(std::string_view text);
[[nodiscard]] AZOTH_EXPORT Interval parse_interval(std::string_view text);

}  // namespace azoth
