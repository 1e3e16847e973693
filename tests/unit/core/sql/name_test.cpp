// SPDX-License-Identifier: MIT
#include <azoth/sql/name.hpp>

#include <string>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

namespace azoth::sql {
namespace {

/// Texts of every length around the seven bytes that stand in the name itself, with bytes of any
/// value.
std::vector<std::string> texts() {
    std::vector<std::string> made;
    for (std::size_t size = 0; size <= 40; ++size) {
        std::string text;
        for (std::size_t i = 0; i < size; ++i) text += static_cast<char>(0xF1 + 29 * i);
        made.push_back(text);
    }
    return made;
}

TEST(NameTest, SaysWhatItWasMadeOf) {
    for (const std::string& text : texts()) {
        EXPECT_EQ(Name(text).view(), text);
        EXPECT_EQ(Name(text).empty(), text.empty());
    }
    EXPECT_EQ(Name(std::string_view("a\0b", 3)).view(), std::string_view("a\0b", 3));
}

TEST(NameTest, EqualTextsAreEqualNamesWithOneHash) {
    for (const std::string& text : texts()) {
        EXPECT_TRUE(Name(text) == Name(text));
        EXPECT_TRUE(Name(text) == text);
        EXPECT_EQ(Name(text).hash(), Name(text).hash());
    }
}

TEST(NameTest, APermanentNameIsEqualToACountedOne) {
    static auto& kept = *new std::vector<Name>;  // what is permanent is never freed
    for (const char* text : {"n", "count", "sevenby", "eight_by", "current_timestamp"}) {
        kept.push_back(Name::permanent(text));
        EXPECT_EQ(kept.back().view(), text);
        EXPECT_TRUE(kept.back() == Name(text));
        EXPECT_EQ(kept.back().hash(), Name(text).hash());
    }
}

TEST(NameTest, DifferentTextsAreDifferentNames) {
    const std::vector<std::string> all = texts();
    for (const std::string& one : all) {
        for (const std::string& other : all) {
            if (one == other) continue;
            EXPECT_FALSE(Name(one) == Name(other));
            EXPECT_NE(Name(one).hash(), Name(other).hash());
        }
    }
    EXPECT_FALSE(Name("a") == Name(std::string_view("a\0", 2)));
}

TEST(NameTest, CopiesAndMovesKeepTheText) {
    for (const std::string& text : texts()) {
        Name name(text);
        Name copy = name;
        Name moved = std::move(name);
        EXPECT_EQ(copy.view(), text);
        EXPECT_EQ(moved.view(), text);
        copy = Name("another one, which is long");
        EXPECT_EQ(moved.view(), text);
        moved = copy;
        EXPECT_EQ(moved.view(), "another one, which is long");
    }
}

}  // namespace
}  // namespace azoth::sql
