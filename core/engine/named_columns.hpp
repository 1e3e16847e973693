// SPDX-License-Identifier: MIT
#pragma once

#include <initializer_list>
#include <memory>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include <azoth/compile/compiled.hpp>
#include <azoth/compile/ledger.hpp>
#include <azoth/schema/table.hpp>
#include <azoth/sql/params.hpp>
#include <azoth/sql/query.hpp>

namespace azoth::detail {

/// The names of one set of values, in its order.
[[nodiscard]] std::vector<std::string> names_of(const Params& params);

/// An INSERT or UPDATE that names no columns of its own, with those that the parameters name, each
/// a bind of that name; any other statement as it is. Of an UPDATE, names that its condition uses
/// are values of the condition. Throws `ArgumentError` (`no_such_column`).
[[nodiscard]] sql::NodePtr with_named_columns(const sql::NodePtr& statement, const Params& params);

/// The table an INSERT goes to; null once its metadata is gone.
[[nodiscard]] std::shared_ptr<const TableData> table_data(const sql::Insert& insert);

/// Keeps the keys that Defaults made for the first row of an INSERT, for inserted_primary_key().
void keep_generated_keys(const sql::Insert& insert, const compile::Compiled& compiled,
                         std::span<const ValueView> parameters,
                         std::vector<std::pair<std::string, Value>>& out);

/// Whether columns that an INSERT leaves out have a Default.
[[nodiscard]] bool takes_defaults(const sql::Insert& insert, std::span<const std::string> columns);

/// Whether an INSERT has words of the program's own for the database at one of these places.
[[nodiscard]] bool has_words(const sql::Insert& insert, const compile::Ledger& ledger,
                             std::initializer_list<sql::PhrasePlace> places);

/// Keeps the values of the target's primary key, for inserted_primary_key().
void keep_key_values(const sql::Insert& insert, const Params& params,
                     std::vector<std::pair<std::string, Value>>& out);

}  // namespace azoth::detail
