// SPDX-License-Identifier: MIT
#pragma once

#include <utility>

#include <azoth/sql/expression.hpp>
#include <azoth/sql/from_item.hpp>
#include <azoth/sql/typed_expr.hpp>

namespace azoth {

/// A query, function or other expression of rows as a source in FROM: `sub["total"]` names its
/// columns.
class AZOTH_EXPORT Subquery : public FromItem {
public:
    explicit Subquery(sql::NodePtr alias) noexcept : FromItem(std::move(alias)) {}

    /// Throws `ArgumentError`: `no_such_column`, or `ambiguous_column` where two have that name.
    [[nodiscard]] Expr operator[](ParamName name) const;
    /// The same, typed by the program: its rows read as T.
    template <class T>
    [[nodiscard]] TypedExpr<T> column(ParamName name) const {
        return TypedExpr<T>((*this)[name].node());
    }
    /// The column that carries `expression` of the query inside, through any number of levels:
    /// `sub.corresponding(artist["name"])`. Throws `ArgumentError` (`no_such_column`).
    [[nodiscard]] Expr corresponding(const Expr& expression) const;
    template <class T>
    [[nodiscard]] TypedExpr<T> corresponding(const TypedExpr<T>& expression) const {
        return TypedExpr<T>(corresponding(static_cast<const Expr&>(expression)).node());
    }
    /// The same rows under another name, for a second role in one query.
    [[nodiscard]] Subquery alias(ParamName name, Quoting quoting = Quoting::by_rule) const;
};

}  // namespace azoth
