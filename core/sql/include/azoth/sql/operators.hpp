// SPDX-License-Identifier: MIT
#pragma once

#include <azoth/sql/comparable.hpp>

/// C++ operators on expressions. One template serves column with column, column with value and value
/// with column: separate overloads would be ambiguous with C++20's reversed candidates. A pair that
/// makes no SQL reaches the other overload of each operator, whose only job is to say why.
namespace azoth::expression_operators {

template <class L, class R>
concept with_expression = azoth::expression<L> || azoth::expression<R>;

template <class L, class R>
concept with_nullopt = (azoth::expression<L> && azoth::detail::is_nullopt<R> &&
                        azoth::detail::can_be_null<L>()) ||
                       (azoth::expression<R> && azoth::detail::is_nullopt<L> &&
                        azoth::detail::can_be_null<R>());

#define AZOTH_COMPARISON(symbol, name)                                                     \
    template <class L, class R>                                                            \
        requires with_expression<L, R> && azoth::comparable_sql_types<L, R>                \
    [[nodiscard]] Predicate operator symbol(const L& left, const R& right) {               \
        return azoth::detail::compare(sql::Operator::name, left, right);                   \
    }                                                                                      \
    template <class L, class R>                                                            \
        requires with_expression<L, R> &&                                                  \
                 (!azoth::comparable_sql_types<L, R> && !with_nullopt<L, R>)               \
    Predicate operator symbol(const L&, const R&) {                                        \
        azoth::detail::explain_incomparable<L, R>();                                       \
        return azoth::detail::compare(sql::Operator::name, azoth::Value(), azoth::Value());\
    }

AZOTH_COMPARISON(==, eq)
AZOTH_COMPARISON(!=, ne)
AZOTH_COMPARISON(<, lt)
AZOTH_COMPARISON(<=, le)
AZOTH_COMPARISON(>, gt)
AZOTH_COMPARISON(>=, ge)
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

template <class L, class R>
concept numeric_or_unknown =
    (azoth::detail::family_of<L>() == SqlFamily::number ||
     azoth::detail::family_of<L>() == SqlFamily::unknown) &&
    (azoth::detail::family_of<R>() == SqlFamily::number ||
     azoth::detail::family_of<R>() == SqlFamily::unknown);

#define AZOTH_ARITHMETIC(symbol, name)                                       \
    template <class L, class R>                                              \
        requires with_expression<L, R> && numeric_or_unknown<L, R>           \
    [[nodiscard]] Expr operator symbol(const L& left, const R& right) {      \
        return azoth::detail::arithmetic(sql::Operator::name, left, right);  \
    }

AZOTH_ARITHMETIC(+, add)
AZOTH_ARITHMETIC(-, subtract)
AZOTH_ARITHMETIC(*, multiply)
AZOTH_ARITHMETIC(/, divide)
AZOTH_ARITHMETIC(%, modulo)
#undef AZOTH_ARITHMETIC

}  // namespace azoth::expression_operators
