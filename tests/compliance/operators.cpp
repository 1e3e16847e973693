// SPDX-License-Identifier: MIT
// Operators mean what they mean in the host: every one, and every pair nested both ways, as a
// selected value, in WHERE and in ORDER BY.
#include <azoth/compliance/suite.hpp>

#include <algorithm>
#include <optional>

#include <gtest/gtest.h>

#include "shop.hpp"

namespace azoth::compliance {

namespace {

using Number = std::optional<std::int64_t>;

struct IntegerOperator {
    const char* name;
    Expr (*build)(const Expr&, const Expr&);
    std::int64_t (*compute)(std::int64_t, std::int64_t);
    bool divides = false;  ///< NULL for a zero divisor
    bool shifts = false;   ///< its right side is a small constant
};

// The meaning that operators.hpp promises; all operands stay far from overflow.
const IntegerOperator integer_operators[] = {
    {"+", [](const Expr& a, const Expr& b) -> Expr { return a + b; },
     [](std::int64_t a, std::int64_t b) { return a + b; }},
    {"-", [](const Expr& a, const Expr& b) -> Expr { return a - b; },
     [](std::int64_t a, std::int64_t b) { return a - b; }},
    {"*", [](const Expr& a, const Expr& b) -> Expr { return a * b; },
     [](std::int64_t a, std::int64_t b) { return a * b; }},
    {"/", [](const Expr& a, const Expr& b) -> Expr { return a / b; },
     [](std::int64_t a, std::int64_t b) { return a / b; }, true},
    {"%", [](const Expr& a, const Expr& b) -> Expr { return a % b; },
     [](std::int64_t a, std::int64_t b) { return a % b; }, true},
    {"&", [](const Expr& a, const Expr& b) -> Expr { return a & b; },
     [](std::int64_t a, std::int64_t b) { return a & b; }},
    {"|", [](const Expr& a, const Expr& b) -> Expr { return a | b; },
     [](std::int64_t a, std::int64_t b) { return a | b; }},
    {"^", [](const Expr& a, const Expr& b) -> Expr { return a ^ b; },
     [](std::int64_t a, std::int64_t b) { return a ^ b; }},
    {"<<", [](const Expr& a, const Expr&) -> Expr { return a << 2; },
     [](std::int64_t a, std::int64_t) { return a * 4; }, false, true},
    {">>", [](const Expr& a, const Expr&) -> Expr { return a >> 1; },
     [](std::int64_t a, std::int64_t) { return a >> 1; }, false, true},
};

Number apply(const IntegerOperator& op, const Number& a, const Number& b) {
    if (!a) return std::nullopt;
    if (op.shifts) return op.compute(*a, 0);
    if (!b || (op.divides && *b == 0)) return std::nullopt;
    return op.compute(*a, *b);
}

struct Triple {
    Number a, b, c;
};

struct Triples {
    MetaData metadata;
    Table triple{"azc_triple",
                 metadata,
                 Column{"id", Integer{}},
                 Column{"a", BigInteger{}},
                 Column{"b", BigInteger{}},
                 Column{"c", BigInteger{}}};
    std::vector<Triple> rows;

    explicit Triples(Bench& bench) {
        for (const Number a : {Number(-7), Number(6), Number()})
            for (const Number b : {Number(-2), Number(0), Number(5), Number()})
                for (const Number c : {Number(3), Number(-4)}) rows.push_back({a, b, c});
        bench.create(metadata);
        using Row = std::tuple<std::int64_t, Number, Number, Number>;
        std::vector<Row> all;
        for (const auto& [a, b, c] : rows)
            all.emplace_back(static_cast<std::int64_t>(all.size()), a, b, c);
        bench.write([&](Connection& db) { db.insert_many(triple, {"id", "a", "b", "c"}, all); });
    }
    Expr id() const { return triple["id"]; }
    Expr a() const { return triple["a"]; }
    Expr b() const { return triple["b"]; }
    Expr c() const { return triple["c"]; }

