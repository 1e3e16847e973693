// SPDX-License-Identifier: MIT
#pragma once

#include <azoth/sql/expression.hpp>
#include <azoth/sql/subquery.hpp>

namespace azoth {

/// A row for each element of an array, beside the row that the array is in; join it:
///
///     const Subquery tag = explode(article["tags"], "tag", "name");
///     select(article["id"], tag["name"]).cross_join(tag);           // no tags, no row
///     select(article["id"], tag["name"]).outer_join(tag, true_());  // no tags, a row with NULL
///
/// Hive's LATERAL VIEW, UNNEST elsewhere. Databases without arrays refuse (`CompileError`).
[[nodiscard]] AZOTH_EXPORT Subquery explode(const Expr& array, ParamName alias,
                                            ParamName column = "col");
/// The same with the position of each element, counted from 0.
[[nodiscard]] AZOTH_EXPORT Subquery posexplode(const Expr& array, ParamName alias,
                                               ParamName position = "pos",
                                               ParamName column = "col");

}  // namespace azoth
