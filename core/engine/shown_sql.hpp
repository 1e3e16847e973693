// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>

namespace azoth::detail {

/// A statement's text for people: of long lists of placeholders, and of rows of such, the beginning
/// and how many more there are.
[[nodiscard]] std::string shown_sql(std::string_view sql);

}  // namespace azoth::detail
