// SPDX-License-Identifier: MIT
#pragma once

#include <string_view>

#include <azoth/urls/url_parts.hpp>

#include "problem.hpp"

namespace azoth::urls {

/// Reads a whole URL in one pass over each part. `parts` is meaningful only when nothing is
/// returned.
[[nodiscard]] Verdict parse_url(std::string_view text, UrlParts& parts);

}  // namespace azoth::urls
