// SPDX-License-Identifier: MIT
// LIMIT, OFFSET and FETCH: which rows come, against a slice in the host.
#include <azoth/compliance/suite.hpp>

#include <algorithm>
#include <limits>

#include <gtest/gtest.h>

#include "shop.hpp"

namespace azoth::compliance {

namespace {

constexpr std::int64_t count = 8;

/// Numbers from 1, and a group in which pairs of them tie: 0, 0, 1, 1 …
struct Places {
    MetaData metadata;
    Table place{"azc_place", metadata, Column{"n", Integer{}}, Column{"pair", Integer{}}};
    Select all = select(place["n"]).order_by(place["n"]);

    explicit Places(Bench& bench) {
        bench.create(metadata);
        std::vector<std::pair<int, int>> rows;
        for (int n = count; n >= 1; --n) rows.emplace_back(n, (n - 1) / 2);
        bench.write([&](Connection& db) { db.insert_many(place, {"n", "pair"}, rows); });
    }
};

Ids slice(std::int64_t offset, std::int64_t limit) {
    Ids expected;
    for (std::int64_t n = offset + 1; n <= std::min(offset + limit, count); ++n)
        expected.push_back(n);
    return expected;
}

void every_window(Bench& bench) {
    const Places places(bench);
    Connection db = bench.engine().connect();
    for (std::int64_t limit = 0; limit <= count + 1; ++limit) {
        EXPECT_EQ(ids(db, places.all.limit(limit)), slice(0, limit)) << limit;
        for (std::int64_t offset = 0; offset <= count + 1; ++offset) {
            EXPECT_EQ(ids(db, places.all.limit(limit).offset(offset)), slice(offset, limit))
                << limit << " from " << offset;
        }
    }
    EXPECT_EQ(ids(db, places.all.slice(2, 5)), (Ids{3, 4, 5}));
    EXPECT_EQ(caught([&] { (void)places.all.limit(-1); }).code, "bad_limit");
    EXPECT_EQ(caught([&] { (void)places.all.slice(5, 2); }).code, "bad_limit");
}

/// By parameters of the execution: one statement for all.
void given(Bench& bench) {
    const Places places(bench);
    Connection db = bench.engine().connect();
    const Select query =
        places.all.limit(bind<std::int64_t>("rows")).offset(bind<std::int64_t>("from"));
    for (std::int64_t limit = 0; limit <= count; limit += 2) {
        Ids found;
        for (const Row& row : db.execute(query, Params{{"rows", limit}, {"from", 3}}))
            found.push_back(row[0].as<std::int64_t>());
        EXPECT_EQ(found, slice(3, limit)) << limit;
    }
    EXPECT_EQ(caught([&] { (void)places.all.limit(places.place["n"]); }).code, "bad_limit");
}

void computed(Bench& bench) {
    const Places places(bench);
    Connection db = bench.engine().connect();
    EXPECT_EQ(ids(db, places.all.limit(literal(2) + 1).offset(literal(3) - 1)), slice(2, 3));
    const Expr most = select(func::max(places.place["pair"])).scalar_subquery();
    EXPECT_EQ(ids(db, places.all.limit(most)), slice(0, 3));
}

/// NULL limits nothing, and what makes no sense is an error wherever it comes from.
void given_without_sense(Bench& bench) {
    const Places places(bench);
    Connection db = bench.engine().connect();
    const Select query = places.all.limit(bind<std::int64_t>("rows"));
    EXPECT_NE(caught([&] { (void)db.execute(query, Params{{"rows", -1}}).all(); }).text, "");
    db.rollback();
    EXPECT_EQ(caught([&] { (void)places.all.limit(literal(-1)); }).code, "bad_limit");
    EXPECT_EQ(caught([&] { (void)places.all.limit(bind<double>("rows")); }).code, "bad_limit");
    EXPECT_EQ(caught([&] { (void)places.all.limit(func::count()); }).code, "bad_limit");
    EXPECT_EQ(caught([&] { (void)places.all.offset(null()); }).code, "bad_limit");
}

void given_as_null(Bench& bench) {
    const Places places(bench);
    Connection db = bench.engine().connect();
    const Select query =
        places.all.limit(bind<std::int64_t>("rows") + 0).offset(bind<std::int64_t>("from"));
    const Params nothing{{"rows", std::nullopt}, {"from", std::nullopt}};
    Ids found;
    for (const Row& row : db.execute(query, nothing)) found.push_back(row[0].as<std::int64_t>());
    EXPECT_EQ(found, slice(0, count));
}

void offset_alone(Bench& bench) {
    const Places places(bench);
    Connection db = bench.engine().connect();
    for (std::int64_t offset = 0; offset <= count + 1; ++offset)
        EXPECT_EQ(ids(db, places.all.offset(offset)), slice(offset, count)) << offset;
}

/// The largest numbers there are: no overflow on the way.
void largest(Bench& bench) {
    const Places places(bench);
    Connection db = bench.engine().connect();
    constexpr auto most = std::numeric_limits<std::int64_t>::max();
    EXPECT_EQ(ids(db, places.all.limit(most)), slice(0, count));
    EXPECT_EQ(ids(db, places.all.limit(count).offset(most)), Ids{});
}

/// Without an order the rows are some, but as many as asked for.
void without_order(Bench& bench) {
    const Places places(bench);
    Connection db = bench.engine().connect();
    const Select any = select(places.place["n"]);
    EXPECT_EQ(ids(db, any.limit(3)).size(), 3U);
    EXPECT_EQ(ids(db, any.limit(3).offset(6)).size(), 2U);
}

/// Limits inside and outside are different limits.
void nested(Bench& bench) {
    const Places places(bench);
    Connection db = bench.engine().connect();
    const Subquery inner = places.all.limit(6).offset(1).subquery("inside");  // 2 … 7
    const Select outer_query = select(inner["n"]).order_by(desc(inner["n"])).limit(2).offset(1);
    EXPECT_EQ(ids(db, outer_query), (Ids{6, 5}));
    const Subquery first = places.all.limit(3).subquery("first");
    const Subquery second = places.all.limit(2).subquery("second");
    const auto both = select(func::count()).select_from(first).join(second, true_());
    EXPECT_EQ(db.scalar<std::int64_t>(both), 6);
}

void of_groups_and_distinct(Bench& bench) {
    const Places places(bench);
    Connection db = bench.engine().connect();
    const Expr pair = places.place["pair"];
    EXPECT_EQ(ids(db, select(pair).distinct().order_by(pair).limit(2).offset(1)), (Ids{1, 2}));
    EXPECT_EQ(ids(db, select(func::sum(places.place["n"]).label("s"))
                          .group_by(pair)
                          .order_by(desc("s"))
                          .limit(2)),
              (Ids{15, 11}));
}

/// One statement for all numbers: they are values like any other.
void one_statement(Bench& bench) {
    const Places places(bench);
    Connection db = bench.engine().connect();
    (void)ids(db, places.all.limit(1).offset(1));
    const auto before = bench.engine().cache_statistics();
    for (std::int64_t n = 2; n <= 5; ++n)
        EXPECT_EQ(ids(db, places.all.limit(n).offset(n)), slice(n, n));
    EXPECT_EQ(bench.engine().cache_statistics().misses, before.misses);
}

void with_ties(Bench& bench) {
    const Places places(bench);
    Connection db = bench.engine().connect();
    const Select by_pair = select(places.place["n"]).order_by(places.place["pair"]);
    const auto sorted = [&](const Select& query) {
        Ids found = ids(db, query);
        std::sort(found.begin(), found.end());
        return found;
    };
    EXPECT_EQ(sorted(by_pair.fetch(1, {.with_ties = true})), (Ids{1, 2}));
    EXPECT_EQ(sorted(by_pair.fetch(2, {.with_ties = true})), (Ids{1, 2}));
    EXPECT_EQ(sorted(by_pair.fetch(3, {.with_ties = true})), (Ids{1, 2, 3, 4}));
    EXPECT_EQ(sorted(by_pair.fetch(1, {.with_ties = true}).offset(2)), (Ids{3, 4}));
    EXPECT_EQ(sorted(by_pair.fetch(100, {.with_ties = true})), slice(0, count));
    EXPECT_EQ(ids(db, places.all.fetch(3, {.with_ties = true})), slice(0, 3));
    // A limit said later is a limit.
    EXPECT_EQ(ids(db, by_pair.fetch(5, {.with_ties = true}).limit(1)).size(), 1U);
    EXPECT_EQ(ids(db, by_pair.fetch(5, {.with_ties = true}).limit(literal(1))).size(), 1U);
}

void percent(Bench& bench) {
    const Places places(bench);
    Connection db = bench.engine().connect();
    EXPECT_EQ(ids(db, places.all.fetch(25, {.percent = true})), slice(0, 2));
    EXPECT_EQ(ids(db, places.all.fetch(26, {.percent = true})), slice(0, 3));
    EXPECT_EQ(ids(db, places.all.fetch(100, {.percent = true})), slice(0, count));
    EXPECT_EQ(ids(db, places.all.fetch(0, {.percent = true})), Ids{});
}

void percent_with_ties(Bench& bench) {
    const Places places(bench);
    Connection db = bench.engine().connect();
    Ids found = ids(db, select(places.place["n"])
                            .order_by(places.place["pair"])
                            .fetch(30, {.with_ties = true, .percent = true}));
    std::sort(found.begin(), found.end());
    EXPECT_EQ(found, (Ids{1, 2, 3, 4}));
}

void of_sets(Bench& bench) {
    const Places places(bench);
    Connection db = bench.engine().connect();
    const Expr pair = places.place["pair"].label("pair");
    const auto twice = union_all(select(pair), select(pair)).order_by(asc("pair"));
    EXPECT_EQ(ids(db, twice.fetch(1, {.with_ties = true})), (Ids{0, 0, 0, 0}));
    EXPECT_EQ(ids(db, twice.fetch(5, {.with_ties = true}).offset(2)), (Ids{0, 0, 1, 1, 1, 1}));
    EXPECT_EQ(ids(db, twice.fetch(0, {.with_ties = true}).offset(1)), Ids{});
    EXPECT_EQ(ids(db, twice.fetch(26, {.percent = true})), (Ids{0, 0, 0, 0, 1}));
    EXPECT_EQ(ids(db, twice.fetch(26, {.with_ties = true, .percent = true})),
              (Ids{0, 0, 0, 0, 1, 1, 1, 1}));
    const Subquery top = twice.fetch(1, {.with_ties = true}).subquery("top");
    EXPECT_EQ(db.scalar<std::int64_t>(select(func::count()).select_from(top)), 4);
    EXPECT_EQ(
        ids(db, union_all(twice.fetch(1, {.with_ties = true}), select(places.place["n"]))).size(),
        4U + count);
}

/// The order is of what is selected, or not, or an expression.
void ties_in_any_order(Bench& bench) {
    const Places places(bench);
    Connection db = bench.engine().connect();
    const auto sorted = [&](const Select& query) {
        Ids found = ids(db, query);
        std::sort(found.begin(), found.end());
        return found;
    };
    const Expr half = places.place["n"] - places.place["pair"];
    const Select all = select(places.place["n"]);
    EXPECT_EQ(sorted(all.order_by(desc(places.place["pair"])).fetch(1, {.with_ties = true})),
              slice(count - 2, 2));
    EXPECT_EQ(sorted(all.order_by(desc(half)).fetch(1, {.with_ties = true})).size(), 1U);
    const Ids behind = sorted(all.where(places.place["n"] > 2)
                                  .order_by(places.place["pair"])
                                  .fetch(2, {.with_ties = true})
                                  .offset(1));
    ASSERT_EQ(behind.size(), 3U);
    EXPECT_EQ(Ids(behind.begin() + 1, behind.end()), (Ids{5, 6}));
    EXPECT_EQ(ids(db, all.order_by(places.place["pair"]).fetch(0, {.with_ties = true})), Ids{});
    const Select groups = select(places.place["pair"])
                              .group_by(places.place["pair"])
                              .order_by(func::count())
                              .fetch(1, {.with_ties = true});
    EXPECT_EQ(ids(db, groups).size(), static_cast<std::size_t>(count) / 2);
}

}  // namespace

void add_limits(Suites& suites) {
    suites.begin("limits", Badge::core_read);
    suites.test("every_window", every_window);
    suites.test("offset_alone", offset_alone);
    suites.test("given", given);
    suites.test("given_without_sense", given_without_sense);
    suites.test("given_as_null", given_as_null, {Capability::limit_expressions});
    suites.test("computed", computed, {Capability::limit_expressions});
    suites.test("largest", largest);
    suites.test("without_order", without_order);
    suites.test("nested", nested);
    suites.test("of_groups_and_distinct", of_groups_and_distinct);
    suites.test("one_statement", one_statement);
    // What a database has no words for is said by numbers of rows.
    const auto numbers = {Capability::window_functions};
    suites.test("with_ties", with_ties, numbers);
    suites.test("ties_in_any_order", ties_in_any_order, numbers);
    suites.test("percent", percent, numbers);
    suites.test("percent_with_ties", percent_with_ties, numbers);
    suites.test("of_sets", of_sets, numbers);
}

}  // namespace azoth::compliance
