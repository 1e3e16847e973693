// SPDX-License-Identifier: MIT
// https://www.postgresql.org/docs/current/datetime-input-rules.html
#include "moment_text.hpp"

#include <azoth/value/datetime.hpp>

namespace azoth::postgresql {

namespace {

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

bool is_blank(char c) {
    return c == ' ' || c == '\t' || c == '\n';
}

/// Reads the pieces off the front, and gives them in the full width that ISO 8601 has.
class Reader {
public:
    explicit Reader(std::string_view text) : rest_(text) {}

    [[nodiscard]] bool done() {
        skip_blanks();
        return rest_.empty();
    }
    /// 2020-2-9, 2020/02/09, 20200209.
    [[nodiscard]] std::optional<std::string> date() {
        const std::string first = digits();
        if (first.size() == 8) {
            return first.substr(0, 4) + '-' + first.substr(4, 2) + '-' + first.substr(6);
        }
        const char separator = rest_.empty() ? '\0' : rest_.front();
        if (first.size() != 4 || (separator != '-' && separator != '/')) return std::nullopt;
        rest_.remove_prefix(1);
        const std::string month = two_digits();
        if (month.empty() || !take(separator)) return std::nullopt;
        const std::string day = two_digits();
        if (day.empty()) return std::nullopt;
        return first + '-' + month + '-' + day;
    }
    /// 9:05, 09:05:00.25, 1:30 PM.
    [[nodiscard]] std::optional<std::string> time() {
        std::string hour = two_digits();
        if (hour.empty() || !take(':')) return std::nullopt;
        const std::string minute = two_digits();
        if (minute.empty()) return std::nullopt;
        std::string rest = ':' + minute;
        if (take(':')) {
            const std::string second = two_digits();
            if (second.empty()) return std::nullopt;
            rest += ':' + second;
            if (take('.')) {
                std::string fraction = digits();
                if (fraction.size() > 6) return std::nullopt;  // the server rounds it
                while (!fraction.empty() && fraction.back() == '0') fraction.pop_back();
                if (!fraction.empty()) rest += '.' + fraction;
            }
        }
        if (const char half = half_day(); half != '\0') {
            if (hour < "01" || hour > "12") return std::nullopt;
            const int of_twelve = hour == "12" ? 0 : std::stoi(hour);
            hour = std::to_string(100 + of_twelve + (half == 'p' ? 12 : 0)).substr(1);
        }
        return hour + rest;
    }
    /// Z, UTC, +2, +02:00.
    [[nodiscard]] std::string zone() {
        skip_blanks();
        if (take_word("utc") || take_word("z")) return "Z";
        if (rest_.empty() || (rest_.front() != '+' && rest_.front() != '-')) return {};
        std::string zone(1, rest_.front());
        rest_.remove_prefix(1);
        const std::string hour = two_digits();
        if (hour.empty()) return {};
        zone += hour;
        if (take(':')) zone += ':' + two_digits();
        return zone;
    }
    bool take(char c) {
        if (rest_.empty() || rest_.front() != c) return false;
        rest_.remove_prefix(1);
        return true;
    }
    void skip_blanks() {
        while (!rest_.empty() && is_blank(rest_.front())) rest_.remove_prefix(1);
    }

private:
    [[nodiscard]] std::string digits() {
        std::size_t count = 0;
        while (count < rest_.size() && is_digit(rest_[count])) ++count;
        const std::string found(rest_.substr(0, count));
        rest_.remove_prefix(count);
        return found;
    }
    /// Of one digit or two; empty for anything else.
    [[nodiscard]] std::string two_digits() {
        const std::string found = digits();
        if (found.size() == 1) return '0' + found;
        return found.size() == 2 ? found : std::string();
    }
    /// 'a' and 'p' for AM and PM.
    [[nodiscard]] char half_day() {
        skip_blanks();
        if (take_word("am")) return 'a';
        return take_word("pm") ? 'p' : '\0';
    }
    bool take_word(std::string_view word) {
        if (rest_.size() < word.size()) return false;
        for (std::size_t i = 0; i < word.size(); ++i) {
            if ((rest_[i] | 32) != word[i]) return false;
        }
        rest_.remove_prefix(word.size());
        return true;
    }

    std::string_view rest_;
};

template <class Parsed>
std::optional<std::string> canonical(const std::string& text) {
    Parsed parsed;
    if (try_parse(text, parsed) != ParseResult::ok) return std::nullopt;
    return std::string(format(parsed).view());
}

}  // namespace

std::optional<std::string> canonical_moment(std::string_view text, Moment as) {
    Reader reader(text);
    reader.skip_blanks();
    std::optional<std::string> date;
    if (as != Moment::time) {
        date = reader.date();
        if (!date) return std::nullopt;
        if (!reader.take('T')) reader.skip_blanks();
    }
    std::optional<std::string> time = "00:00:00";
    std::string zone;
    if (as == Moment::time || !reader.done()) {
        time = reader.time();
        if (!time) return std::nullopt;
        zone = reader.zone();
        if (!reader.done()) return std::nullopt;
    }
    switch (as) {  // a zone is not looked at where there is none
        case Moment::date: return canonical<Date>(*date);
        case Moment::time: return canonical<TimeOfDay>(*time);
        case Moment::timestamp: return canonical<Timestamp>(*date + ' ' + *time);
        case Moment::instant: return canonical<Instant>(*date + ' ' + *time + zone);
    }
    return std::nullopt;
}

}  // namespace azoth::postgresql
