// SPDX-License-Identifier: MIT
#include <array>
#include <chrono>
#include <thread>

#include <sqlite3.h>

#include "sqlite_fixture.hpp"

namespace azoth::sqlite3_driver {
namespace {

using driver::CommitOutcome;
using driver::TransactionStatus;

class Transactions : public SqliteDriverTest {
protected:
    std::unique_ptr<driver::Connection> connection_ = file("x.db", "?busy_timeout=30");
    std::string rows(driver::Connection& connection) {
        return first(connection, "select count(*) from t");
    }
    void make_table(std::string_view journal_mode = "delete") {
        connection_->execute_script("pragma journal_mode=" + std::string(journal_mode) +
                                    "; create table t (a)");
    }
};

TEST_F(Transactions, CommitKeepsAndRollbackUndoes) {
    make_table();
    EXPECT_EQ(connection_->transaction_status(), TransactionStatus::idle);
    connection_->begin({});
    EXPECT_EQ(connection_->transaction_status(), TransactionStatus::active);
    run(*connection_, "insert into t values (1)");
    EXPECT_EQ(connection_->commit(), CommitOutcome::committed);
    connection_->begin({});
    run(*connection_, "insert into t values (2)");
    connection_->rollback();
    EXPECT_EQ(connection_->transaction_status(), TransactionStatus::idle);
    EXPECT_EQ(rows(*connection_), "1");
    EXPECT_EQ(rows(*file("x.db")), "1");
    connection_->rollback();  // nothing to undo
}

TEST_F(Transactions, SchemaChangesRollBack) {
    connection_->begin({});
    run(*connection_, "create table t (a)");
    run(*connection_, "alter table t add column b");
    connection_->rollback();
    failure<ProgrammingError>("no_such_table", [&] { (void)rows(*connection_); });
}

TEST_F(Transactions, SavepointsNest) {
    make_table();
    connection_->begin({});
    run(*connection_, "insert into t values (1)");
    connection_->savepoint("a");
    run(*connection_, "insert into t values (2)");
    connection_->savepoint("b");
    run(*connection_, "insert into t values (3)");
    connection_->rollback_to_savepoint("b");
    connection_->release_savepoint("a");
    failure<ProgrammingError>("no_such_savepoint", [&] { connection_->release_savepoint("a"); });
    EXPECT_EQ(connection_->commit(), CommitOutcome::committed);
    EXPECT_EQ(rows(*connection_), "2");
}

TEST_F(Transactions, LockModesTakeTheirLocks) {
    make_table();
    const auto other = file("x.db", "?busy_timeout=10");
    const auto locked = [&](const driver::TransactionOptions& options) {
        connection_->begin(options);
        bool writes = true;
        bool reads = true;
        try {
            run(*other, "insert into t values (1)");
        } catch (const OperationalError& error) {
            EXPECT_EQ(error.code(), "database_locked");
            writes = false;
        }
        try {
            (void)rows(*other);
        } catch (const OperationalError&) {
            reads = false;
        }
        connection_->rollback();
        return std::string(reads ? "r" : "") + (writes ? "w" : "");
    };
    EXPECT_EQ(locked({}), "rw");
    EXPECT_EQ(locked({.lock_mode = LockMode::deferred}), "rw");
    EXPECT_EQ(locked({.lock_mode = LockMode::immediate}), "r");
    EXPECT_EQ(locked({.lock_mode = LockMode::exclusive}), "");
    connection_ = file("x.db", "?lock_mode=immediate");
    EXPECT_EQ(locked({}), "r");
    EXPECT_EQ(locked({.read_only = true}), "rw");
}

TEST_F(Transactions, ADeferredTransactionThatBeginsByWritingWaits) {
    make_table();
    const auto other = file("x.db");
    other->begin({.lock_mode = LockMode::immediate});
    run(*other, "insert into t values (1)");
    connection_ = file("x.db", "?busy_timeout=60000");
    connection_->begin({});
    std::thread later([&] {
        std::this_thread::sleep_for(std::chrono::milliseconds(60));
        EXPECT_EQ(other->commit(), CommitOutcome::committed);
    });
    run(*connection_, "insert into t values (2)");
    later.join();
    EXPECT_EQ(connection_->commit(), CommitOutcome::committed);
    EXPECT_EQ(rows(*connection_), "2");
}

TEST_F(Transactions, AnOldSnapshotCannotWriteAndSaysSoAtOnce) {
    make_table("wal");
    connection_ = file("x.db", "?busy_timeout=60000");
    connection_->begin({});
    EXPECT_EQ(rows(*connection_), "0");
    run(*file("x.db"), "insert into t values (1)");
    const auto begin = std::chrono::steady_clock::now();
    const auto error = failure<TransactionRollbackError>(
        "serialization_failure", [&] { run(*connection_, "insert into t values (2)"); });
    EXPECT_LT(std::chrono::steady_clock::now() - begin, std::chrono::seconds(20));
    ASSERT_TRUE(error);
    EXPECT_EQ(error->details().native_code, SQLITE_BUSY_SNAPSHOT);
    EXPECT_EQ(error->details().sqlstate, "40001");
    EXPECT_TRUE(error->details().retryable);
    connection_->rollback();
    connection_->begin({});
    run(*connection_, "insert into t values (2)");
    EXPECT_EQ(connection_->commit(), CommitOutcome::committed);
}

TEST_F(Transactions, ABusyCommitLeavesTheTransactionOpen) {
    make_table();
    run(*connection_, "insert into t values (1)");
    const auto reader = file("x.db");
    const auto select = reader->prepare("select a from t", {});
    ASSERT_TRUE(select->execute({}, {}).next());
    connection_->begin({});
    run(*connection_, "insert into t values (2)");
    failure<OperationalError>("database_locked", [&] { (void)connection_->commit(); });
    EXPECT_EQ(connection_->transaction_status(), TransactionStatus::active);
    EXPECT_TRUE(reader->reset(100));
    EXPECT_EQ(connection_->commit(), CommitOutcome::committed);
}

TEST_F(Transactions, ABeginThatMetALockLeavesNothingBehind) {
    make_table();
    const auto other = file("x.db");
    other->begin({.lock_mode = LockMode::immediate});
    failure<OperationalError>("database_locked",
                              [&] { connection_->begin({.lock_mode = LockMode::immediate}); });
    other->rollback();
    connection_->begin({});
    run(*connection_, "insert into t values (1)");
    EXPECT_EQ(connection_->commit(), CommitOutcome::committed);
}

TEST_F(Transactions, DeferredConstraintsFailTheCommitAndNothingIsLost) {
    connection_->execute_script(
        "create table p (id integer primary key);"
        "create table t (p references p deferrable initially deferred)");
    connection_->begin({});
    run(*connection_, "insert into t values (7)");
    const auto error =
        failure<IntegrityError>("foreign_key_violation", [&] { (void)connection_->commit(); });
    ASSERT_TRUE(error);
    EXPECT_EQ(error->details().phase, Phase::commit);
    EXPECT_EQ(connection_->transaction_status(), TransactionStatus::active);
    run(*connection_, "insert into p values (7)");
    EXPECT_EQ(connection_->commit(), CommitOutcome::committed);
}

TEST_F(Transactions, ATransactionThatSqliteEndedIsNotCommitted) {
    connection_->execute_script("create table t (a integer primary key)");
    connection_->begin({});
    run(*connection_, "insert into t values (1)");
    const auto error = failure<IntegrityError>(
        "unique_violation", [&] { run(*connection_, "insert or rollback into t values (1)"); });
    ASSERT_TRUE(error);
    EXPECT_NE(error->details().hint.find("rolled the whole transaction back"), std::string::npos);
    EXPECT_EQ(connection_->transaction_status(), TransactionStatus::idle);
    EXPECT_EQ(connection_->commit(), CommitOutcome::rolled_back);
    EXPECT_EQ(rows(*connection_), "0");
}

TEST_F(Transactions, AFullDatabaseIsNamed) {
    connection_->execute_script("create table t (a); pragma max_page_count=3");
    connection_->begin({});
    const std::string big(20'000, 'x');
    failure<OperationalError>("disk_full", [&] {
        run(*connection_, "insert into t values (?1)", {ValueView(std::string_view(big))});
    });
    if (connection_->transaction_status() == TransactionStatus::idle) {
        EXPECT_EQ(connection_->commit(), CommitOutcome::rolled_back);
    }
    connection_->rollback();
    EXPECT_EQ(rows(*connection_), "0");
}

TEST_F(Transactions, ReadOnlyMeansReadOnly) {
    make_table();
    const auto insert = connection_->prepare("insert into t values (1)", {});
    connection_->begin({.read_only = true});
    EXPECT_EQ(rows(*connection_), "0");
    failure<OperationalError>("read_only_transaction", [&] { (void)insert->execute({}, {}); });
    failure<OperationalError>("read_only_transaction",
                              [&] { connection_->execute_script("select 1; delete from t"); });
    EXPECT_EQ(connection_->commit(), CommitOutcome::committed);
    (void)insert->execute({}, {});
    EXPECT_EQ(rows(*connection_), "1");
    connection_->begin({.read_only = true});
    EXPECT_TRUE(connection_->reset(100));
    (void)insert->execute({}, {});
}

TEST_F(Transactions, IsolationIsSerializableOrReadUncommitted) {
    EXPECT_EQ(connection_->default_isolation(), Isolation::serializable);
    connection_->begin({.isolation = Isolation::serializable});
    connection_->rollback();
    connection_->begin({.isolation = Isolation::read_uncommitted});
    EXPECT_EQ(first(*connection_, "pragma read_uncommitted"), "1");
    connection_->rollback();
    connection_->begin({});
    EXPECT_EQ(first(*connection_, "pragma read_uncommitted"), "0");
    connection_->rollback();
    for (const Isolation level :
         {Isolation::autocommit, Isolation::read_committed, Isolation::repeatable_read}) {
        const auto error = failure<ArgumentError>(
            "bad_isolation_level", [&] { connection_->begin({.isolation = level}); });
        ASSERT_TRUE(error);
        EXPECT_NE(error->details().hint.find("SERIALIZABLE"), std::string::npos);
    }
    EXPECT_EQ(connection_->transaction_status(), TransactionStatus::idle);
}

TEST_F(Transactions, MisuseIsNamed) {
    connection_->begin({});
    failure<InvalidRequestError>("transaction_active", [&] { connection_->begin({}); });
    failure<InvalidRequestError>("transaction_active", [&] { run(*connection_, "vacuum"); });
    connection_->rollback();
    EXPECT_EQ(connection_->commit(), CommitOutcome::rolled_back);
    failure<InvalidRequestError>("no_transaction", [&] { run(*connection_, "commit"); });
}

TEST_F(Transactions, UnreadReturningIsNoReasonToHang) {
    make_table();
    connection_->begin({});
    const auto insert = connection_->prepare("insert into t values (1), (2) returning a", {});
    driver::Cursor& cursor = insert->execute({}, {});
    ASSERT_TRUE(cursor.next());
    failure<InvalidRequestError>("cursor_open", [&] { (void)connection_->commit(); });
    EXPECT_EQ(connection_->transaction_status(), TransactionStatus::active);
    cursor.close();
    EXPECT_EQ(connection_->commit(), CommitOutcome::committed);
    EXPECT_EQ(rows(*connection_), "2");
}

TEST_F(Transactions, ResetLeavesNothingBehind) {
    make_table();
    run(*connection_, "insert into t values (1), (2)");
    const auto select = connection_->prepare("select a from t", {});
    connection_->begin({.isolation = Isolation::read_uncommitted});
    run(*connection_, "insert into t values (3)");
    driver::Cursor& cursor = select->execute({}, {});
    ASSERT_TRUE(cursor.next());
    EXPECT_TRUE(connection_->reset(1000));
    EXPECT_FALSE(cursor.next());
    EXPECT_EQ(connection_->transaction_status(), TransactionStatus::idle);
    EXPECT_EQ(rows(*connection_), "2");
    EXPECT_EQ(first(*connection_, "pragma read_uncommitted"), "0");
    run(*connection_, "pragma foreign_keys=off");
    EXPECT_TRUE(connection_->reset(1000));
    EXPECT_EQ(first(*connection_, "pragma foreign_keys"), "1");
    ASSERT_TRUE(select->execute({}, {}).next());
}

TEST_F(Transactions, StatementsOutliveACloseWithoutHarm) {
    make_table();
    run(*connection_, "insert into t values (1), (2)");
    const auto select = connection_->prepare("select a from t", {});
    driver::Cursor& cursor = select->execute({}, {});
    ASSERT_TRUE(cursor.next());
    connection_->begin({});
    connection_->close();
    EXPECT_FALSE(cursor.next());
    cursor.close();
    failure<InvalidRequestError>("connection_closed", [&] { (void)select->execute({}, {}); });
    connection_.reset();
}

}  // namespace
}  // namespace azoth::sqlite3_driver
