// SPDX-License-Identifier: MIT
#include "sqlite3/decimal_sum.hpp"

#include <limits>
#include <random>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include <azoth/error/error.hpp>

namespace azoth::sqlite3_driver {
namespace {

TEST(SmallDecimal, ReadsWhatFitsAndLeavesTheRest) {
    SmallDecimal number;
    ASSERT_TRUE(read_small("-12.50", number));
    EXPECT_EQ(number.unscaled, -1250);
    EXPECT_EQ(number.scale, 2);
    ASSERT_TRUE(read_small("999999999999999999", number));
    EXPECT_EQ(number.unscaled, 999'999'999'999'999'999);
    ASSERT_TRUE(read_small("0.00000000000000001", number));
    EXPECT_EQ(number.scale, 17);
    for (const char* other : {"", "-", ".", "1.", ".5", "+1", "1e3", "1.2.3", "abc", "1 ", "--1",
                              "1000000000000000000", "0.000000000000000001"})
        EXPECT_FALSE(read_small(other, number)) << other;
}

TEST(DecimalSum, StaysExactBeyondAWord) {
    DecimalSum sum;
    for (int i = 0; i < 3; ++i) sum.add(SmallDecimal{std::numeric_limits<std::int64_t>::max(), 0});
    sum.add("0.000000000000000000000000000001");
    sum.subtract(SmallDecimal{std::numeric_limits<std::int64_t>::min(), 0});
    EXPECT_EQ(sum.total().text(), "36893488147419103229.000000000000000000000000000001");
    EXPECT_EQ(sum.count(), 3);
}

TEST(DecimalSum, RefusesWhatIsNoNumber) {
    DecimalSum sum;
    sum.add("1.5");
    EXPECT_THROW(sum.add("abc"), ConversionError);
    EXPECT_THROW(sum.subtract(""), ConversionError);
    EXPECT_EQ(sum.total().text(), "1.5");
    EXPECT_EQ(sum.count(), 1);
}

TEST(DecimalSum, AgreesWithDecimal) {
    std::mt19937_64 random(20240229);
    for (int round = 0; round < 300; ++round) {
        DecimalSum sum;
        Decimal expected;
        for (int i = 0; i < 40; ++i) {
            std::string text = random() % 2 == 0 ? "-" : "";
            for (std::size_t digits = 1 + random() % 24; digits > 0; --digits)
                text += static_cast<char>('0' + random() % 10);
            if (random() % 3 != 0) {
                text += '.';
                for (std::size_t digits = 1 + random() % 12; digits > 0; --digits)
                    text += static_cast<char>('0' + random() % 10);
            }
            if (random() % 4 == 0) {
                sum.subtract(text);
                expected -= Decimal(text);
            } else {
                sum.add(text);
                expected += Decimal(text);
            }
        }
        ASSERT_EQ(sum.total().text(), expected.text());
    }
}

}  // namespace
}  // namespace azoth::sqlite3_driver
