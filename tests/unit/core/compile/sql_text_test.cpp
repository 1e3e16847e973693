// SPDX-License-Identifier: MIT
#include <azoth/compile/sql_text.hpp>

#include <algorithm>
#include <string>

#include <gtest/gtest.h>

namespace azoth::compile {
namespace {

TEST(SqlTextTest, PiecesStandOneBehindTheOther) {
    SqlText text;
    text.append("SELECT ");
    text.append(std::string_view("a"));
    text.append(std::string_view());
    EXPECT_EQ(text.size(), 8U);
    EXPECT_EQ(text.take(), "SELECT a");
    EXPECT_EQ(text.size(), 0U);
    text.append("again");
    EXPECT_EQ(text.take(), "again");
}

TEST(SqlTextTest, GrowsWhilePartsOfItAreRepeated) {
    SqlText text;
    std::string expected;
    text.append("0123456789");
    expected += "0123456789";
    for (std::size_t i = 0; i < 1000; ++i) {
        const std::size_t size = expected.size() % 97 + 1;
        const std::size_t offset = i * 31 % (expected.size() > size ? expected.size() - size : 1);
        const std::size_t fitting = std::min(size, expected.size() - offset);
        text.append_again(offset, fitting);
        expected += expected.substr(offset, fitting);
    }
    EXPECT_EQ(text.take(), expected);
}

}  // namespace
}  // namespace azoth::compile
