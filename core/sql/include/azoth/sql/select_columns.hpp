// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include <azoth/error/export.hpp>
#include <azoth/sql/node.hpp>

namespace azoth::sql {

/// The name a select's item has in its result: its label, column or function name; else empty.
[[nodiscard]] AZOTH_EXPORT std::string item_name(const Node& item);

/// The columns of a table, alias or aliased select, as ColumnRefs of that source.
[[nodiscard]] AZOTH_EXPORT NodeList source_columns(const NodePtr& source);

}  // namespace azoth::sql
