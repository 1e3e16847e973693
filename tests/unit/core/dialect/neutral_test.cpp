// SPDX-License-Identifier: MIT
// Printing without a dialect: everything prints, whether any database has it or not.
#include <gtest/gtest.h>

#include <sstream>

#include <azoth/dialect/to_sql.hpp>
#include <azoth/error/error.hpp>
#include <azoth/schema/metadata.hpp>
#include <azoth/sql/array.hpp>
#include <azoth/sql/cte.hpp>
#include <azoth/sql/dml.hpp>
#include <azoth/sql/extension.hpp>
#include <azoth/sql/func.hpp>
#include <azoth/sql/json.hpp>
#include <azoth/sql/quantified.hpp>
#include <azoth/sql/select.hpp>
#include <azoth/sql/set_operation.hpp>
#include <azoth/sql/tuple.hpp>
#include <azoth/sql/upsert.hpp>
#include <azoth/value/decimal.hpp>

#include <azoth_test/fake_dialect.hpp>

namespace azoth::test {
namespace {

class Refusing final : public sql::ExtensionOf<Refusing, 0x9011> {
public:
    static constexpr auto fields(auto&& list) { return list(); }
    [[nodiscard]] std::string_view extension_name() const override { return "test.refusing"; }
    void render(compile::SqlCompiler&) const override {
        throw CompileError("unsupported_construct", "only AcmeDB has it");
    }
};

class Neutral : public testing::Test {
protected:
    MetaData metadata;
    Table doc{"doc",
              metadata,
              Column{"id", Integer{}, primary_key},
              Column{"title", Text{}},
              Column{"price", Numeric{10, 2}},
              Column{"rate", Double{}},
              Column{"body", Json{}},
              Column{"tags", Array{Text{}}}};
};

TEST_F(Neutral, NamesEveryBind) {
    const auto query =
        select(doc["id"])
            .where(doc["title"] == "SQL", doc["id"] > bind<int>("least"), doc["id"].in({1, 2, 3}))
            .limit(10);
    EXPECT_EQ(to_sql(query),
              "SELECT doc.id FROM doc WHERE doc.title = :param_1 AND doc.id > :least AND doc.id IN "
              "(:param_3) LIMIT :param_4");
    EXPECT_EQ(to_sql(query, {.literal_binds = true}),
              "SELECT doc.id FROM doc WHERE doc.title = 'SQL' AND doc.id > :least AND doc.id IN "
              "(1, 2, 3) LIMIT 10");
    std::ostringstream out;
    out << query;
    EXPECT_EQ(out.str(), to_sql(query));
}

TEST_F(Neutral, PrintsWhatNoDatabaseHas) {
    const auto tags = as_array<std::string>(doc["tags"]);
    EXPECT_EQ(
        to_sql(select(tags[0], tags.slice(0, 2), tags.length())),
        "SELECT doc.tags[:param_1], doc.tags[:param_2 TO :param_3], CARDINALITY(doc.tags) FROM "
        "doc");
    EXPECT_EQ(
        to_sql(select(doc["id"]).where(doc["price"] > doc["rate"]).fetch(5, {.percent = true})),
        "SELECT doc.id FROM doc WHERE doc.price > doc.rate FETCH FIRST :param_1 PERCENT ROWS "
        "ONLY");
    EXPECT_EQ(to_sql(cast(doc["tags"], Array{Integer{}})), "CAST(doc.tags AS INTEGER ARRAY)");
    EXPECT_EQ(to_sql(cast(doc["id"], UnsignedBigInteger{})), "CAST(doc.id AS BIGINT UNSIGNED)");
}

TEST_F(Neutral, AMistakeHidesNothingOfTheStatement) {
    const auto ids = select(doc["id"]).where(doc["id"] > 3);
    const Table other = doc.alias("other");
    EXPECT_EQ(to_sql(select(doc["price"])
                         .where(doc["price"] == any_(select(doc["rate"])),
                                doc["price"].between(doc["rate"], 3.5))),
              "SELECT doc.price FROM doc WHERE doc.price = ANY (SELECT doc.rate FROM doc) AND "
              "doc.price BETWEEN doc.rate AND :param_1");
    EXPECT_EQ(to_sql(select(doc["title"]).where(any_(ids) == doc["id"], doc["id"] < 9)),
              "SELECT doc.title FROM doc WHERE ANY (SELECT doc.id FROM doc WHERE doc.id > "
              ":param_1) = doc.id AND doc.id < :param_2 /* ANY and ALL stand on the right side of "
              "a comparison */");
    EXPECT_EQ(to_sql(select(doc["id"]).order_by(desc("nope")).limit(3)),
              "SELECT doc.id FROM doc ORDER BY nope DESC LIMIT :param_1 /* nothing in the select "
              "is called \"nope\" */");
    EXPECT_EQ(to_sql(update(doc).set("title", other["title"])),
              "UPDATE doc SET title = other.title /* the UPDATE speaks of \"title\" of a table "
              "that it does not name */");
    EXPECT_EQ(to_sql(update(doc)), "UPDATE doc SET  /* an UPDATE sets no column */");
    EXPECT_EQ(to_sql(delete_from(doc).where(other["id"] == 1)),
              "DELETE FROM doc WHERE other.id = :param_1 /* the DELETE speaks of \"id\" of a "
              "table that it does not name */");
    EXPECT_EQ(to_sql(upsert(doc).values({{"id", 1}})),
              "INSERT INTO doc (id) VALUES (:param_1) ON CONFLICT /* an upsert says which row it "
              "updates or keeps */");
    EXPECT_EQ(to_sql(union_(select(doc["id"]), ids).order_by(doc["id"] + 1)),
              "SELECT doc.id FROM doc UNION SELECT doc.id FROM doc WHERE doc.id > :param_1 ORDER "
              "BY id + :param_2 /* a set operation is ordered by a column of its first query */");
    EXPECT_EQ(to_sql(select(doc["id"]).distinct_on(doc["title"]).order_by(doc["id"])),
              "SELECT DISTINCT ON (doc.title) doc.id FROM doc ORDER BY doc.id /* the order of a "
              "query begins with what distinct_on() names */");
}

TEST_F(Neutral, ValuesWithoutALiteralKeepTheirMark) {
    EXPECT_EQ(to_sql(select(doc["id"]).where(doc["title"] == std::string("a\0b", 3)),
                     {.literal_binds = true}),
              "SELECT doc.id FROM doc WHERE doc.title = :param_1 /* a text literal contains a NUL "
              "byte */");
}

TEST_F(Neutral, WhatCannotBePrintedIsSaid) {
    const Expr refusing(sql::make<Refusing>());
    EXPECT_EQ(to_sql(select(doc["id"]).where(refusing == 1)),
              "SELECT doc.id FROM doc WHERE () = :param_1 /* only AcmeDB has it */");
    EXPECT_EQ(to_sql(select()), "SELECT  /* a SELECT needs at least one column */");
}

TEST_F(Neutral, ACompileErrorCarriesItsStatement) {
    const Expr refusing(sql::make<Refusing>());
    const FakeDialect dialect;
    const auto query = select(doc["id"]).where(refusing == doc["id"], doc["title"] == "secret");
    try {
        static_cast<void>(to_sql(query, dialect));
        FAIL() << "nothing thrown";
    } catch (const CompileError& error) {
        EXPECT_EQ(
            error.details().statement,
            "SELECT doc.id FROM doc WHERE () = doc.id AND doc.title = :param_1 /* only AcmeDB "
            "has it */");
        EXPECT_EQ(std::string(error.what()).find("secret"), std::string::npos);
    }
}

TEST_F(Neutral, RowsInAListAreLiterals) {
    const auto pairs =
        select(doc["id"]).where(tuple_(doc["id"], doc["title"]).in({{1, "it's"}, {2, "b"}}));
    EXPECT_EQ(to_sql(pairs, FakeDialect(), {.literal_binds = true}),
              "SELECT doc.id FROM doc WHERE (doc.id, doc.title) IN ((1, 'it''s'), (2, 'b'))");
}

TEST_F(Neutral, LiteralsCarryTheirWith) {
    const auto recent = select(doc["id"]).where(doc["id"] > 5).cte("recent");
    EXPECT_EQ(to_sql(select(recent["id"]), FakeDialect(), {.literal_binds = true}),
              "WITH recent AS (SELECT doc.id FROM doc WHERE doc.id > 5) SELECT recent.id FROM "
              "recent");
}

}  // namespace
}  // namespace azoth::test
