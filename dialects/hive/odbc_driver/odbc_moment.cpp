// SPDX-License-Identifier: MIT
#include "odbc_moment.hpp"

#include <cstdio>

namespace hive_odbc {
namespace {

struct Scanner {
    std::string_view text;

    [[nodiscard]] bool number(int least_digits, int most_digits, int& value) {
        int digits = 0;
        value = 0;
        while (digits < most_digits && !text.empty() && text.front() >= '0' &&
               text.front() <= '9') {
            value = value * 10 + (text.front() - '0');
            text.remove_prefix(1);
            ++digits;
        }
        return digits >= least_digits;
    }

    [[nodiscard]] bool sign(char wanted) {
        if (text.empty() || text.front() != wanted) return false;
        text.remove_prefix(1);
        return true;
    }
};

bool scan_date(Scanner& scan, SQL_TIMESTAMP_STRUCT& value) {
    int year = 0;
    int month = 0;
    int day = 0;
    if (!scan.number(4, 4, year) || !scan.sign('-') || !scan.number(1, 2, month) ||
        !scan.sign('-') || !scan.number(1, 2, day) || !is_valid_date(year, month, day)) {
        return false;
    }
    value.year = static_cast<SQLSMALLINT>(year);
    value.month = static_cast<SQLUSMALLINT>(month);
    value.day = static_cast<SQLUSMALLINT>(day);
    return true;
}

bool scan_time(Scanner& scan, SQL_TIMESTAMP_STRUCT& value) {
    int hour = 0;
    int minute = 0;
    int second = 0;
    if (!scan.number(1, 2, hour) || !scan.sign(':') || !scan.number(2, 2, minute)) return false;
    if (scan.sign(':') && !scan.number(2, 2, second)) return false;
    if (!is_valid_time(hour, minute, second)) return false;
    value.hour = static_cast<SQLUSMALLINT>(hour);
    value.minute = static_cast<SQLUSMALLINT>(minute);
    value.second = static_cast<SQLUSMALLINT>(second);
    if (!scan.sign('.')) return true;
    SQLUINTEGER fraction = 0;
    SQLUINTEGER unit = 100'000'000;
    bool any = false;
    while (!scan.text.empty() && scan.text.front() >= '0' && scan.text.front() <= '9' && unit > 0) {
        fraction += static_cast<SQLUINTEGER>(scan.text.front() - '0') * unit;
        unit /= 10;
        scan.text.remove_prefix(1);
        any = true;
    }
    value.fraction = fraction;
    return any;
}

}  // namespace

bool is_valid_date(int year, int month, int day) {
    static constexpr int days[] = {31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    if (year < 0 || year > 9999 || month < 1 || month > 12 || day < 1 || day > days[month - 1])
        return false;
    const bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    return month != 2 || day < 29 || leap;
}

bool is_valid_time(int hour, int minute, int second) {
    return hour >= 0 && hour < 24 && minute >= 0 && minute < 60 && second >= 0 && second < 60;
}

std::optional<Moment> Moment::parse(std::string_view text) {
    while (!text.empty() && text.front() == ' ') text.remove_prefix(1);
    while (!text.empty() && text.back() == ' ') text.remove_suffix(1);
    Moment made;
    Scanner scan{text};
    Scanner ahead = scan;
    if (scan_date(ahead, made.value)) {
        made.has_date = true;
        scan = ahead;
        if (scan.text.empty()) return made;
        if (!scan.sign(' ') && !scan.sign('T')) return std::nullopt;
    }
    if (!scan_time(scan, made.value) || !scan.text.empty()) return std::nullopt;
    made.has_time = true;
    return made;
}

std::string date_text(int year, int month, int day) {
    char text[40];
    std::snprintf(text, sizeof text, "%04d-%02d-%02d", year, month, day);
    return text;
}

std::string time_text(int hour, int minute, int second) {
    char text[40];
    std::snprintf(text, sizeof text, "%02d:%02d:%02d", hour, minute, second);
    return text;
}

std::string timestamp_text(const SQL_TIMESTAMP_STRUCT& value) {
    std::string text = date_text(value.year, value.month, value.day) + " " +
                       time_text(value.hour, value.minute, value.second);
    if (value.fraction != 0) {
        char fraction[16];
        std::snprintf(fraction, sizeof fraction, ".%09u",
                      static_cast<unsigned>(value.fraction % 1'000'000'000U));
        text += fraction;
        while (text.back() == '0') text.pop_back();
    }
    return text;
}

}  // namespace hive_odbc
