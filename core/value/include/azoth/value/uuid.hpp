// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <compare>
#include <cstdint>
#include <string>
#include <string_view>

#include <azoth/error/export.hpp>

namespace azoth {

/// 128 bits in network order.
struct Uuid {
    std::array<std::uint8_t, 16> bytes{};
    friend constexpr auto operator<=>(const Uuid&, const Uuid&) noexcept = default;
};

/// Lower-case 8-4-4-4-12 form.
[[nodiscard]] AZOTH_EXPORT std::string to_string(const Uuid& uuid);
/// Reads the 36-character form in either case. Throws `ConversionError` (`bad_uuid`).
[[nodiscard]] AZOTH_EXPORT Uuid parse_uuid(std::string_view text);

}  // namespace azoth
