// SPDX-License-Identifier: MIT
#include "unscaled.hpp"

#include <algorithm>

namespace azoth::arrow {

namespace {

constexpr std::size_t digits_at_once = 9;   // ten to that power fits 32 bits
constexpr std::size_t digits_of_word = 18;  // and ten to that 63
constexpr std::uint32_t powers_of_ten[] = {
    1, 10, 100, 1'000, 10'000, 100'000, 1'000'000, 10'000'000, 100'000'000, 1'000'000'000};

bool is_digits(std::string_view text) noexcept {
    return std::all_of(text.begin(), text.end(), [](char c) { return '0' <= c && c <= '9'; });
}

template <std::size_t limbs>
void multiply_and_add(Unscaled<limbs>& number, std::uint32_t factor, std::uint32_t more) noexcept {
    std::uint64_t carry = more;
    for (std::uint32_t& limb : number) {
        carry += std::uint64_t{limb} * factor;
        limb = static_cast<std::uint32_t>(carry);
        carry >>= 32U;
    }
}

/// The whole number, where it has no more than `digits_of_word` digits.
std::uint64_t small_number(const DecimalDigits& digits, std::size_t scale) noexcept {
    std::uint64_t number = 0;
    for (const char c : digits.whole) number = number * 10 + static_cast<std::uint64_t>(c - '0');
    for (const char c : digits.fraction) number = number * 10 + static_cast<std::uint64_t>(c - '0');
    for (std::size_t i = digits.fraction.size(); i < scale; ++i) number *= 10;
    return number;
}

template <std::size_t limbs>
void append(Unscaled<limbs>& number, std::string_view digits) noexcept {
    while (!digits.empty()) {
        const std::string_view some = digits.substr(0, digits_at_once);
        std::uint32_t value = 0;
        for (const char c : some) value = value * 10 + static_cast<std::uint32_t>(c - '0');
        multiply_and_add(number, powers_of_ten[some.size()], value);
        digits.remove_prefix(some.size());
    }
}

template <std::size_t limbs>
void append_zeros(Unscaled<limbs>& number, std::size_t count) noexcept {
    while (count != 0) {
        const std::size_t some = std::min(count, digits_at_once);
        multiply_and_add(number, powers_of_ten[some], 0);
        count -= some;
    }
}

template <std::size_t limbs>
void negate(Unscaled<limbs>& number) noexcept {
    std::uint64_t carry = 1;
    for (std::uint32_t& limb : number) {
        carry += static_cast<std::uint32_t>(~limb);
        limb = static_cast<std::uint32_t>(carry);
        carry >>= 32U;
    }
}

}  // namespace

std::optional<DecimalDigits> DecimalDigits::of(std::string_view text) noexcept {
    DecimalDigits digits;
    digits.is_negative = text.starts_with('-');
    if (digits.is_negative) text.remove_prefix(1);
    const std::size_t point = std::min(text.find('.'), text.size());
    digits.whole = text.substr(0, point);
    const bool has_fraction = point < text.size();
    if (has_fraction) digits.fraction = text.substr(point + 1);
    if (digits.whole.empty() || (has_fraction && digits.fraction.empty())) return std::nullopt;
    if (!is_digits(digits.whole) || !is_digits(digits.fraction)) return std::nullopt;
    digits.whole.remove_prefix(std::min(digits.whole.find_first_not_of('0'), digits.whole.size()));
    // npos + 1 is 0: nothing but zeros
    digits.fraction = digits.fraction.substr(0, digits.fraction.find_last_not_of('0') + 1);
    return digits;
}

template <std::size_t limbs>
Unscaled<limbs> unscaled(const DecimalDigits& digits, std::size_t scale) noexcept {
    Unscaled<limbs> number{};
    if (digits.whole.size() + scale <= digits_of_word) {  // as nearly all are
        const std::uint64_t word = small_number(digits, scale);
        number[0] = static_cast<std::uint32_t>(word);
        number[1] = static_cast<std::uint32_t>(word >> 32U);
    } else {
        append(number, digits.whole);
        append(number, digits.fraction);
        append_zeros(number, scale - digits.fraction.size());
    }
    if (digits.is_negative) negate(number);
    return number;
}

template Unscaled<4> unscaled<4>(const DecimalDigits&, std::size_t) noexcept;
template Unscaled<8> unscaled<8>(const DecimalDigits&, std::size_t) noexcept;

}  // namespace azoth::arrow
