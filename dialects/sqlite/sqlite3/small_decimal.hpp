// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace azoth::sqlite3_driver {

/// A decimal of up to 18 digits as an integer: what nearly all decimals are, and what a sum or a
/// comparison handles without memory. `scale` digits of `unscaled` stand behind the point.
struct SmallDecimal {
    static constexpr std::size_t most_digits = 18;  // 10^18 - 1 fits into 63 bits

    std::int64_t unscaled = 0;
    int scale = 0;
};

inline constexpr std::int64_t powers_of_ten[] = {1,
                                                 10,
                                                 100,
                                                 1'000,
                                                 10'000,
                                                 100'000,
                                                 1'000'000,
                                                 10'000'000,
                                                 100'000'000,
                                                 1'000'000'000,
                                                 10'000'000'000,
                                                 100'000'000'000,
                                                 1'000'000'000'000,
                                                 10'000'000'000'000,
                                                 100'000'000'000'000,
                                                 1'000'000'000'000'000,
                                                 10'000'000'000'000'000,
                                                 100'000'000'000'000'000,
                                                 1'000'000'000'000'000'000};

/// Reads "[-]digits[.digits]"; false for anything longer or else, which may still be a number.
[[nodiscard]] inline bool read_small(std::string_view text, SmallDecimal& to) noexcept {
    const bool negative = !text.empty() && text[0] == '-';
    std::size_t at = negative ? 1 : 0;
    if (text.size() - at > SmallDecimal::most_digits + 1) return false;
    std::int64_t number = 0;
    std::size_t digits = 0;
    std::size_t point = text.size();
    for (; at < text.size(); ++at) {
        const char c = text[at];
        if (c >= '0' && c <= '9') {
            if (++digits > SmallDecimal::most_digits) return false;
            number = number * 10 + (c - '0');
        } else if (c == '.' && point == text.size() && digits != 0) {
            point = at;
        } else {
            return false;
        }
    }
    const std::size_t scale = point == text.size() ? 0 : text.size() - point - 1;
    if (digits == 0 || point + 1 == text.size()) return false;
    to = {negative ? -number : number, static_cast<int>(scale)};
    return true;
}

/// The same number with a larger scale; false if it does not fit.
[[nodiscard]] inline bool rescale(SmallDecimal& number, int scale) noexcept {
    const int more = scale - number.scale;
    if (more > static_cast<int>(SmallDecimal::most_digits) ||
        __builtin_mul_overflow(number.unscaled, powers_of_ten[more], &number.unscaled))
        return false;
    number.scale = scale;
    return true;
}

}  // namespace azoth::sqlite3_driver
