// SPDX-License-Identifier: MIT
#include <azoth/error/error.hpp>
#include <azoth/value/conversion_error.hpp>
#include <azoth/value/datetime.hpp>

#include "digit.hpp"

namespace azoth {

namespace {

/// Reads fields off the front of a text. A failed read leaves the text where it was.
class Reader {
public:
    explicit Reader(std::string_view text) : rest_(text) {}

    [[nodiscard]] bool done() const { return rest_.empty(); }
    [[nodiscard]] char peek() const { return rest_.empty() ? '\0' : rest_.front(); }
    bool take(char c) {
        if (rest_.empty() || rest_.front() != c) return false;
        rest_.remove_prefix(1);
        return true;
    }
    /// Exactly two digits.
    bool take_two(unsigned& to) {
        if (rest_.size() < 2 || !is_digit(rest_[0]) || !is_digit(rest_[1])) return false;
        to = static_cast<unsigned>((rest_[0] - '0') * 10 + (rest_[1] - '0'));
        rest_.remove_prefix(2);
        return true;
    }
    /// All the digits that follow; false if there are none or the number passes 2^63.
    bool take_number(std::uint64_t& to) {
        std::size_t count = 0;
        std::uint64_t number = 0;
        for (; count < rest_.size() && is_digit(rest_[count]); ++count) {
            if (__builtin_mul_overflow(number, 10U, &number) ||
                __builtin_add_overflow(number, unsigned(rest_[count] - '0'), &number) ||
                number > std::uint64_t{1} << 63)
                return false;
        }
        if (count == 0) return false;
        to = number;
        rest_.remove_prefix(count);
        return true;
    }
    [[nodiscard]] std::size_t digits_ahead() const {
        std::size_t count = 0;
        while (count < rest_.size() && is_digit(rest_[count])) ++count;
        return count;
    }
    /// The digits behind a point as nanoseconds.
    ParseResult take_fraction(unsigned& nanosecond) {
        const std::size_t count = digits_ahead();
        if (count == 0) return ParseResult::malformed;
        unsigned result = 0;
        bool exact = true;
        for (std::size_t i = 0; i < count || i < 9; ++i) {
            const auto digit = i < count ? unsigned(rest_[i] - '0') : 0U;
            if (i < 9) {
                result = result * 10 + digit;
            } else if (digit != 0) {
                exact = false;
            }
        }
        rest_.remove_prefix(count);
        nanosecond = result;
        return exact ? ParseResult::ok : ParseResult::not_representable;
    }

private:
    std::string_view rest_;
};

ParseResult read_date(Reader& in, Date& to) {
    const std::size_t year_digits = in.digits_ahead();
    std::uint64_t year = 0;
    unsigned month = 0;
    unsigned day = 0;
    if (year_digits < 4 || year_digits > 7 || !in.take_number(year) || !in.take('-') ||
        !in.take_two(month) || !in.take('-') || !in.take_two(day) || is_digit(in.peek()))
        return ParseResult::malformed;
    return year_digits == 4 && try_make_date(static_cast<int>(year), month, day, to)
               ? ParseResult::ok
               : ParseResult::not_representable;
}

ParseResult read_time(Reader& in, TimeOfDay& to) {
    unsigned hour = 0;
    unsigned minute = 0;
    unsigned second = 0;
    unsigned nanosecond = 0;
    ParseResult result = ParseResult::ok;
    if (!in.take_two(hour) || !in.take(':') || !in.take_two(minute)) return ParseResult::malformed;
    if (in.take(':')) {
        if (!in.take_two(second)) return ParseResult::malformed;
        if (in.take('.')) result = in.take_fraction(nanosecond);
    }
    if (result != ParseResult::ok) return result;
    // 24:00:00 and leap seconds are well formed, and not a time of day here.
    if (hour > 23 || minute > 59 || second > 59)
        return hour <= 24 && minute <= 59 && second <= 60 ? ParseResult::not_representable
                                                          : ParseResult::malformed;
    to = make_time(hour, minute, second, nanosecond);
    return ParseResult::ok;
}

/// Seconds east of UTC.
bool read_offset(Reader& in, std::int64_t& to) {
    if (in.take('Z')) {
        to = 0;
        return true;
    }
    const bool west = in.peek() == '-';
    if (!in.take('+') && !in.take('-')) return false;
    unsigned hours = 0;
    unsigned minutes = 0;
    unsigned seconds = 0;
    if (!in.take_two(hours)) return false;
    if (in.take(':')) {
        if (!in.take_two(minutes)) return false;
        if (in.take(':') && !in.take_two(seconds)) return false;
    } else if (!in.done() && !in.take_two(minutes)) {
        return false;
    }
    if (hours > 23 || minutes > 59 || seconds > 59) return false;
    const std::int64_t offset = std::int64_t{hours} * 3600 + minutes * 60 + seconds;
    to = west ? -offset : offset;
    return true;
}

bool is_infinity(std::string_view text) {
    return text == "infinity" || text == "-infinity";
}

/// PostgreSQL writes years before the first as "0044-03-15 BC".
bool is_before_christ(std::string_view text) {
    if (!text.ends_with(" BC")) return false;
    text.remove_suffix(3);
    for (const char c : text)
        if (!is_digit(c) && std::string_view("-:. +").find(c) == std::string_view::npos)
            return false;
    return !text.empty() && is_digit(text.front());
}

/// What a text is that a reader has not taken whole.
ParseResult refuse(std::string_view text) {
    return is_infinity(text) || is_before_christ(text) ? ParseResult::not_representable
                                                       : ParseResult::malformed;
}

ParseResult read_timestamp(Reader& in, Date& date, TimeOfDay& time) {
    const ParseResult day = read_date(in, date);
    if (day == ParseResult::malformed || (!in.take(' ') && !in.take('T')))
        return ParseResult::malformed;
    const ParseResult clock = read_time(in, time);
    return clock == ParseResult::ok ? day : clock;
}

/// One number of an ISO 8601 duration with its designator.
struct IntervalPart {
    bool negative = false;
    std::uint64_t number = 0;
    unsigned nanosecond = 0;
    bool has_fraction = false;
    char designator = '\0';
};

ParseResult read_part(Reader& in, IntervalPart& part) {
    part = {};
    part.negative = in.take('-');
    if (!part.negative) in.take('+');
    if (in.digits_ahead() == 0) return ParseResult::malformed;
    if (!in.take_number(part.number)) return ParseResult::not_representable;
    ParseResult result = ParseResult::ok;
    if (in.take('.')) {
        part.has_fraction = true;
        result = in.take_fraction(part.nanosecond);
        if (result == ParseResult::malformed) return result;
    }
    part.designator = in.peek();
    in.take(part.designator);
    return result;
}

/// Adds number × factor with its sign; false if that leaves T.
template <class T>
bool add_scaled(T& sum, const IntervalPart& part, std::int64_t factor) {
    __extension__ using Wide = __int128;
    Wide amount = Wide{part.number} * factor;
    if (part.has_fraction) amount += part.nanosecond;
    if (part.negative) amount = -amount;
    amount += sum;
    sum = static_cast<T>(amount);
    return Wide{sum} == amount;
}

bool add_part(Interval& interval, const IntervalPart& part, bool clock) {
    if (!clock) {
        switch (part.designator) {
            case 'Y': return add_scaled(interval.months, part, 12);
            case 'M': return add_scaled(interval.months, part, 1);
            case 'W': return add_scaled(interval.days, part, 7);
            default: return add_scaled(interval.days, part, 1);
        }
    }
    const std::int64_t seconds = part.designator == 'H' ? 3600 : part.designator == 'M' ? 60 : 1;
    return add_scaled(interval.nanoseconds, part, seconds * nanoseconds_per_second);
}

template <class T>
T parse_or_throw(std::string_view text, std::string_view code, std::string_view noun) {
    T value{};
    const ParseResult result = try_parse(text, value);
    if (result == ParseResult::ok) return value;
    if (result == ParseResult::not_representable) throw_not_representable(noun);
    std::string message = "the text is not an ISO 8601 ";
    message.append(noun);
    throw ConversionError(code, message);
}

}  // namespace

ParseResult try_parse(std::string_view text, Date& to) noexcept {
    Reader in(text);
    Date date;
    const ParseResult result = read_date(in, date);
    if (result == ParseResult::malformed || !in.done()) return refuse(text);
    if (result == ParseResult::ok) to = date;
    return result;
}

ParseResult try_parse(std::string_view text, TimeOfDay& to) noexcept {
    Reader in(text);
    TimeOfDay time;
    const ParseResult result = read_time(in, time);
    if (result == ParseResult::malformed || !in.done()) return ParseResult::malformed;
    if (result == ParseResult::ok) to = time;
    return result;
}

ParseResult try_parse(std::string_view text, Timestamp& to) noexcept {
    Reader in(text);
    Timestamp timestamp;
    const ParseResult result = read_timestamp(in, timestamp.date, timestamp.time);
    if (result == ParseResult::malformed || !in.done()) return refuse(text);
    if (result == ParseResult::ok) to = timestamp;
    return result;
}

ParseResult try_parse(std::string_view text, Instant& to) noexcept {
    Reader in(text);
    Instant local;
    std::int64_t offset = 0;
    const ParseResult result = read_timestamp(in, local.date, local.time);
    if (result == ParseResult::malformed || !read_offset(in, offset) || !in.done())
        return refuse(text);
    if (result != ParseResult::ok) return result;
    const std::int64_t seconds = epoch_seconds(local.date, local.time) - offset;
    if (seconds < min_date.days * seconds_per_day ||
        seconds >= (max_date.days + std::int64_t{1}) * seconds_per_day)
        return ParseResult::not_representable;
    to = from_epoch<Instant>(seconds, local.time.nanoseconds % nanoseconds_per_second);
    return ParseResult::ok;
}

ParseResult try_parse(std::string_view text, Interval& to) noexcept {
    Reader in(text);
    if (!in.take('P') || in.done()) return ParseResult::malformed;
    std::string_view designators = "YMWD";  // those that may still come
    bool clock = false;
    Interval interval;
    ParseResult verdict = ParseResult::ok;
    while (!in.done()) {
        if (!clock && in.take('T')) {
            clock = true;
            designators = "HMS";
        }
        IntervalPart part;
        const ParseResult result = read_part(in, part);
        if (result == ParseResult::malformed) return result;
        if (result == ParseResult::not_representable) {
            verdict = result;
            if (part.designator == '\0') return verdict;  // a number too long to go on behind
        }
        const std::size_t place = designators.find(part.designator);
        if (part.designator == '\0' || place == std::string_view::npos ||
            (part.has_fraction && part.designator != 'S'))
            return ParseResult::malformed;
        designators.remove_prefix(place + 1);
        if (!add_part(interval, part, clock)) verdict = ParseResult::not_representable;
    }
    if (verdict == ParseResult::ok) to = interval;
    return verdict;
}

Date parse_date(std::string_view text) {
    return parse_or_throw<Date>(text, "bad_date", "date");
}

TimeOfDay parse_time(std::string_view text) {
    return parse_or_throw<TimeOfDay>(text, "bad_time", "time");
}

Timestamp parse_timestamp(std::string_view text) {
    return parse_or_throw<Timestamp>(text, "bad_timestamp", "timestamp");
}

Instant parse_instant(std::string_view text) {
    return parse_or_throw<Instant>(text, "bad_instant", "timestamp with an offset");
}

Interval parse_interval(std::string_view text) {
    return parse_or_throw<Interval>(text, "bad_interval", "duration");
}

}  // namespace azoth
