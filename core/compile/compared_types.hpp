// SPDX-License-Identifier: MIT
// What databases compare each in its own way, or not at all.
#pragma once

#include <azoth/compile/ledger.hpp>
#include <azoth/sql/predicate.hpp>
#include <azoth/sql/scalar.hpp>

namespace azoth::compile {

/// Refuses an exact number beside a real one: databases turn the exact side into an approximate
/// one, and say nothing.
void refuse_mixed_exactness(const sql::Node& one, const sql::Node& other, const Ledger& ledger);
/// Refuses that, and a text beside a number or a moment: whether 'abc' equals 0 is answered by each
/// database in its own way. Of two rows each place.
void require_comparable(const sql::Node& one, const sql::Node& other, const Ledger& ledger);
/// Refuses both among what one is chosen of: arguments of coalesce(), greatest() and their like,
/// and results of CASE.
void require_one_exactness(const sql::Function& function, const Ledger& ledger);
void require_one_exactness(const sql::CaseWhen& choice, const Ledger& ledger);
/// The same as for a comparison, for each column of the query.
void require_comparable(const sql::InQuery& test, const Ledger& ledger);

}  // namespace azoth::compile
