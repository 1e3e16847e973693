// SPDX-License-Identifier: MIT
// Columns of which nothing is known before their cells.
#include <string>

#include <azoth/sql/func.hpp>
#include <azoth/value/array.hpp>
#include <azoth/value/datetime.hpp>
#include <azoth/value/decimal.hpp>

#include "arrow_shop.hpp"

namespace azoth::test {
namespace {

using ::testing::HasSubstr;

using ArrowSighting = ArrowShop;

TEST_F(ArrowSighting, TheKindOfTheCells) {
    EXPECT_EQ(shown(untyped({{}, 1, 2})), "l: NULL 1 2");
    EXPECT_EQ(shown(untyped({"a", {}})), "u: a NULL");
    EXPECT_EQ(shown(untyped({true})), "b: true");
    EXPECT_EQ(shown(untyped({std::uint64_t{1}})), "L: 1");
    EXPECT_EQ(shown(untyped({make_date(1970, 1, 3)})), "tdD: 2");
    EXPECT_EQ(shown(untyped({Interval{1, 2, 3}})), "tin: 1M2D3n");
}

TEST_F(ArrowSighting, KindsThatGoTogether) {
    EXPECT_EQ(shown(untyped({1, 2.5})), "g: 1.000000 2.500000");
    EXPECT_EQ(shown(untyped({1, std::uint64_t{18446744073709551615U}})),
              "L: 1 18446744073709551615");
    EXPECT_EQ(shown(untyped({-1, std::uint64_t{18446744073709551615U}})),
              "d:38,0: -1 18446744073709551615");
    EXPECT_EQ(shown(untyped({12, Decimal("0.125")})), "d:38,3: 12.000 0.125");
}

TEST_F(ArrowSighting, KindsThatDoNot) {
    EXPECT_THAT(shown(untyped({1, "a"})),
                HasSubstr("type_mismatch: column \"c\": the cells are of kinds that have no Arrow "
                          "type together: int64 and text"));
    EXPECT_THAT(shown(untyped({Decimal("1"), 0.5})), HasSubstr("real and decimal"));
    EXPECT_THAT(shown(untyped({9007199254740993LL, 0.5})), HasSubstr("out_of_range"))
        << "an integer that no double is";
}

TEST_F(ArrowSighting, TheClientLibraryKnows) {
    EXPECT_EQ(shown(untyped({}, ValueKind::int64)), "l:");
    EXPECT_EQ(shown(untyped({{}}, ValueKind::text)), "u: NULL");
    EXPECT_THAT(shown(untyped({"a"}, ValueKind::int64)), HasSubstr("type_mismatch"));
    EXPECT_EQ(shown(untyped({Decimal("1.5")}, ValueKind::decimal)), "d:38,1: 1.5");
}

TEST_F(ArrowSighting, DecimalsWithoutPrecision) {
    EXPECT_EQ(shown(typed(Numeric{}, {Decimal("12.5"), {}, Decimal("-0.125")})),
              "d:38,3: 12.500 NULL -0.125");
    EXPECT_EQ(shown(typed(Numeric{}, {"1.50", 7, 0.25})), "d:38,2: 1.50 7.00 0.25");
    EXPECT_EQ(shown(typed(Numeric{}, {"1e3"})), "d:38,0: 1000") << "in a client's own form";
    EXPECT_EQ(shown(typed(Numeric{}, {})), "d:38,0:");
    EXPECT_EQ(shown(typed(Numeric{}, {std::string(40, '9') + ".5"})),
              "d:76,1,256: " + std::string(40, '9') + ".5");
    EXPECT_EQ(shown(typed(Numeric{}, {std::string(80, '9') + ".5", "0.25"})),
              "u: " + std::string(80, '9') + ".5 0.25");
    EXPECT_THAT(shown(typed(Numeric{}, {"one"})), HasSubstr("column \"c\""));
}

TEST_F(ArrowSighting, NothingWasThere) {
    EXPECT_EQ(shown(untyped({})), "n:");
    EXPECT_EQ(shown(untyped({{}, {}})), "n: NULL NULL");
}

TEST_F(ArrowSighting, LaterCellsDecideNothing) {
    const ArrowOptions two{.batch_rows = 2};
    EXPECT_EQ(shown(untyped({1, 2, 3, {}, 5}), two), "l: 1 2 3 NULL 5");
    EXPECT_THAT(shown(untyped({1, 2, "three"}), two), HasSubstr("type_mismatch: column \"c\""));
    EXPECT_THAT(shown(untyped({{}, {}, 3}), two),
                HasSubstr("the first batch had no values that tell the column's type"));
    EXPECT_THAT(shown(typed(Numeric{}, {"1.5", "2.5", "0.125"}), two),
                HasSubstr("value_not_representable"));
    EXPECT_EQ(shown(typed(Numeric{}, {"1.25", "2.5", "1234567"}), two),
              "d:38,2: 1.25 2.50 1234567.00");
}

TEST_F(ArrowSighting, EveryOtherColumnKeepsItsCells) {
    FakeReply reply{.columns = {"a", "b"}};
    for (std::int64_t i = 0; i < 5; ++i) reply.rows.push_back({i, "row " + std::to_string(i)});
    server.on("SELECT", reply);
    ArrowReader arrow = reader(db.execute(text("SELECT a, b FROM t")), {.batch_rows = 2});
    EXPECT_EQ(arrow.schema(), "a:l b:u");
    EXPECT_THAT(arrow.rows(),
                ::testing::ElementsAre("0|row 0", "1|row 1", "2|row 2", "3|row 3", "4|row 4"));
    EXPECT_EQ(arrow.batches, 3);
}

}  // namespace
}  // namespace azoth::test
