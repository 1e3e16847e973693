// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>

#include <azoth/sql/expression.hpp>
#include <azoth/sql/typed_expr.hpp>

namespace azoth {

namespace detail {
/// Functions whose names are made once and shared by all queries.
enum class KnownFunction : std::uint8_t { avg, char_length, count, lower, max, min, sum, upper };

[[nodiscard]] AZOTH_EXPORT sql::NodePtr call_on(KnownFunction function, const Expr& argument,
                                                const SqlType& type, bool distinct = false);
[[nodiscard]] AZOTH_EXPORT sql::NodePtr count_rows();
/// Type of sum(): wide enough for the sum of the argument's type.
[[nodiscard]] AZOTH_EXPORT SqlType sum_type(const SqlType& argument);
/// Type of avg().
[[nodiscard]] AZOTH_EXPORT SqlType average_type(const SqlType& argument);

template <class T>
using nullable_type = std::optional<without_optional<T>>;
}  // namespace detail

/// SQL functions. Those with a name here know their type; `func::call("name", …)` reaches every
/// other function of every database. Aggregates over no rows are NULL, so their type is optional;
/// count never is.
namespace func {

/// count(*)
[[nodiscard]] inline TypedExpr<std::int64_t> count() {
    return TypedExpr<std::int64_t>(detail::count_rows());
}
[[nodiscard]] inline TypedExpr<std::int64_t> count(const Expr& expression) {
    return TypedExpr<std::int64_t>(
        detail::call_on(detail::KnownFunction::count, expression, SqlType(TypeKind::big_integer)));
}
[[nodiscard]] inline TypedExpr<std::int64_t> count_distinct(const Expr& expression) {
    return TypedExpr<std::int64_t>(detail::call_on(detail::KnownFunction::count, expression,
                                                   SqlType(TypeKind::big_integer), true));
}

[[nodiscard]] inline Expr max(const Expr& expression) {
    return Expr(detail::call_on(detail::KnownFunction::max, expression, expression.type()));
}
template <class T>
[[nodiscard]] TypedExpr<detail::nullable_type<T>> max(const TypedExpr<T>& expression) {
    return TypedExpr<detail::nullable_type<T>>(
        detail::call_on(detail::KnownFunction::max, expression, expression.type()));
}
[[nodiscard]] inline Expr min(const Expr& expression) {
    return Expr(detail::call_on(detail::KnownFunction::min, expression, expression.type()));
}
template <class T>
[[nodiscard]] TypedExpr<detail::nullable_type<T>> min(const TypedExpr<T>& expression) {
    return TypedExpr<detail::nullable_type<T>>(
        detail::call_on(detail::KnownFunction::min, expression, expression.type()));
}

[[nodiscard]] inline Expr sum(const Expr& expression) {
    return Expr(detail::call_on(detail::KnownFunction::sum, expression,
                                detail::sum_type(expression.type())));
}
[[nodiscard]] inline Expr avg(const Expr& expression) {
    return Expr(detail::call_on(detail::KnownFunction::avg, expression,
                                detail::average_type(expression.type())));
}

[[nodiscard]] inline Expr lower(const Expr& expression) {
    return Expr(detail::call_on(detail::KnownFunction::lower, expression, expression.type()));
}
[[nodiscard]] inline Expr upper(const Expr& expression) {
    return Expr(detail::call_on(detail::KnownFunction::upper, expression, expression.type()));
}
/// Characters, not bytes.
[[nodiscard]] inline TypedExpr<std::int64_t> char_length(const Expr& expression) {
    return TypedExpr<std::int64_t>(detail::call_on(detail::KnownFunction::char_length, expression,
                                                   SqlType(TypeKind::big_integer)));
}
/// The first argument that is not NULL; its type is the first one's, and of numbers the widest.
[[nodiscard]] AZOTH_EXPORT Expr coalesce(std::initializer_list<detail::Operand> arguments);

/// Any function: `func::call("soundex", {artist["name"]})`. The name must be an identifier, or
/// several joined by dots, otherwise `ArgumentError` (`bad_function_name`).
[[nodiscard]] AZOTH_EXPORT Expr call(ParamName name,
                                     std::initializer_list<detail::Operand> arguments,
                                     SqlType type = {});

}  // namespace func

/// `case_({{condition, result}, …}, otherwise)`.
struct CaseBranch {
    Condition condition;
    detail::Operand result;
};
[[nodiscard]] AZOTH_EXPORT Expr case_(std::initializer_list<CaseBranch> branches);
[[nodiscard]] AZOTH_EXPORT Expr case_(std::initializer_list<CaseBranch> branches,
                                      detail::Operand otherwise);

}  // namespace azoth
