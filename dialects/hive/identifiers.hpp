// SPDX-License-Identifier: MIT
#pragma once

#include <azoth/compile/identifiers.hpp>

namespace azoth::hive {

[[nodiscard]] compile::IdentifierRules identifier_rules() noexcept;

}  // namespace azoth::hive
