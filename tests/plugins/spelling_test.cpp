// SPDX-License-Identifier: MIT
#include "spelling.hpp"

#include <gtest/gtest.h>

namespace {

using azoth::runtime::is_plugin_name;
using azoth::runtime::nearest_name;

const std::vector<std::string> known{"sqlite", "postgresql", "mysql", "hive"};

TEST(Spelling, NearestName) {
    EXPECT_EQ(nearest_name("sqlit", known), "sqlite");
    EXPECT_EQ(nearest_name("sqlite3", known), "sqlite");
    EXPECT_EQ(nearest_name("postgers", known), "");
    EXPECT_EQ(nearest_name("postgersql", known), "postgresql");
    EXPECT_EQ(nearest_name("mysqll", known), "mysql");
    EXPECT_EQ(nearest_name("hvie", known), "hive");
}

TEST(Spelling, NothingNear) {
    EXPECT_EQ(nearest_name("oracle", known), "");
    EXPECT_EQ(nearest_name("x", known), "");
    EXPECT_EQ(nearest_name("", known), "");
    EXPECT_EQ(nearest_name(std::string(100000, 'a'), known), "");
    EXPECT_EQ(nearest_name("sqlite", {}), "");
}

TEST(Spelling, PluginNames) {
    for (const char* name : {"a", "sqlite3", "my_dialect"})
        EXPECT_TRUE(is_plugin_name(name)) << name;
    for (const char* name : {"", "3a", "_a", "Sqlite", "a-b", "a+b", "a/b", "a.b", "\xc3\xa4"})
        EXPECT_FALSE(is_plugin_name(name)) << name;
}

}  // namespace
