// SPDX-License-Identifier: MIT
// The engine on a real server, through the plugins: what prepared statements do when tables change
// under them.
#include <memory>
#include <optional>
#include <string>
#include <tuple>

#include <gtest/gtest.h>

#include <azoth/azoth.hpp>
#include <azoth/value/describe.hpp>

#include "server.hpp"

namespace {

using namespace azoth;

struct ChangingTables : azoth_test::OnServer {
    void SetUp() override {
        OnServer::SetUp();
        if (IsSkipped()) return;
        owner_ = connect();
        owner_->execute_script(
            "drop table if exists changing; create table changing (a int);"
            "insert into changing values (1)");
        engine_.emplace(create_engine(url()));
    }
    void TearDown() override {
        engine_.reset();
        if (owner_) owner_->execute_script("drop table if exists changing");
    }
    /// Somebody outside of the engine.
    void others_run(const char* sql) { owner_->execute_script(sql); }

    [[nodiscard]] static std::string shown(Result result) {
        std::string text;
        for (const Row& row : result) {
            for (std::size_t i = 0; i < row.size(); ++i) {
                text += row.keys()[i] + "=" + describe(row[i].view()) + " ";
            }
        }
        return text;
    }

    std::unique_ptr<azoth_test::Connection> owner_;
    std::optional<Engine> engine_;
    const TextQuery all_ = text("select * from changing");
};

TEST_F(ChangingTables, OwnChangesAreFollowedInTheSameTransaction) {
    Connection db = engine_->connect();
    EXPECT_EQ(shown(db.execute(all_)), "a=1 ");
    db.execute(text("alter table changing add b text default 'x'"));
    EXPECT_EQ(shown(db.execute(all_)), "a=1 b='x' ");
    db.execute(text("alter table changing alter a type text"));
    EXPECT_EQ(shown(db.execute(all_)), "a='1' b='x' ");
    {
        Savepoint savepoint = db.begin_nested();
        db.execute(text("alter table changing drop b"));
        EXPECT_EQ(shown(db.execute(all_)), "a='1' ");
        savepoint.rollback();
    }
    EXPECT_EQ(shown(db.execute(all_)), "a='1' b='x' ");
    db.rollback();
    EXPECT_EQ(shown(db.execute(all_)), "a=1 ");
}

TEST_F(ChangingTables, OthersOfTheEngineFollowACommit) {
    Connection db = engine_->connect();
    Connection other = engine_->connect();
    EXPECT_EQ(shown(other.execute(all_)), "a=1 ");
    other.commit();
    db.execute_script("alter table changing add b int default 2");
    db.commit();
    const auto handle = other.prepare(all_);
    EXPECT_EQ(shown(handle.execute()), "a=1 b=2 ");
    other.commit();
    db.execute_script("alter table changing drop a");
    db.commit();
    EXPECT_EQ(shown(other.execute(text("select 1 as one"))), "one=1 ");
    EXPECT_EQ(shown(handle.execute()), "b=2 ");
}

TEST_F(ChangingTables, StrangersAreFollowedUnlessATransactionWouldBeLost) {
    Connection db = engine_->connect();
    EXPECT_EQ(shown(db.execute(all_)), "a=1 ");
    db.commit();
    others_run("alter table changing add b int default 2");
    EXPECT_EQ(shown(db.execute(all_)), "a=1 b=2 ");
    db.commit();

    db.execute(text("create temporary table work_so_far (x int) on commit drop"));
    (void)db.execute(text("select 1 as one")).all();
    others_run("alter table changing drop a");
    const std::string code =
        azoth_test::error_code<OperationalError>([&] { (void)db.execute(all_); });
    // The engine's own DDL has made it prepare anew: no error, and the right columns.
    EXPECT_EQ(code, "no error");
    db.rollback();

    EXPECT_EQ(shown(db.execute(all_)), "b=2 ");
    db.commit();
    (void)db.execute(text("select 1 as one")).all();
    others_run("alter table changing add c int default 3");
    EXPECT_EQ(azoth_test::error_code<OperationalError>([&] { (void)db.execute(all_); }),
              "statement_outdated");
    EXPECT_EQ(azoth_test::error_code<InvalidRequestError>([&] { (void)db.execute(all_); }),
              "transaction_aborted");
    db.rollback();
    EXPECT_EQ(shown(db.execute(all_)), "b=2 c=3 ");
}

TEST_F(ChangingTables, NamesMeanWhatTheSessionSays) {
    others_run(
        "drop schema if exists elsewhere cascade; create schema elsewhere;"
        "create table elsewhere.changing (z text); insert into elsewhere.changing values ('far')");
    {
        Connection db = engine_->connect();
        EXPECT_EQ(shown(db.execute(all_)), "a=1 ");
        db.execute(text("set search_path to elsewhere"));
        EXPECT_EQ(shown(db.execute(all_)), "z='far' ");
        db.commit();
    }
    // The next borrower of the same session finds it as new.
    Connection db = engine_->connect();
    EXPECT_EQ(engine_->pool_metrics().opened, 1U);
    EXPECT_EQ(shown(db.execute(all_)), "a=1 ");
    db.rollback();
    others_run("drop schema elsewhere cascade");
}

TEST_F(ChangingTables, TypedRowsNeverReadAnOldShape) {
    MetaData metadata;
    const Table changing{"changing", metadata, Column{"a", Integer{}}};
    const auto query = select(changing.column<std::int64_t>("a"));
    Connection db = engine_->connect();
    EXPECT_EQ(std::get<0>(db.execute(query).one()), 1);
    db.commit();
    others_run("alter table changing alter a type text using 'no number'");
    EXPECT_EQ(azoth_test::error_code<ConversionError>([&] { (void)db.execute(query).one(); }),
              "type_mismatch");
    db.rollback();
    others_run("alter table changing alter a type bigint using 7000000000");
    EXPECT_EQ(std::get<0>(db.execute(query).one()), 7'000'000'000);
}

}  // namespace
