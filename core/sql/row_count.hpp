// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include <azoth/error/error.hpp>
#include <azoth/sql/aggregation.hpp>
#include <azoth/sql/bind.hpp>
#include <azoth/sql/expression.hpp>
#include <azoth/sql/scalar.hpp>

#include "checked_bind.hpp"

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

/// Throws `ArgumentError` (`bad_limit`) for what differs from row to row, and for what is no whole
/// number; what an execution gives is looked at then.
[[nodiscard]] inline sql::NodePtr row_count(const Expr& rows, std::string_view clause) {
    const auto refuse = [&](std::string_view why) {
        throw ArgumentError("bad_limit", std::string(clause) + std::string(why));
    };
    const sql::Node& node = *rows.node();
    ColumnFinder finder;
    finder.child(node);
    const sql::Aggregation found = sql::aggregation_of(node);
    if (finder.found || found.aggregates || found.has_window) refuse(" cannot depend on the rows");
    if (rows.type().is_known() && !rows.type().is_integer()) refuse(" must be a whole number");
    const auto* literal = sql::as<sql::Literal>(node);
    const auto* later = sql::as<sql::LiteralBind>(node);
    const auto* bind = sql::as<sql::Bind>(later != nullptr ? *later->bind : node);
    if (bind != nullptr && !bind->name.empty()) bind = nullptr;
    const bool is_null = bind != nullptr ? bind->value.is_null() : literal != nullptr;
    if (is_null) refuse(" must not be NULL");
    if (bind != nullptr && bind->value.try_as<std::int64_t>().value_or(0) < 0) {
        refuse(" must not be negative");
    }
    return may_come_later(node) ? counting_rows(rows.node()) : rows.node();
}

}  // namespace azoth::detail
