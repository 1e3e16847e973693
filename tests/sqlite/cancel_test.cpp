// SPDX-License-Identifier: MIT
#include <atomic>
#include <chrono>
#include <thread>

#include <sqlite3.h>

#include "sqlite3/canceller.hpp"
#include "sqlite_fixture.hpp"

namespace azoth::sqlite3_driver {
namespace {

using namespace std::chrono_literals;

using Cancel = SqliteDriverTest;

constexpr std::string_view endless =
    "with recursive n(i) as (select 1 union all select i + 1 from n) select count(*) from n";

TEST_F(Cancel, StopsARunningStatement) {
    const auto connection = memory();
    const auto canceller = connection->canceller();
    std::atomic<bool> done = false;
    std::thread other([&] {
        while (!done) {
            canceller->cancel();
            std::this_thread::sleep_for(1ms);
        }
    });
    const auto error = failure<OperationalError>("statement_cancelled",
                                                 [&] { (void)first(*connection, endless); });
    done = true;
    other.join();
    ASSERT_TRUE(error);
    EXPECT_EQ(error->details().sqlstate, "57014");
    EXPECT_EQ(first(*connection, "select 1"), "1");
}

TEST_F(Cancel, StopsAWaitForALock) {
    const auto holder = file("x.db");
    run(*holder, "create table t (a)");
    holder->begin({.lock_mode = LockMode::immediate});
    const auto connection = file("x.db", "?busy_timeout=60000");
    const auto canceller = connection->canceller();
    std::atomic<bool> done = false;
    std::thread other([&] {
        while (!done) {
            canceller->cancel();
            std::this_thread::sleep_for(1ms);
        }
    });
    const auto begin = std::chrono::steady_clock::now();
    failure<OperationalError>("statement_cancelled",
                              [&] { run(*connection, "insert into t values (1)"); });
    EXPECT_LT(std::chrono::steady_clock::now() - begin, 20s);
    done = true;
    other.join();
}

TEST_F(Cancel, DoesNothingWithoutAStatement) {
    const auto connection = memory();
    const auto canceller = connection->canceller();
    canceller->cancel();
    EXPECT_EQ(first(*connection, "select 1"), "1");
    connection->execute_script("select 1");
    canceller->cancel();
    connection->begin({});
    canceller->cancel();
    EXPECT_EQ(connection->commit(), driver::CommitOutcome::committed);
}

TEST_F(Cancel, IsSafeAgainstClose) {
    for (int round = 0; round < 200; ++round) {
        auto connection = memory();
        const auto canceller = connection->canceller();
        std::atomic<bool> done = false;
        std::thread other([&] {
            while (!done) canceller->cancel();
        });
        try {
            (void)first(*connection, "select 1");
        } catch (const OperationalError&) {
        }
        connection.reset();
        done = true;
        other.join();
        canceller->cancel();
    }
}

TEST_F(Cancel, LetsGoOfTheHandle) {
    sqlite3* handle = nullptr;
    ASSERT_EQ(sqlite3_open(":memory:", &handle), SQLITE_OK);
    Sqlite3Canceller canceller(handle);
    canceller.cancel();
    EXPECT_TRUE(canceller.requested());
    EXPECT_FALSE(canceller.sleep(std::int64_t{3600} * 1'000'000'000));
    canceller.forget();
    canceller.detach();
    ASSERT_EQ(sqlite3_close(handle), SQLITE_OK);
    canceller.cancel();
    EXPECT_FALSE(canceller.requested());
}

TEST_F(Cancel, ATimeOutEndsAStatement) {
    const auto connection = memory();
    const auto statement = connection->prepare(endless, {});
    const auto begin = std::chrono::steady_clock::now();
    const auto error = failure<TimeoutError>(
        "statement_timeout", [&] { (void)statement->execute({}, {.timeout_ms = 20}); });
    EXPECT_GE(std::chrono::steady_clock::now() - begin, 20ms);
    ASSERT_TRUE(error);
    EXPECT_EQ(error->details().phase, Phase::execute);
    EXPECT_EQ(first(*connection, "select 1"), "1");
}

TEST_F(Cancel, ATimeOutCoversTheFetchAndTheBatch) {
    const auto connection = memory();
    const auto statement = connection->prepare(
        "with recursive n(i) as (select 1 union all select i + 1 from n) select i from n", {});
    driver::Cursor& cursor = statement->execute({}, {.timeout_ms = 20});
    failure<TimeoutError>("statement_timeout", [&] {
        while (cursor.next()) {
        }
    });
    EXPECT_FALSE(cursor.next());
    run(*connection, "create table t (a)");
    const auto insert = connection->prepare(
        "insert into t with recursive n(i) as (select ?1 union all select i + 1 from n) "
        "select count(*) from n",
        {});
    const ValueView one(std::int64_t{1});
    failure<TimeoutError>("statement_timeout", [&] {
        (void)insert->execute_batch({1, std::span(&one, 1)}, {.timeout_ms = 20});
    });
}

TEST_F(Cancel, ATimeOutCoversTheWaitForALock) {
    const auto holder = file("x.db");
    run(*holder, "create table t (a)");
    holder->begin({.lock_mode = LockMode::immediate});
    const auto connection = file("x.db", "?busy_timeout=60000");
    const auto insert = connection->prepare("insert into t values (1)", {});
    const auto begin = std::chrono::steady_clock::now();
    failure<TimeoutError>("statement_timeout",
                          [&] { (void)insert->execute({}, {.timeout_ms = 30}); });
    EXPECT_LT(std::chrono::steady_clock::now() - begin, 20s);
}

TEST_F(Cancel, ATimeOutCoversWhatIsNoStatementOfOurs) {
    const auto holder = file("x.db");
    run(*holder, "create table t (a)");
    const auto connection = file("x.db", "?busy_timeout=60000");
    const auto begin = std::chrono::steady_clock::now();
    failure<TimeoutError>("statement_timeout", [&] {
        connection->execute_script("select 1; " + std::string(endless), 30);
    });
    holder->begin({.lock_mode = LockMode::exclusive});
    const auto prepare = failure<TimeoutError>(
        "statement_timeout", [&] { (void)connection->prepare("select a from t", {}, 30); });
    ASSERT_TRUE(prepare);
    EXPECT_EQ(prepare->details().phase, Phase::prepare);
    failure<TimeoutError>("statement_timeout",
                          [&] { connection->begin({.lock_mode = LockMode::immediate}, 30); });
    EXPECT_EQ(connection->transaction_status(), driver::TransactionStatus::idle);
    holder->rollback();

    const auto select = holder->prepare("select 1 from sqlite_schema", {});
    driver::Cursor& reading = select->execute({}, {});
    ASSERT_TRUE(reading.next());
    connection->begin({}, 60'000);
    run(*connection, "insert into t values (1)");
    const auto commit =
        failure<TimeoutError>("statement_timeout", [&] { (void)connection->commit(30); });
    ASSERT_TRUE(commit);
    EXPECT_EQ(commit->details().phase, Phase::commit);
    EXPECT_EQ(connection->transaction_status(), driver::TransactionStatus::active);
    EXPECT_LT(std::chrono::steady_clock::now() - begin, 20s);
    reading.close();
    EXPECT_EQ(connection->commit(60'000), driver::CommitOutcome::committed);
    EXPECT_EQ(first(*holder, "select count(*) from t"), "1");
}

TEST_F(Cancel, AnEndedTransactionIsNoticed) {
    const auto connection = memory();
    run(*connection, "create table t (a)");
    connection->begin({});
    run(*connection, "insert into t values (1)");
    const auto insert = connection->prepare(
        "insert into t with recursive n(i) as (select 1 union all select i + 1 from n) "
        "select i from n",
        {});
    failure<TimeoutError>("statement_timeout",
                          [&] { (void)insert->execute({}, {.timeout_ms = 20}); });
    // SQLite undoes the whole transaction of an interrupted write: the status is its own.
    EXPECT_EQ(connection->transaction_status(), driver::TransactionStatus::idle);
    EXPECT_EQ(connection->commit(), driver::CommitOutcome::rolled_back);
    EXPECT_EQ(first(*connection, "select count(*) from t"), "0");
}

}  // namespace
}  // namespace azoth::sqlite3_driver
