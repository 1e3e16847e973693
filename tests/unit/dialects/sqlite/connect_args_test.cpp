// SPDX-License-Identifier: MIT
#include "sqlite3/connect_args.hpp"

#include <gtest/gtest.h>
#include <sqlite3.h>

#include <azoth/error/error.hpp>

#include "sqlite3/driver.hpp"

namespace azoth::sqlite3_driver {
namespace {

ConnectPlan plan(std::string_view url, const driver::ConnectArgs& args = {}) {
    return make_connect_plan(Url(url), args);
}

template <class E>
E failure(std::string_view url, const driver::ConnectArgs& args = {}) {
    try {
        (void)plan(url, args);
    } catch (const E& error) {
        return error;
    }
    ADD_FAILURE() << url << " was accepted";
    return E("none", "none");
}

TEST(SqliteConnectArgs, PathsAreTakenAsTheyStand) {
    EXPECT_EQ(plan("sqlite:///x.db").file, "x.db");
    EXPECT_EQ(plan("sqlite:////var/x.db").file, "/var/x.db");
    EXPECT_EQ(plan("sqlite:///a%20b%3Fc.db").file, "a b?c.db");
    EXPECT_FALSE(plan("sqlite:///x.db").in_memory);
    EXPECT_EQ(plan("sqlite:///x.db").open_flags,
              SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX);
}

TEST(SqliteConnectArgs, EmptyAndMemoryAreInMemory) {
    for (const char* url : {"sqlite://", "sqlite:///", "sqlite:///:memory:"}) {
        EXPECT_EQ(plan(url).file, ":memory:") << url;
        EXPECT_TRUE(plan(url).in_memory) << url;
        EXPECT_EQ(Sqlite3Driver().pool_preference(Url(url)), driver::PoolPreference::single) << url;
    }
    EXPECT_EQ(Sqlite3Driver().pool_preference(Url("sqlite:///x.db")),
              driver::PoolPreference::queue);
}

TEST(SqliteConnectArgs, HostAndUserAreRefused) {
    for (const char* url : {"sqlite://host/x.db", "sqlite://u@/x.db", "sqlite://u:p@h/x.db",
                            "sqlite://host:80/x.db"}) {
        const auto error = failure<UrlError>(url);
        EXPECT_EQ(error.code(), "sqlite_host_not_allowed") << url;
        EXPECT_NE(error.details().hint.find("three slashes"), std::string::npos);
    }
}

TEST(SqliteConnectArgs, FileNamesAreNoUrisUnlessAsked) {
    EXPECT_EQ(plan("sqlite:///file:x").file, "./file:x");
    EXPECT_EQ(plan("sqlite:///file:x").open_flags & SQLITE_OPEN_URI, 0);
    EXPECT_EQ(plan("sqlite:///:odd:").file, "./:odd:");
    const ConnectPlan uri = plan("sqlite:///file:a%3Fvfs=evil%23b?uri=true&mode=ro");
    EXPECT_EQ(uri.file, "file:a%3Fvfs%3Devil%23b?mode=ro");
    EXPECT_NE(uri.open_flags & SQLITE_OPEN_URI, 0);
    EXPECT_EQ(plan("sqlite:///file:///abs/x?uri=1").file, "file:/abs/x");
    EXPECT_EQ(plan("sqlite:///file://localhost/abs/x?uri=1").file, "file:/abs/x");
    EXPECT_EQ(failure<UrlError>("sqlite:///file://other/x?uri=1").code(),
              "sqlite_host_not_allowed");
    const ConnectPlan memory = plan("sqlite:///file:m?uri=true&mode=memory&cache=shared");
    EXPECT_EQ(memory.file, "file:m?mode=memory&cache=shared");
    EXPECT_TRUE(memory.in_memory);
    EXPECT_EQ(plan("sqlite:///file:x?uri=yes&immutable=true").file, "file:x?immutable=1");
}

TEST(SqliteConnectArgs, VfsIsTakenFromCodeOnly) {
    const auto error = failure<ArgumentError>("sqlite:///file:x?vfs=evil");
    EXPECT_EQ(error.code(), "option_forbidden_in_url");
    EXPECT_EQ(error.details().component, "vfs");
    EXPECT_EQ(plan("sqlite:///x", {{"vfs", "unix-none"}}).vfs, "unix-none");
}

TEST(SqliteConnectArgs, ModesBecomeFlags) {
    EXPECT_EQ(plan("sqlite:///x?mode=ro").open_flags, SQLITE_OPEN_READONLY | SQLITE_OPEN_NOMUTEX);
    EXPECT_EQ(plan("sqlite:///x?mode=rw").open_flags, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX);
    EXPECT_FALSE(plan("sqlite:///x?mode=rw").may_create);
    EXPECT_EQ(plan("sqlite:///x?mode=ro", {{"mode", "rwc"}}).open_flags,
              SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX);
}

TEST(SqliteConnectArgs, UnknownOptionsNameTheNearest) {
    const auto error = failure<ArgumentError>("sqlite:///x?busy_timout=1");
    EXPECT_EQ(error.code(), "unknown_option");
    EXPECT_NE(error.details().hint.find("busy_timeout"), std::string::npos);
    EXPECT_EQ(failure<ArgumentError>("sqlite:///x", {{"moed", "ro"}}).code(), "unknown_option");
}

TEST(SqliteConnectArgs, BadValuesListWhatIsAllowed) {
    const auto error = failure<ArgumentError>("sqlite:///x?mode=readonly");
    EXPECT_EQ(error.code(), "bad_option_value");
    EXPECT_NE(error.details().hint.find("ro, rw, rwc"), std::string::npos);
    for (const char* url :
         {"sqlite:///x?mode=", "sqlite:///x?mode=memory", "sqlite:///x?busy_timeout=-1",
          "sqlite:///x?busy_timeout=1e3",
          "sqlite:///x?busy_timeout=", "sqlite:///x?busy_timeout=99999999999999999999",
          "sqlite:///x?busy_timeout=86400001", "sqlite:///x?uri=maybe", "sqlite:///x?cache=shared",
          "sqlite:///x?immutable=1", "sqlite:///x?lock_mode=late", "sqlite:///x?journal_mode=off",
          "sqlite:///x?journal_mode=wal;drop", "sqlite:///x?synchronous=2"})
        EXPECT_EQ(failure<ArgumentError>(url).code(), "bad_option_value") << url;
}

TEST(SqliteConnectArgs, TheRest) {
    const ConnectPlan all =
        plan("sqlite:///x?busy_timeout=0&lock_mode=immediate&journal_mode=wal&synchronous=normal");
    EXPECT_EQ(all.busy_timeout_ms, 0);
    EXPECT_EQ(all.lock_mode, LockMode::immediate);
    EXPECT_EQ(all.journal_mode, "wal");
    EXPECT_EQ(all.synchronous, "normal");
    EXPECT_EQ(plan("sqlite:///x").busy_timeout_ms, 5000);
    EXPECT_EQ(plan("sqlite:///x").lock_mode, LockMode::deferred);
    EXPECT_THROW((void)plan("sqlite:///x?mode=ro&mode=rw"), UrlError);
    EXPECT_NO_THROW(Sqlite3Driver().check(Url("sqlite:////no/such/dir/x.db"), {}));
}

}  // namespace
}  // namespace azoth::sqlite3_driver
