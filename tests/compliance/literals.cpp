// SPDX-License-Identifier: MIT
// Values beside columns of a narrower type: the value stays what it is, in every place.
#include <azoth/compliance/suite.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include <azoth/engine/connection.hpp>
#include <azoth/schema/metadata.hpp>
#include <azoth/sql/func.hpp>
#include <azoth/sql/select.hpp>
#include <azoth/sql/tuple.hpp>
#include <azoth/sql/values.hpp>

#include "shop.hpp"

namespace azoth::compliance {

namespace {

using Whole = std::int64_t;

/// Rows 1 to 3 hold 1, 2 and NULL in a column of each integer type.
struct Numbers {
    MetaData metadata;
    Table table;

    explicit Numbers(Bench& bench)
        : table("azc_literals", metadata, Column{"id", Integer{}, primary_key},
                Column{"small", SmallInteger{}}, Column{"plain", Integer{}},
                Column{"big", BigInteger{}}) {
        bench.create(metadata);
        bench.write([&](Connection& db) {
            for (const Whole id : {1, 2}) {
                db.execute(insert(table), {{"id", id}, {"small", id}, {"plain", id}, {"big", id}});
            }
            db.execute(insert(table), {{"id", 3},
                                       {"small", std::nullopt},
                                       {"plain", std::nullopt},
                                       {"big", std::nullopt}});
        });
    }
};

/// The body for each integer column, by name.
template <class Body>
void for_each_column(Bench& bench, const Body& body) {
    const Numbers numbers(bench);
    Connection db = bench.engine().connect();
    for (const char* name : {"small", "plain", "big"}) {
        SCOPED_TRACE(name);
        body(db, numbers.table["id"], numbers.table[name]);
    }
}

/// What does not fit a column of 16, and one of 32 bits, on either side of zero.
constexpr Whole wide[] = {40'000, -40'000, 3'000'000'000, -3'000'000'000, 1LL << 53};

Ids where(Connection& db, const Expr& id, const Condition& condition) {
    return ids(db, select(id).where(condition).order_by(id));
}

void wide_conditions(Bench& bench) {
    for_each_column(bench, [](Connection& db, const Expr& id, const Expr& x) {
        for (const Whole value : wide) {
            SCOPED_TRACE(value);
            const Ids all{1, 2};
            const Ids below = value > 0 ? all : Ids{};
            const Ids above = value > 0 ? Ids{} : all;
            EXPECT_EQ(where(db, id, x < value), below);
            EXPECT_EQ(where(db, id, x >= value), above);
            EXPECT_EQ(where(db, id, value < x), above);
            EXPECT_EQ(where(db, id, x == value), Ids{});
            EXPECT_EQ(where(db, id, x != value), all);
            EXPECT_EQ(where(db, id, !(x == value)), all);
            EXPECT_EQ(where(db, id, x.between(value, value)), Ids{});
            EXPECT_EQ(where(db, id, x.between(1, value)), below);
            EXPECT_EQ(where(db, id, x.between(value, 2)), above);
            EXPECT_EQ(where(db, id, x.in(std::vector<Whole>{value, 2})), Ids{2});
            EXPECT_EQ(where(db, id, x.not_in(std::vector<Whole>{value, 2})), Ids{1});
            EXPECT_EQ(where(db, id, func::coalesce({x, value}) == value), Ids{3});
            EXPECT_EQ(where(db, id, func::nullif(x, value) == x), all);
        }
    });
}

void wide_results(Bench& bench) {
    for_each_column(bench, [](Connection& db, const Expr& id, const Expr& x) {
        const auto results = [&](const Expr& expression) {
            std::vector<std::optional<Whole>> found;
            for (const Row& row : db.execute(select(id, expression.label("r")).order_by(id))) {
                found.push_back(row["r"].as<std::optional<Whole>>());
            }
            return found;
        };
        using Results = std::vector<std::optional<Whole>>;
        const std::optional<Whole> none;
        for (const Whole value : wide) {
            SCOPED_TRACE(value);
            const auto larger = [&](Whole own) { return std::max(own, value); };
            const auto smaller = [&](Whole own) { return std::min(own, value); };
            EXPECT_EQ(results(func::coalesce({x, value})), (Results{1, 2, value}));
            EXPECT_EQ(results(func::coalesce({value, x})), (Results{value, value, value}));
            EXPECT_EQ(results(case_({{x == 1, value}}, x)), (Results{value, 2, none}));
            EXPECT_EQ(results(case_({{x == 1, x}}, value)), (Results{1, value, value}));
            EXPECT_EQ(results(func::greatest({x, value})), (Results{larger(1), larger(2), none}));
            EXPECT_EQ(results(func::least({value, x, 5})), (Results{smaller(1), smaller(2), none}));
            EXPECT_EQ(results(x + value), (Results{1 + value, 2 + value, none}));
            EXPECT_EQ(results(value - x), (Results{value - 1, value - 2, none}));
            EXPECT_EQ(results(x * value), (Results{value, 2 * value, none}));
            EXPECT_EQ(results(value / x), (Results{value, value / 2, none}));
            EXPECT_EQ(results(x / value), (Results{0, 0, none}));
            EXPECT_EQ(results(x % value), (Results{1, 2, none}));
        }
    });
}

void wide_neighbours(Bench& bench) {
    for_each_column(bench, [](Connection& db, const Expr& id, const Expr& x) {
        for (const Whole value : wide) {
            SCOPED_TRACE(value);
            const auto query = select(func::lag(x, 1, value).over({.order_by = {id}}).label("r"));
            EXPECT_EQ(ids(db, query.where(x <= 2).order_by(id)), (Ids{value, 1}));
        }
    });
}

/// The value is known only when the statement runs, with whatever was there before.
void named_values(Bench& bench) {
    for_each_column(bench, [](Connection& db, const Expr& id, const Expr& x) {
        const auto below = select(id).where(x < bind("limit")).order_by(id);
        const auto listed = select(id).where(x.in(bind_list<Whole>("some"))).order_by(id);
        const auto found = [&](const Select& query, const Params& params) {
            Ids result;
            for (const Row& row : db.execute(query, params)) result.push_back(row[0].as<Whole>());
            return result;
        };
        EXPECT_EQ(found(below, {{"limit", 2}}), Ids{1});
        EXPECT_EQ(found(listed, {{"some", std::vector<Whole>{2}}}), Ids{2});
        for (const Whole value : wide) {
            SCOPED_TRACE(value);
            EXPECT_EQ(found(below, {{"limit", value}}), value > 0 ? (Ids{1, 2}) : Ids{});
            EXPECT_EQ(found(listed, {{"some", std::vector<Whole>{value, 1}}}), Ids{1});
        }
        EXPECT_EQ(found(below, {{"limit", 2}}), Ids{1});
    });
}

void wide_tuples(Bench& bench) {
    for_each_column(bench, [](Connection& db, const Expr& id, const Expr& x) {
        for (const Whole value : wide) {
            SCOPED_TRACE(value);
            EXPECT_EQ(where(db, id, tuple_(x, id).in({{value, 1}, {2, 2}})), Ids{2});
            EXPECT_EQ(where(db, id, tuple_(x, id).not_in({{value, 1}, {2, 2}})), (Ids{1, 3}));
        }
    });
}

/// A list answers what its values would, one by one.
void mixed_lists(Bench& bench) {
    for_each_column(bench, [](Connection& db, const Expr& id, const Expr& x) {
        EXPECT_EQ(where(db, id, x.in({Decimal("1.0"), Decimal("2.5")})), Ids{1});
        EXPECT_EQ(where(db, id, x.not_in({Decimal("1.0"), Decimal("2.5")})), Ids{2});
        EXPECT_EQ(where(db, id, (x + 0).in({Decimal("2.0"), Decimal("2.5")})), Ids{2});
        EXPECT_EQ(where(db, id, x.in({1.5, 2.0})), Ids{2});
        const auto listed = [&](std::vector<Value> list) { return where(db, id, x.in(list)); };
        EXPECT_EQ(listed({Value(1), Value(2.5)}), Ids{1});
        EXPECT_EQ(listed({Value(2), Value(2.5), Value(Decimal("1.5"))}), Ids{2});
        EXPECT_EQ(listed({Value((Whole{1} << 53) + 1), Value(2.0)}), Ids{2});
        EXPECT_EQ(listed({Value(~std::uint64_t{0}), Value(-1)}), Ids{});
        EXPECT_EQ(where(db, id, x.in({Decimal("9007199254740993.5")})), Ids{});
    });
}

void mixed_tuples(Bench& bench) {
    for_each_column(bench, [](Connection& db, const Expr& id, const Expr& x) {
        EXPECT_EQ(where(db, id, tuple_(x, id).in({{Decimal("1.0"), 1}, {2.5, 2}})), Ids{1});
        EXPECT_EQ(where(db, id, tuple_(x, id).in({{1.5, 1}, {2, Decimal("2.0")}})), Ids{2});
        EXPECT_EQ(where(db, id, tuple_(x, id).not_in({{Decimal("1.0"), 1}, {2.5, 2}})),
                  (Ids{2, 3}));
        const Whole value = 3'000'000'000;
        EXPECT_EQ(where(db, id, tuple_(x, id).in({{2, Decimal("2")}, {value, 1}})), Ids{2});
    });
}

/// Functions that some server counts in fewer bits than they are said to have.
void wide_beside_functions(Bench& bench) {
    const Numbers numbers(bench);
    Connection db = bench.engine().connect();
    const Expr id = numbers.table["id"];
    const Expr length = func::char_length(literal(std::string("four")));
    const Whole value = 3'000'000'000;
    const Ids all{1, 2, 3};
    EXPECT_EQ(where(db, id, length < value), all);
    EXPECT_EQ(where(db, id, length + 1 < value), all);
    EXPECT_EQ(where(db, id, -length > -value), all);
    EXPECT_EQ(where(db, id, length.between(4, value)), all);
    EXPECT_EQ(where(db, id, length.in(std::vector<Whole>{value, 4})), all);
    EXPECT_EQ(where(db, id, length + value == value + 4), all);
    EXPECT_EQ(where(db, id, func::nullif(length, value) == 4), all);
    EXPECT_EQ(where(db, id, func::greatest({length, value}) == value), all);
    EXPECT_EQ(ids(db, select(id).group_by(id).having(func::max(length) < value).order_by(id)), all);
}

/// A named number beside a number: whole as the column is, or refused.
void named_sums(Bench& bench) {
    for_each_column(bench, [](Connection& db, const Expr& id, const Expr& x) {
        const auto query = select((x + bind("more")).label("r")).where(id == 2);
        const auto sum = [&](const Value& more) {
            return db.execute(query, {{"more", more}}).one()[0].as<Whole>();
        };
        EXPECT_EQ(sum(Value(1)), 3);
        EXPECT_EQ(sum(Value(Whole{3'000'000'000})), 3'000'000'002);
        EXPECT_EQ(sum(Value(Decimal("4.0"))), 6);
        for (const Value& wrong : {Value(Decimal("0.5")), Value(0.5), Value("abc")}) {
            const Caught refusal = caught([&] { (void)sum(wrong); });
            EXPECT_EQ(refusal.code, "bind_type") << refusal.text;
        }
        EXPECT_EQ(sum(Value(-1)), 1);
    });
}

void mixed_values(Bench& bench) {
    const Numbers numbers(bench);
    Connection db = bench.engine().connect();
    const auto exact = azoth::values({"x"}, {{1}, {Decimal("2.5")}, {10}}).subquery("v");
    EXPECT_EQ(db.scalar<Decimal>(select(func::max(exact["x"]))), Decimal("10"));
    EXPECT_EQ(db.scalar<Whole>(select(func::count()).select_from(exact).where(exact["x"] > 2)), 2);
    // The digits of a column's type cut nothing off a value.
    const auto longer = azoth::values({{"x", Numeric{6, 2}}}, {{Decimal("1.2345")}}).subquery("v");
    EXPECT_EQ(db.scalar<Decimal>(select(longer["x"])), Decimal("1.2345"));
    const auto real = azoth::values({"x"}, {{1}, {2.5}}).subquery("v");
    EXPECT_EQ(db.scalar<double>(select(func::max(real["x"]))), 2.5);
}

void fractions(Bench& bench) {
    for_each_column(bench, [](Connection& db, const Expr& id, const Expr& x) {
        const auto test = [&](const auto& half) {
            EXPECT_EQ(where(db, id, x < half), Ids{1});
            EXPECT_EQ(where(db, id, x == half), Ids{});
            EXPECT_EQ(where(db, id, x != half), (Ids{1, 2}));
            EXPECT_EQ(where(db, id, x.between(half, 2)), Ids{2});
            EXPECT_EQ(where(db, id, x.between(1, half)), Ids{1});
            EXPECT_EQ(where(db, id, func::greatest({x, half}) == half), Ids{1});
            EXPECT_EQ(where(db, id, func::least({half, x}) == half), Ids{2});
            EXPECT_EQ(where(db, id, func::coalesce({x, half}) == half), Ids{3});
            EXPECT_EQ(where(db, id, case_({{x == 2, half}}, x) == half), Ids{2});
            EXPECT_EQ(where(db, id, func::nullif(x, half) == x), (Ids{1, 2}));
        };
        test(1.5);
        test(Decimal("1.5"));
        EXPECT_EQ(where(db, id, x < Decimal("100000000000000000000")), (Ids{1, 2}));
        EXPECT_EQ(where(db, id, x.between(1, Decimal("100000000000000000000"))), (Ids{1, 2}));
    });
}

void fractional_neighbours(Bench& bench) {
    for_each_column(bench, [](Connection& db, const Expr& id, const Expr& x) {
        const auto test = [&]<class Half>(const Half& half) {
            const Expr before = func::lag(x, 1, half).over({.order_by = {id}});
            const auto rows = db.execute(select(before.label("r")).order_by(id)).all();
            ASSERT_FALSE(rows.empty());
            EXPECT_EQ(rows.front()["r"].template as<Half>(), half);
        };
        test(Decimal("1.5"));
        test(1.5);
    });
}

/// A column of 32 bits holds 0.5, and neither 0.1 nor 2^24 + 1.
void narrow_floats(Bench& bench) {
    MetaData metadata;
    const Table table("azc_floats", metadata, Column{"id", Integer{}, primary_key},
                      Column{"x", Float{}});
    bench.create(metadata);
    bench.write([&](Connection& db) {
        db.execute(insert(table), {{{"id", 1}, {"x", 0.5F}},
                                   {{"id", 2}, {"x", 0.1F}},
                                   {{"id", 3}, {"x", 16'777'216.0F}},
                                   {{"id", 4}, {"x", std::nullopt}}});
    });
    Connection db = bench.engine().connect();
    const Expr id = table["id"];
    const Expr x = table["x"];
    EXPECT_EQ(where(db, id, x == 0.5), Ids{1});
    EXPECT_EQ(where(db, id, x == 0.1F), Ids{2});
    EXPECT_EQ(where(db, id, x == 0.1), Ids{});
    EXPECT_EQ(where(db, id, x > 0.1), (Ids{1, 2, 3}));
    EXPECT_EQ(where(db, id, x.in(std::vector<double>{0.1, 0.5})), Ids{1});
    EXPECT_EQ(where(db, id, x.between(0.1, 0.5)), (Ids{1, 2}));
    const std::vector<Value> mixed{Value(0.5), Value(Whole{16'777'217})};
    EXPECT_EQ(where(db, id, x.in(mixed)), Ids{1});
    if (bench.supports(Capability::row_values)) {
        EXPECT_EQ(where(db, id, tuple_(x, id).in({{0.1, 2}, {0.5, 1}})), Ids{1});
    }
    EXPECT_EQ(where(db, id, x == 16'777'217), Ids{});
    EXPECT_EQ(where(db, id, x < 16'777'217), (Ids{1, 2, 3}));
    EXPECT_EQ(where(db, id, func::coalesce({x, 0.1}) == 0.1), Ids{4});
}

/// Nothing but the value itself says of which type an argument is.
void arguments(Bench& bench) {
    const Numbers numbers(bench);
    Connection db = bench.engine().connect();
    const Expr id = numbers.table["id"];
    const auto first = [&]<class T>(const T& value, const Expr& expression) {
        const auto rows = db.execute(select(expression.label("r")).order_by(id)).all();
        ASSERT_EQ(rows.size(), 3U);
        EXPECT_EQ(rows[1]["r"].template as<T>(), value);
    };
    const auto test = [&](const auto& value) {
        const Expr bare = literal(value);
        first(value, func::lag(bare, 1).over({.order_by = {id}}));
        first(value, func::first_value(bare).over({.order_by = {id}}));
        first(value, func::max(bare).over());
        first(Whole{3}, func::count(bare).over());
    };
    test(Whole{3'000'000'000});
    test(1.5);
    test(std::string("three"));
    test(make_date(2024, 2, 29));
    first(Whole{7}, func::abs(literal(Whole{-7})));
    first(7.5, func::abs(literal(-7.5)));
}

/// One statement, and at each execution a value of another kind.
void kinds_in_turn(Bench& bench) {
    const Numbers numbers(bench);
    Connection db = bench.engine().connect();
    const auto query =
        select(bind("value").label("r")).select_from(numbers.table).where(numbers.table["id"] == 1);
    const auto test = [&]<class T>(const T& value) {
        const auto rows = db.execute(query, {{"value", value}}).all();
        ASSERT_EQ(rows.size(), 1U);
        EXPECT_EQ(rows.front()["r"].template as<T>(), value);
    };
    test(Whole{3'000'000'000});
    test(std::string("three"));
    test(1.5);
    test(std::string());
    test(Whole{-1});
    const auto nothing = db.execute(query, {{"value", std::nullopt}}).all();
    ASSERT_EQ(nothing.size(), 1U);
    EXPECT_TRUE(nothing.front()["r"].is_null());
    test(Whole{7});
    test(std::string("end"));
}

void true_quotients(Bench& bench) {
    const Numbers numbers(bench);
    Connection db = bench.engine().connect();
    const auto query = [&](const Expr& quotient) {
        return db.scalar<double>(select(quotient).where(numbers.table["id"] == 2));
    };
    const Expr x = numbers.table["plain"];
    EXPECT_EQ(query(true_divide(Decimal("3"), x)), 1.5);
    EXPECT_EQ(query(true_divide(x, Decimal("4"))), 0.5);
    EXPECT_EQ(query(true_divide(Decimal("3"), x + Decimal("0.5"))), 1.2);
    EXPECT_EQ(query(true_divide((1LL << 60) + 2, x)), static_cast<double>(1LL << 59));
}

/// Exact beside approximate, where one of them is the result: no database says which it takes.
void choices_of_two_exactnesses(Bench& bench) {
    MetaData metadata;
    const Table prices("azc_prices", metadata, Column{"id", Integer{}, primary_key},
                       Column{"price", Numeric{10, 2}}, Column{"weight", Double{}});
    bench.create(metadata);
    Connection db = bench.engine().connect();
    const Expr price = prices["price"];
    const Expr weight = prices["weight"];
    const auto is_refused = [&](const Expr& expression) {
        const Caught refusal = caught([&] { (void)db.execute(select(expression.label("r"))); });
        EXPECT_EQ(refusal.category, "CompileError") << refusal.text;
        EXPECT_NE(refusal.text.find("a Numeric together with a Double"), std::string::npos)
            << refusal.text;
    };
    is_refused(func::coalesce({price, 1.5}));
    is_refused(func::coalesce({weight, Decimal("1.5")}));
    is_refused(func::greatest({price, 1.5}));
    is_refused(func::least({price, weight}));
    is_refused(func::nullif(weight, Decimal("1.5")));
    is_refused(case_({{price == Decimal("1"), price}}, weight));
    if (!bench.supports(Capability::window_functions)) return;
    is_refused(func::lag(weight, 1, Decimal("1.5")).over({.order_by = {prices["id"]}}));
}

}  // namespace

void add_literals(Suites& suites) {
    suites.begin("literals", Badge::core_read);
    suites.test("wide_conditions", wide_conditions);
    suites.test("wide_results", wide_results);
    suites.test("wide_neighbours", wide_neighbours, {Capability::window_functions});
    suites.test("named_values", named_values);
    suites.test("wide_tuples", wide_tuples, {Capability::row_values});
    suites.test("mixed_lists", mixed_lists, {Capability::exact_decimals});
    suites.test("mixed_tuples", mixed_tuples, {Capability::row_values, Capability::exact_decimals});
    suites.test("wide_beside_functions", wide_beside_functions);
    suites.test("named_sums", named_sums);
    suites.test("mixed_values", mixed_values,
                {Capability::values_table, Capability::exact_decimals});
    suites.test("fractions", fractions, {Capability::exact_decimals});
    suites.test("fractional_neighbours", fractional_neighbours, {Capability::window_functions});
    suites.test("narrow_floats", narrow_floats);
    suites.test("arguments", arguments, {Capability::window_functions});
    suites.test("kinds_in_turn", kinds_in_turn);
    suites.test("true_quotients", true_quotients, {Capability::exact_decimals});
    suites.test("choices_of_two_exactnesses", choices_of_two_exactnesses);
}

}  // namespace azoth::compliance
