// SPDX-License-Identifier: MIT
#include "odbc_literal.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>

#include "odbc_error.hpp"

namespace {

namespace literal = hive_odbc::literal;

template <class Append, class... Args>
std::string made(Append append, Args... args) {
    std::string out;
    append(out, args...);
    return out;
}

TEST(Literal, strings) {
    EXPECT_EQ(made(literal::append_string, "O'Brien"), R"('O\'Brien')");
    EXPECT_EQ(made(literal::append_string, R"(a\b)"), R"('a\\b')");
    EXPECT_EQ(made(literal::append_string, "${env:PATH} $5 $"), R"('\u0024{env:PATH} $5 $')");
    EXPECT_EQ(made(literal::append_string, std::string_view("\0"
                                                            "1",
                                                            2)),
              R"('\0001')");
    EXPECT_EQ(made(literal::append_string, "世界 🜁"), "'世界 🜁'");
    EXPECT_THROW(made(literal::append_string, "\xc3"), hive_odbc::OdbcError);
    EXPECT_THROW(made(literal::append_string, "\xed\xa0\x80"), hive_odbc::OdbcError);
    EXPECT_THROW(made(literal::append_string, "\xc0\x80"), hive_odbc::OdbcError);
}

TEST(Literal, numbers) {
    EXPECT_EQ(made(literal::append_integer, -5LL), "(-5)");
    EXPECT_EQ(made(literal::append_integer, std::numeric_limits<long long>::min()),
              "CAST('-9223372036854775808' AS BIGINT)");
    EXPECT_EQ(made(literal::append_unsigned, 18446744073709551615ULL), "18446744073709551615BD");
    EXPECT_EQ(made(literal::append_double, 0.1), "1e-01");
    EXPECT_EQ(made(literal::append_double, std::nan("")), "CAST('NaN' AS DOUBLE)");
    EXPECT_EQ(made(literal::append_double, -HUGE_VAL), "CAST('-Infinity' AS DOUBLE)");
    EXPECT_EQ(made(literal::append_decimal, "-12.50"), "(-12.50BD)");
    EXPECT_EQ(made(literal::append_binary, std::string_view("\0\xff'", 3)), "unhex('00FF27')");
}

}  // namespace
