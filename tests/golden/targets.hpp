// SPDX-License-Identifier: MIT
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "golden.hpp"

namespace golden {

/// Dialects by name, loaded as every program loads them. Null for one that is not built.
[[nodiscard]] std::shared_ptr<const Dialect> dialect(const std::string& name);
/// The dialects at hand.
[[nodiscard]] std::vector<std::string> known_dialects();
/// "sqlite", "sqlite@3.22.0". Throws what a wrong version throws.
[[nodiscard]] Target make_target(const std::string& name);

}  // namespace golden
