// SPDX-License-Identifier: MIT
// Digits of numbers and dates: ASCII's, in every locale.
#pragma once

namespace azoth {

constexpr bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

}  // namespace azoth
