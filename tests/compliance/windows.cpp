// SPDX-License-Identifier: MIT
// Window functions and frames, each against a loop in the host; FILTER.
#include <azoth/compliance/suite.hpp>

#include <algorithm>
#include <map>
#include <optional>

#include <gtest/gtest.h>

#include "shop.hpp"

namespace azoth::compliance {

namespace {

struct Reading {
    std::int64_t id, day, value, place;
};
/// Two places; days with ties and gaps.
const std::vector<Reading> readings{{1, 1, 10, 1}, {2, 2, 20, 1}, {3, 2, 30, 1}, {4, 5, 40, 1},
                                    {5, 9, 50, 1}, {6, 1, 7, 2},  {7, 4, 8, 2}};

struct Readings {
    MetaData metadata;
    Table reading{"azc_reading",
                  metadata,
                  Column{"id", Integer{}},
                  Column{"day", Integer{}},
                  Column{"value", Integer{}},
                  Column{"place", Integer{}}};
    explicit Readings(Bench& bench) {
        bench.create(metadata);
        bench.write([&](Connection& db) {
            db.insert_many(reading, {"id", "day", "value", "place"}, readings);
        });
    }
    Expr id() const { return reading["id"]; }
    Expr day() const { return reading["day"]; }
    Expr value() const { return reading["value"]; }
    Expr place() const { return reading["place"]; }

