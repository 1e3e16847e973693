// SPDX-License-Identifier: MIT
// Operators on 64-bit integers against what C++ says, and tuples among lists: the same values on
// every database.
#include <azoth/compliance/suite.hpp>

#include <cstdint>
#include <limits>
#include <optional>
#include <vector>

#include <gtest/gtest.h>

#include <azoth/schema/metadata.hpp>
#include <azoth/sql/dml.hpp>
#include <azoth/sql/select.hpp>
#include <azoth/sql/set_operation.hpp>
#include <azoth/sql/tuple.hpp>

namespace azoth::compliance {

namespace {

using Whole = std::int64_t;
using Maybe = std::optional<Whole>;

constexpr Whole largest = std::numeric_limits<Whole>::max();
constexpr Whole smallest = std::numeric_limits<Whole>::min();
constexpr Whole samples[] = {smallest, smallest + 1, -4294967296, -7,     -2, -1, 0, 1, 2, 3,
                             7,        5 << 9,       1LL << 40,   largest};

/// One operator in SQL and in C++; `fits` says where its result is defined.
struct Operation {
    const char* name;
    Expr (*sql)(const Expr& a, const Expr& b);
    Maybe (*value)(Whole a, Whole b);
    bool (*fits)(Whole a, Whole b);
};

bool always(Whole, Whole) {
    return true;
}
bool quotient_fits(Whole a, Whole b) {
    return !(a == smallest && b == -1);
}
bool is_shift(Whole, Whole b) {
    return b >= 0 && b < 63;
}

Maybe quotient(Whole a, Whole b) {
    return b == 0 ? Maybe() : a / b;
}
Maybe rest(Whole a, Whole b) {
    return b == 0 ? Maybe() : a % b;
}
Maybe floor_quotient(Whole a, Whole b) {
    if (b == 0) return {};
    return a / b - (a % b != 0 && (a < 0) != (b < 0) ? 1 : 0);
}
Whole shifted_left(Whole a, Whole b) {
    return static_cast<Whole>(static_cast<std::uint64_t>(a) << b);
}

const Operation operations[] = {
    {"divide", [](const Expr& a, const Expr& b) { return Expr(a / b); }, quotient, quotient_fits},
    {"modulo", [](const Expr& a, const Expr& b) { return Expr(a % b); }, rest, quotient_fits},
    {"floor_divide", [](const Expr& a, const Expr& b) { return floor_divide(a, b); },
     floor_quotient, quotient_fits},
    {"bit_and", [](const Expr& a, const Expr& b) { return Expr(a & b); },
     [](Whole a, Whole b) { return Maybe(a & b); }, always},
    {"bit_or", [](const Expr& a, const Expr& b) { return Expr(a | b); },
     [](Whole a, Whole b) { return Maybe(a | b); }, always},
    {"bit_xor", [](const Expr& a, const Expr& b) { return Expr(a ^ b); },
     [](Whole a, Whole b) { return Maybe(a ^ b); }, always},
    {"bit_not", [](const Expr& a, const Expr&) { return Expr(~a); },
     [](Whole a, Whole) { return Maybe(~a); }, always},
    {"shift_left", [](const Expr& a, const Expr& b) { return Expr(a << b); },
     [](Whole a, Whole b) { return Maybe(shifted_left(a, b)); }, is_shift},
    {"shift_right", [](const Expr& a, const Expr& b) { return Expr(a >> b); },
     [](Whole a, Whole b) { return Maybe(a >> b); }, is_shift},
};

struct NumberPairs {
    MetaData metadata;
    Table table{"azc_pairs", metadata, Column{"id", BigInteger{}}, Column{"a", BigInteger{}},
                Column{"b", BigInteger{}}};
};

/// Every sample with every sample, and NULL on either side.
std::vector<std::pair<Maybe, Maybe>> fill(Bench& bench, const NumberPairs& pairs) {
    bench.create(pairs.metadata);
    std::vector<std::pair<Maybe, Maybe>> made{{std::nullopt, 1}, {1, std::nullopt}};
    for (const Whole a : samples) {
        for (const Whole b : samples) made.emplace_back(a, b);
    }
    std::vector<Params> rows;
    for (std::size_t i = 0; i < made.size(); ++i) {
        rows.push_back(
            {{"id", static_cast<Whole>(i)}, {"a", made[i].first}, {"b", made[i].second}});
    }
    bench.write([&](Connection& db) { db.execute(insert(pairs.table), rows); });
    return made;
}

void check(Bench& bench, const Operation& operation) {
    const NumberPairs pairs;
    const auto made = fill(bench, pairs);
    Connection db = bench.engine().connect();
    const Expr a = pairs.table["a"];
    const Expr b = pairs.table["b"];
    for (std::size_t i = 0; i < made.size(); ++i) {
        const auto [left, right] = made[i];
        if (left && right && !operation.fits(*left, *right)) continue;
        const bool is_null = !left || (!right && std::string_view(operation.name) != "bit_not");
        const Maybe expected = is_null ? Maybe() : operation.value(*left, right.value_or(0));
        const auto row = pairs.table["id"] == static_cast<Whole>(i);
        EXPECT_EQ(db.scalar<Maybe>(select(operation.sql(a, b)).where(row)), expected)
            << operation.name << " of " << left.value_or(0) << " and " << right.value_or(0);
        if (!right) continue;
        EXPECT_EQ(db.scalar<Maybe>(select(operation.sql(a, literal(*right))).where(row)), expected)
            << operation.name << " of " << left.value_or(0) << " and the value " << *right;
    }
}

/// Beyond the width of an integer there is nothing to shift to.
void far_shifts(Bench& bench) {
    const NumberPairs pairs;
    bench.create(pairs.metadata);
    bench.write([&](Connection& db) {
        db.execute(insert(pairs.table), {{{"id", 1}, {"a", 5}, {"b", 64}},
                                         {{"id", 2}, {"a", -5}, {"b", -1}},
                                         {{"id", 3}, {"a", -5}, {"b", 63}}});
    });
    Connection db = bench.engine().connect();
    const Expr a = pairs.table["a"];
    const Expr b = pairs.table["b"];
    const auto shifted = [&](const Expr& shift) {
        return db.scalars<Maybe>(select(shift).order_by(pairs.table["id"])).all();
    };
    using Found = std::vector<Maybe>;
    EXPECT_EQ(shifted(a << b), (Found{std::nullopt, std::nullopt, smallest}));
    EXPECT_EQ(shifted(a >> b), (Found{std::nullopt, std::nullopt, -1}));
    EXPECT_EQ(shifted(a >> 63), (Found{0, -1, -1}));
    EXPECT_EQ(caught([&] { (void)(a << 64); }).code, "bad_shift");
    EXPECT_EQ(caught([&] { (void)(a >> literal(-1)); }).code, "bad_shift");
}

void true_division(Bench& bench) {
    const NumberPairs pairs;
    const auto made = fill(bench, pairs);
    Connection db = bench.engine().connect();
    const auto quotient = true_divide(pairs.table["a"], pairs.table["b"]);
    for (std::size_t i = 0; i < made.size(); ++i) {
        const auto [a, b] = made[i];
        const auto found = db.scalar<std::optional<double>>(
            select(quotient).where(pairs.table["id"] == static_cast<Whole>(i)));
        const bool is_null = !a || !b || *b == 0;
        ASSERT_EQ(found.has_value(), !is_null) << i;
        if (is_null) continue;
        EXPECT_EQ(*found, static_cast<double>(*a) / static_cast<double>(*b)) << *a << " by " << *b;
    }
    const auto floor_of = [&](const Expr& left, const Expr& right) {
        return db.scalar<double>(select(floor_divide(left, right).label("q")));
    };
    EXPECT_EQ(floor_of(literal(-7), literal(2.0)), -4);
    EXPECT_EQ(floor_of(literal(-7.0), literal(2)), -4);
    EXPECT_EQ(floor_of(literal(7), literal(2.5)), 2);
}

/// Unsigned numbers may be kept as exact ones; their quotients are whole all the same.
void unsigned_quotients(Bench& bench) {
    MetaData metadata;
    const Table counters("azc_counters", metadata, Column{"id", BigInteger{}},
                         Column{"n", UnsignedBigInteger{}});
    bench.create(metadata);
    bench.write([&](Connection& db) {
        db.execute(insert(counters), {{{"id", 1}, {"n", 7}}, {{"id", 2}, {"n", std::nullopt}}});
    });
    Connection db = bench.engine().connect();
    const Expr n = counters["n"];
    const auto of_seven = [&](const Expr& quotient) {
        return db.scalar<Maybe>(select(quotient).where(counters["id"] == 1));
    };
    EXPECT_EQ(of_seven(n / 2), 3);
    EXPECT_EQ(of_seven(n / -2), -3);
    EXPECT_EQ(of_seven(100 / n), 14);
    EXPECT_EQ(of_seven(n / n), 1);
    EXPECT_EQ(of_seven(n / 0), std::nullopt);
    EXPECT_EQ(of_seven(n % 4), 3);
    EXPECT_EQ(of_seven(floor_divide(n, -2)), -4);
    EXPECT_EQ(of_seven((n + 1) / 3), 2);
    EXPECT_EQ(db.scalar<Maybe>(select(n / 2).where(counters["id"] == 2)), std::nullopt);
}

// ── tuples ──────────────────────────────────────────────────────────────────────────────────────

using Ids = std::vector<Whole>;

Ids ids_of(Connection& db, const NumberPairs& pairs, const Predicate& condition) {
    const Expr id = pairs.table["id"];
    return db.scalars<Whole>(select(id).where(condition).order_by(id)).all();
}

void tuples(Bench& bench) {
    const NumberPairs pairs;
    bench.create(pairs.metadata);
    bench.write([&](Connection& db) {
        db.execute(insert(pairs.table), {{{"id", 1}, {"a", 1}, {"b", 1}},
                                         {{"id", 2}, {"a", 1}, {"b", 2}},
                                         {{"id", 3}, {"a", 2}, {"b", 1}},
                                         {{"id", 4}, {"a", 1}, {"b", std::nullopt}},
                                         {{"id", 5}, {"a", std::nullopt}, {"b", std::nullopt}}});
    });
    Connection db = bench.engine().connect();
    const auto pair = tuple_(pairs.table["a"], pairs.table["b"]);
    EXPECT_EQ(ids_of(db, pairs, pair.in({{1, 1}, {2, 1}})), (Ids{1, 3}));
    EXPECT_EQ(ids_of(db, pairs, pair.in({{9, 9}})), Ids{});
    // NULL is unknown: in neither, unless the known half decides.
    EXPECT_EQ(ids_of(db, pairs, pair.not_in({{1, 1}})), (Ids{2, 3}));
    EXPECT_EQ(ids_of(db, pairs, pair.not_in({{7, 1}})), (Ids{1, 2, 3, 4}));
    const std::vector<std::vector<Value>> none;
    EXPECT_EQ(ids_of(db, pairs, pair.in(none)), Ids{});
    EXPECT_EQ(ids_of(db, pairs, pair.not_in(none)), (Ids{1, 2, 3, 4, 5}));
    std::vector<std::vector<Value>> many;
    for (Whole i = 0; i < 20; ++i) many.push_back({Value(i), Value(Whole{2})});
    EXPECT_EQ(ids_of(db, pairs, pair.in(many)), Ids{2});
    EXPECT_EQ(ids_of(db, pairs, pair == tuple_(literal(Whole{1}), literal(Whole{2}))), Ids{2});
}

/// The number of days from one date to another, or a refusal.
void days(Bench& bench) {
    MetaData metadata;
    const Table span{"azc_span", metadata, Column{"id", Integer{}}, Column{"a", DateType{}},
                     Column{"b", DateType{}}};
    bench.create(metadata);
    const Date dates[] = {make_date(1, 1, 1),     make_date(1582, 10, 15), make_date(1969, 12, 31),
                          make_date(2024, 2, 29), make_date(2100, 3, 1),   make_date(9999, 12, 31)};
    std::vector<Params> rows;
    std::vector<Maybe> expected;
    for (const Date a : dates) {
        for (const Date b : dates) {
            rows.push_back({{"id", static_cast<Whole>(rows.size())}, {"a", a}, {"b", b}});
            expected.emplace_back(Whole{a.days} - b.days);
        }
    }
    bench.write([&](Connection& db) { db.execute(insert(span), rows); });
    Connection db = bench.engine().connect();
    const auto query = select((span["a"] - span["b"]).label("days")).order_by(span["id"]);
    std::vector<Maybe> found;
    const Caught refusal = caught([&] { found = db.scalars<Maybe>(query).all(); });
    if (refusal.code.empty()) {
        EXPECT_EQ(found, expected);
    } else {
        EXPECT_EQ(refusal.code, "unsupported_construct");
    }
}

/// To the nearest integer; half of a real number to the even one, of an exact number away from
/// zero.
void whole_numbers(Bench& bench) {
    MetaData metadata;
    const Table number{"azc_number", metadata, Column{"id", Integer{}}, Column{"r", Double{}},
                       Column{"n", Numeric{10, 2}}};
    bench.create(metadata);
    const struct {
        double number;
        const char* exact;
        Whole of_real, of_exact;
    } samples[] = {{2.5, "2.5", 2, 3},   {3.5, "3.5", 4, 4},       {-2.5, "-2.5", -2, -3},
                   {2.75, "2.75", 3, 3}, {-2.75, "-2.75", -3, -3}, {0.25, "0.25", 0, 0},
                   {-0.5, "-0.5", 0, -1}};
    std::vector<Params> rows;
    std::vector<Maybe> of_reals, of_exacts;
    for (const auto& sample : samples) {
        rows.push_back({{"id", static_cast<Whole>(rows.size())},
                        {"r", sample.number},
                        {"n", Decimal(sample.exact)}});
        of_reals.emplace_back(sample.of_real);
        of_exacts.emplace_back(sample.of_exact);
    }
    bench.write([&](Connection& db) { db.execute(insert(number), rows); });
    Connection db = bench.engine().connect();
    const auto cast_of = [&](const char* column) {
        return select(cast(number[column], BigInteger{}).label("whole")).order_by(number["id"]);
    };
    EXPECT_EQ(db.scalars<Maybe>(cast_of("r")).all(), of_reals);
    EXPECT_EQ(db.scalars<Maybe>(cast_of("n")).all(), of_exacts);
}

/// What an expression gives to a column is a value of the column's type; what has no room there is
/// refused.
void assigned(Bench& bench) {
    MetaData metadata;
    const Table kept{"azc_kept",
                     metadata,
                     Column{"id", Integer{}, primary_key, no_autoincrement},
                     Column{"i", Integer{}},
                     Column{"n", Numeric{6, 2}},
                     Column{"r", Double{}},
                     Column{"finer", Numeric{6, 4}}};
    bench.create(metadata);
    bench.write([&](Connection& db) {
        std::vector<Params> rows;
        rows.push_back({{"id", 1}, {"i", 3}, {"n", Decimal("1.15")}, {"r", 2.5}});
        rows.push_back({{"id", 2}, {"i", 3}, {"n", Decimal("-1.15")}, {"r", 2.7}});
        db.execute(insert(kept), rows);
        db.execute(update(kept).set("n", kept["n"] * Decimal("1.1")).set("i", kept["r"]));
        db.execute(insert(kept).from_select(
            {"id", "n", "i"}, select(kept["id"] + 2, kept["n"] * Decimal("0.5"), kept["r"] + 1)));
        db.execute(insert(kept).values({{"id", 5}}).set("n", literal(Decimal("9.994")) + 1));
        db.execute(insert(kept), {{"id", 6}, {"finer", Decimal("1.2345")}});
        db.execute(update(kept).set("n", kept["finer"]).where(kept["id"] == 6));
    });
    const Caught refusal = caught([&] {
        bench.write([&](Connection& writer) {
            writer.execute(update(kept).set("n", kept["n"] * Decimal("10000")));
        });
    });
    Connection db = bench.engine().connect();
    const auto all = [&](const char* column) { return select(kept[column]).order_by(kept["id"]); };
    using Exact = std::optional<Decimal>;
    EXPECT_EQ(db.scalars<Exact>(all("n")).all(),
              (std::vector<Exact>{Decimal("1.27"), Decimal("-1.27"), Decimal("0.64"),
                                  Decimal("-0.64"), Decimal("10.99"), Decimal("1.23")}));
    EXPECT_EQ(db.scalars<Maybe>(all("i")).all(),
              (std::vector<Maybe>{2, 3, 4, 4, std::nullopt, std::nullopt}));
    EXPECT_EQ(refusal.code, "out_of_range") << refusal.text;
}

/// Rows that a query tells apart before they are a table's.
void assigned_rows(Bench& bench) {
    MetaData metadata;
    const Table kept{"azc_kept_rows", metadata,
                     Column{"id", Integer{}, primary_key, no_autoincrement}, Column{"i", Integer{}},
                     Column{"n", Numeric{6, 2}}};
    bench.create(metadata);
    const Expr id = kept["id"];
    const Expr n = kept["n"];
    const auto third = [&](int more) { return select(id + more, n * Decimal("0.333"), n); };
    const Expr real = literal(2.5);
    bench.write([&](Connection& db) {
        const auto add = [&](const Query& rows) {
            db.execute(insert(kept).from_select({"id", "n", "i"}, rows));
        };
        db.execute(insert(kept), {{"id", 1}, {"i", 1}, {"n", Decimal("2.50")}});
        add(third(1).distinct());
        add(union_all(third(2).where(id == 1), third(3).where(id == 1)));
        add(select(literal(5), literal(Decimal("1.265")), real));
        add(select(literal(6), literal(Decimal("1.265")), real).distinct());
    });
    const Caught refusal = caught([&] {
        bench.write([&](Connection& db) {
            db.execute(insert(kept).from_select({"id", "n"},
                                                select(id + 10, n * Decimal("10000")).distinct()));
        });
    });
    Connection db = bench.engine().connect();
    using Exact = std::optional<Decimal>;
    const Exact small = Decimal("0.83");
    const Exact given = Decimal("1.27");
    EXPECT_EQ(db.scalars<Exact>(select(n).order_by(id)).all(),
              (std::vector<Exact>{Decimal("2.50"), small, small, small, given, given}));
    EXPECT_EQ(db.scalars<Maybe>(select(kept["i"]).order_by(id)).all(),
              (std::vector<Maybe>{1, 3, 3, 3, 2, 2}));
    EXPECT_EQ(refusal.code, "out_of_range") << refusal.text;
}

/// A text is a number as a whole, with blanks around it at most.
void numbers_of_texts(Bench& bench) {
    MetaData metadata;
    const Table word("azc_words", metadata, Column{"id", Integer{}, primary_key, no_autoincrement},
                     Column{"w", Text{}});
    bench.create(metadata);
    const struct {
        const char* text;
        Maybe whole;
        std::optional<double> real;
    } samples[] = {{"12", 12, 12},   {" -7 ", -7, -7},
                   {"+5", 5, 5},     {"9223372036854775807", largest, 9223372036854775807.0},
                   {"1.5", {}, 1.5}, {"-2e3", {}, -2000},
                   {".5", {}, 0.5},  {"99999999999999999999", {}, 1e20},
                   {"abc", {}, {}},  {"12x", {}, {}},
                   {"1 2", {}, {}},  {"+-1", {}, {}},
                   {"", {}, {}}};
    bench.write([&](Connection& db) {
        Whole id = 0;
        for (const auto& sample : samples) {
            db.execute(insert(word), {{"id", ++id}, {"w", sample.text}});
        }
        db.execute(insert(word), {{"id", 0}, {"w", std::nullopt}});
    });
    const auto of = [&](Whole id, const Expr& number) {
        return select(number.label("n")).where(word["id"] == id);
    };
    const auto test = [&]<class Number>(Whole id, const Number& expected, const SqlType& type) {
        const auto read = [&](const Expr& number) {
            return bench.engine().connect().scalar<Number>(of(id, number));
        };
        if (expected) {
            EXPECT_EQ(read(cast(word["w"], type)), expected);
        } else {
            const Caught refusal = caught([&] { (void)read(cast(word["w"], type)); });
            EXPECT_EQ(refusal.category, "DataError") << refusal.text;
        }
        if (bench.supports(Capability::try_cast)) {
            EXPECT_EQ(read(try_cast(word["w"], type)), expected);
        }
    };
    Whole id = 0;
    for (const auto& sample : samples) {
        SCOPED_TRACE(sample.text);
        test(++id, sample.whole, BigInteger{});
        test(id, sample.real, Double{});
    }
    Connection db = bench.engine().connect();
    EXPECT_EQ(db.scalar<Maybe>(of(0, cast(word["w"], BigInteger{}))), std::nullopt);
    EXPECT_EQ(db.scalar<Maybe>(of(0, cast(word["w"], Double{}))), std::nullopt);
}

/// Two Integers of 32 bits make the number that they make, or the server refuses it: it is never
/// another one, neither there nor when it is read.
void beyond_32_bits(Bench& bench) {
    MetaData metadata;
    const Table pair{"azc_pair", metadata, Column{"id", Integer{}, primary_key, no_autoincrement},
                     Column{"a", Integer{}}, Column{"b", Integer{}}};
    bench.create(metadata);
    const std::int64_t most = INT32_MAX;
    bench.write([&](Connection& db) {
        db.execute(insert(pair).values({{"id", 1}, {"a", most}, {"b", -most - 1}}));
    });
    const Expr a = pair["a"];
    const Expr b = pair["b"];
    const auto is = [&](const Expr& number, std::int64_t expected) {
        Connection db = bench.engine().connect();
        EXPECT_EQ(db.scalar<std::int64_t>(select(number)), expected);
        EXPECT_EQ(caught([&] { (void)db.scalar<std::int32_t>(select(number)); }).code,
                  "out_of_range");
    };
    const auto is_never_another = [&](const Expr& number, std::int64_t expected) {
        Connection db = bench.engine().connect();
        try {
            EXPECT_EQ(db.scalar<std::int64_t>(select(number)), expected);
        } catch (const DataError& error) {
            EXPECT_EQ(error.code(), "out_of_range");
        }
    };
    const Expr wide = cast(a, BigInteger{});
    is(wide + a, most + most);
    is(wide * b, most * (-most - 1));
    is(b - wide, -most - 1 - most);
    is(-cast(b, BigInteger{}), most + 1);
    is_never_another(a + a, most + most);
    is_never_another(a + 1, most + 1);
    is_never_another(a * b, most * (-most - 1));
    is_never_another(b - a, -most - 1 - most);
    is_never_another(-b, most + 1);
    is_never_another(func::abs(b), most + 1);
}

/// Truths become words, and a string has the length of its type.
void words(Bench& bench) {
    Connection db = bench.engine().connect();
    const auto text_of = [&](const Expr& value, const SqlType& type) {
        return db.scalar<std::optional<std::string>>(select(cast(value, type).label("word")));
    };
    const Expr one = literal(1);
    EXPECT_EQ(text_of(one == 1, Text{}), "true");
    EXPECT_EQ(text_of(one == 2, Text{}), "false");
    EXPECT_EQ(text_of(one == literal(std::optional<int>()), Text{}), std::nullopt);
    EXPECT_EQ(text_of(literal(std::string("Stra\u00dfe")), String{5}), "Stra\u00df");
}

}  // namespace

void add_arithmetic(Suites& suites) {
    suites.begin("arithmetic", Badge::core_read);
    for (const Operation& operation : operations) {
        suites.test(operation.name, [&operation](Bench& bench) { check(bench, operation); });
    }
    suites.test("far_shifts", far_shifts);
    suites.test("true_divide", true_division);
    suites.test("unsigned_quotients", unsigned_quotients);
    suites.test("days", days);
    suites.test("beyond_32_bits", beyond_32_bits);
    suites.test("whole_numbers", whole_numbers, {Capability::exact_decimals});
    suites.test("words", words);
    suites.test("numbers_of_texts", numbers_of_texts, {Capability::exact_decimals});
    suites.test("assigned", assigned, {Capability::exact_decimals});
    suites.test("assigned_rows", assigned_rows, {Capability::exact_decimals});
    suites.test("tuples_in_lists", tuples, {Capability::row_values});
}

}  // namespace azoth::compliance
