// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <optional>
#include <type_traits>
#include <utility>

#include <azoth/sql/comparable.hpp>
#include <azoth/sql/expression.hpp>
#include <azoth/sql/temporal_arithmetic.hpp>
#include <azoth/sql/typed_expr.hpp>

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

// ── what arithmetic reads as ────────────────────────────────────────────────────────────────────

/// How a side of an operator takes part in arithmetic.
enum class Arithmetic : unsigned char { unknown, integer, exact, real };

template <class T>
constexpr Arithmetic arithmetic_of_value() {
    using Bare = without_optional<argument_type<T>>;
    if constexpr (requires { typename value_traits<Bare>::carrier; }) {
        switch (carrier_kind<typename value_traits<Bare>::carrier>) {
            case ValueKind::int64: return Arithmetic::integer;
            case ValueKind::decimal: return Arithmetic::exact;
            case ValueKind::real: return Arithmetic::real;
            default: return Arithmetic::unknown;
        }
    } else {
        return Arithmetic::unknown;
    }
}

template <class T>
constexpr Arithmetic arithmetic_of() {
    if constexpr (typed_expression<T>) {
        return arithmetic_of_value<typename T::value_type>();
    } else if constexpr (expression<T>) {
        return Arithmetic::unknown;
    } else {
        return arithmetic_of_value<T>();
    }
}

/// Whether a side may be an integer, as far as its C++ type tells.
template <class T>
constexpr bool may_be_integer() {
    if constexpr (family_of<T>() == SqlFamily::unknown) return true;
    if constexpr (family_of<T>() != SqlFamily::number) return false;
    const Arithmetic arithmetic = arithmetic_of<T>();
    return arithmetic != Arithmetic::exact && arithmetic != Arithmetic::real;
}

template <class T>
constexpr bool is_nullable_side() {
    if constexpr (typed_expression<T>) {
        return is_optional<typename T::value_type>;
    } else {
        return is_optional<T>;
    }
}

template <Arithmetic A>
struct arithmetic_value {
    using type = std::int64_t;
};
template <>
struct arithmetic_value<Arithmetic::exact> {
    using type = Decimal;
};
template <>
struct arithmetic_value<Arithmetic::real> {
    using type = double;
};

/// The C++ type of `L op R`, void where a side is known at run time only.
template <class L, class R, bool may_be_null>
constexpr auto arithmetic_type() {
    constexpr Arithmetic left = arithmetic_of<L>();
    constexpr Arithmetic right = arithmetic_of<R>();
    if constexpr (left == Arithmetic::unknown || right == Arithmetic::unknown) {
        return std::type_identity<void>{};
    } else {
        using T = typename arithmetic_value<(left > right ? left : right)>::type;
        if constexpr (may_be_null || is_nullable_side<L>() || is_nullable_side<R>()) {
            return std::type_identity<std::optional<T>>{};
        } else {
            return std::type_identity<T>{};
        }
    }
}
template <class L, class R, bool may_be_null>
using arithmetic_result = typename decltype(arithmetic_type<L, R, may_be_null>())::type;

template <class L, class R, bool subtracts>
constexpr bool are_times() {
    return adds_up(family_of<L>(), family_of<R>(), subtracts);
}

/// The C++ type of `L ± R` of moments and intervals, void where a side is known at run time only.
template <class L, class R, bool subtracts>
constexpr auto temporal_result_type() {
    using T = typename decltype(temporal_value<sum_of(family_of<L>(), family_of<R>(),
                                                      subtracts)>())::type;
    if constexpr (!std::is_void_v<T> && (is_nullable_side<L>() || is_nullable_side<R>())) {
        return std::type_identity<std::optional<T>>{};
    } else {
        return std::type_identity<T>{};
    }
}
template <class L, class R, bool subtracts>
using temporal_result = typename decltype(temporal_result_type<L, R, subtracts>())::type;

