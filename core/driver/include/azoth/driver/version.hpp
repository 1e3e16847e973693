// SPDX-License-Identifier: MIT
#pragma once

#include <compare>
#include <string>
#include <string_view>

#include <azoth/error/export.hpp>

namespace azoth {

/// A server's or client library's version. Compares by its three numbers.
struct Version {
    int major_number = 0;
    int minor_number = 0;
    int patch_number = 0;

    friend constexpr auto operator<=>(const Version&, const Version&) noexcept = default;
};

/// "15.4.0" style.
[[nodiscard]] AZOTH_EXPORT std::string to_string(const Version& version);
/// Reads the leading "major[.minor[.patch]]" of a server's text; the rest is ignored.
/// Throws `ArgumentError` (`bad_version`) if it does not begin with a digit.
[[nodiscard]] AZOTH_EXPORT Version parse_version(std::string_view text);

}  // namespace azoth
