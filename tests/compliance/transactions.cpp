// SPDX-License-Identifier: MIT
// What is committed stays, what is not is gone: checked on another connection where there is one.
#include <azoth/compliance/suite.hpp>

#include <algorithm>
#include <stdexcept>

#include <gtest/gtest.h>

namespace azoth::compliance {

namespace {

struct Ledgerbook {
    MetaData metadata;
    Table entry{"azc_entry", metadata, Column{"id", Integer{}, primary_key, no_autoincrement},
                Column{"amount", Integer{}}};
    Bench& bench;
    explicit Ledgerbook(Bench& made) : bench(made) { bench.create(metadata); }

    void add(Connection& db, int id) const {
        db.execute(insert(entry), Params{{"id", id}, {"amount", id * 10}});
    }
    std::int64_t count(Connection& db) const {
        return db.scalar<std::int64_t>(select(func::count()).select_from(entry));
    }
    /// As a stranger sees it: call it without a connection at hand.
    std::int64_t stored() const {
        Connection db = bench.engine().connect();
        return count(db);
    }
};

void commit_and_rollback(Bench& bench) {
    const Ledgerbook book(bench);
    {
        Connection db = bench.engine().connect();
        EXPECT_FALSE(db.in_transaction());
        book.add(db, 1);
        EXPECT_TRUE(db.in_transaction());
        db.commit();
        EXPECT_FALSE(db.in_transaction());
        book.add(db, 2);
        db.rollback();
        book.add(db, 3);
        db.commit();
        EXPECT_EQ(caught([&] { db.commit(); }).code, "no_transaction");
    }
    EXPECT_EQ(book.stored(), 2);
}

void uncommitted_is_dropped(Bench& bench) {
    const Ledgerbook book(bench);
    {
        Connection db = bench.engine().connect();
        book.add(db, 1);
        EXPECT_EQ(book.count(db), 1);
    }
    EXPECT_EQ(book.stored(), 0);
    {
        Connection db = bench.engine().connect();
        Transaction transaction = db.begin();
        book.add(db, 1);
    }
    EXPECT_EQ(book.stored(), 0);
}

void uncommitted_is_invisible(Bench& bench) {
    if (bench.target().single_connection) GTEST_SKIP() << "the target has one connection";
    const Ledgerbook book(bench);
    Connection db = bench.engine().connect();
    book.add(db, 1);
    EXPECT_EQ(book.stored(), 0);
    db.commit();
    EXPECT_EQ(book.stored(), 1);
}

void callbacks(Bench& bench) {
    const Ledgerbook book(bench);
    EXPECT_EQ(bench.engine().begin([&](Connection& db) {
        book.add(db, 1);
        return 5;
    }),
              5);
    EXPECT_THROW(bench.engine().begin([&](Connection& db) {
        book.add(db, 2);
        throw std::runtime_error("stop");
    }),
                 std::runtime_error);
    EXPECT_EQ(book.stored(), 1);
}

void savepoints(Bench& bench) {
    const Ledgerbook book(bench);
    {
        Connection db = bench.engine().connect();
        book.add(db, 1);
        {
            Savepoint kept = db.begin_nested();
            book.add(db, 2);
            {
                Savepoint inner = db.begin_nested();
                book.add(db, 3);
                inner.rollback();
            }
            EXPECT_EQ(book.count(db), 2);
            kept.release();
        }
        {
            Savepoint dropped = db.begin_nested();
            book.add(db, 4);
        }
        Savepoint last = db.begin_nested();
        last.release();
        EXPECT_EQ(caught([&] { last.rollback(); }).code, "no_such_savepoint");
        db.commit();
    }
    EXPECT_EQ(book.stored(), 2);
}

/// A savepoint heals a failed statement on every database.
void savepoint_after_error(Bench& bench) {
    const Ledgerbook book(bench);
    Connection db = bench.engine().connect();
    book.add(db, 1);
    Savepoint savepoint = db.begin_nested();
    EXPECT_EQ(caught([&] { book.add(db, 1); }).category, "IntegrityError");
    savepoint.rollback();
    book.add(db, 2);
    db.commit();
    EXPECT_EQ(book.count(db), 2);
}

/// After an error the transaction either goes on or refuses everything but rollback; what commit()
/// says is what is stored.
void error_inside_transaction(Bench& bench) {
    const Ledgerbook book(bench);
    Connection db = bench.engine().connect();
    book.add(db, 1);
    EXPECT_EQ(caught([&] { book.add(db, 1); }).category, "IntegrityError");
    const Caught refusal = caught([&] { db.commit(); });
    db.rollback();
    EXPECT_EQ(book.count(db), refusal.category.empty() ? 1 : 0) << refusal.text;
    db.rollback();
    book.add(db, 5);
    db.commit();
    EXPECT_EQ(db.scalar<int>(select(func::max(book.entry["id"]))), 5);
}

void autocommit(Bench& bench) {
    const Ledgerbook book(bench);
    {
        Connection db = bench.engine().connect({.isolation_level = Isolation::autocommit});
        book.add(db, 1);
        EXPECT_FALSE(db.in_transaction());
        db.rollback();
    }
    EXPECT_EQ(book.stored(), 1);
    {
        Connection db = bench.engine().connect();  // the setting does not stick to the session
        book.add(db, 2);
    }
    EXPECT_EQ(book.stored(), 1);
}

void isolation_levels(Bench& bench) {
    const Ledgerbook book(bench);
    for (const Isolation level : bench.requirements().isolation_levels()) {
        SCOPED_TRACE(isolation_name(level));
        Connection db = bench.engine().connect({.isolation_level = level});
        EXPECT_EQ(db.isolation_level(), level);
        EXPECT_EQ(book.count(db), 0);
        EXPECT_EQ(caught([&] { db.set_isolation_level(level); }).code, "already_in_transaction");
        db.rollback();
    }
}

/// The level of an engine, of a connection and of one transaction; and after the session came back
/// it is the default again.
void isolation_is_given_back(Bench& bench) {
    const Ledgerbook book(bench);
    for (const Isolation level : bench.requirements().isolation_levels()) {
        SCOPED_TRACE(isolation_name(level));
        EngineOptions options = bench.requirements().engine_options();
        options.isolation_level = level;
        options.pool.size = 1;
        if (bench.target().single_connection) {
            const Engine other = bench.engine().execution_options({.isolation_level = level});
            EXPECT_EQ(other.connect().isolation_level(), level);
        } else {
            Engine engine = bench.make_engine(options);
            EXPECT_EQ(engine.connect().isolation_level(), level);
            {
                Connection db = engine.connect({.isolation_level = Isolation::autocommit});
                EXPECT_EQ(db.isolation_level(), Isolation::autocommit);
                EXPECT_EQ(book.count(db), 0);
            }
            Connection again = engine.connect();
            EXPECT_EQ(again.isolation_level(), level);
            EXPECT_EQ(book.count(again), 0);
        }
        Connection db = bench.engine().connect();
        EXPECT_EQ(db.isolation_level(), bench.requirements().engine_options().isolation_level);
        Transaction one = db.begin({.isolation = level});
        EXPECT_EQ(book.count(db), 0);
        one.commit();
    }
}

void unknown_isolation(Bench& bench) {
    const auto levels = bench.requirements().isolation_levels();
    for (const Isolation level : {Isolation::read_uncommitted, Isolation::read_committed,
                                  Isolation::repeatable_read, Isolation::serializable}) {
        if (std::find(levels.begin(), levels.end(), level) != levels.end()) continue;
        Connection db = bench.engine().connect({.isolation_level = level});
        const Caught refusal = caught([&] { (void)db.scalar<int>(text("SELECT 1")); });
        EXPECT_TRUE(refusal.code == "bad_isolation_level" || refusal.code == "not_supported")
            << isolation_name(level) << ": " << refusal.text;
    }
}

/// A transaction that only reads says so when it is asked to write.
void read_only(Bench& bench) {
    const Ledgerbook book(bench);
    {
        Connection db = bench.engine().connect({.read_only = true});
        EXPECT_EQ(book.count(db), 0);
        EXPECT_NE(caught([&] { book.add(db, 1); }).category, "");
        db.rollback();
    }
    EXPECT_EQ(book.stored(), 0);
    // Without a transaction nobody keeps the promise.
    EXPECT_EQ(caught([&] {
                  Connection db = bench.engine().connect(
                      {.isolation_level = Isolation::autocommit, .read_only = true});
                  book.add(db, 1);
              }).code,
              "autocommit");
    {
        Connection db = bench.engine().connect({.read_only = true});
        EXPECT_EQ(caught([&] { db.set_isolation_level(Isolation::autocommit); }).code,
                  "autocommit");
        EXPECT_EQ(book.count(db), 0);
    }
    Connection db = bench.engine().connect();
    book.add(db, 1);
    db.commit();
}

/// autocommit may be switched between transactions, and is over when it is switched off.
void autocommit_and_back(Bench& bench) {
    const auto levels = bench.requirements().isolation_levels();
    if (levels.empty()) GTEST_SKIP() << "the target has no isolation level to go back to";
    const Isolation usual = levels.back();
    const Ledgerbook book(bench);
    {
        Connection db = bench.engine().connect();
        book.add(db, 1);
        EXPECT_EQ(caught([&] { db.set_isolation_level(Isolation::autocommit); }).code,
                  "already_in_transaction");
        db.rollback();
        db.set_isolation_level(Isolation::autocommit);
        book.add(db, 2);
        EXPECT_EQ(book.count(db), 1);
        db.set_isolation_level(usual);
        book.add(db, 3);
        db.rollback();
    }
    EXPECT_EQ(book.stored(), 1);
}

void ddl_in_transaction(Bench& bench) {
    MetaData metadata;
    const Table table("azc_made", metadata, Column{"id", Integer{}, primary_key});
    bench.drop_later(metadata);
    {
        Connection db = bench.engine().connect();
        metadata.create_all(db);
        db.execute(insert(table), Params{{"id", 1}});
        db.rollback();
    }
    EXPECT_FALSE(inspect(bench.engine()).has_table("azc_made"));
    {
        Connection db = bench.engine().connect();
        metadata.create_all(db);
        db.commit();
    }
    EXPECT_TRUE(inspect(bench.engine()).has_table("azc_made"));
}

void lost_session(Bench& bench) {
    const std::string end = bench.requirements().end_of_session();
    if (end.empty()) GTEST_SKIP() << "sessions of this database cannot be ended from SQL";
    const Ledgerbook book(bench);
    Connection db = bench.engine().connect();
    book.add(db, 1);
    EXPECT_EQ(caught([&] { (void)db.execute(text(end)).all(); }).category, "DisconnectError");
    EXPECT_NE(caught([&] { (void)book.count(db); }).category, "");
    db.close();
    EXPECT_EQ(book.stored(), 0);
}

}  // namespace

void add_transactions(Suites& suites) {
    suites.begin("transactions", Badge::transactions);
    const auto add = [&](const char* name, void (*body)(Bench&)) {
        suites.test(name, body, {Capability::transactions});
    };
    add("commit_and_rollback", commit_and_rollback);
    add("uncommitted_is_dropped", uncommitted_is_dropped);
    add("uncommitted_is_invisible", uncommitted_is_invisible);
    add("callbacks", callbacks);
    add("error_inside_transaction", error_inside_transaction);
    add("autocommit", autocommit);
    add("isolation_levels", isolation_levels);
    add("isolation_is_given_back", isolation_is_given_back);
    add("unknown_isolation", unknown_isolation);
    add("read_only", read_only);
    add("autocommit_and_back", autocommit_and_back);
    add("lost_session", lost_session);
    suites.test("savepoints", savepoints, {Capability::transactions, Capability::savepoints});
    suites.test("savepoint_after_error", savepoint_after_error,
                {Capability::transactions, Capability::savepoints});
    suites.test("ddl_in_transaction", ddl_in_transaction,
                {Capability::transactions, Capability::transactional_ddl});
}

}  // namespace azoth::compliance
