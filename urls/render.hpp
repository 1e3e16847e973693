// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include <azoth/urls/url.hpp>

namespace azoth::urls {

/// The URL's text, in a buffer that was reserved once, so that no copy of a secret stays behind.
[[nodiscard]] std::string render_url(const UrlParts& parts, Reveal reveal);

}  // namespace azoth::urls
