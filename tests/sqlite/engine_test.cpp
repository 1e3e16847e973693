// SPDX-License-Identifier: MIT
// The engine on real SQLite files, through the plugins.
#include <sqlite3.h>
#include <unistd.h>

#include <chrono>
#include <cstdio>
#include <string>
#include <thread>
#include <tuple>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <azoth/azoth.hpp>

namespace azoth {
namespace {

using ::testing::ElementsAre;

struct SqliteEngine : ::testing::Test {
    SqliteEngine() { metadata.create_all(engine); }
    ~SqliteEngine() override {
        engine.dispose();
        std::remove(path.c_str());
    }

    static std::string fresh_path() {
        static int number = 0;
        return ::testing::TempDir() + "azoth_engine_" + std::to_string(::getpid()) + "_" +
               std::to_string(++number) + ".db";
    }
    [[nodiscard]] std::int64_t count() const {
        Connection other = engine.connect();
        return other.scalar<std::int64_t>(select(func::count()).select_from(artist));
    }

    std::string path = fresh_path();
    Engine engine = create_engine("sqlite:///" + path);
    MetaData metadata;
    Table artist{"artist", metadata, Column{"id", Integer{}, primary_key},
                 Column{"name", String{120}, not_null, unique_key}};
    Table album{"album", metadata, Column{"id", Integer{}, primary_key},
                Column{"title", String{160}, not_null},
                Column{"artist_id", ForeignKey{"artist.id"}}};
};

/// Questions about the schema have the time-out and the cancel token of their connection.
TEST_F(SqliteEngine, InspectingEndsInTime) {
    const auto code = [](const auto& ask) -> std::string {
        try {
            ask();
        } catch (const Error& error) {
            return std::string(error.code());
        }
        return "none";
    };
    const Engine patient = create_engine("sqlite:///" + path + "?busy_timeout=60000");
    Connection hasty = patient.connect({.execution_options = {.timeout_ms = 50}});
    const CancelToken stop = CancelToken::make();
    Connection db = patient.connect({.execution_options = {.cancel_token = stop}});
    Connection holder = engine.connect({.isolation_level = Isolation::autocommit});
    holder.execute_script("BEGIN EXCLUSIVE");
    EXPECT_EQ(code([&] { (void)inspect(hasty).table_names(); }), "statement_timeout");
    EXPECT_EQ(code([&] { metadata.create_all(hasty); }), "statement_timeout");
    std::thread other([&] {
        std::this_thread::sleep_for(std::chrono::milliseconds(50));
        stop.cancel();
    });
    EXPECT_EQ(code([&] { (void)inspect(db).table_names(); }), "statement_cancelled");
    other.join();
    EXPECT_EQ(code([&] { (void)inspect(db).view_names(); }), "statement_cancelled");
    holder.execute_script("COMMIT");
    db.set_execution_options({.cancel_token = CancelToken::none()});
    EXPECT_EQ(inspect(db).table_names().size(), 2U);
}

TEST_F(SqliteEngine, TheLibrarysOwnHandleIsTypedAndChecked) {
    Connection db = engine.connect();
    sqlite3& handle = db.native<sqlite3>();
    EXPECT_EQ(sqlite3_get_autocommit(&handle), 1);
    ASSERT_EQ(sqlite3_exec(&handle, "BEGIN", nullptr, nullptr, nullptr), SQLITE_OK);
    db.execute(insert(artist), {{"name", "Queen"}});
    db.commit();
    EXPECT_EQ(count(), 1) << "the transaction that the handle began was followed";
    struct Other;
    try {
        (void)db.native<Other>();
        FAIL() << "an error was to come";
    } catch (const InvalidRequestError& error) {
        EXPECT_EQ(error.code(), "other_native_type");
        EXPECT_NE(error.message().find("a sqlite3"), std::string::npos) << error.message();
    }
}

TEST_F(SqliteEngine, ColumnNamesWithDotsArriveAsTheyAre) {
    Connection db = engine.connect();
    const Row row = db.execute(text("SELECT 1 AS \"a.b\", 2 AS \"c\"")).one();
    EXPECT_THAT(row.keys(), ElementsAre("a.b", "c"));
    EXPECT_EQ(row["a.b"].as<int>(), 1);
}

TEST_F(SqliteEngine, HasNoProcedures) {
    Connection db = engine.connect();
    try {
        db.execute(call("settle", {1, out}));
        FAIL() << "an error was to come";
    } catch (const CompileError& error) {
        EXPECT_EQ(error.code(), "unsupported_construct");
        EXPECT_NE(error.message().find("CALL"), std::string::npos) << error.message();
    }
    EXPECT_FALSE(db.in_transaction());
}

TEST_F(SqliteEngine, CommitIsSeenByOthersAndRollbackIsNot) {
    Connection db = engine.connect();
    db.execute(insert(artist), {{"name", "Queen"}});
    EXPECT_EQ(count(), 0);
    db.commit();
    EXPECT_EQ(count(), 1);
    db.execute(insert(artist), {{"name", "ABBA"}});
    db.rollback();
    EXPECT_EQ(count(), 1);
    {
        Connection dropped = engine.connect();
        dropped.execute(insert(artist), {{"name", "U2"}});
    }
    EXPECT_EQ(count(), 1);
    EXPECT_THROW(engine.begin([&](Connection& other) {
        other.execute(insert(artist), {{"name", "Toto"}});
        other.execute(insert(artist), {{"name", "Queen"}});
    }),
                 IntegrityError);
    EXPECT_EQ(count(), 1);
}

TEST_F(SqliteEngine, SavepointsKeepAndUndo) {
    engine.begin([&](Connection& db) {
        db.execute(insert(artist), {{"name", "kept"}});
        {
            Savepoint dropped = db.begin_nested();
            db.execute(insert(artist), {{"name", "gone"}});
        }
        {
            Savepoint outer_point = db.begin_nested();
            db.execute(insert(artist), {{"name", "inside"}});
            {
                Savepoint inner = db.begin_nested();
                EXPECT_THROW(db.execute(insert(artist), {{"name", "kept"}}), IntegrityError);
                inner.rollback();
            }
            outer_point.release();
        }
    });
    Connection db = engine.connect();
    EXPECT_THAT(db.scalars<std::string>(select(artist["name"]).order_by(artist["name"])).all(),
                ElementsAre("inside", "kept"));
}

TEST_F(SqliteEngine, GeneratedKeysAndReturning) {
    Connection db = engine.connect();
    auto queen = db.execute(insert(artist), {{"name", "Queen"}});
    EXPECT_EQ(queen.rowcount(), 1);
    EXPECT_THAT(queen.inserted_primary_key(), ElementsAre(Value(1)));
    auto abba = db.execute(insert(artist).values({{"name", "ABBA"}}).returning({artist["id"]}));
    EXPECT_EQ(abba.one()["id"].as<int>(), 2);
    db.execute(insert(artist).values({{"name", "unread"}}).returning({artist["id"]}));
    db.commit();
    EXPECT_EQ(count(), 3);
    EXPECT_EQ(db.execute(update(artist).values({{"name", "x"}}).where(artist["id"] > 5)).rowcount(),
              0);
    EXPECT_EQ(db.execute(delete_from(artist).where(artist["id"] > 1)).rowcount(), 2);
}

TEST_F(SqliteEngine, TourOfTheToolkit) {
    engine.begin([&](Connection& db) {
        db.execute(insert(artist), {{{"name", "Queen"}}, {{"name", "AC/DC"}}});
        std::vector<Params> rows;
        rows.push_back({{"name", "ABBA"}});
        db.execute(insert(artist), rows);
        const std::vector<std::tuple<std::string, int>> titles{
            {"Jazz", 1}, {"Hot Space", 1}, {"Powerage", 2}};
        EXPECT_EQ(db.insert_many(album, {"title", "artist_id"}, titles), 3);
    });
    Connection db = engine.connect();
    const auto query = select(artist["name"], func::count(album["id"]).label("albums"))
                           .join(album)
                           .where(artist["name"].like("A%") || artist["name"] == "Queen")
                           .group_by(artist["name"])
                           .order_by(desc("albums"));
    std::vector<std::string> seen;
    for (const Row& row : db.execute(query)) {
        seen.push_back(row["name"].as<std::string>() + " " +
                       std::to_string(row["albums"].as<int>()));
    }
    for (auto [name, albums] : db.execute(query).rows<std::string, std::int64_t>()) {
        seen.push_back(name + " " + std::to_string(albums));
    }
    EXPECT_THAT(seen, ElementsAre("Queen 2", "AC/DC 1", "Queen 2", "AC/DC 1"));
}

TEST_F(SqliteEngine, ManyRowsInAllShapes) {
    constexpr int rows = 1234;
    std::vector<std::string> names;
    for (int i = 0; i < rows; ++i) names.push_back("name " + std::to_string(i));
    Connection db = engine.connect();
    EXPECT_EQ(db.insert_many(artist, {"name"}, names), rows);
    db.commit();
    EXPECT_EQ(count(), rows);
    auto result = db.execute(select(artist), {.stream_results = true, .yield_per = 100});
    std::size_t parts = 0;
    std::size_t read = 0;
    for (auto& part : result.partitions(100)) {
        ++parts;
        read += part.size();
    }
    EXPECT_EQ(parts, 13U);
    EXPECT_EQ(read, static_cast<std::size_t>(rows));
    std::vector<std::int64_t> some{5, 6, 7, 100'000};
    EXPECT_EQ(db.execute(select(artist).where(artist["id"].in(some))).all().size(), 3U);
    EXPECT_EQ(db.execute(select(artist).where(artist["id"].in(std::vector<int>{}))).all().size(),
              0U);
}

TEST_F(SqliteEngine, ReadingGoesOnAfterCommit) {
    Connection db = engine.connect();
    db.insert_many(artist, {"name"}, std::vector<std::string>{"a", "b", "c"});
    std::vector<std::string> seen;
    for (const Row& row : db.execute(select(artist).order_by(artist["id"]))) {
        seen.push_back(row["name"].as<std::string>());
        db.execute(update(artist)
                       .where(artist["id"] == row["id"].as<int>())
                       .values({{"name", row["name"].as<std::string>() + "!"}}));
        db.commit();
    }
    EXPECT_THAT(seen, ElementsAre("a", "b", "c"));
}

TEST_F(SqliteEngine, PreparedInALoop) {
    Connection db = engine.connect();
    const auto add = db.prepare(insert(artist), {"id", "name"});
    for (int i = 1; i <= 100; ++i) add.execute(i, "name " + std::to_string(i));
    const auto by_id = db.prepare(
        select(artist.column<std::string>("name")).where(artist["id"] == bind<std::int64_t>("id")));
    for (int i = 1; i <= 100; ++i) EXPECT_EQ(by_id.one(i), "name " + std::to_string(i));
    EXPECT_EQ(by_id.one_or_none(1000), std::nullopt);
    EXPECT_THROW((void)by_id.one(1000), NoResultFound);
}

TEST_F(SqliteEngine, RawTextIsOneStatement) {
    Connection db = engine.connect();
    try {
        db.execute(text("SELECT 1; SELECT 2"));
        FAIL() << "an error was to come";
    } catch (const Error& error) {
        EXPECT_EQ(error.code(), "multiple_statements");
    }
    EXPECT_THROW(db.execute(text("SELECT 'open")), Error);
    EXPECT_THROW(db.execute(text("SELEC 1")), ProgrammingError);
    db.execute_script(
        "INSERT INTO artist (name) VALUES ('x'); INSERT INTO artist (name) VALUES ('y');");
    db.commit();
    EXPECT_EQ(count(), 2);
    db.execute(text("INSERT INTO artist (name) VALUES (:n) RETURNING id"), {{"n", "z"}});
    db.commit();
    EXPECT_EQ(count(), 3) << "its rows were not read, its work is done";
}

TEST_F(SqliteEngine, RawTransactionsAreFollowed) {
    Connection db = engine.connect({.isolation_level = Isolation::autocommit});
    db.execute_script("BEGIN");
    EXPECT_TRUE(db.in_transaction());
    db.execute(insert(artist), {{"name", "x"}});
    db.execute_script("COMMIT");
    EXPECT_FALSE(db.in_transaction());
    EXPECT_EQ(count(), 1);
    db.execute(insert(artist), {{"name", "y"}});
    EXPECT_EQ(count(), 2) << "each statement commits by itself";
}

TEST_F(SqliteEngine, CreateAndDropAll) {
    metadata.create_all(engine);
    metadata.drop_all(engine);
    Connection db = engine.connect();
    EXPECT_THROW((void)db.execute(select(artist)), ProgrammingError);
}

}  // namespace
}  // namespace azoth
