// SPDX-License-Identifier: MIT
#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>

namespace azoth::libpq {

static_assert(std::endian::native == std::endian::little ||
              std::endian::native == std::endian::big);

[[nodiscard]] constexpr std::uint8_t swap_bytes(std::uint8_t v) noexcept {
    return v;
}
[[nodiscard]] constexpr std::uint16_t swap_bytes(std::uint16_t v) noexcept {
    return __builtin_bswap16(v);
}
[[nodiscard]] constexpr std::uint32_t swap_bytes(std::uint32_t v) noexcept {
    return __builtin_bswap32(v);
}
[[nodiscard]] constexpr std::uint64_t swap_bytes(std::uint64_t v) noexcept {
    return __builtin_bswap64(v);
}

/// Reads an unsigned number in network order; `from` needs no alignment.
template <class Unsigned>
[[nodiscard]] Unsigned load_big(const char* from) noexcept {
    Unsigned value;
    std::memcpy(&value, from, sizeof value);
    if constexpr (std::endian::native == std::endian::little) value = swap_bytes(value);
    return value;
}

/// Writes an unsigned number in network order; `to` needs no alignment.
template <class Unsigned>
void store_big(char* to, Unsigned value) noexcept {
    if constexpr (std::endian::native == std::endian::little) value = swap_bytes(value);
    std::memcpy(to, &value, sizeof value);
}

}  // namespace azoth::libpq
