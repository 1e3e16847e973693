// SPDX-License-Identifier: MIT
#pragma once

#include <azoth/compile/identifiers.hpp>

namespace azoth::postgresql {

[[nodiscard]] compile::IdentifierRules identifier_rules() noexcept;

}  // namespace azoth::postgresql
