// SPDX-License-Identifier: MIT
// ROLLUP, CUBE and GROUPING SETS against groups made in the host, among them groups of NULL, no
// rows at all, keys that are expressions, and groupings inside of other queries.
#include <azoth/compliance/suite.hpp>

#include <algorithm>
#include <map>
#include <optional>
#include <tuple>

#include <gtest/gtest.h>

#include <azoth/sql/grouping.hpp>
#include <azoth/sql/set_operation.hpp>
#include <azoth/sql/tuple.hpp>

#include "shop.hpp"

namespace azoth::compliance {

namespace {

using Key = std::optional<int>;
struct Sale {
    std::int64_t id;
    Key place, year;
    int amount;
};
const std::vector<Sale> sales{{1, 1, 1980, 5}, {2, 1, 1980, 7},          {3, 1, 1981, 11},
                              {4, 2, 1980, 2}, {5, 2, std::nullopt, 3},  {6, std::nullopt, 1981, 1},
                              {7, 2, 1982, 4}, {8, std::nullopt, {}, 13}};

struct Sales {
    MetaData metadata;
    Table sale{"azc_sale",
               metadata,
               Column{"id", Integer{}},
               Column{"place", Integer{}},
               Column{"year", Integer{}},
               Column{"amount", Integer{}}};
    explicit Sales(Bench& bench) {
        bench.create(metadata);
        bench.write([&](Connection& db) {
            db.insert_many(sale, {"id", "place", "year", "amount"}, sales);
        });
    }
    Expr place() const { return sale["place"]; }
    Expr year() const { return sale["year"]; }
    Expr amount() const { return sale["amount"]; }
    /// Both keys, whether each stands for all of its values, how many rows and their sum.
    Select lines() const {
        return select(place(), year(), func::grouping(place()).label("all_places"),
                      func::grouping(year()).label("all_years"), func::count().label("n"),
                      func::sum(amount()).label("total"));
    }
};

using Line = std::tuple<Key, Key, int, int, int, std::optional<int>>;
using Lines = std::vector<Line>;

Lines found(Connection& db, const Select& query) {
    Lines lines;
    for (const Row& row : db.execute(query)) {
        lines.push_back(row.as<Key, Key, int, int, int, std::optional<int>>());
    }
    return lines;
}

Lines sorted(Lines lines) {
    std::sort(lines.begin(), lines.end());
    return lines;
}

/// By the names of what is selected, which are those expressions and not columns called so.
void by_name(Bench& bench) {
    const Sales sales(bench);
    Connection db = bench.engine().connect();
    const Select decades = select((sales.year() / 10).label("amount"), func::count().label("n"))
                               .where(sales.year() > 0)
                               .group_by("amount")
                               .order_by("amount");
    using Pairs = std::vector<std::pair<int, int>>;
    const auto pairs = [&](const Select& query) {
        Pairs found;
        for (const Row& row : db.execute(query)) {
            const auto [key, count] = row.as<int, int>();
            found.emplace_back(key, count);
        }
        return found;
    };
    EXPECT_EQ(pairs(decades), (Pairs{{198, 6}}));
    const Select odd = select((sales.amount() % 2).label("odd"), func::count().label("n"));
    EXPECT_EQ(pairs(odd.group_by("odd").order_by(desc("odd"))), (Pairs{{1, 6}, {0, 2}}));
    EXPECT_EQ(
        pairs(odd.group_by("odd", sales.place()).having(func::count() > 1).order_by("odd", "n")),
        (Pairs{{0, 2}, {1, 2}, {1, 3}}));
    EXPECT_EQ(caught([&] { (void)db.execute(odd.group_by("even")).all(); }).code, "no_such_label");
}

/// Whether a grouping is by place, and by year.
struct By {
    bool place, year;
};

template <class Counts>
Lines grouped(std::initializer_list<By> groupings, Counts counts) {
    Lines lines;
    for (const By& by : groupings) {
        std::map<std::pair<Key, Key>, std::pair<int, std::optional<int>>> groups;
        if (!by.place && !by.year) groups[{}] = {0, std::nullopt};
        for (const Sale& sale : sales) {
            if (!counts(sale)) continue;
            auto& [n, sum] = groups[{by.place ? sale.place : Key{}, by.year ? sale.year : Key{}}];
            ++n;
            sum = sum.value_or(0) + sale.amount;
        }
        for (const auto& [key, group] : groups) {
            lines.emplace_back(key.first, key.second, by.place ? 0 : 1, by.year ? 0 : 1,
                               group.first, group.second);
        }
    }
    return sorted(lines);
}

Lines grouped(std::initializer_list<By> groupings) {
    return grouped(groupings, [](const Sale&) { return true; });
}

constexpr By by_both{true, true};
constexpr By by_place{true, false};
constexpr By by_year{false, true};
constexpr By by_none{false, false};

void every_kind(Bench& bench) {
    const Sales table(bench);
    Connection db = bench.engine().connect();
    const Select lines = table.lines();
    const Expr place = table.place();
    const Expr year = table.year();
    EXPECT_EQ(sorted(found(db, lines.group_by(rollup(place, year)))),
              grouped({by_both, by_place, by_none}));
    EXPECT_EQ(sorted(found(db, lines.group_by(cube(place, year)))),
              grouped({by_both, by_place, by_year, by_none}));
    EXPECT_EQ(sorted(found(db, lines.group_by(grouping_sets({{year}, {}, {place}})))),
              grouped({by_place, by_year, by_none}));
    EXPECT_EQ(sorted(found(db, lines.group_by(grouping_sets({{year}, {place}, {year}})))),
              grouped({by_place, by_year, by_year}));
}

void beside_each_other(Bench& bench) {
    const Sales table(bench);
    Connection db = bench.engine().connect();
    const Select lines = table.lines();
    const Expr place = table.place();
    const Expr year = table.year();
    EXPECT_EQ(sorted(found(db, lines.group_by(place, rollup(year)))), grouped({by_both, by_place}));
    EXPECT_EQ(sorted(found(db, lines.group_by(rollup(place), rollup(year)))),
              grouped({by_both, by_place, by_year, by_none}));
    EXPECT_EQ(sorted(found(db, lines.group_by(rollup(tuple_(place, year))))),
              grouped({by_both, by_none}));
}

/// The total of no rows is a row, and no other grouping has one.
void of_no_rows(Bench& bench) {
    const Sales table(bench);
    Connection db = bench.engine().connect();
    const Select lines = table.lines().where(table.place() == 99);
    const Expr place = table.place();
    const Expr year = table.year();
    const Lines total{{std::nullopt, std::nullopt, 1, 1, 0, std::nullopt}};
    EXPECT_EQ(found(db, lines.group_by(rollup(place, year))), total);
    EXPECT_EQ(found(db, lines.group_by(grouping_sets({{place}, {year}}))), Lines{});
    const Select plain = select(place).where(place == 99).group_by(rollup(place));
    EXPECT_EQ(db.execute(plain).all().size(), 1U);
    const auto all = select(place).where(place == 1).group_by(rollup(place));
    EXPECT_EQ(db.execute(all).all().size(), 2U);
    EXPECT_EQ(db.execute(all.having(func::count() > 99)).all().size(), 0U);
}

void conditions(Bench& bench) {
    const Sales table(bench);
    Connection db = bench.engine().connect();
    const Expr place = table.place();
    const Expr year = table.year();
    const auto query = table.lines().where(table.amount() > 2).group_by(rollup(place, year));
    const auto counts = [](const Sale& sale) { return sale.amount > 2; };
    Lines expected = grouped({by_both, by_place, by_none}, counts);
    EXPECT_EQ(sorted(found(db, query)), expected);
    std::erase_if(expected, [](const Line& line) { return std::get<4>(line) < 2; });
    EXPECT_EQ(sorted(found(db, query.having(func::count() > 1))), expected);
    EXPECT_EQ(sorted(found(db, query.having(func::grouping(place) == 1))),
              grouped({by_none}, counts));
    EXPECT_EQ(sorted(found(db, query.having(place == 1 && func::grouping(year) == 1))),
              (Lines{{1, std::nullopt, 0, 1, 3, 23}}));
}

void in_an_order(Bench& bench) {
    const Sales table(bench);
    Connection db = bench.engine().connect();
    const auto query = table.lines()
                           .group_by(rollup(table.place(), table.year()))
                           .order_by(desc("total"), func::count());
    Lines expected = grouped({by_both, by_place, by_none});
    std::stable_sort(expected.begin(), expected.end(), [](const Line& a, const Line& b) {
        return std::pair(-*std::get<5>(a), std::get<4>(a)) <
               std::pair(-*std::get<5>(b), std::get<4>(b));
    });
    const Lines in_order = found(db, query);
    ASSERT_EQ(in_order.size(), expected.size());
    for (std::size_t i = 0; i < expected.size(); ++i) {
        EXPECT_EQ(std::get<5>(in_order[i]), std::get<5>(expected[i])) << i;
    }
    const Lines some = found(db, query.limit(3).offset(1));
    EXPECT_EQ(some, Lines(in_order.begin() + 1, in_order.begin() + 4));
    const auto nulls = select(table.year().label("y"), func::count().label("n"))
                           .group_by(rollup(table.year()))
                           .order_by(asc("y").nulls_last(), desc("n"));
    std::vector<std::pair<Key, int>> rows;
    const Caught refusal = caught([&] { (void)db.execute(nulls).all(); });
    if (!bench.supports(Capability::nulls_ordering) && refusal.code == "unsupported_construct") {
        return;
    }
    for (const Row& row : db.execute(nulls)) {
        const auto [year, n] = row.as<Key, int>();
        rows.emplace_back(year, n);
    }
    EXPECT_EQ(rows, (std::vector<std::pair<Key, int>>{
                        {1980, 3}, {1981, 2}, {1982, 1}, {std::nullopt, 8}, {std::nullopt, 2}}));
}

/// A key is the same wherever it stands, values included.
void by_expressions(Bench& bench) {
    const Sales table(bench);
    Connection db = bench.engine().connect();
    const auto decade = [&] { return table.year() - 1979; };
    const auto query = select((decade() * 10).label("k"), func::count().label("n"),
                              func::sum(table.year() - 1979).label("sum"))
                           .where(table.year().is_not_null())
                           .group_by(rollup(decade()))
                           .having(func::grouping(decade()) == 1 || decade() > 1);
    std::vector<std::tuple<Key, int, int>> rows;
    for (const Row& row : db.execute(query)) rows.push_back(row.as<Key, int, int>());
    std::sort(rows.begin(), rows.end());
    EXPECT_EQ(rows, (std::vector<std::tuple<Key, int, int>>{
                        {std::nullopt, 6, 10}, {20, 2, 4}, {30, 1, 3}}));
}

void inside_of_queries(Bench& bench) {
    const Sales table(bench);
    Connection db = bench.engine().connect();
    const Select counts = select(func::count().label("n")).group_by(rollup(table.place()));
    EXPECT_EQ(ids(db, counts.order_by(desc("n"))), (Ids{8, 3, 3, 2}));
    EXPECT_EQ(ids(db, counts.distinct().order_by(desc("n"))), (Ids{8, 3, 2}));
    const Subquery sub = counts.subquery("counts");
    EXPECT_EQ(ids(db, select(func::max(sub["n"]))), Ids{8});
    // UNION removes equal rows of all parts, of those of the grouping too.
    Ids merged = ids(db, union_(select(literal(std::int64_t{2}).label("n")), counts));
    std::sort(merged.begin(), merged.end());
    EXPECT_EQ(merged, (Ids{2, 3, 8}));
    EXPECT_EQ(
        ids(db,
            select(table.sale["id"]).where(table.sale["id"].in(counts)).order_by(table.sale["id"])),
        (Ids{2, 3, 8}));
    const Table other = table.sale.alias("other");
    const auto correlated = select(func::max(other["amount"]))
                                .where(other["place"] == table.place())
                                .group_by(rollup(other["year"]))
                                .having(func::grouping(other["year"]) == 1)
                                .scalar_subquery();
    EXPECT_EQ(ids(db, select(correlated.label("most")).where(table.sale["id"] == 4)), Ids{4});
}

/// What no grouping can answer is an error, of the compiler or the server.
void without_sense(Bench& bench) {
    const Sales table(bench);
    Connection db = bench.engine().connect();
    const auto category = [&](const Select& query) {
        return caught([&] { (void)db.execute(query).all(); }).category;
    };
    const Select places = select(table.place(), func::count().label("n"));
    EXPECT_EQ(category(places.group_by(rollup(table.place()))), "");
    EXPECT_NE(category(select(table.place(), table.year()).group_by(rollup(table.place()))), "");
    EXPECT_NE(
        category(
            select(table.place(), func::grouping(table.year())).group_by(rollup(table.place()))),
        "");
}

}  // namespace

void add_groupings(Suites& suites) {
    suites.begin("groupings", Badge::core_read);
    suites.test("by_name", by_name);
    suites.test("every_kind", every_kind);
    suites.test("beside_each_other", beside_each_other);
    suites.test("of_no_rows", of_no_rows);
    suites.test("conditions", conditions);
    suites.test("in_an_order", in_an_order);
    suites.test("by_expressions", by_expressions);
    suites.test("inside_of_queries", inside_of_queries);
    suites.test("without_sense", without_sense);
}

}  // namespace azoth::compliance
