// SPDX-License-Identifier: MIT
#pragma once

#include <azoth/compile/identifiers.hpp>

namespace acme {

/// How AcmeDB writes names, and which words it keeps for itself.
[[nodiscard]] azoth::compile::IdentifierRules identifier_rules() noexcept;

}  // namespace acme
