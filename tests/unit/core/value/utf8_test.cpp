// SPDX-License-Identifier: MIT
#include <azoth/value/utf8.hpp>

#include <gtest/gtest.h>

#include <azoth/error/error.hpp>

#include "random.hpp"

namespace azoth {
namespace {

std::string encode(std::uint32_t c) {
    std::string out;
    if (c < 0x80) {
        out = {static_cast<char>(c)};
    } else if (c < 0x800) {
        out = {static_cast<char>(0xc0 | c >> 6), static_cast<char>(0x80 | (c & 63))};
    } else if (c < 0x10000) {
        out = {static_cast<char>(0xe0 | c >> 12), static_cast<char>(0x80 | (c >> 6 & 63)),
               static_cast<char>(0x80 | (c & 63))};
    } else {
        out = {static_cast<char>(0xf0 | c >> 18), static_cast<char>(0x80 | (c >> 12 & 63)),
               static_cast<char>(0x80 | (c >> 6 & 63)), static_cast<char>(0x80 | (c & 63))};
    }
    return out;
}

TEST(Utf8, AcceptsExactlyTheScalarValues) {
    for (std::uint32_t c = 0; c < 0x11'2000; ++c) {
        const bool scalar = c < 0xd800 || (0xe000 <= c && c <= 0x10ffff);
        ASSERT_EQ(is_utf8(encode(c)), scalar) << std::hex << c;
    }
}

TEST(Utf8, PointsAtTheFirstBadByte) {
    EXPECT_EQ(find_invalid_utf8(""), std::string_view::npos);
    EXPECT_EQ(find_invalid_utf8("abc\xff"), 3U);
    EXPECT_EQ(find_invalid_utf8("0123456789abcdefghi\xc3"), 19U);
    EXPECT_EQ(find_invalid_utf8("\x80"), 0U);
    EXPECT_EQ(find_invalid_utf8("ï\xc0\xaf"), 2U);             // overlong
    EXPECT_EQ(find_invalid_utf8("\xe0\x80\xaf"), 0U);          // overlong
    EXPECT_EQ(find_invalid_utf8("\xf0\x80\x80\xaf"), 0U);      // overlong
    EXPECT_EQ(find_invalid_utf8("a\xed\xa0\x80"), 1U);         // surrogate
    EXPECT_EQ(find_invalid_utf8("\xf4\x90\x80\x80"), 0U);      // above U+10FFFF
    EXPECT_EQ(find_invalid_utf8("\xf8\x88\x80\x80\x80"), 0U);  // five bytes
    EXPECT_EQ(find_invalid_utf8("\xbf\x27"), 0U);
}

TEST(Utf8, ChecksCarryTheOffset) {
    const auto offset_of = [](auto check, std::string_view text) -> std::string {
        try {
            check(text);
        } catch (const ConversionError& error) {
            return error.code() + "@" + std::to_string(error.details().offset.value());
        }
        return "nothing";
    };
    EXPECT_EQ(offset_of(require_utf8, "ab\xff"), "value_bad_encoding@2");
    EXPECT_EQ(offset_of(require_utf8, std::string_view("a\0b", 3)), "nothing");
    EXPECT_EQ(offset_of(require_no_nul, std::string_view("a\0b", 3)), "value_has_nul@1");
    EXPECT_EQ(offset_of(require_no_nul, "ab"), "nothing");
}

TEST(Utf8Property, OneDamagedByteIsFoundWhereverItStands) {
    test::Random random(8);
    for (int i = 0; i < 20'000; ++i) {
        std::string text(static_cast<std::size_t>(random.between(0, 50)), 'a');
        const auto place = static_cast<std::size_t>(random.bits() % (text.size() + 1));
        text.insert(place, 1, static_cast<char>(random.between(0x80, 0xff)));
        ASSERT_EQ(find_invalid_utf8(text), place);
    }
}

}  // namespace
}  // namespace azoth
