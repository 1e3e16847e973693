// SPDX-License-Identifier: MIT
#pragma once

#include <azoth/compile/ledger.hpp>
#include <azoth/sql/source.hpp>

namespace azoth::compile {

/// Refuses the steps of a recursive CTE that standard SQL knows no meaning for: what is found in a
/// step must follow from each row found before it, alone.
void require_recursion(const sql::CteSource& cte, const Ledger& ledger);

}  // namespace azoth::compile
