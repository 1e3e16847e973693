// SPDX-License-Identifier: MIT
#include "decimal_sum.hpp"

#include <algorithm>
#include <string>

namespace azoth::sqlite3_driver {

namespace {

[[nodiscard]] Decimal to_decimal(const SmallDecimal& number) {
    return Decimal::from_unscaled(number.unscaled, number.scale);
}

/// A number as PostgreSQL counts it: by its first group of four digits, and which that is.
struct FirstGroup {
    int value;
    int place;  ///< of the group: 0 stands before the point, -1 behind it
};

[[nodiscard]] FirstGroup first_group(std::string_view digits) {
    const std::size_t point = std::min(digits.find('.'), digits.size());
    std::string padded(digits.substr(0, point));
    padded.insert(0, (4 - padded.size() % 4) % 4, '0');
    int place = static_cast<int>(padded.size() / 4) - 1;
    if (point < digits.size()) padded += digits.substr(point + 1);
    padded.append((4 - padded.size() % 4) % 4, '0');
    for (std::size_t at = 0; at < padded.size(); at += 4, --place) {
        const int value = std::stoi(padded.substr(at, 4));
        if (value != 0) return {value, place};
    }
    return {0, 0};
}

}  // namespace

Decimal DecimalSum::average() const {
    const Decimal sum = total();
    const bool is_negative = sum.sign() < 0;
    const std::string_view digits = std::string_view(sum.text()).substr(is_negative ? 1 : 0);
    const FirstGroup one = first_group(digits);
    const FirstGroup other = first_group(std::to_string(count_));
    const int place = one.place - other.place - (one.value <= other.value ? 1 : 0);
    constexpr int significant = 16;
    const std::size_t scale =
        std::max(sum.scale(), static_cast<std::size_t>(std::max(0, significant - 4 * place)));
    // Digit by digit, as on paper, and one more to round.
    const auto divisor = static_cast<unsigned __int128>(count_);
    unsigned __int128 rest = 0;
    std::string quotient = "0";
    const auto bring_down = [&](char digit) {
        rest = rest * 10 + static_cast<unsigned>(digit - '0');
        quotient += static_cast<char>('0' + static_cast<int>(rest / divisor));
        rest %= divisor;
    };
    for (const char c : digits) {
        if (c != '.') bring_down(c);
    }
    for (std::size_t added = sum.scale(); added <= scale; ++added) bring_down('0');
    const bool goes_up = quotient.back() >= '5';
    quotient.pop_back();
    if (scale > 0) quotient.insert(quotient.size() - scale, 1, '.');
    Decimal result(quotient);
    if (goes_up) result += Decimal::from_unscaled(1, static_cast<int>(scale));
    return is_negative ? -result : result;
}

bool DecimalSum::add_small(SmallDecimal number) noexcept {
    SmallDecimal sum = small_;
    if (number.scale > sum.scale ? !rescale(sum, number.scale) : !rescale(number, sum.scale))
        return false;
    if (__builtin_add_overflow(sum.unscaled, number.unscaled, &sum.unscaled)) return false;
    small_ = sum;
    return true;
}

void DecimalSum::add(const SmallDecimal& number) {
    if (!add_small(number)) {
        large_ += to_decimal(small_);
        small_ = number;
    }
    ++count_;
}

void DecimalSum::subtract(SmallDecimal number) {
    // A small decimal has at most 18 digits, or is an INTEGER, whose least value has no opposite.
    if (__builtin_sub_overflow(std::int64_t{0}, number.unscaled, &number.unscaled)) {
        large_ -= Decimal(number.unscaled);
        --count_;
        return;
    }
    add(number);
    count_ -= 2;
}

void DecimalSum::change(std::string_view text, bool negate) {
    SmallDecimal number;
    if (read_small(text, number)) return negate ? subtract(number) : add(number);
    const Decimal large(text);
    negate ? large_ -= large : large_ += large;
    count_ += negate ? -1 : 1;
}

Decimal DecimalSum::total() const {
    return large_ + to_decimal(small_);
}

}  // namespace azoth::sqlite3_driver
