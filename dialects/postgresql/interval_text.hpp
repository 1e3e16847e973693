// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace azoth::postgresql {

/// An interval in one form, ISO 8601's, however it was written: 'P1DT2H', '1 day 02:00:00' and
/// '1 day 2 hours' are the same. Nothing for what only the server reads ('1.5 days', '1 day ago').
[[nodiscard]] std::optional<std::string> canonical_interval(std::string_view text);

}  // namespace azoth::postgresql
