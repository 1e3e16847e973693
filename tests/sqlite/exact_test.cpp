// SPDX-License-Identifier: MIT
// What SQLite computes exactly although it has no exact numbers, and what its ways of comparing and
// rounding must not spoil.
#include <gtest/gtest.h>

#include <azoth/azoth.hpp>

namespace azoth {
namespace {

struct SqliteExact : ::testing::Test {
    SqliteExact() {
        metadata.create_all(db);
        const auto add = [&](int id, const char* number, const char* text) {
            db.execute(insert(exact), {{"id", id}, {"n", Decimal(number)}, {"t", text}});
        };
        add(1, "1.50", "12");
        add(2, "-1.5", "");
        add(3, "2.45", "12.0");
    }

    template <class T = std::string>
    std::vector<T> all(const Expr& expression) {
        return db.scalars<T>(select(expression).order_by(exact["id"])).all();
    }
    template <class T = std::string>
    T one(const Expr& expression) {
        return db.scalar<T>(select(expression));
    }
    static Expr number(const char* digits) { return literal(Decimal(digits)); }

    using Texts = std::vector<std::string>;
    using Numbers = std::vector<Decimal>;
    MetaData metadata;
    Table exact{"exact",
                metadata,
                Column{"id", Integer{}, primary_key},
                Column{"n", Numeric{10, 2}},
                Column{"t", String{10}},
                Column{"i", Integer{}},
                Column{"r", Double{}}};
    Engine engine = create_engine("sqlite:///:memory:");
    Connection db = engine.connect();
    const Expr n = exact["n"];
    const Expr t = exact["t"];
};

TEST_F(SqliteExact, RoundsUpAndDown) {
    const auto decimal = [](const char* digits) { return Decimal(digits); };
    EXPECT_EQ(all<Decimal>(func::abs(n)),
              (Numbers{decimal("1.5"), decimal("1.5"), decimal("2.45")}));
    EXPECT_EQ(all<Decimal>(func::floor(n)), (Numbers{1, -2, 2}));
    EXPECT_EQ(all<Decimal>(func::ceil(n)), (Numbers{2, -1, 3}));
    EXPECT_EQ(all<Decimal>(func::round(n, 1)),
              (Numbers{decimal("1.5"), decimal("-1.5"), decimal("2.5")}));
    EXPECT_EQ(all<Decimal>(cast(n, Numeric{4, 0})), (Numbers{2, -2, 2}));
    EXPECT_EQ(one(cast(func::floor(number("-0.5")), Text{})), "-1");
    EXPECT_EQ(one(cast(func::ceil(number("-0.5")), Text{})), "0");
    EXPECT_EQ(one(cast(func::ceil(number("99999999999999999999.01")), Text{})),
              "100000000000000000000");
    EXPECT_EQ(one(cast(func::floor(number("7.000")), Text{})), "7");
    EXPECT_THROW(one(cast(number("123.5"), Numeric{3, 1})), DataError);
}

TEST_F(SqliteExact, AveragesAndSlidingSumsAreExact) {
    EXPECT_EQ(one<Decimal>(func::avg(n)), Decimal("0.81666666666666666667"));
    EXPECT_EQ(one<Decimal>(func::avg(exact["id"])), Decimal(2));
    EXPECT_EQ(one<std::optional<Decimal>>(func::avg(exact["i"])), std::nullopt);
    const Window two{.order_by = {exact["id"]}, .frame = rows(preceding(1), current_row)};
    EXPECT_EQ(all<Decimal>(func::sum(n).over(two)), (Numbers{Decimal("1.5"), 0, Decimal("0.95")}));
    EXPECT_EQ(all<Decimal>(func::avg(n).over(two)), (Numbers{Decimal("1.5"), 0, Decimal("0.475")}));
    const Expr large = literal(std::numeric_limits<std::int64_t>::max());
    EXPECT_EQ(one<Decimal>(func::avg(large).over({.partition_by = {exact["id"]}})),
              Decimal("9223372036854775807"));
}

/// As PostgreSQL divides, digit by digit.
TEST_F(SqliteExact, AveragesHaveTheDigitsOfPostgresql) {
    const auto average = [&](std::initializer_list<const char*> numbers) {
        db.execute(delete_from(exact));
        int id = 0;
        for (const char* digits : numbers) {
            db.execute(insert(exact), {{"id", ++id}, {"n", Decimal(digits)}});
        }
        return one(cast(func::avg(n), Text{}));
    };
    EXPECT_EQ(average({"1.00", "2.00", "2.00"}), "1.6666666666666667");
    EXPECT_EQ(average({"0.01", "0.01", "0.02"}), "0.01333333333333333333");
    EXPECT_EQ(average({"12345678.90", "0.00", "0.00"}), "4115226.300000000000");
    EXPECT_EQ(average({"-1.00", "-1.00", "0.00"}), "-0.66666666666666666667");
    EXPECT_EQ(average({"0.00"}), "0.00000000000000000000");
}

TEST_F(SqliteExact, ANumberBecomesTheNearestReal) {
    EXPECT_EQ(one<double>(cast(number("9223372036854775806.000001"), Double{})),
              9223372036854775806.000001);
    EXPECT_EQ(one<double>(cast(number("123456789012345678.5"), Double{})), 123456789012345678.5);
    EXPECT_EQ(one<std::optional<double>>(cast(exact["i"] + n, Double{})), std::nullopt);
}

/// '12' and '12.0' are one number and two texts, and a number is less than no number.
TEST_F(SqliteExact, ATextThatNumbersChooseIsATextStill) {
    const Expr chosen = case_({{n < 5, t}});
    const auto sorted = [&](const Expr& by) {
        return db.scalars<std::string>(select(t).order_by(by)).all();
    };
    EXPECT_EQ(sorted(chosen), (Texts{"", "12", "12.0"}));
    EXPECT_EQ(sorted(func::coalesce({chosen, t})), (Texts{"", "12", "12.0"}));
    EXPECT_EQ(sorted(cast(n > 2, Text{})), (Texts{"12", "", "12.0"}));
    EXPECT_EQ(one<int>(func::count_distinct(chosen)), 3);
    EXPECT_EQ(db.scalars<int>(select(exact["id"]).where(chosen == "12")).all(), std::vector{1});
    EXPECT_EQ(one(func::max(cast(func::max(n), Text{})).over()), "2.45");
    EXPECT_EQ(db.execute(select(chosen, func::count()).group_by(chosen)).all().size(), 3u);
    // The same of numbers that became texts.
    const Expr number_text = cast(func::nullif(exact["id"], n), Text{});
    EXPECT_EQ(db.scalars<int>(select(exact["id"]).where(number_text == "1.0")).all(),
              std::vector<int>{});
}

TEST_F(SqliteExact, AWholeNumberAmongRealsIsDividedAsOne) {
    EXPECT_EQ(all<double>(func::coalesce({exact["r"], exact["id"]}) / 2),
              (std::vector{0.5, 1.0, 1.5}));
    EXPECT_EQ(all<double>(case_({{n > 0, exact["id"]}}, literal(1.0)) / 2),
              (std::vector{0.5, 0.5, 1.5}));
}

/// SQLite's own functions round to milliseconds.
TEST_F(SqliteExact, TheLastMicrosecondBelongsToItsYear) {
    const Date last = make_date(9999, 12, 31);
    const TimeOfDay late = make_time(23, 59, 59, 999'999'000);
    EXPECT_EQ(one<int>(extract(Field::year, literal(Timestamp{last, late}))), 9999);
    EXPECT_EQ(one<int>(extract(Field::week, literal(Timestamp{last, late}))), 52);
    EXPECT_EQ(one<int>(extract(Field::second, literal(Timestamp{last, late}))), 59);
    EXPECT_EQ(one<int>(extract(Field::hour, literal(late))), 23);
    const Instant instant{make_date(2023, 12, 31), late};
    EXPECT_EQ(one<int>(extract(Field::year, literal(instant))), 2023);
    // One that another program wrote, with its own zone.
    EXPECT_EQ(one<int>(extract(Field::hour, sql_text("'2023-12-31 23:59:59.9996-05:00'",
                                                     DateTime{with_timezone}))),
              4);
    EXPECT_EQ(one<TimeOfDay>(cast(literal(Timestamp{last, late}), Time{})), late);
}

/// As PostgreSQL writes them.
TEST_F(SqliteExact, AValueHasOneText) {
    EXPECT_EQ(all(cast(n, Text{})), (Texts{"1.50", "-1.50", "2.45"}));
    EXPECT_EQ(all(cast(-func::abs(n), Text{})), (Texts{"-1.50", "-1.50", "-2.45"}));
    EXPECT_EQ(all(cast(cast(n + 1, Numeric{5, 3}), Text{})), (Texts{"2.500", "-0.500", "3.450"}));
    EXPECT_EQ(all(func::concat({n, "!"})), (Texts{"1.50!", "-1.50!", "2.45!"}));
    EXPECT_EQ(all(cast(n > 2, Text{})), (Texts{"false", "false", "true"}));
    EXPECT_THROW(all(cast(n + 1, Text{})), CompileError);
    for (const auto& [number, text] : {std::pair{1.0, "1"},
                                       {-7.0, "-7"},
                                       {0.1, "0.1"},
                                       {0.30000000000000004, "0.30000000000000004"},
                                       {1e15, "1e+15"},
                                       {123456789012345.0, "123456789012345"},
                                       {1.5e-5, "1.5e-05"},
                                       {0.00015, "0.00015"},
                                       {1e300, "1e+300"},
                                       {100.25, "100.25"}}) {
        EXPECT_EQ(one(cast(literal(number), Text{})), text);
        EXPECT_EQ(one(func::concat({"", literal(number)})), text);
    }
    EXPECT_EQ(one<std::optional<std::string>>(cast(exact["r"], Text{})), std::nullopt);
    // An integer that a comparison of exact numbers chose is a text beside one.
    const Expr beside = func::concat({case_({{n > 5, 1}}, 12), ""});
    EXPECT_EQ(db.scalars<int>(select(exact["id"]).where(beside == "12.0")).all(),
              std::vector<int>{});
}

TEST_F(SqliteExact, HavingWantsAGroupOrAnAggregate) {
    const Expr count = func::count();
    EXPECT_THROW(db.execute(select(literal(1)).select_from(exact).having(count > 0)), CompileError);
    EXPECT_THROW(db.execute(select(func::round(literal(1))).select_from(exact).having(true_())),
                 CompileError);
    EXPECT_EQ(db.execute(select(count).select_from(exact).having(count > 5)).all().size(), 0u);
}

}  // namespace
}  // namespace azoth
