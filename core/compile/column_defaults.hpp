// SPDX-License-Identifier: MIT
#pragma once

#include <azoth/compile/ledger.hpp>
#include <azoth/sql/query.hpp>

/// What the descriptions of columns add to the statements that change their table.
namespace azoth::compile {

/// The INSERT with the Defaults of the columns that it leaves out; null if there are none. An
/// optional sequence is none where the database numbers the key. Throws `CompileError`
/// (`default_per_row`) where one can only be made for rows that the program has.
[[nodiscard]] sql::Ref<sql::Insert> with_insert_defaults(const sql::Insert& insert,
                                                         const Ledger& ledger);

/// Adds what UpdateDefaults say about columns that are not assigned yet.
void add_update_defaults(const sql::NodePtr& target, sql::NodeList& assignments);

}  // namespace azoth::compile
