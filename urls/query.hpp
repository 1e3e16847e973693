// SPDX-License-Identifier: MIT
#pragma once

#include <string_view>
#include <vector>

#include <azoth/urls/url_parts.hpp>

#include "problem.hpp"

namespace azoth::urls {

/// Reads `key=value&…` and appends it; an empty text has no pairs. Only `&` separates, so `;` is
/// data.
[[nodiscard]] Verdict parse_query(std::string_view text, Place place, std::vector<UrlParam>& query);

/// What must hold for a query wherever it came from.
[[nodiscard]] Verdict check_query(const std::vector<UrlParam>& query);

/// Whether more pairs are written here than any query may have.
[[nodiscard]] bool has_too_many_params(std::string_view text) noexcept;

[[nodiscard]] UrlProblem too_many_params(Place place);

/// Whether the value of such a key is likely a secret, whatever database it is for.
[[nodiscard]] bool is_secret_key(std::string_view key);

}  // namespace azoth::urls
