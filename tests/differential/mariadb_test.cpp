// SPDX-License-Identifier: MIT
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include <azoth_test/mariadb_client.hpp>

#include "as_text.hpp"
#include "casts.hpp"
#include "json_places.hpp"

namespace differential {
namespace {

using testing::ElementsAre;
using testing::ElementsAreArray;
using testing::IsEmpty;
using testing::Not;

constexpr std::uint64_t expressions_per_kind = 400;

class Mariadb : public testing::Test {
protected:
    void SetUp() override {
        const char* url = std::getenv("AZOTH_TEST_MARIADB_URL");
        if (url == nullptr) GTEST_SKIP() << "not run: AZOTH_TEST_MARIADB_URL names no server";
        server_ = std::make_unique<azoth::test::MariadbClient>(url);
        server_->take("azoth_differential");
        text_.emplace("mariadb", [this](const std::string& sql) { return server_->rows(sql); });
    }
    [[nodiscard]] AsText& text() { return text_.value(); }
    [[nodiscard]] azoth::test::MariadbClient& server() { return *server_; }

private:
    std::unique_ptr<azoth::test::MariadbClient> server_;
    std::optional<AsText> text_;
};

TEST_F(Mariadb, InTheSelectList) {
    EXPECT_THAT(text().mistakes(Kind::integer, expressions_per_kind), IsEmpty());
    EXPECT_THAT(text().mistakes(Kind::text, expressions_per_kind), IsEmpty());
    EXPECT_THAT(text().mistakes(Kind::truth, expressions_per_kind), IsEmpty());
}

TEST_F(Mariadb, InWhere) {
    EXPECT_THAT(text().mistakes_in_where(expressions_per_kind), IsEmpty());
}

TEST_F(Mariadb, Casts) {
    const Casts casts;
    for (const std::string& ddl : azoth::to_sql(casts.metadata(), "mariadb")) server().rows(ddl);
    const auto run = [&](const azoth::Statement& statement) -> Casts::Cell {
        const auto rows =
            server().rows(azoth::to_sql(statement, "mariadb", {.literal_binds = true}));
        return rows.empty() ? Casts::Cell() : rows.at(0).at(0);
    };
    casts.fill(run);
    const Casts::Outcome outcome = casts.outcome(run);
    EXPECT_THAT(outcome.mistakes, IsEmpty());
    EXPECT_THAT(outcome.refused, IsEmpty());
}

/// As it is written for a server of some version.
JsonPlaces::Outcome places_on(azoth::test::MariadbClient& server, const std::string& version) {
    const JsonPlaces places{azoth::Json{}};
    for (const std::string& ddl : azoth::to_sql(places.metadata(), "mariadb")) server.rows(ddl);
    const auto run = [&](const azoth::Statement& statement) -> JsonPlaces::Cell {
        const auto rows = server.rows(
            azoth::to_sql(statement, "mariadb", {.version = version, .literal_binds = true}));
        return rows.empty() ? JsonPlaces::Cell() : rows.at(0).at(0);
    };
    places.fill(run);
    return places.outcome(run);
}

/// Names spelled with escapes, and what is asked for twice.
const std::vector<std::string> odd_names{"3.a as integer",   "3.a/b as integer",
                                         "3.ä.k as integer", R"(3.\u0061 as integer)",
                                         "4.a as integer",   "4.b.c as integer"};

TEST_F(Mariadb, JsonPlaces) {
    const JsonPlaces::Outcome outcome = places_on(server(), "10.11.0");
    EXPECT_THAT(outcome.mistakes, IsEmpty());
    EXPECT_THAT(outcome.refused, IsEmpty());
    EXPECT_THAT(outcome.declined, ElementsAreArray(odd_names));
}

/// Without positions from the end, as MySQL has them, too.
TEST_F(Mariadb, JsonPlacesBefore) {
    const JsonPlaces::Outcome outcome = places_on(server(), "10.8.0");
    EXPECT_THAT(outcome.mistakes, IsEmpty());
    EXPECT_THAT(outcome.refused, IsEmpty());
    EXPECT_THAT(outcome.declined, ElementsAreArray(odd_names));
}

/// Control: what the dialect says first.
TEST_F(Mariadb, ControlItsOwnJsonHasOtherRules) {
    const auto rows = server().rows(
        R"(SELECT JSON_EXTRACT('5', '$[0]'), JSON_EXTRACT('{"a": 1, "a": 2}', '$.a'),)"
        R"( JSON_EXTRACT('{"\\u0061": 1}', '$.a'), JSON_EXTRACT('[1, 2]', '$[4294967296]'))");
    EXPECT_THAT(rows.at(0), ElementsAre("5", "1", std::nullopt, "1"));
}

/// Control: the server's own CAST makes something of everything.
TEST_F(Mariadb, ControlItsOwnCastTakesWhatDoesNotFit) {
    EXPECT_EQ(server().rows("SELECT CAST('5x' AS SIGNED), CAST(1000 AS DECIMAL(5, 2))").at(0).at(1),
              "999.99");
}

/// Control: an evaluator with another rule is found out.
TEST_F(Mariadb, ControlAnotherRuleIsNoticed) {
    const Rules wrong{.like_ignores_case = true};
    EXPECT_THAT(text().mistakes(Kind::truth, expressions_per_kind, wrong), Not(IsEmpty()));
}

}  // namespace
}  // namespace differential
