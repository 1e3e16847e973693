// SPDX-License-Identifier: MIT
#pragma once

#include <azoth/sql/comparable.hpp>
#include <azoth/sql/expression.hpp>

namespace azoth::detail {

template <bindable T>
[[nodiscard]] Predicate compare(sql::Operator op, const Expr& left, const T& right) {
    if constexpr (bindable_without_copy<T>) {
        return compare(op, left, ValueView{value_traits<argument_type<T>>::to_carrier(right)});
    } else {
        return compare(op, left, Value(right).view());
    }
}

template <bindable T>
[[nodiscard]] Predicate compare(sql::Operator op, const T& left, const Expr& right) {
    if constexpr (bindable_without_copy<T>) {
        return compare(op, ValueView{value_traits<argument_type<T>>::to_carrier(left)}, right);
    } else {
        return compare(op, Value(left).view(), right);
    }
}

}  // namespace azoth::detail

/// C++ operators on expressions. One template serves column with column, column with value and
/// value with column: separate overloads would be ambiguous with C++20's reversed candidates. A
/// pair that makes no SQL reaches the other overload of each operator, whose only job is to say
/// why.
namespace azoth::expression_operators {

template <class L, class R>
concept with_expression = azoth::expression<L> || azoth::expression<R>;

template <class L, class R>
concept with_nullopt = (azoth::expression<L> && azoth::detail::is_nullopt<R> &&
                        azoth::detail::can_be_null<L>()) ||
                       (azoth::expression<R> && azoth::detail::is_nullopt<L> &&
                        azoth::detail::can_be_null<R>());

#define AZOTH_COMPARISON(symbol, name, has_order)                                         \
    template <class L, class R>                                                           \
    requires with_expression<L, R> && azoth::comparable_sql_types<L, R>                   \
    [[nodiscard]] Predicate operator symbol(const L& left, const R& right) {              \
        return azoth::detail::compare(sql::Operator::name, left, right);                  \
    }                                                                                     \
    template <class L, class R>                                                           \
    requires with_expression<L, R> &&                                                     \
        (!azoth::comparable_sql_types<L, R>)&&(has_order || !with_nullopt<L, R>)Predicate \
        operator symbol(const L&, const R&) {                                             \
        azoth::detail::explain_incomparable<L, R, has_order>();                           \
        return Predicate(sql::NodePtr());                                                 \
    }

AZOTH_COMPARISON(==, eq, false)
AZOTH_COMPARISON(!=, ne, false)
AZOTH_COMPARISON(<, lt, true)
AZOTH_COMPARISON(<=, le, true)
AZOTH_COMPARISON(>, gt, true)
AZOTH_COMPARISON(>=, ge, true)
#undef AZOTH_COMPARISON

/// `column == std::nullopt` is IS NULL.
template <class L, class R>
requires with_nullopt<L, R>
[[nodiscard]] Predicate operator==(const L& left, const R& right) {
    if constexpr (azoth::expression<L>) {
        return left.is_null();
    } else {
        return right.is_null();
    }
}

template <class L, class R>
requires with_nullopt<L, R>
[[nodiscard]] Predicate operator!=(const L& left, const R& right) {
    if constexpr (azoth::expression<L>) {
        return left.is_not_null();
    } else {
        return right.is_not_null();
    }
}

// Conditions. Condition's constructors say why an operand is none.

template <class L, class R>
requires with_expression<std::remove_cvref_t<L>, std::remove_cvref_t<R>>
[[nodiscard]] Predicate operator&&(L&& left, R&& right) {
    return azoth::detail::conjoin(sql::Operator::and_, Condition(std::forward<L>(left)).node(),
                                  Condition(std::forward<R>(right)).node());
}

template <class L, class R>
requires with_expression<std::remove_cvref_t<L>, std::remove_cvref_t<R>>
[[nodiscard]] Predicate operator||(L&& left, R&& right) {
    return azoth::detail::conjoin(sql::Operator::or_, Condition(std::forward<L>(left)).node(),
                                  Condition(std::forward<R>(right)).node());
}

template <class E>
requires azoth::expression<E>
[[nodiscard]] Predicate operator!(const E& operand) {
    return azoth::not_(Condition(operand));
}

template <class L, class R>
concept numeric_or_unknown = (azoth::detail::family_of<L>() == SqlFamily::number ||
                              azoth::detail::family_of<L>() == SqlFamily::unknown) &&
                             (azoth::detail::family_of<R>() == SqlFamily::number ||
                              azoth::detail::family_of<R>() == SqlFamily::unknown);

#define AZOTH_ARITHMETIC(symbol, name)                                                             \
    template <class L, class R>                                                                    \
    requires with_expression<L, R>                                                                 \
    [[nodiscard]] Expr operator symbol(const L& left, const R& right) {                            \
        constexpr bool are_numbers = numeric_or_unknown<L, R>;                                     \
        static_assert(are_numbers, "azoth: arithmetic needs numbers on both sides");               \
        if constexpr (are_numbers) {                                                               \
            return azoth::detail::arithmetic(sql::Operator::name, left, right);                    \
        } else {                                                                                   \
            return azoth::detail::arithmetic(sql::Operator::name, azoth::Value(), azoth::Value()); \
        }                                                                                          \
    }

AZOTH_ARITHMETIC(+, add)
AZOTH_ARITHMETIC(-, subtract)
AZOTH_ARITHMETIC(*, multiply)
AZOTH_ARITHMETIC(/, divide)
AZOTH_ARITHMETIC(%, modulo)
#undef AZOTH_ARITHMETIC

template <class E>
requires azoth::expression<E>
[[nodiscard]] Expr operator-(const E& operand) {
    constexpr bool is_number = numeric_or_unknown<E, E>;
    static_assert(is_number, "azoth: arithmetic needs numbers");
    return azoth::detail::negate(operand);
}

}  // namespace azoth::expression_operators
