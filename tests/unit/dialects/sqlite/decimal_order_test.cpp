// SPDX-License-Identifier: MIT
#include <vector>

#include <gtest/gtest.h>

#include "sqlite3/decimal_functions.hpp"

namespace azoth::sqlite3_driver {
namespace {

// Ascending; texts of one line are equal.
const std::vector<std::vector<std::string_view>> ladder{
    {"-123456789012345678.91"},
    {"-1e3", "-1000", "-1000.00"},
    {"-2"},
    {"-0.5", "-.5"},
    {"0", "-0", "0.000", "+0"},
    {"0.1", "1e-1", "0.10"},
    {"2", "2.0"},
    {"10", "1e1", "+10", "010"},
    {"9007199254740993"},
    {"9007199254740993.1"},
    {"123456789012345678.91"},
    {""},
    {"1,5"},
    {"NaN"},
    {"abc"},
    {"abd"},
};

TEST(DecimalOrder, IsTotalAndNumeric) {
    std::vector<std::pair<std::string_view, std::size_t>> all;
    for (std::size_t rank = 0; rank < ladder.size(); ++rank)
        for (const auto text : ladder[rank]) all.emplace_back(text, rank);
    for (const auto& [a, left] : all)
        for (const auto& [b, right] : all) {
            const int order = compare_as_decimals(a, b);
            EXPECT_EQ(order < 0, left < right) << a << " against " << b;
            EXPECT_EQ(order == 0, left == right) << a << " against " << b;
        }
}

}  // namespace
}  // namespace azoth::sqlite3_driver
