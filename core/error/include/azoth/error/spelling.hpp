// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include <azoth/error/export.hpp>

namespace azoth {

/// The candidate nearest in spelling to `word` (edit distance, letters' case aside), empty if none
/// is near enough to be meant.
[[nodiscard]] AZOTH_EXPORT std::string_view nearest_spelling(
    std::string_view word, const std::vector<std::string_view>& candidates);

/// `did you mean "name"?`, or empty: ready for an error's hint.
[[nodiscard]] AZOTH_EXPORT std::string did_you_mean(
    std::string_view word, const std::vector<std::string_view>& candidates);

}  // namespace azoth
