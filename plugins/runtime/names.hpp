// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace azoth::runtime {

/// True for `[a-z][a-z0-9_]*`, which is all that a scheme, dialect or driver can be called.
[[nodiscard]] bool is_plugin_name(std::string_view name) noexcept;

/// "a, b, c", or "none".
[[nodiscard]] std::string listing(const std::vector<std::string>& names);

}  // namespace azoth::runtime
