// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>

namespace azoth::postgresql {

/// An expression in a form that compares. The server keeps expressions parsed and prints them in
/// words of its own: with parentheses and casts, lists as arrays, LIKE as ~~, BETWEEN as two
/// comparisons, literals by their type. Undone on both sides, what was written and what is printed
/// are mostly the same text.
[[nodiscard]] std::string comparable_text(std::string_view expression);

/// The same for a list such as `fillfactor = 70, fastupdate`.
[[nodiscard]] std::string comparable_settings(std::string_view settings);

/// A number without a sign: 1.50e+2 is 15 and one zero, however it is written.
[[nodiscard]] std::string canonical_number(std::string_view digits);

}  // namespace azoth::postgresql
