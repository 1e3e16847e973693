// SPDX-License-Identifier: MIT
// UNION, INTERSECT and EXCEPT, alone, nested and with limits of their own, against sorted ranges.
#include <azoth/compliance/suite.hpp>

#include <algorithm>

#include <gtest/gtest.h>

#include <azoth/sql/cte.hpp>

#include <azoth/sql/values.hpp>

#include "shop.hpp"

namespace azoth::compliance {

namespace {

/// Numbers with a parity, some of them twice.
struct Numbers {
    MetaData metadata;
    Table number{"azc_number", metadata, Column{"n", Integer{}}, Column{"word", String{10}}};
    explicit Numbers(Bench& bench) {
        bench.create(metadata);
        const std::vector<std::pair<int, std::string>> rows{{1, "one"},   {2, "two"},  {3, "three"},
                                                            {3, "three"}, {4, "four"}, {5, "five"}};
        bench.write([&](Connection& db) { db.insert_many(number, {"n", "word"}, rows); });
    }
    Expr n() const { return number["n"]; }
    Select upto(int last) const { return select(n()).where(n() <= last); }
    Select from(int first) const { return select(n()).where(n() >= first); }
};

Ids sorted(Ids found) {
    std::sort(found.begin(), found.end());
    return found;
}

void unions(Bench& bench) {
    const Numbers numbers(bench);
    Connection db = bench.engine().connect();
    EXPECT_EQ(sorted(ids(db, union_(numbers.upto(3), numbers.from(3)))), (Ids{1, 2, 3, 4, 5}));
    EXPECT_EQ(sorted(ids(db, union_all(numbers.upto(3), numbers.from(3)))),
              (Ids{1, 2, 3, 3, 3, 3, 4, 5}));
    EXPECT_EQ(sorted(ids(db, union_(numbers.upto(1), numbers.from(5), numbers.upto(2)))),
              (Ids{1, 2, 5}));
}

void order_and_limit_of_the_whole(Bench& bench) {
    const Numbers numbers(bench);
    Connection db = bench.engine().connect();
    const auto all = union_(numbers.upto(2), numbers.from(4)).order_by(desc("n"));
    EXPECT_EQ(ids(db, all), (Ids{5, 4, 2, 1}));
    EXPECT_EQ(ids(db, all.limit(2)), (Ids{5, 4}));
    EXPECT_EQ(ids(db, all.limit(2).offset(1)), (Ids{4, 2}));
}

/// Each part has an order and a limit of its own.
void limited_parts(Bench& bench) {
    const Numbers numbers(bench);
    Connection db = bench.engine().connect();
    const auto low = numbers.upto(5).order_by(numbers.n()).limit(1);
    const auto high = numbers.upto(5).order_by(desc(numbers.n())).limit(2);
    EXPECT_EQ(ids(db, union_all(low, high).order_by(asc("n"))), (Ids{1, 4, 5}));
    EXPECT_EQ(ids(db, union_all(low, high).order_by(asc("n")).limit(2)), (Ids{1, 4}));
    EXPECT_EQ(sorted(ids(db, union_(high, numbers.upto(1)))), (Ids{1, 4, 5}));
}

void of_unions(Bench& bench) {
    const Numbers numbers(bench);
    Connection db = bench.engine().connect();
    const auto ends = union_(numbers.upto(1), numbers.from(5));
    EXPECT_EQ(sorted(ids(db, union_all(ends, numbers.upto(1)))), (Ids{1, 1, 5}));
    EXPECT_EQ(sorted(ids(db, union_all(numbers.upto(1), ends))), (Ids{1, 1, 5}));
    EXPECT_EQ(sorted(ids(db, union_(numbers.upto(1), union_all(ends, ends)))), (Ids{1, 5}));
    EXPECT_EQ(sorted(ids(db, union_all(ends.order_by(asc("n")).limit(1), ends))), (Ids{1, 1, 5}));
}

void as_a_source(Bench& bench) {
    const Numbers numbers(bench);
    Connection db = bench.engine().connect();
    const Subquery both = union_all(numbers.upto(3), numbers.from(3)).subquery("both");
    EXPECT_EQ(ids(db, select(both["n"], func::count().label("times"))
                          .group_by(both["n"])
                          .having(func::count() > 1)),
              Ids{3});
    const Table other = numbers.number.alias("other");
    const auto ends = union_(select(func::min(other["n"])), select(func::max(other["n"])));
    EXPECT_EQ(sorted(ids(db, select(numbers.n()).where(numbers.n().in(ends)))), (Ids{1, 5}));
}

void intersections(Bench& bench) {
    const Numbers numbers(bench);
    Connection db = bench.engine().connect();
    EXPECT_EQ(sorted(ids(db, intersect(numbers.upto(4), numbers.from(3)))), (Ids{3, 4}));
    EXPECT_EQ(ids(db, intersect(numbers.upto(1), numbers.from(3))), Ids{});
    EXPECT_EQ(sorted(ids(db, except_(numbers.upto(4), numbers.from(3)))), (Ids{1, 2}));
    EXPECT_EQ(ids(db, except_(numbers.upto(5), numbers.upto(4), numbers.upto(1))), Ids{5});
    // Neither is stronger than the other: what stands first is done first.
    EXPECT_EQ(sorted(ids(db, intersect(union_(numbers.upto(1), numbers.from(4)), numbers.upto(4)))),
              (Ids{1, 4}));
    EXPECT_EQ(sorted(ids(db, union_(numbers.upto(1), intersect(numbers.from(4), numbers.upto(4))))),
              (Ids{1, 4}));
    EXPECT_EQ(sorted(ids(db, except_(numbers.upto(4), except_(numbers.upto(3), numbers.upto(1))))),
              (Ids{1, 4}));
}

void with_duplicates(Bench& bench) {
    const Numbers numbers(bench);
    Connection db = bench.engine().connect();
    EXPECT_EQ(sorted(ids(db, intersect_all(numbers.from(3), numbers.upto(3)))), (Ids{3, 3}));
    EXPECT_EQ(sorted(ids(db, except_all(numbers.upto(3), select(numbers.n()).distinct()))), Ids{3});
}

void columns_must_agree(Bench& bench) {
    const Numbers numbers(bench);
    EXPECT_EQ(caught([&] {
                  (void)union_(Select(select(numbers.n())),
                               Select(select(numbers.n(), numbers.number["word"])));
              }).code,
              "set_columns");
}

/// Columns are those of the first part, by position.
void names_of_the_first(Bench& bench) {
    const Numbers numbers(bench);
    Connection db = bench.engine().connect();
    const auto query = union_all(
        select(numbers.n().label("a"), numbers.number["word"].label("b")).where(numbers.n() == 1),
        select(numbers.n().label("x"), numbers.number["word"].label("y")).where(numbers.n() == 2));
    Result result = db.execute(query.order_by(asc("a")));
    EXPECT_EQ(result.keys(), (Names{"a", "b"}));
    const Rows rows = result.all();
    ASSERT_EQ(rows.size(), 2U);
    EXPECT_EQ(rows[1]["b"].as<std::string>(), "two");
}

/// VALUES has names for its columns wherever it stands.
void values_first(Bench& bench) {
    Connection db = bench.engine().connect();
    const auto given = [] { return azoth::values({"a b", "word"}, {{3, "three"}, {1, "one"}}); };
    const auto both = union_all(given(), select(literal(2), literal("two")));
    EXPECT_EQ(ids(db, both.order_by(asc("a b"))), (Ids{1, 2, 3}));
    const Subquery rows = both.subquery("rows");
    EXPECT_EQ(names(db, select(rows["word"]).order_by(desc(rows["a b"]))),
              (Names{"three", "two", "one"}));
    const auto sums =
        union_all(text("SELECT 5 AS a").columns({{"a", Integer{}}}), select(literal(2).label("b")));
    EXPECT_EQ(ids(db, sums.order_by(asc("a"))), (Ids{2, 5}));
}

void values_taken_away(Bench& bench) {
    Connection db = bench.engine().connect();
    EXPECT_EQ(
        ids(db, except_(azoth::values({"a"}, {{1}, {2}, {3}}), azoth::values({"b"}, {{2}, {3}}))),
        Ids{1});
}

}  // namespace

void add_sets(Suites& suites) {
    suites.begin("sets", Badge::core_read);
    suites.test("unions", unions);
    suites.test("order_and_limit_of_the_whole", order_and_limit_of_the_whole);
    suites.test("limited_parts", limited_parts);
    suites.test("of_unions", of_unions);
    suites.test("as_a_source", as_a_source);
    suites.test("intersections", intersections, {Capability::intersect_except});
    suites.test("with_duplicates", with_duplicates, {Capability::intersect_except_all});
    suites.test("columns_must_agree", columns_must_agree);
    suites.test("names_of_the_first", names_of_the_first);
    suites.test("values_first", values_first);
    suites.test("values_taken_away", values_taken_away, {Capability::intersect_except});
}

}  // namespace azoth::compliance
