// SPDX-License-Identifier: MIT
// Types with a converter of the program's: at work in every clause, in both directions, also in
// CAST, and never twice.
#include <azoth/compliance/suite.hpp>

#include <algorithm>

#include <gtest/gtest.h>

#include <azoth/types/type_decorator.hpp>

#include "shop.hpp"

namespace azoth::compliance {

namespace {

/// Text that is stored backwards.
class Backwards final : public TypeDecorator {
public:
    std::string_view name() const noexcept override { return "Backwards"; }
    Value to_database(const ValueView& value) const override { return turned(value); }
    Value from_database(const ValueView& value) const override { return turned(value); }

private:
    static Value turned(const ValueView& value) {
        if (value.is_null()) return {};
        std::string text(value.chars());
        std::reverse(text.begin(), text.end());
        return Value(std::move(text));
    }
};

/// A number that is stored a thousand higher.
class Raised final : public TypeDecorator {
public:
    std::string_view name() const noexcept override { return "Raised"; }
    Value to_database(const ValueView& value) const override {
        return value.is_null() ? Value() : Value(value.int64() + 1'000);
    }
    Value from_database(const ValueView& value) const override {
        return value.is_null() ? Value() : Value(value.int64() - 1'000);
    }
};

/// An amount that is stored as zero where there is none.
class ZeroForNone final : public TypeDecorator {
public:
    std::string_view name() const noexcept override { return "ZeroForNone"; }
    Value to_database(const ValueView& value) const override {
        return value.is_null() ? Value(Decimal("0")) : Value::copy_of(value);
    }
    Value from_database(const ValueView& value) const override { return Value::copy_of(value); }
};

/// A decorator is asked about NULL, too, also where the digits of its numbers are counted.
void sees_null(Bench& bench) {
    MetaData metadata;
    const SqlType amount = Numeric{10, 2}.with_decorator(std::make_shared<ZeroForNone>());
    const Table table("azc_amounts", metadata, Column{"id", Integer{}, primary_key},
                      Column{"x", amount, not_null});
    bench.create(metadata);
    using Row = std::tuple<int, std::optional<Decimal>>;
    bench.write([&](Connection& db) {
        db.execute(insert(table), Params{{"id", 1}, {"x", std::nullopt}});
        db.insert_many(table, {"id", "x"}, std::vector<Row>{{2, std::nullopt}});
    });
    Connection db = bench.engine().connect();
    for (const auto& row : db.execute(select(table["x"]))) {
        EXPECT_EQ(row["x"].as<Decimal>(), Decimal("0"));
    }
}

struct Secrets {
    SqlType backwards = String{40}.with_decorator(std::make_shared<Backwards>());
    SqlType raised = Integer{}.with_decorator(std::make_shared<Raised>());
    MetaData metadata;
    Table secret{"azc_secret", metadata, Column{"id", Integer{}}, Column{"t", backwards},
                 Column{"n", raised}};
    explicit Secrets(Bench& bench) {
        bench.create(metadata);
        bench.write([&](Connection& db) {
            db.execute(insert(secret),
                       {{{"id", 1}, {"t", "abc"}, {"n", 5}}, {{"id", 2}, {"t", "xyz"}, {"n", -7}}});
            db.execute(insert(secret), Params{{"id", 3}, {"t", std::nullopt}, {"n", std::nullopt}});
        });
    }
};

void round_trip(Bench& bench) {
    const Secrets secrets(bench);
    Connection db = bench.engine().connect();
    const Rows rows = db.execute(select(secrets.secret).order_by(secrets.secret["id"])).all();
    EXPECT_EQ(rows[0]["t"].as<std::string>(), "abc");
    EXPECT_EQ(rows[1]["n"].as<int>(), -7);
    EXPECT_TRUE(rows[2]["t"].is_null());
    EXPECT_TRUE(rows[2]["n"].is_null());
    EXPECT_EQ(db.scalar<std::string>(text("SELECT t FROM azc_secret WHERE id = 1")), "cba");
    EXPECT_EQ(db.scalar<int>(text("SELECT n FROM azc_secret WHERE id = 1")), 1'005);
}

void in_conditions(Bench& bench) {
    const Secrets secrets(bench);
    Connection db = bench.engine().connect();
    const Select query = select(secrets.secret["id"]).order_by(secrets.secret["id"]);
    EXPECT_EQ(ids(db, query.where(secrets.secret["t"] == "abc")), Ids{1});
    EXPECT_EQ(ids(db, query.where(secrets.secret["t"].in({"xyz", "cba"}))), Ids{2});
    EXPECT_EQ(ids(db, query.where(secrets.secret["n"] > 0)), Ids{1});
    EXPECT_EQ(ids(db, query.where(secrets.secret["n"].between(-10, 5))), (Ids{1, 2}));
    EXPECT_EQ(ids(db, query.where(secrets.secret["t"] == std::nullopt)), Ids{3});
    EXPECT_EQ(ids(db, query.where(secrets.secret["n"].is_null())), Ids{3});
}

void in_changes(Bench& bench) {
    const Secrets secrets(bench);
    Connection db = bench.engine().connect();
    db.execute(update(secrets.secret).values({{"t", "new"}}).where(secrets.secret["n"] == 5));
    EXPECT_EQ(db.scalar<std::string>(text("SELECT t FROM azc_secret WHERE id = 1")), "wen");
    using Row = std::tuple<int, std::string, int>;
    db.insert_many(secrets.secret, {"id", "t", "n"}, std::vector<Row>{{4, "bulk", 0}});
    EXPECT_EQ(db.scalar<std::string>(text("SELECT t FROM azc_secret WHERE n = 1000")), "klub");
    db.execute(delete_from(secrets.secret).where(secrets.secret["t"].in({"bulk"})));
    EXPECT_EQ(db.scalar<std::int64_t>(select(func::count()).select_from(secrets.secret)), 3);
    if (!bench.supports(Capability::insert_returning)) return;
    EXPECT_EQ(db.scalar<std::string>(insert(secrets.secret)
                                         .values({{"id", 5}, {"t", "told"}})
                                         .returning({secrets.secret["t"]})),
              "told");
}

/// A value and a column read and bound as the decorated type.
void in_casts(Bench& bench) {
    const Secrets secrets(bench);
    Connection db = bench.engine().connect();
    const Expr plain = type_coerce(secrets.secret["t"], Text{});
    EXPECT_EQ(db.scalar<std::string>(select(plain.label("x")).where(secrets.secret["id"] == 1)),
              "cba");
    EXPECT_EQ(
        db.scalar<std::string>(
            select(cast(plain, secrets.backwards).label("x")).where(secrets.secret["id"] == 1)),
        "abc");
    EXPECT_EQ(ids(db, select(secrets.secret["id"]).where(plain == "cba")), Ids{1});
}

void through_subqueries(Bench& bench) {
    const Secrets secrets(bench);
    Connection db = bench.engine().connect();
    const Subquery inner = select(secrets.secret["id"], secrets.secret["t"]).subquery("inside");
    EXPECT_EQ(names(db, select(inner["t"]).where(inner["id"] == 1)), Names{"abc"});
    EXPECT_EQ(ids(db, select(inner["id"]).where(inner["t"] == "xyz")), Ids{2});
    EXPECT_EQ(names(db, union_all(select(secrets.secret["t"]).where(secrets.secret["id"] == 1),
                                  select(secrets.secret["t"]).where(secrets.secret["id"] == 2))
                            .order_by(asc("t"))),
              (Names{"abc", "xyz"}));
}

/// SQL around the value and around the column, written by the type.
void sql_around_values(Bench& bench) {
    const SqlType loud =
        String{40}.with_bind_expression("lower({})").with_column_expression("upper({})");
    MetaData metadata;
    const Table table{"azc_loud", metadata, Column{"id", Integer{}}, Column{"t", loud}};
    bench.create(metadata);
    Connection db = bench.engine().connect();
    db.execute(insert(table), {{{"id", 1}, {"t", "MiXed"}}, {{"id", 2}, {"t", "Other"}}});
    EXPECT_EQ(db.scalar<std::string>(text("SELECT t FROM azc_loud WHERE id = 1")), "mixed");
    EXPECT_EQ(names(db, select(table["t"]).order_by(table["id"])), (Names{"MIXED", "OTHER"}));
    EXPECT_EQ(ids(db, select(table["id"]).where(table["t"] == "MIXED")), Ids{1});
    EXPECT_EQ(ids(db, select(table["id"]).where(table["t"].in({"OTHER", "x"}))), Ids{2});
}

}  // namespace

void add_decorators(Suites& suites) {
    suites.begin("decorators", Badge::core_write);
    suites.test("round_trip", round_trip);
    suites.test("sees_null", sees_null);
    suites.test("in_conditions", in_conditions);
    suites.test("in_changes", in_changes);
    suites.test("in_casts", in_casts);
    suites.test("through_subqueries", through_subqueries);
    suites.test("sql_around_values", sql_around_values);
}

}  // namespace azoth::compliance
