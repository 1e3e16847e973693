// SPDX-License-Identifier: MIT
// What a column has room for.
#include <gtest/gtest.h>

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include <azoth/types/stored_value.hpp>
#include <azoth/types/types.hpp>
#include <azoth/value/conversion_error.hpp>
#include <azoth/value/decimal.hpp>

namespace azoth_test {

namespace {

/// The refusal's text, or "fits".
std::string verdict(const azoth::SqlType& type, const char* number) {
    const azoth::Value value{azoth::Decimal(number)};
    try {
        azoth::require_digits(type, value.view());
        return "fits";
    } catch (const azoth::ConversionError& error) {
        EXPECT_EQ(error.code(), "value_not_representable");
        return error.message();
    }
}

}  // namespace

TEST(StoredValue, ANumberFitsWithTheDigitsOfItsColumn) {
    const azoth::Numeric money{6, 2};
    for (const char* number : {"0", "9999.99", "-9999.99", "1.10", "1.1000", "0.01", "0000.5"}) {
        EXPECT_EQ(verdict(money, number), "fits") << number;
    }
    EXPECT_EQ(verdict(money, "1.239"), "digits behind the point: 3, and the column keeps 2");
    EXPECT_EQ(verdict(money, "-0.0010"), "digits behind the point: 3, and the column keeps 2");
    EXPECT_EQ(verdict(money, "10000"), "digits before the point: 5, and the column keeps 4");
}

TEST(StoredValue, AColumnOfFractionsOrOfIntegersHasItsDigitsThere) {
    EXPECT_EQ(verdict(azoth::Numeric{2, 2}, "0.25"), "fits");
    EXPECT_EQ(verdict(azoth::Numeric{2, 2}, "1.25"),
              "digits before the point: 1, and the column keeps 0");
    EXPECT_EQ(verdict(azoth::Numeric{5, 0}, "12345.0"), "fits");
    EXPECT_EQ(verdict(azoth::Numeric{5, 0}, "0.5"),
              "digits behind the point: 1, and the column keeps 0");
}

TEST(StoredValue, AScaleBelowZeroKeepsHundreds) {
    const azoth::Numeric hundreds{3, -2};
    for (const char* number : {"0", "100", "99900", "-12300", "1200.0"}) {
        EXPECT_EQ(verdict(hundreds, number), "fits") << number;
    }
    EXPECT_EQ(verdict(hundreds, "12345"), "the column keeps multiples of 10 to the power of 2");
    EXPECT_EQ(verdict(hundreds, "-7"), "the column keeps multiples of 10 to the power of 2");
    EXPECT_EQ(verdict(hundreds, "100000"), "digits before the point: 6, and the column keeps 5");
    EXPECT_EQ(verdict(hundreds, "100.5"), "digits behind the point: 1, and the column keeps 0");
}

TEST(StoredValue, WithoutAScaleEverythingFits) {
    EXPECT_EQ(verdict(azoth::Numeric{}, "12345678901234567890.123456789"), "fits");
    EXPECT_FALSE(azoth::counts_digits(azoth::Numeric{}));
    EXPECT_FALSE(azoth::counts_digits(azoth::Integer{}));
    EXPECT_TRUE(azoth::counts_digits(azoth::Numeric{6, 2}));
}

/// The refusal's code, or "fits".
static std::string room(const azoth::SqlType& type, const azoth::Value& value) {
    try {
        azoth::require_room(type, value.view());
        return "fits";
    } catch (const azoth::ConversionError& error) {
        return error.code();
    }
}

TEST(StoredValue, AValueOfADescriptionFitsItsColumn) {
    EXPECT_EQ(room(azoth::SmallInteger{}, 32767), "fits");
    EXPECT_EQ(room(azoth::SmallInteger{}, 32768), "out_of_range");
    EXPECT_EQ(room(azoth::Integer{}, -2147483648LL), "fits");
    EXPECT_EQ(room(azoth::Integer{}, 2147483648LL), "out_of_range");
    EXPECT_EQ(room(azoth::BigInteger{}, std::uint64_t{1} << 63U), "out_of_range");
    EXPECT_EQ(room(azoth::UnsignedBigInteger{}, ~std::uint64_t{0}), "fits");
    EXPECT_EQ(room(azoth::UnsignedBigInteger{}, -1), "out_of_range");
    EXPECT_EQ(room(azoth::Numeric{3, 1}, azoth::Decimal("123.4")), "value_not_representable");
    // Characters, not bytes.
    EXPECT_EQ(room(azoth::String{3}, "ÄÖÜ"), "fits");
    EXPECT_EQ(room(azoth::Char{3}, "ÄÖÜß"), "value_not_representable");
    EXPECT_EQ(room(azoth::Text{}, "ÄÖÜß"), "fits");
    EXPECT_EQ(room(azoth::Binary{1}, std::vector<std::byte>(2)), "value_not_representable");
    const azoth::Enum colours{"red", "green"};
    EXPECT_EQ(room(colours, "red"), "fits");
    EXPECT_EQ(room(colours, "blue"), "unknown_enum_label");
    EXPECT_EQ(room(colours.without_check(), "blue"), "fits");
    EXPECT_EQ(room(azoth::Integer{}, std::nullopt), "fits");
}

}  // namespace azoth_test
