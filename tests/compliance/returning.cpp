// SPDX-License-Identifier: MIT
// RETURNING gives exactly what is stored, of one row and of many, for every type.
#include <azoth/compliance/suite.hpp>

#include <algorithm>

#include <gtest/gtest.h>

#include <azoth/value/describe.hpp>

#include "shop.hpp"
#include "type_cases.hpp"

namespace azoth::compliance {

namespace {

struct Goods {
    MetaData metadata;
    Table item{"azc_good", metadata, Column{"id", Integer{}, primary_key},
               Column{"name", String{40}}, Column{"amount", Integer{}, ServerDefault{"7"}}};
    explicit Goods(Bench& bench) { bench.create(metadata); }
    void add(Connection& db) const {
        db.execute(insert(item), {{{"name", "a"}, {"amount", 1}},
                                  {{"name", "b"}, {"amount", 2}},
                                  {{"name", "c"}, {"amount", 3}}});
    }
};

void inserted(Bench& bench) {
    const Goods goods(bench);
    Connection db = bench.engine().connect();
    const Row row = db.execute(insert(goods.item)
                                   .values(Params{{"name", "a"}})
                                   .returning({goods.item["id"], goods.item["amount"],
                                               (goods.item["amount"] * 2).label("twice"),
                                               func::upper(goods.item["name"]).label("loud")}))
                        .one();
    EXPECT_EQ(row["id"].as<std::int64_t>(), db.scalar<std::int64_t>(select(goods.item["id"])));
    EXPECT_EQ(row["amount"].as<int>(), 7);
    EXPECT_EQ(row["twice"].as<int>(), 14);
    EXPECT_EQ(row["loud"].as<std::string>(), "A");
}

void many_inserted(Bench& bench) {
    const Goods goods(bench);
    Connection db = bench.engine().connect();
    const Rows rows = db.execute(insert(goods.item)
                                     .values({{{"name", "x"}}, {{"name", "y"}}, {{"name", "z"}}})
                                     .returning({goods.item["id"], goods.item["name"]}))
                          .all();
    ASSERT_EQ(rows.size(), 3U);
    for (const Row& row : rows) {
        EXPECT_EQ(db.scalar<std::string>(
                      select(goods.item["name"]).where(goods.item["id"] == row["id"].value())),
                  row["name"].as<std::string>());
    }
}

/// Rows are those that were changed, one by one.
void of_nothing_else(Bench& bench) {
    const Goods goods(bench);
    const Table other = goods.item.alias("other");
    Connection db = bench.engine().connect();
    const auto code = [&](const Expr& expression) {
        return caught([&] {
                   db.execute(
                       insert(goods.item).values(Params{{"name", "a"}}).returning({expression}));
               })
            .code;
    };
    EXPECT_EQ(code(other["name"]), "source_not_named");
    EXPECT_EQ(code(func::count()), "misplaced_aggregate");
    EXPECT_EQ(code(func::max(goods.item["amount"]) + 1), "misplaced_aggregate");
}

/// The n-th row is that of the n-th set, whatever the database does in between.
void in_order_of_parameters(Bench& bench) {
    const Goods goods(bench);
    Connection db = bench.engine().connect();
    std::vector<Params> sets;
    for (int i = 0; i < 50; ++i) {
        const int n = (i * 37) % 50;
        sets.push_back({{"name", "n" + std::to_string(n)}, {"amount", n}});
    }
    const Insert ordered =
        insert(goods.item).returning({goods.item["id"], goods.item["name"]}).in_parameter_order();
    const Rows rows = db.execute(ordered, sets).all();
    ASSERT_EQ(rows.size(), sets.size());
    for (std::size_t i = 0; i < rows.size(); ++i) {
        const std::string name = sets[i][0].value().as<std::string>();
        EXPECT_EQ(rows[i]["name"].as<std::string>(), name);
        EXPECT_EQ(db.scalar<std::string>(
                      select(goods.item["name"]).where(goods.item["id"] == rows[i]["id"].value())),
                  name);
    }
}

void updated(Bench& bench) {
    const Goods goods(bench);
    Connection db = bench.engine().connect();
    goods.add(db);
    const Update more = update(goods.item)
                            .set("amount", goods.item["amount"] + 10)
                            .returning({goods.item["name"], goods.item["amount"]});
    const Row row = db.execute(more.where(goods.item["name"] == "b")).one();
    EXPECT_EQ(row["amount"].as<int>(), 12);
    EXPECT_EQ(db.execute(more.where(goods.item["amount"] < 10)).all().size(), 2U);
    Result none = db.execute(more.where(goods.item["name"].in(Names{})));
    EXPECT_TRUE(none.returns_rows());
    EXPECT_EQ(none.keys(), (Names{"name", "amount"}));
    EXPECT_TRUE(none.all().empty());
}

void deleted(Bench& bench) {
    const Goods goods(bench);
    Connection db = bench.engine().connect();
    goods.add(db);
    const Delete gone = delete_from(goods.item).returning({goods.item["name"]});
    EXPECT_EQ(names(db, gone.where(goods.item["amount"] == 2)), Names{"b"});
    EXPECT_EQ(names(db, gone.where(goods.item["amount"] == 2)), Names{});
    EXPECT_EQ(names(db, gone).size(), 2U);
    EXPECT_EQ(db.scalar<std::int64_t>(select(func::count()).select_from(goods.item)), 0);
}

/// A change that is told and not read happens all the same.
void unread(Bench& bench) {
    const Goods goods(bench);
    Connection db = bench.engine().connect();
    goods.add(db);
    { Result unread = db.execute(delete_from(goods.item).returning({goods.item["name"]})); }
    EXPECT_EQ(db.scalar<std::int64_t>(select(func::count()).select_from(goods.item)), 0);
}

void in_autocommit(Bench& bench) {
    const Goods goods(bench);
    {
        Connection db = bench.engine().connect({.isolation_level = Isolation::autocommit});
        EXPECT_GT(
            db.scalar<std::int64_t>(
                insert(goods.item).values(Params{{"name", "a"}}).returning({goods.item["id"]})),
            0);
    }
    EXPECT_EQ(bench.engine().connect().scalar<std::string>(select(goods.item["name"])), "a");
}

/// What comes back is the value that was given, to the bit.
void values_of(Bench& bench, const TypeCase& type_case) {
    const TypeTable made(type_case);
    bench.create(made.metadata);
    Connection db = bench.engine().connect();
    std::int64_t id = 0;
    for (const Value& value : type_case.values) {
        SCOPED_TRACE(describe(value.view()));
        const Row row = db.execute(insert(made.table)
                                       .values(Params{{"id", ++id}, {"x", value}})
                                       .returning({made.table["id"], made.table["x"]}))
                            .one();
        const Value told = row["x"].value();
        EXPECT_EQ(row["id"].as<std::int64_t>(), id);
        if (type_case.type.kind() != TypeKind::json) {
            EXPECT_TRUE(identical(told, value)) << "told " << describe(told.view());
        }
    }
    const std::vector<Params> both{{{"id", 100}, {"x", type_case.values.front()}},
                                   {{"id", 101}, {"x", type_case.values.back()}}};
    for (const Row& row : db.execute(
             insert(made.table).values(both).returning({made.table["id"], made.table["x"]}))) {
        const Value& value =
            row["id"].as<int>() == 100 ? type_case.values.front() : type_case.values.back();
        if (type_case.type.kind() != TypeKind::json) {
            EXPECT_TRUE(identical(row["x"].value(), value));
        }
    }
}

}  // namespace

void add_returning(Suites& suites) {
    suites.begin("returning", Badge::core_write);
    const auto keys = Capability::generated_keys;
    const auto inserts = {Capability::insert_returning, keys};
    suites.test("inserted", inserted, inserts);
    suites.test("of_nothing_else", of_nothing_else, inserts);
    suites.test("many_inserted", many_inserted,
                {Capability::insert_returning, Capability::multi_row_insert, keys});
    suites.test("in_order_of_parameters", in_order_of_parameters, inserts);
    suites.test("updated", updated, {Capability::update_returning, keys});
    suites.test("deleted", deleted, {Capability::delete_returning, keys});
    suites.test("unread", unread, {Capability::delete_returning, keys});
    suites.test("in_autocommit", in_autocommit,
                {Capability::insert_returning, keys, Capability::transactions});
    for (const TypeCase& type_case : type_cases()) {
        suites.test("values_of_" + type_case.name,
                    [type_case](Bench& bench) {
                        if (is_stored(bench, type_case)) values_of(bench, type_case);
                    },
                    {Capability::insert_returning, Capability::multi_row_insert});
    }
}

}  // namespace azoth::compliance
