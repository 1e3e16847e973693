// SPDX-License-Identifier: MIT
#pragma once

#include <span>

#include <azoth/error/export.hpp>
#include <azoth/sql/node.hpp>
#include <azoth/sql/query.hpp>
#include <azoth/types/types.hpp>

namespace azoth::sql {

/// The same recursion with the columns of its first part cast to these types, one for each column;
/// those that are not known stay. For servers whose steps cannot widen what the first part says.
/// Null where nothing is to be cast, or the first part is no SELECT.
[[nodiscard]] AZOTH_EXPORT NodePtr with_first_types(const SetOperation& recursion,
                                                    std::span<const SqlType> types);

}  // namespace azoth::sql
