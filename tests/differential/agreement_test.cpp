// SPDX-License-Identifier: MIT
// Expressions whose answers are known, and were once different from database to database.
#include <gtest/gtest.h>

#include <cstdlib>
#include <memory>
#include <string>

#include <azoth/azoth.hpp>
#include <azoth/dialect/dialect.hpp>
#include <azoth/value/describe.hpp>

namespace differential {
namespace {

using namespace azoth;

class Agreement : public testing::TestWithParam<const char*> {
protected:
    void SetUp() override {
        const std::string variable = GetParam();
        const char* url = "sqlite:///:memory:";
        if (!variable.empty()) {
            url = std::getenv(variable.c_str());
            if (url == nullptr) GTEST_SKIP() << "not run: " << variable << " is not set";
        }
        engine_ = std::make_unique<Engine>(create_engine(url));
        db_ = std::make_unique<Connection>(engine_->connect());
        metadata_.create_all(*db_);
        db_->execute(insert(t), {{"id", 1},
                                 {"i", 2'000'000'000},
                                 {"big", INT64_MAX},
                                 {"u", std::uint64_t{7}},
                                 {"n", Decimal("2.5")},
                                 {"f", 0.5},
                                 {"word", "abc"},
                                 {"padded", "ab"},
                                 {"yes", true},
                                 {"day", parse_date("2020-01-31")},
                                 {"other", parse_date("2020-01-01")}});
    }
    void TearDown() override {
        if (db_) db_->rollback();
    }

    /// The one cell as text, or the code of the error.
    [[nodiscard]] std::string cell(const Statement& query, const Params& params = {}) {
        Savepoint savepoint = db_->begin_nested();
        try {
            std::string answer;
            for (const Row& row : db_->execute(query, params)) {
                if (!answer.empty()) answer += "; ";
                answer += to_string(row[0].view());
            }
            return answer;
        } catch (const Error& error) {
            savepoint.rollback();
            return error.code();
        }
    }
    [[nodiscard]] std::string answer(const Expr& expression) {
        return cell(select(expression).select_from(t));
    }
    [[nodiscard]] std::string how_many(const Predicate& condition) {
        return cell(select(func::count()).select_from(t).where(condition));
    }

    [[nodiscard]] bool is_sqlite() const { return engine_->dialect().name() == "sqlite"; }

    MetaData metadata_;
    Table t{"azoth_agreement",
            metadata_,
            Column{"id", Integer{}, primary_key},
            Column{"i", Integer{}},
            Column{"big", BigInteger{}},
            Column{"u", UnsignedBigInteger{}},
            Column{"n", Numeric{12, 2}},
            Column{"f", Double{}},
            Column{"word", Text{}},
            Column{"padded", Char{5}},
            Column{"yes", Boolean{}},
            Column{"day", DateType{}},
            Column{"other", DateType{}}};
    std::unique_ptr<Engine> engine_;
    std::unique_ptr<Connection> db_;
};

TEST_P(Agreement, WholeNumbersOfFunctionsHave64Bits) {
    const auto length = func::char_length(t["word"]);
    EXPECT_EQ(answer(length * t["i"]), "6000000000");
    EXPECT_EQ(answer(t["i"] * length), "6000000000");
    EXPECT_EQ(answer((t["day"] - t["other"]) * t["i"]), "60000000000");
    EXPECT_EQ(answer((t["day"] - t["other"]) * 2'000'000'000), "60000000000");
    EXPECT_EQ(answer((t["day"] - t["other"]) * 3'000'000'000), "90000000000");
    EXPECT_EQ(answer((length + t["i"]) * t["i"]), "4000000006000000000");
    EXPECT_EQ(answer(func::coalesce({length, 1}) * t["i"]), "6000000000");
    EXPECT_EQ(answer(func::max(length) * 2'000'000'000), "6000000000");
    EXPECT_EQ(answer(case_({{t["yes"] == true, length}}, 0) * t["i"]), "6000000000");
    EXPECT_EQ(answer(extract(Field::year, t["day"]) * t["i"]), "4040000000000");
    EXPECT_EQ(answer(func::ntile(3).over({.order_by = {t["id"]}}) * t["i"]), "2000000000");
    const auto inner = select(length.label("n"), t["i"]).subquery("q");
    EXPECT_EQ(cell(select(inner["n"] * inner["i"])), "6000000000");
    EXPECT_EQ(answer(select(length).scalar_subquery() * t["i"]), "6000000000");
    const Cte grown = recursive_cte(
        "grown", select(length.label("n")).select_from(t),
        [](const Cte& grown) { return select(grown["n"] * 2'000'000'000).where(grown["n"] < 10); });
    EXPECT_EQ(cell(select(func::max(grown["n"]) * 2)), "12000000000");
    // The sum is exact, and so is what it is divided to, where that can be said.
    EXPECT_EQ(answer(func::sum(length) / 2),
              is_sqlite() ? "unsupported_construct" : "1.5000000000000000");
}

TEST_P(Agreement, FunctionsOfTheServerTakeWholeNumbers) {
    const char* substring = is_sqlite() ? "substr" : "substring";
    EXPECT_EQ(answer(func::call(substring, {t["word"], 2}, Text{})), "bc");
    EXPECT_EQ(answer(func::call(substring, {t["word"], 2, 1}, Text{})), "b");
    EXPECT_EQ(answer(func::call(substring, {t["word"], func::char_length(t["word"]) - 1}, Text{})),
              "bc");
}

TEST_P(Agreement, BoundsOfTwoKindsAreComparedEach) {
    const Decimal low("1.5");
    EXPECT_EQ(how_many(t["id"].between(Decimal("0.5"), 1.5)), "1");
    EXPECT_EQ(how_many(t["id"].between(low, 2.5)), "0");
    EXPECT_EQ(how_many(!t["id"].between(low, 2.5)), "1");
    EXPECT_EQ(how_many((!t["id"].between(low, 2.5)).is_true()), "1");
    EXPECT_EQ(how_many(t["id"].between(0.5, low) && t["id"] == 1), "1");
    EXPECT_EQ(how_many(t["id"].between_symmetric(low, 0.5)), "1");
    // 2^53 + 1 is more than 2^53, and as real numbers they would be one.
    const Expr odd = cast(literal(9007199254740993), BigInteger{});
    EXPECT_EQ(how_many(odd.between(Decimal("9007199254740992.5"), 1e300)), "1");
    // A Numeric beside a Double stays refused.
    EXPECT_EQ(how_many(t["n"].between(1, t["f"])), "unsupported_construct");
}

TEST_P(Agreement, ExactNumbersAreReadAsWholeNumbers) {
    const auto read = [&](const Expr& expression) -> std::string {
        try {
            const auto query = select(expression).select_from(t);
            const std::int64_t number = db_->scalar<std::int64_t>(query);
            const std::vector<std::int64_t> again = db_->scalars<std::int64_t>(query).all();
            EXPECT_EQ(again, std::vector{number});
            const Row kept = db_->execute(query).one();
            EXPECT_EQ(kept[0].as<std::optional<std::uint64_t>>(), number);
            auto [typed, other] = db_->execute(select(expression, literal(1)).select_from(t))
                                      .rows<std::int64_t, int>()
                                      .one();
            EXPECT_EQ(typed, number);
            EXPECT_EQ(other, 1);
            return std::to_string(number);
        } catch (const ConversionError& error) {
            EXPECT_EQ(error.details().column.empty(), false) << error.what();
            return error.code();
        }
    };
    EXPECT_EQ(read(cast(t["id"], Numeric{12, 2}).label("x")), "1");
    EXPECT_EQ(read(func::sum(t["big"]).label("x")), "9223372036854775807");
    EXPECT_EQ(read(t["n"]), "out_of_range");
    EXPECT_EQ(read(t["word"]), "type_mismatch");
    const auto real = [&](const Expr& expression) -> std::string {
        try {
            return std::to_string(db_->scalar<double>(select(expression).select_from(t)));
        } catch (const ConversionError& error) {
            return error.code() + ": " + error.details().hint;
        }
    };
    EXPECT_EQ(real(t["n"]),
              "type_mismatch: read it as a Decimal; its to_double_lossy() gives up exactness by "
              "name");
}

TEST_P(Agreement, LongNumbersInLists) {
    // SQLite's integers end at 2^63 - 1, and what is beyond is refused in any place.
    const auto or_refused = [&](const char* count) { return is_sqlite() ? "out_of_range" : count; };
    const std::uint64_t seven = 7;
    EXPECT_EQ(how_many(t["u"] == UINT64_MAX), or_refused("0"));
    EXPECT_EQ(how_many(t["u"].in({UINT64_MAX, seven})), or_refused("1"));
    EXPECT_EQ(how_many(t["u"].not_in({UINT64_MAX, seven})), or_refused("0"));
    EXPECT_EQ(how_many(t["i"] == UINT64_MAX), or_refused("0"));
    EXPECT_EQ(how_many(t["i"].in({UINT64_MAX, seven})), or_refused("0"));
}

TEST_P(Agreement, ValuesAreOfTheTypeOfTheirColumn) {
    const auto given = values({{"x", Integer{}}}, {{2.0}, {Decimal("3.00")}}).subquery("v");
    EXPECT_EQ(cell(select(func::sum(given["x"]))), "5");
    EXPECT_THROW((void)values({{"x", Integer{}}}, {{2.5}}), ConversionError);
    EXPECT_THROW((void)values({{"x", DateType{}}}, {{parse_timestamp("2020-01-01 10:00")}}),
                 ConversionError);
}

TEST_P(Agreement, TextsOfTruths) {
    EXPECT_EQ(answer(func::concat({t["word"], " ", t["yes"]})), "abc true");
    EXPECT_EQ(answer(func::concat({t["yes"], t["word"]})), "trueabc");
    EXPECT_EQ(answer(func::concat({t["word"], t["id"] == 2})), "abcfalse");
    EXPECT_EQ(answer(func::concat({t["word"], t["n"] == Decimal("2.50")})), "abctrue");
    EXPECT_EQ(answer(func::concat({t["word"], true})), "abctrue");
    EXPECT_EQ(answer(func::concat({t["yes"], t["yes"]})), "truetrue");
    EXPECT_EQ(answer(func::concat({t["i"], t["id"]})), "20000000001");
}

TEST_P(Agreement, NegatedZeroHasNoSign) {
    const Expr zero = t["f"] - 0.5;
    EXPECT_EQ(answer(cast(-zero, Text{})), "0");
    EXPECT_EQ(answer(func::concat({t["word"], -zero})), "abc0");
    EXPECT_EQ(answer(cast(-cast(zero, Float{}), Text{})), "0");
    EXPECT_EQ(answer(2 * -t["f"]), "-1");
    EXPECT_EQ(answer(-t["f"] - -t["f"]), "0");
    EXPECT_EQ(answer(-literal(0.25)), "-0.25");
}

TEST_P(Agreement, PaddingIsNoPartOfAText) {
    EXPECT_EQ(how_many(t["padded"].like("ab")), "1");
    EXPECT_EQ(how_many(t["padded"].like("%b")), "1");
    EXPECT_EQ(how_many(t["padded"].ends_with("b")), "1");
    EXPECT_EQ(how_many(t["padded"].ilike("%B")), "1");
    EXPECT_EQ(how_many(t["word"].not_like(t["padded"])), "1");
    EXPECT_EQ(how_many(literal("ab").like(t["padded"])), "1");
    EXPECT_EQ(how_many(func::coalesce({t["padded"], "x"}).like("ab")), "1");
    EXPECT_EQ(how_many(t["padded"] == "ab"), "1");
    EXPECT_EQ(answer(func::char_length(t["padded"])), "2");
    EXPECT_EQ(answer(func::concat({t["padded"], "c"})), "abc");
    EXPECT_EQ(answer(func::concat({t["padded"], t["padded"]})), "abab");
    EXPECT_EQ(answer(func::lower(t["padded"])), "ab");
    EXPECT_EQ(answer(t["padded"]), "ab");
    EXPECT_EQ(answer(func::max(t["padded"])), "ab");
    EXPECT_EQ(answer(func::string_agg(t["padded"], ",")), "ab");
}

TEST_P(Agreement, GivenLimitsAreLookedAt) {
    const auto all = select(t["id"]).order_by(t["id"]);
    const auto rows = bind<std::int64_t>("rows");
    for (const Select& query :
         {Select(all.limit(rows)), Select(all.limit(literal_execute(rows))),
          Select(all.limit(rows + 0)), Select(all.limit(bind<std::int64_t>("rows", 5)))}) {
        EXPECT_EQ(cell(query, {{"rows", 1}}), "1");
        EXPECT_EQ(cell(query, {{"rows", 0}}), "");
        EXPECT_EQ(cell(query, {{"rows", -1}}), "bad_limit");
    }
    EXPECT_EQ(cell(all.limit(rows), {{"rows", std::nullopt}}), "1");
    EXPECT_EQ(cell(all.limit(bind<std::int64_t>("rows", 5))), "1");
    EXPECT_EQ(cell(all.limit(1).offset(rows), {{"rows", 0}}), "1");
    EXPECT_EQ(cell(all.limit(1).offset(rows), {{"rows", 1}}), "");
    EXPECT_EQ(cell(all.limit(1).offset(rows), {{"rows", -1}}), "bad_limit");
    EXPECT_EQ(cell(union_all(select(t["id"]), select(t["i"])).limit(rows), {{"rows", -1}}),
              "bad_limit");
}

TEST_P(Agreement, GivenPatternsAreLookedAt) {
    const std::string nul("a\0b", 3);
    const auto pattern = bind<std::string>("pattern");
    for (const Predicate& condition : {t["word"].like(pattern), t["word"].ilike(pattern, '!'),
                                       t["word"].like(bind<std::string>("pattern", "x%")),
                                       t["word"].like(literal_execute(pattern))}) {
        const auto query = select(func::count()).select_from(t).where(condition);
        EXPECT_EQ(cell(query, {{"pattern", "a%"}}), "1");
        EXPECT_EQ(cell(query, {{"pattern", "%d%"}}), "0");
        EXPECT_EQ(cell(query, {{"pattern", nul}}), "value_has_nul");
    }
    EXPECT_THROW((void)t["word"].like(literal(nul)), ArgumentError);
}

TEST_P(Agreement, IntegersOfCastsHaveTheBitsOfTheirType) {
    const auto text = [](const char* digits) { return func::concat({literal(digits), "8"}); };
    EXPECT_EQ(answer(cast(text("21474836"), Integer{})), "214748368");
    EXPECT_EQ(answer(cast(text("214748364"), Integer{})), "out_of_range");
    EXPECT_EQ(answer(cast(text("-214748364"), Integer{})), "-2147483648");
    EXPECT_EQ(answer(cast(text("3276"), SmallInteger{})), "out_of_range");
    EXPECT_EQ(answer(cast(text("214748364"), BigInteger{})), "2147483648");
    EXPECT_EQ(answer(try_cast(text("214748364"), Integer{})),
              is_sqlite() ? "" : "unsupported_construct");
    EXPECT_EQ(answer(cast(t["big"], Integer{})), "out_of_range");
    EXPECT_EQ(answer(cast(t["i"], SmallInteger{})), "out_of_range");
    EXPECT_EQ(answer(cast(t["u"], Integer{})), "7");
    EXPECT_EQ(answer(cast(t["f"] * 1e10, Integer{})), "out_of_range");
    EXPECT_EQ(answer(cast(cast(t["big"], Numeric{20, 0}), Integer{})), "out_of_range");
}

INSTANTIATE_TEST_SUITE_P(Sqlite, Agreement, testing::Values(""));
INSTANTIATE_TEST_SUITE_P(Postgresql, Agreement, testing::Values("AZOTH_TEST_POSTGRESQL_URL"));

}  // namespace
}  // namespace differential
