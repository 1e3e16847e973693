// SPDX-License-Identifier: MIT
#include "ledger.hpp"

#include <unistd.h>

#include <filesystem>
#include <vector>

#include <gtest/gtest.h>

#include <azoth/driver/connection.hpp>

namespace azoth_test {

using namespace azoth;

namespace {

std::string fresh_path() {
    static int number = 0;
    return testing::TempDir() + "azoth_ledger_" + std::to_string(::getpid()) + "_" +
           std::to_string(++number) + ".db";
}

void remove_database(const std::string& path) {
    for (const char* suffix : {"", "-journal", "-wal", "-shm"}) {
        std::filesystem::remove(path + suffix);
    }
}

}  // namespace

Ledger::Ledger(const std::string& journal_mode, bool is_large)
    : path_(fresh_path()),
      journal_mode_(journal_mode),
      is_large_(is_large),
      account_("account", metadata_, Column{"id", Integer{}, primary_key},
               Column{"balance", Integer{}, not_null}),
      entry_("entry", metadata_, Column{"id", Integer{}, primary_key},
             Column{"note", Text{}, not_null}) {
    remove_database(path_);
    Engine maker = engine();
    metadata_.create_all(maker);
    maker.begin([&](Connection& db) {
        db.execute(insert(account_), {{{"id", 1}, {"balance", 100}}, {{"id", 2}, {"balance", 0}}});
    });
    maker.dispose();
}

Ledger::~Ledger() {
    remove_database(path_);
}

Engine Ledger::engine(const std::string& vfs) const {
    EngineOptions options;
    options.connect_args = {{"journal_mode", journal_mode_}, {"synchronous", "full"}};
    if (!vfs.empty()) options.connect_args.emplace_back("vfs", vfs);
    return create_engine("sqlite:///" + path_, options);
}

Outcome Ledger::transfer(const Engine& engine) const {
    try {
        Connection db = engine.connect();
        // A small cache, so that pages go to the disk before COMMIT.
        if (is_large_) db.driver_connection().execute_script("PRAGMA cache_size=4");
        Transaction work = db.begin({.lock_mode = LockMode::immediate});
        const Expr balance = account_["balance"];
        db.execute(update(account_).where(account_["id"] == 1).values({{"balance", 90}}));
        db.execute(update(account_).where(account_["id"] == 2).values({{"balance", 10}}));
        std::vector<std::string> notes;
        for (std::int64_t i = 0; i < entries(); ++i) {
            notes.push_back(std::string(is_large_ ? 400 : 10, 'a' + static_cast<char>(i % 26)));
        }
        EXPECT_EQ(db.insert_many(entry_, {"note"}, notes), entries());
        EXPECT_EQ(db.execute(select(balance).order_by(account_["id"])).scalars<int>().all(),
                  (std::vector{90, 10}));
        work.commit();
        return Outcome::done;
    } catch (const CommitUnknownError& error) {
        EXPECT_FALSE(error.code().empty());
        return Outcome::unknown;
    } catch (const DatabaseError& error) {
        EXPECT_FALSE(error.code().empty()) << error.what();
        EXPECT_FALSE(error.details().sqlstate.empty()) << error.what();
    } catch (const std::exception& error) {
        ADD_FAILURE() << "no DatabaseError: " << error.what();
    }
    return Outcome::not_done;
}

void Ledger::expect_truth(Outcome outcome) const {
    Engine honest = create_engine("sqlite:///" + path_);
    Connection db = honest.connect();
    EXPECT_EQ(db.scalar<std::string>(text("PRAGMA integrity_check")), "ok");
    const auto balances =
        db.execute(select(account_["balance"]).order_by(account_["id"])).scalars<int>().all();
    const auto count = db.scalar<std::int64_t>(select(func::count()).select_from(entry_));
    const bool is_done = balances == std::vector{90, 10} && count == entries();
    const bool is_undone = balances == std::vector{100, 0} && count == 0;
    EXPECT_TRUE(is_done || is_undone) << "half of a unit of work";
    EXPECT_TRUE(is_done || outcome != Outcome::done);
    EXPECT_TRUE(is_undone || outcome != Outcome::not_done);
}

void Ledger::expect_usable(const Engine& engine) const {
    EXPECT_EQ(engine.pool_metrics().in_use, 0U);
    EXPECT_NO_THROW(engine.begin([&](Connection& db) {
        db.execute(update(account_).values({{"balance", 50}}));
        EXPECT_EQ(db.scalar<int>(select(func::count()).select_from(account_)), 2);
    }));
    EXPECT_EQ(engine.pool_metrics().in_use, 0U);
}

}  // namespace azoth_test
