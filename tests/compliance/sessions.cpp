// SPDX-License-Identifier: MIT
// What may befall a session: time-outs, cancels, changes of the schema, results left open.
#include <azoth/compliance/suite.hpp>

#include <atomic>
#include <chrono>
#include <thread>

#include <gtest/gtest.h>

#include <azoth/driver/connection.hpp>

#include "shop.hpp"

namespace azoth::compliance {

namespace {

/// A query that would not end within anyone's patience: 300 ^ 5 rows are counted.
struct Endless {
    MetaData metadata;
    Table number{"azc_number", metadata, Column{"n", Integer{}}};
    Select query;

    explicit Endless(Bench& bench) : query(select(func::count())) {
        bench.create(metadata);
        bench.write([&](Connection& db) {
            std::vector<int> rows(300);
            for (std::size_t i = 0; i < rows.size(); ++i) rows[i] = static_cast<int>(i);
            db.insert_many(number, {"n"}, rows);
        });
        query = query.select_from(number);
        for (const char* name : {"a", "b", "c", "d"}) query = query.cross_join(number.alias(name));
    }
};

void time_out(Bench& bench) {
    const Answer answer = bench.answer(Question::timeouts_stop_statements);
    if (!answer.yes) GTEST_SKIP() << answer.reason;
    const Endless endless(bench);
    Connection db = bench.engine().connect();
    const auto begin = std::chrono::steady_clock::now();
    const Caught failure =
        caught([&] { (void)db.execute(endless.query, {.timeout_ms = 100}).one(); });
    EXPECT_LT(std::chrono::steady_clock::now() - begin, std::chrono::seconds(30));
    EXPECT_EQ(failure.category, "TimeoutError") << failure.text;
    EXPECT_EQ(failure.code, "statement_timeout");
    db.rollback();
    EXPECT_EQ(db.scalar<std::int64_t>(select(func::count()).select_from(endless.number)), 300);
}

void cancelled(Bench& bench) {
    const Answer answer = bench.answer(Question::timeouts_stop_statements);
    if (!answer.yes) GTEST_SKIP() << answer.reason;
    const Endless endless(bench);
    Connection db = bench.engine().connect();
    (void)db.scalar<std::int64_t>(select(func::count()).select_from(endless.number));
    const auto canceller = db.canceller();
    std::atomic<bool> done = false;
    std::thread other([&] {
        while (!done) {
            canceller->cancel();
            std::this_thread::sleep_for(std::chrono::milliseconds(20));
        }
    });
    const Caught failure = caught([&] { (void)db.execute(endless.query).one(); });
    done = true;
    other.join();
    EXPECT_EQ(failure.category, "OperationalError") << failure.text;
    EXPECT_EQ(failure.code, "statement_cancelled");
    // A cancel that comes late may still hit one statement.
    (void)caught([&] { db.rollback(); });
    (void)caught([&] { (void)db.scalar<int>(text("SELECT 1")); });
    db.rollback();
    EXPECT_EQ(db.scalar<std::int64_t>(select(func::count()).select_from(endless.number)), 300);
}

struct Growing {
    MetaData metadata;
    Table table{"azc_growing", metadata, Column{"id", Integer{}, primary_key, no_autoincrement}};
    explicit Growing(Bench& bench) {
        bench.create(metadata);
        bench.write([&](Connection& db) { db.execute(insert(table), {{{"id", 1}}, {{"id", 2}}}); });
    }
};

/// The same text after the table has another column: the new shape, never the old one.
void statements_after_ddl(Bench& bench) {
    const Growing growing(bench);
    Connection db = bench.engine().connect();
    const auto all = text("SELECT * FROM azc_growing");
    for (int i = 0; i < 3; ++i) EXPECT_EQ(db.execute(all).keys(), Names{"id"});
    auto prepared = db.prepare(all);
    EXPECT_EQ(prepared.execute().keys(), Names{"id"});
    db.execute(text("ALTER TABLE azc_growing ADD COLUMN more INTEGER"));
    db.execute(text("UPDATE azc_growing SET more = 5"));
    Result after = db.execute(all);
    EXPECT_EQ(after.keys(), (Names{"id", "more"}));
    EXPECT_EQ(after.all()[0]["more"].as<int>(), 5);
    const Caught outdated = caught([&] {
        EXPECT_EQ(prepared.execute().keys(), (Names{"id", "more"}));
    });
    if (!outdated.category.empty()) {
        EXPECT_EQ(outdated.code, "statement_outdated") << outdated.text;
    }
    if (bench.supports(Capability::transactions)) db.commit();
}

/// A table that is made anew under the same name and with another type of column.
void statements_after_another_table(Bench& bench) {
    MetaData metadata;
    const Table first{"azc_reborn", metadata, Column{"x", Integer{}}};
    bench.create(metadata);
    Connection db = bench.engine().connect();
    const auto all = text("SELECT x FROM azc_reborn");
    db.execute(insert(first), Params{{"x", 1}});
    EXPECT_EQ(db.scalar<int>(all), 1);
    db.execute(DropTable{first});
    MetaData other;
    const Table second{"azc_reborn", other, Column{"x", String{10}}};
    db.execute(CreateTable{second});
    db.execute(insert(second), Params{{"x", "text"}});
    EXPECT_EQ(db.scalar<std::string>(all), "text");
    EXPECT_EQ(db.scalar<std::string>(select(second["x"])), "text");
    if (bench.supports(Capability::transactions)) db.commit();
}

/// A result that nobody finished, when the transaction ends and when the session goes.
void results_left_open(Bench& bench) {
    const Growing growing(bench);
    Connection db = bench.engine().connect();
    Result open = db.execute(select(growing.table), {.stream_results = true, .yield_per = 1});
    EXPECT_EQ(open.fetchmany(1).size(), 1U);
    db.rollback();
    EXPECT_EQ(db.scalar<std::int64_t>(select(func::count()).select_from(growing.table)), 2);
    Result second = db.execute(select(growing.table), {.stream_results = true, .yield_per = 1});
    EXPECT_EQ(second.fetchmany(1).size(), 1U);
    db.close();
    // Whatever it still gives, it gives no row of another statement and does not crash.
    const Caught late = caught([&] { EXPECT_LE(second.all().size(), 1U); });
    if (!late.category.empty()) {
        EXPECT_NE(late.code, "");
    }
    Connection next = bench.engine().connect();
    EXPECT_EQ(next.scalar<std::int64_t>(select(func::count()).select_from(growing.table)), 2);
}

/// Fifty statements open at once on one connection.
void many_open_results(Bench& bench) {
    const Growing growing(bench);
    Connection db = bench.engine().connect();
    std::vector<Result> open;
    for (int i = 0; i < 50; ++i)
        open.push_back(
            db.execute(select((growing.table["id"] + i).label("x")).order_by(growing.table["id"])));
    for (int i = 0; i < 50; ++i) {
        const Rows rows = open[static_cast<std::size_t>(i)].all();
        ASSERT_EQ(rows.size(), 2U);
        EXPECT_EQ(rows[0][0].as<int>(), 1 + i);
    }
}

/// The pool tests a connection before it lends it, so a lost one is not noticed by the program.
void pinged_by_the_pool(Bench& bench) {
    const std::string end = bench.requirements().end_of_session();
    if (end.empty()) GTEST_SKIP() << "sessions of this database cannot be ended from SQL";
    EngineOptions options = bench.requirements().engine_options();
    options.pool.pre_ping = true;
    options.pool.size = 2;
    Engine engine = bench.make_engine(options);
    {
        Connection db = engine.connect();
        EXPECT_EQ(caught([&] { (void)db.execute(text(end)).all(); }).category, "DisconnectError");
    }
    for (int i = 0; i < 3; ++i) EXPECT_EQ(engine.connect().scalar<int>(text("SELECT 1")), 1);
    engine.dispose();
}

}  // namespace

void add_sessions(Suites& suites) {
    suites.begin("sessions", Badge::transactions);
    suites.test("time_out", time_out);
    suites.test("cancelled", cancelled);
    suites.test("statements_after_ddl", statements_after_ddl);
    suites.test("statements_after_another_table", statements_after_another_table);
    suites.test("results_left_open", results_left_open);
    suites.test("many_open_results", many_open_results);
    suites.test("pinged_by_the_pool", pinged_by_the_pool);
}

}  // namespace azoth::compliance
