// SPDX-License-Identifier: MIT
#pragma once

#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <azoth/error/error.hpp>
#include <azoth/error/spelling.hpp>
#include <azoth/sql/column_ref.hpp>
#include <azoth/sql/expression.hpp>
#include <azoth/sql/from_item.hpp>
#include <azoth/sql/query.hpp>
#include <azoth/sql/select_columns.hpp>
#include <azoth/sql/source.hpp>

namespace azoth {

/// Finds columns by name in the table that a statement changes.
class TargetColumns {
public:
    explicit TargetColumns(const sql::NodePtr& target)
        : target_(sql::cast<sql::TableSource>(*target)), columns_(sql::source_columns(target)) {}

    /// Throws `ArgumentError` (`no_such_column`, with the nearest name).
    [[nodiscard]] const sql::NodePtr& find(std::string_view name) const {
        for (const sql::NodePtr& column : columns_) {
            if (sql::cast<sql::ColumnRef>(*column).known_as() == name) return column;
        }
        std::vector<std::string_view> names;
        for (const sql::NodePtr& column : columns_) {
            names.emplace_back(sql::cast<sql::ColumnRef>(*column).known_as());
        }
        throw ArgumentError(
            "no_such_column",
            "the table \"" + target_.name + "\" has no column \"" + std::string(name) + "\"",
            {.hint = did_you_mean(name, names), .column = std::string(name)});
    }

    [[nodiscard]] const sql::NodeList& all() const noexcept { return columns_; }

private:
    const sql::TableSource& target_;
    sql::NodeList columns_;
};

/// Adds `column = value` to assignments. Throws `ArgumentError` (`duplicate_assignment`).
inline void add_assignment(sql::NodeList& assignments, const sql::NodePtr& column,
                           detail::Operand value, std::string_view statement) {
    for (const sql::NodePtr& assignment : assignments) {
        if (sql::cast<sql::Assignment>(*assignment).column == column) {
            throw ArgumentError("duplicate_assignment",
                                "the column \"" + sql::cast<sql::ColumnRef>(*column).name +
                                    "\" is set twice in one " + std::string(statement));
        }
    }
    assignments.push_back(
        sql::make<sql::Assignment>(column, std::move(value).stored_node(column->type())));
}

}  // namespace azoth
