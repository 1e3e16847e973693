// SPDX-License-Identifier: MIT
#include <gtest/gtest.h>

#include <cmath>
#include <limits>

#include "program.hpp"

// Every Hive type with its least and greatest value and null, written and read through the driver.

namespace {

using program::Connection;
using program::Statement;

class LiveTypes : public testing::Test {
protected:
    void SetUp() override {
        const auto text = program::connection_string();
        if (!text) GTEST_SKIP();
        ASSERT_TRUE(SQL_SUCCEEDED(connection.open(*text))) << connection.message();
    }

    template <class T>
    T value(const std::string& expression, SQLSMALLINT c_type) {
        Statement statement(connection);
        statement.run("SELECT " + expression);
        EXPECT_EQ(statement.fetch(), SQL_SUCCESS) << expression;
        T made{};
        SQLLEN length = 0;
        EXPECT_TRUE(
            SQL_SUCCEEDED(SQLGetData(statement.handle, 1, c_type, &made, sizeof made, &length)))
            << expression << statement.message();
        EXPECT_EQ(length, static_cast<SQLLEN>(sizeof made));
        return made;
    }

    std::string text(const std::string& expression) {
        Statement statement(connection);
        statement.run("SELECT " + expression);
        EXPECT_EQ(statement.fetch(), SQL_SUCCESS) << expression;
        return statement.text(1).value_or("NULL");
    }

