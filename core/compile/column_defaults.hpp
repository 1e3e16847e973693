// SPDX-License-Identifier: MIT
#pragma once

#include <azoth/compile/ledger.hpp>
#include <azoth/sql/query.hpp>

/// What the descriptions of columns add to the statements that change their table.
namespace azoth::compile {

/// The INSERT with the Defaults of the columns that it leaves out; null if there are none. An
/// optional sequence is none where the database numbers the key. Throws `CompileError`
/// (`default_per_row`) where one can only be made for rows that the program has, and
/// (`generated_column`) for a value of a column that the database makes.
[[nodiscard]] sql::Ref<sql::Insert> with_insert_defaults(const sql::Insert& insert,
                                                         const Ledger& ledger);

/// Refuses an INSERT that leaves the key to a database that makes none.
void require_key_values(const sql::Insert& insert, const Ledger& ledger);

/// Adds what UpdateDefaults say about columns that are not assigned yet. Throws `generated_column`,
/// too.
void add_update_defaults(const sql::NodePtr& target, sql::NodeList& assignments);

}  // namespace azoth::compile
