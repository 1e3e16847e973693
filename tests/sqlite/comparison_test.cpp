// SPDX-License-Identifier: MIT
// What SQLite stores as text and this dialect compares exactly is answered, not refused: the
// compliance suites take either.
#include <gtest/gtest.h>

#include <azoth/azoth.hpp>

namespace azoth {
namespace {

struct SqliteComparison : ::testing::Test {
    SqliteComparison() {
        metadata.create_all(db);
        const Date day = make_date(2024, 1, 1);
        db.execute(insert(mixed), {{"id", 1},
                                   {"i", 10},
                                   {"n", Decimal("10.00")},
                                   {"d", day},
                                   {"t", Timestamp{day, TimeOfDay{}}}});
        db.execute(insert(mixed), {{"id", 2},
                                   {"i", 3},
                                   {"n", Decimal("2.50")},
                                   {"d", make_date(2024, 1, 2)},
                                   {"t", Timestamp{day, make_time(12, 0, 0, 0)}}});
    }

    std::vector<std::int64_t> where(const Condition& condition) {
        return db.scalars<std::int64_t>(select(mixed["id"]).where(condition).order_by(mixed["id"]))
            .all();
    }

    using Ids = std::vector<std::int64_t>;
    MetaData metadata;
    Table mixed{"mixed",
                metadata,
                Column{"id", Integer{}, primary_key},
                Column{"i", Integer{}},
                Column{"n", Numeric{10, 2}},
                Column{"d", DateType{}},
                Column{"t", DateTime{}}};
    Engine engine = create_engine("sqlite:///:memory:");
    Connection db = engine.connect();
    const Expr i = mixed["i"];
    const Expr n = mixed["n"];
    const Expr d = mixed["d"];
    const Expr t = mixed["t"];
};

TEST_F(SqliteComparison, ADayIsItsMidnight) {
    EXPECT_EQ(where(t == d), Ids{1});
    EXPECT_EQ(where(d < t), Ids{});
    EXPECT_EQ(where(t < d), Ids{2});
    EXPECT_EQ(where(t.between(d, d)), Ids{1});
    EXPECT_EQ(where(func::nullif(t, d) == std::nullopt), Ids{1});
    EXPECT_EQ(where(cast(d, DateTime{}) == t), Ids{1});
}

TEST_F(SqliteComparison, AnIntegerIsTheNumberThatItIs) {
    EXPECT_EQ(where(i == n), Ids{1});
    EXPECT_EQ(where(i > n), Ids{2});
    EXPECT_EQ(where(func::nullif(i, n) == std::nullopt), Ids{1});
    EXPECT_EQ(where(func::nullif(n, i) == std::nullopt), Ids{1});
}

TEST_F(SqliteComparison, AnyOfExactNumbers) {
    db.execute(update(mixed).set("n", Decimal("2.5")).where(mixed["id"] == 1));
    const auto largest = select(func::max(n));
    EXPECT_EQ(where(n == any_(largest)), (Ids{1, 2}));
    EXPECT_EQ(where(n != all_(largest)), Ids{});
}

TEST_F(SqliteComparison, ARealNumberIsNotCastToAnExactOne) {
    const auto hint_of = [&](const Statement& query) {
        try {
            db.execute(query);
        } catch (const CompileError& error) {
            return std::string(error.details().hint);
        }
        return std::string("nothing thrown");
    };
    const Expr real = cast(i, Double{});
    const auto to_real = "cast the Numeric to Double{} if rounding is acceptable";
    EXPECT_EQ(hint_of(select(i).where(real.in(select(n)))), to_real);
    EXPECT_EQ(hint_of(union_(select(real), select(n))), to_real);
    EXPECT_EQ(hint_of(union_(select(i), select(n))), "cast the other to Numeric{}");
    EXPECT_EQ(hint_of(union_(select(d), select(n))), "cast() one of them");
}

TEST_F(SqliteComparison, CharactersAreCountedBehindANul) {
    using namespace std::string_literals;
    for (const auto& [text, characters] : {std::pair{"a\0b"s, 3},
                                           {"\0"s, 1},
                                           {""s, 0},
                                           {"Gr\u00fc\0\U0001f600\0"s, 6},
                                           {"plain"s, 5}}) {
        EXPECT_EQ(db.scalar<int>(select(func::char_length(literal(text)))), characters);
    }
    EXPECT_EQ(db.scalar<std::optional<int>>(
                  select(func::char_length(literal(std::optional<std::string>())))),
              std::nullopt);
}

TEST_F(SqliteComparison, ANumberIsRoundedToAnInteger) {
    using Maybe = std::optional<std::int64_t>;
    const auto whole = [&](const Expr& number) {
        return db.scalar<Maybe>(select(cast(number, BigInteger{})));
    };
    for (const auto& [number, expected] :
         {std::pair{2.5, 2}, {3.5, 4}, {-2.5, -2}, {-3.5, -4}, {2.7, 3}, {-2.7, -3}, {0.49, 0}}) {
        EXPECT_EQ(whole(literal(number)), expected) << number;
    }
    for (const auto& [number, expected] :
         {std::pair{"2.5", 3}, {"-2.5", -3}, {"9.49", 9}, {"-0.05", 0}, {"-0.5", -1}, {"7", 7}}) {
        EXPECT_EQ(whole(literal(Decimal(number))), expected) << number;
    }
    EXPECT_EQ(whole(literal(Decimal("9223372036854775807.4"))), INT64_MAX);
    EXPECT_EQ(whole(literal(std::optional<double>())), Maybe());
    EXPECT_THROW(whole(literal(Decimal("9223372036854775807.5"))), DataError);
    EXPECT_THROW(whole(literal(Decimal("1e30"))), DataError);
    EXPECT_THROW(whole(literal(1e19)), DataError);
    EXPECT_EQ(db.scalar<std::string>(select(cast(literal(std::string("Grüße")), String{3}))),
              "Grü");
}

TEST_F(SqliteComparison, ANumberFitsItsColumn) {
    const auto fitted = [&](const Expr& number, std::int64_t precision, std::int64_t scale) {
        return db.scalar<std::string>(
            select(func::call("azoth_decimal_fit", {number, precision, scale}, Text{})));
    };
    for (const auto& [number, expected] : {std::pair{"1.265", "1.27"},
                                           {"-1.265", "-1.27"},
                                           {"1.2649", "1.26"},
                                           {"9.999", "10.00"},
                                           {"99.995", "100.00"},
                                           {"0.004", "0.00"},
                                           {"7", "7"},
                                           {"7.1", "7.1"},
                                           {"0.995", "1.00"}}) {
        EXPECT_EQ(fitted(literal(Decimal(number)), 6, 2), expected) << number;
    }
    for (const auto& [number, expected] : {std::pair{"150", "200"},
                                           {"149.9", "100"},
                                           {"50", "100"},
                                           {"49", "0"},
                                           {"-951", "-1000"},
                                           {"3", "0"},
                                           {"12300", "12300"}}) {
        EXPECT_EQ(fitted(literal(Decimal(number)), 3, -2), expected) << number;
    }
    EXPECT_EQ(fitted(literal(2.675), 6, 2), "2.68");
    EXPECT_EQ(fitted(literal(1e-7), 6, 2), "0.00");
    EXPECT_EQ(fitted(literal(20), 6, 2), "20");
    EXPECT_EQ(fitted(literal(Decimal("9999.994")), 6, 2), "9999.99");
    EXPECT_THROW(fitted(literal(Decimal("9999.995")), 6, 2), DataError);
    EXPECT_THROW(fitted(literal(1e300), 6, 2), DataError);
    EXPECT_THROW(fitted(literal(std::string("x")), 6, 2), DataError);
}

TEST_F(SqliteComparison, RowsAreOfOneTypeInEachPlace) {
    const auto hint_of = [&](const Expr& left, const Expr& right) {
        try {
            static_cast<void>(where(tuple_(mixed["id"], left) == tuple_(mixed["id"], right)));
        } catch (const CompileError& error) {
            EXPECT_EQ(error.code(), "unsupported_construct");
            return std::string(error.details().hint);
        }
        return std::string("nothing thrown");
    };
    EXPECT_EQ(hint_of(d, t), "cast the Date to DateTime{}");
    EXPECT_EQ(hint_of(n, i), "cast the other to Numeric{}");
    EXPECT_EQ(where(tuple_(mixed["id"], cast(i, Numeric{})) == tuple_(mixed["id"], n)), Ids{1});
    EXPECT_EQ(where(tuple_(mixed["id"], cast(d, DateTime{})) == tuple_(mixed["id"], t)), Ids{1});
}

TEST_F(SqliteComparison, AnAssignedDayIsItsMidnight) {
    db.execute(update(mixed).set("t", d).set("d", t));
    EXPECT_EQ(where(t == Timestamp{make_date(2024, 1, 2), TimeOfDay{}}), Ids{2});
    EXPECT_EQ(where(d == make_date(2024, 1, 1)), (Ids{1, 2}));
    db.execute(insert(mixed).from_select({"id", "t"}, select(mixed["id"] + 2, d)));
    EXPECT_EQ(where(t == Timestamp{make_date(2024, 1, 1), TimeOfDay{}}), (Ids{1, 3, 4}));
}

TEST_F(SqliteComparison, ATextIsNoValueOfANumber) {
    const Expr words = cast(i, Text{});
    EXPECT_THROW(db.execute(update(mixed).set("i", words)), CompileError);
    EXPECT_THROW(db.execute(insert(mixed).from_select({"id", "n"}, select(i, words))),
                 CompileError);
    db.execute(update(mixed).set("i", cast(words, Integer{})));
    EXPECT_EQ(where(i == 10), Ids{1});
}

TEST_F(SqliteComparison, AnUpdateComputesBeforeItChanges) {
    const Table other = mixed.alias("other");
    const Expr others =
        select(func::sum(other["i"])).where(other["id"] != mixed["id"]).scalar_subquery();
    db.execute(update(mixed).set("i", others));
    EXPECT_EQ(where(i == 3), Ids{1});
    EXPECT_EQ(where(i == 10), Ids{2});
}

}  // namespace
}  // namespace azoth
