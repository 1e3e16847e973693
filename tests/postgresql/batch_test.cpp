// SPDX-License-Identifier: MIT
#include "proxy.hpp"
#include "server.hpp"

namespace {

using namespace azoth;
using azoth::driver::TransactionStatus;
using azoth_test::catch_error;
using azoth_test::error_code;
using azoth_test::query;
using azoth_test::scalar;

class Batches : public azoth_test::OnServer {
protected:
    void SetUp() override {
        OnServer::SetUp();
        if (IsSkipped()) return;
        db_ = connect();
        db_->execute_script(
            "drop table if exists batch; create table batch (a int primary key, b text)");
    }
    /// Rows (first … first + rows - 1, "text").
    driver::ParameterBatch fill(std::int64_t rows, std::int64_t first = 0) {
        cells_.clear();
        for (std::int64_t n = first; n < first + rows; ++n) {
            cells_.emplace_back(n);
            cells_.emplace_back(std::string_view("text"));
        }
        return {2, cells_};
    }
    std::int64_t count() {
        return scalar(*connect(), "select count(*) from batch").as<std::int64_t>();
    }

    std::unique_ptr<driver::Connection> db_;
    std::vector<ValueView> cells_;
    static constexpr const char* insert = "insert into batch values ($1, $2)";
};

TEST_F(Batches, InsertAll) {
    const auto statement = db_->prepare(insert, {});
    std::int64_t first = 0;
    for (const std::int64_t rows : {0, 1, 99, 100, 101, 200, 5'000}) {
        EXPECT_EQ(statement->execute_batch(fill(rows, first), {}), rows);
        first += rows;
    }
    EXPECT_EQ(count(), first);
    const auto update = db_->prepare("update batch set b = $2 where a % 10 = $1", {});
    EXPECT_EQ(update->execute_batch(fill(10), {}), first);
    const auto returning = db_->prepare("insert into batch values ($1, $2) returning a", {});
    EXPECT_EQ(returning->execute_batch(fill(150, first), {}), 150);
    const auto select = db_->prepare("select $1::int, $2::text", {});
    EXPECT_EQ(select->execute_batch(fill(3), {}), -1);
    EXPECT_EQ(scalar(*db_, "select 1").as<int>(), 1);
}

TEST_F(Batches, AFailureNamesItsRow) {
    query(*db_, "insert into batch values (250, 'there')");
    const auto statement = db_->prepare(insert, {});
    db_->begin({});
    const auto error = catch_error<IntegrityError>(
        [&] { static_cast<void>(statement->execute_batch(fill(1'000), {})); });
    EXPECT_EQ(error.code(), "unique_violation");
    EXPECT_EQ(error.details().component, "row 250");
    EXPECT_EQ(error.details().constraint, "batch_pkey");
    EXPECT_EQ(db_->transaction_status(), TransactionStatus::failed);
    db_->rollback();
    EXPECT_EQ(count(), 1);

    // Without a transaction the batch is one of its own: all or nothing.
    EXPECT_THROW(static_cast<void>(statement->execute_batch(fill(1'000), {})), IntegrityError);
    EXPECT_EQ(db_->transaction_status(), TransactionStatus::idle);
    EXPECT_EQ(count(), 1);
}

TEST_F(Batches, AValueThatDoesNotFitNamesItsRowAndPlace) {
    const auto statement = db_->prepare(insert, {});
    static_cast<void>(fill(1'000));
    cells_[2 * 350] = ValueView(std::int64_t{1} << 40);
    for (const bool in_transaction : {false, true}) {
        if (in_transaction) db_->begin({});
        const auto error = catch_error<ConversionError>([&] {
            static_cast<void>(statement->execute_batch({2, cells_}, {}));
        });
        EXPECT_EQ(error.code(), "out_of_range");
        EXPECT_EQ(error.details().component, "row 350, $1");
        EXPECT_EQ(count(), 0);
    }
    // Our refusal is no failure of the server's: the transaction and its rows are still there.
    EXPECT_EQ(db_->transaction_status(), TransactionStatus::active);
    EXPECT_EQ(scalar(*db_, "select count(*) from batch").as<int>(), 350);
}

TEST_F(Batches, WhatOnlyCommittingFindsIsThrown) {
    db_->execute_script(
        "alter table batch add constraint later foreign key (a) references batch"
        " deferrable initially deferred; drop table if exists part;"
        "create table part (a int references batch deferrable initially deferred,"
        " b text)");
    const auto statement = db_->prepare("insert into part values ($1, $2)", {});
    const auto error = catch_error<IntegrityError>(
        [&] { static_cast<void>(statement->execute_batch(fill(250), {})); });
    EXPECT_EQ(error.code(), "foreign_key_violation");
    EXPECT_EQ(scalar(*db_, "select count(*) from part").as<int>(), 0);
    db_->execute_script("drop table part");
}

TEST_F(Batches, TimeOut) {
    const auto statement = db_->prepare("select pg_sleep($1::int), $2::text", {});
    static_cast<void>(fill(3, 5));
    EXPECT_EQ(error_code<TimeoutError>([&] {
                  static_cast<void>(statement->execute_batch({2, cells_}, {.timeout_ms = 100}));
              }),
              "statement_timeout");
    EXPECT_EQ(scalar(*db_, "select 1").as<int>(), 1);
}

TEST_F(Batches, ALostConnectionIsADisconnect) {
    azoth_test::Proxy proxy(std::string(*url().host()), *url().port());
    const auto far = connect(url().with_host("127.0.0.1", proxy.port()));
    const auto statement = far->prepare(insert, {});
    proxy.cut_after(5'000);
    EXPECT_EQ(error_code<DisconnectError>(
                  [&] { static_cast<void>(statement->execute_batch(fill(20'000), {})); }),
              "connection_lost");
    EXPECT_FALSE(far->is_open());
    EXPECT_EQ(count(), 0);
}

}  // namespace
