// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

#include "problem.hpp"

namespace azoth::urls {

/// What no part of a URL may hold: NUL, a control character, malformed UTF-8.
struct TextFault {
    std::string_view code;
    std::string_view message;
    std::string_view hint;
    std::size_t index;  ///< of the offending byte
};

/// The first fault in a decoded text.
[[nodiscard]] std::optional<TextFault> find_fault(std::string_view text) noexcept;

/// The first NUL or control character, whatever the encoding of the rest.
[[nodiscard]] std::optional<TextFault> find_control(std::string_view text) noexcept;

/// The same as a verdict, for a part given raw.
[[nodiscard]] Verdict check_text(std::string_view text, Place place);

/// `[a-z][a-z0-9_]*`, the alphabet of dialect and driver names. Returns the index of the first
/// byte that does not belong, or npos.
[[nodiscard]] std::size_t find_bad_name_byte(std::string_view name) noexcept;

/// ASCII only: a locale has no say in what a URL means.
[[nodiscard]] constexpr bool is_digit(char c) noexcept {
    return c >= '0' && c <= '9';
}
[[nodiscard]] constexpr char to_lower(char c) noexcept {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}
[[nodiscard]] constexpr bool is_letter(char c) noexcept {
    return to_lower(c) >= 'a' && to_lower(c) <= 'z';
}

}  // namespace azoth::urls
