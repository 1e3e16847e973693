// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include <azoth/error/error.hpp>
#include <azoth/sql/bind.hpp>
#include <azoth/sql/expression.hpp>

namespace azoth::detail {

/// What limit() and offset() count to. Throws `ArgumentError` (`bad_limit`) below zero.
[[nodiscard]] inline sql::NodePtr row_count(std::int64_t rows, std::string_view clause) {
    if (rows < 0) {
        throw ArgumentError("bad_limit", std::string(clause) + " must not be negative");
    }
    return sql::make<sql::Bind>(Value(rows), SqlType(TypeKind::big_integer));
}

/// Finds a column outside of subqueries.
class ColumnFinder final : public sql::ChildVisitor {
public:
    void child(const sql::Node& node) override {
        if (node.kind() == sql::NodeKind::column) {
            found = true;
        } else if (node.kind() != sql::NodeKind::subquery) {
            node.each_child(*this);
        }
    }
    bool found = false;
};

/// Throws `ArgumentError` (`bad_limit`) for what differs from row to row.
[[nodiscard]] inline sql::NodePtr row_count(const Expr& rows, std::string_view clause) {
    ColumnFinder finder;
    finder.child(*rows.node());
    if (finder.found) {
        throw ArgumentError("bad_limit", std::string(clause) + " cannot depend on the rows");
    }
    return rows.node();
}

}  // namespace azoth::detail
