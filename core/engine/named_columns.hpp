// SPDX-License-Identifier: MIT
#pragma once

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include <azoth/schema/table.hpp>
#include <azoth/sql/params.hpp>
#include <azoth/sql/query.hpp>

namespace azoth::detail {

/// An INSERT or UPDATE that names no columns of its own, with those that the parameters name, each
/// a bind of that name; any other statement as it is. Of an UPDATE, names that its condition uses
/// are values of the condition. Throws `ArgumentError` (`no_such_column`).
[[nodiscard]] sql::NodePtr with_named_columns(const sql::NodePtr& statement, const Params& params);

/// The table an INSERT goes to; null once its metadata is gone.
[[nodiscard]] std::shared_ptr<const TableData> table_data(const sql::Insert& insert);

/// Keeps the values of the target's primary key, for inserted_primary_key().
void keep_key_values(const sql::Insert& insert, const Params& params,
                     std::vector<std::pair<std::string, Value>>& out);

}  // namespace azoth::detail
