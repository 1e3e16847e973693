// SPDX-License-Identifier: MIT
#pragma once

#include <azoth/sql/expression.hpp>
#include <azoth/sql/statement.hpp>

namespace azoth {

// The right side of a comparison with every row of a one-column query: `x > all_(query)`,
// `x == any_(query)`. Of an array, where the database has them: `x == any_(table["tags"])`.

[[nodiscard]] AZOTH_EXPORT Expr any_(const Query& query);
[[nodiscard]] AZOTH_EXPORT Expr all_(const Query& query);
[[nodiscard]] AZOTH_EXPORT Expr any_(const Expr& array);
[[nodiscard]] AZOTH_EXPORT Expr all_(const Expr& array);

}  // namespace azoth
