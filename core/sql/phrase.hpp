// SPDX-License-Identifier: MIT
#pragma once

#include <string_view>

#include <azoth/sql/query.hpp>

namespace azoth::detail {

/// Words for one dialect or server, or for all without a name. Throws `ArgumentError`
/// (`bad_phrase`).
[[nodiscard]] sql::NodePtr phrase(sql::PhrasePlace place, std::string_view words,
                                  std::string_view dialect, sql::NodePtr source = nullptr);

}  // namespace azoth::detail
