// SPDX-License-Identifier: MIT
#include <gtest/gtest.h>

#include <chrono>
#include <thread>
#include <utility>

#include "../../dialects/hive/odbc_driver/odbc_attributes.hpp"
#include "program.hpp"

namespace {

using program::Connection;
using program::Statement;
using Clock = std::chrono::steady_clock;

/// A job of many minutes that costs the server no work.
const char* const endless =
    "SELECT max(reflect('java.lang.Thread', 'sleep', CAST(pos + 600000 AS BIGINT))) FROM "
    "(SELECT split('x y', ' ') AS parts) one LATERAL VIEW posexplode(parts) exploded AS pos, part";

class LiveExecute : public testing::Test {
protected:
    void SetUp() override {
        const auto text = program::connection_string();
        if (!text) GTEST_SKIP();
        ASSERT_TRUE(SQL_SUCCEEDED(connection.open(*text))) << connection.message();
    }

    Connection connection;
};

TEST_F(LiveExecute, errors_have_states_codes_and_the_servers_words) {
    Statement statement(connection);
    EXPECT_EQ(statement.execute("SELECT * FROM no_such_table"), SQL_ERROR);
    const auto found = program::diagnostics(SQL_HANDLE_STMT, statement.handle);
    ASSERT_FALSE(found.empty());
    EXPECT_EQ(found[0].state, "42S02");
    EXPECT_EQ(found[0].native, 10001);
    EXPECT_NE(found[0].message.find("no_such_table"), std::string::npos);
    EXPECT_EQ(statement.execute("SELEKT 1"), SQL_ERROR);
    EXPECT_EQ(statement.state(), "42000");
    EXPECT_EQ(statement.execute(" ; "), SQL_ERROR);
    EXPECT_EQ(statement.state(), "42000");
    // The statement is as good as new afterwards.
    statement.run("SELECT 1;");
    EXPECT_EQ(statement.rows(), std::vector<std::string>{"1"});
}

TEST_F(LiveExecute, a_failing_job_is_no_broken_connection) {
    Statement statement(connection);
    EXPECT_EQ(
        statement.execute("SELECT assert_true(count(*) > 5) FROM (SELECT 1 UNION ALL SELECT 2) x"),
        SQL_ERROR);
    EXPECT_EQ(statement.state(), "HY000") << statement.message();
    statement.run("SELECT 1");
}

TEST_F(LiveExecute, row_counts_of_changes) {
    Statement statement(connection);
    SQLLEN count = 0;
    statement.run("DROP TABLE IF EXISTS counted");
    SQLRowCount(statement.handle, &count);
    EXPECT_LE(count, 0);
    statement.run(
        "CREATE TABLE counted (n INT) STORED AS ORC TBLPROPERTIES ('transactional'='true')");
    statement.run("INSERT INTO counted VALUES (1), (2), (3)");
    SQLRowCount(statement.handle, &count);
    EXPECT_EQ(count, 3);
    statement.run("UPDATE counted SET n = n + 10 WHERE n > 1");
    SQLRowCount(statement.handle, &count);
    EXPECT_EQ(count, 2);
    statement.run("DELETE FROM counted WHERE n = 1");
    statement.run("SELECT n FROM counted ORDER BY n");
    EXPECT_EQ(statement.rows(), (std::vector<std::string>{"12", "13"}));
    statement.run("DROP TABLE counted");
}

TEST_F(LiveExecute, two_statements_take_turns) {
    Statement one(connection);
    Statement two(connection);
    const std::string many =
        "SELECT pos FROM (SELECT split(space(4999), ' ') AS p) x LATERAL VIEW posexplode(p) e AS "
        "pos, v";
    one.run(many);
    two.run(many);
    for (int i = 0; i < 5000; ++i) {
        ASSERT_EQ(one.fetch(), SQL_SUCCESS);
        ASSERT_EQ(two.fetch(), SQL_SUCCESS);
        ASSERT_EQ(one.text(1), two.text(1));
    }
    EXPECT_EQ(one.fetch(), SQL_NO_DATA);
    EXPECT_EQ(two.fetch(), SQL_NO_DATA);
}

/// The driver has asked for the next rows already when the connection is wanted for other things.
TEST_F(LiveExecute, other_calls_in_the_middle_of_a_result) {
    Connection small_batches;
    ASSERT_TRUE(SQL_SUCCEEDED(
        small_batches.open(*program::connection_string() + ";RowsFetchedPerBlock=100")))
        << small_batches.message();
    Statement reader(small_batches);
    reader.run(
        "SELECT pos FROM (SELECT split(space(2999), ' ') AS p) x LATERAL VIEW posexplode(p) e AS "
        "pos, v");
    int row = 0;
    const auto read_to = [&](int end) {
        for (; row < end; ++row) {
            ASSERT_EQ(reader.fetch(), SQL_SUCCESS) << reader.message();
            ASSERT_EQ(reader.text(1), std::to_string(row));
        }
    };
    read_to(350);
    {
        Statement other(small_batches);
        other.run("SELECT 'between'");
        EXPECT_EQ(other.rows(), std::vector<std::string>{"between"});
        EXPECT_EQ(other.execute("SELECT nothing_known"), SQL_ERROR);
        EXPECT_EQ(other.state(), "42000");
    }
    read_to(950);
    char id[256] = {};
    EXPECT_TRUE(SQL_SUCCEEDED(
        SQLGetStmtAttr(reader.handle, SQL_ATTR_HIVE_QUERY_ID, id, sizeof id, nullptr)));
    EXPECT_NE(id[0], '\0');
    read_to(1450);
    Statement catalogue(small_batches);
    SQLCHAR any[] = "%";
    ASSERT_TRUE(SQL_SUCCEEDED(
        SQLTables(catalogue.handle, nullptr, 0, any, SQL_NTS, any, SQL_NTS, nullptr, 0)))
        << catalogue.message();
    EXPECT_FALSE(catalogue.rows().empty());
    read_to(2050);
    SQLFreeHandle(SQL_HANDLE_STMT, std::exchange(catalogue.handle, nullptr));
    read_to(3000);
    EXPECT_EQ(reader.fetch(), SQL_NO_DATA);
}

TEST_F(LiveExecute, a_result_left_in_the_middle) {
    Connection small_batches;
    ASSERT_TRUE(SQL_SUCCEEDED(
        small_batches.open(*program::connection_string() + ";RowsFetchedPerBlock=100")))
        << small_batches.message();
    const std::string many =
        "SELECT pos FROM (SELECT split(space(2999), ' ') AS p) x LATERAL VIEW posexplode(p) e AS "
        "pos, v";
    Statement statement(small_batches);
    const auto leave_by = [&](auto&& way) {
        statement.run(many);
        for (int row = 0; row < 450; ++row) ASSERT_EQ(statement.fetch(), SQL_SUCCESS);
        way();
        statement.run("SELECT 1");
        EXPECT_EQ(statement.rows(), std::vector<std::string>{"1"});
        SQLFreeStmt(statement.handle, SQL_CLOSE);
    };
    leave_by([&] { EXPECT_EQ(SQLFreeStmt(statement.handle, SQL_CLOSE), SQL_SUCCESS); });
    leave_by([&] { EXPECT_EQ(SQLMoreResults(statement.handle), SQL_NO_DATA); });
    leave_by([&] { EXPECT_EQ(SQLCancel(statement.handle), SQL_SUCCESS); });
    leave_by([] {});
    SQLSetStmtAttr(statement.handle, SQL_ATTR_MAX_ROWS, reinterpret_cast<SQLPOINTER>(1234), 0);
    statement.run(many);
    EXPECT_EQ(statement.rows().size(), 1234U);
    statement.run(many);
    for (int row = 0; row < 450; ++row) ASSERT_EQ(statement.fetch(), SQL_SUCCESS);
    EXPECT_EQ(small_batches.close(), SQL_SUCCESS) << "with rows on their way";
}

TEST_F(LiveExecute, cancel_from_another_thread) {
    Statement statement(connection);
    const auto began = Clock::now();
    std::thread canceller([&] {
        std::this_thread::sleep_for(std::chrono::seconds(2));
        EXPECT_EQ(SQLCancel(statement.handle), SQL_SUCCESS);
    });
    EXPECT_EQ(statement.execute(endless), SQL_ERROR);
    canceller.join();
    EXPECT_EQ(statement.state(), "HY008") << statement.message();
    EXPECT_LT(Clock::now() - began, std::chrono::seconds(20));
    statement.run("SELECT 1");
    EXPECT_EQ(statement.rows().size(), 1U);
}

TEST_F(LiveExecute, query_timeout) {
    Statement statement(connection);
    SQLSetStmtAttr(statement.handle, SQL_ATTR_QUERY_TIMEOUT, reinterpret_cast<SQLPOINTER>(2), 0);
    const auto began = Clock::now();
    EXPECT_EQ(statement.execute(endless), SQL_ERROR);
    EXPECT_EQ(statement.state(), "HYT00") << statement.message();
    EXPECT_LT(Clock::now() - began, std::chrono::seconds(20));
}

TEST_F(LiveExecute, log_and_progress_attributes) {
    Statement statement(connection);
    SQLSetStmtAttr(statement.handle, SQL_ATTR_HIVE_COLLECT_LOG,
                   reinterpret_cast<SQLPOINTER>(SQL_TRUE), 0);
    statement.run("SELECT count(*) FROM (SELECT 1 AS a UNION ALL SELECT 2) x");
    char log[8192] = {};
    SQLINTEGER length = 0;
    ASSERT_TRUE(SQL_SUCCEEDED(
        SQLGetStmtAttr(statement.handle, SQL_ATTR_HIVE_LOG, log, sizeof log, &length)));
    EXPECT_NE(std::string(log).find("Compiling command"), std::string::npos) << log;
    SQLINTEGER percent = -2;
    ASSERT_TRUE(SQL_SUCCEEDED(
        SQLGetStmtAttr(statement.handle, SQL_ATTR_HIVE_PROGRESS, &percent, 0, nullptr)));
    EXPECT_EQ(percent, 100);
    char id[256] = {};
    ASSERT_TRUE(SQL_SUCCEEDED(
        SQLGetStmtAttr(statement.handle, SQL_ATTR_HIVE_QUERY_ID, id, sizeof id, &length)));
    EXPECT_GT(length, 10);
}

TEST_F(LiveExecute, transactions_are_refused_clearly) {
    EXPECT_EQ(SQLSetConnectAttr(connection.handle, SQL_ATTR_AUTOCOMMIT,
                                reinterpret_cast<SQLPOINTER>(SQL_AUTOCOMMIT_OFF), 0),
              SQL_ERROR);
    EXPECT_EQ(connection.state(), "HYC00");
    EXPECT_EQ(SQLEndTran(SQL_HANDLE_DBC, connection.handle, SQL_COMMIT), SQL_SUCCESS);
}

TEST_F(LiveExecute, the_database_can_be_changed) {
    Statement statement(connection);
    statement.run("CREATE DATABASE IF NOT EXISTS `elsewhere`");
    SQLCHAR name[] = "elsewhere";
    ASSERT_TRUE(SQL_SUCCEEDED(
        SQLSetConnectAttr(connection.handle, SQL_ATTR_CURRENT_CATALOG, name, SQL_NTS)));
    statement.run("SELECT current_database()");
    EXPECT_EQ(statement.rows(), std::vector<std::string>{"elsewhere"});
}

TEST_F(LiveExecute, session_settings_and_variables) {
    Connection other;
    ASSERT_TRUE(SQL_SUCCEEDED(
        other.open(*program::connection_string() +
                   ";SSP_hive.query.name=from the driver;var_greeting=hello;Schema=default")))
        << other.message();
    Statement statement(other);
    statement.run("SET hive.query.name");
    EXPECT_EQ(statement.rows(), std::vector<std::string>{"hive.query.name=from the driver"});
    statement.run("SELECT '${hivevar:greeting}'");
    EXPECT_EQ(statement.rows(), std::vector<std::string>{"hello"});
}

TEST_F(LiveExecute, information_about_the_server) {
    char text[128] = {};
    SQLGetInfo(connection.handle, SQL_DBMS_NAME, text, sizeof text, nullptr);
    EXPECT_STREQ(text, "Apache Hive");
    SQLGetInfo(connection.handle, SQL_DBMS_VER, text, sizeof text, nullptr);
    EXPECT_EQ(std::string(text).substr(0, 3), "04.");
    SQLUSMALLINT capable = 9;
    SQLGetInfo(connection.handle, SQL_TXN_CAPABLE, &capable, sizeof capable, nullptr);
    EXPECT_EQ(capable, SQL_TC_NONE);
    SQLGetInfo(connection.handle, SQL_IDENTIFIER_QUOTE_CHAR, text, sizeof text, nullptr);
    EXPECT_STREQ(text, "`");
}

TEST_F(LiveExecute, wide_functions) {
    Statement statement(connection);
    std::u16string sql = u"SELECT 'Ünïcödé 🜁' AS `spalte`";
    auto* wide = reinterpret_cast<SQLWCHAR*>(sql.data());
    ASSERT_TRUE(
        SQL_SUCCEEDED(SQLExecDirectW(statement.handle, wide, static_cast<SQLINTEGER>(sql.size()))));
    SQLWCHAR name[32] = {};
    SQLSMALLINT length = 0;
    SQLDescribeColW(statement.handle, 1, name, 32, &length, nullptr, nullptr, nullptr, nullptr);
    EXPECT_EQ(std::u16string(name, name + length), u"spalte");
    ASSERT_EQ(statement.fetch(), SQL_SUCCESS);
    EXPECT_EQ(statement.text(1), "Ünïcödé 🜁");
}

}  // namespace
