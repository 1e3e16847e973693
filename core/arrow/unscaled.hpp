// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

namespace azoth::arrow {

/// The parts of a decimal's text, zeros that say nothing left out.
struct DecimalDigits {
    bool is_negative = false;
    std::string_view whole;     ///< no leading zeros; empty for numbers below one
    std::string_view fraction;  ///< no trailing zeros

    /// Empty unless the text is "[-]digits[.digits]".
    [[nodiscard]] static std::optional<DecimalDigits> of(std::string_view text) noexcept;
};

/// An integer in two's complement, the lowest 32 bits first: the value of an Arrow decimal.
template <std::size_t limbs>
using Unscaled = std::array<std::uint32_t, limbs>;

/// The number times ten to the power of `scale`, which is not less than the digits of its fraction.
/// The caller has seen that so many digits fit.
template <std::size_t limbs>
[[nodiscard]] Unscaled<limbs> unscaled(const DecimalDigits& digits, std::size_t scale) noexcept;

extern template Unscaled<4> unscaled<4>(const DecimalDigits&, std::size_t) noexcept;
extern template Unscaled<8> unscaled<8>(const DecimalDigits&, std::size_t) noexcept;

}  // namespace azoth::arrow
