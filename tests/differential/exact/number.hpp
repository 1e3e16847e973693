// SPDX-License-Identifier: MIT
#pragma once

#include <compare>
#include <cstdint>
#include <string>
#include <string_view>

#include <boost/multiprecision/cpp_int.hpp>

namespace differential::exact {

/// An exact decimal number, counted in units of ten to the power of -scale, without zeros at the
/// end of its fraction. Shares no code with the library's own.
class Number {
public:
    Number(std::int64_t whole = 0) : units_(whole) {}
    explicit Number(std::string_view text);

    [[nodiscard]] std::string text() const;
    /// Zeros are added to its fraction up to `scale` digits.
    [[nodiscard]] std::string text(int scale) const;
    [[nodiscard]] bool is_whole() const { return scale_ == 0; }
    [[nodiscard]] std::int64_t whole() const { return static_cast<std::int64_t>(units_); }

    [[nodiscard]] Number operator-() const { return {-units_, scale_}; }
    friend Number operator+(const Number& a, const Number& b);
    friend Number operator-(const Number& a, const Number& b) { return a + -b; }
    friend Number operator*(const Number& a, const Number& b) {
        return {a.units_ * b.units_, a.scale_ + b.scale_};
    }
    /// Of whole numbers, towards zero; the remainder has the sign of `a`.
    friend Number quotient(const Number& a, const Number& b) { return {a.units_ / b.units_, 0}; }
    friend Number remainder(const Number& a, const Number& b);

    /// To so many digits behind the point; halves go away from zero.
    [[nodiscard]] Number rounded(int digits) const;
    [[nodiscard]] Number floor() const;
    [[nodiscard]] Number ceil() const { return -(-*this).floor(); }
    [[nodiscard]] Number abs() const { return units_ < 0 ? -*this : *this; }

    friend bool operator==(const Number& a, const Number& b) = default;
    friend std::strong_ordering operator<=>(const Number& a, const Number& b);

private:
    using Units = boost::multiprecision::cpp_int;

    Number(Units units, int scale);
    [[nodiscard]] Units at_scale(int scale) const;

    Units units_;
    int scale_ = 0;
};

}  // namespace differential::exact
