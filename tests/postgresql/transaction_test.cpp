// SPDX-License-Identifier: MIT
#include <thread>

#include "proxy.hpp"
#include "server.hpp"

namespace {

using namespace azoth;
using azoth::driver::CommitOutcome;
using azoth::driver::TransactionOptions;
using azoth::driver::TransactionStatus;
using azoth_test::Bound;
using azoth_test::catch_error;
using azoth_test::error_code;
using azoth_test::query;
using azoth_test::scalar;

class Transactions : public azoth_test::OnServer {
protected:
    void SetUp() override {
        OnServer::SetUp();
        if (IsSkipped()) return;
        db_ = connect();
        db_->execute_script("drop table if exists ledger; create table ledger (a int primary key)");
    }
    std::int64_t count() {
        return scalar(*connect(), "select count(*) from ledger").as<std::int64_t>();
    }

    std::unique_ptr<driver::Connection> db_;
};

TEST_F(Transactions, FollowTheServer) {
    EXPECT_EQ(db_->transaction_status(), TransactionStatus::idle);
    db_->begin({});
    EXPECT_EQ(db_->transaction_status(), TransactionStatus::active);
    query(*db_, "insert into ledger values (1)");
    EXPECT_EQ(error_code<InvalidRequestError>([&] { db_->begin({}); }), "transaction_active");
    EXPECT_THROW(query(*db_, "insert into ledger values (1)"), IntegrityError);
    EXPECT_EQ(db_->transaction_status(), TransactionStatus::failed);
    EXPECT_EQ(error_code<OperationalError>([&] { query(*db_, "select 1"); }),
              "transaction_aborted");
    // COMMIT of a failed transaction is no error to the server, and no success.
    EXPECT_EQ(db_->commit(), CommitOutcome::rolled_back);
    EXPECT_EQ(db_->transaction_status(), TransactionStatus::idle);
    EXPECT_EQ(count(), 0);
    db_->rollback();  // without a transaction: nothing
    db_->begin({});
    query(*db_, "insert into ledger values (1)");
    EXPECT_EQ(db_->commit(), CommitOutcome::committed);
    EXPECT_EQ(count(), 1);
}

TEST_F(Transactions, TakeOptions) {
    db_->begin({Isolation::serializable, true, true, {}});
    EXPECT_EQ(scalar(*db_, "show transaction_isolation").as<std::string>(), "serializable");
    EXPECT_EQ(scalar(*db_, "show transaction_deferrable").as<std::string>(), "on");
    EXPECT_EQ(error_code<OperationalError>([&] { query(*db_, "insert into ledger values (1)"); }),
              "read_only_transaction");
    db_->rollback();
    db_->begin({Isolation::repeatable_read, {}, {}, {}});
    EXPECT_EQ(scalar(*db_, "show transaction_isolation").as<std::string>(), "repeatable read");
    db_->rollback();
}

TEST_F(Transactions, TheDefaultIsolationIsTheSessions) {
    EXPECT_EQ(db_->default_isolation(), Isolation::read_committed);
    for (const Isolation level : {Isolation::serializable, Isolation::repeatable_read,
                                  Isolation::read_uncommitted, Isolation::read_committed}) {
        query(*db_,
              "set default_transaction_isolation to '" + std::string(isolation_name(level)) + "'");
        db_->begin({Isolation::serializable, {}, {}, {}});
        EXPECT_EQ(db_->default_isolation(), level) << "not that of the transaction under way";
        db_->rollback();
    }
}

TEST_F(Transactions, HaveSavepoints) {
    db_->begin({});
    query(*db_, "insert into ledger values (1)");
    db_->savepoint("sp_1");
    EXPECT_THROW(query(*db_, "insert into ledger values (1)"), IntegrityError);
    db_->rollback_to_savepoint("sp_1");
    EXPECT_EQ(db_->transaction_status(), TransactionStatus::active);
    db_->release_savepoint("sp_1");
    EXPECT_EQ(error_code<ProgrammingError>([&] { db_->release_savepoint("sp_1"); }),
              "no_such_savepoint");
    db_->rollback();
}

TEST_F(Transactions, CommitThrowsWhatTheServerRefuses) {
    db_->execute_script(
        "drop table if exists entry; create table entry (a int constraint entry_fk"
        " references ledger deferrable initially deferred)");
    db_->begin({});
    query(*db_, "insert into entry values (7)");
    const auto error = catch_error<IntegrityError>([&] { static_cast<void>(db_->commit()); });
    EXPECT_EQ(error.code(), "foreign_key_violation");
    EXPECT_EQ(error.details().phase, Phase::commit);
    EXPECT_EQ(db_->transaction_status(), TransactionStatus::idle);
    db_->execute_script("drop table entry");
}

TEST_F(Transactions, ConflictsCanBeRunAgain) {
    const auto other = connect();
    query(*db_, "insert into ledger values (1), (2)");
    for (auto* session : {db_.get(), other.get()}) {
        session->begin({Isolation::serializable, {}, {}, {}});
        query(*session, "select sum(a) from ledger");
    }
    query(*db_, "insert into ledger values (10)");
    query(*other, "insert into ledger values (11)");
    EXPECT_EQ(db_->commit(), CommitOutcome::committed);
    const auto error =
        catch_error<TransactionRollbackError>([&] { static_cast<void>(other->commit()); });
    EXPECT_EQ(error.code(), "serialization_failure");
    EXPECT_TRUE(error.details().retryable);
}

TEST_F(Transactions, DeadlocksHaveAVictim) {
    query(*db_, "insert into ledger values (1), (2)");
    const auto other = connect();
    db_->begin({});
    other->begin({});
    query(*db_, "update ledger set a = a where a = 1");
    query(*other, "update ledger set a = a where a = 2");
    std::string codes[2];
    std::thread thread([&] {
        codes[0] = error_code<TransactionRollbackError>(
            [&] { query(*other, "update ledger set a = a where a = 1"); });
        other->rollback();
    });
    codes[1] = error_code<TransactionRollbackError>(
        [&] { query(*db_, "update ledger set a = a where a = 2"); });
    db_->rollback();
    thread.join();
    EXPECT_TRUE((codes[0] == "deadlock") != (codes[1] == "deadlock")) << codes[0] << codes[1];
}

TEST_F(Transactions, ALostReplyToCommitIsUnknown) {
    azoth_test::Proxy proxy(std::string(*url().host()), *url().port());
    const auto far = connect(url().with_host("127.0.0.1", proxy.port()));
    far->begin({});
    query(*far, "insert into ledger values (1)");
    proxy.swallow_answer_to("COMMIT");
    EXPECT_EQ(far->commit(), CommitOutcome::unknown);
    EXPECT_FALSE(far->is_open());
    EXPECT_EQ(far->transaction_status(), TransactionStatus::unknown);
    EXPECT_EQ(count(), 1) << "the server did commit: unknown is not \"no\"";
    // Once the loss is known, nothing is sent: that is no doubt, but an error.
    EXPECT_EQ(error_code<DisconnectError>([&] { static_cast<void>(far->commit()); }),
              "connection_lost");
    EXPECT_EQ(error_code<DisconnectError>([&] { query(*far, "select 1"); }), "connection_lost");
    EXPECT_FALSE(far->reset(1000));
}

TEST_F(Transactions, ATimeOutOfCommitTellsWhatItKnows) {
    db_->execute_script(
        "create or replace function dawdle() returns trigger language plpgsql as"
        " $$ begin perform pg_sleep(36000); return null; end $$;"
        "create constraint trigger dawdle after insert on ledger deferrable initially deferred"
        " for each row execute function dawdle()");
    db_->begin({}, 60'000);
    query(*db_, "insert into ledger values (1)");
    const auto error = catch_error<TimeoutError>([&] { static_cast<void>(db_->commit(100)); });
    EXPECT_EQ(error.code(), "statement_timeout");
    EXPECT_EQ(error.details().phase, Phase::commit);
    EXPECT_EQ(db_->transaction_status(), TransactionStatus::idle);
    EXPECT_EQ(count(), 0) << "cancelled, said the server";
    db_->execute_script("drop trigger dawdle on ledger; drop function dawdle");

    // A server that says nothing may have committed or not.
    azoth_test::Proxy proxy(std::string(*url().host()), *url().port());
    const auto far = connect(url().with_host("127.0.0.1", proxy.port()));
    far->begin({});
    query(*far, "insert into ledger values (1)");
    proxy.freeze();
    EXPECT_EQ(far->commit(100), CommitOutcome::unknown);
    EXPECT_FALSE(far->is_open());
}

TEST_F(Transactions, ASessionEndedByTheServerIsADisconnect) {
    const int pid = scalar(*db_, "select pg_backend_pid()").as<int>();
    db_->begin({});
    query(*connect(), "select pg_terminate_backend($1)", Bound(pid));
    const auto error = catch_error<DisconnectError>([&] { query(*db_, "select 1"); });
    EXPECT_EQ(error.code(), "connection_lost");
    EXPECT_FALSE(db_->is_open());
    EXPECT_FALSE(db_->ping(1000));
}

}  // namespace
