// SPDX-License-Identifier: MIT
// Units of work that are run again, on a driver that fails by a script.
#include <memory>
#include <optional>
#include <stdexcept>

#include "shop.hpp"

namespace azoth::test {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

/// Without pauses.
constexpr RetryPolicy five{.attempts = 5, .first_delay_ms = 0};

struct RetryTest : Shop {
    Engine engine = database.engine();
    int runs = 0;
    std::optional<driver::TransactionStatus> status_of_failure;

    RetryTest() {
        (void)engine.connect();
        (void)server.take_log();
    }

    /// The first `failures` executions of "work" fail so.
    template <class E>
    void fail(int failures, const E& error) {
        server.on("work", {.on_execute = [this, failures, error, count = std::make_shared<int>(0)] {
                      if (++*count > failures) return;
                      if (status_of_failure) server.status = status_of_failure;
                      throw error;
                  }});
    }
    void work(Connection& db) {
        ++runs;
        db.execute(text("UPDATE work"));
    }
    /// What `begin` throws for such work.
    template <class E = Error>
    E error_of(const RetryPolicy& policy = five) {
        try {
            engine.begin([this](Connection& db) { work(db); }, policy);
        } catch (const E& error) {
            return error;
        }
        throw std::logic_error("nothing was thrown");
    }
};

const TransactionRollbackError deadlock("deadlock", "met", {.retryable = true});

TEST_F(RetryTest, RunsUntilItGoesWell) {
    fail(2, deadlock);
    const int result = engine.begin(
        [this](Connection& db) {
            work(db);
            return runs;
        },
        five);
    EXPECT_EQ(result, 3);
    EXPECT_EQ(server.count("begin"), 3U);
    EXPECT_EQ(server.count("commit"), 1U);
    EXPECT_EQ(server.open_connections, 1) << "each attempt gave its connection back";
}

TEST_F(RetryTest, EachAttemptHasATransactionAndAFreshSession) {
    fail(1, deadlock);
    engine.begin([this](Connection& db) { work(db); }, five, {.read_only = true});
    EXPECT_THAT(server.take_log(),
                ElementsAre("begin read only", "prepare UPDATE work", "execute UPDATE work",
                            "rollback", "reset", "begin read only", "prepare UPDATE work",
                            "execute UPDATE work", "commit", "reset"))
        << "what has failed is prepared anew";
}

TEST_F(RetryTest, WithoutAFailureNothingIsDifferent) {
    const auto owned =
        engine.begin([](Connection&) { return std::make_unique<int>(7); }, RetryPolicy{});
    EXPECT_EQ(*owned, 7);
    EXPECT_EQ(server.count("begin"), 1U);
}

TEST_F(RetryTest, GivesUpWithTheLastErrorAsItWas) {
    fail(9, deadlock);
    const auto error = error_of<TransactionRollbackError>();
    EXPECT_EQ(runs, 5);
    EXPECT_EQ(error.code(), "deadlock");
    EXPECT_EQ(error.details().attempts, 5);
    EXPECT_EQ(error.details().statement, "UPDATE work");
    EXPECT_TRUE(error.details().retryable);
    EXPECT_THAT(error.what(), HasSubstr("attempts: 5"));
    EXPECT_EQ(server.count("commit"), 0U);
}

TEST_F(RetryTest, WhatIsFinalIsNotRepeated) {
    fail(9, IntegrityError("unique_violation", "twice"));
    EXPECT_EQ(error_of<IntegrityError>().details().attempts, 1);
    EXPECT_EQ(runs, 1);
}

TEST_F(RetryTest, AFinalErrorOfALaterAttemptTellsHowMany) {
    server.on("work", {.on_execute = [this] {
                  if (runs < 3) throw deadlock;
                  throw IntegrityError("unique_violation", "twice");
              }});
    EXPECT_EQ(error_of<IntegrityError>().details().attempts, 3);
    EXPECT_EQ(runs, 3);
}

TEST_F(RetryTest, ACommitWithoutAnAnswerIsNotRepeated) {
    server.on_commit = [] { return driver::CommitOutcome::unknown; };
    EXPECT_EQ(error_of<CommitUnknownError>().code(), "commit_unknown");
    EXPECT_EQ(runs, 1);
    EXPECT_EQ(server.count("begin"), 1U);
}

TEST_F(RetryTest, ACommitThatWasARollbackIsRepeated) {
    server.on_commit = [this] {
        return runs < 3 ? driver::CommitOutcome::rolled_back : driver::CommitOutcome::committed;
    };
    engine.begin([this](Connection& db) { work(db); }, five);
    EXPECT_EQ(runs, 3);
}

TEST_F(RetryTest, ACommitThatWasRefusedIsRepeated) {
    server.on_commit = [this]() -> driver::CommitOutcome {
        if (runs == 1) throw OperationalError("database_locked", "busy", {.retryable = true});
        return driver::CommitOutcome::committed;
    };
    engine.begin([this](Connection& db) { work(db); }, five);
    EXPECT_EQ(runs, 2);
    EXPECT_EQ(server.count("rollback"), 1U);
}

TEST_F(RetryTest, ALostConnectionIsReplaced) {
    fail(1, DisconnectError("connection_lost", "cut", {.retryable = true}));
    engine.begin([this](Connection& db) { work(db); }, five);
    EXPECT_EQ(runs, 2);
    EXPECT_EQ(server.count("connect"), 1U);
    EXPECT_EQ(server.open_connections, 1);
}

TEST_F(RetryTest, AConnectThatFailsIsAnAttempt) {
    engine.dispose();
    Engine fresh = database.engine();
    int connects = 0;
    server.on_connect = [&] {
        if (++connects < 3) throw OperationalError("server_busy", "full", {.retryable = true});
    };
    fresh.begin([this](Connection& db) { work(db); }, five);
    EXPECT_EQ(runs, 1);
    EXPECT_EQ(connects, 3);
}

TEST_F(RetryTest, WhatTheWorkSwallowedIsNotRepeated) {
    status_of_failure = driver::TransactionStatus::failed;
    fail(9, deadlock);
    const auto swallow = [this](Connection& db) {
        try {
            work(db);
        } catch (const Error&) {
        }
    };
    EXPECT_EQ(code_of<InvalidRequestError>([&] { engine.begin(swallow, five); }),
              "transaction_aborted");
    EXPECT_EQ(runs, 1);
}

TEST_F(RetryTest, AnExceptionOfTheProgramsOwnIsNotRepeated) {
    fail(9, deadlock);
    const auto translate = [this](Connection& db) {
        try {
            work(db);
        } catch (const Error& error) {
            throw std::runtime_error(error.code());
        }
    };
    EXPECT_THROW(engine.begin(translate, five), std::runtime_error);
    EXPECT_EQ(runs, 1);
}

TEST_F(RetryTest, WorkThatHasCommittedAPartIsNotRepeated) {
    fail(9, deadlock);
    const auto in_parts = [this](Connection& db) {
        db.execute(text("UPDATE item SET name = 'x'"));
        db.commit();
        work(db);
    };
    EXPECT_EQ(code_of([&] { engine.begin(in_parts, five); }), "deadlock");
    EXPECT_EQ(runs, 1);
    // What it has rolled back itself is no part.
    runs = 0;
    fail(1, deadlock);
    const auto anew = [this](Connection& db) {
        db.rollback();
        work(db);
    };
    EXPECT_EQ(code_of([&] { engine.begin(anew, five); }), "no_transaction");
    EXPECT_EQ(runs, 2);
}

TEST_F(RetryTest, ALostAnswerToSqlThatMayHaveCommittedIsNotRepeated) {
    for (const char* sql : {"COMMIT", "work; COMMIT", "/* x */ end", "PREPARE TRANSACTION 'x'"}) {
        runs = 0;
        server.on(sql, {.on_execute = [] {
                      throw DisconnectError("connection_lost", "cut", {.retryable = true});
                  }});
        const auto by_hand = [&](Connection& db) {
            ++runs;
            db.execute_script(sql);
        };
        EXPECT_EQ(code_of<DisconnectError>([&] { engine.begin(by_hand, five); }),
                  "connection_lost");
        EXPECT_EQ(runs, 1) << sql;
    }
    // Control: what surely has not.
    for (const char* sql : {"UPDATE item SET name = 'y'", "SAVEPOINT x", "ROLLBACK"}) {
        runs = 0;
        server.on(sql, {.on_execute = [this] {
                      if (runs == 1) {
                          throw DisconnectError("connection_lost", "cut", {.retryable = true});
                      }
                  }});
        engine.begin(
            [&](Connection& db) {
                ++runs;
                db.execute_script(sql);
            },
            five);
        EXPECT_EQ(runs, 2) << sql;
    }
}

TEST_F(RetryTest, ListenersHearOfIt) {
    std::vector<std::string> heard;
    std::vector<std::string> echo;
    Engine told =
        database.engine({.echo = Echo::statements,
                         .echo_sink = [&](std::string_view line) { echo.emplace_back(line); }});
    told.listen({.retry = [&](const RetryEvent& event) {
        heard.push_back(event.error.code() + " " + std::to_string(event.attempt) + "/" +
                        std::to_string(event.attempts) + " " + std::to_string(event.pause_ms));
    }});
    fail(2, deadlock);
    told.begin([this](Connection& db) { work(db); }, five);
    EXPECT_THAT(heard, ElementsAre("deadlock 1/5 0", "deadlock 2/5 0"));
    EXPECT_THAT(echo, ::testing::Contains("azoth attempt 1 of 5 failed, the next in 0 ms: met"));
    // A listener may put an end to it.
    told.listen({.retry = [](const RetryEvent&) { throw std::runtime_error("enough"); }});
    runs = 0;
    fail(2, deadlock);
    EXPECT_THROW(told.begin([this](Connection& db) { work(db); }, five), std::runtime_error);
    EXPECT_EQ(runs, 1);
}

TEST_F(RetryTest, APolicyWithoutSenseRunsNothing) {
    EXPECT_EQ(error_of<ArgumentError>({.attempts = 0}).code(), "bad_option_value");
    EXPECT_EQ(runs, 0);
}

}  // namespace
}  // namespace azoth::test
