// SPDX-License-Identifier: MIT
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdint>
#include <cstdlib>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include <azoth_test/hive_client.hpp>

#include "as_text.hpp"
#include "casts.hpp"
#include "json_places.hpp"

namespace differential {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::Not;

constexpr std::uint64_t expressions_per_kind = 200;
constexpr std::uint64_t conditions = 60;  // a query each

class Hive : public testing::Test {
protected:
    /// Once for all: making a table takes the server seconds.
    static void SetUpTestSuite() {
        const char* port = std::getenv("AZOTH_TEST_HIVE_PORT");
        if (port == nullptr) return;
        server = std::make_unique<azoth::test::HiveClient>(AZOTH_TEST_HIVE_DRIVER, port);
        server->rows("DROP DATABASE IF EXISTS azoth_differential CASCADE");
        server->rows("CREATE DATABASE azoth_differential");
        server->rows("USE azoth_differential");
        text = std::make_unique<AsText>("hive",
                                        [](const std::string& sql) { return server->rows(sql); });
    }
    static void TearDownTestSuite() {
        if (server) server->rows("DROP DATABASE azoth_differential CASCADE");
        text.reset();
        server.reset();
    }
    void SetUp() override {
        if (!server) GTEST_SKIP() << "not run: AZOTH_TEST_HIVE_PORT names no server";
    }

