// SPDX-License-Identifier: MIT
// Which types expressions have: what is cast, added up or compared goes by them.
#include <azoth/sql/expression.hpp>

#include <gtest/gtest.h>

#include <vector>

#include <azoth/schema/metadata.hpp>
#include <azoth/sql/func.hpp>
#include <azoth/sql/operators.hpp>
#include <azoth/sql/predicate.hpp>
#include <azoth/sql/quantified.hpp>
#include <azoth/sql/scalar.hpp>
#include <azoth/sql/select.hpp>
#include <azoth/sql/tuple.hpp>
#include <azoth/value/datetime.hpp>

namespace azoth {
namespace {

struct ExpressionTypes : testing::Test {
    MetaData metadata;
    Table t{"t",
            metadata,
            Column{"small", SmallInteger{}},
            Column{"i", Integer{}},
            Column{"big", BigInteger{}},
            Column{"f", Float{}},
            Column{"d", Double{}},
            Column{"day", DateType{}}};
};

TEST_F(ExpressionTypes, TestsOfListsAreTruths) {
    const std::vector<std::int64_t> some{1, 2};
    EXPECT_EQ(t["i"].in(some).type(), Boolean{});
    EXPECT_EQ(t["i"].not_in(some).type(), Boolean{});
    EXPECT_EQ((!t["i"].in(some)).type(), Boolean{});
    EXPECT_EQ(t["i"].in(bind_list<int>("some")).type(), Boolean{});
}

/// Not equal to any is unequal to all, and the other way round.
TEST_F(ExpressionTypes, NegationTurnsTheQuantifierToo) {
    const Select query = select(t["big"]);
    const auto quantifies_all = [](const Predicate& test, sql::Operator op) {
        const auto& binary = sql::cast<sql::Binary>(*test.node());
        EXPECT_EQ(binary.op, op);
        return sql::cast<sql::Quantified>(*binary.right).all;
    };
    EXPECT_TRUE(quantifies_all(!(t["i"] == any_(query)), sql::Operator::ne));
    EXPECT_FALSE(quantifies_all(!(t["i"] < all_(query)), sql::Operator::ge));
    EXPECT_FALSE(quantifies_all(!!(t["i"] == any_(query)), sql::Operator::eq));
}

TEST_F(ExpressionTypes, ArithmeticIsOfTheWiderType) {
    EXPECT_EQ((t["i"] + t["big"]).type(), BigInteger{});
    EXPECT_EQ((t["big"] + t["i"]).type(), BigInteger{});
    EXPECT_EQ((t["small"] * t["i"]).type(), Integer{});
    EXPECT_EQ((t["f"] + t["d"]).type(), Double{});
    EXPECT_EQ(func::sum(t["i"] + t["big"]).type(), Numeric{});
}

TEST_F(ExpressionTypes, AMomentBesideADayStaysOne) {
    const Timestamp noon{make_date(2024, 2, 29), make_time(12, 0)};
    const auto compared = t["day"] < noon;
    const auto& binary = sql::cast<sql::Binary>(*compared.node());
    EXPECT_EQ(binary.right->type(), DateTime{});
    const auto equal = t["day"] == noon.date;
    EXPECT_EQ(sql::cast<sql::Binary>(*equal.node()).right->type(), DateType{});
}

}  // namespace
}  // namespace azoth
