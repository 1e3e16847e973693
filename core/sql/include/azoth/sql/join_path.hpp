// SPDX-License-Identifier: MIT
#pragma once

#include <vector>

#include <azoth/error/export.hpp>
#include <azoth/sql/query.hpp>

namespace azoth::sql {

/// The sources a select refers to so far, in order of appearance: named ones, joined ones, and
/// those of its columns and conditions. Subqueries keep theirs to themselves.
[[nodiscard]] AZOTH_EXPORT std::vector<NodePtr> referred_sources(const Select& select);

/// Those that an outer join may leave without a row. `before` is what the first join has on its
/// left side.
[[nodiscard]] AZOTH_EXPORT std::vector<NodePtr> outer_sources(const Select& select,
                                                              std::vector<NodePtr> before);

/// The ON of a join along the one foreign key between `target` and what is joined so far or, if
/// none leads there, the select's other sources. Throws `ArgumentError`: `no_foreign_key` if there
/// is none, `ambiguous_foreign_key` naming all if there are several.
[[nodiscard]] AZOTH_EXPORT NodePtr join_condition(const Select& select, const NodePtr& target);

}  // namespace azoth::sql
