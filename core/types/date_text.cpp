// SPDX-License-Identifier: MIT
#include <azoth/types/date_text.hpp>

#include <memory>
#include <optional>
#include <string>
#include <utility>

#include <azoth/error/error.hpp>
#include <azoth/types/type_decorator.hpp>
#include <azoth/types/types.hpp>
#include <azoth/value/conversion_error.hpp>
#include <azoth/value/datetime.hpp>

namespace azoth {

namespace {

/// The parts of a moment that patterns name.
struct Parts {
    unsigned year = 1970;
    unsigned month = 1;
    unsigned day = 1;
    unsigned hour = 0;
    unsigned minute = 0;
    unsigned second = 0;
    unsigned microsecond = 0;

    [[nodiscard]] unsigned& part(char letter) noexcept {
        switch (letter) {
            case 'Y': return year;
            case 'm': return month;
            case 'd': return day;
            case 'H': return hour;
            case 'M': return minute;
            case 'S': return second;
            default: return microsecond;
        }
    }
};

std::size_t width_of(char letter) noexcept {
    return letter == 'Y' ? 4 : letter == 'f' ? 6 : 2;
}

class DatePattern final : public TypeDecorator {
public:
    explicit DatePattern(std::string_view pattern)
        : pattern_(pattern), name_("DateText(" + pattern_ + ")") {
        std::string letters;
        length_ = 0;
        walk([&](char letter) { length_ += width_of(letter), letters += letter; },
             [&](char) { ++length_; });
        const auto has = [&](char letter) { return letters.find(letter) != std::string::npos; };
        for (std::size_t i = 0; i < letters.size(); ++i) {
            if (letters.find(letters[i], i + 1) != std::string::npos) refuse("has a part twice");
        }
        const int dates = int{has('Y')} + int{has('m')} + int{has('d')};
        has_date_ = dates == 3;
        has_time_ = has('H');
        if (dates != 0 && dates != 3) refuse("has a date without year, month or day");
        if (has('H') != has('M') || (has('S') && !has('M')) || (has('f') && !has('S'))) {
            refuse("has a time without its larger parts");
        }
        if (!has_date_ && !has_time_) refuse("has neither date nor time");
    }

    [[nodiscard]] std::string_view name() const noexcept override { return name_; }
    [[nodiscard]] std::int64_t length() const noexcept {
        return static_cast<std::int64_t>(length_);
    }

    [[nodiscard]] Value to_database(const ValueView& value) const override {
        if (value.is_null()) return {};
        Parts parts = parts_of(value);
        std::string text;
        walk(
            [&](char letter) {
                unsigned& part = parts.part(letter);
                const std::string digits = std::to_string(part);
                text.append(width_of(letter) - digits.size(), '0').append(digits);
                part = 0;
            },
            [&](char c) { text += c; });
        // What is left has no place in the text.
        if (has_time_ && (parts.second != 0 || parts.microsecond != 0)) lose();
        return Value(std::move(text));
    }
    [[nodiscard]] Value from_database(const ValueView& value) const override {
        if (value.is_null()) return {};
        if (value.kind() != ValueKind::text) lose();
        Parts parts;
        std::string_view rest = value.chars();
        walk([&](char letter) { read(rest, width_of(letter), parts.part(letter)); },
             [&](char c) {
                 if (!rest.starts_with(c)) lose();
                 rest.remove_prefix(1);
             });
        if (!rest.empty()) lose();
        if (!has_date_) return Value(clock(parts));
        const Date date = make_date(static_cast<int>(parts.year), parts.month, parts.day);
        if (!has_time_) return Value(date);
        return Value(Timestamp{date, clock(parts)});
    }

private:
    /// Calls `part` for each %-letter and `literal` for each character between them.
    template <class Part, class Literal>
    void walk(Part part, Literal literal) const {
        for (std::size_t i = 0; i < pattern_.size(); ++i) {
            if (pattern_[i] != '%') {
                literal(pattern_[i]);
                continue;
            }
            const char letter = ++i < pattern_.size() ? pattern_[i] : '\0';
            if (letter == '%') {
                literal('%');
            } else if (letter != '\0' &&
                       std::string_view("YmdHMSf").find(letter) != std::string_view::npos) {
                part(letter);
            } else {
                refuse("has a % that means nothing");
            }
        }
    }

    [[nodiscard]] Parts parts_of(const ValueView& value) const {
        Parts parts;
        if (has_date_) {
            const Date date = has_time_ ? convert<Timestamp>(value).date : convert<Date>(value);
            const CivilDate civil = civil_date(date);
            parts.year = static_cast<unsigned>(civil.year);
            parts.month = civil.month;
            parts.day = civil.day;
        }
        if (has_time_) {
            const TimeOfDay time =
                has_date_ ? convert<Timestamp>(value).time : convert<TimeOfDay>(value);
            const ClockTime clock = clock_time(time);
            parts.hour = clock.hour;
            parts.minute = clock.minute;
            parts.second = clock.second;
            if (clock.nanosecond % 1000 != 0) lose();
            parts.microsecond = clock.nanosecond / 1000;
        }
        return parts;
    }
    static TimeOfDay clock(const Parts& parts) {
        return make_time(parts.hour, parts.minute, parts.second, parts.microsecond * 1000);
    }
    void read(std::string_view& rest, std::size_t width, unsigned& part) const {
        if (rest.size() < width) lose();
        part = 0;
        for (const char c : rest.substr(0, width)) {
            if (c < '0' || c > '9') lose();
            part = part * 10 + static_cast<unsigned>(c - '0');
        }
        rest.remove_prefix(width);
    }
    [[noreturn]] void lose() const { throw_not_representable(name_); }
    [[noreturn]] void refuse(std::string_view why) const {
        throw ArgumentError("bad_date_pattern",
                            "the date pattern \"" + pattern_ + "\" " + std::string(why));
    }

    std::string pattern_;
    std::string name_;
    std::size_t length_ = 0;
    bool has_date_ = false;
    bool has_time_ = false;
};

SqlType date_text(std::string_view pattern) {
    const auto decorator = std::make_shared<const DatePattern>(pattern);
    return String{decorator->length()}.with_decorator(decorator);
}

}  // namespace

DateText::DateText(std::string_view pattern) : SqlType(date_text(pattern)) {}

}  // namespace azoth
