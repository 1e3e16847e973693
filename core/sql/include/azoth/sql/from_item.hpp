// SPDX-License-Identifier: MIT
#pragma once

#include <vector>

#include <azoth/error/export.hpp>
#include <azoth/sql/node_list.hpp>

namespace azoth {

class Expr;

/// Anything rows can come from: a Table, an alias, a subquery. Base of their handles.
class AZOTH_EXPORT FromItem {
public:
    explicit FromItem(sql::NodePtr source) noexcept : source_(std::move(source)) {}
    [[nodiscard]] const sql::NodePtr& source() const noexcept { return source_; }
    /// What rows from here hold, in order: `select(table)` is `select(table.columns())`.
    [[nodiscard]] std::vector<Expr> columns() const;
    [[nodiscard]] sql::NodeList column_nodes() const;

protected:
    FromItem(const FromItem&) = default;
    FromItem(FromItem&&) = default;
    FromItem& operator=(const FromItem&) = default;
    FromItem& operator=(FromItem&&) = default;
    ~FromItem() = default;

private:
    sql::NodePtr source_;
};

}  // namespace azoth
