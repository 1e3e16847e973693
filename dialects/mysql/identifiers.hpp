// SPDX-License-Identifier: MIT
#pragma once

#include <azoth/compile/identifiers.hpp>

namespace azoth::mysql {

[[nodiscard]] compile::IdentifierRules identifier_rules() noexcept;

}  // namespace azoth::mysql
