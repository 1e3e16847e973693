// SPDX-License-Identifier: MIT
// What stands in FROM beside tables: queries, values, functions, samples, LATERAL; EXISTS.
#include <azoth/compliance/suite.hpp>

#include <algorithm>

#include <gtest/gtest.h>

#include <azoth/sql/lateral.hpp>
#include <azoth/sql/quantified.hpp>
#include <azoth/sql/table_function.hpp>
#include <azoth/sql/text_columns.hpp>
#include <azoth/sql/values.hpp>

#include "shop.hpp"

namespace azoth::compliance {

namespace {

void exists_or_not(Bench& bench) {
    const Shop shop(bench);
    Connection db = bench.engine().connect();
    const auto of_artist = select(shop.album["album_id"]).where(shop.of_artist());
    const Select query = select(shop.artist["artist_id"]).order_by(shop.artist["artist_id"]);
    EXPECT_EQ(ids(db, query.where(exists(of_artist))), (Ids{1, 2, 3}));
    EXPECT_EQ(ids(db, query.where(!exists(of_artist))), Ids{4});
    EXPECT_EQ(ids(db, query.where(exists(of_artist.where(shop.album["year"] == 1980)))),
              (Ids{1, 2}));
    EXPECT_EQ(db.scalars<bool>(select(exists(of_artist).label("x"))
                                   .select_from(shop.artist)
                                   .order_by(shop.artist["artist_id"]))
                  .all(),
              (std::vector<bool>{true, true, true, false}));
}

/// A subquery per row, and one that yields nothing.
void scalar_subqueries(Bench& bench) {
    const Shop shop(bench);
    Connection db = bench.engine().connect();
    const Expr albums =
        select(func::count()).where(shop.of_artist()).select_from(shop.album).scalar_subquery();
    EXPECT_EQ(
        ids(db,
            select(albums.label("n")).select_from(shop.artist).order_by(shop.artist["artist_id"])),
        (Ids{2, 1, 1, 0}));
    EXPECT_EQ(ids(db, select(shop.artist["artist_id"]).where(albums == 0)), Ids{4});
    const Expr none =
        select(shop.album["year"]).where(shop.album["album_id"] == 99).scalar_subquery();
    EXPECT_EQ(db.scalar<std::optional<int>>(select(none.label("x"))), std::nullopt);
}

void any_and_all(Bench& bench) {
    const Shop shop(bench);
    Connection db = bench.engine().connect();
    const Table other = shop.album.alias("other");
    const auto known = select(other["year"]).where(other["year"].is_not_null());
    const Select query = select(shop.album["album_id"]).order_by(shop.album["album_id"]);
    EXPECT_EQ(ids(db, query.where(shop.album["year"] >= all_(known))), Ids{5});
    EXPECT_EQ(ids(db, query.where(shop.album["year"] > any_(known))), (Ids{2, 3, 5}));
    EXPECT_EQ(ids(db, query.where(shop.album["year"] == any_(known))), (Ids{1, 2, 3, 5}));
}

void given_values(Bench& bench) {
    Connection db = bench.engine().connect();
    const Subquery given =
        values(
            {"id", {"price", Numeric{10, 2}}, "word"},
            {{1, Decimal("1.50"), "a"}, {2, Decimal("2.25"), std::nullopt}, {3, std::nullopt, ""}})
            .subquery("given");
    const Rows rows = db.execute(select(given).order_by(given["id"])).all();
    ASSERT_EQ(rows.size(), 3U);
    EXPECT_EQ(rows[1]["price"].as<Decimal>(), Decimal("2.25"));
    EXPECT_TRUE(rows[1]["word"].is_null());
    EXPECT_TRUE(rows[2]["price"].is_null());
    EXPECT_EQ(rows[2]["word"].as<std::string>(), "");
    EXPECT_EQ(ids(db, select(given["id"]).where(given["word"] == "a")), Ids{1});
    EXPECT_EQ(caught([] { (void)values({"a"}, {}); }).code, "bad_values");
    EXPECT_EQ(caught([] { (void)values({"a"}, {{1, 2}}); }).code, "bad_values");
}

/// A column of values is what all of its rows are.
void mixed_values(Bench& bench) {
    Connection db = bench.engine().connect();
    const Subquery first_null =
        azoth::values({"n", "t"}, {{std::nullopt, "x"}, {2, std::nullopt}}).subquery("given");
    EXPECT_EQ(ids(db, select(func::coalesce({first_null["n"], 7}))
                          .order_by(first_null["n"] + 0)
                          .where(first_null["n"].is_not_null())),
              Ids{2});
    const Subquery fractions = azoth::values({"n"}, {{1}, {2.5}}).subquery("given");
    EXPECT_EQ(db.scalar<double>(select(func::sum(fractions["n"]))), 3.5);
    const Subquery wide = azoth::values({"n"}, {{1}, {5'000'000'000}}).subquery("given");
    EXPECT_EQ(ids(db, select(func::max(wide["n"]))), Ids{5'000'000'000});
}

void values_joined(Bench& bench) {
    const Shop shop(bench);
    Connection db = bench.engine().connect();
    const Subquery wanted = values({"id", "note"}, {{2, "loud"}, {9, "who?"}}).subquery("wanted");
    const Row row = db.execute(select(shop.artist["name"], wanted["note"])
                                   .join(wanted, wanted["id"] == shop.artist["artist_id"]))
                        .one();
    EXPECT_EQ(row[0].as<std::string>(), "AC/DC");
    EXPECT_EQ(row[1].as<std::string>(), "loud");
}

void lateral_rows(Bench& bench) {
    const Shop shop(bench);
    Connection db = bench.engine().connect();
    const Subquery first = lateral(select(shop.album["title"].label("title"))
                                       .where(shop.of_artist())
                                       .order_by(desc(shop.album["album_id"]))
                                       .limit(1),
                                   "first");
    EXPECT_EQ(names(db, select(first["title"])
                            .select_from(shop.artist)
                            .join(first, true_())
                            .order_by(shop.artist["artist_id"])),
              (Names{"The Game", "Back in Black", "Arrival"}));
    EXPECT_EQ(db.execute(select(shop.artist["artist_id"], first["title"])
                             .select_from(shop.artist)
                             .outer_join(first, true_()))
                  .all()
                  .size(),
              4U);
}

void samples(Bench& bench) {
    const Shop shop(bench);
    Connection db = bench.engine().connect();
    const Subquery all = tablesample(shop.album, 100, "all_of_them");
    const Subquery none = tablesample(shop.album, 0, "none_of_them");
    EXPECT_EQ(db.scalar<std::int64_t>(select(func::count()).select_from(all)), 5);
    EXPECT_EQ(db.scalar<std::int64_t>(select(func::count()).select_from(none)), 0);
    const Subquery some = tablesample(shop.album, 50, "some", {.seed = 7});
    const Select query = select(some["album_id"]).order_by(some["album_id"]);
    EXPECT_EQ(ids(db, query), ids(db, query));
}

void text_as_a_source(Bench& bench) {
    const Shop shop(bench);
    Connection db = bench.engine().connect();
    const auto rows = text("SELECT artist_id, name FROM azc_artist WHERE artist_id < :limit")
                          .columns<std::int64_t, std::string>({"artist_id", "name"})
                          .subquery("raw");
    EXPECT_EQ(
        db.scalars<std::int64_t>(
              select(rows["artist_id"]).where(rows["name"] != "ABBA").order_by(rows["artist_id"]),
              Params{{"limit", 4}})
            .all(),
        (Ids{1, 2}));
}

/// Two descriptions of one name are two tables to the cache.
void same_name_twice(Bench& bench) {
    const Shop shop(bench);
    Connection db = bench.engine().connect();
    MetaData other;
    const Table artist{"azc_artist", other, Column{"name", String{}},
                       Column{"artist_id", BigInteger{}}};
    EXPECT_EQ(db.execute(select(shop.artist)).keys(), (Names{"artist_id", "name", "boss"}));
    EXPECT_EQ(db.execute(select(artist)).keys(), (Names{"name", "artist_id"}));
    EXPECT_EQ(db.execute(select(shop.artist)).keys().size(), 3U);
}

/// Without FROM: as many databases let one ask for a value.
void nothing_at_all(Bench& bench) {
    Connection db = bench.engine().connect();
    EXPECT_EQ(db.scalar<int>(select(sql_text("1", Integer{}).label("x"))), 1);
    EXPECT_EQ(db.scalar<std::string>(text("SELECT 'it''s'")), "it's");
}

}  // namespace

void add_sources(Suites& suites) {
    suites.begin("sources", Badge::core_read);
    suites.test("exists_or_not", exists_or_not);
    suites.test("scalar_subqueries", scalar_subqueries);
    suites.test("any_and_all", any_and_all, {Capability::quantified_comparison});
    suites.test("given_values", given_values);
    suites.test("mixed_values", mixed_values);
    suites.test("values_joined", values_joined);
    suites.test("lateral_rows", lateral_rows, {Capability::lateral});
    suites.test("samples", samples, {Capability::tablesample});
    suites.test("text_as_a_source", text_as_a_source);
    suites.test("same_name_twice", same_name_twice);
    suites.test("nothing_at_all", nothing_at_all);
}

}  // namespace azoth::compliance
