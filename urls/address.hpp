// SPDX-License-Identifier: MIT
#pragma once

#include <string_view>

namespace azoth::urls {

/// An IPv6 address without brackets, with or without a zone: `::1`, `fe80::1%eth0`.
[[nodiscard]] bool is_ipv6(std::string_view text) noexcept;

/// Text made of the characters of an IPv6 address before any zone: what someone meant as one.
[[nodiscard]] bool resembles_ipv6(std::string_view text) noexcept;

}  // namespace azoth::urls
