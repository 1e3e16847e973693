// SPDX-License-Identifier: MIT
// WITH: plain, shared, nested and recursive; over values; around and inside changes.
#include <azoth/compliance/suite.hpp>

#include <algorithm>
#include <functional>

#include <gtest/gtest.h>

#include <azoth/sql/cte.hpp>
#include <azoth/sql/values.hpp>

#include "shop.hpp"

namespace azoth::compliance {

namespace {

void plain(Bench& bench) {
    const Shop shop(bench);
    Connection db = bench.engine().connect();
    const Cte late = select(shop.album["album_id"], shop.album["artist_id"])
                         .where(shop.album["year"] >= 1980)
                         .cte("late");
    EXPECT_EQ(ids(db, select(late["album_id"]).order_by(late["album_id"])), (Ids{2, 3, 5}));
    EXPECT_EQ(names(db, select(shop.artist["name"])
                            .join(late, late["artist_id"] == shop.artist["artist_id"])
                            .order_by(late["album_id"])),
              (Names{"Queen", "AC/DC"}));
    EXPECT_EQ(ids(db, select(shop.album["album_id"])
                          .where(shop.album["album_id"].in(select(late["album_id"])))
                          .order_by(shop.album["album_id"])),
              (Ids{2, 3, 5}));
}

void shared_and_nested(Bench& bench) {
    const Shop shop(bench);
    Connection db = bench.engine().connect();
    const Cte counts = select(shop.album["artist_id"], func::count().label("n"))
                           .group_by(shop.album["artist_id"])
                           .cte("counts");
    const Cte most = select(func::max(counts["n"]).label("n")).cte("most");
    EXPECT_EQ(ids(db, select(counts["artist_id"]).join(most, counts["n"] == most["n"])), Ids{1});
    const Subquery again = counts.alias("again");
    EXPECT_EQ(db.scalar<std::int64_t>(
                  select(func::count()).select_from(counts).join(again, counts["n"] == again["n"])),
              10);
    const Cte same = select(shop.artist["artist_id"]).cte("counts");
    EXPECT_EQ(caught([&] {
                  (void)ids(db, select(counts["n"]).join(same, counts["n"] == same["artist_id"]));
              }).code,
              "cte_name_conflict");
}

/// A CTE inside has the name of one outside, and is another one.
void one_inside_another(Bench& bench) {
    const Shop shop(bench);
    Connection db = bench.engine().connect();
    constexpr CteOptions inside{.nesting = true};
    const Cte late = select(shop.album["album_id"], shop.album["artist_id"])
                         .where(shop.album["year"] >= 1980)
                         .cte("chosen");
    const Cte few = select(shop.artist["artist_id"])
                        .where(shop.artist["name"] == "Queen")
                        .cte("chosen", inside);
    const Select of_few = select(few["artist_id"]).where(few["artist_id"] > 0);
    EXPECT_EQ(ids(db, select(late["album_id"]).where(late["artist_id"].in(of_few))), Ids{2});
    EXPECT_EQ(ids(db, select(late["album_id"])
                          .where(!late["artist_id"].in(of_few))
                          .order_by(late["album_id"])),
              Ids{3});
    // As a derived table, as a value, in both parts of a union, of a CTE and of the statement.
    const Subquery derived = of_few.subquery("d");
    EXPECT_EQ(
        ids(db, select(late["album_id"]).join(derived, derived["artist_id"] == late["artist_id"])),
        Ids{2});
    EXPECT_EQ(
        ids(db, select(late["album_id"] * of_few.scalar_subquery()).where(late["album_id"] == 5)),
        Ids{5});
    EXPECT_EQ(ids(db, union_all(of_few, select(few["artist_id"] + 1)).order_by(asc("artist_id"))),
              (Ids{1, 2}));
    const Cte around = select((few["artist_id"] + 10).label("n")).cte("chosen");
    EXPECT_EQ(ids(db, select(around["n"])), Ids{11});
    EXPECT_EQ(ids(db, of_few), Ids{1});
    const Cte over = select(late["album_id"]).where(late["album_id"] > 2).cte("chosen", inside);
    const Select of_over = select(shop.album["album_id"])
                               .where(shop.album["album_id"].in(select(over["album_id"])))
                               .order_by(shop.album["album_id"]);
    if (bench.supports(Capability::cte_over_cte)) {
        EXPECT_EQ(ids(db, of_over), (Ids{3, 5}));
    } else {
        EXPECT_EQ(caught([&] { (void)ids(db, of_over); }).code, "unsupported_construct");
    }
    const auto both = of_few.where(few["artist_id"].in(select(late["artist_id"])));
    EXPECT_EQ(caught([&] {
                  (void)ids(
                      db,
                      select(shop.artist["artist_id"]).where(shop.artist["artist_id"].in(both)));
              }).code,
              "cte_name_conflict");
}

/// Inside of the CTE its name is still the table's.
void over_a_table(Bench& bench) {
    const Shop shop(bench);
    Connection db = bench.engine().connect();
    const Cte late = select(shop.album["album_id"], shop.album["year"])
                         .where(shop.album["year"] > 1980)
                         .cte(shop.album.name());
    EXPECT_EQ(ids(db, select(late["album_id"])), Ids{5});
    const Cte all = select(shop.album["album_id"]).cte("azc_all");
    const Cte some = select(all["album_id"]).where(all["album_id"] > 3).cte(shop.album.name());
    EXPECT_EQ(ids(db, select(some["album_id"]).order_by(some["album_id"])), (Ids{4, 5}));
}

void scalar(Bench& bench) {
    const Shop shop(bench);
    Connection db = bench.engine().connect();
    const Cte years = select(shop.album["year"]).cte("years");
    const Expr latest = select(func::max(years["year"])).scalar_subquery();
    EXPECT_EQ(ids(db, select(shop.album["album_id"]).where(shop.album["year"] == latest)), Ids{5});
}

void of_values(Bench& bench) {
    Connection db = bench.engine().connect();
    const Cte given =
        azoth::values({"id", "word"}, {{1, "one"}, {2, "it's"}, {3, std::nullopt}}).cte("given");
    const Rows rows =
        db.execute(select(given["id"], given["word"]).order_by(desc(given["id"]))).all();
    ASSERT_EQ(rows.size(), 3U);
    EXPECT_TRUE(rows[0]["word"].is_null());
    EXPECT_EQ(rows[1]["word"].as<std::string>(), "it's");
}

void materialized(Bench& bench) {
    const Shop shop(bench);
    Connection db = bench.engine().connect();
    const Select inner = select(shop.album["album_id"]).where(shop.album["year"] == 1980);
    for (const bool is_kept : {true, false}) {
        const Cte cte = inner.cte("c", {.materialized = is_kept});
        EXPECT_EQ(ids(db, select(cte["album_id"]).order_by(cte["album_id"])), (Ids{2, 3}));
    }
}

void tree(Bench& bench) {
    const Shop shop(bench);
    Connection db = bench.engine().connect();
    const Cte below = recursive_cte("below",
                                    select(shop.artist["artist_id"], shop.artist["name"],
                                           sql_text("0", Integer{}).label("depth"))
                                        .where(shop.artist["boss"] == std::nullopt),
                                    [&](const Cte& below) {
                                        return select(shop.artist["artist_id"], shop.artist["name"],
                                                      below["depth"] + 1)
                                            .join(below, shop.artist["boss"] == below["artist_id"]);
                                    });
    EXPECT_EQ(ids(db, select(below["depth"]).order_by(below["artist_id"])), (Ids{0, 1, 1, 2}));
    EXPECT_EQ(names(db, select(below["name"]).where(below["depth"] == 2)), Names{"100%_\\pure"});
}

/// UNION ends where the data runs in a circle.
void circle(Bench& bench) {
    MetaData metadata;
    const Table edge{"azc_edge", metadata, Column{"a", Integer{}}, Column{"b", Integer{}}};
    bench.create(metadata);
    bench.write([&](Connection& db) {
        db.insert_many(edge, {"a", "b"},
                       std::vector<std::pair<int, int>>{{1, 2}, {2, 3}, {3, 1}, {4, 5}});
    });
    Connection db = bench.engine().connect();
    const Cte reached =
        recursive_cte("reached", select(edge["b"].label("n")).where(edge["a"] == 1),
                      [&](const Cte& reached) {
                          return select(edge["b"]).join(reached, edge["a"] == reached["n"]);
                      },
                      {.distinct = true});
    EXPECT_EQ(ids(db, select(reached["n"]).order_by(reached["n"])), (Ids{1, 2, 3}));
}

/// Numbers that grow from step to step do not end where those of the first part would.
void growing(Bench& bench) {
    MetaData metadata;
    const Table given{"azc_given", metadata, Column{"n", Integer{}}, Column{"x", Numeric{4, 2}}};
    bench.create(metadata);
    bench.write([&](Connection& db) {
        db.execute(insert(given), Params{{"n", 1}, {"x", Decimal("1.25")}});
    });
    Connection db = bench.engine().connect();
    const Cte grown = recursive_cte(
        "grown", select(given["n"], given["x"], null().label("before")), [](const Cte& grown) {
            return select(grown["n"] * 5'000'000'000, grown["x"] + grown["x"], grown["n"])
                .where(grown["n"] < 5'000'000'000);
        });
    EXPECT_EQ(ids(db, select(grown["n"]).order_by(grown["n"])), (Ids{1, 5'000'000'000}));
    EXPECT_EQ(ids(db, select(grown["before"]).where(grown["n"] > 1)), Ids{1});
    EXPECT_EQ(db.scalar<Decimal>(select(func::max(grown["x"]))), Decimal("2.50"));
}

/// The order of a step's rows is none of the whole.
void ordered_steps(Bench& bench) {
    Connection db = bench.engine().connect();
    const Cte n = recursive_cte("n", select(literal(1).label("i")), [](const Cte& n) {
        return select(n["i"] + 1).where(n["i"] < 4).order_by(n["i"]);
    });
    EXPECT_EQ(ids(db, select(n["i"]).order_by(n["i"])), (Ids{1, 2, 3, 4}));
}

void steps_without_meaning(Bench& bench) {
    const Shop shop(bench);
    Connection db = bench.engine().connect();
    const Select base = select(shop.artist["artist_id"]).where(shop.artist["boss"].is_null());
    const auto code = [&](const std::function<Select(const Cte&)>& step) {
        const Cte cte = recursive_cte("below", base, step);
        return caught([&] { (void)ids(db, select(cte["artist_id"])); }).code;
    };
    const Expr id = shop.artist["artist_id"];
    EXPECT_EQ(code([&](const Cte& below) { return select(func::max(below["artist_id"])); }),
              "unsupported_construct");
    EXPECT_EQ(code([&](const Cte& below) {
                  const Subquery again = below.alias("again");
                  return select(id).where(id == below["artist_id"], id == again["artist_id"]);
              }),
              "unsupported_construct");
    EXPECT_EQ(code([&](const Cte& below) {
                  return select(id).where(shop.artist["boss"].in(select(below["artist_id"])));
              }),
              "unsupported_construct");
    EXPECT_EQ(code([&](const Cte& below) {
                  return select(id).outer_join(below, shop.artist["boss"] == below["artist_id"]);
              }),
              "unsupported_construct");
}

/// Queen leads AC/DC and ABBA, AC/DC the last one.
void searched(Bench& bench) {
    const Shop shop(bench);
    Connection db = bench.engine().connect();
    const Cte tree = recursive_cte(
        "tree", select(shop.artist["artist_id"].label("id")).where(shop.artist["boss"].is_null()),
        [&](const Cte& above) {
            return select(shop.artist["artist_id"]).join(above, shop.artist["boss"] == above["id"]);
        });
    const Cte deep = tree.search(SearchOrder::depth_first, {"id"}, "place");
    EXPECT_EQ(ids(db, select(deep["id"]).order_by(deep["place"])), (Ids{1, 2, 4, 3}));
    const Cte broad = tree.search(SearchOrder::breadth_first, {"id"}, "place");
    EXPECT_EQ(ids(db, select(broad["id"]).order_by(broad["place"])), (Ids{1, 2, 3, 4}));
}

void cycles(Bench& bench) {
    const Shop shop(bench);
    bench.write([&](Connection& db) {
        db.execute(update(shop.artist).values({{"boss", 4}}).where(shop.artist["artist_id"] == 1));
    });
    Connection db = bench.engine().connect();
    const Cte circle = recursive_cte(
        "circle",
        select(shop.artist["artist_id"].label("id")).where(shop.artist["name"] == "Queen"),
        [&](const Cte& above) {
            return select(shop.artist["artist_id"]).join(above, shop.artist["boss"] == above["id"]);
        });
    const Cte told = circle.cycle({"id"});
    EXPECT_EQ(ids(db, select(told["id"]).where(!told["is_cycle"]).order_by(told["id"])),
              (Ids{1, 2, 3, 4}));
    EXPECT_EQ(ids(db, select(told["id"]).where(told["is_cycle"] == true)), Ids{1});
    const Cte marked = circle.cycle({"id"}, {.mark = "again", .marks = {{"yes", "no"}}});
    EXPECT_EQ(ids(db, select(marked["id"]).where(marked["again"] == "yes")), Ids{1});
}

}  // namespace

void add_with(Suites& suites) {
    suites.begin("with", Badge::core_read);
    const auto needs = {Capability::cte};
    suites.test("plain", plain, needs);
    suites.test("shared_and_nested", shared_and_nested, needs);
    suites.test("one_inside_another", one_inside_another, {Capability::nested_with});
    suites.test("over_a_table", over_a_table, {Capability::cte_over_table});
    suites.test("scalar", scalar, needs);
    suites.test("of_values", of_values, needs);
    suites.test("materialized", materialized, {Capability::cte_materialized});
    suites.test("tree", tree, {Capability::recursive_cte});
    suites.test("circle", circle, {Capability::recursive_cte});
    suites.test("searched", searched, {Capability::cte_search});
    suites.test("cycles", cycles, {Capability::cte_cycle});
    suites.test("growing", growing, {Capability::recursive_cte, Capability::exact_decimals});
    suites.test("ordered_steps", ordered_steps, {Capability::recursive_cte});
    suites.test("steps_without_meaning", steps_without_meaning, {Capability::recursive_cte});
}

}  // namespace azoth::compliance
