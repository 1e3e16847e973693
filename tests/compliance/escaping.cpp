// SPDX-License-Identifier: MIT
// Characters that mean something to drivers: in texts, in names and in values they mean themselves.
#include <azoth/compliance/suite.hpp>

#include <gtest/gtest.h>

#include "shop.hpp"

namespace azoth::compliance {

namespace {

const Names dangerous{"100%",
                      "%s",
                      "%(name)s",
                      "%%",
                      "?",
                      "??",
                      ":name",
                      "::text",
                      "$1",
                      "{}",
                      "{fn x}",
                      "\\",
                      "\\n",
                      "'",
                      "''",
                      "\"",
                      "`",
                      "--",
                      "/* */",
                      "#",
                      ";",
                      "it's \"both\" \\ ways",
                      "@x",
                      "\t",
                      "\n",
                      "\xC3\xA4",
                      "\xF0\x9F\x98\x80"};

void as_values(Bench& bench) {
    MetaData metadata;
    const Table table{"azc_escape", metadata, Column{"id", Integer{}}, Column{"t", String{40}}};
    bench.create(metadata);
    Connection db = bench.engine().connect();
    std::int64_t id = 0;
    for (const std::string& value : dangerous) {
        SCOPED_TRACE(value);
        db.execute(insert(table), Params{{"id", ++id}, {"t", value}});
        EXPECT_EQ(ids(db, select(table["id"]).where(table["t"] == value)), Ids{id});
        EXPECT_EQ(db.scalar<std::string>(text("SELECT t FROM azc_escape WHERE t = :v"),
                                         Params{{"v", value}}),
                  value);
    }
    db.insert_many(table, {"t"}, dangerous);
    EXPECT_EQ(db.execute(select(table["t"]).where(table["id"].is_null())).all().size(),
              dangerous.size());
}

/// As literals of the library's own writing: defaults of columns.
void as_literals(Bench& bench) {
    Connection db = bench.engine().connect();
    for (const std::string& value : dangerous) {
        SCOPED_TRACE(value);
        MetaData metadata;
        const Table table{"azc_literal", metadata, Column{"id", Integer{}},
                          Column{"t", String{40}, ServerDefault::of(value)}};
        metadata.create_all(db);
        db.execute(insert(table), Params{{"id", 1}});
        EXPECT_EQ(db.scalar<std::string>(select(table["t"])), value);
        metadata.drop_all(db);
    }
    if (bench.supports(Capability::transactions)) db.commit();
}

/// As text that the program writes: what looks like a placeholder inside quotes is none.
void in_raw_text(Bench& bench) {
    Connection db = bench.engine().connect();
    const auto query = text(
        "SELECT '100%' AS a, '?' AS b, ':x' AS c, '$1' AS d, '%s' AS e, 7 % 4 AS f, "
        "CAST(:v AS VARCHAR(20)) AS \"100% g?\"");
    const Row row = db.execute(query, Params{{"v", "%?:$"}}).one();
    EXPECT_EQ(row["a"].as<std::string>(), "100%");
    EXPECT_EQ(row["b"].as<std::string>(), "?");
    EXPECT_EQ(row["c"].as<std::string>(), ":x");
    EXPECT_EQ(row["d"].as<std::string>(), "$1");
    EXPECT_EQ(row["e"].as<std::string>(), "%s");
    EXPECT_EQ(row["f"].as<int>(), 3);
    EXPECT_EQ(row["100% g?"].as<std::string>(), "%?:$");
}

/// Percent signs in the names of a table and its columns, with many sets and RETURNING.
void percent_in_names(Bench& bench) {
    MetaData metadata;
    const Table table{"azc_percent%table", metadata, Column{"percent%", Integer{}},
                      Column{"spaces % more spaces", Integer{}}};
    bench.create(metadata);
    Connection db = bench.engine().connect();
    db.execute(insert(table), {{{"percent%", 5}, {"spaces % more spaces", 12}},
                               {{"percent%", 7}, {"spaces % more spaces", 11}},
                               {{"percent%", 9}, {"spaces % more spaces", 10}}});
    db.insert_many(table, {"percent%", "spaces % more spaces"},
                   std::vector<std::pair<int, int>>{{11, 9}});
    const Select query = select(table["percent%"]).order_by(table["percent%"]);
    EXPECT_EQ(ids(db, query), (Ids{5, 7, 9, 11}));
    EXPECT_EQ(ids(db, query.where(table["spaces % more spaces"].in({9, 10}))), (Ids{9, 11}));
    EXPECT_EQ(ids(db, query.where(table["percent%"] % 3 == 0)), Ids{9});
    db.execute(update(table).set("percent%", 1).where(table["spaces % more spaces"] == 12));
    EXPECT_EQ(ids(db, query), (Ids{1, 7, 9, 11}));
    if (!bench.supports(Capability::insert_returning)) return;
    EXPECT_EQ(db.scalar<int>(
                  insert(table).values(Params{{"percent%", 20}}).returning({table["percent%"]})),
              20);
}

}  // namespace

void add_escaping(Suites& suites) {
    suites.begin("escaping", Badge::core_write);
    suites.test("as_values", as_values);
    suites.test("as_literals", as_literals);
    suites.test("in_raw_text", in_raw_text);
    suites.test("percent_in_names", percent_in_names);
}

}  // namespace azoth::compliance
