// SPDX-License-Identifier: MIT
// Joins: along foreign keys and along conditions, of tables, aliases and queries.
#include <azoth/compliance/suite.hpp>

#include <algorithm>

#include <gtest/gtest.h>

#include "shop.hpp"

namespace azoth::compliance {

namespace {

void inner_and_outer(Bench& bench) {
    const Shop shop(bench);
    Connection db = bench.engine().connect();
    const Select query = select(shop.artist["artist_id"], shop.album["album_id"])
                             .select_from(shop.artist)
                             .order_by(shop.album["album_id"]);
    EXPECT_EQ(ids(db, query.join(shop.album, shop.of_artist())), (Ids{1, 1, 2, 3}));
    EXPECT_EQ(db.execute(query.outer_join(shop.album, shop.of_artist())).all().size(), 5U);
    const Row lonely = db.execute(query.outer_join(shop.album, shop.of_artist())
                                      .where(shop.album["album_id"] == std::nullopt))
                           .one();
    EXPECT_EQ(lonely[0].as<int>(), 4);
    EXPECT_TRUE(lonely[1].is_null());
}

/// A condition in ON keeps the row of the left side, one in WHERE does not.
void on_is_not_where(Bench& bench) {
    const Shop shop(bench);
    Connection db = bench.engine().connect();
    const Select artists = select(shop.artist["artist_id"]).order_by(shop.artist["artist_id"]);
    const Predicate late = shop.album["year"] > 1979;
    EXPECT_EQ(ids(db, artists.outer_join(shop.album, shop.of_artist() && late)), (Ids{1, 2, 3, 4}));
    EXPECT_EQ(ids(db, artists.outer_join(shop.album, shop.of_artist()).where(late)), (Ids{1, 2}));
}

void full(Bench& bench) {
    const Shop shop(bench);
    Connection db = bench.engine().connect();
    int without_artist = 0;
    int without_album = 0;
    for (const Row& row : db.execute(select(shop.artist["artist_id"], shop.album["album_id"])
                                         .select_from(shop.artist)
                                         .full_join(shop.album, shop.of_artist()))) {
        without_artist += row[0].is_null() ? 1 : 0;
        without_album += row[1].is_null() ? 1 : 0;
    }
    EXPECT_EQ(without_artist, 1);
    EXPECT_EQ(without_album, 1);
}

using Pair = std::pair<std::optional<std::int64_t>, std::optional<std::int64_t>>;
using Pairs = std::vector<Pair>;

Pairs pairs(Connection& db, const Statement& query) {
    Pairs found;
    for (const Row& row : db.execute(query)) {
        const auto [left, right] =
            row.as<std::optional<std::int64_t>, std::optional<std::int64_t>>();
        found.emplace_back(left, right);
    }
    return found;
}

/// Conditions, orders and limits of a full join; more of it through a subquery.
void full_in_full(Bench& bench) {
    const Shop shop(bench);
    Connection db = bench.engine().connect();
    const auto no = std::nullopt;
    const Expr artist = shop.artist["artist_id"];
    const Expr album = shop.album["album_id"];
    const auto both = select(artist.label("artist"), album.label("album"))
                          .select_from(shop.artist)
                          .full_join(shop.album, shop.of_artist() && shop.album["year"] > 1978);
    const Pairs all{{1, 2}, {2, 3}, {3, no}, {4, no}, {no, 1}, {no, 4}, {no, 5}};
    Pairs found = pairs(db, both);
    const auto by_key = [](const Pair& a, const Pair& b) {
        return std::pair(a.first.value_or(9), a.second.value_or(9)) <
               std::pair(b.first.value_or(9), b.second.value_or(9));
    };
    std::sort(found.begin(), found.end(), by_key);
    EXPECT_EQ(found, all);
    EXPECT_EQ(pairs(db, both.where(album > 1).order_by(desc("album")).limit(3)),
              (Pairs{{no, 5}, {no, 4}, {2, 3}}));
    EXPECT_EQ(pairs(db, both.where(artist.is_null()).order_by(desc(album)).offset(1).limit(5)),
              (Pairs{{no, 4}, {no, 1}}));
    EXPECT_EQ(pairs(db, both.where(artist.is_not_null() && album.is_null()).order_by(artist)),
              (Pairs{{3, no}, {4, no}}));
    const Subquery joined = both.subquery("joined");
    EXPECT_EQ(pairs(db, select(func::count(joined["artist"]), func::count(joined["album"]))),
              (Pairs{{4, 5}}));
    const Table boss = shop.artist.alias("boss");
    const auto ranks = select(artist.label("artist"), boss["artist_id"].label("boss"))
                           .distinct()
                           .select_from(shop.artist)
                           .full_join(boss, shop.artist["boss"] == boss["artist_id"])
                           .where(artist.is_null() || boss["artist_id"] > 1);
    Pairs unequal = pairs(db, ranks);
    std::sort(unequal.begin(), unequal.end(), by_key);
    EXPECT_EQ(unequal, (Pairs{{4, 2}, {no, 3}, {no, 4}}));
}

void with_itself(Bench& bench) {
    const Shop shop(bench);
    Connection db = bench.engine().connect();
    const Table boss = shop.artist.alias("boss");
    const Table top = shop.artist.alias("top");
    const auto query = select(shop.artist["name"].label("name"), boss["name"].label("boss"))
                           .join(boss, shop.artist["boss"] == boss["artist_id"])
                           .order_by(shop.artist["artist_id"]);
    const auto rows = db.execute(query).all();
    ASSERT_EQ(rows.size(), 3U);
    EXPECT_EQ(rows[0]["boss"].as<std::string>(), "Queen");
    EXPECT_EQ(rows[2]["boss"].as<std::string>(), "AC/DC");
    EXPECT_EQ(names(db, select(top["name"])
                            .select_from(shop.artist)
                            .join(boss, shop.artist["boss"] == boss["artist_id"])
                            .join(top, boss["boss"] == top["artist_id"])),
              Names{"Queen"});
}

void cross(Bench& bench) {
    const Shop shop(bench);
    Connection db = bench.engine().connect();
    EXPECT_EQ(db.scalar<std::int64_t>(
                  select(func::count()).select_from(shop.artist).cross_join(shop.album)),
              20);
}

void of_queries(Bench& bench) {
    const Shop shop(bench);
    Connection db = bench.engine().connect();
    const Subquery counts = select(shop.album["artist_id"], func::count().label("n"))
                                .group_by(shop.album["artist_id"])
                                .subquery("counts");
    EXPECT_EQ(ids(db, select(counts["n"])
                          .select_from(shop.artist)
                          .outer_join(counts, counts["artist_id"] == shop.artist["artist_id"])
                          .where(counts["n"].is_not_null())
                          .order_by(shop.artist["artist_id"])),
              (Ids{2, 1, 1}));
}

/// A chain of three outer joins, where the middle is missing for some.
void chains(Bench& bench) {
    const Shop shop(bench);
    Connection db = bench.engine().connect();
    const Table boss = shop.artist.alias("boss");
    const auto query = select(shop.album["album_id"], shop.artist["name"], boss["name"].label("b"))
                           .select_from(shop.album)
                           .outer_join(shop.artist, shop.of_artist())
                           .outer_join(boss, shop.artist["boss"] == boss["artist_id"])
                           .order_by(shop.album["album_id"]);
    const Rows rows = db.execute(query).all();
    ASSERT_EQ(rows.size(), 5U);
    EXPECT_TRUE(rows[0]["b"].is_null());
    EXPECT_EQ(rows[2]["b"].as<std::string>(), "Queen");
    EXPECT_TRUE(rows[4]["name"].is_null());
}

struct Keys {
    MetaData metadata;
    Table city{"azc_city", metadata, Column{"id", Integer{}, primary_key, no_autoincrement},
               Column{"name", String{20}}};
    Table train{"azc_train", metadata, Column{"id", Integer{}, primary_key, no_autoincrement},
                Column{"home_id", ForeignKey{"azc_city.id"}}};
    Table ride{"azc_ride",
               metadata,
               Column{"id", Integer{}, primary_key, no_autoincrement},
               Column{"from_id", ForeignKey{"azc_city.id"}},
               Column{"to_id", ForeignKey{"azc_city.id"}},
               Column{"train_id", ForeignKey{"azc_train.id"}}};
    explicit Keys(Bench& bench) {
        bench.create(metadata);
        bench.write([&](Connection& db) {
            db.execute(insert(city), {{{"id", 1}, {"name", "Bonn"}}, {{"id", 2}, {"name", "Ulm"}}});
            db.execute(insert(train), Params{{"id", 7}, {"home_id", 2}});
            db.execute(insert(ride),
                       Params{{"id", 1}, {"from_id", 1}, {"to_id", 2}, {"train_id", 7}});
        });
    }
};

void along_foreign_keys(Bench& bench) {
    const Keys keys(bench);
    Connection db = bench.engine().connect();
    EXPECT_EQ(names(db, select(keys.city["name"]).join(keys.train)), Names{"Ulm"});
    EXPECT_EQ(ids(db, select(keys.train["id"]).join(keys.ride)), Ids{7});
    EXPECT_EQ(names(db, select(keys.city["name"])
                            .select_from(keys.ride)
                            .join(keys.city, keys.ride["from_id"] == keys.city["id"])),
              Names{"Bonn"});
    EXPECT_EQ(caught([&] { (void)select(keys.city["name"]).join(keys.ride); }).code,
              "ambiguous_foreign_key");
    // What a query shows of a key leads there, too.
    const Subquery trains = select(keys.train).where(keys.train["id"] > 0).subquery("trains");
    EXPECT_EQ(names(db, select(keys.city["name"]).join(trains)), Names{"Ulm"});
    const Subquery cities = select(keys.city).subquery("cities");
    EXPECT_EQ(names(db, select(cities["name"]).select_from(trains).join(cities)), Names{"Ulm"});
    MetaData other;
    const Table stranger{"azc_stranger", other, Column{"id", Integer{}}};
    EXPECT_EQ(caught([&] { (void)select(keys.city["name"]).join(stranger); }).code,
              "no_foreign_key");
}

/// By any condition, or it is refused.
void full_by_an_order(Bench& bench) {
    const Shop shop(bench);
    Connection db = bench.engine().connect();
    const Expr artist = shop.artist["artist_id"];
    const Expr album = shop.album["album_id"];
    const auto found = [&](const Condition& condition) {
        Pairs rows = pairs(db, select(artist, album)
                                   .select_from(shop.artist)
                                   .join(shop.album, condition, JoinType::full));
        std::sort(rows.begin(), rows.end());
        return rows;
    };
    const std::nullopt_t none = std::nullopt;
    EXPECT_EQ(
        found(artist > album + 2),
        (Pairs{
            {none, 2}, {none, 3}, {none, 4}, {none, 5}, {1, none}, {2, none}, {3, none}, {4, 1}}));
    EXPECT_EQ(found(artist == album || artist + album == 7),
              (Pairs{{1, 1}, {2, 2}, {2, 5}, {3, 3}, {3, 4}, {4, 3}, {4, 4}}));
    EXPECT_EQ(
        found(artist == album && artist < 2),
        (Pairs{
            {none, 2}, {none, 3}, {none, 4}, {none, 5}, {1, 1}, {2, none}, {3, none}, {4, none}}));
    EXPECT_EQ(found(album > 4).size(), 8U);
}

}  // namespace

void add_joins(Suites& suites) {
    suites.begin("joins", Badge::core_read);
    suites.test("inner_and_outer", inner_and_outer);
    suites.test("on_is_not_where", on_is_not_where);
    suites.test("full", full);
    suites.test("full_in_full", full_in_full);
    suites.test("full_by_an_order", full_by_an_order);
    suites.test("with_itself", with_itself);
    suites.test("cross", cross);
    suites.test("of_queries", of_queries);
    suites.test("chains", chains);
    suites.test("along_foreign_keys", along_foreign_keys, {Capability::foreign_keys});
}

}  // namespace azoth::compliance
