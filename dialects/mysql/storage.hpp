// SPDX-License-Identifier: MIT
// How many bytes columns take, as far as a limit of the server depends on it.
#pragma once

#include <cstdint>
#include <string_view>

namespace azoth::mysql {

/// Of all columns together, large ones aside; of any engine.
inline constexpr std::uint32_t longest_row = 65'535;
/// Of the columns of an InnoDB key together.
inline constexpr std::uint32_t longest_key = 3'072;
/// A character of utf8mb4.
inline constexpr std::uint32_t bytes_of_character = 4;

/// The bytes of a column of that spelling in a key: text at its longest, other types at least.
[[nodiscard]] std::uint32_t key_bytes(std::string_view spelling) noexcept;
/// The same in a row, where text has its length before it and what is large is a pointer.
[[nodiscard]] std::uint32_t row_bytes(std::string_view spelling) noexcept;
/// The number in parentheses, 0 if there is none.
[[nodiscard]] std::uint32_t spelled_length(std::string_view spelling) noexcept;

}  // namespace azoth::mysql
