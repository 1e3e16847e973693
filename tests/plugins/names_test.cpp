// SPDX-License-Identifier: MIT
#include "names.hpp"

#include <gtest/gtest.h>

namespace {

using azoth::runtime::is_plugin_name;
using azoth::runtime::listing;

TEST(Names, Valid) {
    for (const char* name : {"a", "sqlite3", "my_dialect"})
        EXPECT_TRUE(is_plugin_name(name)) << name;
}

TEST(Names, Invalid) {
    for (const char* name : {"", "3a", "_a", "Sqlite", "a-b", "a+b", "a/b", "a.b", "\xc3\xa4"})
        EXPECT_FALSE(is_plugin_name(name)) << name;
}

TEST(Names, Listing) {
    EXPECT_EQ(listing({}), "none");
    EXPECT_EQ(listing({"a"}), "a");
    EXPECT_EQ(listing({"a", "b"}), "a, b");
}

}  // namespace
