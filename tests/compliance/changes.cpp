// SPDX-License-Identifier: MIT
// UPDATE and DELETE with other tables, subqueries, CTEs and limits.
#include <azoth/compliance/suite.hpp>

#include <gtest/gtest.h>

#include <azoth/sql/cte.hpp>

#include "shop.hpp"

namespace azoth::compliance {

namespace {

struct Orders {
    MetaData metadata;
    Table customer{"azc_customer", metadata, Column{"id", Integer{}, primary_key, no_autoincrement},
                   Column{"name", String{20}}, Column{"total", Integer{}}};
    Table order{"azc_order", metadata, Column{"id", Integer{}, primary_key, no_autoincrement},
                Column{"customer_id", Integer{}}, Column{"price", Integer{}}};

    explicit Orders(Bench& bench) {
        bench.create(metadata);
        bench.write([&](Connection& db) {
            using Customer = std::tuple<int, std::string, int>;
            db.insert_many(customer, {"id", "name", "total"},
                           std::vector<Customer>{{1, "Ada", 0}, {2, "Bob", 0}, {3, "Cy", 0}});
            using Order = std::tuple<int, int, int>;
            db.insert_many(order, {"id", "customer_id", "price"},
                           std::vector<Order>{{1, 1, 10}, {2, 1, 20}, {3, 2, 5}, {4, 9, 1}});
        });
    }
    Predicate of_customer() const { return order["customer_id"] == customer["id"]; }
    Ids totals(Connection& db) const {
        return ids(db, select(customer["total"]).order_by(customer["id"]));
    }
    Ids orders(Connection& db) const { return ids(db, select(order["id"]).order_by(order["id"])); }
};

/// All right sides see the row as it was.
void swapped(Bench& bench) {
    const Orders orders(bench);
    Connection db = bench.engine().connect();
    db.execute(update(orders.order)
                   .set("price", orders.order["customer_id"])
                   .set("customer_id", orders.order["price"])
                   .where(orders.order["id"] == 3));
    const Row row = db.execute(select(orders.order).where(orders.order["id"] == 3)).one();
    EXPECT_EQ(row["customer_id"].as<int>(), 5);
    EXPECT_EQ(row["price"].as<int>(), 2);
}

/// A subquery sees the table as it was, whatever rows were changed before.
void to_rows_before(Bench& bench) {
    const Orders orders(bench);
    const Table earlier = orders.order.alias("earlier");
    const Expr highest = select(func::max(earlier["price"]))
                             .where(earlier["id"] < orders.order["id"])
                             .scalar_subquery();
    Connection db = bench.engine().connect();
    const Caught refusal = caught([&] {
        db.execute(update(orders.order).set("price", highest).where(orders.order["id"] > 1));
    });
    if (!refusal.category.empty()) {
        EXPECT_EQ(refusal.category, "CompileError") << refusal.text;
        return;
    }
    EXPECT_EQ(ids(db, select(orders.order["price"]).order_by(orders.order["id"])),
              (Ids{10, 10, 20, 20}));
}

/// A column gets nothing but values of its type, whatever way they come.
void of_another_type(Bench& bench) {
    Shop shop(bench);
    Connection db = bench.engine().connect();
    const auto is_refused = [&](const Statement& change) {
        const Caught refusal = caught([&] { db.execute(change); });
        EXPECT_EQ(refusal.category, "ArgumentError") << refusal.text;
        EXPECT_NE(refusal.text.find("\"year\""), std::string::npos) << refusal.text;
    };
    for (const Value& value : {Value(1.5), Value(Decimal("1.5")), Value("1.5")}) {
        is_refused(insert(shop.album).values({{"album_id", 9}, {"year", value}}));
        is_refused(update(shop.album).values({{"year", value}}));
    }
    is_refused(update(shop.album).set("year", 1.5));
    is_refused(update(shop.album).set("year", Decimal("1.5")));
}

void to_a_subquery(Bench& bench) {
    const Orders orders(bench);
    Connection db = bench.engine().connect();
    const Expr sum =
        select(func::sum(orders.order["price"])).where(orders.of_customer()).scalar_subquery();
    db.execute(update(orders.customer).set("total", sum).where(orders.customer["id"] < 3));
    EXPECT_EQ(orders.totals(db), (Ids{30, 5, 0}));
    db.execute(update(orders.customer)
                   .set("total", -1)
                   .where(!exists(select(orders.order["id"]).where(orders.of_customer()))));
    EXPECT_EQ(orders.totals(db), (Ids{30, 5, -1}));
}

void update_from(Bench& bench) {
    const Orders orders(bench);
    Connection db = bench.engine().connect();
    const Update change = update(orders.customer)
                              .set("total", orders.order["price"] + orders.customer["id"])
                              .from(orders.order)
                              .where(orders.of_customer() && orders.order["id"] >= 2);
    const Result result = db.execute(change);
    EXPECT_EQ(orders.totals(db), (Ids{21, 7, 0}));
    EXPECT_EQ(result.rowcount(), bench.answer(Question::changes_are_counted).yes ? 2 : -1);
}

void update_from_a_query(Bench& bench) {
    const Orders orders(bench);
    Connection db = bench.engine().connect();
    const Subquery sums =
        select(orders.order["customer_id"], func::sum(orders.order["price"]).label("s"))
            .group_by(orders.order["customer_id"])
            .subquery("sums");
    db.execute(update(orders.customer)
                   .set("total", sums["s"])
                   .from(sums)
                   .where(sums["customer_id"] == orders.customer["id"]));
    EXPECT_EQ(orders.totals(db), (Ids{30, 5, 0}));
}

void update_by_cte(Bench& bench) {
    const Orders orders(bench);
    Connection db = bench.engine().connect();
    const Cte rich =
        select(orders.order["customer_id"]).where(orders.order["price"] >= 10).cte("rich");
    db.execute(update(orders.customer)
                   .set("total", 1)
                   .where(orders.customer["id"].in(select(rich["customer_id"]))));
    EXPECT_EQ(orders.totals(db), (Ids{1, 0, 0}));
    db.execute(delete_from(orders.order)
                   .where(orders.order["customer_id"].in(select(rich["customer_id"]))));
    EXPECT_EQ(orders.orders(db), (Ids{3, 4}));
}

void delete_using(Bench& bench) {
    const Orders orders(bench);
    Connection db = bench.engine().connect();
    db.execute(delete_from(orders.order)
                   .using_(orders.customer)
                   .where(orders.of_customer() && orders.customer["name"] == "Ada"));
    EXPECT_EQ(orders.orders(db), (Ids{3, 4}));
}

/// The rows of the table that is changed choose the rows, too.
void by_the_table_itself(Bench& bench) {
    const Orders orders(bench);
    Connection db = bench.engine().connect();
    const Table other = orders.order.alias("other");
    db.execute(delete_from(orders.order)
                   .where(exists(select(other["id"])
                                     .where(other["customer_id"] == orders.order["customer_id"],
                                            other["id"] < orders.order["id"]))));
    EXPECT_EQ(orders.orders(db), (Ids{1, 3, 4}));
}

void in_lists(Bench& bench) {
    const Orders orders(bench);
    Connection db = bench.engine().connect();
    db.execute(update(orders.customer).set("total", 5).where(orders.customer["id"].in(Ids{})));
    EXPECT_EQ(orders.totals(db), (Ids{0, 0, 0}));
    db.execute(update(orders.customer).set("total", 5).where(orders.customer["id"].in({1, 3})));
    EXPECT_EQ(orders.totals(db), (Ids{5, 0, 5}));
    db.execute(delete_from(orders.order).where(orders.order["id"].not_in({1, 2})));
    EXPECT_EQ(orders.orders(db), (Ids{1, 2}));
    db.execute(delete_from(orders.order).where(orders.order["id"].in(Ids{})));
    EXPECT_EQ(orders.orders(db), (Ids{1, 2}));
}

/// A limit of a change is the database's own, or a subquery of keys.
void limited(Bench& bench) {
    const Orders orders(bench);
    Connection db = bench.engine().connect();
    db.execute(update(orders.order).set("price", 0).order_by(desc(orders.order["price"])).limit(2));
    EXPECT_EQ(ids(db, select(orders.order["price"]).order_by(orders.order["id"])),
              (Ids{0, 0, 5, 1}));
    db.execute(delete_from(orders.order).order_by(orders.order["id"]).limit(3));
    EXPECT_EQ(orders.orders(db), Ids{4});
    db.execute(delete_from(orders.order).limit(0));
    EXPECT_EQ(orders.orders(db), Ids{4});
}

void returning_of_the_source(Bench& bench) {
    const Orders orders(bench);
    Connection db = bench.engine().connect();
    const Update change = update(orders.customer)
                              .set("total", orders.order["price"])
                              .from(orders.order)
                              .where(orders.of_customer() && orders.order["id"] == 3)
                              .returning({orders.customer["name"], orders.order["price"]});
    const Row row = db.execute(change).one();
    EXPECT_EQ(row[0].as<std::string>(), "Bob");
    EXPECT_EQ(row[1].as<int>(), 5);
}

/// A change inside WITH, whose rows are selected.
void inside_with(Bench& bench) {
    const Orders orders(bench);
    Connection db = bench.engine().connect();
    const Cte gone = cte(delete_from(orders.order)
                             .where(orders.order["price"] > 5)
                             .returning({orders.order["id"], orders.order["price"]}),
                         "gone");
    EXPECT_EQ(db.scalar<std::int64_t>(select(func::sum(gone["price"]))), 30);
    EXPECT_EQ(orders.orders(db), (Ids{3, 4}));
}

}  // namespace

void add_changes(Suites& suites) {
    suites.begin("changes", Badge::core_write);
    suites.test("swapped", swapped);
    suites.test("of_another_type", of_another_type);
    suites.test("to_a_subquery", to_a_subquery);
    suites.test("to_rows_before", to_rows_before);
    suites.test("update_from", update_from, {Capability::update_from});
    suites.test("update_from_a_query", update_from_a_query, {Capability::update_from});
    suites.test("update_by_cte", update_by_cte, {Capability::cte, Capability::cte_before_changes});
    suites.test("delete_using", delete_using);
    suites.test("by_the_table_itself", by_the_table_itself);
    suites.test("in_lists", in_lists);
    suites.test("limited", limited);
    suites.test("returning_of_the_source", returning_of_the_source,
                {Capability::update_returning, Capability::returning_sources});
    suites.test("inside_with", inside_with, {Capability::cte_changes});
}

}  // namespace azoth::compliance
