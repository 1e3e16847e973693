// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include <azoth/compile/compiled.hpp>
#include <azoth/compile/sql_compiler.hpp>

namespace azoth::detail {

/// What fills one gap of a compiled text: so many placeholders for a list, or a literal.
struct Gap {
    std::size_t length = 0;
    std::string literal{};  ///< empty: a list

    friend bool operator==(const Gap&, const Gap&) = default;
};
/// In the order of the text.
using Gaps = std::vector<Gap>;

/// Placeholders for a list of `count` values. Long lists are rounded up, the last value repeated,
/// so that few prepared statements serve all lengths; at most a quarter is added. Not where that
/// would be more than the database takes.
[[nodiscard]] std::size_t rounded_list_length(std::size_t count) noexcept;

/// The text with its gaps filled, as many placeholders as each list is long. An empty list becomes
/// a query without rows, which makes IN false and NOT IN true, as SQL defines them.
[[nodiscard]] std::string expanded_sql(const compile::Compiled& compiled, const Gaps& gaps,
                                       compile::PlaceholderStyle style);

}  // namespace azoth::detail
