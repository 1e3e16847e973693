// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace azoth::runtime {

/// The name among `known` that `name` was probably meant to be, or empty: at most a third of its
/// letters may be wrong, missing, superfluous or swapped with a neighbour.
[[nodiscard]] std::string nearest_name(std::string_view name,
                                       const std::vector<std::string>& known);

/// True for `[a-z][a-z0-9_]*`, which is all that a scheme, dialect or driver can be called.
[[nodiscard]] bool is_plugin_name(std::string_view name) noexcept;

/// "a, b, c", or "none".
[[nodiscard]] std::string listing(const std::vector<std::string>& names);

}  // namespace azoth::runtime
