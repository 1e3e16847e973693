// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace azoth::postgresql {

/// A document as jsonb keeps it, in one form: without blanks, its keys in order and each once (the
/// last one counts), characters instead of escapes. Nothing for what is no JSON.
[[nodiscard]] std::optional<std::string> canonical_json(std::string_view text);

}  // namespace azoth::postgresql
