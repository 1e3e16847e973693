// SPDX-License-Identifier: MIT
#include <azoth/error/spelling.hpp>

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace {

using azoth::did_you_mean;
using azoth::nearest_spelling;

const std::vector<std::string_view> words{"name", "title", "artist_id", "album_id"};

TEST(Spelling, FindsTheNearest) {
    EXPECT_EQ(nearest_spelling("nmae", words), "name");
    EXPECT_EQ(nearest_spelling("titel", words), "title");
    EXPECT_EQ(nearest_spelling("artistid", words), "artist_id");
    EXPECT_EQ(nearest_spelling("albun_id", words), "album_id");
    EXPECT_EQ(nearest_spelling("name", words), "name");
}

TEST(Spelling, LettersCaseDoesNotCount) {
    EXPECT_EQ(nearest_spelling("NAME", words), "name");
    EXPECT_EQ(nearest_spelling("Artist_ID", words), "artist_id");
}

TEST(Spelling, AnotherWordIsNotMeant) {
    EXPECT_EQ(nearest_spelling("price", words), "");
    EXPECT_EQ(nearest_spelling("x", words), "");
    EXPECT_EQ(nearest_spelling("", words), "");
    EXPECT_EQ(nearest_spelling("name", {}), "");
}

TEST(Spelling, OfTwoEquallyNearTheFirst) {
    EXPECT_EQ(nearest_spelling("bat", {"cat", "rat"}), "cat");
    EXPECT_EQ(nearest_spelling("rat", {"cat", "rat"}), "rat");
}

TEST(Spelling, LongWordsCostNothing) {
    const std::string long_word(1'000'000, 'x');
    EXPECT_EQ(nearest_spelling(long_word, {long_word}), "");
    EXPECT_EQ(nearest_spelling("name", {long_word, "name"}), "name");
}

TEST(Spelling, IsReadyForAHint) {
    EXPECT_EQ(did_you_mean("nmae", words), "did you mean \"name\"?");
    EXPECT_EQ(did_you_mean("price", words), "");
}

}  // namespace
