// SPDX-License-Identifier: MIT
#pragma once

#include <initializer_list>
#include <span>
#include <vector>

#include <azoth/sql/expression.hpp>
#include <azoth/sql/statement.hpp>
#include <azoth/value/array.hpp>
#include <azoth/value/tuple.hpp>

namespace azoth {

/// `(a, b)`: several expressions compared as one, from tuple_(). What is ordered or grouped by it
/// is ordered or grouped by its items, one after the other; as a value few databases have it, and
/// the others refuse it with a `CompileError`.
class AZOTH_EXPORT TupleExpr : public Expr {
public:
    explicit TupleExpr(sql::NodePtr node) noexcept : Expr(std::move(node)) {}

    /// `(a, b) IN ((1, 'x'), (2, 'y'))`; each row is as wide as the tuple, else `ArgumentError`
    /// (`tuple_width`). One cached statement serves every number of rows.
    [[nodiscard]] Predicate in(
        std::initializer_list<std::initializer_list<detail::Operand>> rows) const;
    [[nodiscard]] Predicate not_in(
        std::initializer_list<std::initializer_list<detail::Operand>> rows) const;
    /// The same for rows made at run time.
    [[nodiscard]] Predicate in(std::span<const std::vector<Value>> rows) const;
    [[nodiscard]] Predicate not_in(std::span<const std::vector<Value>> rows) const;
    template <bindable... Ts>
    [[nodiscard]] Predicate in(const std::vector<std::tuple<Ts...>>& rows) const {
        return in_list(Value(rows), false);
    }
    template <bindable... Ts>
    [[nodiscard]] Predicate not_in(const std::vector<std::tuple<Ts...>>& rows) const {
        return in_list(Value(rows), true);
    }
    /// Rows that each execution supplies: `tuple_(shop, number).in(bind_list("lines"))`, executed
    /// with `{{"lines", std::vector{std::tuple(1, "x"), std::tuple(2, "y")}}}`.
    [[nodiscard]] Predicate in(const ListBind& list) const;
    [[nodiscard]] Predicate not_in(const ListBind& list) const;
    /// A query of as many columns.
    [[nodiscard]] Predicate in(const Query& query) const;
    [[nodiscard]] Predicate not_in(const Query& query) const;

private:
    /// An array of arrays.
    [[nodiscard]] Predicate in_list(const Value& rows, bool negated) const;
};

/// `tuple_(line["shop"], line["number"]).in(…)`; also `tuple_(a, b) == tuple_(c, d)`.
[[nodiscard]] AZOTH_EXPORT TupleExpr make_tuple_expr(std::initializer_list<const Expr*> items);

template <std::derived_from<Expr>... E>
requires(sizeof...(E) >= 2) [[nodiscard]] TupleExpr tuple_(const E&... items) {
    return make_tuple_expr({&items...});
}
/// The same of columns in a container, such as those of a key. Fewer than two are an
/// `ArgumentError` (`tuple_width`).
[[nodiscard]] AZOTH_EXPORT TupleExpr tuple_(std::span<const Expr> items);

}  // namespace azoth