    template <class T = std::int64_t>
    std::vector<std::optional<T>> of_each(Connection& db, const Expr& window) const {
        return db.scalars<std::optional<T>>(select(window.label("w")).order_by(id())).all();
    }
};

using Answers = std::vector<std::optional<std::int64_t>>;

/// For each reading the sum over the readings of its place that `sees` lets through.
template <class Sees>
Answers sums(Sees sees) {
    Answers all;
    for (const Reading& now : readings) {
        std::optional<std::int64_t> sum;
        for (const Reading& other : readings) {
            if (other.place == now.place && sees(now, other)) sum = sum.value_or(0) + other.value;
        }
        all.push_back(sum);
    }
    return all;
}

/// Position within the place; ids are in the order of days there.
std::int64_t row_of(const Reading& reading) {
    return reading.place == 1 ? reading.id : reading.id - 5;
}

void whole_partition(Bench& bench) {
    const Readings table(bench);
    Connection db = bench.engine().connect();
    const Expr sum = func::sum(table.value()).over({.partition_by = {table.place()}});
    EXPECT_EQ(table.of_each(db, sum), sums([](const auto&, const auto&) { return true; }));
    EXPECT_EQ(table.of_each(db, func::count().over()), Answers(7, 7));
    EXPECT_EQ(table.of_each(db, table.value() * 2 + func::max(table.id()).over()),
              (Answers{27, 47, 67, 87, 107, 21, 23}));
}

/// With an order, the default frame ends with the rows that tie with this one.
void running(Bench& bench) {
    const Readings table(bench);
    Connection db = bench.engine().connect();
    const Expr sum =
        func::sum(table.value()).over({.partition_by = {table.place()}, .order_by = {table.day()}});
    EXPECT_EQ(table.of_each(db, sum),
              sums([](const Reading& now, const Reading& other) { return other.day <= now.day; }));
}

void frames_of_rows(Bench& bench) {
    const Readings table(bench);
    Connection db = bench.engine().connect();
    const auto over = [&](const Frame& frame) {
        return table.of_each(db, func::sum(table.value())
                                     .over({.partition_by = {table.place()},
                                            .order_by = {table.day(), table.id()},
                                            .frame = frame}));
    };
    const auto between = [](std::int64_t from, std::int64_t to) {
        return sums([=](const Reading& now, const Reading& other) {
            const std::int64_t distance = row_of(other) - row_of(now);
            return distance >= from && distance <= to;
        });
    };
    constexpr std::int64_t far = 100;
    EXPECT_EQ(over(rows(unbounded_preceding)), between(-far, 0));
    EXPECT_EQ(over(rows(unbounded_preceding, unbounded_following)), between(-far, far));
    EXPECT_EQ(over(rows(current_row, unbounded_following)), between(0, far));
    EXPECT_EQ(over(rows(preceding(1), following(2))), between(-1, 2));
    EXPECT_EQ(over(rows(preceding(2), preceding(1))), between(-2, -1));
    EXPECT_EQ(over(rows(following(1), following(1))), between(1, 1));
}

void frames_of_distance(Bench& bench) {
    const Readings table(bench);
    Connection db = bench.engine().connect();
    const auto over = [&](const Frame& frame) {
        return table.of_each(db, func::sum(table.value())
                                     .over({.partition_by = {table.place()},
                                            .order_by = {table.day()},
                                            .frame = frame}));
    };
    const auto within = [](std::int64_t from, std::int64_t to) {
        return sums([=](const Reading& now, const Reading& other) {
            return other.day - now.day >= from && other.day - now.day <= to;
        });
    };
    EXPECT_EQ(over(range(preceding(1), current_row)), within(-1, 0));
    EXPECT_EQ(over(range(preceding(3), following(4))), within(-3, 4));
    EXPECT_EQ(over(range(following(1), following(3))), within(1, 3));
}

/// The number of the day among the days of its place.
std::int64_t group_of(const Reading& reading) {
    static const std::map<std::pair<std::int64_t, std::int64_t>, std::int64_t> groups{
        {{1, 1}, 0}, {{1, 2}, 1}, {{1, 5}, 2}, {{1, 9}, 3}, {{2, 1}, 0}, {{2, 4}, 1}};
    return groups.at({reading.place, reading.day});
}

void frames_of_groups(Bench& bench) {
    const Readings table(bench);
    Connection db = bench.engine().connect();
    const Expr sum = func::sum(table.value())
                         .over({.partition_by = {table.place()},
                                .order_by = {table.day()},
                                .frame = groups(preceding(1), current_row)});
    EXPECT_EQ(table.of_each(db, sum), sums([](const Reading& now, const Reading& other) {
                  const std::int64_t distance = group_of(other) - group_of(now);
                  return distance >= -1 && distance <= 0;
              }));
}

void exclusions(Bench& bench) {
    const Readings table(bench);
    Connection db = bench.engine().connect();
    const auto over = [&](Exclude what) {
        return table.of_each(
            db,
            func::sum(table.value())
                .over({.partition_by = {table.place()},
                       .order_by = {table.day()},
                       .frame = range(unbounded_preceding, unbounded_following).exclude(what)}));
    };
    EXPECT_EQ(over(Exclude::current_row),
              sums([](const Reading& now, const Reading& other) { return other.id != now.id; }));
    EXPECT_EQ(over(Exclude::group),
              sums([](const Reading& now, const Reading& other) { return other.day != now.day; }));
    EXPECT_EQ(over(Exclude::ties), sums([](const Reading& now, const Reading& other) {
                  return other.day != now.day || other.id == now.id;
              }));
}

void ranks(Bench& bench) {
    const Readings table(bench);
    Connection db = bench.engine().connect();
    const Window by_day{.partition_by = {table.place()}, .order_by = {table.day()}};
    const Window in_order{.partition_by = {table.place()}, .order_by = {table.day(), table.id()}};
    EXPECT_EQ(table.of_each(db, func::row_number().over(in_order)), (Answers{1, 2, 3, 4, 5, 1, 2}));
    EXPECT_EQ(table.of_each(db, func::rank().over(by_day)), (Answers{1, 2, 2, 4, 5, 1, 2}));
    EXPECT_EQ(table.of_each(db, func::dense_rank().over(by_day)), (Answers{1, 2, 2, 3, 4, 1, 2}));
    EXPECT_EQ(table.of_each(db, func::ntile(2).over(in_order)), (Answers{1, 1, 1, 2, 2, 1, 2}));
    EXPECT_EQ(table.of_each<double>(db, func::percent_rank().over(by_day)),
              (std::vector<std::optional<double>>{0, 0.25, 0.25, 0.75, 1, 0, 1}));
    EXPECT_EQ(table.of_each<double>(db, func::cume_dist().over(by_day)),
              (std::vector<std::optional<double>>{0.2, 0.6, 0.6, 0.8, 1, 0.5, 1}));
}

void neighbours(Bench& bench) {
    const Readings table(bench);
    Connection db = bench.engine().connect();
    const Window in_order{.partition_by = {table.place()}, .order_by = {table.day(), table.id()}};
    const Window all{.partition_by = {table.place()},
                     .order_by = {table.day(), table.id()},
                     .frame = rows(unbounded_preceding, unbounded_following)};
    const auto no = std::nullopt;
    EXPECT_EQ(table.of_each(db, func::lag(table.value()).over(in_order)),
              (Answers{no, 10, 20, 30, 40, no, 7}));
    EXPECT_EQ(table.of_each(db, func::lag(table.value(), 2, -1).over(in_order)),
              (Answers{-1, -1, 10, 20, 30, -1, -1}));
    EXPECT_EQ(table.of_each(db, func::lead(table.value(), 3).over(in_order)),
              (Answers{40, 50, no, no, no, no, no}));
    EXPECT_EQ(table.of_each(db, func::first_value(table.value()).over(in_order)),
              (Answers{10, 10, 10, 10, 10, 7, 7}));
    EXPECT_EQ(table.of_each(db, func::last_value(table.value()).over(all)),
              (Answers{50, 50, 50, 50, 50, 8, 8}));
    EXPECT_EQ(table.of_each(db, func::nth_value(table.value(), 3).over(all)),
              (Answers{30, 30, 30, 30, 30, no, no}));
}

/// FILTER, or what the compiler makes of it where the database has none.
void filters(Bench& bench) {
    const Readings table(bench);
    Connection db = bench.engine().connect();
    const Row row = db.execute(select(func::sum(table.value()).filter(table.day() > 2).label("s"),
                                      func::count().filter(table.place() == 2).label("n"),
                                      func::max(table.id()).filter(table.day() > 99).label("none"),
                                      func::count().label("all")))
                        .one();
    EXPECT_EQ(row["s"].as<int>(), 98);
    EXPECT_EQ(row["n"].as<int>(), 2);
    EXPECT_TRUE(row["none"].is_null());
    EXPECT_EQ(row["all"].as<int>(), 7);
}

/// The number of readings of which `sees` is true of this one's value and the other's.
template <class Sees>
Answers counts(Sees sees) {
    Answers all;
    for (const Reading& now : readings) {
        std::int64_t count = 0;
        for (const Reading& other : readings) count += sees(now, other) ? 1 : 0;
        all.push_back(count);
    }
    return all;
}

struct Levels {
    MetaData metadata;
    Table level{"azc_level",
                metadata,
                Column{"id", Integer{}},
                Column{"real", Double{}},
                Column{"exact", Numeric{10, 2}},
                Column{"at", DateTime{}}};
    /// A quarter, and a quarter of a day, for each day of the readings.
    explicit Levels(Bench& bench) {
        bench.create(metadata);
        std::vector<Params> rows;
        for (const Reading& reading : readings) {
            rows.push_back({{"id", reading.id},
                            {"real", static_cast<double>(reading.day) / 4},
                            {"exact", Decimal::from_unscaled(reading.day * 25, 2)},
                            {"at", at(reading.day * 6)}});
        }
        bench.write([&](Connection& db) { db.execute(insert(level), rows); });
    }
    static Timestamp at(std::int64_t hours) {
        Date date = make_date(2024, 2, 28);
        date.days += static_cast<std::int32_t>(hours / 24);
        return {date, TimeOfDay{hours % 24 * 3'600'000'000'000}};
    }
    Answers within(Connection& db, const char* column, const Frame& frame) const {
        return db
            .scalars<std::optional<std::int64_t>>(
                select(func::count().over({.order_by = {level[column]}, .frame = frame}).label("n"))
                    .order_by(level["id"]))
            .all();
    }
};

void frames_of_fractions(Bench& bench) {
    const Levels table(bench);
    Connection db = bench.engine().connect();
    const auto around = counts([](const Reading& now, const Reading& other) {
        return other.day >= now.day - 3 && other.day <= now.day + 4;
    });
    EXPECT_EQ(table.within(db, "real", range(preceding(0.75), following(1))), around);
    EXPECT_EQ(table.within(db, "real", range(preceding(0.99), following(1.2))), around);
    const auto exact = [&] {
        return table.within(db, "exact", range(preceding(Decimal("0.75")), following(1)));
    };
    const Caught refusal = caught([&] { (void)exact(); });
    if (refusal.code.empty()) {
        EXPECT_EQ(exact(), around);
    } else {
        EXPECT_EQ(refusal.code, "unsupported_construct");
        EXPECT_NE(refusal.text.find("RANGE"), std::string::npos) << refusal.text;
    }
}

void frames_of_time(Bench& bench) {
    const Levels table(bench);
    Connection db = bench.engine().connect();
    const auto moments = [&] {
        return table.within(db, "at",
                            range(preceding(Interval{.nanoseconds = 18 * 3'600'000'000'000}),
                                  following(Interval{.days = 1})));
    };
    const Caught refusal = caught([&] { (void)moments(); });
    if (refusal.code.empty()) {
        EXPECT_EQ(moments(), counts([](const Reading& now, const Reading& other) {
                      return other.day >= now.day - 3 && other.day <= now.day + 4;
                  }));
    } else {
        EXPECT_EQ(refusal.code, "unsupported_construct");
        EXPECT_NE(refusal.text.find("RANGE"), std::string::npos) << refusal.text;
    }
}

/// A distance that is given later is the server's to check.
void bad_distances(Bench& bench) {
    const Levels table(bench);
    Connection db = bench.engine().connect();
    const auto code = [&](auto make) { return caught([&] { (void)make(); }).code; };
    EXPECT_EQ(code([] { return range(preceding(-0.5)); }), "bad_frame");
    EXPECT_EQ(code([] { return range(preceding(Decimal("-1"))); }), "bad_frame");
    EXPECT_EQ(code([] { return range(preceding(Interval{.days = -1})); }), "bad_frame");
    EXPECT_EQ(code([] { return rows(preceding(0.5)); }), "bad_frame");
    EXPECT_EQ(code([&] { return table.within(db, "id", range(preceding(0.5))); }), "bad_frame");
    EXPECT_EQ(code([&] { return table.within(db, "at", range(preceding(1))); }), "bad_frame");
    const auto query = select(func::count()
                                  .over({.order_by = {table.level["real"]},
                                         .frame = range(preceding(bind<double>("far")))})
                                  .label("n"));
    EXPECT_EQ(db.execute(query, {{"far", 100.0}}).all().size(), readings.size());
    const Caught negative = caught([&] { (void)db.execute(query, {{"far", -1.0}}).all(); });
    EXPECT_NE(negative.category, "");
}

}  // namespace

void add_windows(Suites& suites) {
    suites.begin("windows", Badge::core_read);
    const auto add = [&](const char* name, void (*body)(Bench&)) {
        suites.test(name, body, {Capability::window_functions});
    };
    add("whole_partition", whole_partition);
    add("running", running);
    add("frames_of_rows", frames_of_rows);
    add("ranks", ranks);
    add("neighbours", neighbours);
    suites.test("frames_of_distance", frames_of_distance, {Capability::window_range_distance});
    suites.test("frames_of_groups", frames_of_groups, {Capability::window_groups});
    suites.test("exclusions", exclusions, {Capability::window_exclude});
    suites.test("filters", filters);
    suites.test("frames_of_fractions", frames_of_fractions, {Capability::window_range_distance});
    suites.test("frames_of_time", frames_of_time, {Capability::window_range_distance});
    suites.test("bad_distances", bad_distances, {Capability::window_range_distance});
}

}  // namespace azoth::compliance
