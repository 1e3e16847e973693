// SPDX-License-Identifier: MIT
#pragma once

#include <vector>

#include <azoth/error/export.hpp>
#include <azoth/sql/node_list.hpp>

namespace azoth {

class Expr;

namespace sql {
/// One JOIN of a path: what is joined, and its ON.
struct JoinStep {
    NodePtr target;
    NodePtr condition;
};
}  // namespace sql

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

/// A way from what a query selects to another source that knows its own conditions, such as a
/// relationship of mapped structs: `query.join(artists.albums)`.
class AZOTH_EXPORT JoinPath {
public:
    /// The joins in order. Called while a query is built, on the thread that builds it.
    [[nodiscard]] virtual std::vector<sql::JoinStep> join_steps() const = 0;

protected:
    JoinPath() = default;
    JoinPath(const JoinPath&) = default;
    JoinPath& operator=(const JoinPath&) = default;
    virtual ~JoinPath();
};

}  // namespace azoth
