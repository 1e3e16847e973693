// SPDX-License-Identifier: MIT
#pragma once

#include <concepts>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>

#include <azoth/error/export.hpp>
#include <azoth/sql/expression.hpp>
#include <azoth/sql/params.hpp>

namespace azoth {

/// SQL inside a description: the condition of a CHECK, a default, what an index is over. Either
/// text, trusted and written as it stands, or an expression, whose values the DDL compiler writes
/// as literals and whose columns stand without their table. A small value; copies share the node.
class AZOTH_EXPORT SchemaExpression {
public:
    SchemaExpression() = default;
    template <class T>
    requires std::convertible_to<const T&, std::string_view> SchemaExpression(const T& sql)
        : text_(std::string_view(sql)) {}
    template <class E>
    requires std::derived_from<E, Expr> SchemaExpression(const E& expression)
        : node_(expression.node()) {}
    explicit SchemaExpression(sql::NodePtr node) noexcept : node_(std::move(node)) {}

    [[nodiscard]] bool empty() const noexcept { return text_.empty() && !node_; }
    /// Empty for an expression.
    [[nodiscard]] const std::string& text() const noexcept { return text_; }
    /// Null for text.
    [[nodiscard]] const sql::NodePtr& node() const noexcept { return node_; }

    /// The same text, or the same structure with the same values.
    friend AZOTH_EXPORT bool operator==(const SchemaExpression& a, const SchemaExpression& b);

private:
    std::string text_;
    sql::NodePtr node_;
};

/// A column of the table that is being described, inside its description:
/// `CheckConstraint{this_column("price") > 0}`. The name is looked up when the table is made.
[[nodiscard]] AZOTH_EXPORT Expr this_column(ParamName name);

namespace detail {
/// Whether a node is what this_column() made.
[[nodiscard]] AZOTH_EXPORT bool is_this_column(const sql::Node& node) noexcept;
}  // namespace detail

}  // namespace azoth
