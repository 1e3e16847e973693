// SPDX-License-Identifier: MIT
// IN and NOT IN: lists of no, one and many values, of rows, and queries; with NULLs about.
#include <azoth/compliance/suite.hpp>

#include <numeric>

#include <gtest/gtest.h>

#include <azoth/dialect/dialect.hpp>
#include <azoth/value/array.hpp>

#include <azoth/sql/tuple.hpp>

#include "shop.hpp"

namespace azoth::compliance {

namespace {

struct Lists : Shop {
    explicit Lists(Bench& bench) : Shop(bench) {}
    Expr id = album["album_id"];
    Expr year = album["year"];
    Expr title = album["title"];
    Select all = select(album["album_id"]).order_by(album["album_id"]);
};

void values(Bench& bench) {
    const Lists lists(bench);
    Connection db = bench.engine().connect();
    EXPECT_EQ(ids(db, lists.all.where(lists.id.in({3}))), Ids{3});
    EXPECT_EQ(ids(db, lists.all.where(lists.id.in({2, 4, 9}))), (Ids{2, 4}));
    EXPECT_EQ(ids(db, lists.all.where(lists.id.not_in({2, 4, 9}))), (Ids{1, 3, 5}));
    EXPECT_EQ(ids(db, lists.all.where(!lists.id.in({2, 4}))), (Ids{1, 3, 5}));
    EXPECT_EQ(ids(db, lists.all.where(lists.title.in({"Jazz", "it's", "100%"}))), Ids{1});
    EXPECT_EQ(ids(db, lists.all.where(lists.title.not_in({"Jazz", "Orphan"}))), (Ids{2, 3, 4}));
    EXPECT_EQ(ids(db, lists.all.where(lists.id.in({2, 2, 2}))), Ids{2});
}

/// A NULL on the left is in no list and outside of none, but for the empty one.
void of_nulls(Bench& bench) {
    const Lists lists(bench);
    Connection db = bench.engine().connect();
    EXPECT_EQ(ids(db, lists.all.where(lists.year.in({1978, 2001}))), (Ids{1, 5}));
    EXPECT_EQ(ids(db, lists.all.where(lists.year.not_in({1978, 2001}))), (Ids{2, 3}));
    EXPECT_EQ(ids(db, lists.all.where(lists.year.in(Ids{}))), Ids{});
    EXPECT_EQ(ids(db, lists.all.where(lists.year.not_in(Ids{}))), (Ids{1, 2, 3, 4, 5}));
    EXPECT_EQ(ids(db, lists.all.where(!lists.year.in(Ids{}))), (Ids{1, 2, 3, 4, 5}));
    const std::vector<std::optional<int>> with_null{1978, std::nullopt};
    EXPECT_EQ(caught([&] { (void)ids(db, lists.all.where(lists.year.in(with_null))); }).code,
              "null_in_list");
}

void empty_lists(Bench& bench) {
    const Lists lists(bench);
    Connection db = bench.engine().connect();
    EXPECT_EQ(ids(db, lists.all.where(lists.title.in(Names{}))), Ids{});
    EXPECT_EQ(ids(db, lists.all.where(lists.title.not_in(Names{}))), (Ids{1, 2, 3, 4, 5}));
    EXPECT_EQ(ids(db, lists.all.where(lists.title.in(Names{}) || lists.id == 2)), Ids{2});
    EXPECT_EQ(ids(db, lists.all.where(lists.id.not_in(Ids{}), lists.id.in({4, 5}))), (Ids{4, 5}));
    // The table is read though nothing of it can matter.
    EXPECT_EQ(db.scalar<int>(select(func::count()).where(lists.id.not_in(Ids{}))), 5);
    EXPECT_EQ(db.execute(select(lists.id.in(Ids{}).label("x"))).all().size(), 5U);
}

void many_values(Bench& bench) {
    const Lists lists(bench);
    Connection db = bench.engine().connect();
    const std::size_t most = db.dialect().max_parameters();
    Ids many(most == 0 ? 3'000 : std::min<std::size_t>(most, 3'000));
    std::iota(many.begin(), many.end(), 4);
    EXPECT_EQ(ids(db, lists.all.where(lists.id.in(many))), (Ids{4, 5}));
    EXPECT_EQ(ids(db, lists.all.where(lists.id.not_in(many))), (Ids{1, 2, 3}));
}

/// One statement, whose list has another length at each execution.
void given_at_execution(Bench& bench) {
    const Lists lists(bench);
    Connection db = bench.engine().connect();
    const Select query = lists.all.where(lists.id.in(bind_list<std::int64_t>("wanted")));
    const auto found = [&](const Ids& wanted) {
        return db.scalars<std::int64_t>(query, Params{{"wanted", wanted}}).all();
    };
    EXPECT_EQ(found({1}), Ids{1});
    EXPECT_EQ(found({}), Ids{});
    EXPECT_EQ(found({5, 1, 3}), (Ids{1, 3, 5}));
    const Select others = lists.all.where(lists.id.not_in(bind_list<std::int64_t>("wanted")));
    EXPECT_EQ(db.scalars<std::int64_t>(others, Params{{"wanted", Ids{1, 2}}}).all(),
              (Ids{3, 4, 5}));
    EXPECT_EQ(caught([&] { (void)ids(db, query); }).code, "bind_missing");
    const std::vector<std::optional<int>> with_null{1, std::nullopt};
    EXPECT_EQ(caught([&] {
                  (void)db.execute(query, Params{{"wanted", with_null}}).all();
              }).code,
              "null_in_list");
}

/// Beside WHERE: as a value, in CASE, in HAVING and in ON.
void in_other_places(Bench& bench) {
    const Lists lists(bench);
    Connection db = bench.engine().connect();
    const auto flags =
        db.scalars<std::optional<bool>>(select(lists.year.in({1980}).label("x")).order_by(lists.id))
            .all();
    EXPECT_EQ(flags, (std::vector<std::optional<bool>>{false, true, true, std::nullopt, false}));
    EXPECT_EQ(ids(db, select(case_({{lists.id.in({1, 2}), 10}}, 20)).order_by(lists.id)),
              (Ids{10, 10, 20, 20, 20}));
    EXPECT_EQ(ids(db, select(lists.year).group_by(lists.year).having(func::count().in({2, 3}))),
              Ids{1980});
    EXPECT_EQ(ids(db, select(lists.id)
                          .select_from(lists.artist)
                          .join(lists.album, lists.of_artist() && lists.id.in({2, 3}))
                          .order_by(lists.id)),
              (Ids{2, 3}));
}

/// What an expression is, compared with one value after the other.
void cases_of_values(Bench& bench) {
    const Lists lists(bench);
    Connection db = bench.engine().connect();
    const auto words = [&](const Expr& chosen) {
        return db.scalars<std::string>(select(chosen.label("x")).order_by(lists.id)).all();
    };
    EXPECT_EQ(
        words(case_(lists.year, {{1978, "first"}, {1980, "then"}, {std::nullopt, "?"}}, "last")),
        (Names{"first", "then", "then", "?", "last"}));
    EXPECT_EQ(words(case_(lists.title, {{"Jazz", lists.title}, {lists.title, "x"}})),
              (Names{"Jazz", "x", "x", "x", "x"}));
    EXPECT_EQ(caught([&] {
                  (void)case_(func::random(), {{1, "a"}, {2, "b"}});
              }).code,
              "volatile_value");
}

/// The server must see that a list in what is grouped by is that in what is selected.
void grouped_by(Bench& bench) {
    const Lists lists(bench);
    Connection db = bench.engine().connect();
    using Groups = std::vector<std::pair<int, int>>;
    const auto groups = [&](const auto& chosen) {
        return db
            .execute(select(chosen().label("chosen"), func::count())
                         .group_by(chosen())
                         .having(chosen() > 0)
                         .order_by(chosen()))
            .template rows<int, int>()
            .all();
    };
    const auto pairs = [](const auto& rows) {
        Groups found;
        for (const auto& [chosen, count] : rows) found.emplace_back(chosen, count);
        return found;
    };
    for (const Ids& years : {Ids{1978, 2001}, Ids{1980}, Ids{}, Ids{1978, 1980, 2001}}) {
        const auto chosen = [&] { return case_({{lists.year.in(years), 1}}, 2); };
        const int inside = years.size() == 3 ? 4 : years.empty() ? 0 : 2;
        EXPECT_EQ(pairs(groups(chosen)),
                  (inside == 0 ? Groups{{2, 5}} : Groups{{1, inside}, {2, 5 - inside}}));
    }
}

/// Literals are written into the text, lists make it longer: each finds its place.
void beside_literals(Bench& bench) {
    const Lists lists(bench);
    Connection db = bench.engine().connect();
    EXPECT_EQ(ids(db, lists.all.where(lists.id.in({1, 2}), lists.title == literal_execute("Jazz"),
                                      lists.id.in({1, 2, 3}), lists.id < 5)),
              Ids{1});
    EXPECT_EQ(ids(db, lists.all.where(lists.title != literal_execute("Jazz"), lists.id.in({1, 2}),
                                      lists.year < literal_execute(2000))),
              Ids{2});
}

void rows_of_values(Bench& bench) {
    const Lists lists(bench);
    Connection db = bench.engine().connect();
    const TupleExpr pair = tuple_(lists.year, lists.title);
    EXPECT_EQ(ids(db, lists.all.where(pair.in({{1980, "The Game"}}))), Ids{2});
    EXPECT_EQ(ids(db, lists.all.where(pair.in({{1980, "The Game"}, {1978, "Jazz"}, {1, "x"}}))),
              (Ids{1, 2}));
    EXPECT_EQ(ids(db, lists.all.where(pair.not_in({{1980, "The Game"}, {1978, "Jazz"}}))),
              (Ids{3, 4, 5}));
    const std::vector<std::vector<Value>> none;
    EXPECT_EQ(ids(db, lists.all.where(pair.in(none))), Ids{});
    EXPECT_EQ(ids(db, lists.all.where(pair.not_in(none))), (Ids{1, 2, 3, 4, 5}));
    EXPECT_EQ(db.scalar<int>(select(func::count()).where(pair.not_in(none))), 5);
    const std::vector<std::vector<Value>> some{{Value(2001), Value("Orphan")}};
    EXPECT_EQ(ids(db, lists.all.where(pair.in(some))), Ids{5});
    EXPECT_EQ(ids(db, lists.all.where(pair.in(std::vector{std::tuple(2001, "Orphan")}))), Ids{5});
    EXPECT_EQ(caught([&] { (void)pair.in({{1980}}); }).code, "tuple_width");
    EXPECT_EQ(ids(db, lists.all.where(pair.between(tuple_(literal(1978), literal("K")),
                                                   tuple_(literal(1980), literal("The Game"))))),
              (Ids{2, 3}));
}

/// One statement, whose list of rows has another length at each execution.
void rows_given_at_execution(Bench& bench) {
    const Lists lists(bench);
    Connection db = bench.engine().connect();
    using Pairs = std::vector<std::tuple<std::int64_t, std::string>>;
    const TupleExpr pair = tuple_(lists.year, lists.title);
    const Select inside = lists.all.where(pair.in(bind_list("wanted")));
    const Select outside = lists.all.where(pair.not_in(bind_list("wanted")), lists.id < 5);
    const auto found = [&](const Select& query, const Pairs& wanted) {
        return db.scalars<std::int64_t>(query, Params{{"wanted", wanted}}).all();
    };
    const Pairs few{{1980, "The Game"}, {1978, "Jazz"}};
    EXPECT_EQ(found(inside, few), (Ids{1, 2}));
    EXPECT_EQ(found(inside, {}), Ids{});
    EXPECT_EQ(found(inside, {{2001, "Orphan"}}), Ids{5});
    EXPECT_EQ(found(outside, few), (Ids{3, 4}));
    EXPECT_EQ(found(outside, {}), (Ids{1, 2, 3, 4}));
    // A number that no year can be is none of them.
    EXPECT_EQ(found(inside, {{std::int64_t{1} << 40, "Jazz"}, {1978, "Jazz"}}), Ids{1});
    Pairs many(300, {1, "x"});
    many.emplace_back(1978, "Jazz");
    EXPECT_EQ(found(inside, many), Ids{1});
    EXPECT_EQ(caught([&] { (void)ids(db, inside); }).code, "bind_missing");
    const auto refused = [&](Value wanted) {
        return caught([&] {
                   (void)db.scalars<std::int64_t>(inside, Params{{"wanted", std::move(wanted)}})
                       .all();
               })
            .code;
    };
    EXPECT_EQ(refused(std::vector{std::tuple(1980)}), "tuple_width");
    EXPECT_EQ(refused(std::vector{1980}), "tuple_width");
    EXPECT_EQ(refused(std::vector{std::tuple(std::optional<int>(), "Jazz")}), "null_in_list");
}

/// What is ordered, grouped or parted by a tuple is so by its items, one after the other.
void tuples_as_keys(Bench& bench) {
    const Lists lists(bench);
    Connection db = bench.engine().connect();
    const Expr of = lists.album["artist_id"];
    const auto key = tuple_(literal(1), of, lists.id);
    EXPECT_EQ(ids(db, select(lists.id).order_by(desc(key))),
              ids(db, select(lists.id).order_by(desc(of), desc(lists.id))));
    const auto groups =
        select(func::count()).select_from(lists.album).group_by(tuple_(of, lists.id));
    EXPECT_EQ(db.execute(groups).all().size(), 5U);
    if (!bench.supports(compile::Capability::row_values)) return;
    EXPECT_EQ(
        caught([&] { (void)ids(db, lists.all.where(tuple_(of, lists.id) == lists.id)); }).code,
        "tuple_width");
}

void queries(Bench& bench) {
    const Lists lists(bench);
    Connection db = bench.engine().connect();
    const auto known = select(lists.artist["artist_id"]);
    const Expr of = lists.album["artist_id"];
    EXPECT_EQ(ids(db, lists.all.where(of.in(known))), (Ids{1, 2, 3, 4}));
    EXPECT_EQ(ids(db, lists.all.where(of.not_in(known))), Ids{});
    // A NULL among the rows of the query: nothing is known to be outside.
    const auto bosses = select(lists.artist["boss"]);
    EXPECT_EQ(
        ids(db,
            select(lists.artist["artist_id"])
                .where(lists.artist["artist_id"].not_in(select(lists.artist.alias("b")["boss"])))),
        Ids{});
    EXPECT_EQ(ids(db, lists.all.where(of.in(bosses.where(lists.artist["boss"] == 99)))), Ids{});
    EXPECT_EQ(ids(db, lists.all.where(of.not_in(bosses.where(lists.artist["boss"] == 99)))),
              (Ids{1, 2, 3, 4, 5}));
    EXPECT_EQ(
        caught([&] { (void)of.in(select(lists.artist["artist_id"], lists.artist["boss"])); }).code,
        "in_query_columns");
}

}  // namespace

void add_lists(Suites& suites) {
    suites.begin("lists", Badge::core_read);
    suites.test("values", values);
    suites.test("of_nulls", of_nulls);
    suites.test("empty_lists", empty_lists);
    suites.test("many_values", many_values);
    suites.test("given_at_execution", given_at_execution);
    suites.test("in_other_places", in_other_places);
    suites.test("grouped_by", grouped_by);
    suites.test("cases_of_values", cases_of_values);
    suites.test("beside_literals", beside_literals);
    suites.test("rows_of_values", rows_of_values, {Capability::row_values});
    suites.test("rows_given_at_execution", rows_given_at_execution, {Capability::row_values});
    suites.test("tuples_as_keys", tuples_as_keys);
    suites.test("queries", queries);
}

}  // namespace azoth::compliance
