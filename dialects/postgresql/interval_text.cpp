// SPDX-License-Identifier: MIT
// https://www.postgresql.org/docs/current/datatype-datetime.html#DATATYPE-INTERVAL-INPUT
#include "interval_text.hpp"

#include <charconv>
#include <cstdint>

#include <azoth/value/datetime.hpp>

namespace azoth::postgresql {

namespace {

struct Unit {
    std::string_view name;
    std::int64_t months;
    std::int64_t days;
    std::int64_t seconds;
};

constexpr Unit units[] = {
    {"year", 12, 0, 0}, {"mon", 1, 0, 0},     {"month", 1, 0, 0}, {"week", 0, 7, 0},
    {"day", 0, 1, 0},   {"hour", 0, 0, 3600}, {"min", 0, 0, 60},  {"minute", 0, 0, 60},
    {"sec", 0, 0, 1},   {"second", 0, 0, 1},
};

/// Adds numbers with units, and hours:minutes:seconds, off the front of a text.
class IntervalReader {
public:
    explicit IntervalReader(std::string_view text) : rest_(text) {}

    [[nodiscard]] std::optional<Interval> run() {
        skip_blanks();
        if (rest_.empty()) return std::nullopt;
        for (; !rest_.empty(); skip_blanks()) {
            if (!add()) return std::nullopt;
        }
        return Interval{static_cast<std::int32_t>(months_), static_cast<std::int32_t>(days_),
                        nanoseconds_};
    }

private:
    [[nodiscard]] bool add() {
        const bool is_negative = take('-');
        if (!is_negative) take('+');
        std::int64_t number = 0;
        if (!take_number(number)) return false;
        const std::int64_t sign = is_negative ? -1 : 1;
        if (take(':')) return add_clock(sign, number);
        std::int64_t fraction = 0;
        const bool has_fraction = take('.');
        if (has_fraction && !take_fraction(fraction)) return false;
        skip_blanks();
        const Unit* const unit = take_unit();
        if (unit == nullptr || (has_fraction && unit->seconds != 1)) return false;
        months_ += sign * number * unit->months;
        days_ += sign * number * unit->days;
        nanoseconds_ += sign * (number * unit->seconds * nanoseconds_per_second + fraction);
        return true;
    }
    [[nodiscard]] bool add_clock(std::int64_t sign, std::int64_t hours) {
        std::int64_t minutes = 0;
        std::int64_t seconds = 0;
        std::int64_t fraction = 0;
        if (!take_number(minutes)) return false;
        if (take(':') && !take_number(seconds)) return false;
        if (take('.') && !take_fraction(fraction)) return false;
        nanoseconds_ +=
            sign * (((hours * 60 + minutes) * 60 + seconds) * nanoseconds_per_second + fraction);
        return true;
    }
    /// Seven digits at most: no sum of such numbers leaves its place.
    [[nodiscard]] bool take_number(std::int64_t& number) {
        constexpr std::int64_t most = 9'999'999;
        const auto [end, error] =
            std::from_chars(rest_.data(), rest_.data() + rest_.size(), number);
        if (error != std::errc{} || number < 0 || number > most) return false;
        rest_.remove_prefix(static_cast<std::size_t>(end - rest_.data()));
        return true;
    }
    [[nodiscard]] bool take_fraction(std::int64_t& nanoseconds) {
        const std::size_t before = rest_.size();
        for (std::int64_t unit = nanoseconds_per_second / 10;
             !rest_.empty() && rest_.front() >= '0' && rest_.front() <= '9'; unit /= 10) {
            nanoseconds += unit * (rest_.front() - '0');
            rest_.remove_prefix(1);
        }
        return rest_.size() < before;
    }
    [[nodiscard]] const Unit* take_unit() {
        std::string word;
        while (!rest_.empty() && (rest_.front() | 32) >= 'a' && (rest_.front() | 32) <= 'z') {
            word += static_cast<char>(rest_.front() | 32);
            rest_.remove_prefix(1);
        }
        if (word.size() > 1 && word.back() == 's') word.pop_back();
        for (const Unit& unit : units) {
            if (unit.name == word) return &unit;
        }
        return nullptr;
    }
    bool take(char c) {
        if (rest_.empty() || rest_.front() != c) return false;
        rest_.remove_prefix(1);
        return true;
    }
    void skip_blanks() {
        while (!rest_.empty() && rest_.front() == ' ') rest_.remove_prefix(1);
    }

    std::string_view rest_;
    std::int64_t months_ = 0;
    std::int64_t days_ = 0;
    std::int64_t nanoseconds_ = 0;
};

}  // namespace

std::optional<std::string> canonical_interval(std::string_view text) {
    Interval interval;
    if (try_parse(text, interval) != ParseResult::ok) {
        const std::optional<Interval> read = IntervalReader(text).run();
        if (!read) return std::nullopt;
        interval = *read;
    }
    return std::string(format(interval).view());
}

}  // namespace azoth::postgresql
