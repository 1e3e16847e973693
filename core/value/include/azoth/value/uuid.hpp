// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <compare>
#include <cstdint>
#include <iosfwd>
#include <string>
#include <string_view>

#include <azoth/error/export.hpp>

namespace azoth {

struct Uuid;
/// Lower-case 8-4-4-4-12 form.
[[nodiscard]] AZOTH_EXPORT std::string to_string(const Uuid& uuid);

/// 128 bits in network order.
struct Uuid {
    std::array<std::uint8_t, 16> bytes{};
    friend constexpr auto operator<=>(const Uuid&, const Uuid&) noexcept = default;
    /// Prints as to_string() does.
    template <class Traits>
    friend std::basic_ostream<char, Traits>& operator<<(std::basic_ostream<char, Traits>& out,
                                                        const Uuid& uuid) {
        return out << to_string(uuid);
    }
};

/// The same into 36 characters that the caller provides.
AZOTH_EXPORT void format_uuid(const Uuid& uuid, char* out) noexcept;
/// Reads the 36-character form in either case. Throws `ConversionError` (`bad_uuid`).
[[nodiscard]] AZOTH_EXPORT Uuid parse_uuid(std::string_view text);
/// The same, false where the other throws; `to` is then as it was.
[[nodiscard]] AZOTH_EXPORT bool try_parse(std::string_view text, Uuid& to) noexcept;

}  // namespace azoth

template <>
struct std::hash<azoth::Uuid> {
    std::size_t operator()(const azoth::Uuid& uuid) const noexcept {
        return std::hash<std::string_view>{}(
            std::string_view(reinterpret_cast<const char*>(uuid.bytes.data()), uuid.bytes.size()));
    }
};
