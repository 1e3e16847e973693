// SPDX-License-Identifier: MIT
#include "odbc_text.hpp"

#include <gtest/gtest.h>

namespace {

using namespace hive_odbc;

TEST(Text, utf16_and_back) {
    const std::string text = "aé世🜁";
    EXPECT_EQ(to_utf16(text), u"aé世🜁");
    EXPECT_EQ(to_utf8(u"aé世🜁"), text);
    EXPECT_EQ(to_utf16("\xff\xc3"), u"\ufffd\ufffd");
    EXPECT_EQ(to_utf16("\xf0\x9f\x9c"), u"\ufffd");
    const char16_t lonely[] = {0xd83d, u'x'};
    EXPECT_EQ(to_utf8({lonely, 2}), "\xef\xbf\xbdx");
}

TEST(Text, cut_texts_are_terminated_and_told) {
    SQLCHAR narrow[4];
    SQLSMALLINT length = 0;
    EXPECT_TRUE(put_text(out(narrow, 4), "hello", &length));
    EXPECT_STREQ(reinterpret_cast<char*>(narrow), "hel");
    EXPECT_EQ(length, 5);
    SQLWCHAR wide[3];
    EXPECT_TRUE(put_text(out(wide, 3), "hello", &length));
    EXPECT_EQ(wide[2], 0);
    EXPECT_EQ(length, 5);
    EXPECT_FALSE(put_text(out_bytes(wide, sizeof wide, true), "hi", &length));
    EXPECT_EQ(length, 4);
    EXPECT_FALSE(put_text(out(static_cast<SQLCHAR*>(nullptr), 0), "hello", &length));
}

}  // namespace
