// SPDX-License-Identifier: MIT
// Transactions that end in two steps, on a real server and through the engine: what is prepared is
// neither lost nor committed by anybody but the program.
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <csignal>
#include <cstdlib>
#include <optional>

#include <azoth/azoth.hpp>

#include "proxy.hpp"
#include "server.hpp"

namespace {

using namespace azoth;
using azoth_test::catch_error;
using azoth_test::error_code;
using azoth_test::query;
using azoth_test::scalar;

class TwoPhase : public azoth_test::OnServer {
protected:
    void SetUp() override {
        OnServer::SetUp();
        if (IsSkipped()) return;
        owner_ = connect();
        forget_all();  // of a run that was stopped: they hold locks
        owner_->execute_script(
            "drop table if exists parts; create table parts (a int primary key)");
        engine_.emplace(create_engine(url()));
    }
    void TearDown() override {
        if (!owner_) return;
        engine_.reset();
        forget_all();
        owner_->execute_script("drop table if exists parts");
    }
    void forget_all() {
        for (const std::string& xid : owner_->two_phase()->recover(0)) {
            owner_->two_phase()->rollback_prepared(xid, 0);
        }
    }

    /// As a stranger sees them.
    std::int64_t count() {
        return scalar(*owner_, "select count(*) from parts").as<std::int64_t>();
    }
    std::vector<std::string> waiting() { return owner_->two_phase()->recover(0); }
    static void add(Connection& db, int part) {
        db.execute(text("insert into parts values (:part)"), Params{{"part", part}});
    }
    /// The number of the server's process that serves the connection.
    static int session(Connection& db) { return db.scalar<int>(text("select pg_backend_pid()")); }

