// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include <azoth/error/export.hpp>
#include <azoth/sql/node.hpp>

namespace azoth::sql {

/// What in an expression may be another value when it is computed again, such as `random()`, for
/// messages: functions that the library does not know and constructs of others count. Empty if
/// nothing does.
[[nodiscard]] AZOTH_EXPORT std::string volatile_part(const Node& expression);

}  // namespace azoth::sql
