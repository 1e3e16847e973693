// SPDX-License-Identifier: MIT
// A SQLite that was built without threads. This program's own sqlite3_threadsafe() hides that of
// the library, in the plugins too: the dynamic linker looks here first.
#include <sqlite3.h>

#include <string>

#include <gtest/gtest.h>

#include <azoth/azoth.hpp>

#include <sqlite3/driver.hpp>

namespace {

int threads = 0;

std::string outcome(const auto& call) {
    try {
        call();
    } catch (const azoth::PluginError& error) {
        return error.code() + ": " + error.message();
    }
    return "taken";
}

TEST(SqliteWithoutThreads, IsRefusedByTheDriver) {
    threads = 0;
    const auto make = [] { (void)azoth::sqlite3_driver::Sqlite3Driver(); };
    EXPECT_EQ(outcome(make),
              "client_library_unsuitable: this SQLite library was built without support for "
              "threads");
    threads = 1;
    EXPECT_EQ(outcome(make), "taken");
}

TEST(SqliteWithoutThreads, IsRefusedAtTheDoor) {
    threads = 0;
    const auto make = [] { (void)azoth::create_engine("sqlite://"); };
    const std::string refusal = outcome(make);
    EXPECT_EQ(refusal.find("plugin_init_failed"), 0U) << refusal;
    EXPECT_NE(refusal.find("[client_library_unsuitable]"), std::string::npos) << refusal;
    // Control: another answer, and the same plugin is taken.
    threads = 1;
    EXPECT_EQ(outcome(make), "taken");
}

}  // namespace

extern "C" __attribute__((visibility("default"))) int sqlite3_threadsafe() {
    return threads;
}
