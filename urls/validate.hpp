// SPDX-License-Identifier: MIT
#pragma once

#include <string_view>

#include <azoth/urls/url_parts.hpp>

#include "problem.hpp"

namespace azoth::urls {

[[nodiscard]] Verdict check_dialect(std::string_view name, Place place);
[[nodiscard]] Verdict check_driver(std::string_view name, Place place);
[[nodiscard]] Verdict check_user(std::string_view name, Place place);

/// Whether the rendered URL would be short enough to be read again.
[[nodiscard]] Verdict check_size(const UrlParts& parts);

/// Everything that must hold for parts that were not parsed.
[[nodiscard]] Verdict check_parts(const UrlParts& parts);

}  // namespace azoth::urls
