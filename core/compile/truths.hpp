// SPDX-License-Identifier: MIT
// Truths beside numbers, and numbers as conditions, where a truth is no number
// (Capability::truth_numbers): TRUE is 1 and FALSE is 0 by a CAST, and a number is true unless it
// is 0. Where nothing says which of the two a result would be, it is refused.
#pragma once

#include <azoth/compile/ledger.hpp>
#include <azoth/sql/change.hpp>
#include <azoth/sql/predicate.hpp>
#include <azoth/sql/query.hpp>
#include <azoth/sql/scalar.hpp>

namespace azoth::compile {

/// The node with truths that are counted, or null where there are none to count: in a comparison, a
/// calculation, a condition, a choice, rows of values.
[[nodiscard]] sql::NodePtr with_counted_truths(const sql::Node& node, const Ledger& ledger);

/// What a column is given: a truth for a column of numbers is one of them.
[[nodiscard]] sql::NodePtr counted_for(const sql::Node& column, const sql::NodePtr& value,
                                       const Ledger& ledger);
/// The same for what the query of an INSERT selects.
[[nodiscard]] sql::NodePtr counted_rows(const sql::Insert& insert, const Ledger& ledger);

/// A condition that is a truth: `n <> 0` of a number.
[[nodiscard]] sql::NodePtr as_truth(const sql::NodePtr& condition);

}  // namespace azoth::compile
