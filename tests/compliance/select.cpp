// SPDX-License-Identifier: MIT
// Queries over a small record shop, with every answer known.
#include <azoth/compliance/suite.hpp>

#include <gtest/gtest.h>

#include "shop.hpp"

namespace azoth::compliance {

namespace {

void join_group_order(Bench& bench) {
    const Shop shop(bench);
    Connection db = bench.engine().connect();
    const auto query =
        select(shop.artist["name"], func::count(shop.album["album_id"]).label("albums"))
            .join(shop.album, shop.of_artist())
            .where(shop.artist["name"].like("A%") || shop.artist["name"] == "Queen")
            .group_by(shop.artist["name"])
            .order_by(desc("albums"), shop.artist["name"]);
    std::vector<std::pair<std::string, int>> found;
    for (const Row& row : db.execute(query))
        found.emplace_back(row["name"].as<std::string>(), row["albums"].as<int>());
    EXPECT_EQ(found.at(0), (std::pair<std::string, int>("Queen", 2)));
    EXPECT_EQ(found.size(), 3U);
    std::int64_t sum = 0;
    for (const auto& [name, albums] : db.execute(query).rows<std::string, std::int64_t>())
        sum += albums;
    EXPECT_EQ(sum, 4);
    EXPECT_EQ(names(db, query.having(func::count(shop.album["album_id"]) > 1)), Names{"Queen"});
}

void case_and_coalesce(Bench& bench) {
    const Shop shop(bench);
    Connection db = bench.engine().connect();
    const Expr year = shop.album["year"];
    const Expr era = case_({{year < 1980, "old"}, {year == 1980, "1980"}}, "other");
    EXPECT_EQ(names(db, select(era.label("era")).order_by(shop.album["album_id"])),
              (Names{"old", "1980", "1980", "other", "other"}));
    EXPECT_EQ(ids(db, select(func::coalesce({year, 0})).where(shop.album["album_id"] == 4)),
              Ids{0});
    const Expr none = case_({{year < 1900, "old"}});
    EXPECT_EQ(db.scalar<std::optional<std::string>>(select(none).limit(1)), std::nullopt);
}

void subqueries(Bench& bench) {
    const Shop shop(bench);
    Connection db = bench.engine().connect();
    const Subquery totals = select(shop.album["artist_id"], func::count().label("n"))
                                .group_by(shop.album["artist_id"])
                                .subquery("totals");
    const auto joined = select(shop.artist["name"])
                            .join(totals, totals["artist_id"] == shop.artist["artist_id"])
                            .where(totals["n"] == 2);
    EXPECT_EQ(names(db, joined), Names{"Queen"});
    const Expr latest = select(func::max(shop.album["year"])).scalar_subquery();
    EXPECT_EQ(names(db, select(shop.album["title"]).where(shop.album["year"] == latest)),
              Names{"Orphan"});
    const auto has_album =
        select(shop.album["album_id"]).where(shop.album["artist_id"] == shop.artist["artist_id"]);
    EXPECT_EQ(ids(db, select(shop.artist["artist_id"]).where(!exists(has_album))), Ids{4});
}

void three_valued_logic(Bench& bench) {
    const Shop shop(bench);
    Connection db = bench.engine().connect();
    const Expr year = shop.album["year"];
    const Select query = select(shop.album["album_id"]).order_by(shop.album["album_id"]);
    EXPECT_EQ(ids(db, query.where(year == 1980)), (Ids{2, 3}));
    EXPECT_EQ(ids(db, query.where(!(year == 1980))), (Ids{1, 5}));
    EXPECT_EQ(ids(db, query.where(year != std::nullopt && year.between(1979, 1990))), (Ids{2, 3}));
    const std::optional<int> nothing;
    EXPECT_EQ(ids(db, query.where(year == nothing)), Ids{4});
}

void distinct_from(Bench& bench) {
    const Shop shop(bench);
    Connection db = bench.engine().connect();
    const Expr year = shop.album["year"];
    const Select query = select(shop.album["album_id"]).order_by(shop.album["album_id"]);
    EXPECT_EQ(ids(db, query.where(year.is_distinct_from(1980))), (Ids{1, 4, 5}));
    EXPECT_EQ(ids(db, query.where(year.is_not_distinct_from(std::nullopt))), Ids{4});
}

void text_functions(Bench& bench) {
    const Shop shop(bench);
    Connection db = bench.engine().connect();
    const Expr name = shop.artist["name"];
    const Row row =
        db.execute(select(func::lower(name).label("l"), func::upper(name).label("u"),
                          func::char_length(name).label("n"), cast(name, Text{}).label("c"))
                       .where(shop.artist["artist_id"] == 2))
            .one();
    EXPECT_EQ(row["l"].as<std::string>(), "ac/dc");
    EXPECT_EQ(row["u"].as<std::string>(), "AC/DC");
    EXPECT_EQ(row["n"].as<int>(), 5);
    EXPECT_EQ(row["c"].as<std::string>(), "AC/DC");
}

void raw_text(Bench& bench) {
    const Shop shop(bench);
    Connection db = bench.engine().connect();
    const auto query = text("SELECT name, ':x' AS colon FROM azc_artist WHERE artist_id = :id");
    const Row row = db.execute(query, Params{{"id", 3}}).one();
    EXPECT_EQ(row["name"].as<std::string>(), "ABBA");
    EXPECT_EQ(row["colon"].as<std::string>(), ":x");
    EXPECT_EQ(caught([&] { db.execute(query, Params{{"key", 3}}); }).category, "ArgumentError");
}

}  // namespace

void add_select(Suites& suites) {
    suites.begin("select", Badge::core_read);
    suites.test("join_group_order", join_group_order);
    suites.test("case_and_coalesce", case_and_coalesce);
    suites.test("subqueries", subqueries);
    suites.test("three_valued_logic", three_valued_logic);
    suites.test("distinct_from", distinct_from, {Capability::is_distinct_from});
    suites.test("text_functions", text_functions);
    suites.test("raw_text", raw_text);
}

}  // namespace azoth::compliance
