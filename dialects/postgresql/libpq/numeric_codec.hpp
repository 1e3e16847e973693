// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace azoth::libpq {

/// What a numeric on the wire turned out to be.
enum class NumericShape { finite, not_a_number, infinite, malformed };

/// Reads PostgreSQL's binary numeric into the canonical text of a decimal, with as many digits
/// behind the point as its display scale says. `text` is replaced; its memory is reused.
/// Layout: int16 count, weight, sign, scale, then base-10000 digits (numeric_send).
[[nodiscard]] NumericShape decode_numeric(const char* data, std::size_t size, std::string& text);

/// Writes a canonical decimal as binary numeric. `data` is replaced; its memory is reused.
/// False for numbers beyond the format: 131072 digits before the point, 16383 behind.
[[nodiscard]] bool encode_numeric(std::string_view canonical, std::string& data);

}  // namespace azoth::libpq
