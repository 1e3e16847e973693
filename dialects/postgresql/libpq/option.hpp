// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace azoth::libpq {

/// One connection option of the allow-list: libpq's name and what it takes.
struct Option {
    enum class Takes : std::uint8_t { text, number, choice };

    std::string_view name;
    Takes takes = Takes::text;
    std::int64_t least = 0;
    std::int64_t most = 0;
    std::span<const std::string_view> choices{};
};

/// Null for a name that is no option.
[[nodiscard]] const Option* find_option(std::string_view name) noexcept;
/// A hint that names the option nearest in spelling, or empty.
[[nodiscard]] std::string did_you_mean_option(std::string_view name);
/// Throws `ArgumentError` (`bad_option_value`) saying what would be taken; never repeats the value.
void check_option_value(const Option& option, std::string_view value);

}  // namespace azoth::libpq