    static inline std::unique_ptr<azoth::test::HiveClient> server;
    static inline std::unique_ptr<AsText> text;
};

TEST_F(Hive, InTheSelectList) {
    EXPECT_THAT(text->mistakes(Kind::integer, expressions_per_kind), IsEmpty());
    EXPECT_THAT(text->mistakes(Kind::text, expressions_per_kind), IsEmpty());
    EXPECT_THAT(text->mistakes(Kind::truth, expressions_per_kind), IsEmpty());
}

TEST_F(Hive, InWhere) {
    EXPECT_THAT(text->mistakes_in_where(conditions), IsEmpty());
}

Tree node(Op op, Kind kind, std::vector<Tree> parts) {
    return Tree{.op = op, .kind = kind, .parts = std::move(parts)};
}

/// Both ends of a range, each way to say them, bounds that are NULL or values among them.
TEST_F(Hive, Ranges) {
    const Tree i{.op = Op::column, .kind = Kind::integer, .column = 0};
    const Tree j{.op = Op::column, .kind = Kind::integer, .column = 1};
    const Tree two{.op = Op::constant, .kind = Kind::integer, .constant = std::int64_t{2}};
    const Tree length =
        node(Op::length, Kind::integer, {Tree{.op = Op::column, .kind = Kind::text, .column = 2}});
    const auto truth = [](Op op, Tree a, Tree b) {
        return node(op, Kind::truth, {std::move(a), std::move(b)});
    };
    const auto negated = [](Tree a) { return node(Op::not_, Kind::truth, {std::move(a)}); };
    std::vector<Tree> trees;
    for (const auto& [low, high] :
         {std::pair(j, length), std::pair(length, j), std::pair(j, two), std::pair(two, j)}) {
        const Tree is_over = truth(Op::gt, i, high);
        trees.push_back(truth(Op::and_, truth(Op::ge, i, low), truth(Op::le, i, high)));
        trees.push_back(truth(Op::and_, truth(Op::ge, high, i), truth(Op::le, low, i)));
        trees.push_back(truth(Op::or_, truth(Op::lt, i, low), is_over));
        trees.push_back(
            truth(Op::or_, truth(Op::eq, i, two), truth(Op::or_, truth(Op::gt, low, i), is_over)));
        trees.push_back(truth(Op::or_, truth(Op::or_, is_over, truth(Op::eq, i, two)),
                              negated(truth(Op::ge, i, low))));
        trees.push_back(truth(Op::and_, negated(is_over), negated(truth(Op::lt, i, low))));
        trees.push_back(node(Op::between, Kind::truth, {i, low, high}));
    }
    // Of a value, between columns.
    trees.push_back(truth(Op::or_, truth(Op::lt, two, i), truth(Op::gt, two, j)));
    trees.push_back(truth(Op::and_, truth(Op::le, i, two), truth(Op::ge, j, two)));
    for (std::size_t count = trees.size(), k = 0; k < count; ++k)
        trees.push_back(negated(trees[k]));
    EXPECT_THAT(text->mistakes(trees), IsEmpty());
    EXPECT_THAT(text->mistakes_in_where(trees), IsEmpty());
}

TEST_F(Hive, Casts) {
    const Casts casts;
    for (const std::string& ddl : azoth::to_sql(casts.metadata(), "hive")) server->rows(ddl);
    const auto run = [&](const azoth::Statement& statement) -> Casts::Cell {
        const auto rows = server->rows(azoth::to_sql(statement, "hive", {.literal_binds = true}));
        return rows.empty() ? Casts::Cell() : rows.at(0).at(0);
    };
    casts.fill(run);
    const Casts::Outcome outcome = casts.outcome(run);
    EXPECT_THAT(outcome.mistakes, IsEmpty());
    EXPECT_THAT(outcome.refused, IsEmpty());
}

TEST_F(Hive, JsonPlaces) {
    const JsonPlaces places{azoth::Json{}};
    for (const std::string& ddl : azoth::to_sql(places.metadata(), "hive")) server->rows(ddl);
    const auto run = [&](const azoth::Statement& statement) -> JsonPlaces::Cell {
        const auto rows = server->rows(azoth::to_sql(statement, "hive", {.literal_binds = true}));
        return rows.empty() ? JsonPlaces::Cell() : rows.at(0).at(0);
    };
    places.fill(run);
    const JsonPlaces::Outcome outcome = places.outcome(run);
    EXPECT_THAT(outcome.mistakes, IsEmpty());
    EXPECT_THAT(outcome.refused,
                ElementsAre("numeric", "kind", "0 as kind", "5 as kind", "6 as kind", "7 as kind",
                            "8 as kind", "length", "5 as length", "json", "there", "null",
                            "6 as integer", "6 as text", "7 as text", "8 as text"));
    // Positions from the end, and names with signs in them.
    EXPECT_THAT(
        outcome.declined,
        ElementsAre("0.o.k[-1].q as text", "0.o.k[-2][-2] as integer", "0.o.k[-4] as integer",
                    "0.o.k[0][-1] as integer", "0.o[-1] as text", "5[-1] as text",
                    "3.a/b as integer", "3.ä.k as integer", R"(3.\u0061 as integer)",
                    "2.a.b as integer", "2.a[0] as integer", "2.a\"b as integer", "2. as integer",
                    "2.* as integer", "2.$ as integer", "2.ä as integer", "2.a'b as integer",
                    "2.a\\b as integer", "2.😀 as integer", "2.a/b as integer", "2.% as integer",
                    "2.? as integer", "2.ä  as integer", "2.a\\ as integer", "2.\" as integer",
                    "2.Ä as integer"));
}

/// The server's words, without what it notes about each change.
std::string definition(azoth::test::HiveClient& server, const std::string& table) {
    std::string text;
    for (const auto& row : server.rows("SHOW CREATE TABLE " + table)) {
        const std::string line = row.at(0).value_or("");
        const bool is_note = line.find("last_modified_") != std::string::npos ||
                             line.find("transient_lastDdlTime") != std::string::npos;
        if (!is_note) text += line + '\n';
    }
    return text;
}

std::string replaced(std::string text, const std::string& part, const std::string& other) {
    return text.replace(text.find(part), part.size(), other);
}

TEST_F(Hive, CommentsChangeNothingElse) {
    using namespace azoth;
    MetaData metadata;
    const Table table{"azoth_comments",
                      metadata,
                      Comment{"first"},
                      Column{"id", Integer{}, not_null},
                      Column{"n", Integer{}, ServerDefault{"5"}},
                      Column{"word", Text{}, Comment{"old"}},
                      Column{"price", Numeric{10, 2}, Comment{"each"}}};
    const auto run = [](const DdlElement& element) {
        for (const std::string& sql : to_sql(element, "hive")) server->rows(sql);
    };
    for (const std::string& ddl : to_sql(metadata, "hive")) server->rows(ddl);
    const std::string before = definition(*server, "azoth_comments");
    run(SetTableComment{table, "it's"});
    run(SetColumnComment{table, "word", "new"});
    run(SetColumnComment{table, "price", ""});
    const std::string after = definition(*server, "azoth_comments");
    EXPECT_EQ(after, replaced(replaced(replaced(before, "'first'", R"('it\'s')"), "'old'", "'new'"),
                              "'each'", "''"));
    EXPECT_THROW(run(SetColumnComment{table, "id", "x"}), CompileError);
    EXPECT_THROW(run(SetColumnComment{table, "n", "x"}), CompileError);
}

/// Control: what the dialect refuses takes NOT NULL and DEFAULT away.
TEST_F(Hive, ControlChangedColumnsLoseTheirDefault) {
    server->rows(
        "CREATE TABLE azoth_default (id INT, n INT DEFAULT 5) STORED AS ORC "
        "TBLPROPERTIES ('transactional'='true')");
    server->rows("ALTER TABLE azoth_default CHANGE COLUMN n n INT COMMENT 'x'");
    server->rows("INSERT INTO azoth_default (id) VALUES (1)");
    EXPECT_EQ(server->rows("SELECT n FROM azoth_default").at(0).at(0), std::nullopt);
}

/// Control: what the dialect says first.
TEST_F(Hive, ControlItsOwnJsonHasOtherRules) {
    const auto rows = server->rows(
        R"(SELECT get_json_object('{"a": 1, "a+b": 2}', '$.a+b'),)"
        R"( get_json_object('{"l": [{"q": 1}]}', '$.l.q'), get_json_object('[1]', '$[-1]'))");
    EXPECT_THAT(rows.at(0), ElementsAre("1", "[1]", "[1]"));
}

/// Control: the server's own CAST makes something of everything.
TEST_F(Hive, ControlItsOwnCastTakesWhatDoesNotFit) {
    EXPECT_EQ(server->rows("SELECT CAST(3000000000 AS INT)").at(0).at(0), "-1294967296");
}

/// Where the server would compute in 32 bits, and wrap without a word.
TEST_F(Hive, NumbersOfMoreThan32Bits) {
    const Tree i{.op = Op::column, .kind = Kind::integer, .column = 0};
    const Tree most{.op = Op::constant, .kind = Kind::integer, .constant = std::int64_t{INT32_MAX}};
    const Tree length =
        node(Op::length, Kind::integer, {Tree{.op = Op::column, .kind = Kind::text, .column = 2}});
    const Tree seven{.op = Op::constant, .kind = Kind::integer, .constant = std::int64_t{7}};
    const auto whole = [](Op op, Tree a, Tree b) {
        return node(op, Kind::integer, {std::move(a), std::move(b)});
    };
    const Tree sum = whole(Op::add, i, most);
    const Tree difference = whole(Op::subtract, whole(Op::subtract, i, most), most);
    const Tree chosen = node(Op::case_when, Kind::integer,
                             {node(Op::gt, Kind::truth, {i, whole(Op::subtract, i, i)}), most, i});
    const std::vector<Tree> trees{
        sum,
        difference,
        whole(Op::multiply, i, most),
        whole(Op::multiply, most, most),
        whole(Op::multiply, length, most),
        whole(Op::add, chosen, most),
        whole(Op::add, node(Op::coalesce, Kind::integer, {i, most}), most),
        whole(Op::modulo, whole(Op::multiply, most, most), seven),
        whole(Op::divide, whole(Op::multiply, i, most), seven),
        node(Op::negate, Kind::integer, {whole(Op::multiply, i, most)}),
        node(Op::negate, Kind::integer,
             {whole(Op::subtract, node(Op::negate, Kind::integer, {most}), i)}),
        whole(Op::add, sum, difference)};
    EXPECT_THAT(text->mistakes(trees), IsEmpty());
}

/// Control: what the dialect avoids wraps.
TEST_F(Hive, ControlPlainSumsWrap) {
    EXPECT_EQ(server->rows("SELECT 2147483647 + 1").at(0).at(0), "-2147483648");
}

/// Control: what the dialect avoids loses rows.
TEST_F(Hive, ControlPlainRangesLoseRows) {
    const auto kept = [](const std::string& condition) {
        return server->rows("SELECT id FROM azoth_differential WHERE " + condition).size();
    };
    EXPECT_LT(kept("i < j OR i > char_length(t)"), kept("array(i < j)[0] OR i > char_length(t)"));
}

/// Control: an evaluator with another rule is found out.
TEST_F(Hive, ControlAnotherRuleIsNoticed) {
    const Rules wrong{.like_ignores_case = true};
    EXPECT_THAT(text->mistakes(Kind::truth, expressions_per_kind, wrong), Not(IsEmpty()));
}

}  // namespace
}  // namespace differential
