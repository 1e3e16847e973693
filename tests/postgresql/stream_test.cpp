// SPDX-License-Identifier: MIT
#include <linux/tcp.h>
#include <netinet/in.h>
#include <sys/socket.h>

#include <atomic>
#include <stdexcept>
#include <thread>

#include <libpq-fe.h>

#include <azoth/driver/row_block.hpp>

#include <azoth_test/heap.hpp>

#include "proxy.hpp"
#include "server.hpp"

namespace {

using namespace azoth;
using azoth::driver::TransactionStatus;
using azoth_test::Bound;
using azoth_test::error_code;
using azoth_test::query;
using azoth_test::scalar;

constexpr driver::ExecuteOptions streamed{.stream = true};

class Streams : public azoth_test::OnServer {
protected:
    void SetUp() override {
        OnServer::SetUp();
        if (!IsSkipped()) db_ = connect();
    }
    std::unique_ptr<driver::Connection> db_;
};

TEST_F(Streams, AMillionRowsInFlatMemoryWhileAnotherConnectionWorks) {
    const auto other = connect();
    other->execute_script("create temp table seen (n bigint)");
    const auto insert = other->prepare("insert into seen values ($1)", {});
    const auto statement = db_->prepare(
        "select n, 'row ' || n, n * 0.5::float8 from generate_series(1, 1000000) n", {});
    for (const auto& [stream, in_transaction] :
         {std::pair(true, false), std::pair(true, true), std::pair(false, false)}) {
        if (in_transaction) db_->begin({});
        const std::int64_t before = azoth::test::heap_bytes();
        std::int64_t peak = before;
        std::int64_t rows = 0;
        std::int64_t sum = 0;
        auto& cursor = statement->execute({}, {.stream = stream});
        while (cursor.next()) {
            std::int64_t n = 0;
            std::string_view text;
            ASSERT_TRUE(cursor.read_int64(0, n) && cursor.read_text(1, text));
            sum += n;
            if (++rows % 100'000 == 0) {
                insert->execute(Bound(n), {});
                peak = std::max(peak, azoth::test::heap_bytes());
            }
        }
        EXPECT_EQ(rows, 1'000'000);
        EXPECT_EQ(sum, 500'000'500'000);
        if (in_transaction) db_->rollback();
        // The control: a result that is not streamed does not fit into that.
        EXPECT_EQ(peak - before < 16'000'000, stream) << peak - before << " bytes grown";
    }
    EXPECT_EQ(scalar(*other, "select count(*) from seen").as<int>(), 30);
}

TEST_F(Streams, BlockTheirOwnConnectionAndSaySo) {
    const auto statement = db_->prepare("select generate_series(1, 100000)", {});
    auto& cursor = statement->execute({}, streamed);
    ASSERT_TRUE(cursor.next());
    EXPECT_EQ(error_code<InvalidRequestError>([&] { query(*db_, "select 1"); }), "connection_busy");
    EXPECT_EQ(db_->transaction_status(), TransactionStatus::idle);
    EXPECT_TRUE(db_->ping(100));
    cursor.close();
    cursor.close();
    EXPECT_EQ(scalar(*db_, "select 1").as<int>(), 1);
}

/// What the kernel has received for a session so far.
std::uint64_t bytes_received(driver::Connection& db) {
    auto* const session = static_cast<PGconn*>(db.native_handle().address());
    tcp_info info{};
    socklen_t size = sizeof info;
    if (::getsockopt(PQsocket(session), IPPROTO_TCP, TCP_INFO, &info, &size) != 0) {
        throw std::runtime_error("no TCP_INFO");
    }
    return info.tcpi_bytes_received;
}

TEST_F(Streams, CloseEarlyWithoutReadingOnForever) {
    const auto statement =
        db_->prepare("select generate_series(1, 100000000), repeat('x', 1000)", {});
    for (const bool in_transaction : {false, true}) {
        if (in_transaction) db_->begin({});
        auto& cursor = statement->execute({}, streamed);
        ASSERT_TRUE(cursor.next());
        cursor.close();
        EXPECT_TRUE(db_->is_open());
        EXPECT_EQ(db_->transaction_status(),
                  in_transaction ? TransactionStatus::active : TransactionStatus::idle);
    }
    EXPECT_LT(bytes_received(*db_), 20'000'000'000U) << "each of the two results has 100 GB";
}

// ── inside of a transaction: a cursor of the server ─────────────────────────────────────────────

/// Cursors that the session has open.
int portals(driver::Connection& db) {
    return scalar(db, "select count(*)::int from pg_cursors where name like 'azoth_rows%'")
        .as<int>();
}

TEST_F(Streams, InATransactionSeveralShareTheConnection) {
    db_->begin({});
    const auto a = db_->prepare("select n from generate_series(1, $1::int) n", {});
    const auto b = db_->prepare("select n from generate_series(1, $1::int) n", {});
    auto& left = a->execute(Bound(1000), {.stream = true, .fetch_size = 7});
    auto& right = b->execute(Bound(1000), streamed);
    std::int64_t rows = 0;
    while (left.next()) {
        ASSERT_TRUE(right.next());
        EXPECT_EQ(left.cell(0), right.cell(0));
        if (rows % 100 == 0) {
            EXPECT_EQ(scalar(*db_, "select 41 + 1").as<int>(), 42);
        }
        ++rows;
    }
    EXPECT_EQ(rows, 1000);
    EXPECT_FALSE(right.next());
    EXPECT_FALSE(right.next());
    EXPECT_EQ(portals(*db_), 0) << "what was read to its end is closed";
}

/// A number of rows per fetch that no FETCH takes means all of them.
TEST_F(Streams, TheLargestFetchSize) {
    db_->begin({});
    const auto statement = db_->prepare("select generate_series(1, 3)", {});
    auto& cursor = statement->execute({}, {.stream = true, .fetch_size = SIZE_MAX});
    int rows = 0;
    while (cursor.next()) ++rows;
    EXPECT_EQ(rows, 3);
}

TEST_F(Streams, ClosingEarlyClosesTheCursorAndNothingElse) {
    db_->begin({});
    const auto statement =
        db_->prepare("select n, repeat('x', 1000) from generate_series(1, 1000000) n", {});
    for (int round = 0; round < 3; ++round) {
        ASSERT_TRUE(statement->execute({}, streamed).next());
        EXPECT_EQ(portals(*db_), 1);
    }
    statement->execute({}, streamed).close();
    EXPECT_EQ(portals(*db_), 0);
    EXPECT_EQ(db_->transaction_status(), TransactionStatus::active);
}

TEST_F(Streams, ACursorThatWentWithItsTransactionHarmsNotTheNext) {
    const auto statement = db_->prepare("select generate_series(1, 100000)", {});
    db_->begin({});
    auto& cursor = statement->execute({}, streamed);
    ASSERT_TRUE(cursor.next());
    db_->rollback();
    db_->begin({});
    cursor.close();
    EXPECT_EQ(db_->transaction_status(), TransactionStatus::active);
    auto& next = statement->execute({}, streamed);
    ASSERT_TRUE(next.next());
    db_->execute_script("commit; begin");
    next.close();
    EXPECT_EQ(db_->transaction_status(), TransactionStatus::active);
    ASSERT_TRUE(statement->execute({}, {.stream = true, .fetch_size = 1}).next());
    db_->rollback();
    EXPECT_EQ(error_code<InvalidRequestError>([&] { (void)cursor.next(); }), "result_closed");
}

TEST_F(Streams, AFailureInTheMiddleOfACursorIsThrown) {
    db_->begin({});
    const auto statement = db_->prepare("select 1 / (500 - n) from generate_series(1, 1000) n", {});
    auto& cursor = statement->execute({}, streamed);
    EXPECT_EQ(error_code<DataError>([&] {
                  while (cursor.next()) {
                  }
              }),
              "division_by_zero");
    EXPECT_EQ(db_->transaction_status(), TransactionStatus::failed);
    cursor.close();
    db_->rollback();
    EXPECT_EQ(scalar(*db_, "select 1").as<int>(), 1);
}

TEST_F(Streams, WhatCannotBeACursorIsStreamedAllTheSame) {
    db_->begin({});
    db_->execute_script("create temp table kept (n int) on commit drop");
    for (const char* sql :
         {"insert into kept select generate_series(1, 3) returning n",
          "with added as (insert into kept select generate_series(1, 3) returning n) "
          "select n from added",
          "show server_version", "values (1), (2), (3)", "table kept", "select 'into' from kept",
          "with inserted_at as (select 1 as n) select n from inserted_at"}) {
        EXPECT_FALSE(query(*db_, sql, Bound(), streamed).empty()) << sql;
    }
    EXPECT_EQ(db_->transaction_status(), TransactionStatus::active);
}

TEST_F(Streams, AQueryWhoseColumnsHaveChangedIsOutdated) {
    db_->execute_script("create temp table changing (n int); insert into changing values (1)");
    const auto statement = db_->prepare("select * from changing", {});
    db_->execute_script("alter table changing add extra int");
    db_->begin({});
    EXPECT_EQ(error_code<OperationalError>([&] { statement->execute({}, streamed); }),
              "statement_outdated");
    EXPECT_EQ(portals(*db_), 0);
}

TEST_F(Streams, AShortRestLeavesTheTransactionWhole) {
    db_->begin({});
    db_->execute_script("create temp table kept (n int) on commit drop");
    // No query, so no cursor.
    const auto statement =
        db_->prepare("insert into kept select generate_series(1, 5000) returning n", {});
    ASSERT_TRUE(statement->execute({}, streamed).next());
    ASSERT_TRUE(statement->execute({}, streamed).next());
    statement->execute({}, {}).close();
    EXPECT_EQ(db_->transaction_status(), TransactionStatus::active);
}

TEST_F(Streams, ResetEndsThem) {
    const auto statement = db_->prepare("select generate_series(1, 100000000)", {});
    db_->begin({});
    ASSERT_TRUE(statement->execute({}, streamed).next());
    EXPECT_TRUE(db_->reset(60'000));
    EXPECT_EQ(scalar(*db_, "select 1").as<int>(), 1);
}

TEST_F(Streams, ErrorsInTheMiddleAreThrown) {
    const auto statement =
        db_->prepare("select 1 / (50000 - n) from generate_series(1, 100000) n", {});
    auto& cursor = statement->execute({}, streamed);
    std::int64_t rows = 0;
    EXPECT_EQ(error_code<DataError>([&] {
                  while (cursor.next()) ++rows;
              }),
              "division_by_zero");
    EXPECT_EQ(rows, 49'999);
    EXPECT_EQ(scalar(*db_, "select 1").as<int>(), 1);
}

TEST_F(Streams, ALostConnectionIsADisconnectBufferedOrNot) {
    for (const bool stream : {true, false}) {
        azoth_test::Proxy proxy(std::string(*url().host()), *url().port());
        const auto far = connect(url().with_host("127.0.0.1", proxy.port()));
        const auto statement = far->prepare("select generate_series(1, 1000000)", {});
        proxy.cut_after(200'000);
        std::int64_t rows = 0;
        EXPECT_EQ(error_code<DisconnectError>([&] {
                      auto& cursor = statement->execute({}, {.stream = stream});
                      while (cursor.next()) ++rows;
                  }),
                  "connection_lost");
        EXPECT_LT(rows, 1'000'000);
        EXPECT_EQ(rows > 0, stream);
        EXPECT_FALSE(far->is_open());
        EXPECT_EQ(error_code<DisconnectError>([&] { statement->execute({}, {}); }),
                  "connection_lost");
    }
}

TEST_F(Streams, FillBlocks) {
    const auto statement =
        db_->prepare("select n, n::text, n::numeric / 2 from generate_series(1, 2500) n", {});
    for (const bool stream : {true, false}) {
        auto& cursor = statement->execute({}, {.stream = stream});
        driver::RowBlock block(3);
        EXPECT_EQ(cursor.fetch_block(block, 1000), 1000U);
        EXPECT_EQ(cursor.fetch_block(block, 1000), 1000U);
        EXPECT_EQ(cursor.fetch_block(block, 1000), 500U);
        EXPECT_EQ(cursor.fetch_block(block, 1000), 0U);
        ASSERT_EQ(block.rows(), 2500U);
        EXPECT_EQ(block.row(2499)[1].chars(), "2500");
        EXPECT_EQ(Value::copy_of(block.row(0)[2]).as<Decimal>(), Decimal("0.5"));
    }
}

// Where a time-out or a cancel must end something, it would last for hours without: that the test
// ends is what it shows, and no clock is asked.

TEST_F(Streams, TimeOutsCancelAndLeaveTheConnectionUsable) {
    for (const bool stream : {true, false}) {
        const auto statement = db_->prepare("select pg_sleep(36000)", {});
        EXPECT_EQ(error_code<TimeoutError>([&] {
                      auto& cursor = statement->execute({}, {.stream = stream, .timeout_ms = 100});
                      static_cast<void>(cursor.next());
                  }),
                  "statement_timeout");
        EXPECT_EQ(scalar(*db_, "select 1").as<int>(), 1);
    }
    EXPECT_EQ(query(*db_, "select 1", Bound(), {.timeout_ms = 60'000}).size(), 1U);
    db_->begin({});
    EXPECT_THROW(query(*db_, "select pg_sleep(36000)", Bound(), {.timeout_ms = 50}), TimeoutError);
    EXPECT_EQ(db_->transaction_status(), TransactionStatus::failed);
}

TEST_F(Streams, TimeOutsCoverScriptsAndPreparing) {
    EXPECT_EQ(error_code<TimeoutError>(
                  [&] { db_->execute_script("select 1; select pg_sleep(36000)", 100); }),
              "statement_timeout");
    db_->execute_script("drop table if exists locked; create table locked (a int)");
    const auto other = connect();
    other->begin({});
    other->execute_script("lock table locked in access exclusive mode");
    const auto error = azoth_test::catch_error<TimeoutError>(
        [&] { static_cast<void>(db_->prepare("select a from locked", {}, 100)); });
    EXPECT_EQ(error.code(), "statement_timeout");
    EXPECT_EQ(error.details().phase, Phase::prepare);
    other->rollback();
    EXPECT_EQ(query(*db_, "select a from locked").size(), 0U);
    db_->execute_script("drop table locked");
}

TEST_F(Streams, ATimeOutOnAFrozenServerGivesTheConnectionUp) {
    azoth_test::Proxy proxy(std::string(*url().host()), *url().port());
    const auto far = connect(url().with_host("127.0.0.1", proxy.port()));
    const auto statement = far->prepare("select 1", {});
    proxy.freeze();
    EXPECT_EQ(error_code<TimeoutError>([&] { statement->execute({}, {.timeout_ms = 50}); }),
              "statement_timeout");
    EXPECT_FALSE(far->is_open());
}

TEST_F(Streams, AnotherThreadCancels) {
    const std::shared_ptr<driver::Canceller> canceller = db_->canceller();
    canceller->cancel();  // nothing runs: nothing happens
    EXPECT_EQ(scalar(*db_, "select 1").as<int>(), 1);
    const int session = scalar(*db_, "select pg_backend_pid()").as<int>();
    auto statement = db_->prepare("select pg_sleep(36000)", {});
    const auto observer = connect();
    std::thread thread([&] {
        // Not before it runs, which the server knows.
        while (scalar(*observer,
                      "select count(*)::int from pg_stat_activity where pid = $1 and "
                      "state = 'active' and query = 'select pg_sleep(36000)' and "
                      "wait_event = 'PgSleep'",
                      Bound(session))
                   .as<int>() == 0) {
        }
        canceller->cancel();
    });
    EXPECT_EQ(error_code<OperationalError>([&] { statement->execute({}, {}); }),
              "statement_cancelled");
    thread.join();
    EXPECT_EQ(scalar(*db_, "select 1").as<int>(), 1);
    db_->close();
    canceller->cancel();
    statement.reset();
    db_.reset();
    canceller->cancel();
}

TEST_F(Streams, AStormOfCancelsLeavesNothingBehind) {
    const auto statement = db_->prepare("select count(*) from generate_series(1, 20000)", {});
    const auto canceller = db_->canceller();
    std::atomic<bool> stop = false;
    std::thread thread([&] {
        while (!stop) canceller->cancel();
    });
    int cancelled = 0;
    for (int n = 0; n < 200 || cancelled == 0; ++n) {
        try {
            statement->execute({}, {});
        } catch (const OperationalError& error) {
            EXPECT_EQ(error.code(), "statement_cancelled");
            ++cancelled;
        }
    }
    stop = true;
    thread.join();
    for (int n = 0; n < 200; ++n) statement->execute({}, {});
}

}  // namespace
