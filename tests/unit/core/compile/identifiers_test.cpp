// SPDX-License-Identifier: MIT
// Which names need quotes: characters are looked at eight at a time and reserved words in a hash
// table, so both are compared with the plain way.
#include <azoth/compile/identifiers.hpp>

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <string>
#include <string_view>

namespace azoth_test {

namespace {

using azoth::compile::IdentifierPreparer;
using azoth::compile::IdentifierRules;

bool is_plain(char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_';
}

TEST(Identifiers, EveryByteAtEveryPlaceIsSeen) {
    const IdentifierPreparer identifiers{IdentifierRules{}};
    for (std::size_t length = 1; length <= 17; ++length) {
        for (std::size_t place = 0; place < length; ++place) {
            for (int byte = 0; byte < 256; ++byte) {
                std::string name(length, 'x');
                name[place] = static_cast<char>(byte);
                const bool is_digit_first = name[0] >= '0' && name[0] <= '9';
                EXPECT_EQ(identifiers.needs_quotes(name), !is_plain(name[place]) || is_digit_first)
                    << "byte " << byte << " at " << place << " of " << length;
            }
        }
    }
    EXPECT_TRUE(identifiers.needs_quotes(""));
}

TEST(Identifiers, ReservedWordsAndOnlyThese) {
    constexpr std::array<std::string_view, 8> words{"all",   "and",   "asc",    "cross",
                                                    "order", "other", "select", "table"};
    const IdentifierPreparer identifiers{IdentifierRules{.reserved_words = words}};
    for (const std::string_view word : words) EXPECT_TRUE(identifiers.needs_quotes(word)) << word;
    // Every name of three letters, and what differs from a word in one of them.
    for (char a = 'a'; a <= 'z'; ++a) {
        for (char b = 'a'; b <= 'z'; ++b) {
            for (char c = 'a'; c <= 'z'; ++c) {
                const std::string name{a, b, c};
                const bool is_word = std::find(words.begin(), words.end(), name) != words.end();
                EXPECT_EQ(identifiers.needs_quotes(name), is_word) << name;
            }
        }
    }
    for (const std::string_view word : words) {
        for (std::size_t place = 0; place < word.size(); ++place) {
            std::string name(word);
            name[place] = 'q';
            EXPECT_FALSE(identifiers.needs_quotes(name)) << name;
        }
    }
}

}  // namespace

}  // namespace azoth_test
