// SPDX-License-Identifier: MIT
#include "odbc_number.hpp"

#include <gtest/gtest.h>

#include "odbc_moment.hpp"

namespace {

using hive_odbc::Decimal;
using hive_odbc::Moment;
using hive_odbc::NumericFit;

TEST(Number, decimals_are_read_exactly) {
    EXPECT_EQ(Decimal::parse("-0012.340")->to_text(), "-12.340");
    EXPECT_EQ(Decimal::parse(" .5 ")->to_text(), "0.5");
    EXPECT_EQ(Decimal::parse("1.5e3")->to_text(), "1500");
    EXPECT_EQ(Decimal::parse("15e-3")->to_text(), "0.015");
    EXPECT_EQ(Decimal::parse("-0")->to_text(), "0");
    for (const char* bad : {"", "-", ".", "1e", "1.2.3", "abc", "0x10", "1e99999", "--1", "1 2"}) {
        EXPECT_FALSE(Decimal::parse(bad).has_value()) << bad;
    }
}

TEST(Number, numeric_structs_go_both_ways) {
    SQL_NUMERIC_STRUCT numeric{};
    const std::string most = "99999999999999999999999999999999999999";
    EXPECT_EQ(put_numeric(*Decimal::parse(most), 38, 0, numeric), NumericFit::exact);
    EXPECT_EQ(hive_odbc::take_numeric(numeric).to_text(), most);
    EXPECT_EQ(put_numeric(*Decimal::parse("-1.25"), 38, 4, numeric), NumericFit::exact);
    EXPECT_EQ(hive_odbc::take_numeric(numeric).to_text(), "-1.2500");
    EXPECT_EQ(put_numeric(*Decimal::parse("1.25"), 38, 1, numeric), NumericFit::fraction_lost);
    EXPECT_EQ(put_numeric(*Decimal::parse("125"), 2, 0, numeric), NumericFit::out_of_range);
    EXPECT_EQ(put_numeric(*Decimal::parse(most + "0"), 38, 0, numeric), NumericFit::out_of_range);
}

TEST(Number, moments) {
    EXPECT_EQ(hive_odbc::timestamp_text(Moment::parse("2024-02-29 23:59:59.000000001")->value),
              "2024-02-29 23:59:59.000000001");
    EXPECT_EQ(Moment::parse("2024-02-29T01:02:03.5")->value.fraction, 500000000U);
    EXPECT_TRUE(Moment::parse("01:02:03")->has_time);
    EXPECT_FALSE(Moment::parse("2024-01-01")->has_time);
    for (const char* bad : {"", "2023-02-29", "2024-13-01", "2024-01-01 24:00:00", "2024-01-01 1",
                            "2024-01-01x", "24:00:00", "2024-01-01 01:02:03.", "99-01-01"}) {
        EXPECT_FALSE(Moment::parse(bad).has_value()) << bad;
    }
}

}  // namespace
