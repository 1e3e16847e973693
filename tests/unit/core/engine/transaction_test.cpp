// SPDX-License-Identifier: MIT
#include <thread>

#include "shop.hpp"

namespace azoth::test {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

struct TransactionTest : Shop {};

TEST_F(TransactionTest, FirstStatementBeginsAndCommitEnds) {
    Engine engine = database.engine();
    Connection db = engine.connect();
    (void)server.take_log();
    EXPECT_FALSE(db.in_transaction());
    db.execute(text("UPDATE item SET name = 'x'"));
    EXPECT_TRUE(db.in_transaction());
    db.execute(text("UPDATE item SET name = 'y'"));
    db.commit();
    EXPECT_FALSE(db.in_transaction());
    db.execute(text("UPDATE item SET name = 'y'"));
    EXPECT_THAT(server.take_log(), ElementsAre("begin", "prepare UPDATE item SET name = 'x'",
                                               "execute UPDATE item SET name = 'x'",
                                               "prepare UPDATE item SET name = 'y'",
                                               "execute UPDATE item SET name = 'y'", "commit",
                                               "begin", "execute UPDATE item SET name = 'y'"));
}

TEST_F(TransactionTest, DroppedConnectionIsResetByItsPool) {
    Engine engine = database.engine();
    {
        Connection db = engine.connect();
        db.execute(text("UPDATE item SET name = 'x'"));
        (void)server.take_log();
    }
    EXPECT_THAT(server.take_log(), ElementsAre("reset"));
}

TEST_F(TransactionTest, CommitWithoutTransaction) {
    Connection db = database.engine().connect();
    EXPECT_EQ(code_of<InvalidRequestError>([&] { db.commit(); }), "no_transaction");
    db.execute(text("UPDATE item SET name = 'x'"));
    db.commit();
    EXPECT_EQ(code_of<InvalidRequestError>([&] { db.commit(); }), "no_transaction");
}

TEST_F(TransactionTest, RollbackWithoutTransactionDoesNothing) {
    Connection db = database.engine().connect();
    (void)server.take_log();
    db.rollback();
    EXPECT_TRUE(server.take_log().empty());
}

TEST_F(TransactionTest, BlockRollsBackWhatIsNotCommitted) {
    Connection db = database.engine().connect();
    (void)server.take_log();
    {
        Transaction transaction = db.begin();
        EXPECT_TRUE(transaction.is_active());
    }
    EXPECT_THAT(server.take_log(), ElementsAre("begin", "rollback"));
    {
        Transaction transaction = db.begin();
        transaction.commit();
        EXPECT_FALSE(transaction.is_active());
        EXPECT_EQ(code_of([&] { transaction.commit(); }), "no_transaction");
        transaction.rollback();
    }
    EXPECT_THAT(server.take_log(), ElementsAre("begin", "commit"));
}

TEST_F(TransactionTest, OldBlockDoesNotTouchANewTransaction) {
    Connection db = database.engine().connect();
    Transaction first = db.begin();
    db.rollback();
    Transaction second = db.begin();
    EXPECT_FALSE(first.is_active());
    EXPECT_EQ(code_of([&] { first.commit(); }), "no_transaction");
    first.rollback();
    EXPECT_TRUE(second.is_active());
}

TEST_F(TransactionTest, BlockOutlivesItsConnection) {
    auto db = std::make_unique<Connection>(database.engine().connect());
    Transaction transaction = db->begin();
    Savepoint savepoint = db->begin_nested();
    db.reset();
    EXPECT_FALSE(transaction.is_active());
    EXPECT_EQ(code_of([&] { transaction.commit(); }), "no_transaction");
    EXPECT_EQ(code_of([&] { savepoint.release(); }), "use_after_return");
}

TEST_F(TransactionTest, CallbackCommitsOrRollsBack) {
    Engine engine = database.engine();
    (void)engine.connect();
    (void)server.take_log();
    const int result = engine.begin([&](Connection& db) {
        db.execute(text("UPDATE item SET name = 'x'"));
        return 7;
    });
    EXPECT_EQ(result, 7);
    EXPECT_EQ(server.count("commit"), 1U);
    (void)server.take_log();
    EXPECT_THROW(engine.begin([](Connection&) { throw std::runtime_error("no"); }),
                 std::runtime_error);
    EXPECT_THAT(server.take_log(), ElementsAre("begin", "rollback", "reset"));
}

TEST_F(TransactionTest, BeginInsideATransaction) {
    Connection db = database.engine().connect();
    db.execute(text("UPDATE item SET name = 'x'"));
    EXPECT_EQ(code_of<InvalidRequestError>([&] { (void)db.begin(); }), "already_in_transaction");
}

TEST_F(TransactionTest, IsolationOfEngineConnectionAndTransaction) {
    Engine engine = database.engine({.isolation_level = Isolation::read_committed});
    {
        Connection db = engine.connect();
        (void)server.take_log();
        db.execute(text("UPDATE item SET name = 'x'"));
        EXPECT_THAT(server.take_log().front(), "begin READ COMMITTED");
    }
    Connection db = engine.connect({.isolation_level = Isolation::serializable, .read_only = true});
    (void)server.take_log();
    { Transaction transaction = db.begin(); }
    EXPECT_THAT(server.take_log().front(), "begin SERIALIZABLE read only");
    { Transaction transaction = db.begin({.isolation = Isolation::repeatable_read}); }
    EXPECT_THAT(server.take_log().front(), "begin REPEATABLE READ read only");
    EXPECT_EQ(db.isolation_level(), Isolation::serializable);
    db.execute(text("UPDATE item SET name = 'x'"));
    EXPECT_EQ(code_of([&] { db.set_isolation_level(Isolation::autocommit); }),
              "already_in_transaction");
}

TEST_F(TransactionTest, TheDefaultIsolationIsTheDatabasesWord) {
    Connection db = database.engine().connect();
    EXPECT_EQ(db.isolation_level(), std::nullopt);
    EXPECT_EQ(db.default_isolation_level(), Isolation::read_committed);
    database.server->default_isolation = std::nullopt;
    EXPECT_EQ(code_of<NotSupportedError>([&] { (void)db.default_isolation_level(); }),
              "not_supported");
    db.close();
    EXPECT_EQ(code_of([&] { (void)db.default_isolation_level(); }), "use_after_return");
}

TEST_F(TransactionTest, AutocommitBeginsNothing) {
    Engine engine = database.engine().execution_options({.isolation_level = Isolation::autocommit});
    Connection db = engine.connect();
    (void)server.take_log();
    db.execute(text("VACUUM"));
    EXPECT_FALSE(db.in_transaction());
    EXPECT_THAT(server.take_log(), ElementsAre("prepare VACUUM", "execute VACUUM"));
    EXPECT_EQ(code_of([&] { db.commit(); }), "no_transaction");
    EXPECT_EQ(code_of([&] { (void)db.begin(); }), "autocommit");
    EXPECT_EQ(code_of([&] { (void)db.begin_nested(); }), "autocommit");
}

TEST_F(TransactionTest, DatabaseWithoutTransactions) {
    database.dialect->lacks = {compile::Capability::transactions, compile::Capability::savepoints};
    Connection db = database.engine().connect();
    (void)server.take_log();
    EXPECT_EQ(code_of<NotSupportedError>([&] { (void)db.begin(); }), "not_supported");
    EXPECT_EQ(code_of<NotSupportedError>([&] { (void)db.begin_nested(); }), "not_supported");
    db.execute(text("INSERT INTO t VALUES (1)"));
    EXPECT_EQ(server.count("begin"), 0U);
}

TEST_F(TransactionTest, SavepointsNest) {
    Connection db = database.engine().connect();
    (void)server.take_log();
    {
        Savepoint outer_point = db.begin_nested();
        EXPECT_TRUE(db.in_nested_transaction());
        {
            Savepoint inner = db.begin_nested();
            inner.release();
            EXPECT_EQ(code_of<InvalidRequestError>([&] { inner.release(); }), "no_such_savepoint");
        }
        Savepoint lost = db.begin_nested();
        outer_point.rollback();
        EXPECT_FALSE(lost.is_active());
        EXPECT_EQ(code_of<InvalidRequestError>([&] { lost.release(); }), "no_such_savepoint");
    }
    EXPECT_FALSE(db.in_nested_transaction());
    EXPECT_TRUE(db.in_transaction());
    EXPECT_THAT(
        server.take_log(),
        ElementsAre("begin", "savepoint azoth_sp_1", "savepoint azoth_sp_2", "release azoth_sp_2",
                    "savepoint azoth_sp_3", "rollback to azoth_sp_1", "release azoth_sp_1"));
    { Savepoint dropped = db.begin_nested(); }
    EXPECT_THAT(server.take_log(), ElementsAre("savepoint azoth_sp_4", "rollback to azoth_sp_4",
                                               "release azoth_sp_4"));
    EXPECT_THROW(db.begin_nested([] { throw std::runtime_error("no"); }), std::runtime_error);
    EXPECT_EQ(server.count("rollback to azoth_sp_5"), 1U);
    EXPECT_EQ(db.begin_nested([] { return 3; }), 3);
}

TEST_F(TransactionTest, FailedTransactionMustBeRolledBack) {
    Connection db = database.engine().connect();
    server.on("bad", {.on_execute = [&] {
                  server.status = driver::TransactionStatus::failed;
                  throw ProgrammingError("syntax_error", "no");
              }});
    db.execute(text("UPDATE item SET name = 'x'"));
    EXPECT_THROW(db.execute(text("bad")), ProgrammingError);
    EXPECT_EQ(code_of<InvalidRequestError>([&] { db.execute(text("UPDATE t SET a = 1")); }),
              "transaction_aborted");
    (void)server.take_log();
    EXPECT_EQ(code_of<InvalidRequestError>([&] { db.commit(); }), "transaction_aborted");
    EXPECT_EQ(server.count("commit"), 0U) << "nothing is sent";
    db.rollback();
    db.execute(text("UPDATE item SET name = 'x'"));
    EXPECT_TRUE(db.in_transaction());
}

TEST_F(TransactionTest, SavepointSavesAFailedTransaction) {
    Connection db = database.engine().connect();
    server.on("bad", {.on_execute = [&] {
                  server.status = driver::TransactionStatus::failed;
                  throw ProgrammingError("syntax_error", "no");
              }});
    Savepoint savepoint = db.begin_nested();
    EXPECT_THROW(db.execute(text("bad")), ProgrammingError);
    savepoint.rollback();
    db.execute(text("UPDATE item SET name = 'x'"));
    db.commit();
}

TEST_F(TransactionTest, TransactionThatTheServerEndedIsNotGoneOnWith) {
    Connection db = database.engine().connect();
    server.on("bad", {.on_execute = [&] {
                  server.status = driver::TransactionStatus::idle;
                  throw TransactionRollbackError("deadlock", "deadlock");
              }});
    db.execute(text("UPDATE item SET name = 'x'"));
    EXPECT_THROW(db.execute(text("bad")), TransactionRollbackError);
    // Half of the unit of work is gone; the second half alone must not be saved.
    EXPECT_EQ(code_of([&] { db.execute(text("UPDATE item SET name = 'y'")); }),
              "transaction_aborted");
    (void)server.take_log();
    db.rollback();
    EXPECT_EQ(server.count("rollback"), 0U) << "there is nothing left to roll back";
    server.status.reset();
    db.execute(text("UPDATE item SET name = 'z'"));
}

TEST_F(TransactionTest, RawCommitIsFollowed) {
    Connection db = database.engine().connect();
    Transaction transaction = db.begin();
    server.status = driver::TransactionStatus::idle;
    db.execute(text("COMMIT"));
    EXPECT_FALSE(db.in_transaction());
    EXPECT_FALSE(transaction.is_active());
}

TEST_F(TransactionTest, CommitHasThreeOutcomes) {
    Connection db = database.engine().connect();
    db.execute(text("UPDATE item SET name = 'x'"));
    server.on_commit = [] { return driver::CommitOutcome::rolled_back; };
    try {
        db.commit();
        FAIL() << "an error was to come";
    } catch (const TransactionRollbackError& error) {
        EXPECT_EQ(error.code(), "commit_rolled_back");
        EXPECT_EQ(error.details().phase, Phase::commit);
        EXPECT_TRUE(error.details().retryable);
    }
    EXPECT_FALSE(db.in_transaction());

    db.execute(text("UPDATE item SET name = 'x'"));
    server.on_commit = [] { return driver::CommitOutcome::unknown; };
    try {
        db.commit();
        FAIL() << "an error was to come";
    } catch (const CommitUnknownError& error) {
        EXPECT_EQ(error.code(), "commit_unknown");
        EXPECT_FALSE(error.details().retryable);
    }
    EXPECT_TRUE(db.invalidated());
    EXPECT_EQ(code_of([&] { db.execute(text("UPDATE item SET name = 'x'")); }), "connection_lost");
    db.close();
    EXPECT_EQ(server.open_connections, 0);
}

TEST_F(TransactionTest, CommitThatThrowsLeavesTheTransactionOpen) {
    Connection db = database.engine().connect();
    db.execute(text("UPDATE item SET name = 'x'"));
    server.on_commit = []() -> driver::CommitOutcome {
        throw OperationalError("database_busy", "busy");
    };
    EXPECT_EQ(code_of<OperationalError>([&] { db.commit(); }), "database_busy");
    EXPECT_TRUE(db.in_transaction());
    server.on_commit = {};
    db.commit();
}

TEST_F(TransactionTest, LostConnectionPoisonsAndEmptiesThePool) {
    Engine engine = database.engine();
    Connection idle = engine.connect();
    Connection db = engine.connect();
    idle.close();
    server.on("cut", {.on_execute = [] { throw DisconnectError("connection_lost", "cut"); }});
    Transaction transaction = db.begin();
    EXPECT_THROW(db.execute(text("cut")), DisconnectError);
    EXPECT_TRUE(db.invalidated());
    EXPECT_EQ(code_of<InvalidRequestError>([&] { db.execute(text("UPDATE t SET a = 1")); }),
              "connection_lost");
    EXPECT_EQ(code_of<InvalidRequestError>([&] { db.commit(); }), "connection_lost");
    db.rollback();
    EXPECT_EQ(code_of<InvalidRequestError>([&] { db.execute(text("UPDATE t SET a = 1")); }),
              "connection_lost")
        << "no hidden reconnect";
    db.close();
    (void)server.take_log();
    Connection fresh = engine.connect();
    EXPECT_EQ(server.count("connect"), 1U) << "the idle one is not trusted either";
}

TEST_F(TransactionTest, UseAfterReturn) {
    Connection db = database.engine().connect();
    db.close();
    db.close();
    EXPECT_TRUE(db.closed());
    EXPECT_EQ(code_of<InvalidRequestError>([&] { db.execute(text("SELECT 1")); }),
              "use_after_return");
    EXPECT_EQ(code_of<InvalidRequestError>([&] { db.rollback(); }), "use_after_return");
    EXPECT_EQ(code_of<InvalidRequestError>([&] { (void)db.driver_connection(); }),
              "use_after_return");
    Connection other = database.engine().connect();
    Connection taken = std::move(other);
    EXPECT_EQ(code_of<InvalidRequestError>([&] { other.commit(); }), "use_after_return");
}

TEST_F(TransactionTest, ConcurrentUseIsNoticed) {
    Connection db = database.engine().connect();
    std::string code;
    server.on(
        "slow", {.on_execute = [&] {
            std::thread([&] { code = code_of([&] { db.execute(text("SELECT 1")); }); }).join();
        }});
    db.execute(text("slow"));
    EXPECT_EQ(code, "concurrent_use");
    db.execute(text("SELECT 1"));
}

TEST_F(TransactionTest, NothingEscapesADestructor) {
    server.on_rollback = [] { throw OperationalError("broken", "broken"); };
    Connection db = database.engine().connect();
    { Transaction transaction = db.begin(); }
    EXPECT_TRUE(db.invalidated()) << "its state is not known any more";
}

TEST_F(TransactionTest, ResultsSurviveCommitUnlessStreamed) {
    stock(5);
    Connection db = database.engine().connect();
    auto kept = db.execute(select(item["id"], item["name"]));
    auto streamed = db.execute(select(item["id"], item["name"]), {.stream_results = true});
    std::vector<std::int64_t> seen;
    bool committed = false;
    for (const Row& row : kept) {
        if (!committed) {
            db.commit();
            committed = true;
        }
        seen.push_back(row["id"].as<std::int64_t>());
    }
    EXPECT_THAT(seen, ElementsAre(1, 2, 3, 4, 5));
    EXPECT_EQ(code_of<InvalidRequestError>([&] { (void)streamed.all(); }), "result_closed");
    EXPECT_EQ(server.open_cursors, 0);
}

TEST_F(TransactionTest, ARowBeingReadEndsWithItsTransaction) {
    stock(2);
    Connection db = database.engine().connect();
    auto streamed = db.execute(select(item["id"], item["name"]), {.stream_results = true});
    const auto at = streamed.begin();
    const Row& row = *at;
    EXPECT_EQ(row["id"].as<std::int64_t>(), 1);
    db.commit();
    const auto code = [](auto read) { return code_of<InvalidRequestError>(read); };
    EXPECT_EQ(code([&] { (void)row["id"].as<std::int64_t>(); }), "result_closed");
    EXPECT_EQ(code([&] { (void)row["id"].view(); }), "result_closed");
    EXPECT_EQ(code([&] { (void)row["id"].is_null(); }), "result_closed");
    EXPECT_EQ(code([&] { (void)row.mapping(); }), "result_closed");
    EXPECT_EQ(code([&] { (void)Row(row); }), "result_closed");
    EXPECT_EQ(code([&] { (void)row.as<std::int64_t, std::string>(); }), "result_closed");
}

TEST_F(TransactionTest, WhatRawAccessDoesToTheTransactionIsFollowed) {
    Connection db = database.engine().connect();
    db.driver_connection().begin({}, 0);
    db.execute(text("SELECT 1"));
    EXPECT_EQ(server.count("begin"), 1U) << "one is under way";
    EXPECT_TRUE(db.in_transaction());
    (void)db.driver_connection().commit(0);
    db.execute(text("SELECT 1"));
    EXPECT_EQ(server.count("begin"), 2U) << "it ended, so another one begins";
    db.driver_connection().rollback();
    EXPECT_EQ(code_of<InvalidRequestError>([&] { db.commit(); }), "no_transaction");
}

}  // namespace
}  // namespace azoth::test