    /// The expression as a selected value, as a condition and as an order.
    template <class Model>
    void expect(Connection& db, const Expr& expression, Model model) const {
        std::vector<Number> expected;
        for (const Triple& row : rows) expected.push_back(model(row));
        EXPECT_EQ(db.scalars<Number>(select(expression.label("x")).order_by(id())).all(), expected);
        const std::int64_t wanted = expected.front().value_or(12);
        Ids equal;
        for (std::size_t i = 0; i < rows.size(); ++i)
            if (expected[i] == wanted) equal.push_back(static_cast<std::int64_t>(i));
        EXPECT_EQ(ids(db, select(id()).where(expression == wanted).order_by(id())), equal);
        EXPECT_EQ(ids(db, select(id()).where(wanted == expression).order_by(id())), equal);
        Ids order;
        for (std::size_t i = 0; i < rows.size(); ++i)
            if (expected[i]) order.push_back(static_cast<std::int64_t>(i));
        std::stable_sort(order.begin(), order.end(), [&](std::int64_t left, std::int64_t right) {
            return *expected[static_cast<std::size_t>(left)] <
                   *expected[static_cast<std::size_t>(right)];
        });
        EXPECT_EQ(ids(db, select(id()).where(expression.is_not_null()).order_by(expression, id())),
                  order);
    }
};

void integers(Bench& bench) {
    const Triples triples(bench);
    Connection db = bench.engine().connect();
    for (const IntegerOperator& op : integer_operators) {
        SCOPED_TRACE(op.name);
        triples.expect(db, op.build(triples.a(), triples.b()),
                       [&](const Triple& row) { return apply(op, row.a, row.b); });
        triples.expect(db, -op.build(triples.a(), triples.b()), [&](const Triple& row) {
            const Number value = apply(op, row.a, row.b);
            return value ? Number(-*value) : value;
        });
        triples.expect(db, ~op.build(triples.b(), triples.c()), [&](const Triple& row) {
            const Number value = apply(op, row.b, row.c);
            return value ? Number(~*value) : value;
        });
    }
}

/// a op (b op c) and (a op b) op c, for all pairs.
void nested_integers(Bench& bench) {
    const Triples triples(bench);
    Connection db = bench.engine().connect();
    for (const IntegerOperator& outside : integer_operators) {
        for (const IntegerOperator& inside : integer_operators) {
            SCOPED_TRACE(std::string(outside.name) + " of " + inside.name);
            triples.expect(db, outside.build(inside.build(triples.a(), triples.b()), triples.c()),
                           [&](const Triple& row) {
                               return apply(outside, apply(inside, row.a, row.b), row.c);
                           });
            triples.expect(db, outside.build(triples.a(), inside.build(triples.b(), triples.c())),
                           [&](const Triple& row) {
                               return apply(outside, row.a, apply(inside, row.b, row.c));
                           });
        }
    }
}

void quotients(Bench& bench) {
    const Triples triples(bench);
    Connection db = bench.engine().connect();
    std::vector<std::optional<double>> expected;
    for (const Triple& row : triples.rows) {
        const bool is_known = row.a && row.b && *row.b != 0;
        expected.push_back(
            is_known ? std::optional(static_cast<double>(*row.a) / static_cast<double>(*row.b))
                     : std::nullopt);
    }
    EXPECT_EQ(db.scalars<std::optional<double>>(
                    select(true_divide(triples.a(), triples.b()).label("x")).order_by(triples.id()))
                  .all(),
              expected);
    EXPECT_EQ(db.scalar<double>(select(true_divide(triples.c(), 2)).where(triples.id() == 0)), 1.5);
}

using Truth = std::optional<bool>;

struct Comparison {
    const char* name;
    Predicate (*build)(const Expr&, const Expr&);
    bool (*holds)(std::int64_t, std::int64_t);
};
const Comparison comparisons[] = {
    {"==", [](const Expr& a, const Expr& b) { return a == b; },
     [](std::int64_t a, std::int64_t b) { return a == b; }},
    {"!=", [](const Expr& a, const Expr& b) { return a != b; },
     [](std::int64_t a, std::int64_t b) { return a != b; }},
    {"<", [](const Expr& a, const Expr& b) { return a < b; },
     [](std::int64_t a, std::int64_t b) { return a < b; }},
    {"<=", [](const Expr& a, const Expr& b) { return a <= b; },
     [](std::int64_t a, std::int64_t b) { return a <= b; }},
    {">", [](const Expr& a, const Expr& b) { return a > b; },
     [](std::int64_t a, std::int64_t b) { return a > b; }},
    {">=", [](const Expr& a, const Expr& b) { return a >= b; },
     [](std::int64_t a, std::int64_t b) { return a >= b; }},
};

Truth compare(const Comparison& op, const Number& a, const Number& b) {
    return a && b ? Truth(op.holds(*a, *b)) : std::nullopt;
}
Truth both(const Truth& a, const Truth& b) {
    if ((a && !*a) || (b && !*b)) return false;
    return a && b ? Truth(true) : std::nullopt;
}
Truth either(const Truth& a, const Truth& b) {
    if ((a && *a) || (b && *b)) return true;
    return a && b ? Truth(false) : std::nullopt;
}
Truth opposite(const Truth& a) {
    return a ? Truth(!*a) : std::nullopt;
}

/// The condition as a value, and the rows for which it and its opposite hold.
template <class Model>
void expect_truth(Connection& db, const Triples& triples, const Predicate& condition, Model model) {
    std::vector<Truth> expected;
    Ids where;
    Ids where_not;
    for (std::size_t i = 0; i < triples.rows.size(); ++i) {
        expected.push_back(model(triples.rows[i]));
        if (expected.back() == Truth(true)) where.push_back(static_cast<std::int64_t>(i));
        if (expected.back() == Truth(false)) where_not.push_back(static_cast<std::int64_t>(i));
    }
    const Select all = select(triples.id()).order_by(triples.id());
    EXPECT_EQ(db.scalars<Truth>(select(condition.label("x")).order_by(triples.id())).all(),
              expected);
    EXPECT_EQ(ids(db, all.where(condition)), where);
    EXPECT_EQ(ids(db, all.where(!condition)), where_not);
}

void comparisons_with_null(Bench& bench) {
    const Triples triples(bench);
    Connection db = bench.engine().connect();
    for (const Comparison& op : comparisons) {
        SCOPED_TRACE(op.name);
        expect_truth(db, triples, op.build(triples.a(), triples.b()),
                     [&](const Triple& row) { return compare(op, row.a, row.b); });
        expect_truth(db, triples, op.build(triples.a() + 1, triples.b() * triples.c()),
                     [&](const Triple& row) {
                         return compare(op, row.a ? Number(*row.a + 1) : row.a,
                                        row.b ? Number(*row.b * *row.c) : row.b);
                     });
    }
}

/// Kleene's logic: AND, OR and NOT over conditions that may be unknown.
void three_values(Bench& bench) {
    const Triples triples(bench);
    Connection db = bench.engine().connect();
    for (const Comparison& first : comparisons) {
        const Comparison& second = comparisons[2];
        SCOPED_TRACE(first.name);
        const Predicate p = first.build(triples.a(), triples.b());
        const Predicate q = second.build(triples.b(), triples.c());
        const auto p_of = [&](const Triple& row) { return compare(first, row.a, row.b); };
        const auto q_of = [&](const Triple& row) { return compare(second, row.b, row.c); };
        expect_truth(db, triples, p && q,
                     [&](const Triple& row) { return both(p_of(row), q_of(row)); });
        expect_truth(db, triples, p || q,
                     [&](const Triple& row) { return either(p_of(row), q_of(row)); });
        expect_truth(db, triples, !(p && q) || p, [&](const Triple& row) {
            return either(opposite(both(p_of(row), q_of(row))), p_of(row));
        });
        expect_truth(db, triples, !p && (q || p), [&](const Triple& row) {
            return both(opposite(p_of(row)), either(q_of(row), p_of(row)));
        });
        expect_truth(db, triples, p == q, [&](const Triple& row) -> Truth {
            const Truth left = p_of(row);
            const Truth right = q_of(row);
            return left && right ? Truth(*left == *right) : std::nullopt;
        });
    }
}

void truth_tests(Bench& bench) {
    const Triples triples(bench);
    Connection db = bench.engine().connect();
    const Predicate p = triples.a() < triples.b();
    const auto of = [](const Triple& row) { return compare(comparisons[2], row.a, row.b); };
    expect_truth(db, triples, p.is_true(),
                 [&](const Triple& row) -> Truth { return of(row) == Truth(true); });
    expect_truth(db, triples, p.is_not_true(),
                 [&](const Triple& row) -> Truth { return of(row) != Truth(true); });
    expect_truth(db, triples, p.is_false(),
                 [&](const Triple& row) -> Truth { return of(row) == Truth(false); });
    expect_truth(db, triples, p.is_not_false(),
                 [&](const Triple& row) -> Truth { return of(row) != Truth(false); });
    expect_truth(db, triples, p.is_null(), [&](const Triple& row) -> Truth { return !of(row); });
    expect_truth(db, triples, triples.a().is_null() || triples.b().is_not_null(),
                 [](const Triple& row) -> Truth { return !row.a || row.b; });
}

void distinct_from(Bench& bench) {
    const Triples triples(bench);
    Connection db = bench.engine().connect();
    expect_truth(db, triples, triples.a().is_distinct_from(triples.b()),
                 [](const Triple& row) -> Truth { return row.a != row.b; });
    expect_truth(db, triples, triples.b().is_not_distinct_from(5),
                 [](const Triple& row) -> Truth { return row.b == Number(5); });
    expect_truth(db, triples, triples.b().is_distinct_from(std::nullopt),
                 [](const Triple& row) -> Truth { return row.b.has_value(); });
}

void between(Bench& bench) {
    const Triples triples(bench);
    Connection db = bench.engine().connect();
    const Comparison& le = comparisons[3];
    const auto within = [&](const Number& x, const Number& low, const Number& high) {
        return both(compare(le, low, x), compare(le, x, high));
    };
    expect_truth(db, triples, triples.a().between(triples.b(), triples.c()),
                 [&](const Triple& row) { return within(row.a, row.b, row.c); });
    expect_truth(db, triples, triples.a().between_symmetric(triples.b(), triples.c()),
                 [&](const Triple& row) {
                     return either(within(row.a, row.b, row.c), within(row.a, row.c, row.b));
                 });
}

/// Text put together by +: NULL swallows, an empty text does not.
void concatenation(Bench& bench) {
    const Shop shop(bench);
    Connection db = bench.engine().connect();
    const Expr name = shop.artist["name"];
    const Expr nothing = cast(null(), String{10});
    const Select query = select(shop.artist["artist_id"]).order_by(shop.artist["artist_id"]);
    const auto text_of = [&](const Expr& expression) {
        return db.scalar<std::optional<std::string>>(
            select(expression).where(shop.artist["artist_id"] == 2));
    };
    EXPECT_EQ(text_of(func::concat({name, "!"})), "AC/DC!");
    EXPECT_EQ(text_of(func::concat({"<", name, "", ">"})), "<AC/DC>");
    EXPECT_EQ(text_of(func::concat({func::lower(name), func::upper(func::concat({name, "x"}))})),
              "ac/dcAC/DCX");
    EXPECT_EQ(text_of(func::concat({name, nothing})), std::nullopt);
    EXPECT_EQ(ids(db, query.where(func::concat({name, "!"}) == "ABBA!")), Ids{3});
    EXPECT_EQ(
        ids(db,
            select(shop.artist["artist_id"]).order_by(desc(func::concat({"z", name}))).limit(1)),
        Ids{1});
}

}  // namespace

void add_operators(Suites& suites) {
    suites.begin("operators", Badge::core_read);
    suites.test("integers", integers);
    suites.test("nested_integers", nested_integers);
    suites.test("quotients", quotients);
    suites.test("comparisons_with_null", comparisons_with_null);
    suites.test("three_values", three_values);
    suites.test("truth_tests", truth_tests);
    suites.test("distinct_from", distinct_from, {Capability::is_distinct_from});
    suites.test("between", between);
    suites.test("concatenation", concatenation);
}

}  // namespace azoth::compliance
