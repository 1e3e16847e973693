// SPDX-License-Identifier: MIT
#include "number.hpp"

#include <algorithm>
#include <utility>

namespace differential::exact {

namespace {

boost::multiprecision::cpp_int power_of_ten(int exponent) {
    return boost::multiprecision::pow(boost::multiprecision::cpp_int(10),
                                      static_cast<unsigned>(exponent));
}

}  // namespace

Number::Number(Units units, int scale) : units_(std::move(units)), scale_(scale) {
    while (scale_ > 0 && units_ % 10 == 0) {
        units_ /= 10;
        --scale_;
    }
}

Number::Number(std::string_view text) {
    const bool is_negative = text.starts_with('-');
    if (is_negative) text.remove_prefix(1);
    int scale = 0;
    bool behind_point = false;
    for (const char c : text) {
        if (c == '.') {
            behind_point = true;
            continue;
        }
        units_ = units_ * 10 + (c - '0');
        if (behind_point) ++scale;
    }
    *this = Number(is_negative ? Units(-units_) : units_, scale);
}

Number::Units Number::at_scale(int scale) const {
    return units_ * power_of_ten(scale - scale_);
}

std::string Number::text() const {
    return text(scale_);
}

std::string Number::text(int scale) const {
    const Units units = at_scale(std::max(scale, scale_));
    std::string digits = Units(boost::multiprecision::abs(units)).str();
    const auto behind = static_cast<std::size_t>(std::max(scale, scale_));
    if (digits.size() <= behind) digits.insert(0, behind + 1 - digits.size(), '0');
    if (behind > 0) digits.insert(digits.size() - behind, ".");
    return units < 0 ? "-" + digits : digits;
}

Number operator+(const Number& a, const Number& b) {
    const int scale = std::max(a.scale_, b.scale_);
    return {a.at_scale(scale) + b.at_scale(scale), scale};
}

Number remainder(const Number& a, const Number& b) {
    const int scale = std::max(a.scale_, b.scale_);
    return {a.at_scale(scale) % b.at_scale(scale), scale};
}

Number Number::rounded(int digits) const {
    if (digits >= scale_) return *this;
    const Units unit = power_of_ten(scale_ - digits);
    const Units half = unit / 2;
    const Units away = units_ < 0 ? Units(units_ - half) : Units(units_ + half);
    return {away / unit, digits};
}

Number Number::floor() const {
    const Units unit = power_of_ten(scale_);
    const Units cut = units_ / unit;
    return {cut * unit > units_ ? Units(cut - 1) : cut, 0};
}

std::strong_ordering operator<=>(const Number& a, const Number& b) {
    const int scale = std::max(a.scale_, b.scale_);
    const int sign = a.at_scale(scale).compare(b.at_scale(scale));
    return sign <=> 0;
}

}  // namespace differential::exact
