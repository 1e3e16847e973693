// SPDX-License-Identifier: MIT
#include <fstream>

#include <sqlite3.h>
#include <sys/stat.h>
#include <unistd.h>

#include "sqlite_fixture.hpp"

namespace azoth::sqlite3_driver {
namespace {

using Connect = SqliteDriverTest;

/// Another user while it lives, for tests that run as root, whom no file mode stops.
class OrdinaryUser {
public:
    OrdinaryUser() {
        if (::geteuid() == 0) changed_ = ::seteuid(65534) == 0;
    }
    OrdinaryUser(const OrdinaryUser&) = delete;
    OrdinaryUser& operator=(const OrdinaryUser&) = delete;
    ~OrdinaryUser() {
        if (changed_ && ::seteuid(0) != 0) std::abort();
    }

private:
    bool changed_ = false;
};

TEST_F(Connect, FilesAreMadeAndFoundAgain) {
    {
        const auto connection = file("x.db");
        run(*connection, "create table t (a)");
        EXPECT_TRUE(connection->is_open());
        EXPECT_TRUE(connection->ping(1000));
        EXPECT_GE(connection->server_version(), (Version{3, 37, 0}));
        EXPECT_NE(connection->native_handle().as<sqlite3>(), nullptr);
    }
    EXPECT_TRUE(std::filesystem::exists(path("x.db")));
    EXPECT_EQ(first(*file("x.db", "?mode=ro"), "select count(*) from t"), "0");
    EXPECT_EQ(driver_.name(), "sqlite3");
    EXPECT_EQ(driver_.client(), std::string("SQLite ") + sqlite3_libversion());
}

TEST_F(Connect, RelativePathsAreRelative) {
    const auto before = std::filesystem::current_path();
    std::filesystem::current_path(directory_);
    run(*connect("sqlite:///near.db"), "create table t (a)");
    run(*connect("sqlite:///file:plain"), "create table t (a)");
    std::filesystem::current_path(before);
    EXPECT_TRUE(std::filesystem::exists(path("near.db")));
    EXPECT_TRUE(std::filesystem::exists(path("file:plain")));
}

TEST_F(Connect, UriFormsOpenTheFileTheyName) {
    const std::string odd = path("a ?#%.db");
    run(*connect("sqlite:///file:" + path("a%20%3F%23%25.db") + "?uri=true"), "create table t (a)");
    EXPECT_TRUE(std::filesystem::exists(odd));
    const auto shared = connect("sqlite:///file:m1?uri=true&mode=memory&cache=shared");
    run(*shared, "create table seen (a)");
    const auto other = connect("sqlite:///file:m1?uri=true&mode=memory&cache=shared");
    EXPECT_EQ(first(*other, "select count(*) from seen"), "0");
    failure<ProgrammingError>("no_such_table", [&] { run(*memory(), "select * from seen"); });
}

TEST_F(Connect, AMissingDirectoryIsNotMade) {
    const auto error =
        failure<OperationalError>("cannot_open", [&] { (void)file("not/there/x.db"); });
    ASSERT_TRUE(error);
    EXPECT_NE(error->message().find("not/there/x.db"), std::string::npos);
    EXPECT_EQ(error->details().phase, Phase::connect);
    EXPECT_FALSE(std::filesystem::exists(path("not")));
}

TEST_F(Connect, AMissingFileIsMadeOnlyInModeRwc) {
    failure<OperationalError>("cannot_open", [&] { (void)file("x.db", "?mode=rw"); });
    failure<OperationalError>("cannot_open", [&] { (void)file("x.db", "?mode=ro"); });
    EXPECT_FALSE(std::filesystem::exists(path("x.db")));
    run(*file("x.db", "?mode=rwc"), "create table t (a)");
}

TEST_F(Connect, ADirectoryIsNoDatabase) {
    std::filesystem::create_directory(path("d"));
    failure<OperationalError>("cannot_open", [&] { (void)file("d"); });
    failure<OperationalError>("cannot_open", [&] { (void)file("d", "?mode=ro"); });
}

TEST_F(Connect, DeniedAccessSaysSo) {
    run(*file("x.db"), "create table t (a)");
    std::filesystem::permissions(directory_, std::filesystem::perms::all);
    ::chmod(path("x.db").c_str(), 0);
    std::filesystem::create_directory(path("locked"));
    ::chmod(path("locked").c_str(), 0555);
    const OrdinaryUser user;
    failure<OperationalError>("permission", [&] { (void)file("x.db"); });
    failure<OperationalError>("permission", [&] { (void)file("x.db", "?mode=ro"); });
    failure<OperationalError>("permission", [&] { (void)file("locked/new.db"); });
}

TEST_F(Connect, AnotherFileIsNotADatabase) {
    std::ofstream(path("text.txt")) << std::string(4096, 'x');
    const auto error = failure<OperationalError>("not_a_database", [&] { (void)file("text.txt"); });
    ASSERT_TRUE(error);
    EXPECT_EQ(error->details().native_code, SQLITE_NOTADB);
    EXPECT_EQ(std::filesystem::file_size(path("text.txt")), 4096U);
}

TEST_F(Connect, AnEmptyFileCannotBeReadOnly) {
    std::ofstream{path("empty.db")};
    failure<OperationalError>("readonly", [&] { (void)file("empty.db", "?mode=ro"); });
    EXPECT_EQ(first(*file("empty.db"), "select count(*) from sqlite_schema"), "0");
}

TEST_F(Connect, ReadOnlyRefusesWrites) {
    run(*file("x.db"), "create table t (a)");
    const auto connection = file("x.db", "?mode=ro");
    EXPECT_EQ(first(*connection, "select count(*) from t"), "0");
    failure<OperationalError>("readonly", [&] { run(*connection, "insert into t values (1)"); });
    connection->begin({});
    EXPECT_EQ(connection->commit(), driver::CommitOutcome::committed);
}

TEST_F(Connect, EverySessionIsStrict) {
    const auto connection = memory();
    EXPECT_EQ(first(*connection, "pragma foreign_keys"), "1");
    EXPECT_EQ(first(*connection, "pragma trusted_schema"), "0");
    run(*connection, "create table t (a)");
    failure<ProgrammingError>("no_such_column",
                              [&] { run(*connection, "select \"nosuch\" from t"); });
    failure<ProgrammingError>("not_authorized",
                              [&] { run(*connection, "select load_extension('/tmp/x.so')"); });
    EXPECT_TRUE(connection->has_extra("azoth_decimal"));
    EXPECT_TRUE(connection->has_extra("azoth_json"));
    EXPECT_TRUE(connection->has_extra("last_insert_id"));
    EXPECT_FALSE(connection->has_extra("regexp"));
}

TEST_F(Connect, OptionsReachTheSession) {
    const auto connection = file("x.db", "?journal_mode=wal&synchronous=off");
    EXPECT_EQ(first(*connection, "pragma journal_mode"), "wal");
    EXPECT_EQ(first(*connection, "pragma synchronous"), "0");
    const auto plain = connect("sqlite:///" + path("y.db"), {{"vfs", "unix-none"}});
    EXPECT_EQ(first(*plain, "select 1"), "1");
    // A file in WAL mode needs shared memory, which this VFS lacks.
    const auto error = failure<OperationalError>("cannot_open", [&] {
        (void)connect("sqlite:///" + path("x.db"), {{"vfs", "unix-none"}});
    });
    ASSERT_TRUE(error);
    EXPECT_EQ(error->message().find("No such file"), std::string::npos) << error->what();
    failure<OperationalError>("cannot_open", [&] {
        (void)connect("sqlite:///" + path("x.db"), {{"vfs", "no_such_vfs"}});
    });
}

TEST_F(Connect, ALockedDatabaseIsWaitedForAndNamed) {
    const auto holder = file("x.db");
    holder->begin({.lock_mode = LockMode::exclusive});
    const auto error = failure<OperationalError>("database_locked",
                                                 [&] { (void)file("x.db", "?busy_timeout=20"); });
    ASSERT_TRUE(error);
    EXPECT_TRUE(error->details().retryable);
    failure<TimeoutError>("connect_timeout",
                          [&] { (void)connect("sqlite:///" + path("x.db"), {}, 20); });
    holder->rollback();
    EXPECT_TRUE(file("x.db")->is_open());
}

TEST_F(Connect, PingSeesThatTheFileIsGone) {
    const auto connection = file("x.db");
    run(*connection, "create table t (a)");
    EXPECT_TRUE(connection->ping(100));
    std::filesystem::remove(path("x.db"));
    EXPECT_FALSE(connection->ping(100));
    EXPECT_TRUE(memory()->ping(100));
    const auto closed = memory();
    closed->close();
    closed->close();
    EXPECT_FALSE(closed->ping(100));
    EXPECT_FALSE(closed->is_open());
    EXPECT_FALSE(closed->reset(100));
    EXPECT_EQ(closed->transaction_status(), driver::TransactionStatus::unknown);
    failure<InvalidRequestError>("connection_closed", [&] { closed->begin({}); });
    failure<InvalidRequestError>("connection_closed", [&] { run(*closed, "select 1"); });
    failure<InvalidRequestError>("connection_closed", [&] { closed->execute_script("select 1"); });
}

}  // namespace
}  // namespace azoth::sqlite3_driver