    Connection connection;
};

TEST_F(LiveTypes, integers_reach_their_limits) {
    EXPECT_EQ(value<signed char>("CAST(-128 AS TINYINT)", SQL_C_STINYINT), -128);
    EXPECT_EQ(value<signed char>("CAST(127 AS TINYINT)", SQL_C_STINYINT), 127);
    EXPECT_EQ(value<short>("CAST(-32768 AS SMALLINT)", SQL_C_SSHORT), -32768);
    EXPECT_EQ(value<short>("CAST(32767 AS SMALLINT)", SQL_C_SSHORT), 32767);
    EXPECT_EQ(value<int>("CAST('-2147483648' AS INT)", SQL_C_SLONG),
              std::numeric_limits<int>::min());
    EXPECT_EQ(value<int>("2147483647", SQL_C_SLONG), std::numeric_limits<int>::max());
    EXPECT_EQ(value<SQLBIGINT>("CAST('-9223372036854775808' AS BIGINT)", SQL_C_SBIGINT),
              std::numeric_limits<SQLBIGINT>::min());
    EXPECT_EQ(value<SQLBIGINT>("9223372036854775807", SQL_C_SBIGINT),
              std::numeric_limits<SQLBIGINT>::max());
}

TEST_F(LiveTypes, reals_are_exact) {
    EXPECT_EQ(value<double>("CAST('1.7976931348623157E308' AS DOUBLE)", SQL_C_DOUBLE),
              std::numeric_limits<double>::max());
    EXPECT_EQ(value<double>("CAST('4.9E-324' AS DOUBLE)", SQL_C_DOUBLE),
              std::numeric_limits<double>::denorm_min());
    EXPECT_EQ(value<float>("CAST('3.4028235E38' AS FLOAT)", SQL_C_FLOAT),
              std::numeric_limits<float>::max());
    EXPECT_TRUE(std::isnan(value<double>("CAST('NaN' AS DOUBLE)", SQL_C_DOUBLE)));
    EXPECT_EQ(value<double>("CAST('-Infinity' AS DOUBLE)", SQL_C_DOUBLE), -HUGE_VAL);
    EXPECT_EQ(text("CAST(0.1 AS FLOAT)"), "0.1");
    EXPECT_EQ(text("CAST('0.1' AS DOUBLE)"), "0.1");
}

TEST_F(LiveTypes, decimals_keep_all_digits) {
    EXPECT_EQ(text("CAST('99999999999999999999.999999999999999999' AS DECIMAL(38,18))"),
              "99999999999999999999.999999999999999999");
    EXPECT_EQ(text("CAST('-0.000000000000000001' AS DECIMAL(38,18))"), "-0.000000000000000001");
    const auto numeric =
        value<SQL_NUMERIC_STRUCT>("CAST('-123.45' AS DECIMAL(10,2))", SQL_C_NUMERIC);
    EXPECT_EQ(numeric.sign, 0);
    EXPECT_EQ(numeric.scale, 2);
    EXPECT_EQ(numeric.val[0] + numeric.val[1] * 256, 12345);
}

TEST_F(LiveTypes, moments_reach_their_limits) {
    const auto first = value<SQL_DATE_STRUCT>("DATE '0001-01-01'", SQL_C_TYPE_DATE);
    EXPECT_EQ(first.year, 1);
    const auto last = value<SQL_DATE_STRUCT>("DATE '9999-12-31'", SQL_C_TYPE_DATE);
    EXPECT_EQ(last.year * 10000 + last.month * 100 + last.day, 99991231);
    const auto moment = value<SQL_TIMESTAMP_STRUCT>("TIMESTAMP '9999-12-31 23:59:59.123456789'",
                                                    SQL_C_TYPE_TIMESTAMP);
    EXPECT_EQ(moment.second, 59);
    EXPECT_EQ(moment.fraction, 123456789U);
    EXPECT_EQ(value<SQL_TIMESTAMP_STRUCT>("TIMESTAMP '2024-03-31 02:30:00.000000001'",
                                          SQL_C_TYPE_TIMESTAMP)
                  .fraction,
              1U);
    EXPECT_EQ(text("TIMESTAMP '0001-01-01 00:00:00'"), "0001-01-01 00:00:00");
    EXPECT_EQ(text("INTERVAL '1-2' YEAR TO MONTH"), "1-2");
    const auto months =
        value<SQL_INTERVAL_STRUCT>("INTERVAL '-1-2' YEAR TO MONTH", SQL_C_INTERVAL_YEAR_TO_MONTH);
    EXPECT_EQ(months.interval_sign, SQL_TRUE);
    EXPECT_EQ(months.intval.year_month.year * 100 + months.intval.year_month.month, 102U);
    const auto days = value<SQL_INTERVAL_STRUCT>("INTERVAL '3 4:5:6.7' DAY TO SECOND",
                                                 SQL_C_INTERVAL_DAY_TO_SECOND);
    EXPECT_EQ(days.intval.day_second.day * 100 + days.intval.day_second.second, 306U);
    EXPECT_EQ(days.intval.day_second.fraction, 700000U);
    EXPECT_EQ(
        text("CAST('2024-01-02 03:04:05 UTC' AS TIMESTAMP WITH LOCAL TIME ZONE)").substr(0, 19),
        "2024-01-02 03:04:05");
}

TEST_F(LiveTypes, texts_of_all_planes) {
    EXPECT_EQ(text("'Grüße, мир, 世界, 🜁'"), "Grüße, мир, 世界, 🜁");
    EXPECT_EQ(text("CAST('ab' AS CHAR(4))"), "ab  ");
    EXPECT_EQ(text("CAST('abc' AS VARCHAR(2))"), "ab");
    EXPECT_EQ(text("''"), "");
    Statement statement(connection);
    statement.run("SELECT '🜁é'");
    ASSERT_EQ(statement.fetch(), SQL_SUCCESS);
    EXPECT_EQ(statement.text(1, SQL_C_WCHAR), std::string("\x3d\xd8\x01\xdf\xe9\x00", 6));
}

TEST_F(LiveTypes, booleans_and_binaries) {
    EXPECT_EQ(value<unsigned char>("TRUE", SQL_C_BIT), 1);
    EXPECT_EQ(value<unsigned char>("FALSE", SQL_C_BIT), 0);
    Statement statement(connection);
    statement.run("SELECT unhex('00FF10')");
    ASSERT_EQ(statement.fetch(), SQL_SUCCESS);
    EXPECT_EQ(statement.text(1, SQL_C_BINARY), std::string("\x00\xff\x10", 3));
    statement.run("SELECT unhex('00FF10')");
    ASSERT_EQ(statement.fetch(), SQL_SUCCESS);
    EXPECT_EQ(statement.text(1), "00FF10");
}

TEST_F(LiveTypes, nested_types_are_text) {
    EXPECT_EQ(text("array(1,2,3)"), "[1,2,3]");
    EXPECT_EQ(text("map('a',1)"), "{\"a\":1}");
    EXPECT_EQ(text("named_struct('x',1,'y','z')"), "{\"x\":1,\"y\":\"z\"}");
    EXPECT_EQ(text("create_union(0, 1, 'a')"), "{0:1}");
}

TEST_F(LiveTypes, a_table_of_all_types_with_nulls) {
    Statement statement(connection);
    statement.run("DROP TABLE IF EXISTS all_types");
    statement.run(
        "CREATE TABLE all_types (b BOOLEAN, t TINYINT, s SMALLINT, i INT, l BIGINT, f FLOAT, d "
        "DOUBLE, "
        "n DECIMAL(20,4), c STRING, v VARCHAR(10), h CHAR(3), x BINARY, day DATE, at TIMESTAMP, a "
        "ARRAY<INT>) "
        "STORED AS ORC");
    statement.run(
        "INSERT INTO all_types SELECT TRUE, 1Y, 2S, 3, 4L, CAST(5.5 AS FLOAT), 6.5D, 7.5BD, "
        "'eight', 'nine', 'ten', "
        "unhex('0B'), DATE '2012-12-12', TIMESTAMP '2013-01-01 01:02:03.5', array(14) UNION ALL "
        "SELECT NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, "
        "NULL, IF(1 = 0, array(1), NULL)");
    statement.run("SELECT * FROM all_types ORDER BY i NULLS LAST");
    const auto rows = statement.rows();
    ASSERT_EQ(rows.size(), 2U);
    EXPECT_EQ(rows[0],
              "1|1|2|3|4|5.5|6.5|7.5000|eight|nine|ten|0B|2012-12-12|2013-01-01 01:02:03.5|[14]");
    EXPECT_EQ(rows[1],
              "NULL|NULL|NULL|NULL|NULL|NULL|NULL|NULL|NULL|NULL|NULL|NULL|NULL|NULL|NULL");
    statement.run("SELECT * FROM all_types");
    const struct {
        SQLSMALLINT type;
        SQLULEN size;
        const char* name;
    } expected[] = {{SQL_BIT, 1, "boolean"},        {SQL_TINYINT, 3, "tinyint"},
                    {SQL_SMALLINT, 5, "smallint"},  {SQL_INTEGER, 10, "int"},
                    {SQL_BIGINT, 19, "bigint"},     {SQL_REAL, 24, "float"},
                    {SQL_DOUBLE, 53, "double"},     {SQL_DECIMAL, 20, "decimal(20,4)"},
                    {SQL_VARCHAR, 65535, "string"}, {SQL_VARCHAR, 10, "varchar(10)"},
                    {SQL_CHAR, 3, "char(3)"},       {SQL_VARBINARY, 32767, "binary"},
                    {SQL_TYPE_DATE, 10, "date"},    {SQL_TYPE_TIMESTAMP, 29, "timestamp"},
                    {SQL_VARCHAR, 65535, "array"}};
    for (SQLUSMALLINT i = 0; i < std::size(expected); ++i) {
        SQLSMALLINT type = 0;
        SQLULEN size = 0;
        SQLCHAR name[64] = {};
        const auto number = static_cast<SQLUSMALLINT>(i + 1);
        SQLDescribeCol(statement.handle, number, nullptr, 0, nullptr, &type, &size, nullptr,
                       nullptr);
        SQLColAttribute(statement.handle, number, SQL_DESC_TYPE_NAME, name, sizeof name, nullptr,
                        nullptr);
        EXPECT_EQ(type, expected[i].type) << number;
        EXPECT_EQ(size, expected[i].size) << number;
        EXPECT_STREQ(reinterpret_cast<char*>(name), expected[i].name) << number;
    }
    statement.run("DROP TABLE all_types");
}

TEST_F(LiveTypes, conversions_say_what_they_lose) {
    Statement statement(connection);
    statement.run(
        "SELECT 300, 'abc', CAST('1.5' AS DOUBLE), '42', TIMESTAMP '2024-01-01 10:00:00'");
    ASSERT_EQ(statement.fetch(), SQL_SUCCESS);
    signed char tiny = 0;
    SQLLEN length = 0;
    EXPECT_EQ(SQLGetData(statement.handle, 1, SQL_C_STINYINT, &tiny, 1, &length), SQL_ERROR);
    EXPECT_EQ(statement.state(), "22003");
    int number = 0;
    EXPECT_EQ(SQLGetData(statement.handle, 2, SQL_C_SLONG, &number, 4, &length), SQL_ERROR);
    EXPECT_EQ(statement.state(), "22018");
    EXPECT_EQ(SQLGetData(statement.handle, 3, SQL_C_SLONG, &number, 4, &length),
              SQL_SUCCESS_WITH_INFO);
    EXPECT_EQ(statement.state(), "01S07");
    EXPECT_EQ(number, 1);
    EXPECT_EQ(SQLGetData(statement.handle, 4, SQL_C_SLONG, &number, 4, &length), SQL_SUCCESS);
    EXPECT_EQ(number, 42);
    SQL_DATE_STRUCT day{};
    EXPECT_EQ(SQLGetData(statement.handle, 5, SQL_C_TYPE_DATE, &day, sizeof day, &length),
              SQL_SUCCESS_WITH_INFO);
    EXPECT_EQ(statement.state(), "01S07");
    EXPECT_EQ(SQLGetData(statement.handle, 1, SQL_C_TYPE_DATE, &day, sizeof day, &length),
              SQL_ERROR);
    EXPECT_EQ(statement.state(), "07006");
}

}  // namespace
