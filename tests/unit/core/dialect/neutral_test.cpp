// SPDX-License-Identifier: MIT
// Printing without a dialect: everything prints, whether any database has it or not.
#include <gtest/gtest.h>

#include <sstream>

#include <azoth/dialect/to_sql.hpp>
#include <azoth/error/error.hpp>
#include <azoth/schema/metadata.hpp>
#include <azoth/sql/array.hpp>
#include <azoth/sql/cte.hpp>
#include <azoth/sql/extension.hpp>
#include <azoth/sql/func.hpp>
#include <azoth/sql/json.hpp>
#include <azoth/sql/select.hpp>
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

TEST_F(Neutral, WhatCannotBePrintedIsSaid) {
    const Expr refusing(sql::make<Refusing>());
    EXPECT_EQ(to_sql(select(doc["id"]).where(refusing == 1)),
              "SELECT doc.id FROM doc WHERE () = :param_1 /* only AcmeDB has it */");
    EXPECT_EQ(to_sql(select()), "/* a SELECT needs at least one column */");
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

TEST_F(Neutral, LiteralsCarryTheirWith) {
    const auto recent = select(doc["id"]).where(doc["id"] > 5).cte("recent");
    EXPECT_EQ(to_sql(select(recent["id"]), FakeDialect(), {.literal_binds = true}),
              "WITH recent AS (SELECT doc.id FROM doc WHERE doc.id > 5) SELECT recent.id FROM "
              "recent");
}

}  // namespace
}  // namespace azoth::test
