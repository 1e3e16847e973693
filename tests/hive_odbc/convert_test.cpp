// SPDX-License-Identifier: MIT
#include "odbc_convert.hpp"

#include <gtest/gtest.h>

#include <limits>

namespace {

using namespace hive_odbc;

Cell integer(std::int64_t value) {
    Cell cell;
    cell.kind = Cell::Kind::integer;
    cell.integer = value;
    return cell;
}

Cell text(std::string_view value, Cell::Kind kind = Cell::Kind::text) {
    Cell cell;
    cell.kind = kind;
    cell.text = value;
    return cell;
}

Cell real(double value) {
    Cell cell;
    cell.kind = Cell::Kind::real;
    cell.real = value;
    return cell;
}

template <class T>
Outcome into(const Cell& cell, SQLSMALLINT c_type, T& value) {
    Target target;
    target.c_type = c_type;
    target.data = &value;
    return convert(cell, target, nullptr);
}

/// Into a buffer of `capacity` characters.
std::pair<Outcome, std::string> characters(const Cell& cell, SQLLEN capacity) {
    char buffer[64] = {};
    SQLLEN length = 0;
    Target target;
    target.data = buffer;
    target.capacity = capacity;
    target.length = target.indicator = &length;
    const Outcome outcome = convert(cell, target, nullptr);
    return {outcome, buffer};
}

TEST(Convert, integers_at_their_edges) {
    std::int8_t tiny = 0;
    std::uint8_t byte = 0;
    std::uint64_t huge = 0;
    std::int64_t big = 0;
    EXPECT_EQ(into(integer(127), SQL_C_STINYINT, tiny), Outcome::exact);
    EXPECT_EQ(into(integer(128), SQL_C_STINYINT, tiny), Outcome::out_of_range);
    EXPECT_EQ(into(integer(-1), SQL_C_UTINYINT, byte), Outcome::out_of_range);
    EXPECT_EQ(into(text("18446744073709551615"), SQL_C_UBIGINT, huge), Outcome::exact);
    EXPECT_EQ(huge, std::numeric_limits<std::uint64_t>::max());
    EXPECT_EQ(into(text("18446744073709551616"), SQL_C_UBIGINT, huge), Outcome::out_of_range);
    EXPECT_EQ(into(text("-9223372036854775808"), SQL_C_SBIGINT, big), Outcome::exact);
    EXPECT_EQ(big, std::numeric_limits<std::int64_t>::min());
    EXPECT_EQ(into(text("-9223372036854775809"), SQL_C_SBIGINT, big), Outcome::out_of_range);
    EXPECT_EQ(into(text("-0.9"), SQL_C_UTINYINT, byte), Outcome::fraction_lost);
    EXPECT_EQ(into(real(9.3e18), SQL_C_SBIGINT, big), Outcome::out_of_range);
    EXPECT_EQ(into(real(-128.5), SQL_C_STINYINT, tiny), Outcome::fraction_lost);
    EXPECT_EQ(tiny, -128);
    EXPECT_EQ(into(real(std::numeric_limits<double>::quiet_NaN()), SQL_C_SBIGINT, big),
              Outcome::out_of_range);
}

TEST(Convert, reals_and_bits) {
    float narrow = 0;
    double wide = 0;
    unsigned char bit = 0;
    EXPECT_EQ(into(real(1e39), SQL_C_FLOAT, narrow), Outcome::out_of_range);
    EXPECT_EQ(into(text("NaN"), SQL_C_DOUBLE, wide), Outcome::exact);
    EXPECT_EQ(into(text("1e999"), SQL_C_DOUBLE, wide), Outcome::out_of_range);
    EXPECT_EQ(into(text("true"), SQL_C_BIT, bit), Outcome::exact);
    EXPECT_EQ(bit, 1);
    EXPECT_EQ(into(integer(2), SQL_C_BIT, bit), Outcome::out_of_range);
    EXPECT_EQ(into(real(0.5), SQL_C_BIT, bit), Outcome::fraction_lost);
}

TEST(Convert, what_may_be_cut_and_what_not) {
    EXPECT_EQ(characters(text("hello"), 3), std::make_pair(Outcome::cut, std::string("he")));
    EXPECT_EQ(characters(integer(12345), 5).first, Outcome::out_of_range);
    EXPECT_EQ(characters(integer(12345), 6), std::make_pair(Outcome::exact, std::string("12345")));
    EXPECT_EQ(characters(text("12.345", Cell::Kind::decimal), 4),
              std::make_pair(Outcome::cut, std::string("12.")));
    EXPECT_EQ(characters(text("12.345", Cell::Kind::decimal), 2).first, Outcome::out_of_range);
    EXPECT_EQ(characters(text("2024-01-01", Cell::Kind::date), 10).first, Outcome::out_of_range);
    EXPECT_EQ(characters(text("2024-01-01 01:02:03.5", Cell::Kind::timestamp), 20),
              std::make_pair(Outcome::cut, std::string("2024-01-01 01:02:03")));
    EXPECT_EQ(characters(text("2024-01-01 01:02:03", Cell::Kind::timestamp), 19).first,
              Outcome::out_of_range);
    EXPECT_EQ(characters(text("\x0a\xff", Cell::Kind::binary), 10).second, "0AFF");
}

TEST(Convert, moments) {
    SQL_TIMESTAMP_STRUCT moment{};
    SQL_TIME_STRUCT time{};
    EXPECT_EQ(into(text("2024-05-06", Cell::Kind::date), SQL_C_TYPE_TIMESTAMP, moment),
              Outcome::exact);
    EXPECT_EQ(moment.day, 6);
    EXPECT_EQ(into(text("2024-05-06", Cell::Kind::date), SQL_C_TYPE_TIME, time),
              Outcome::impossible);
    EXPECT_EQ(into(text("not a day"), SQL_C_TYPE_DATE, moment), Outcome::not_a_number);
    EXPECT_EQ(into(text("10000-01-01", Cell::Kind::date), SQL_C_TYPE_DATE, moment),
              Outcome::bad_moment);
    EXPECT_EQ(into(integer(1), SQL_C_TYPE_DATE, moment), Outcome::impossible);
}

Outcome interval(const Cell& cell, SQLSMALLINT c_type, SQL_INTERVAL_STRUCT& made) {
    return into(cell, c_type, made);
}

TEST(Convert, intervals_of_months) {
    SQL_INTERVAL_STRUCT made{};
    EXPECT_EQ(interval(text("1-2"), SQL_C_INTERVAL_YEAR_TO_MONTH, made), Outcome::exact);
    EXPECT_EQ(made.interval_type, SQL_IS_YEAR_TO_MONTH);
    EXPECT_EQ(made.interval_sign, SQL_FALSE);
    EXPECT_EQ(made.intval.year_month.year, 1U);
    EXPECT_EQ(made.intval.year_month.month, 2U);
    EXPECT_EQ(interval(text("-1-2"), SQL_C_INTERVAL_MONTH, made), Outcome::exact);
    EXPECT_EQ(made.interval_sign, SQL_TRUE);
    EXPECT_EQ(made.intval.year_month.month, 14U);
    EXPECT_EQ(interval(text("1-2"), SQL_C_INTERVAL_YEAR, made), Outcome::fraction_lost);
    EXPECT_EQ(interval(text("100-0"), SQL_C_INTERVAL_YEAR, made), Outcome::field_lost);
    EXPECT_EQ(interval(text("1-12"), SQL_C_INTERVAL_YEAR, made), Outcome::not_a_number);
    EXPECT_EQ(interval(text("1 02:03:04"), SQL_C_INTERVAL_MONTH, made), Outcome::not_a_number);
    EXPECT_EQ(interval(integer(7), SQL_C_INTERVAL_MONTH, made), Outcome::exact);
    EXPECT_EQ(made.intval.year_month.month, 7U);
    EXPECT_EQ(interval(integer(7), SQL_C_INTERVAL_YEAR_TO_MONTH, made), Outcome::impossible);
}

TEST(Convert, intervals_of_days_and_seconds) {
    SQL_INTERVAL_STRUCT made{};
    const SQL_DAY_SECOND_STRUCT& fields = made.intval.day_second;
    const Cell hive = text("-3 04:05:06.700000000");
    EXPECT_EQ(interval(hive, SQL_C_INTERVAL_DAY_TO_SECOND, made), Outcome::exact);
    EXPECT_EQ(made.interval_sign, SQL_TRUE);
    EXPECT_EQ(fields.day * 1000000 + fields.hour * 10000 + fields.minute * 100 + fields.second,
              3040506U);
    EXPECT_EQ(fields.fraction, 700000U) << "millionths are the default";
    EXPECT_EQ(interval(hive, SQL_C_INTERVAL_HOUR, made), Outcome::fraction_lost);
    EXPECT_EQ(fields.hour, 76U);
    EXPECT_EQ(interval(hive, SQL_C_INTERVAL_MINUTE_TO_SECOND, made), Outcome::field_lost);
    EXPECT_EQ(interval(text("1 02"), SQL_C_INTERVAL_DAY_TO_HOUR, made), Outcome::exact);
    EXPECT_EQ(interval(text("59:01.5"), SQL_C_INTERVAL_MINUTE_TO_SECOND, made), Outcome::exact);
    EXPECT_EQ(fields.minute, 59U);
    EXPECT_EQ(interval(text("0 00:00:00.0000001"), SQL_C_INTERVAL_SECOND, made),
              Outcome::fraction_lost);
    EXPECT_EQ(interval(text("1 24:00:00"), SQL_C_INTERVAL_DAY, made), Outcome::not_a_number);
    EXPECT_EQ(interval(text("1-2"), SQL_C_INTERVAL_DAY, made), Outcome::not_a_number);
    EXPECT_EQ(interval(text("12.25", Cell::Kind::decimal), SQL_C_INTERVAL_SECOND, made),
              Outcome::exact);
    EXPECT_EQ(fields.second, 12U);
    EXPECT_EQ(fields.fraction, 250000U);
    EXPECT_EQ(interval(text("12.25", Cell::Kind::decimal), SQL_C_INTERVAL_DAY, made),
              Outcome::fraction_lost);
    EXPECT_EQ(interval(integer(100), SQL_C_INTERVAL_DAY, made), Outcome::field_lost);
    EXPECT_EQ(interval(real(1), SQL_C_INTERVAL_DAY, made), Outcome::impossible);
}

/// The bytes SQL_C_BINARY delivers, and what it says.
std::pair<Outcome, std::size_t> bytes(const Cell& cell, SQLLEN capacity) {
    char buffer[64] = {};
    SQLLEN length = 0;
    Target target;
    target.c_type = SQL_C_BINARY;
    target.data = buffer;
    target.capacity = capacity;
    target.length = target.indicator = &length;
    const Outcome outcome = convert(cell, target, nullptr);
    return {outcome, static_cast<std::size_t>(length)};
}

TEST(Convert, bytes_of_everything) {
    Cell small = integer(-2);
    small.width = 2;
    EXPECT_EQ(bytes(small, 64), std::make_pair(Outcome::exact, sizeof(short)));
    EXPECT_EQ(bytes(small, 1).first, Outcome::out_of_range);
    EXPECT_EQ(bytes(real(1), 64), std::make_pair(Outcome::exact, sizeof(double)));
    EXPECT_EQ(bytes(text("2024-01-01", Cell::Kind::date), 64),
              std::make_pair(Outcome::exact, sizeof(SQL_DATE_STRUCT)));
    EXPECT_EQ(bytes(text("abc", Cell::Kind::binary), 2), std::make_pair(Outcome::cut, 3UL));
}

TEST(Convert, guid) {
    SQLGUID guid{};
    EXPECT_EQ(into(text("00112233-4455-6677-8899-aabbccddeeff"), SQL_C_GUID, guid), Outcome::exact);
    EXPECT_EQ(guid.Data1, 0x00112233U);
    EXPECT_EQ(guid.Data4[7], 0xff);
    EXPECT_EQ(into(text("00112233-4455-6677-8899-aabbccddeefg"), SQL_C_GUID, guid),
              Outcome::not_a_number);
}

}  // namespace
