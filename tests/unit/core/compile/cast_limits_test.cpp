// SPDX-License-Identifier: MIT
#include <azoth/compile/cast_limits.hpp>

#include <gtest/gtest.h>

#include <regex>

#include <azoth/types/types.hpp>

namespace azoth::compile {
namespace {

bool matches(const SqlType& type, const std::string& text) {
    return std::regex_match(text, std::regex(std::string(text_pattern(type))));
}

TEST(TextPattern, IsOfTheWholeText) {
    EXPECT_TRUE(matches(Integer{}, "5"));
    EXPECT_TRUE(matches(BigInteger{}, " -5\n"));
    for (const char* text : {"", "5x", "x5", "1.5", "--5", "5 5"}) {
        EXPECT_FALSE(matches(Integer{}, text)) << text;
    }
    for (const char* text : {"5", "1.5", ".5", "5.", "-1e3", "+1.5E-3 "}) {
        EXPECT_TRUE(matches(Double{}, text)) << text;
        EXPECT_TRUE(matches(Numeric{5, 2}, text)) << text;
    }
    for (const char* text : {"", ".", "1e", "1.5.5", "nan"}) {
        EXPECT_FALSE(matches(Double{}, text)) << text;
    }
}

TEST(TextPattern, OfMoments) {
    EXPECT_TRUE(matches(DateType{}, "2024-02-29"));
    EXPECT_FALSE(matches(DateType{}, "2024-02-29 10:00:00"));
    EXPECT_TRUE(matches(Time{}, "23:59:59.999999"));
    EXPECT_FALSE(matches(Time{}, "24:00:00"));
    EXPECT_TRUE(matches(DateTime{}, "2024-02-29T10:11:12.5"));
    EXPECT_TRUE(matches(DateTime{}, "2024-02-29"));
    EXPECT_FALSE(matches(DateTime{}, "2024-02-29 10:11"));
}

TEST(TextPattern, OfOtherTypesIsEmpty) {
    EXPECT_EQ(text_pattern(Text{}), "");
    EXPECT_EQ(text_pattern(Boolean{}), "");
}

TEST(GreatestNumber, HasAllDigits) {
    EXPECT_EQ(greatest_number(Numeric{5, 2}), "999.99");
    EXPECT_EQ(greatest_number(Numeric{5, 0}), "99999");
    EXPECT_EQ(greatest_number(Numeric{2, 2}), "0.99");
    EXPECT_EQ(greatest_number(Numeric{2, 4}), "0.0099");
}

TEST(FitsAlways, IntegersInWiderOnes) {
    EXPECT_TRUE(fits_always(SmallInteger{}, Integer{}));
    EXPECT_TRUE(fits_always(Integer{}, Integer{}));
    EXPECT_TRUE(fits_always(Integer{}, BigInteger{}));
    EXPECT_FALSE(fits_always(BigInteger{}, Integer{}));
    EXPECT_FALSE(fits_always(Integer{}, UnsignedBigInteger{}));
    EXPECT_FALSE(fits_always(UnsignedBigInteger{}, BigInteger{}));
}

TEST(FitsAlways, DigitsBeforeThePoint) {
    EXPECT_TRUE(fits_always(Integer{}, Numeric{12, 2}));
    EXPECT_FALSE(fits_always(Integer{}, Numeric{11, 2}));
    EXPECT_TRUE(fits_always(Numeric{5, 2}, Numeric{6, 3}));
    EXPECT_FALSE(fits_always(Numeric{5, 2}, Numeric{4, 1})) << "999.95 is 1000.0";
    EXPECT_TRUE(fits_always(Numeric{5, 2}, Numeric{5, 1}));
    EXPECT_TRUE(fits_always(Numeric{10, 2}, BigInteger{}));
    EXPECT_FALSE(fits_always(Numeric{10, 0}, Integer{}));
    EXPECT_FALSE(fits_always(Double{}, Numeric{30, 2}));
    EXPECT_TRUE(fits_always(Numeric{10, 2}, Double{}));
}

}  // namespace
}  // namespace azoth::compile
