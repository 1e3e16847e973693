// SPDX-License-Identifier: MIT
// Queries over a small record shop, with every answer known.
#include <azoth/compliance/suite.hpp>

#include <numeric>

#include <gtest/gtest.h>

namespace azoth::compliance {

namespace {

using Names = std::vector<std::string>;
using Ids = std::vector<std::int64_t>;

struct Shop {
    MetaData metadata;
    Table artist{"azc_artist", metadata, Column{"artist_id", Integer{}, primary_key},
                 Column{"name", String{120}, not_null}, Column{"boss", Integer{}}};
    Table album{"azc_album",
                metadata,
                Column{"album_id", Integer{}, primary_key},
                Column{"title", String{160}, not_null},
                Column{"year", Integer{}},
                Column{"artist_id", ForeignKey{"azc_artist.artist_id"}}};

    explicit Shop(Bench& bench) {
        bench.create(metadata);
        bench.engine().begin([&](Connection& db) {
            db.execute(insert(artist),
                       {{{"artist_id", 1}, {"name", "Queen"}, {"boss", std::nullopt}},
                        {{"artist_id", 2}, {"name", "AC/DC"}, {"boss", 1}},
                        {{"artist_id", 3}, {"name", "ABBA"}, {"boss", 1}},
                        {{"artist_id", 4}, {"name", "100%_\\pure"}, {"boss", 2}}});
            using Row = std::tuple<int, std::string, std::optional<int>, std::optional<int>>;
            const std::vector<Row> rows{{1, "Jazz", 1978, 1},
                                        {2, "The Game", 1980, 1},
                                        {3, "Back in Black", 1980, 2},
                                        {4, "Arrival", std::nullopt, 3},
                                        {5, "Orphan", 2001, std::nullopt}};
            db.insert_many(album, {"album_id", "title", "year", "artist_id"}, rows);
        });
    }
};

Names names(Connection& db, const Select& query) {
    return db.scalars<std::string>(query).all();
}
Ids ids(Connection& db, const Select& query) {
    return db.scalars<std::int64_t>(query).all();
}

void join_group_order(Bench& bench) {
    const Shop shop(bench);
    Connection db = bench.engine().connect();
    const auto query =
        select(shop.artist["name"], func::count(shop.album["album_id"]).label("albums"))
            .join(shop.album)
            .where(shop.artist["name"].like("A%") || shop.artist["name"] == "Queen")
            .group_by(shop.artist["name"])
            .order_by(desc("albums"), shop.artist["name"]);
    std::vector<std::pair<std::string, int>> found;
    for (const Row& row : db.execute(query))
        found.emplace_back(row["name"].as<std::string>(), row["albums"].as<int>());
    EXPECT_EQ(found[0], (std::pair<std::string, int>("Queen", 2)));
    EXPECT_EQ(found.size(), 3U);
    std::int64_t sum = 0;
    for (const auto& [name, albums] : db.execute(query).rows<std::string, std::int64_t>())
        sum += albums;
    EXPECT_EQ(sum, 4);
    EXPECT_EQ(names(db, query.having(func::count(shop.album["album_id"]) > 1)), Names{"Queen"});
}

void outer_join(Bench& bench) {
    const Shop shop(bench);
    Connection db = bench.engine().connect();
    const auto query = select(shop.artist["artist_id"], shop.album["title"])
                           .outer_join(shop.album)
                           .where(shop.album["album_id"] == std::nullopt);
    const Row row = db.execute(query).one();
    EXPECT_EQ(row[0].as<int>(), 4);
    EXPECT_TRUE(row["title"].is_null());
    EXPECT_EQ(db.execute(select(shop.artist["artist_id"]).outer_join(shop.album)).all().size(), 5U);
}

void full_join(Bench& bench) {
    const Shop shop(bench);
    Connection db = bench.engine().connect();
    const auto query = select(shop.artist["artist_id"], shop.album["album_id"])
                           .select_from(shop.artist)
                           .join(shop.album, JoinType::full);
    int without_artist = 0;
    int without_album = 0;
    for (const Row& row : db.execute(query)) {
        without_artist += row[0].is_null() ? 1 : 0;
        without_album += row[1].is_null() ? 1 : 0;
    }
    EXPECT_EQ(without_artist, 1);
    EXPECT_EQ(without_album, 1);
}

void self_join(Bench& bench) {
    const Shop shop(bench);
    Connection db = bench.engine().connect();
    const Table boss = shop.artist.alias("boss");
    const auto query = select(shop.artist["name"].label("name"), boss["name"].label("boss"))
                           .join(boss, shop.artist["boss"] == boss["artist_id"])
                           .order_by(shop.artist["artist_id"]);
    const auto rows = db.execute(query).all();
    ASSERT_EQ(rows.size(), 3U);
    EXPECT_EQ(rows[0]["boss"].as<std::string>(), "Queen");
    EXPECT_EQ(rows[2]["boss"].as<std::string>(), "AC/DC");
}

void limit_and_offset(Bench& bench) {
    const Shop shop(bench);
    Connection db = bench.engine().connect();
    const Select all = select(shop.album["album_id"]).order_by(shop.album["album_id"]);
    EXPECT_EQ(ids(db, all.limit(2)), (Ids{1, 2}));
    EXPECT_EQ(ids(db, all.limit(2).offset(3)), (Ids{4, 5}));
    EXPECT_EQ(ids(db, all.offset(4)), Ids{5});
    EXPECT_EQ(ids(db, all.limit(0)), Ids{});
    EXPECT_EQ(ids(db, all.limit(10).offset(10)), Ids{});
    EXPECT_EQ(caught([&] { (void)all.limit(-1); }).code, "bad_limit");
}

void literal_search(Bench& bench) {
    const Shop shop(bench);
    Connection db = bench.engine().connect();
    const Expr name = shop.artist["name"];
    const Select query = select(shop.artist["artist_id"]);
    EXPECT_EQ(ids(db, query.where(name.contains("0%_"))), Ids{4});
    EXPECT_EQ(ids(db, query.where(name.contains("_\\p"))), Ids{4});
    EXPECT_EQ(ids(db, query.where(name.contains("C_D"))), Ids{});
    EXPECT_EQ(ids(db, query.where(name.starts_with("100%"))), Ids{4});
    EXPECT_EQ(ids(db, query.where(name.starts_with("1%"))), Ids{});
    EXPECT_EQ(ids(db, query.where(name.ends_with("\\pure"))), Ids{4});
    EXPECT_EQ(ids(db, query.where(name.ends_with("_pure"))), Ids{});
    EXPECT_EQ(ids(db, query.where(name.like("100!%%", '!'))), Ids{4});
    EXPECT_EQ(ids(db, query.where(name.like("A___"))), Ids{3});
    EXPECT_EQ(ids(db, query.where(name.not_like("A%")).order_by(shop.artist["artist_id"])),
              (Ids{1, 4}));
    EXPECT_EQ(ids(db, query.where(name.like("queen"))).empty(),
              bench.answer(Question::like_minds_case).yes);
    EXPECT_EQ(ids(db, query.where(name.ilike("qUEEN"))), Ids{1});
    EXPECT_EQ(ids(db, query.where(name.not_ilike("a%"))).size(), 2U);
}

void in_lists(Bench& bench) {
    const Shop shop(bench);
    Connection db = bench.engine().connect();
    const Expr id = shop.album["album_id"];
    const Select query = select(id).order_by(id);
    std::vector<std::int64_t> many(500);
    std::iota(many.begin(), many.end(), 4);
    EXPECT_EQ(ids(db, query.where(id.in(Ids{}))), Ids{});
    EXPECT_EQ(ids(db, query.where(id.not_in(Ids{}))), (Ids{1, 2, 3, 4, 5}));
    EXPECT_EQ(ids(db, query.where(id.in({3}))), Ids{3});
    EXPECT_EQ(ids(db, query.where(id.in(many))), (Ids{4, 5}));
    EXPECT_EQ(ids(db, query.where(id.not_in(many))), (Ids{1, 2, 3}));
    EXPECT_EQ(ids(db, query.where(shop.album["year"].in(Ids{}))), Ids{});
    EXPECT_EQ(ids(db, query.where(shop.album["year"].not_in({1980}))), (Ids{1, 5}));
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

void null_ordering(Bench& bench) {
    const Shop shop(bench);
    Connection db = bench.engine().connect();
    const Expr year = shop.album["year"];
    const Select query = select(shop.album["album_id"]);
    EXPECT_EQ(ids(db, query.order_by(asc(year).nulls_first())).front(), 4);
    EXPECT_EQ(ids(db, query.order_by(asc(year).nulls_last())).back(), 4);
    EXPECT_EQ(ids(db, query.order_by(desc(year).nulls_first())).front(), 4);
    EXPECT_EQ(ids(db, query.order_by(desc(year).nulls_last())).back(), 4);
    const Ids plain = ids(db, query.order_by(year));
    EXPECT_EQ(bench.answer(Question::nulls_order_first).yes ? plain.front() : plain.back(), 4);
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

/// Integer operators against the host's, alone and nested on either side.
void arithmetic(Bench& bench) {
    const Shop shop(bench);
    Connection db = bench.engine().connect();
    const Expr id = shop.album["album_id"];
    const auto results = [&](const Expr& expression) {
        return ids(db, select(expression.label("r")).order_by(id));
    };
    for (std::int64_t a = 1; a <= 5; ++a) {
        const auto at = static_cast<std::size_t>(a - 1);
        EXPECT_EQ(results(id + 7)[at], a + 7);
        EXPECT_EQ(results(10 - id - 3)[at], 10 - a - 3);
        EXPECT_EQ(results(10 - (id - 3))[at], 10 - (a - 3));
        EXPECT_EQ(results((id + 2) * 3)[at], (a + 2) * 3);
        EXPECT_EQ(results(-(id - 3) * 2)[at], -(a - 3) * 2);
        EXPECT_EQ(results(id % 3)[at], a % 3);
        EXPECT_EQ(results(100 - id % 3 * 10)[at], 100 - a % 3 * 10);
    }
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
    suites.begin("select");
    suites.test("join_group_order", join_group_order);
    suites.test("outer_join", outer_join);
    suites.test("full_join", full_join, {Capability::full_join});
    suites.test("self_join", self_join);
    suites.test("limit_and_offset", limit_and_offset);
    suites.test("literal_search", literal_search);
    suites.test("in_lists", in_lists);
    suites.test("case_and_coalesce", case_and_coalesce);
    suites.test("subqueries", subqueries);
    suites.test("null_ordering", null_ordering);
    suites.test("three_valued_logic", three_valued_logic);
    suites.test("distinct_from", distinct_from, {Capability::is_distinct_from});
    suites.test("arithmetic", arithmetic);
    suites.test("text_functions", text_functions);
    suites.test("raw_text", raw_text);
}

}  // namespace azoth::compliance
