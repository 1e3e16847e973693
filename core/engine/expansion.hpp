// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include <azoth/compile/compiled.hpp>
#include <azoth/compile/sql_compiler.hpp>

namespace azoth::detail {

/// Placeholders for a list of `count` values. Long lists are rounded up, the last value repeated,
/// so that few prepared statements serve all lengths; at most a quarter is added.
[[nodiscard]] std::size_t rounded_list_length(std::size_t count) noexcept;

/// The text with as many placeholders as each list is long. An empty list becomes a query without
/// rows, which makes IN false and NOT IN true, as SQL defines them.
[[nodiscard]] std::string expanded_sql(const compile::Compiled& compiled,
                                       const std::vector<std::size_t>& list_lengths,
                                       compile::PlaceholderStyle style);

}  // namespace azoth::detail
