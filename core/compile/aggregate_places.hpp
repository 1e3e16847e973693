// SPDX-License-Identifier: MIT
// Where aggregates and window functions cannot stand.
#pragma once

#include <span>
#include <string_view>

#include <azoth/compile/ledger.hpp>
#include <azoth/sql/query.hpp>

namespace azoth::compile {

/// What a statement reads from by itself.
using Sources = std::span<const sql::NodePtr>;

/// Refuses both where rows are seen one by one; `clause` is a part of the clause with this name.
/// Throws `CompileError`: `misplaced_aggregate`, `misplaced_window`.
void require_single_rows(const sql::Node& clause, std::string_view name, Sources sources,
                         const Ledger& ledger);
/// The same in all clauses of a select.
void require_places(const sql::Select& select, Sources sources, const Ledger& ledger);

}  // namespace azoth::compile
