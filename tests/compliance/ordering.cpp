// SPDX-License-Identifier: MIT
// ORDER BY and GROUP BY: labels, expressions, NULLs, collations; DISTINCT ON.
#include <azoth/compliance/suite.hpp>

#include <algorithm>

#include <gtest/gtest.h>

#include "shop.hpp"

namespace azoth::compliance {

namespace {

struct Scores {
    MetaData metadata;
    Table score{"azc_score",
                metadata,
                Column{"id", Integer{}},
                Column{"x", Integer{}},
                Column{"y", Integer{}},
                Column{"q", String{5}}};
    explicit Scores(Bench& bench) {
        bench.create(metadata);
        using Row = std::tuple<int, int, int, std::string>;
        const std::vector<Row> rows{{1, 1, 2, "q1"}, {2, 2, 3, "q3"}, {3, 3, 1, "q2"}};
        bench.write([&](Connection& db) { db.insert_many(score, {"id", "x", "y", "q"}, rows); });
    }
};

void labels(Bench& bench) {
    const Scores scores(bench);
    Connection db = bench.engine().connect();
    const Select query =
        select(scores.score["id"], (scores.score["x"] - scores.score["y"]).label("d"),
               func::lower(scores.score["q"]).label("low"));
    EXPECT_EQ(ids(db, query.order_by(asc("low"))), (Ids{1, 3, 2}));
    EXPECT_EQ(ids(db, query.order_by(desc("low"))), (Ids{2, 3, 1}));
    EXPECT_EQ(ids(db, query.order_by(desc("d"), asc("id"))), (Ids{3, 1, 2}));
    EXPECT_EQ(ids(db, query.order_by(asc("d"), desc("id"))), (Ids{2, 1, 3}));
}

/// A label with the name of a column: it is the label's value that orders.
void label_hides_column(Bench& bench) {
    const Scores scores(bench);
    Connection db = bench.engine().connect();
    const Select query = select(scores.score["id"], (scores.score["x"] * -1).label("x"));
    EXPECT_EQ(ids(db, query.order_by(asc("x"))), (Ids{3, 2, 1}));
}

void expressions(Bench& bench) {
    const Scores scores(bench);
    Connection db = bench.engine().connect();
    const Select query = select(scores.score["id"]);
    EXPECT_EQ(ids(db, query.order_by(scores.score["x"] + scores.score["y"] * 2)), (Ids{1, 3, 2}));
    EXPECT_EQ(
        ids(db, query.order_by(desc(scores.score["y"] - scores.score["x"]), scores.score["id"])),
        (Ids{1, 2, 3}));
    EXPECT_EQ(ids(db, query.order_by(case_({{scores.score["q"] == "q3", 0}}, 1),
                                     desc(scores.score["id"]))),
              (Ids{2, 3, 1}));
}

void groups(Bench& bench) {
    const Shop shop(bench);
    Connection db = bench.engine().connect();
    const Expr decade = shop.album["year"] / 10;
    const auto query = select(func::count().label("n"), decade.label("decade"))
                           .where(shop.album["year"].is_not_null())
                           .group_by(decade)
                           .order_by(desc("n"), asc("decade"));
    const Rows rows = db.execute(query).all();
    ASSERT_EQ(rows.size(), 3U);
    EXPECT_EQ(rows[0]["decade"].as<int>(), 198);
    EXPECT_EQ(rows[1]["decade"].as<int>(), 197);
    EXPECT_EQ(rows[2]["n"].as<int>(), 1);
    EXPECT_EQ(ids(db, query.having(func::count() > 1)), Ids{2});
}

/// NULL is a group like any other, and no value of count(x).
void groups_of_null(Bench& bench) {
    const Shop shop(bench);
    Connection db = bench.engine().connect();
    const auto [rows, years] = db.execute(select(func::count(), func::count(shop.album["year"]))
                                              .group_by(shop.album["year"])
                                              .having(shop.album["year"] == std::nullopt))
                                   .one();
    EXPECT_EQ(rows, 1);
    EXPECT_EQ(years, 0);
}

void nulls(Bench& bench) {
    const Shop shop(bench);
    Connection db = bench.engine().connect();
    const Expr year = shop.album["year"];
    const auto in_order = [&](const Ordering& first) {
        return ids(db, select(shop.album["album_id"]).order_by(first, shop.album["album_id"]));
    };
    EXPECT_EQ(in_order(asc(year).nulls_first()), (Ids{4, 1, 2, 3, 5}));
    EXPECT_EQ(in_order(asc(year).nulls_last()), (Ids{1, 2, 3, 5, 4}));
    EXPECT_EQ(in_order(desc(year).nulls_first()), (Ids{4, 5, 2, 3, 1}));
    EXPECT_EQ(in_order(desc(year).nulls_last()), (Ids{5, 2, 3, 1, 4}));
    const bool first = bench.answer(Question::nulls_order_first).yes;
    EXPECT_EQ(in_order(asc(year)), (first ? Ids{4, 1, 2, 3, 5} : Ids{1, 2, 3, 5, 4}));
    EXPECT_EQ(in_order(desc(year)), (first ? Ids{5, 2, 3, 1, 4} : Ids{4, 5, 2, 3, 1}));
}

void distinct_on(Bench& bench) {
    const Shop shop(bench);
    Connection db = bench.engine().connect();
    const Expr year = shop.album["year"];
    EXPECT_EQ(ids(db, select(shop.album["album_id"])
                          .distinct_on(year)
                          .order_by(asc(year).nulls_last(), desc(shop.album["album_id"]))),
              (Ids{1, 3, 5, 4}));
    // The limit is of what is left, and what decides is not shown.
    const Select latest =
        select(shop.album["title"].label("t"))
            .distinct_on(shop.album["artist_id"])
            .order_by(desc(shop.album["artist_id"]).nulls_first(), desc(year).nulls_last());
    EXPECT_EQ(names(db, latest), (Names{"Orphan", "Arrival", "Back in Black", "The Game"}));
    EXPECT_EQ(names(db, latest.limit(2).offset(1)), (Names{"Arrival", "Back in Black"}));
    const Row first = db.execute(latest).first().value();
    EXPECT_EQ(first.size(), 1U);
    EXPECT_EQ(first["t"].as<std::string>(), "Orphan");
}

void distinct_on_of_anything(Bench& bench) {
    const Shop shop(bench);
    Connection db = bench.engine().connect();
    const Expr year = shop.album["year"];
    const Expr id = shop.album["album_id"];
    // Without an order one row of each, whichever.
    EXPECT_EQ(ids(db, select(id).distinct_on(year)).size(), 4U);
    EXPECT_EQ(names(db, select(shop.artist["name"], shop.album["title"])
                            .join(shop.album, shop.album["artist_id"] == shop.artist["artist_id"])
                            .distinct_on(shop.artist["artist_id"])
                            .order_by(shop.artist["artist_id"], year)),
              (Names{"Queen", "AC/DC", "ABBA"}));
    // By an expression with a value, and by a label.
    EXPECT_EQ(
        ids(db,
            select((id + 1).label("next"), id).distinct_on(id + 1).order_by(desc("next")).limit(2)),
        (Ids{6, 5}));
    // Of groups: years by how many albums they have.
    const Select groups = select(year)
                              .where(year.is_not_null())
                              .group_by(year)
                              .distinct_on(func::count())
                              .order_by(func::count(), desc(year));
    EXPECT_EQ(ids(db, groups), (Ids{2001, 1980}));
    // As a source, in a union, of a CTE, with two columns of one name.
    const Subquery firsts = select(shop.album["artist_id"], id)
                                .distinct_on(shop.album["artist_id"])
                                .order_by(shop.album["artist_id"], id)
                                .subquery("firsts");
    EXPECT_EQ(ids(db, select(firsts["album_id"])
                          .join(shop.artist, shop.artist["artist_id"] == firsts["artist_id"])
                          .order_by(firsts["album_id"])),
              (Ids{1, 3, 4}));
    EXPECT_EQ(ids(db, union_all(select(id).distinct_on(year).order_by(year, id),
                                select(shop.artist["artist_id"])))
                  .size(),
              8U);
    const Row twice = db.execute(select(id.label("x"), shop.album["artist_id"].label("x"))
                                     .distinct_on(shop.album["artist_id"])
                                     .order_by(desc(shop.album["artist_id"]).nulls_last(), id))
                          .first()
                          .value();
    EXPECT_EQ(twice[0].as<int>(), 4);
    EXPECT_EQ(twice[1].as<int>(), 3);
    EXPECT_EQ(caught([&] { (void)ids(db, select(id).distinct_on(year).order_by(id, year)); }).code,
              "distinct_on_order");
}

/// Of the query, and of the column.
void collations(Bench& bench) {
    const std::string name = bench.requirements().binary_collation();
    if (name.empty()) GTEST_SKIP() << "no collation by code points";
    MetaData metadata;
    const Table word{"azc_collated", metadata, Column{"id", Integer{}}, Column{"t", String{20}},
                     Column{"own", String{20}.with_collation(name)}};
    bench.create(metadata);
    using Row = std::tuple<int, std::string, std::string>;
    const std::vector<Row> rows{{1, "b", "b"}, {2, "A", "A"}, {3, "a", "a"}, {4, "B", "B"}};
    bench.write([&](Connection& db) { db.insert_many(word, {"id", "t", "own"}, rows); });
    Connection db = bench.engine().connect();
    const Expr collated = word["t"].collate(name);
    EXPECT_EQ(ids(db, select(word["id"]).order_by(collated)), (Ids{2, 4, 3, 1}));
    EXPECT_EQ(ids(db, select(word["id"]).order_by(desc(collated))), (Ids{1, 3, 4, 2}));
    EXPECT_EQ(ids(db, select(word["id"]).order_by(word["own"])), (Ids{2, 4, 3, 1}));
    EXPECT_EQ(ids(db, select(word["id"]).where(collated == "a")), Ids{3});
    EXPECT_EQ(ids(db, select(word["id"]).where(collated < "a").order_by(word["id"])), (Ids{2, 4}));
    db.close();
    EXPECT_EQ(inspect(bench.engine()).table("azc_collated").column("own").type.collation(), name);
}

void distinct(Bench& bench) {
    const Shop shop(bench);
    Connection db = bench.engine().connect();
    const Expr year = shop.album["year"];
    EXPECT_EQ(db.execute(select(year).distinct()).all().size(), 4U);
    EXPECT_EQ(ids(db, select(year).distinct().where(year.is_not_null()).order_by(desc(year))),
              (Ids{2001, 1980, 1978}));
    EXPECT_EQ(db.scalar<std::int64_t>(select(func::count_distinct(year)).select_from(shop.album)),
              3);
}

/// A whole number in ORDER BY or GROUP BY is a value, not the number of a column.
void constants(Bench& bench) {
    const Scores scores(bench);
    Connection db = bench.engine().connect();
    const Table& t = scores.score;
    const Select query = select(t["id"], t["y"], t["x"]);
    const std::vector<Expr> twos{literal(2), literal_execute(2), literal_execute(2).label("two"),
                                 -literal_execute(2)};
    for (const Expr& two : twos) {
        EXPECT_EQ(ids(db, query.order_by(two, desc(t["id"]))), (Ids{3, 2, 1}));
        EXPECT_EQ(ids(db, query.order_by(desc(two), t["id"])), (Ids{1, 2, 3}));
        EXPECT_EQ(ids(db, select(func::count()).select_from(t).group_by(two)), Ids{3});
    }
    EXPECT_EQ(ids(db, query.order_by(true_(), desc(t["id"]))), (Ids{3, 2, 1}));
}

/// What is quoted where it is made is quoted wherever it is named again.
void quoted_labels(Bench& bench) {
    const Scores scores(bench);
    Connection db = bench.engine().connect();
    const Table& t = scores.score;
    for (const Quoting quoting : {Quoting::by_rule, Quoting::always}) {
        const Select query = select(t["id"], (t["x"] - t["y"]).label("Less", quoting))
                                 .order_by(desc("Less"), t["id"]);
        EXPECT_EQ(ids(db, query), (Ids{3, 1, 2}));
        EXPECT_EQ(db.execute(query).all().front()["Less"].as<int>(), 2);
        const Table other = t.alias("Other", quoting);
        const Subquery sub = select(other["id"], (other["x"] - other["y"]).label("Less", quoting))
                                 .subquery("Sub", quoting);
        EXPECT_EQ(ids(db, select(sub["id"]).where(sub["Less"] > 0)), Ids{3});
    }
    const Select lower = select(t["id"].label("number", Quoting::never)).order_by(desc("number"));
    EXPECT_EQ(ids(db, lower), (Ids{3, 2, 1}));
    EXPECT_EQ(caught([&] { (void)ids(db, select(t["id"].label("No", Quoting::never))); }).code,
              "bad_identifier");
}

/// The opposite of what a query groups by is made of it.
void opposites_of_keys(Bench& bench) {
    const Shop shop(bench);
    Connection db = bench.engine().connect();
    const Expr year = shop.album["year"];
    const auto before = year < 1980;
    using Group = std::tuple<std::optional<bool>, std::int64_t>;
    const auto counted = [&](const Select& query) {
        std::vector<Group> groups;
        for (const Row& row : db.execute(query))
            groups.push_back(row.as<std::optional<bool>, std::int64_t>());
        return groups;
    };
    const Select counts =
        select((!before).label("since"), func::count().label("n")).group_by(before);
    EXPECT_EQ(counted(counts.order_by(asc(!before).nulls_first())),
              (std::vector<Group>{{std::nullopt, 1}, {false, 1}, {true, 3}}));
    EXPECT_EQ(counted(counts.having(!before)), (std::vector<Group>{{true, 3}}));
    EXPECT_EQ(counted(counts.having(before)), (std::vector<Group>{{false, 1}}));
    const auto listed = year.in({1980, 2001});
    EXPECT_EQ(counted(select((!listed).label("other"), func::count().label("n"))
                          .group_by(listed)
                          .order_by(asc(listed).nulls_last())),
              (std::vector<Group>{{true, 1}, {false, 3}, {std::nullopt, 1}}));
}

}  // namespace

void add_ordering(Suites& suites) {
    suites.begin("ordering", Badge::core_read);
    suites.test("labels", labels);
    suites.test("label_hides_column", label_hides_column);
    suites.test("expressions", expressions);
    suites.test("groups", groups);
    suites.test("groups_of_null", groups_of_null);
    suites.test("constants", constants);
    suites.test("opposites_of_keys", opposites_of_keys);
    suites.test("quoted_labels", quoted_labels);
    suites.test("nulls", nulls);
    suites.test("collations", collations);
    suites.test("distinct", distinct);
    suites.test("distinct_on", distinct_on, {Capability::window_functions});
    suites.test("distinct_on_of_anything", distinct_on_of_anything, {Capability::window_functions});
}

}  // namespace azoth::compliance
