// SPDX-License-Identifier: MIT
#include <gtest/gtest.h>

#include <cstring>

#include "program.hpp"

namespace {

using program::Connection;
using program::Statement;

class LiveParameter : public testing::Test {
protected:
    void SetUp() override {
        const auto text = program::connection_string();
        if (!text) GTEST_SKIP();
        ASSERT_TRUE(SQL_SUCCEEDED(connection.open(*text))) << connection.message();
    }

    /// Sends a text as a parameter through the server and back.
    std::string echo(const std::string& value) {
        Statement statement(connection);
        SQLLEN length = static_cast<SQLLEN>(value.size());
        SQLBindParameter(statement.handle, 1, SQL_PARAM_INPUT, SQL_C_CHAR, SQL_VARCHAR, 65535, 0,
                         const_cast<char*>(value.data()), length, &length);
        statement.run("SELECT ?");
        EXPECT_EQ(statement.fetch(), SQL_SUCCESS);
        return statement.text(1).value_or("NULL");
    }

    template <class T>
    std::string echo(T value, SQLSMALLINT c_type, SQLSMALLINT sql_type,
                     const std::string& expression = "?") {
        Statement statement(connection);
        SQLBindParameter(statement.handle, 1, SQL_PARAM_INPUT, c_type, sql_type, 38, 0, &value,
                         sizeof value, nullptr);
        statement.run("SELECT " + expression);
        EXPECT_EQ(statement.fetch(), SQL_SUCCESS);
        return statement.text(1).value_or("NULL");
    }

