// SPDX-License-Identifier: MIT
// INSERT, UPDATE and DELETE: what they change, count and give back.
#include <azoth/compliance/suite.hpp>

#include <gtest/gtest.h>

namespace azoth::compliance {

namespace {

struct Stock {
    MetaData metadata;
    Table item{"azc_item", metadata, Column{"id", Integer{}, primary_key},
               Column{"name", String{40}, not_null},
               Column{"amount", Integer{}, not_null, ServerDefault{"7"}}};
    explicit Stock(Bench& bench) { bench.create(metadata); }

    std::int64_t rows(Connection& db) const {
        return db.scalar<std::int64_t>(select(func::count()).select_from(item));
    }
    void add(Connection& db, int count) const {
        std::vector<std::pair<std::string, int>> values;
        for (int i = 1; i <= count; ++i) values.emplace_back("item " + std::to_string(i), i);
        EXPECT_EQ(db.insert_many(item, {"name", "amount"}, values), count);
    }
};

void many_sets(Bench& bench) {
    const Stock stock(bench);
    Connection db = bench.engine().connect();
    const Result result =
        db.execute(insert(stock.item), {{{"name", "a"}}, {{"name", "b"}}, {{"name", "c"}}});
    EXPECT_EQ(result.rowcount(), 3);
    EXPECT_EQ(stock.rows(db), 3);
    const std::vector<Params> none;
    db.execute(insert(stock.item), std::span<const Params>(none));
    EXPECT_EQ(stock.rows(db), 3);
    EXPECT_EQ(db.scalar<int>(select(func::sum(stock.item["amount"]))), 21);
}

void insert_many_ranges(Bench& bench) {
    const Stock stock(bench);
    Connection db = bench.engine().connect();
    stock.add(db, 2'500);
    EXPECT_EQ(stock.rows(db), 2'500);
    EXPECT_EQ(db.scalar<std::int64_t>(select(func::sum(stock.item["amount"]))), 3'126'250);
    EXPECT_EQ(db.insert_many(stock.item, {"name"}, std::vector<std::string>{"x", "y"}), 2);
    EXPECT_EQ(db.insert_many(stock.item, {"name"}, std::vector<std::string>{}), 0);
    const std::vector<std::tuple<std::string, int>> pairs{{"z", 1}};
    EXPECT_EQ(caught([&] { db.insert_many(stock.item, {"name"}, pairs); }).code, "column_count");
    EXPECT_EQ(stock.rows(db), 2'502);
}

void generated_keys(Bench& bench) {
    const Stock stock(bench);
    Connection db = bench.engine().connect();
    if (bench.answer(Question::generated_keys_are_told).yes) {
        const Result first = db.execute(insert(stock.item), Params{{"name", "a"}});
        const Result second = db.execute(insert(stock.item), Params{{"name", "b"}});
        ASSERT_EQ(first.inserted_primary_key().size(), 1U);
        ASSERT_EQ(second.inserted_primary_key().size(), 1U);
        const auto key = second.inserted_primary_key().at(0).as<std::int64_t>();
        EXPECT_NE(first.inserted_primary_key().at(0).as<std::int64_t>(), key);
        EXPECT_EQ(db.scalar<std::string>(select(stock.item["name"]).where(stock.item["id"] == key)),
                  "b");
    } else {
        const Result silent = db.execute(insert(stock.item), Params{{"name", "a"}});
        ASSERT_EQ(silent.inserted_primary_key().size(), 1U);
        EXPECT_TRUE(silent.inserted_primary_key().at(0).is_null());
        const auto told =
            insert(stock.item).values(Params{{"name", "b"}}).returning({stock.item["id"]});
        EXPECT_GT(db.scalar<std::int64_t>(told), 1);
    }
    const Result given = db.execute(insert(stock.item), Params{{"id", 4'711}, {"name", "c"}});
    ASSERT_EQ(given.inserted_primary_key().size(), 1U);
    EXPECT_EQ(given.inserted_primary_key().at(0).as<std::int64_t>(), 4'711);
}

void multi_row_values(Bench& bench) {
    const Stock stock(bench);
    Connection db = bench.engine().connect();
    db.execute(insert(stock.item)
                   .values({{{"name", "a"}, {"amount", 1}}, {{"name", "b"}, {"amount", 2}}}));
    EXPECT_EQ(stock.rows(db), 2);
    EXPECT_EQ(caught([&] {
                  (void)insert(stock.item).values({{{"name", "a"}}, {{"amount", 2}}});
              }).code,
              "mixed_parameter_names");
    EXPECT_EQ(caught([&] {
                  (void)insert(stock.item).values(Params{{"nme", "a"}});
              }).code,
              "no_such_column");
}

/// A value for each column of the table, in their order.
void rows_by_position(Bench& bench) {
    const Stock stock(bench);
    Connection db = bench.engine().connect();
    db.execute(insert(stock.item).values(std::tuple(1, "a", 10)));
    const Select amounts =
        select(stock.item["name"], stock.item["amount"]).order_by(stock.item["id"]);
    EXPECT_EQ((db.execute(amounts).rows<std::string, int>().one()), std::tuple("a", 10));
    EXPECT_EQ(caught([&] { (void)insert(stock.item).values(std::tuple(2, "b")); }).code,
              "column_count");
    if (!bench.supports(compile::Capability::multi_row_insert)) return;
    using Item = std::tuple<int, std::string, int>;
    db.execute(insert(stock.item).values(std::vector<Item>{{2, "b", 20}, {3, "c", 30}}));
    EXPECT_EQ(db.scalar<int>(select(func::sum(stock.item["amount"]))), 60);
}

void update_and_count(Bench& bench) {
    const Stock stock(bench);
    Connection db = bench.engine().connect();
    stock.add(db, 5);
    const Expr amount = stock.item["amount"];
    EXPECT_EQ(db.execute(update(stock.item).where(amount > 3).values({{"name", "big"}})).rowcount(),
              2);
    // Rows that match are counted, whether or not their value changes.
    EXPECT_EQ(db.execute(update(stock.item).where(amount > 3).values({{"name", "big"}})).rowcount(),
              2);
    EXPECT_EQ(db.execute(update(stock.item).where(amount > 9).values({{"name", "x"}})).rowcount(),
              0);
    EXPECT_EQ(db.execute(update(stock.item).set("amount", amount * 10)).rowcount(), 5);
    EXPECT_EQ(db.scalar<int>(select(func::sum(amount))), 150);
    const Result sets =
        db.execute(update(stock.item).where(amount == 10), {{{"name", "ten"}}, {{"name", "TEN"}}});
    EXPECT_EQ(sets.rowcount(), 2);
    EXPECT_EQ(db.scalar<std::string>(select(stock.item["name"]).where(amount == 10)), "TEN");
}

void delete_and_count(Bench& bench) {
    const Stock stock(bench);
    Connection db = bench.engine().connect();
    stock.add(db, 5);
    const Expr amount = stock.item["amount"];
    EXPECT_EQ(db.execute(delete_from(stock.item).where(amount.in({1, 2, 9}))).rowcount(), 2);
    EXPECT_EQ(db.execute(delete_from(stock.item).where(amount == 1)).rowcount(), 0);
    EXPECT_EQ(db.execute(delete_from(stock.item)).rowcount(), 3);
    EXPECT_EQ(stock.rows(db), 0);
}

void insert_returning(Bench& bench) {
    const Stock stock(bench);
    Connection db = bench.engine().connect();
    const auto statement = insert(stock.item)
                               .values(Params{{"name", "a"}})
                               .returning({stock.item["amount"], stock.item["name"]});
    const Row row = db.execute(statement).one();
    EXPECT_EQ(row["amount"].as<int>(), 7);
    EXPECT_EQ(row[1].as<std::string>(), "a");
}

void update_returning(Bench& bench) {
    const Stock stock(bench);
    Connection db = bench.engine().connect();
    stock.add(db, 3);
    const auto statement = update(stock.item)
                               .set("amount", stock.item["amount"] + 100)
                               .where(stock.item["amount"] >= 2)
                               .returning({stock.item["amount"]});
    std::int64_t sum = 0;
    for (const std::int64_t amount : db.scalars<std::int64_t>(statement)) sum += amount;
    EXPECT_EQ(sum, 205);
}

void delete_returning(Bench& bench) {
    const Stock stock(bench);
    Connection db = bench.engine().connect();
    stock.add(db, 3);
    const auto statement =
        delete_from(stock.item).where(stock.item["amount"] == 2).returning({stock.item["name"]});
    EXPECT_EQ(db.scalar<std::string>(statement), "item 2");
    EXPECT_TRUE(db.execute(statement).all().empty());
    EXPECT_EQ(stock.rows(db), 2);
}

void prepared(Bench& bench) {
    const Stock stock(bench);
    Connection db = bench.engine().connect();
    auto put = db.prepare(insert(stock.item), {"name", "amount"});
    for (int i = 0; i < 20; ++i) put.execute("n" + std::to_string(i), i);
    EXPECT_EQ(stock.rows(db), 20);
    auto get = db.prepare(
        select(stock.item.column<std::string>("name"))
            .where(stock.item.column<std::int64_t>("amount") == bind<std::int64_t>("amount")));
    const std::string name = get.one(13);
    EXPECT_EQ(name, "n13");
}

void failing_set_fails_the_call(Bench& bench) {
    const Stock stock(bench);
    Connection db = bench.engine().connect();
    const Caught failure = caught([&] {
        db.execute(insert(stock.item), {{{"id", 1}, {"name", "a"}}, {{"id", 1}, {"name", "b"}}});
    });
    EXPECT_EQ(failure.category, "IntegrityError");
    db.rollback();
    EXPECT_EQ(stock.rows(db), 0);
}

}  // namespace

void add_dml(Suites& suites) {
    suites.begin("dml", Badge::core_write);
    const auto keys = Capability::generated_keys;
    suites.test("many_sets", many_sets, {keys, Capability::default_values});
    suites.test("insert_many_ranges", insert_many_ranges, {keys});
    suites.test("generated_keys", generated_keys, {keys});
    suites.test("multi_row_values", multi_row_values, {keys, Capability::multi_row_insert});
    suites.test("rows_by_position", rows_by_position);
    suites.test("update_and_count", update_and_count, {keys});
    suites.test("delete_and_count", delete_and_count, {keys});
    suites.test("insert_returning", insert_returning, {keys, Capability::insert_returning});
    suites.test("update_returning", update_returning, {keys, Capability::update_returning});
    suites.test("delete_returning", delete_returning, {keys, Capability::delete_returning});
    suites.test("prepared", prepared, {keys});
    suites.test("failing_set_fails_the_call", failing_set_fails_the_call,
                {keys, Capability::transactions});
}

}  // namespace azoth::compliance
