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
    [[nodiscard]] std::string cell(const Statement& query) {
        Savepoint savepoint = db_->begin_nested();
        try {
            std::string answer;
            for (const Row& row : db_->execute(query)) {
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

INSTANTIATE_TEST_SUITE_P(Sqlite, Agreement, testing::Values(""));
INSTANTIATE_TEST_SUITE_P(Postgresql, Agreement, testing::Values("AZOTH_TEST_POSTGRESQL_URL"));

}  // namespace
}  // namespace differential
