// SPDX-License-Identifier: MIT
#include <azoth/value/decimal.hpp>

#include <charconv>
#include <cmath>
#include <limits>

#include <gtest/gtest.h>
#include <boost/multiprecision/cpp_int.hpp>

#include "random.hpp"
#include "thrown.hpp"

namespace azoth {
namespace {

using test::thrown;

std::string text(std::string_view from) {
    return Decimal(from).text();
}

TEST(Decimal, BringsTextIntoCanonicalForm) {
    EXPECT_EQ(text("1.50"), "1.50");
    EXPECT_EQ(text("+007.50"), "7.50");
    EXPECT_EQ(text("-0"), "0");
    EXPECT_EQ(text("-0.00"), "0.00");
    EXPECT_EQ(text(".5"), "0.5");
    EXPECT_EQ(text("-.5"), "-0.5");
    EXPECT_EQ(text("5."), "5");
    EXPECT_EQ(text("000"), "0");
    EXPECT_EQ(text("1e3"), "1000");
    EXPECT_EQ(text("1.5E+2"), "150");
    EXPECT_EQ(text("1.50e1"), "15.0");
    EXPECT_EQ(text("12e-4"), "0.0012");
    EXPECT_EQ(text("-1.2e-1"), "-0.12");
    EXPECT_EQ(text("0e5"), "0");
    EXPECT_EQ(Decimal().text(), "0");
    EXPECT_EQ(Decimal(std::numeric_limits<std::int64_t>::min()).text(), "-9223372036854775808");
    EXPECT_EQ(Decimal(~std::uint64_t{0}).text(), "18446744073709551615");
}

TEST(Decimal, RefusesWhatIsNoNumber) {
    for (const char* bad : {"",    "-",    "+",     ".",   "-.",   "1.2.3",   "1,5",   " 1",
                            "1 ",  "0x10", "1e",    "e5",  "1e+",  "1e+-3",   "1e--3", "1e1.5",
                            "--1", "+-1",  "1_000", "abc", "1e5x", "\xc2\xbd"})
        EXPECT_EQ(thrown([&] { return Decimal(bad); }), "ConversionError:bad_decimal") << bad;
    for (const char* special : {"NaN", "nan", "Infinity", "-Infinity", "inf", "+inf", "1e999999",
                                "1e-999999", "1e99999999999999999999"})
        EXPECT_EQ(thrown([&] { return Decimal(special); }),
                  "ConversionError:value_not_representable")
            << special;
    EXPECT_EQ(Decimal::try_parse("x"), std::nullopt);
    EXPECT_EQ(Decimal::try_parse("1.20")->text(), "1.20");
    EXPECT_EQ(thrown([] { return Decimal(std::string_view("1\0", 2)); }),
              "ConversionError:bad_decimal");
}

TEST(Decimal, ComparesAsNumbers) {
    EXPECT_EQ(Decimal("1.50"), Decimal("1.5"));
    EXPECT_EQ(std::hash<Decimal>{}(Decimal("1.50")), std::hash<Decimal>{}(Decimal("1.5")));
    EXPECT_EQ(std::hash<Decimal>{}(Decimal("10.00")), std::hash<Decimal>{}(Decimal(10)));
    EXPECT_EQ(Decimal("100"), Decimal("1e2"));
    EXPECT_EQ(Decimal("0.00"), 0);
    EXPECT_LT(Decimal("-2"), Decimal("-1.5"));
    EXPECT_LT(Decimal("-0.1"), Decimal(0));
    EXPECT_LT(Decimal("9"), Decimal("10"));
    EXPECT_LT(Decimal("0.49"), Decimal("0.5"));
    EXPECT_LT(Decimal("0.5"), Decimal("0.51"));
    EXPECT_GT(Decimal("1.0000000000000000000000000000001"), Decimal(1));
    EXPECT_NE(Decimal("10"), Decimal("1"));
}

TEST(Decimal, CalculatesExactly) {
    EXPECT_EQ((Decimal("0.1") + Decimal("0.2")).text(), "0.3");
    EXPECT_EQ((Decimal("1.50") + 1).text(), "2.50");
    EXPECT_EQ((Decimal("1.50") - Decimal("1.5")).text(), "0.00");
    EXPECT_EQ((Decimal("1.50") * Decimal("-2.0")).text(), "-3.000");
    EXPECT_EQ((-Decimal("1.5")).text(), "-1.5");
    EXPECT_EQ((-Decimal("-1.5")).text(), "1.5");
    EXPECT_EQ((-Decimal("0.0")).text(), "0.0");
    EXPECT_EQ((Decimal("99999999999999999999999999999999999999") + 1).text(),
              "100000000000000000000000000000000000000");
    EXPECT_EQ((Decimal("0.10") * Decimal("0.010")).text(), "0.00100");
    Decimal self("1.25");
    self += self;
    EXPECT_EQ(self.text(), "2.50");
    self *= self;
    EXPECT_EQ(self.text(), "6.2500");
    const Decimal& same = self;
    self -= same;
    EXPECT_EQ(self.text(), "0.0000");
}

TEST(Decimal, KnowsItsShape) {
    EXPECT_EQ(Decimal("12.50").scale(), 2U);
    EXPECT_EQ(Decimal("12.50").precision(), 4U);
    EXPECT_EQ(Decimal("0.0012").precision(), 2U);
    EXPECT_EQ(Decimal("0").precision(), 1U);
    EXPECT_EQ(Decimal("0.00").precision(), 1U);
    EXPECT_EQ(Decimal("-0.01").sign(), -1);
    EXPECT_EQ(Decimal("0.00").sign(), 0);
    EXPECT_EQ(Decimal("0.10").sign(), 1);
    EXPECT_EQ(Decimal::from_unscaled(1250, 2).text(), "12.50");
    EXPECT_EQ(Decimal::from_unscaled(-5, 3).text(), "-0.005");
    EXPECT_EQ(Decimal::from_unscaled(5, -3).text(), "5000");
    EXPECT_EQ(Decimal::from_unscaled(std::numeric_limits<std::int64_t>::min(), 18).text(),
              "-9.223372036854775808");
    EXPECT_EQ(Decimal("1.500").try_rescale(1)->text(), "1.5");
    EXPECT_EQ(Decimal("1.5").try_rescale(3)->text(), "1.500");
    EXPECT_EQ(Decimal("-1.50").try_rescale(0), std::nullopt);
    EXPECT_EQ(Decimal("-7.00").try_rescale(0)->text(), "-7");
}

TEST(Decimal, BecomesAnIntegerOnlyExactly) {
    EXPECT_EQ(Decimal("-42.00").try_int64(), -42);
    EXPECT_EQ(Decimal("42.5").try_int64(), std::nullopt);
    EXPECT_EQ(Decimal("9223372036854775807").try_int64(), INT64_MAX);
    EXPECT_EQ(Decimal("9223372036854775808").try_int64(), std::nullopt);
    EXPECT_EQ(Decimal("18446744073709551615").try_uint64(), UINT64_MAX);
    EXPECT_EQ(Decimal("-1").try_uint64(), std::nullopt);
    EXPECT_EQ(Decimal("0.00").try_uint64(), 0U);
}

TEST(Decimal, MeetsBinaryFractionsByTheirShortestText) {
    EXPECT_EQ(Decimal::from_real(0.1).text(), "0.1");
    EXPECT_EQ(Decimal::from_real(-1e22).text(), "-10000000000000000000000");
    EXPECT_EQ(Decimal::from_real(-0.0).text(), "0");
    EXPECT_EQ(thrown([] { return Decimal::from_real(NAN); }),
              "ConversionError:value_not_representable");
    EXPECT_EQ(Decimal("0.1").to_double_lossy(), 0.1);
    EXPECT_EQ(Decimal("1e400").to_double_lossy(), HUGE_VAL);
    EXPECT_EQ(Decimal("-1e400").to_double_lossy(), -HUGE_VAL);
    EXPECT_EQ(Decimal("1e-400").to_double_lossy(), 0.0);
}

static_assert(!std::is_constructible_v<Decimal, double>);
static_assert(!std::is_constructible_v<Decimal, bool>);
static_assert(!std::is_constructible_v<Decimal, char>);
static_assert(std::is_convertible_v<int, Decimal>);
static_assert(!std::is_convertible_v<const char*, Decimal>);

/// A decimal of up to forty digits, and the same as an integer and a scale.
struct Sample {
    Decimal decimal;
    boost::multiprecision::cpp_int unscaled;
    std::size_t scale;
};
Sample sample(test::Random& random) {
    std::string digits;
    for (auto n = random.between(1, 40); n > 0; --n)
        digits.push_back(static_cast<char>('0' + random.between(0, 9)));
    const auto scale =
        static_cast<std::size_t>(random.between(0, static_cast<std::int64_t>(digits.size())));
    boost::multiprecision::cpp_int number = 0;
    for (const char c : digits) number = number * 10 + (c - '0');
    const bool negative = random.coin();
    std::string written = (negative ? "-" : "") + digits;
    if (scale > 0) written.insert(written.size() - scale, 1, '.');
    return {Decimal(written), negative ? boost::multiprecision::cpp_int(-number) : number, scale};
}
boost::multiprecision::cpp_int at_scale(const Sample& s, std::size_t scale) {
    boost::multiprecision::cpp_int number = s.unscaled;
    for (std::size_t i = s.scale; i < scale; ++i) number *= 10;
    return number;
}

TEST(DecimalProperty, AgreesWithIntegers) {
    test::Random random(31'415);
    for (int i = 0; i < 5'000; ++i) {
        const Sample a = sample(random);
        const Sample b = random.between(0, 9) == 0 ? a : sample(random);
        ASSERT_TRUE(is_canonical_decimal(a.decimal.text())) << a.decimal.text();
        ASSERT_EQ(a.decimal.scale(), a.scale);
        const std::size_t scale = std::max(a.scale, b.scale);
        const auto left = at_scale(a, scale);
        const auto right = at_scale(b, scale);
        EXPECT_EQ(a.decimal < b.decimal, left < right);
        EXPECT_EQ(a.decimal == b.decimal, left == right);
        const Decimal power = *Decimal(1).try_rescale(0);
        Decimal shift = power;
        for (std::size_t k = 0; k < scale; ++k) shift *= 10;
        EXPECT_EQ((a.decimal + b.decimal) * shift,
                  Decimal(boost::multiprecision::cpp_int(left + right).str()));
        EXPECT_EQ((a.decimal - b.decimal) * shift,
                  Decimal(boost::multiprecision::cpp_int(left - right).str()));
        EXPECT_EQ(a.decimal * b.decimal * shift * shift,
                  Decimal(boost::multiprecision::cpp_int(left * right).str()));
        EXPECT_EQ(a.decimal + b.decimal - b.decimal, a.decimal);
        EXPECT_TRUE(is_canonical_decimal((a.decimal - b.decimal).text()));
        EXPECT_EQ(std::hash<Decimal>{}(a.decimal),
                  std::hash<Decimal>{}(*a.decimal.try_rescale(a.scale + 3)));
    }
}

TEST(DecimalProperty, EveryFiniteRealRoundTrips) {
    test::Random random(754);
    for (int i = 0; i < 20'000; ++i) {
        const std::uint64_t bits = random.bits();
        double number = 0;
        static_assert(sizeof number == sizeof bits);
        std::memcpy(&number, &bits, sizeof number);
        if (!std::isfinite(number)) continue;
        EXPECT_EQ(Decimal::from_real(number).to_double_lossy(), number);
    }
}

}  // namespace
}  // namespace azoth
