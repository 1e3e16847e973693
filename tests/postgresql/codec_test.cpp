// SPDX-License-Identifier: MIT
#include <gtest/gtest.h>

#include <azoth/error/error.hpp>
#include <azoth/value/datetime.hpp>

#include "libpq/column_decoder.hpp"
#include "libpq/numeric_codec.hpp"
#include "libpq/sql_text.hpp"
#include "libpq/temporal_codec.hpp"

namespace {

using namespace azoth::libpq;
using azoth::Interval;

TEST(NumericCodec, RoundTripsCanonicalText) {
    for (const char* text :
         {"0", "1", "-1", "9999", "10000", "-10000", "0.0", "0.00001", "-0.12345678", "12.50",
          "123456789012345678901234567890.123456789", "100000000", "0.1000", "1.0000000000000001",
          "99999999.99999999", "5000.0005"}) {
        std::string data;
        std::string back;
        ASSERT_TRUE(encode_numeric(text, data)) << text;
        ASSERT_EQ(decode_numeric(data.data(), data.size(), back), NumericShape::finite) << text;
        EXPECT_EQ(back, text);
    }
}

TEST(NumericCodec, RefusesWhatTheFormatCannotHold) {
    std::string data;
    EXPECT_FALSE(encode_numeric("0." + std::string(16'384, '1'), data));
    EXPECT_TRUE(encode_numeric("0." + std::string(16'383, '1'), data));
    EXPECT_FALSE(encode_numeric(std::string(131'073, '1'), data));
}

TEST(NumericCodec, FailsClosed) {
    std::string data;
    std::string text;
    ASSERT_TRUE(encode_numeric("12345.678", data));
    for (std::size_t size = 0; size < data.size(); ++size) {
        const std::string cut = data.substr(0, size);
        EXPECT_EQ(decode_numeric(cut.data(), cut.size(), text), NumericShape::malformed) << size;
    }
    data[8] = '\x7f';  // a digit of 32512
    EXPECT_EQ(decode_numeric(data.data(), data.size(), text), NumericShape::malformed);
}

TEST(TemporalCodec, RefusesWhatHasNoCounterpart) {
    EXPECT_FALSE(date_from_wire(INT32_MAX));
    EXPECT_FALSE(date_from_wire(INT32_MIN));
    EXPECT_FALSE(timestamp_from_wire(INT64_MAX));
    EXPECT_FALSE(timestamp_from_wire(INT64_MIN));
    EXPECT_FALSE(time_from_wire(86'400'000'000));
    EXPECT_FALSE(interval_from_wire(INT64_MAX, 0, 0));
    EXPECT_FALSE(nanoseconds_to_wire(1));
    EXPECT_EQ(date_from_wire(0), azoth::make_date(2000, 1, 1));
    EXPECT_EQ(timestamp_from_wire(-1),
              (azoth::Timestamp{azoth::make_date(1999, 12, 31),
                                azoth::make_time(23, 59, 59, 999'999'000)}));
}

TEST(TemporalCodec, ReadsThePostgresIntervalStyle) {
    EXPECT_EQ(parse_postgres_interval("00:00:00"), Interval{});
    EXPECT_EQ(parse_postgres_interval("1 year 2 mons -3 days +04:05:06.25"),
              (Interval{14, -3, 14'706'250'000'000}));
    EXPECT_EQ(parse_postgres_interval("-1 years -2 mons"), (Interval{-14, 0, 0}));
    EXPECT_EQ(parse_postgres_interval("-00:00:01.5"), (Interval{0, 0, -1'500'000'000}));
    EXPECT_EQ(parse_postgres_interval("1 day"), (Interval{0, 1, 0}));
    for (const char* bad : {"x", "1", "1 fortnight", "1:2", "3000000000 mons", "P1D"}) {
        EXPECT_FALSE(parse_postgres_interval(bad)) << bad;
    }
}

TEST(ColumnDecoder, RefusesBytesOfTheWrongSize) {
    std::string scratch;
    for (const std::uint32_t oid : {16U, 20U, 21U, 23U, 26U, 700U, 701U, 1082U, 1083U, 1114U, 1184U,
                                    1186U, 1700U, 2950U, 3802U}) {
        for (const std::size_t size : {0U, 3U, 5U, 17U}) {
            EXPECT_THROW(static_cast<void>(decode_binary(wire_type(oid),
                                                         "\5\5\5\5\5\5\5\5\5\5\5\5\5"
                                                         "\5\5\5\5\5",
                                                         size, scratch)),
                         azoth::InternalError)
                << oid << ' ' << size;
        }
    }
}

TEST(SqlText, FindsTheOpenQuote) {
    EXPECT_EQ(find_unterminated("select 'a'"), std::nullopt);
    EXPECT_EQ(find_unterminated("select 'a''"), 7U);
    EXPECT_EQ(find_unterminated(R"(select 'a\')"), std::nullopt);
    EXPECT_EQ(find_unterminated(R"(select e'a\')"), 8U);
    EXPECT_EQ(find_unterminated("select \"a"), 7U);
    EXPECT_EQ(find_unterminated("select /* /* */"), 7U);
    EXPECT_EQ(find_unterminated("select /* /* */ */ 1"), std::nullopt);
    EXPECT_EQ(find_unterminated("select $$ ' $$, $1, a$b, '-- '"), std::nullopt);
    EXPECT_EQ(find_unterminated("select $x$ $$"), 7U);
    EXPECT_EQ(find_unterminated("select 1 -- '"), std::nullopt);
}

TEST(SqlText, CountsCharactersNotBytes) {
    EXPECT_EQ(byte_offset("select", 1), 0U);
    EXPECT_EQ(byte_offset("'äö' x", 6), 7U);
    EXPECT_EQ(byte_offset("ab", 99), 2U);
}

TEST(SqlText, KnowsWhatTouchesTheSession) {
    EXPECT_FALSE(touches_session("select 1"));
    EXPECT_FALSE(touches_session("  (SELECT 1) union select 2"));
    EXPECT_FALSE(touches_session("INSERT INTO t VALUES (1)"));
    EXPECT_TRUE(touches_session("set search_path to x"));
    EXPECT_TRUE(touches_session("select SET_CONFIG('a', 'b', false)"));
    EXPECT_TRUE(touches_session("select pg_advisory_lock(1)"));
    EXPECT_TRUE(touches_session("create temp table t (a int)"));
    EXPECT_TRUE(touches_session("listen x"));
}

}  // namespace
