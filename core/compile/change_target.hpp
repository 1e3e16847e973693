// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <memory>

#include <azoth/schema/table.hpp>
#include <azoth/sql/generated_value.hpp>
#include <azoth/sql/query.hpp>
#include <azoth/sql/source.hpp>

/// Questions about the table that a statement changes, and about what it says of its columns.
namespace azoth::compile {

/// The table's description; null once its metadata is gone.
[[nodiscard]] inline std::shared_ptr<const TableData> table_of(const sql::NodePtr& target) {
    // TableData is what fulfils the description, see sql::TableDescription.
    return std::static_pointer_cast<const TableData>(
        sql::cast<sql::TableSource>(*target).table.lock());
}

[[nodiscard]] inline bool contains_column(const sql::NodeList& columns,
                                          const sql::NodePtr& column) {
    return std::find(columns.begin(), columns.end(), column) != columns.end();
}

[[nodiscard]] inline bool assigns(const sql::NodeList& assignments, const sql::NodePtr& column) {
    return std::any_of(assignments.begin(), assignments.end(), [&](const sql::NodePtr& node) {
        return sql::cast<sql::Assignment>(*node).column == column;
    });
}

/// Whether a column's value is its default, rather than something the statement says.
[[nodiscard]] inline bool takes_default(const sql::NodeList& assignments,
                                        const sql::NodePtr& column) {
    return std::any_of(assignments.begin(), assignments.end(), [&](const sql::NodePtr& node) {
        const auto& assignment = sql::cast<sql::Assignment>(*node);
        return assignment.column == column &&
               assignment.value->kind() == sql::NodeKind::default_value;
    });
}

}  // namespace azoth::compile
