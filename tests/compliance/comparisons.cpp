// SPDX-License-Identifier: MIT
// Values of every type in WHERE, IN, ORDER BY, GROUP BY, DISTINCT, min, max and sum.
#include <azoth/compliance/suite.hpp>

#include <algorithm>

#include <gtest/gtest.h>

#include <azoth/sql/case.hpp>
#include <azoth/sql/func.hpp>
#include <azoth/sql/quantified.hpp>
#include <azoth/sql/set_operation.hpp>
#include <azoth/sql/values.hpp>
#include <azoth/value/describe.hpp>

#include "shop.hpp"
#include "type_cases.hpp"

namespace azoth::compliance {

namespace {

bool orders_exactly(const Bench& bench, const TypeCase& type_case) {
    const TypeKind kind = type_case.type.kind();
    const bool is_text = kind == TypeKind::text || kind == TypeKind::string;
    return !is_text || bench.answer(Question::text_orders_by_code_point).yes;
}

void where(Bench& bench, const TypeCase& type_case) {
    const TypeTable made(type_case);
    fill(bench, made, type_case.values);
    Connection db = bench.engine().connect();
    const Expr id = made.table["id"];
    const Expr x = made.table["x"];
    for (std::size_t i = 0; i < type_case.values.size(); ++i) {
        const Value& value = type_case.values[i];
        SCOPED_TRACE(describe(value.view()));
        EXPECT_EQ(ids(db, select(id).where(x == value)), Ids{static_cast<std::int64_t>(i)});
        EXPECT_EQ(ids(db, select(id).where(x != value)).size(), type_case.values.size() - 1);
        if (!orders_exactly(bench, type_case)) continue;
        EXPECT_EQ(ids(db, select(id).where(x < value)).size(), i);
        EXPECT_EQ(ids(db, select(id).where(x >= value)).size(), type_case.values.size() - i);
    }
}

void in_list(Bench& bench, const TypeCase& type_case) {
    const TypeTable made(type_case);
    fill(bench, made, type_case.values);
    Connection db = bench.engine().connect();
    const std::vector<Value> some{type_case.values.front(), type_case.values.back()};
    const Select query = select(made.table["id"]).order_by(made.table["id"]);
    const auto last = static_cast<std::int64_t>(type_case.values.size()) - 1;
    EXPECT_EQ(ids(db, query.where(made.table["x"].in(some))), (Ids{0, last}));
    EXPECT_EQ(ids(db, query.where(made.table["x"].not_in(some))).size(),
              type_case.values.size() - 2);
}

/// Inserted backwards, so that the order of insertion is not the answer.
void order_by(Bench& bench, const TypeCase& type_case) {
    const TypeTable made(type_case);
    std::vector<Value> backwards(type_case.values.rbegin(), type_case.values.rend());
    fill(bench, made, backwards);
    Connection db = bench.engine().connect();
    Ids up = ids(db, select(made.table["id"]).order_by(made.table["x"]));
    Ids down = ids(db, select(made.table["id"]).order_by(desc(made.table["x"])));
    std::reverse(down.begin(), down.end());
    EXPECT_EQ(up, down);
    ASSERT_EQ(up.size(), backwards.size());
    if (!orders_exactly(bench, type_case)) return;
    for (std::size_t i = 0; i < up.size(); ++i)
        EXPECT_EQ(up[i], static_cast<std::int64_t>(up.size() - 1 - i));
}

void group_and_distinct(Bench& bench, const TypeCase& type_case) {
    const TypeTable made(type_case);
    std::vector<Value> twice = type_case.values;
    twice.insert(twice.end(), type_case.values.begin(), type_case.values.end());
    fill(bench, made, twice);
    Connection db = bench.engine().connect();
    const Expr x = made.table["x"];
    const auto groups = db.execute(select(x, func::count().label("n")).group_by(x)).all();
    EXPECT_EQ(groups.size(), type_case.values.size());
    for (const Row& row : groups) {
        EXPECT_EQ(row["n"].as<int>(), 2);
        const Value found = row["x"].value();
        EXPECT_TRUE(std::any_of(type_case.values.begin(), type_case.values.end(),
                                [&](const Value& value) { return identical(found, value); }))
            << describe(found.view());
    }
    EXPECT_EQ(db.execute(select(x).distinct()).all().size(), type_case.values.size());
    EXPECT_EQ(db.scalar<std::int64_t>(select(func::count_distinct(x)).select_from(made.table)),
              static_cast<std::int64_t>(type_case.values.size()));
}

void min_max(Bench& bench, const TypeCase& type_case) {
    const TypeTable made(type_case);
    fill(bench, made, type_case.values);
    Connection db = bench.engine().connect();
    const Expr x = made.table["x"];
    const Row row = db.execute(select(func::min(x).label("low"), func::max(x).label("high"))).one();
    const Value low = row["low"].value();
    const Value high = row["high"].value();
    EXPECT_TRUE(identical(low, type_case.values.front())) << describe(low.view());
    EXPECT_TRUE(identical(high, type_case.values.back())) << describe(high.view());
}

void decimal_sum(Bench& bench, const TypeCase& type_case) {
    const TypeTable made(type_case);
    fill(bench, made, type_case.values);
    Decimal expected;
    for (const Value& value : type_case.values) expected += value.as<Decimal>();
    Connection db = bench.engine().connect();
    EXPECT_EQ(db.scalar<Decimal>(select(func::sum(made.table["x"]))), expected);
    EXPECT_EQ(db.scalar<Decimal>(select(made.table["x"] + Decimal("0.0000000001"))
                                     .where(made.table["x"] == Decimal("0.1"))),
              Decimal("0.1000000001"));
}

void integer_sum(Bench& bench) {
    const TypeTable made({"", BigInteger{}, {}});
    fill(bench, made,
         {Value((std::int64_t{1} << 53) + 1), Value(std::int64_t{1} << 53), Value(), Value(-3)});
    Connection db = bench.engine().connect();
    // The sum of 64-bit integers is a Numeric: it may exceed them.
    EXPECT_EQ(db.scalar<Decimal>(select(func::sum(made.table["x"]))),
              Decimal((std::int64_t{1} << 54) - 2));
    EXPECT_EQ(db.scalar<std::optional<Decimal>>(
                  select(func::sum(made.table["x"])).where(made.table["id"] < 0)),
              std::nullopt);
}

void document_comparison(Bench& bench) {
    const TypeTable made({"", Json{}, {}});
    fill(bench, made, {Value(JsonText{"[1]"}), Value(JsonText{"[2]"})});
    Connection db = bench.engine().connect();
    const Select query = select(made.table["id"]).where(made.table["x"] == JsonText{"[2]"});
    if (bench.answer(Question::json_is_comparable).yes) {
        EXPECT_EQ(ids(db, query), Ids{1});
    } else {
        const Caught refusal = caught([&] { (void)ids(db, query); });
        EXPECT_TRUE(refusal.category == "CompileError" || refusal.category == "ProgrammingError")
            << "'" << refusal.category << "' " << refusal.text;
    }
}

/// 1.1 and 1.10 are one number: in keys, in references, in joins.
void decimal_keys(Bench& bench) {
    MetaData metadata;
    const Table price("azc_price", metadata, Column{"k", Numeric{12, 4}, primary_key},
                      Column{"u", Numeric{12, 4}, unique_key}, Column{"plain", Numeric{12, 4}});
    const Table use("azc_price_use", metadata, Column{"id", Integer{}, primary_key},
                    Column{"k", Numeric{12, 4}, ForeignKey{"azc_price.k"}},
                    Column{"plain", Numeric{12, 4}});
    bench.create(metadata);
    const auto row = [](const char* k, const char* u, const char* plain) {
        return Params{{"k", Decimal(k)}, {"u", Decimal(u)}, {"plain", Decimal(plain)}};
    };
    bench.write([&](Connection& db) {
        db.execute(insert(price), {row("1.10", "7.0", "3.3"), row("2.5", "8", "4.4")});
        db.execute(insert(use),
                   {{{"id", 1}, {"k", Decimal("1.1000")}, {"plain", Decimal("3.300")}},
                    {{"id", 2}, {"k", Decimal("2.50")}, {"plain", Decimal("4.4000")}}});
    });
    for (const Params& again : {row("1.100", "9", "0"), row("9", "7.00", "0")}) {
        const Caught refusal =
            caught([&] { bench.write([&](Connection& db) { db.execute(insert(price), again); }); });
        EXPECT_EQ(refusal.category, "IntegrityError") << refusal.text;
    }
    if (bench.supports(Capability::upsert_key)) {
        bench.write([&](Connection& db) {
            db.execute(upsert(price).on_conflict({"k"}).do_update({"plain"}),
                       row("1.1000", "99", "3.30"));
        });
    }
    Connection db = bench.engine().connect();
    for (const char* column : {"k", "plain"}) {
        SCOPED_TRACE(column);
        const Predicate equal = price[column] == use[column];
        EXPECT_EQ(ids(db, select(use["id"]).join_from(price, use, equal).order_by(use["id"])),
                  (Ids{1, 2}));
    }
}

/// What the database answers is right, or the question is refused before it is sent.
void expect_or_refused(Connection& db, const Select& query, const Ids& expected) {
    Ids found;
    const Caught refusal = caught([&] { found = ids(db, query); });
    if (refusal.category.empty()) {
        EXPECT_EQ(found, expected) << to_sql(query);
    } else {
        EXPECT_EQ(refusal.category, "CompileError") << refusal.text;
    }
}

/// Types that are stored in different ways meet in one comparison.
void mixed_types(Bench& bench) {
    MetaData metadata;
    const Table mixed("azc_mixed", metadata, Column{"id", Integer{}, primary_key},
                      Column{"i", Integer{}}, Column{"n", Numeric{10, 2}}, Column{"d", DateType{}},
                      Column{"t", DateTime{}});
    bench.create(metadata);
    const Date first = make_date(2024, 1, 1);
    bench.write([&](Connection& db) {
        db.execute(insert(mixed), {{{"id", 1},
                                    {"i", 10},
                                    {"n", Decimal("10.00")},
                                    {"d", first},
                                    {"t", Timestamp{first, TimeOfDay{}}}},
                                   {{"id", 2},
                                    {"i", 3},
                                    {"n", Decimal("2.50")},
                                    {"d", make_date(2024, 1, 2)},
                                    {"t", Timestamp{first, make_time(12, 0, 0, 0)}}}});
    });
    Connection db = bench.engine().connect();
    const Expr id = mixed["id"];
    const Expr i = mixed["i"];
    const Expr n = mixed["n"];
    const Expr d = mixed["d"];
    const Expr t = mixed["t"];
    const auto where = [&](const Condition& condition) { return select(id).where(condition); };
    expect_or_refused(db, where(t == d), {1});
    expect_or_refused(db, where(d != t), {2});
    expect_or_refused(db, where(t > d), {});
    expect_or_refused(db, where(t < d), {2});
    expect_or_refused(db, where(d >= t).order_by(id), {1, 2});
    expect_or_refused(db, where(t.between(d, d)), {1});
    expect_or_refused(db, where(cast(d, DateTime{}) == t), {1});
    expect_or_refused(db, where(t.in(select(d))), {1});
    expect_or_refused(db, where(func::nullif(t, d) == std::nullopt), {1});
    expect_or_refused(db, where(func::coalesce({t, d}) == d), {1});
    expect_or_refused(db, where(func::greatest({t, d}) == t), {1});
    expect_or_refused(db, where(case_({{id == 1, d}}, t) == t).order_by(id), {1, 2});
    expect_or_refused(db, where(i == n), {1});
    expect_or_refused(db, where(i.in(select(n))), {1});
    expect_or_refused(db, where(n.in(select(i))), {1});
    expect_or_refused(db, where(func::nullif(i, n) == std::nullopt), {1});
    const auto count_of = [&](const auto& both) {
        return select(func::count()).select_from(both.subquery("both"));
    };
    expect_or_refused(db, count_of(union_(select(i.label("v")), select(n))), {3});
    expect_or_refused(db, count_of(intersect(select(n.label("v")), select(i))), {1});
    expect_or_refused(db, count_of(union_(select(d.label("v")), select(t))), {3});
}

/// Texts, numbers, truths and moments beside one another: each database has an answer of its own.
void kinds_are_kept_apart(Bench& bench) {
    MetaData metadata;
    const Table mixed("azc_kinds", metadata, Column{"id", Integer{}, primary_key},
                      Column{"i", Integer{}}, Column{"s", Text{}}, Column{"d", DateType{}},
                      Column{"p", Boolean{}}, Column{"x", Double{}});
    bench.create(metadata);
    Connection db = bench.engine().connect();
    const Expr i = mixed["i"];
    const Expr s = mixed["s"];
    const Expr d = mixed["d"];
    const Expr p = mixed["p"];
    const auto is_refused = [&](const Query& query) {
        const Caught refusal = caught([&] { (void)db.execute(query); });
        EXPECT_EQ(refusal.code, "unsupported_construct") << to_sql(query) << refusal.text;
    };
    const auto refused = [&](const Expr& expression) { is_refused(select(expression.label("r"))); };
    for (const auto& [one, other] : {std::pair{s, i}, {i, s}, {s, d}, {i, d}, {p, s}, {d, p}}) {
        refused(one == other);
        refused(one.is_distinct_from(other));
        refused(one.between(one, other));
        refused(one.in(select(other)));
        refused(one != all_(select(other)));
        refused(func::coalesce({one, other}));
        refused(func::nullif(one, other));
        refused(func::greatest({one, other}));
        refused(func::least({one, one, other}));
        refused(case_({{i == 1, one}}, other));
        refused(case_({{i == 1, one}, {i == 2, other}}));
        is_refused(union_(select(one), select(other)));
        is_refused(union_all(select(one), select(one), select(other)));
        is_refused(select(azoth::values({"v"}, {{one}, {other}}).subquery("w")["v"]));
    }
    for (const Expr& sum : {s + 1, s - i, i * s, s / s, s % 2, -s}) refused(sum);
    refused(func::sum(s));
    refused(func::avg(s));
    refused(func::round(s, 1));
    is_refused(union_all(select(mixed["x"]), select(cast(i, Numeric{12, 2}))));
}

/// Beside a number TRUE is 1, or the database does not say.
void truths_beside_numbers(Bench& bench) {
    MetaData metadata;
    const Table flag("azc_flags", metadata, Column{"id", Integer{}, primary_key, no_autoincrement},
                     Column{"p", Boolean{}}, Column{"i", Integer{}});
    bench.create(metadata);
    using Row = std::tuple<int, std::optional<bool>, std::optional<int>>;
    const std::vector<Row> rows{{1, true, 1},  {2, false, 1},        {3, true, 2},
                                {4, false, 0}, {5, std::nullopt, 1}, {6, true, {}}};
    bench.write([&](Connection& db) { db.insert_many(flag, {"id", "p", "i"}, rows); });
    Connection db = bench.engine().connect();
    const Expr id = flag["id"];
    const Expr p = flag["p"];
    const Expr i = flag["i"];
    const auto found = [&](const Predicate& condition) {
        return ids(db, select(id).where(condition).order_by(id));
    };
    if (caught([&] { (void)found(p == i); }).code == "unsupported_construct") return;
    EXPECT_EQ(found(p == i), (Ids{1, 4}));
    EXPECT_EQ(found(p != i), (Ids{2, 3}));
    EXPECT_EQ(found(p < i), (Ids{2, 3}));
    EXPECT_EQ(found(i > (id == 3)), (Ids{1, 2, 3, 5}));
    if (bench.supports(Capability::is_distinct_from)) {
        EXPECT_EQ(found(p.is_not_distinct_from(i)), (Ids{1, 4}));
    }
    EXPECT_EQ(found(i.between(p, p)), (Ids{1, 4}));
    EXPECT_EQ(found(p.between(i, i + 1)), (Ids{1, 4}));
    EXPECT_EQ(found(p.in(select(flag["i"]).where(i == 0))), (Ids{2, 4}));
    EXPECT_EQ(found(p == true), (Ids{1, 3, 6}));
    EXPECT_EQ(found(p == 1), (Ids{1, 3, 6}));
    EXPECT_EQ(found(i == true), (Ids{1, 2, 5}));
    EXPECT_EQ(ids(db, select((p + i).label("x")).where(id <= 4).order_by(id)), (Ids{2, 1, 3, 0}));
    EXPECT_EQ(db.scalar<std::int64_t>(select(func::sum(p).label("x"))), 3);
    EXPECT_EQ(db.scalar<std::int64_t>(select(func::sum(i == 1).label("x"))), 3);
}

/// Nine days are less than ten, whatever their texts say.
void intervals(Bench& bench) {
    const Answer answer = bench.requirements().stores(IntervalType{});
    if (!answer.yes) GTEST_SKIP() << answer.reason;
    const TypeTable made({"", IntervalType{}, {}});
    fill(bench, made, {Value(Interval{0, 9, 0}), Value(Interval{0, 10, 0})});
    Connection db = bench.engine().connect();
    const Expr id = made.table["id"];
    const Expr x = made.table["x"];
    expect_or_refused(db, select(id).where(x > Interval{0, 9, 0}), {1});
    expect_or_refused(db, select(id).where(x == Interval{0, 9, 0}), {0});
    expect_or_refused(db, select(id).where(x.between(Interval{0, 1, 0}, Interval{0, 9, 0})), {0});
    expect_or_refused(db, select(id).where(x.in(std::vector<Interval>{{0, 10, 0}})), {1});
    expect_or_refused(db, select(id).order_by(desc(x)), {1, 0});
    expect_or_refused(db, select(id).where(x == select(func::max(x)).scalar_subquery()), {1});
}

}  // namespace

void add_comparisons(Suites& suites) {
    suites.begin("comparisons", Badge::core_read);
    for (const TypeCase& type_case : type_cases()) {
        if (!type_case.comparable) continue;
        const auto add = [&](const char* what, void (*body)(Bench&, const TypeCase&)) {
            const Body run = [type_case, body](Bench& bench) {
                if (is_stored(bench, type_case)) body(bench, type_case);
            };
            if (type_case.type.kind() == TypeKind::numeric) {
                suites.test(type_case.name + "_" + what, run, {Capability::exact_decimals});
            } else {
                suites.test(type_case.name + "_" + what, run);
            }
        };
        add("where", where);
        add("in", in_list);
        add("order_by", order_by);
        add("group_and_distinct", group_and_distinct);
        const TypeKind kind = type_case.type.kind();
        const bool has_extremes = kind != TypeKind::boolean && kind != TypeKind::bytes &&
                                  kind != TypeKind::uuid && kind != TypeKind::text &&
                                  kind != TypeKind::string;
        if (has_extremes) add("min_max", min_max);
        if (kind == TypeKind::numeric) add("sum", decimal_sum);
    }
    suites.test("integer_sum", integer_sum);
    suites.test("documents", document_comparison);
    suites.test("decimal_keys", decimal_keys,
                {Capability::exact_decimals, Capability::foreign_keys, Capability::upsert});
    suites.test("mixed_types", mixed_types, {Capability::exact_decimals});
    suites.test("kinds_are_kept_apart", kinds_are_kept_apart);
    suites.test("truths_beside_numbers", truths_beside_numbers);
    suites.test("intervals", intervals);
}

}  // namespace azoth::compliance
