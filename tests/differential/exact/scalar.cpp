// SPDX-License-Identifier: MIT
#include "scalar.hpp"

#include <algorithm>
#include <array>
#include <cstdio>
#include <cstdlib>
#include <type_traits>

#include "calendar.hpp"

namespace differential::exact {

/// The fewest digits that mean the number; an exponent below 1e-4 and from 1e15 on.
std::string text_of(double number) {
    std::array<char, 48> text{};
    int digits = 0;
    do {
        std::snprintf(text.data(), text.size(), "%.*e", digits, number);
    } while (std::strtod(text.data(), nullptr) != number && ++digits < 17);
    const std::string written = text.data();
    const int exponent = std::atoi(written.c_str() + written.find('e') + 1);
    if (exponent < -4 || exponent >= 15) return written;
    std::snprintf(text.data(), text.size(), "%.*f", std::max(0, digits - exponent), number);
    return text.data();
}

std::string text_of(const Day& day) {
    const CalendarDay civil = calendar_day(day.days);
    std::array<char, 48> text{};
    std::snprintf(text.data(), text.size(), "%04d-%02d-%02d", civil.year, civil.month, civil.day);
    return text.data();
}

std::string text_of(const Clock& clock) {
    const std::int64_t seconds = clock.count / 1'000'000;
    std::array<char, 48> text{};
    std::snprintf(text.data(), text.size(), "%02d:%02d:%02d", static_cast<int>(seconds / 3600),
                  static_cast<int>(seconds / 60 % 60), static_cast<int>(seconds % 60));
    std::string result = text.data();
    if (clock.count % 1'000'000 == 0) return result;
    std::snprintf(text.data(), text.size(), ".%06d", static_cast<int>(clock.count % 1'000'000));
    result += text.data();
    while (result.back() == '0') result.pop_back();
    return result;
}

std::string text_of(const Moment& moment) {
    std::int64_t days = moment.count / microseconds_per_day;
    if (moment.count % microseconds_per_day < 0) --days;
    return text_of(Day{days}) + " " + text_of(Clock{moment.count - days * microseconds_per_day});
}

std::string describe(const Scalar& value) {
    if (!value) return "NULL";
    return std::visit(
        [](const auto& held) -> std::string {
            using Held = std::decay_t<decltype(held)>;
            if constexpr (std::is_same_v<Held, bool>) {
                return held ? "true" : "false";
            } else if constexpr (std::is_same_v<Held, Number>) {
                return held.text();
            } else if constexpr (std::is_same_v<Held, double>) {
                return text_of(held);
            } else if constexpr (std::is_same_v<Held, std::string>) {
                return "'" + held + "'";
            } else if constexpr (std::is_same_v<Held, Guid>) {
                return held.text;
            } else if constexpr (std::is_same_v<Held, Instant>) {
                return text_of(Moment{held.count}) + " UTC";
            } else {
                return text_of(held);
            }
        },
        *value);
}

}  // namespace differential::exact