template <class T>
[[nodiscard]] auto typed_as(Expr&& expression) {
    if constexpr (std::is_void_v<T>) {
        return std::move(expression);
    } else {
        return TypedExpr<T>(std::move(expression).node());
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

/// Whether both sides are something that SQL can take, as opposed to a stream.
template <class L, class R>
concept sql_operands = with_expression<L, R> && azoth::detail::family_of<L>()
!= SqlFamily::none&& azoth::detail::family_of<R>() != SqlFamily::none;

// Sums and differences, of numbers or of moments and intervals.
#define AZOTH_SUM(symbol, name, subtracts)                                                         \
    template <class L, class R>                                                                    \
    requires with_expression<L, R>                                                                 \
    [[nodiscard]] auto operator symbol(const L& left, const R& right) {                            \
        constexpr bool are_numbers = numeric_or_unknown<L, R>;                                     \
        constexpr bool are_times = azoth::detail::are_times<L, R, subtracts>();                    \
        constexpr bool add_up = are_numbers || are_times;                                          \
        static_assert(add_up, "azoth: arithmetic needs numbers on both sides");                    \
        if constexpr (are_numbers) {                                                               \
            return azoth::detail::typed_as<azoth::detail::arithmetic_result<L, R, false>>(         \
                azoth::detail::arithmetic(sql::Operator::name, left, right));                      \
        } else if constexpr (are_times) {                                                          \
            return azoth::detail::typed_as<azoth::detail::temporal_result<L, R, subtracts>>(       \
                azoth::detail::arithmetic(sql::Operator::name, left, right));                      \
        } else {                                                                                   \
            return azoth::detail::arithmetic(sql::Operator::name, azoth::Value(), azoth::Value()); \
        }                                                                                          \
    }

AZOTH_SUM(+, add, false)
AZOTH_SUM(-, subtract, true)
#undef AZOTH_SUM

// The meaning is the same on every database: `/` of two integers truncates toward zero, `%` has
// the sign of its left side, and dividing by zero is NULL.
#define AZOTH_ARITHMETIC(symbol, name, may_be_null)                                                \
    template <class L, class R>                                                                    \
    requires with_expression<L, R>                                                                 \
    [[nodiscard]] auto operator symbol(const L& left, const R& right) {                            \
        constexpr bool are_numbers = numeric_or_unknown<L, R>;                                     \
        static_assert(are_numbers, "azoth: arithmetic needs numbers on both sides");               \
        if constexpr (are_numbers) {                                                               \
            return azoth::detail::typed_as<azoth::detail::arithmetic_result<L, R, may_be_null>>(   \
                azoth::detail::arithmetic(sql::Operator::name, left, right));                      \
        } else {                                                                                   \
            return azoth::detail::arithmetic(sql::Operator::name, azoth::Value(), azoth::Value()); \
        }                                                                                          \
    }

AZOTH_ARITHMETIC(*, multiply, false)
AZOTH_ARITHMETIC(/, divide, true)
AZOTH_ARITHMETIC(%, modulo, true)
#undef AZOTH_ARITHMETIC

template <class E>
requires azoth::expression<E>
[[nodiscard]] auto operator-(const E& operand) {
    constexpr bool is_number = numeric_or_unknown<E, E>;
    static_assert(is_number, "azoth: arithmetic needs numbers");
    return azoth::detail::typed_as<azoth::detail::arithmetic_result<E, E, false>>(
        azoth::detail::negate(operand));
}

// Bits of 64-bit integers in two's complement; `>>` keeps the sign. Shifts by less than 0 or more
// than 63 are not defined. Mind C++: `a & 1 == 0` compares first.
#define AZOTH_BITS(symbol, name)                                                       \
    template <class L, class R>                                                        \
    requires sql_operands<L, R>                                                        \
    [[nodiscard]] auto operator symbol(const L& left, const R& right) {                \
        constexpr bool are_integers =                                                  \
            azoth::detail::may_be_integer<L>() && azoth::detail::may_be_integer<R>();  \
        static_assert(are_integers, "azoth: bits need integers on both sides");        \
        return azoth::detail::typed_as<azoth::detail::arithmetic_result<L, R, false>>( \
            azoth::detail::arithmetic(sql::Operator::name, left, right));              \
    }

AZOTH_BITS(&, bit_and)
AZOTH_BITS(|, bit_or)
AZOTH_BITS(^, bit_xor)
AZOTH_BITS(<<, shift_left)
AZOTH_BITS(>>, shift_right)
#undef AZOTH_BITS

template <class E>
requires azoth::expression<E>
[[nodiscard]] auto operator~(const E& operand) {
    constexpr bool is_integer = azoth::detail::may_be_integer<E>();
    static_assert(is_integer, "azoth: bits need an integer");
    return azoth::detail::typed_as<azoth::detail::arithmetic_result<E, E, false>>(
        azoth::detail::bit_not(operand));
}

}  // namespace azoth::expression_operators
