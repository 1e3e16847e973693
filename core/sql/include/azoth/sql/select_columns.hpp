// SPDX-License-Identifier: MIT
#pragma once

#include <string_view>

#include <azoth/error/export.hpp>
#include <azoth/sql/node_list.hpp>
#include <azoth/sql/quoting.hpp>

namespace azoth::sql {

/// The name a select's item has in its result: its label, column or function name; else empty. A
/// view of the item's own text.
[[nodiscard]] AZOTH_EXPORT std::string_view item_name(const Node& item);

/// How that name is written where the query around it names the item.
[[nodiscard]] AZOTH_EXPORT Quoting item_quoting(const Node& item) noexcept;

/// What a query selects: the items of a select, the columns of values and of text, what a changing
/// statement returns. Empty for anything else.
[[nodiscard]] AZOTH_EXPORT const NodeList& query_columns(const Node& query);

/// The columns of a table, alias or aliased select, as ColumnRefs of that source.
[[nodiscard]] AZOTH_EXPORT NodeList source_columns(const NodePtr& source);

}  // namespace azoth::sql
