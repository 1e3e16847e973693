// SPDX-License-Identifier: MIT
#pragma once

#include <string_view>

#include <azoth/error/export.hpp>

namespace azoth::compile {

/// Whether SQL is one term: a number with or without a sign, a text in quotes (X'41' too), a word,
/// or something in one pair of parentheses. Databases that take no expression behind DEFAULT take
/// that; all else they want in parentheses.
[[nodiscard]] AZOTH_EXPORT bool is_one_term(std::string_view sql) noexcept;

}  // namespace azoth::compile
