// SPDX-License-Identifier: MIT
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace azoth::postgresql {

/// The text of an array in one form: '{1, "2"}' and '{1,2}' are the same, and so are elements that
/// `element` writes the same. Nothing for what is no array, or says its bounds.
[[nodiscard]] std::optional<std::string> canonical_array(
    std::string_view text, const std::function<std::string(const std::string&)>& element);

}  // namespace azoth::postgresql