    std::unique_ptr<driver::Connection> owner_;
    std::optional<Engine> engine_;
};

using Names = std::vector<std::string>;

TEST_F(TwoPhase, PreparesThenCommits) {
    Connection db = engine_->connect();
    TwoPhaseTransaction part = db.begin_two_phase("order 7");
    EXPECT_EQ(part.xid(), "order 7");
    add(db, 1);
    EXPECT_TRUE(part.is_active());
    EXPECT_FALSE(part.is_prepared());
    EXPECT_EQ(waiting(), Names{});
    part.prepare();
    EXPECT_TRUE(part.is_prepared());
    EXPECT_TRUE(db.in_transaction());
    EXPECT_EQ(waiting(), Names{"order 7"});
    EXPECT_EQ(count(), 0);
    part.commit();
    EXPECT_FALSE(part.is_active());
    EXPECT_FALSE(db.in_transaction());
    EXPECT_EQ(waiting(), Names{});
    EXPECT_EQ(count(), 1);
    add(db, 2);
    db.commit();
    EXPECT_EQ(count(), 2) << "the connection goes on as any";
}

TEST_F(TwoPhase, PreparesThenRollsBack) {
    Connection db = engine_->connect();
    TwoPhaseTransaction part = db.begin_two_phase();
    add(db, 1);
    part.prepare();
    part.rollback();
    part.rollback();
    EXPECT_FALSE(db.in_transaction());
    EXPECT_EQ(waiting(), Names{});
    EXPECT_EQ(count(), 0);
}

TEST_F(TwoPhase, EndsInOneStepWhatWasNotPrepared) {
    Connection db = engine_->connect();
    {
        TwoPhaseTransaction part = db.begin_two_phase();
        add(db, 1);
        part.commit();
        EXPECT_EQ(error_code<InvalidRequestError>([&] { part.commit(); }), "no_transaction");
        EXPECT_EQ(error_code<InvalidRequestError>([&] { part.prepare(); }), "no_transaction");
    }
    {
        TwoPhaseTransaction dropped = db.begin_two_phase();
        add(db, 2);
    }
    EXPECT_FALSE(db.in_transaction());
    {
        TwoPhaseTransaction part = db.begin_two_phase();
        add(db, 3);
        db.rollback();
        EXPECT_FALSE(part.is_active());
    }
    EXPECT_EQ(count(), 1);
}

TEST_F(TwoPhase, NamesItselfUniquely) {
    Connection one = engine_->connect();
    Connection two = engine_->connect();
    const TwoPhaseTransaction first = one.begin_two_phase();
    const TwoPhaseTransaction second = two.begin_two_phase();
    EXPECT_EQ(first.xid().size(), std::string("azoth_").size() + 32) << first.xid();
    EXPECT_NE(first.xid(), second.xid());
}

TEST_F(TwoPhase, TwoDatabasesCommitTogetherOrNotAtAll) {
    Connection here = engine_->connect();
    Connection there = engine_->connect();
    for (const bool refused : {true, false}) {
        owner_->execute_script(
            "drop table if exists entry; create table entry (a int constraint "
            "entry_fk references parts deferrable initially deferred)");
        TwoPhaseTransaction first = here.begin_two_phase();
        TwoPhaseTransaction second = there.begin_two_phase();
        add(here, 1);
        if (refused) there.execute(text("insert into entry values (99)"));
        first.prepare();
        if (refused) {
            const auto error = catch_error<IntegrityError>([&] { second.prepare(); });
            EXPECT_EQ(error.code(), "foreign_key_violation");
            EXPECT_EQ(error.details().phase, Phase::commit);
            EXPECT_FALSE(second.is_prepared());
            EXPECT_EQ(error_code<InvalidRequestError>([&] { second.prepare(); }),
                      "transaction_aborted");
            first.rollback();
            second.rollback();
        } else {
            second.prepare();
            first.commit();
            second.commit();
        }
        EXPECT_EQ(count(), refused ? 0 : 1);
        owner_->execute_script("drop table entry");
    }
}

// ── what outlives the connection ────────────────────────────────────────────────────────────────

TEST_F(TwoPhase, WhatIsPreparedOutlivesItsBlockAndItsConnection) {
    int first_session = 0;
    {
        Connection db = engine_->connect();
        first_session = session(db);
        db.rollback();
        {
            TwoPhaseTransaction part = db.begin_two_phase("kept");
            add(db, 1);
            part.prepare();
        }
        // The block is gone, its transaction is the server's; the connection is as new.
        EXPECT_FALSE(db.in_transaction());
        EXPECT_EQ(db.scalar<std::int64_t>(text("select count(*) from parts")), 0);
        db.rollback();
        TwoPhaseTransaction second = db.begin_two_phase("kept too");
        add(db, 2);
        second.prepare();
        db.close();
        EXPECT_FALSE(second.is_active());
        EXPECT_EQ(error_code<InvalidRequestError>([&] { second.commit(); }), "no_transaction");
    }
    EXPECT_EQ(waiting(), (Names{"kept", "kept too"}));
    Connection later = engine_->connect();
    EXPECT_EQ(session(later), first_session) << "the session was fit to be lent again";
    later.rollback();
    EXPECT_EQ(later.recover_two_phase(), (Names{"kept", "kept too"}));
    EXPECT_FALSE(later.in_transaction());
    later.commit_prepared("kept");
    later.rollback_prepared("kept too");
    EXPECT_EQ(later.recover_two_phase(), Names{});
    EXPECT_EQ(count(), 1);
}

TEST_F(TwoPhase, AClientThatCrashedIsRecovered) {
    const pid_t child = ::fork();
    ASSERT_GE(child, 0);
    if (child == 0) {
        // Nothing of the parent's sessions is used or closed here.
        try {
            Engine own = create_engine(url());
            Connection db = own.connect();
            TwoPhaseTransaction part = db.begin_two_phase("crashed");
            add(db, 41);
            part.prepare();
            ::raise(SIGKILL);
        } catch (...) {
        }
        ::_exit(1);
    }
    int status = 0;
    ASSERT_EQ(::waitpid(child, &status, 0), child);
    ASSERT_TRUE(WIFSIGNALED(status));
    EXPECT_EQ(count(), 0);
    Connection db = engine_->connect();
    ASSERT_EQ(db.recover_two_phase(), Names{"crashed"});
    db.commit_prepared("crashed");
    EXPECT_EQ(db.recover_two_phase(), Names{});
    EXPECT_EQ(count(), 1);
}

TEST_F(TwoPhase, ACrashBeforePrepareLeavesNothing) {
    {
        azoth_test::Proxy proxy(std::string(*url().host()), *url().port());
        Engine far = create_engine(url().with_host("127.0.0.1", proxy.port()));
        Connection db = far.connect();
        TwoPhaseTransaction part = db.begin_two_phase("never");
        add(db, 1);
        proxy.cut_after(0);
        EXPECT_THROW(add(db, 2), DisconnectError);
        EXPECT_FALSE(part.is_active());
        EXPECT_EQ(error_code<InvalidRequestError>([&] { part.prepare(); }), "no_transaction");
    }
    EXPECT_EQ(waiting(), Names{});
    EXPECT_EQ(count(), 0);
}

TEST_F(TwoPhase, ALostReplyToPrepareIsUnknown) {
    azoth_test::Proxy proxy(std::string(*url().host()), *url().port());
    Engine far = create_engine(url().with_host("127.0.0.1", proxy.port()));
    Connection db = far.connect();
    TwoPhaseTransaction part = db.begin_two_phase("doubtful");
    add(db, 1);
    proxy.swallow_answer_to("PREPARE TRANSACTION");
    const auto error = catch_error<CommitUnknownError>([&] { part.prepare(); });
    EXPECT_EQ(error.code(), "prepare_unknown");
    EXPECT_EQ(error.details().component, "doubtful");
    EXPECT_FALSE(error.details().retryable);
    EXPECT_TRUE(db.invalidated());
    EXPECT_EQ(waiting(), Names{"doubtful"}) << "the server did prepare: unknown is not \"no\"";
}

TEST_F(TwoPhase, ALostReplyToTheSecondStepIsUnknownAndMayBeAskedAgain) {
    azoth_test::Proxy proxy(std::string(*url().host()), *url().port());
    Engine far = create_engine(url().with_host("127.0.0.1", proxy.port()));
    Connection db = far.connect();
    TwoPhaseTransaction part = db.begin_two_phase("last");
    add(db, 1);
    part.prepare();
    proxy.swallow_answer_to("COMMIT PREPARED");
    const auto error = catch_error<CommitUnknownError>([&] { part.commit(); });
    EXPECT_EQ(error.code(), "commit_unknown");
    EXPECT_TRUE(db.invalidated());
    Connection near = engine_->connect();
    EXPECT_EQ(near.recover_two_phase(), Names{});
    EXPECT_EQ(count(), 1);
    EXPECT_EQ(error_code<ProgrammingError>([&] { near.commit_prepared("last"); }),
              "no_such_prepared_transaction");
}

TEST_F(TwoPhase, ASessionLostBetweenTheStepsLeavesItToAnother) {
    Connection db = engine_->connect();
    TwoPhaseTransaction part = db.begin_two_phase("orphan");
    const int pid = session(db);
    add(db, 1);
    part.prepare();
    query(*owner_, "select pg_terminate_backend($1)", azoth_test::Bound(pid));
    const auto error = catch_error<Error>([&] { part.commit(); });
    EXPECT_TRUE(error.code() == "commit_unknown" || error.code() == "connection_lost")
        << error.what();
    Connection other = engine_->connect();
    ASSERT_EQ(other.recover_two_phase(), Names{"orphan"});
    other.commit_prepared("orphan");
    EXPECT_EQ(count(), 1);
}

// ── misuse ──────────────────────────────────────────────────────────────────────────────────────

TEST_F(TwoPhase, BetweenTheStepsNothingElseIsTaken) {
    Connection db = engine_->connect();
    TwoPhaseTransaction part = db.begin_two_phase("between");
    add(db, 1);
    part.prepare();
    const auto refused = [](auto&& call) { return error_code<InvalidRequestError>(call); };
    EXPECT_EQ(refused([&] { add(db, 2); }), "transaction_prepared");
    EXPECT_EQ(refused([&] { db.execute_script("select 1"); }), "transaction_prepared");
    EXPECT_EQ(refused([&] { (void)db.begin_nested(); }), "transaction_prepared");
    EXPECT_EQ(refused([&] { (void)db.begin(); }), "transaction_prepared");
    EXPECT_EQ(refused([&] { (void)db.begin_two_phase(); }), "transaction_prepared");
    EXPECT_EQ(refused([&] { part.prepare(); }), "transaction_prepared");
    EXPECT_EQ(refused([&] { db.commit_prepared("another"); }), "transaction_prepared");
    EXPECT_EQ(refused([&] { db.set_isolation_level(Isolation::serializable); }),
              "transaction_prepared");
    EXPECT_EQ(db.recover_two_phase(), Names{"between"});
    db.commit_prepared("between");
    EXPECT_FALSE(part.is_active());
    EXPECT_EQ(count(), 1);
}

TEST_F(TwoPhase, BeginsOnlyWhereATransactionMay) {
    Connection db = engine_->connect();
    const auto refused = [](auto&& call) { return error_code<InvalidRequestError>(call); };
    add(db, 1);
    EXPECT_EQ(refused([&] { (void)db.begin_two_phase(); }), "already_in_transaction");
    EXPECT_EQ(refused([&] { db.commit_prepared("x"); }), "already_in_transaction");
    db.rollback();
    db.set_isolation_level(Isolation::autocommit);
    EXPECT_EQ(refused([&] { (void)db.begin_two_phase(); }), "autocommit");
    EXPECT_EQ(db.recover_two_phase(), Names{});
    db.close();
    EXPECT_EQ(refused([&] { (void)db.begin_two_phase(); }), "use_after_return");
    EXPECT_EQ(refused([&] { (void)db.recover_two_phase(); }), "use_after_return");
}

TEST_F(TwoPhase, AFailedStatementMeansThatNothingIsPrepared) {
    Connection db = engine_->connect();
    {
        TwoPhaseTransaction part = db.begin_two_phase("failed");
        add(db, 1);
        EXPECT_THROW(add(db, 1), IntegrityError);
        EXPECT_EQ(error_code<InvalidRequestError>([&] { part.prepare(); }), "transaction_aborted");
    }
    EXPECT_FALSE(db.in_transaction());
    EXPECT_EQ(waiting(), Names{});
    // The driver alone: the server answers with a rollback, and no error.
    owner_->two_phase()->begin("failed", {}, 0);
    EXPECT_THROW(query(*owner_, "select 1 / 0"), DataError);
    EXPECT_EQ(owner_->two_phase()->prepare("failed", 0), driver::PrepareOutcome::rolled_back);
    EXPECT_EQ(owner_->transaction_status(), driver::TransactionStatus::idle);
}

TEST_F(TwoPhase, NamesAreCheckedBeforeAnythingBegins) {
    Connection db = engine_->connect();
    for (const std::string& bad :
         {std::string(200, 'x'), std::string("a\0b", 3), std::string("\xff")}) {
        EXPECT_EQ(error_code<ArgumentError>([&] { (void)db.begin_two_phase(bad); }), "bad_xid");
        EXPECT_EQ(error_code<ArgumentError>([&] { db.commit_prepared(bad); }), "bad_xid");
    }
    EXPECT_EQ(error_code<ArgumentError>([&] { db.rollback_prepared(""); }), "bad_xid");
    EXPECT_FALSE(db.in_transaction());
    // What looks like SQL is a name.
    int part = 0;
    for (const std::string& odd : {std::string("it's"), std::string("a\\'; drop table parts; --"),
                                   std::string("größe \n $1 ?"), std::string(199, 'x')}) {
        TwoPhaseTransaction transaction = db.begin_two_phase(odd);
        add(db, ++part);
        transaction.prepare();
        EXPECT_EQ(waiting(), Names{odd});
        transaction.commit();
    }
    EXPECT_EQ(count(), part);
    db.execute(text("set standard_conforming_strings to off"));
    db.commit();
    TwoPhaseTransaction transaction = db.begin_two_phase("a\\'b");
    transaction.prepare();
    EXPECT_EQ(waiting(), Names{"a\\'b"});
    transaction.commit();
}

TEST_F(TwoPhase, UnknownAndDoubleNamesAreErrors) {
    Connection db = engine_->connect();
    EXPECT_EQ(error_code<ProgrammingError>([&] { db.commit_prepared("nobody's"); }),
              "no_such_prepared_transaction");
    EXPECT_EQ(error_code<ProgrammingError>([&] { db.rollback_prepared("nobody's"); }),
              "no_such_prepared_transaction");
    TwoPhaseTransaction part = db.begin_two_phase("twice");
    part.prepare();
    Connection other = engine_->connect();
    TwoPhaseTransaction second = other.begin_two_phase("twice");
    add(other, 1);
    EXPECT_EQ(error_code<ProgrammingError>([&] { second.prepare(); }), "xid_in_use");
    second.rollback();
    part.commit();
    EXPECT_EQ(count(), 0);
}

TEST_F(TwoPhase, WhatTheSessionOwnsIsRefusedByTheServer) {
    Connection db = engine_->connect();
    TwoPhaseTransaction part = db.begin_two_phase();
    db.execute(text("create temp table own (a int)"));
    EXPECT_EQ(error_code<NotSupportedError>([&] { part.prepare(); }), "feature_not_supported");
    part.rollback();
    add(db, 1);
    db.commit();
    EXPECT_EQ(count(), 1);
}

TEST_F(TwoPhase, TablesMadeInOneAreThereOnceItIsCommitted) {
    owner_->execute_script("drop table if exists made");
    Connection db = engine_->connect();
    Connection other = engine_->connect();
    const TextQuery all = text("select * from parts");
    EXPECT_EQ(other.execute(all).keys(), Names{"a"});
    other.commit();
    TwoPhaseTransaction part = db.begin_two_phase("schema");
    db.execute(text("alter table parts add b int"));
    EXPECT_EQ(db.execute(all).keys(), (Names{"a", "b"}));
    part.prepare();
    part.commit();
    EXPECT_EQ(other.execute(all).keys(), (Names{"a", "b"}));
    EXPECT_EQ(db.execute(all).keys(), (Names{"a", "b"}));
}

TEST_F(TwoPhase, ListenersHearTheSteps) {
    Names heard;
    engine_->listen({.transaction = [&](const TransactionEvent& event) {
        const char* const names[] = {"begin",    "commit",      "rollback", "savepoint",
                                     "release",  "rollback to", "begin 2",  "prepare",
                                     "commit 2", "rollback 2"};
        heard.push_back(
            std::string(names[static_cast<std::size_t>(event.mark)]).append(" ").append(event.xid));
    }});
    Connection db = engine_->connect();
    {
        TwoPhaseTransaction part = db.begin_two_phase("x");
        part.prepare();
        part.commit();
    }
    { TwoPhaseTransaction dropped = db.begin_two_phase("y"); }
    {
        TwoPhaseTransaction kept = db.begin_two_phase("z");
        kept.prepare();
    }
    db.rollback_prepared("z");
    db.begin_two_phase("w").commit();
    EXPECT_EQ(heard, (Names{"begin 2 x", "prepare x", "commit 2 x", "begin 2 y", "rollback ",
                            "begin 2 z", "prepare z", "rollback 2 z", "begin 2 w", "commit "}));
}

/// As PostgreSQL comes.
TEST(TwoPhaseOnABareServer, IsRefusedBeforeAnythingIsDone) {
    const char* const bare = std::getenv("AZOTH_TEST_POSTGRESQL_BARE_URL");
    if (bare == nullptr) GTEST_SKIP() << "not run: no server that prepares no transactions";
    Engine engine = create_engine(bare);
    Connection db = engine.connect();
    const auto error = catch_error<NotSupportedError>([&] { (void)db.begin_two_phase("x"); });
    EXPECT_EQ(error.code(), "two_phase_disabled");
    EXPECT_NE(error.details().hint.find("max_prepared_transactions"), std::string::npos);
    EXPECT_FALSE(db.in_transaction());
    EXPECT_EQ(db.recover_two_phase(), Names{});
    EXPECT_EQ(db.scalar<int>(text("select 1")), 1) << "the connection goes on as any";
}

}  // namespace
