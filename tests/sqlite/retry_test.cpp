// SPDX-License-Identifier: MIT
// Units of work that meet others on one file, and are run again. Nobody sleeps: what is in the way
// goes away when the listener hears of the failure.
#include <unistd.h>

#include <cstdio>
#include <optional>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <azoth/azoth.hpp>

namespace azoth {
namespace {

using ::testing::ElementsAre;

constexpr RetryPolicy at_once{.attempts = 3, .first_delay_ms = 0};

struct SqliteRetry : ::testing::Test {
    SqliteRetry() {
        metadata.create_all(other);
        other.begin([&](Connection& db) {
            db.execute(insert(account), {{{"id", 1}, {"amount", 10}}, {{"id", 2}, {"amount", 20}}});
        });
        engine.listen({.retry = [this](const RetryEvent& event) {
            failures.push_back(event.error.code());
            if (in_the_way) in_the_way->commit();
            in_the_way.reset();
        }});
    }
    ~SqliteRetry() override {
        in_the_way.reset();
        engine.dispose();
        other.dispose();
        for (const char* more : {"", "-wal", "-shm"}) std::remove((path + more).c_str());
    }
    void use_wal() const {
        other.connect({.isolation_level = Isolation::autocommit})
            .execute_script("PRAGMA journal_mode = WAL");
    }
    [[nodiscard]] int amount(Connection& db, int id) const {
        return db.scalar<int>(select(account["amount"]).where(account["id"] == id));
    }
    void set_amount(Connection& db, int id, int value) const {
        db.execute(update(account).where(account["id"] == id).values(Params{{"amount", value}}));
    }
    /// Adds the first account to the second.
    void add_up(Connection& db) {
        ++runs;
        const int first = amount(db, 1);
        if (runs == 1 && interferes) {
            other.begin([&](Connection& stranger) { set_amount(stranger, 1, 100); });
        }
        set_amount(db, 2, amount(db, 2) + first);
    }

    std::string path = ::testing::TempDir() + "azoth_retry_" + std::to_string(::getpid()) + ".db";
    Engine engine = create_engine("sqlite:///" + path + "?busy_timeout=0");
    Engine other = create_engine("sqlite:///" + path + "?busy_timeout=0");
    MetaData metadata;
    Table account{"account", metadata, Column{"id", Integer{}, primary_key},
                  Column{"amount", Integer{}, not_null}};
    std::optional<Connection> in_the_way;
    std::vector<std::string> failures;
    bool interferes = false;
    int runs = 0;
};

TEST_F(SqliteRetry, AnOldSnapshotIsTakenAnew) {
    use_wal();
    interferes = true;
    engine.begin([&](Connection& db) { add_up(db); }, at_once);
    EXPECT_THAT(failures, ElementsAre("serialization_failure"));
    Connection db = other.connect();
    EXPECT_EQ(amount(db, 2), 120) << "of what the second attempt has read";
}

TEST_F(SqliteRetry, ALockedDatabaseIsTriedAgain) {
    in_the_way.emplace(other.connect({.lock_mode = LockMode::immediate}));
    set_amount(*in_the_way, 1, 100);
    const int second = engine.begin(
        [&](Connection& db) {
            add_up(db);
            return amount(db, 2);
        },
        at_once);
    EXPECT_EQ(second, 120);
    EXPECT_THAT(failures, ElementsAre("database_locked"));
    EXPECT_EQ(runs, 2);
}

TEST_F(SqliteRetry, ACommitThatMeetsAReaderIsTriedAgain) {
    in_the_way.emplace(other.connect());
    EXPECT_EQ(amount(*in_the_way, 1), 10);  // its transaction keeps the lock of a reader
    engine.begin([&](Connection& db) { add_up(db); }, at_once);
    EXPECT_THAT(failures, ElementsAre("database_locked"));
    Connection db = other.connect();
    EXPECT_EQ(amount(db, 2), 30) << "added once";
}

TEST_F(SqliteRetry, WhatStaysLockedIsGivenUp) {
    Connection stays = other.connect({.lock_mode = LockMode::immediate});
    set_amount(stays, 1, 100);
    try {
        engine.begin([&](Connection& db) { add_up(db); }, at_once);
        FAIL() << "an error was to come";
    } catch (const OperationalError& error) {
        EXPECT_EQ(error.code(), "database_locked");
        EXPECT_EQ(error.details().attempts, 3);
    }
    EXPECT_EQ(runs, 3);
    // Control: without a policy there is one attempt.
    EXPECT_THROW(engine.begin([&](Connection& db) { add_up(db); }), OperationalError);
    EXPECT_EQ(runs, 4);
}

TEST_F(SqliteRetry, WhatIsFinalIsNotRepeated) {
    const auto twice = [&](Connection& db) {
        ++runs;
        db.execute(insert(account), {{"id", 1}, {"amount", 1}});
    };
    EXPECT_THROW(engine.begin(twice, at_once), IntegrityError);
    EXPECT_EQ(runs, 1);
}

}  // namespace
}  // namespace azoth
