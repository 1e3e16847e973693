// SPDX-License-Identifier: MIT
#include <azoth/compile/default_text.hpp>

#include <gtest/gtest.h>

namespace azoth_test {
namespace {

using azoth::compile::is_one_term;

TEST(DefaultText, OneTermStandsAsItIs) {
    for (const char* sql :
         {"1", "-1.5", "+.5e-3", "0x1F", "'it''s'", "\"x\"", "NULL", "TRUE", "CURRENT_TIMESTAMP",
          "X'00'", "_utf8mb4'a'", "(1 + 2)", "(')')", "((a) || (b))", "''"}) {
        EXPECT_TRUE(is_one_term(sql)) << sql;
    }
}

TEST(DefaultText, AnExpressionIsMore) {
    for (const char* sql : {"1 + 2", "1-2", "'a' || 'b'", "lower('A')", "(a) + (b)", "now()", "",
                            "DATE '2020-01-01'", "x || 'a'", "-", "1 "}) {
        EXPECT_FALSE(is_one_term(sql)) << sql;
    }
}

}  // namespace
}  // namespace azoth_test
