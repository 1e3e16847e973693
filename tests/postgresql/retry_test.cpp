// SPDX-License-Identifier: MIT
// Units of work on a real server that meet others, lose their connection or the answer to their
// COMMIT: run again exactly where nothing was done.
#include <atomic>
#include <latch>
#include <optional>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include <gmock/gmock.h>

#include <azoth/azoth.hpp>

#include "proxy.hpp"
#include "server.hpp"

namespace {

using namespace azoth;
using azoth_test::catch_error;
using azoth_test::scalar;
using ::testing::ElementsAre;

constexpr RetryPolicy at_once{.attempts = 4, .first_delay_ms = 0};

class Retry : public azoth_test::OnServer {
protected:
    void SetUp() override {
        OnServer::SetUp();
        if (IsSkipped()) return;
        owner_ = connect();
        owner_->execute_script(
            "drop table if exists retried; create table retried (id int primary key, n int);"
            "insert into retried values (1, 10), (2, 20)");
        engine_.emplace(create_engine(url()));
        engine_->listen({.retry = [this](const RetryEvent& event) {
            failures_.push_back(event.error.code());
        }});
    }
    void TearDown() override {
        if (!owner_) return;
        engine_.reset();
        owner_->execute_script("drop table if exists retried");
    }
    std::int64_t sum() { return scalar(*owner_, "select sum(n) from retried").as<std::int64_t>(); }
    static int sum(Connection& db) {
        return db.scalar<int>(text("select sum(n)::int from retried"));
    }
    static void add(Connection& db, int id, int n) {
        db.execute(text("update retried set n = n + :n where id = :id"), {{"n", n}, {"id", id}});
    }
    static void insert(Connection& db, int id, int n) {
        db.execute(text("insert into retried values (:id, :n)"), {{"n", n}, {"id", id}});
    }

    std::unique_ptr<driver::Connection> owner_;
    std::optional<Engine> engine_;
    std::vector<std::string> failures_;
    int runs_ = 0;
};

TEST_F(Retry, AChangeInBetweenIsReadAnew) {
    engine_->begin(
        [&](Connection& db) {
            const int seen = sum(db);
            if (++runs_ == 1) owner_->execute_script("update retried set n = 100 where id = 2");
            add(db, 2, seen);
        },
        at_once, {.isolation_level = Isolation::repeatable_read});
    EXPECT_THAT(failures_, ElementsAre("serialization_failure"));
    EXPECT_EQ(sum(), 10 + 100 + 110);
}

TEST_F(Retry, AConflictThatShowsAtTheCommitIsRunAgain) {
    Connection other = engine_->connect({.isolation_level = Isolation::serializable});
    std::optional<Error> error;
    engine_->listen({.retry = [&](const RetryEvent& event) { error = event.error; }});
    engine_->begin(
        [&](Connection& db) {
            const int seen = sum(db);
            if (++runs_ == 1) insert(other, 7, sum(other));
            insert(db, 8, seen);
            if (runs_ == 1) other.commit();
        },
        at_once, {.isolation_level = Isolation::serializable});
    EXPECT_THAT(failures_, ElementsAre("serialization_failure"));
    ASSERT_TRUE(error);
    EXPECT_EQ(error->details().phase, Phase::commit);
    EXPECT_EQ(sum(), 30 + 30 + 60) << "as if one had come after the other";
}

TEST_F(Retry, TheVictimOfADeadlockGetsItsTurn) {
    std::latch both(2);
    std::atomic<int> runs{0};
    const auto transfer = [&](int from, int to) {
        bool is_first = true;
        engine_->begin(
            [&](Connection& db) {
                ++runs;
                db.execute(text("set local deadlock_timeout = '20ms'"));
                add(db, from, -1);
                if (std::exchange(is_first, false)) both.arrive_and_wait();
                add(db, to, 1);
            },
            RetryPolicy{.attempts = 20, .first_delay_ms = 1});
    };
    std::thread one([&] { transfer(1, 2); });
    std::thread two([&] { transfer(2, 1); });
    one.join();
    two.join();
    EXPECT_GE(runs, 3);
    EXPECT_THAT(failures_, ::testing::Each("deadlock"));
    EXPECT_EQ(scalar(*owner_, "select n from retried where id = 1").as<int>(), 10);
    EXPECT_EQ(sum(), 30);
}

TEST_F(Retry, ALostSessionIsReplaced) {
    engine_->begin(
        [&](Connection& db) {
            add(db, 1, 1);
            const int session = db.scalar<int>(text("select pg_backend_pid()"));
            if (++runs_ == 1) {
                owner_->execute_script("select pg_terminate_backend(" + std::to_string(session) +
                                       ", 10000)");
            }
            add(db, 2, 1);
        },
        at_once);
    EXPECT_THAT(failures_, ElementsAre("connection_lost"));
    EXPECT_EQ(sum(), 32);
}

TEST_F(Retry, ACommitWithoutAnAnswerIsNotRepeated) {
    azoth_test::Proxy proxy(std::string(*url().host()), *url().port());
    Engine far = create_engine(url().with_host("127.0.0.1", proxy.port()));
    const auto error = catch_error<CommitUnknownError>([&] {
        far.begin(
            [&](Connection& db) {
                ++runs_;
                add(db, 1, 1);
                proxy.swallow_answer_to("COMMIT");
            },
            at_once);
    });
    EXPECT_EQ(error.code(), "commit_unknown");
    EXPECT_EQ(error.details().attempts, 1);
    EXPECT_EQ(runs_, 1);
    EXPECT_EQ(sum(), 31) << "the server did commit";
}

TEST_F(Retry, NorIsOneThatTheWorkHasSentItself) {
    azoth_test::Proxy proxy(std::string(*url().host()), *url().port());
    Engine far = create_engine(url().with_host("127.0.0.1", proxy.port()));
    (void)catch_error<DisconnectError>([&] {
        far.begin(
            [&](Connection& db) {
                ++runs_;
                add(db, 1, 1);
                proxy.swallow_answer_to("commit");
                db.execute_script("commit");
            },
            at_once);
    });
    EXPECT_EQ(runs_, 1);
    EXPECT_EQ(sum(), 31);
}

TEST_F(Retry, WhatIsFinalIsNotRepeated) {
    const auto error = catch_error<IntegrityError>([&] {
        engine_->begin(
            [&](Connection& db) {
                ++runs_;
                insert(db, 1, 1);
            },
            at_once);
    });
    EXPECT_EQ(error.code(), "unique_violation");
    EXPECT_EQ(runs_, 1);
}

}  // namespace
