// SPDX-License-Identifier: MIT
#include <azoth/sql/temporal_arithmetic.hpp>

#include <optional>
#include <tuple>
#include <type_traits>

#include <gtest/gtest.h>

#include <azoth/sql/operators.hpp>
#include <azoth/sql/typed_expr.hpp>
#include <azoth/types/types.hpp>

namespace azoth {
namespace {

template <class Left, class Right>
using Sum = decltype(std::declval<Left>() + std::declval<Right>());
template <class Left, class Right>
using Difference = decltype(std::declval<Left>() - std::declval<Right>());
template <class T>
using Of = TypedExpr<T>;

TEST(TemporalArithmetic, IsTypedWhereItsOperandsAre) {
    static_assert(std::is_same_v<Sum<Of<Timestamp>, Interval>, Of<Timestamp>>);
    static_assert(std::is_same_v<Sum<Interval, Of<Instant>>, Of<Instant>>);
    static_assert(std::is_same_v<Sum<Of<Date>, Of<Interval>>, Of<Timestamp>>);
    static_assert(std::is_same_v<Difference<Of<TimeOfDay>, Interval>, Of<TimeOfDay>>);
    static_assert(std::is_same_v<Difference<Of<Timestamp>, Timestamp>, Of<Interval>>);
    static_assert(std::is_same_v<Difference<Of<Date>, Of<Date>>, Of<std::int64_t>>);
    static_assert(std::is_same_v<Sum<Of<Interval>, Interval>, Of<Interval>>);
    // NULL on one side is NULL.
    static_assert(
        std::is_same_v<Sum<Of<std::optional<Timestamp>>, Interval>, Of<std::optional<Timestamp>>>);
    // What is known at run time only.
    static_assert(std::is_same_v<Sum<Expr, Interval>, Expr>);
    static_assert(std::is_same_v<Difference<Of<Instant>, Expr>, Expr>);
    static_assert(!detail::are_times<Of<Timestamp>, Timestamp, false>());
    static_assert(!detail::are_times<Of<Timestamp>, Instant, true>());
    static_assert(!detail::are_times<Interval, Of<Timestamp>, true>());
    static_assert(!detail::are_times<Of<Timestamp>, std::int64_t, false>());
}

TEST(TemporalArithmetic, HasATypeAtRunTime) {
    using sql::Operator;
    const auto type = [](Operator op, const SqlType& left, const SqlType& right) {
        return detail::temporal_type(op, left, right);
    };
    const SqlType instant = DateTime{with_timezone};
    EXPECT_EQ(type(Operator::add, DateTime{}, IntervalType{}), DateTime{});
    EXPECT_EQ(type(Operator::add, IntervalType{}, instant), instant);
    EXPECT_EQ(type(Operator::subtract, DateType{}, IntervalType{}), DateTime{});
    EXPECT_EQ(type(Operator::subtract, DateType{}, DateType{}), BigInteger{});
    EXPECT_EQ(type(Operator::subtract, Time{}, Time{}), IntervalType{});
    EXPECT_EQ(type(Operator::subtract, IntervalType{}, IntervalType{}), IntervalType{});
    for (const auto& [op, left, right] :
         {std::tuple{Operator::add, SqlType(DateTime{}), SqlType(DateTime{})},
          {Operator::subtract, DateTime{}, instant},
          {Operator::subtract, IntervalType{}, DateTime{}},
          {Operator::multiply, IntervalType{}, IntervalType{}},
          {Operator::add, DateTime{}, Integer{}},
          {Operator::add, Integer{}, Integer{}}}) {
        EXPECT_FALSE(type(op, left, right).is_known()) << left.describe() << right.describe();
    }
}

}  // namespace
}  // namespace azoth
