// SPDX-License-Identifier: MIT
// Values of every type in WHERE, IN, ORDER BY, GROUP BY, DISTINCT, min, max and sum.
#include <azoth/compliance/suite.hpp>

#include <algorithm>

#include <gtest/gtest.h>

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
}

}  // namespace azoth::compliance
