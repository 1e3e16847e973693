// SPDX-License-Identifier: MIT
#include <azoth/value/describe.hpp>

#include <limits>

#include <gtest/gtest.h>

#include <azoth/value/array.hpp>
#include <azoth/value/datetime.hpp>
#include <azoth/value/utf8.hpp>
#include <azoth/value/value.hpp>

#include "random.hpp"

namespace azoth {
namespace {

template <class T>
std::string described(T&& value, std::size_t max_bytes = 64) {
    const Value owner(std::forward<T>(value));
    return describe(owner.view(), max_bytes);
}

TEST(Describe, ShowsEachKind) {
    EXPECT_EQ(described(std::nullopt), "NULL");
    EXPECT_EQ(described(true), "true");
    EXPECT_EQ(described(-5), "-5");
    EXPECT_EQ(described(~std::uint64_t{0}), "18446744073709551615");
    EXPECT_EQ(described(0.1), "0.1");
    EXPECT_EQ(described(Decimal("1.50")), "1.50");
    EXPECT_EQ(described("Queen"), "'Queen'");
    EXPECT_EQ(described(std::vector<std::byte>{std::byte{0}, std::byte{255}}), "x'00ff'");
    EXPECT_EQ(described(make_date(2024, 2, 29)), "2024-02-29");
    EXPECT_EQ(described(Date{max_date.days + 1}), "(no such date)");
    EXPECT_EQ(described(Instant{}), "1970-01-01 00:00:00+00:00");
    EXPECT_EQ(described(Interval{0, 1, 0}), "P1D");
    EXPECT_EQ(described(JsonText{"{}"}), "'{}'");
    EXPECT_EQ(described(std::vector<std::optional<std::string>>{"a", std::nullopt}), "{'a', NULL}");
}

TEST(Describe, EscapesWhatWouldSpoilALog) {
    EXPECT_EQ(described("a\nb\tc\rd\\e'f"), "'a\\nb\\tc\\rd\\\\e\\'f'");
    EXPECT_EQ(described(std::string("\0\x1b[31m", 6)), "'\\x{0}\\x{1b}[31m'");
    EXPECT_EQ(described("\xc2\x9b"), "'\\x{9b}'");  // a control of its own in UTF-8
    EXPECT_EQ(described("\x9b\xff\xc3"), "'\\x{9b}\\x{ff}\\x{c3}'");
    EXPECT_EQ(described("\xe2\x80\xae"), "'\\x{202e}'");  // right to left
    EXPECT_EQ(described("\xe2\x80\xa8"), "'\\x{2028}'");  // line separator
    EXPECT_EQ(described("naïve 東京 🎸"), "'naïve 東京 🎸'");
}

TEST(Describe, CutsLongValuesAtACharacter) {
    EXPECT_EQ(described("abcdef", 3), "'abc'… (6 bytes)");
    EXPECT_EQ(described("abï", 3), "'ab'… (4 bytes)");
    EXPECT_EQ(described("abc", 3), "'abc'");
    EXPECT_EQ(described(std::vector<std::byte>(5), 2), "x'0000'… (5 bytes)");
    EXPECT_EQ(described(std::vector<int>(20, 1)), "{1, 1, 1, 1, 1, 1, 1, 1, … (20 elements)}");
    Value deep(1);
    for (int i = 0; i < 20; ++i) deep = Value::array_of({deep});
    EXPECT_EQ(describe(deep.view()), "{{{{{… (1 elements)}}}}}");
}

TEST(DescribeProperty, IsAlwaysOneSafeLine) {
    test::Random random(1'963);
    for (int i = 0; i < 20'000; ++i) {
        std::string bytes(static_cast<std::size_t>(random.between(0, 40)), '\0');
        for (char& c : bytes) {
            c = static_cast<char>(random.bits());
            if (random.coin()) c = static_cast<char>(c & 0x7f);
        }
        const std::string line = described(bytes, static_cast<std::size_t>(random.between(0, 40)));
        ASSERT_TRUE(is_utf8(line));
        for (const char c : line) {
            const auto byte = static_cast<unsigned char>(c);
            ASSERT_TRUE(byte >= 0x20 && byte != 0x7f);
        }
    }
}

TEST(ToString, IsWhatAPersonWrites) {
    const auto written = [](const Value& value) { return to_string(value.view()); };
    EXPECT_EQ(written({}), "");
    EXPECT_EQ(written("it's\n"), "it's\n");
    EXPECT_EQ(written(5), "5");
    EXPECT_EQ(written(std::vector<std::byte>{std::byte{16}}), "10");
    EXPECT_EQ(written(std::vector<int>{1, 2}), "{1,2}");
    EXPECT_EQ(written(Uuid{}), "00000000-0000-0000-0000-000000000000");
}

}  // namespace
}  // namespace azoth
