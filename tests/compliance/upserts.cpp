// SPDX-License-Identifier: MIT
// One portable upsert: what is inserted, updated or left alone, and how many rows that are.
#include <azoth/compliance/suite.hpp>

#include <gtest/gtest.h>

#include <azoth/sql/upsert.hpp>

#include "shop.hpp"

namespace azoth::compliance {

namespace {

struct Stock {
    MetaData metadata;
    Table stock{"azc_stock", metadata, Column{"item", String{20}, primary_key},
                Column{"count", Integer{}, not_null}, Column{"note", String{20}}};
    explicit Stock(Bench& bench) {
        bench.create(metadata);
        bench.write([&](Connection& db) {
            db.execute(insert(stock), {{{"item", "nut"}, {"count", 5}, {"note", "old"}},
                                       {{"item", "bolt"}, {"count", 7}, {"note", "old"}}});
        });
    }
    std::string all(Connection& db) const {
        std::string text;
        for (const Row& row : db.execute(select(stock).order_by(stock["item"]))) {
            text += row["item"].as<std::string>() + "=" + std::to_string(row["count"].as<int>()) +
                    "/" + row["note"].as<std::optional<std::string>>().value_or("NULL") + " ";
        }
        return text;
    }
    Upsert put(const char* item, int count) const {
        return upsert(stock).values({{"item", item}, {"count", count}, {"note", "new"}});
    }
};

void updates_all(Bench& bench) {
    const Stock stock(bench);
    Connection db = bench.engine().connect();
    db.execute(stock.put("nut", 1).on_conflict({"item"}).do_update());
    EXPECT_EQ(stock.all(db), "bolt=7/old nut=1/new ");
    db.execute(stock.put("screw", 2).on_conflict({"item"}).do_update());
    EXPECT_EQ(stock.all(db), "bolt=7/old nut=1/new screw=2/new ");
}

void updates_some_columns(Bench& bench) {
    const Stock stock(bench);
    Connection db = bench.engine().connect();
    db.execute(stock.put("nut", 1).on_conflict({"item"}).do_update({"count"}));
    EXPECT_EQ(stock.all(db), "bolt=7/old nut=1/old ");
}

void assigns(Bench& bench) {
    const Stock stock(bench);
    Connection db = bench.engine().connect();
    const Upsert add = stock.put("nut", 3).on_conflict({"item"}).do_update(
        {{"count", stock.stock["count"] + excluded(stock.stock["count"])}, {"note", "sum"}});
    db.execute(add);
    db.execute(add);
    EXPECT_EQ(stock.all(db), "bolt=7/old nut=11/sum ");
}

void does_nothing(Bench& bench) {
    const Stock stock(bench);
    Connection db = bench.engine().connect();
    db.execute(stock.put("nut", 1).on_conflict({"item"}).do_nothing());
    db.execute(stock.put("nail", 1).on_conflict({"item"}).do_nothing());
    EXPECT_EQ(stock.all(db), "bolt=7/old nail=1/new nut=5/old ");
}

void updates_where(Bench& bench) {
    const Stock stock(bench);
    Connection db = bench.engine().connect();
    const auto if_more = [&](const char* item, int count) {
        return stock.put(item, count)
            .on_conflict({"item"})
            .do_update()
            .where(excluded(stock.stock["count"]) > stock.stock["count"]);
    };
    db.execute(if_more("nut", 4));
    db.execute(if_more("bolt", 8));
    EXPECT_EQ(stock.all(db), "bolt=8/new nut=5/old ");
}

void many_sets(Bench& bench) {
    const Stock stock(bench);
    Connection db = bench.engine().connect();
    const Upsert put = upsert(stock.stock).on_conflict({"item"}).do_update();
    db.execute(put, {{{"item", "nut"}, {"count", 1}},
                     {{"item", "pin"}, {"count", 2}},
                     {{"item", "nut"}, {"count", 3}}});
    EXPECT_EQ(stock.all(db), "bolt=7/old nut=3/old pin=2/NULL ");
}

/// Inserted and updated rows count; what stays as it is does not.
void counts(Bench& bench) {
    const Stock stock(bench);
    if (!bench.answer(Question::changes_are_counted).yes) GTEST_SKIP() << "changes are not counted";
    Connection db = bench.engine().connect();
    EXPECT_EQ(db.execute(stock.put("new", 1).on_conflict({"item"}).do_update()).rowcount(), 1);
    EXPECT_EQ(db.execute(stock.put("new", 1).on_conflict({"item"}).do_nothing()).rowcount(), 0);
    const auto changed =
        db.execute(stock.put("new", 2).on_conflict({"item"}).do_update()).rowcount();
    EXPECT_GE(changed, 1);
    EXPECT_LE(changed, 2);  // MySQL and its kin count a changed row twice
}

struct Pairs {
    MetaData metadata;
    Table pair{"azc_couple", metadata, Column{"a", Integer{}, primary_key, no_autoincrement},
               Column{"b", Integer{}, primary_key, no_autoincrement}, Column{"x", Integer{}}};
    explicit Pairs(Bench& bench) { bench.create(metadata); }
};

void by_a_composite_key(Bench& bench) {
    const Pairs pairs(bench);
    Connection db = bench.engine().connect();
    const auto put = [&](int a, int b, int x) {
        db.execute(upsert(pairs.pair)
                       .values({{"a", a}, {"b", b}, {"x", x}})
                       .on_conflict({"a", "b"})
                       .do_update());
    };
    put(1, 1, 10);
    put(1, 2, 20);
    put(1, 1, 30);
    EXPECT_EQ(ids(db, select(pairs.pair["x"]).order_by(pairs.pair["b"])), (Ids{30, 20}));
}

/// NULL in a unique key conflicts with nothing; a key that is not named still stops the row.
void by_a_unique_key(Bench& bench) {
    MetaData metadata;
    const Table table{"azc_member", metadata,
                      Column{"id", Integer{}, primary_key, no_autoincrement},
                      Column{"mail", String{20}, unique_key}, Column{"x", Integer{}}};
    bench.create(metadata);
    Connection db = bench.engine().connect();
    const auto put = [&](int id, std::optional<std::string> mail, int x) {
        db.execute(upsert(table)
                       .values({{"id", id}, {"mail", mail}, {"x", x}})
                       .on_conflict({"mail"})
                       .do_update({"x"}));
    };
    put(1, "a", 1);
    put(2, "a", 2);
    put(3, std::nullopt, 3);
    put(4, std::nullopt, 4);
    EXPECT_EQ(ids(db, select(table["id"]).order_by(table["id"])), (Ids{1, 3, 4}));
    EXPECT_EQ(db.scalar<int>(select(table["x"]).where(table["id"] == 1)), 2);
    EXPECT_EQ(caught([&] { put(1, "b", 9); }).category, "IntegrityError");
}

void several_keys(Bench& bench) {
    MetaData metadata;
    const Table table{"azc_member", metadata,
                      Column{"id", Integer{}, primary_key, no_autoincrement},
                      Column{"mail", String{20}, unique_key}, Column{"x", Integer{}}};
    bench.create(metadata);
    Connection db = bench.engine().connect();
    const auto put = [&](int id, const char* mail, int x) {
        db.execute(upsert(table)
                       .values({{"id", id}, {"mail", mail}, {"x", x}})
                       .on_conflict({"mail"})
                       .do_nothing()
                       .on_conflict({"id"})
                       .do_update({"x"}));
    };
    put(1, "a", 1);
    put(2, "a", 2);
    put(1, "b", 3);
    EXPECT_EQ(ids(db, select(table["x"])), Ids{3});
}

void returning(Bench& bench) {
    const Stock stock(bench);
    Connection db = bench.engine().connect();
    const auto told = [&](const Upsert& statement) {
        return ids(db, statement.returning({stock.stock["count"]}));
    };
    EXPECT_EQ(told(stock.put("nut", 9).on_conflict({"item"}).do_update()), Ids{9});
    EXPECT_EQ(told(stock.put("new", 1).on_conflict({"item"}).do_update()), Ids{1});
    EXPECT_EQ(told(stock.put("nut", 3).on_conflict({"item"}).do_nothing()), Ids{});
}

/// The index is found by its condition also when the server has planned the statement for all
/// values, which takes a few executions.
void by_a_partial_index(Bench& bench) {
    MetaData metadata;
    const Table seat{"azc_seat",
                     metadata,
                     Column{"id", Integer{}, primary_key, no_autoincrement},
                     Column{"place", String{20}},
                     Column{"floor", Integer{}},
                     Index{"azc_seat_place", {"place"}, unique_index}.where(
                         this_column("floor") > 0 && this_column("place") != "it's")};
    bench.create(metadata);
    Connection db = bench.engine().connect();
    for (int i = 1; i <= 8; ++i) {
        db.execute(upsert(seat)
                       .values({{"id", i}, {"place", "a"}, {"floor", i}})
                       .on_conflict({"place"}, seat["floor"] > 0 && seat["place"] != "it's")
                       .do_update({"floor"}));
    }
    EXPECT_EQ(ids(db, select(seat["floor"])), Ids{8});
}

/// A description may leave keys out, so the database is asked.
void of_no_key(Bench& bench) {
    const Stock stock(bench);
    Connection db = bench.engine().connect();
    EXPECT_THROW(db.execute(stock.put("nut", 1).on_conflict({"count"}).do_nothing()),
                 DatabaseError);
    db.rollback();
    EXPECT_EQ(stock.all(db), "bolt=7/old nut=5/old ");
}

void misuse(Bench& bench) {
    const Stock stock(bench);
    EXPECT_EQ(caught([&] { (void)stock.put("nut", 1).do_update(); }).code, "no_conflict_named");
    EXPECT_EQ(caught([&] { (void)stock.put("nut", 1).on_conflict({"itme"}); }).code,
              "no_such_column");
}

}  // namespace

void add_upserts(Suites& suites) {
    suites.begin("upserts", Badge::core_write);
    const auto add = [&](const char* name, void (*body)(Bench&)) {
        suites.test(name, body, {Capability::upsert});
    };
    add("updates_all", updates_all);
    add("updates_some_columns", updates_some_columns);
    add("assigns", assigns);
    add("does_nothing", does_nothing);
    add("many_sets", many_sets);
    add("counts", counts);
    add("by_a_composite_key", by_a_composite_key);
    suites.test("updates_where", updates_where, {Capability::upsert_where});
    suites.test("by_a_unique_key", by_a_unique_key, {Capability::upsert_key});
    suites.test("by_a_partial_index", by_a_partial_index,
                {Capability::upsert_key, Capability::partial_indexes});
    suites.test("several_keys", several_keys, {Capability::upsert_several});
    suites.test("returning", returning, {Capability::upsert, Capability::insert_returning});
    suites.test("of_no_key", of_no_key, {Capability::upsert_key});
    suites.test("misuse", misuse);
}

}  // namespace azoth::compliance
