// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <string_view>

#include <azoth/error/export.hpp>

namespace azoth {

/// The offset of the first byte that is not part of well-formed UTF-8 (Unicode 15, table 3-7: no
/// overlong forms, no surrogates, nothing above U+10FFFF), or `npos`.
[[nodiscard]] AZOTH_EXPORT std::size_t find_invalid_utf8(std::string_view text) noexcept;

[[nodiscard]] inline bool is_utf8(std::string_view text) noexcept {
    return find_invalid_utf8(text) == std::string_view::npos;
}

/// Characters of well-formed UTF-8: code points, as databases count the length of text.
[[nodiscard]] AZOTH_EXPORT std::size_t utf8_length(std::string_view text) noexcept;

/// Throws `ConversionError` (`value_bad_encoding`, with the offset) for text that is not UTF-8.
AZOTH_EXPORT void require_utf8(std::string_view text);
/// Throws `ConversionError` (`value_has_nul`, with the offset), for databases that cannot keep one.
AZOTH_EXPORT void require_no_nul(std::string_view text);

}  // namespace azoth
