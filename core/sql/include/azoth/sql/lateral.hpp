// SPDX-License-Identifier: MIT
#pragma once

#include <azoth/sql/statement.hpp>
#include <azoth/sql/subquery.hpp>

namespace azoth {

/// `LATERAL (SELECT …) AS name`: a query in FROM that sees the sources which stand before it, such
/// as the first rows of each group, or a row made of them. Join it by `join(lateral(…), true_())`.
[[nodiscard]] AZOTH_EXPORT Subquery lateral(const Query& query, ParamName name,
                                            Quoting quoting = Quoting::by_rule);

}  // namespace azoth