    Connection connection;
};

TEST_F(LiveParameter, hazardous_texts_survive) {
    for (const char* const value : {"O'Brien",
                                    "a\\b",
                                    "\\",
                                    "''",
                                    "\"double\"",
                                    "?",
                                    ";",
                                    "-- no comment",
                                    "/* none */",
                                    "`tick`",
                                    "",
                                    "${hiveconf:hive.execution.engine}",
                                    "${env:PATH}",
                                    "$",
                                    "$$ {x}",
                                    "line\nfeed\r\ttab",
                                    "50\\% \\_x",
                                    "\\u0041\\101",
                                    "Grüße 世界 🜁",
                                    " trailing ",
                                    "{d '2020-01-01'}"}) {
        EXPECT_EQ(echo(value), value);
    }
    const std::string with_nul("a\0001", 3);
    EXPECT_EQ(echo(with_nul), with_nul);
}

TEST_F(LiveParameter, numbers) {
    EXPECT_EQ(echo(-5, SQL_C_SLONG, SQL_INTEGER, "10 -?"), "15");
    EXPECT_EQ(echo(SQLBIGINT{-9223372036854775807LL - 1}, SQL_C_SBIGINT, SQL_BIGINT),
              "-9223372036854775808");
    EXPECT_EQ(echo(0.1, SQL_C_DOUBLE, SQL_DOUBLE), "0.1");
    EXPECT_EQ(echo(-1.7976931348623157e308, SQL_C_DOUBLE, SQL_DOUBLE), "-1.7976931348623157e+308");
    EXPECT_EQ(echo(static_cast<unsigned char>(1), SQL_C_BIT, SQL_BIT), "1");
    SQL_NUMERIC_STRUCT numeric{};
    numeric.precision = 10;
    numeric.scale = 2;
    numeric.sign = 0;
    numeric.val[0] = 0x39;
    numeric.val[1] = 0x30;
    EXPECT_EQ(echo(numeric, SQL_C_NUMERIC, SQL_DECIMAL), "-123.45");
}

TEST_F(LiveParameter, moments) {
    EXPECT_EQ(echo(SQL_DATE_STRUCT{2024, 2, 29}, SQL_C_TYPE_DATE, SQL_TYPE_DATE), "2024-02-29");
    EXPECT_EQ(echo(SQL_TIMESTAMP_STRUCT{2024, 2, 29, 1, 2, 3, 4}, SQL_C_TYPE_TIMESTAMP,
                   SQL_TYPE_TIMESTAMP),
              "2024-02-29 01:02:03.000000004");
}

TEST_F(LiveParameter, intervals) {
    SQL_INTERVAL_STRUCT given{};
    given.interval_sign = SQL_TRUE;
    given.intval.year_month = {1, 2};
    EXPECT_EQ(echo(given, SQL_C_INTERVAL_YEAR_TO_MONTH, SQL_INTERVAL_YEAR_TO_MONTH), "-1-2");
    EXPECT_EQ(echo(given, SQL_C_INTERVAL_YEAR_TO_MONTH, SQL_INTERVAL_YEAR_TO_MONTH,
                   "DATE '2020-03-01' + ?"),
              "2019-01-01");
    given.interval_sign = SQL_FALSE;
    given.intval.day_second = {3, 4, 5, 6, 700000};
    EXPECT_EQ(echo(given, SQL_C_INTERVAL_DAY_TO_SECOND, SQL_INTERVAL_DAY_TO_SECOND),
              "3 04:05:06.700000000");
    EXPECT_EQ(echo(given, SQL_C_INTERVAL_HOUR, SQL_INTERVAL_HOUR), "0 04:00:00.000000000");
}

TEST_F(LiveParameter, null_and_binary) {
    Statement statement(connection);
    SQLLEN null = SQL_NULL_DATA;
    SQLLEN size = 3;
    char bytes[] = {0, '\'', '\\'};
    SQLBindParameter(statement.handle, 1, SQL_PARAM_INPUT, SQL_C_SLONG, SQL_INTEGER, 0, 0, nullptr,
                     0, &null);
    SQLBindParameter(statement.handle, 2, SQL_PARAM_INPUT, SQL_C_BINARY, SQL_VARBINARY, 3, 0, bytes,
                     3, &size);
    statement.run("SELECT '?', ?, /* ? */ hex(?) -- ?");
    EXPECT_EQ(statement.rows(), std::vector<std::string>{"?|NULL|00275C"});
}

TEST_F(LiveParameter, bad_values_are_refused_before_they_are_sent) {
    Statement statement(connection);
    char text[] = "1; DROP TABLE x";
    SQLBindParameter(statement.handle, 1, SQL_PARAM_INPUT, SQL_C_CHAR, SQL_INTEGER, 0, 0, text, 0,
                     nullptr);
    EXPECT_EQ(statement.execute("SELECT ?"), SQL_ERROR);
    EXPECT_EQ(statement.state(), "22018");
    char broken[] = "\xff\xfe";
    SQLBindParameter(statement.handle, 1, SQL_PARAM_INPUT, SQL_C_CHAR, SQL_VARCHAR, 0, 0, broken, 0,
                     nullptr);
    EXPECT_EQ(statement.execute("SELECT ?"), SQL_ERROR);
    EXPECT_EQ(statement.state(), "22018");
    EXPECT_EQ(statement.execute("SELECT ?, ?"), SQL_ERROR);
    EXPECT_EQ(statement.state(), "07002");
}

TEST_F(LiveParameter, an_array_is_one_insert) {
    Statement statement(connection);
    statement.run("DROP TABLE IF EXISTS guests");
    statement.run(
        "CREATE TABLE guests (id INT, name STRING, day DATE, data BINARY) STORED AS ORC "
        "TBLPROPERTIES ('transactional'='true')");
    constexpr std::size_t rows = 1500;
    std::vector<int> ids(rows);
    std::vector<std::array<char, 16>> names(rows);
    std::vector<SQLLEN> name_lengths(rows), data_lengths(rows, 2);
    std::vector<SQL_DATE_STRUCT> days(rows, SQL_DATE_STRUCT{2020, 1, 2});
    std::vector<std::array<char, 2>> data(rows, {'\x01', '\''});
    std::vector<SQLUSMALLINT> status(rows);
    SQLULEN processed = 0;
    for (std::size_t i = 0; i < rows; ++i) {
        ids[i] = static_cast<int>(i);
        std::snprintf(names[i].data(), 16, "it's %zu", i);
        name_lengths[i] = i % 10 == 0 ? SQL_NULL_DATA : SQL_NTS;
    }
    SQLSetStmtAttr(statement.handle, SQL_ATTR_PARAMSET_SIZE, reinterpret_cast<SQLPOINTER>(rows), 0);
    SQLSetStmtAttr(statement.handle, SQL_ATTR_PARAM_STATUS_PTR, status.data(), 0);
    SQLSetStmtAttr(statement.handle, SQL_ATTR_PARAMS_PROCESSED_PTR, &processed, 0);
    SQLBindParameter(statement.handle, 1, SQL_PARAM_INPUT, SQL_C_SLONG, SQL_INTEGER, 0, 0,
                     ids.data(), 0, nullptr);
    SQLBindParameter(statement.handle, 2, SQL_PARAM_INPUT, SQL_C_CHAR, SQL_VARCHAR, 16, 0,
                     names.data(), 16, name_lengths.data());
    SQLBindParameter(statement.handle, 3, SQL_PARAM_INPUT, SQL_C_TYPE_DATE, SQL_TYPE_DATE, 10, 0,
                     days.data(), 0, nullptr);
    SQLBindParameter(statement.handle, 4, SQL_PARAM_INPUT, SQL_C_BINARY, SQL_VARBINARY, 2, 0,
                     data.data(), 2, data_lengths.data());
    SQLCHAR sql[] = "INSERT INTO guests VALUES (?, ?, ?, ?)";
    ASSERT_TRUE(SQL_SUCCEEDED(SQLPrepare(statement.handle, sql, SQL_NTS)));
    SQLSMALLINT count = 0;
    SQLNumParams(statement.handle, &count);
    EXPECT_EQ(count, 4);
    ASSERT_TRUE(SQL_SUCCEEDED(SQLExecute(statement.handle)))
        << statement.state() << statement.message();
    EXPECT_EQ(processed, rows);
    EXPECT_EQ(status[rows - 1], SQL_PARAM_SUCCESS);
    SQLLEN changed = 0;
    SQLRowCount(statement.handle, &changed);
    EXPECT_EQ(changed, static_cast<SQLLEN>(rows));
    SQLSetStmtAttr(statement.handle, SQL_ATTR_PARAMSET_SIZE, reinterpret_cast<SQLPOINTER>(1), 0);
    SQLFreeStmt(statement.handle, SQL_RESET_PARAMS);
    statement.run("SELECT count(*), count(name), sum(id), max(hex(data)) FROM guests");
    EXPECT_EQ(statement.rows(), std::vector<std::string>{"1500|1350|1124250|0127"});
    statement.run("SELECT name, day FROM guests WHERE id = 7");
    EXPECT_EQ(statement.rows(), std::vector<std::string>{"it's 7|2020-01-02"});
    statement.run("DROP TABLE guests");
}

TEST_F(LiveParameter, data_at_execution) {
    Statement statement(connection);
    SQLLEN later = SQL_LEN_DATA_AT_EXEC(0);
    int token = 0;
    SQLBindParameter(statement.handle, 1, SQL_PARAM_INPUT, SQL_C_CHAR, SQL_LONGVARCHAR, 0, 0,
                     &token, 0, &later);
    EXPECT_EQ(statement.execute("SELECT length(?)"), SQL_NEED_DATA);
    SQLPOINTER which = nullptr;
    ASSERT_EQ(SQLParamData(statement.handle, &which), SQL_NEED_DATA);
    EXPECT_EQ(which, &token);
    std::string piece(1000, 'x');
    for (int i = 0; i < 100; ++i)
        ASSERT_EQ(SQLPutData(statement.handle, piece.data(), 1000), SQL_SUCCESS);
    ASSERT_EQ(SQLParamData(statement.handle, &which), SQL_SUCCESS) << statement.message();
    EXPECT_EQ(statement.rows(), std::vector<std::string>{"100000"});
}

}  // namespace
