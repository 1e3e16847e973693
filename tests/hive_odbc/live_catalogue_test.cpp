// SPDX-License-Identifier: MIT
#include <gtest/gtest.h>

#include <algorithm>

#include "program.hpp"

namespace {

using program::Connection;
using program::Statement;

SQLCHAR* chars(const char* text) {
    return reinterpret_cast<SQLCHAR*>(const_cast<char*>(text));
}

class LiveCatalogue : public testing::Test {
protected:
    static void SetUpTestSuite() {
        const auto text = program::connection_string();
        if (!text) return;
        Connection connection;
        ASSERT_TRUE(SQL_SUCCEEDED(connection.open(*text)));
        Statement statement(connection);
        statement.run("DROP DATABASE IF EXISTS books CASCADE");
        statement.run("CREATE DATABASE books");
        statement.run(
            "CREATE TABLE books.authors (id BIGINT COMMENT 'the key', name VARCHAR(40) NOT NULL, "
            "worth DECIMAL(12,3), born DATE, tags ARRAY<STRING>, "
            "CONSTRAINT authors_pk PRIMARY KEY (id) DISABLE NOVALIDATE) COMMENT 'people' STORED AS "
            "ORC");
        statement.run(
            "CREATE TABLE books.titles (isbn STRING, author BIGINT, "
            "CONSTRAINT titles_fk FOREIGN KEY (author) REFERENCES books.authors(id) DISABLE "
            "NOVALIDATE) "
            "PARTITIONED BY (year INT) STORED AS ORC");
        statement.run("CREATE VIEW books.rich AS SELECT * FROM books.authors WHERE worth > 1000");
    }

    void SetUp() override {
        const auto text = program::connection_string();
        if (!text) GTEST_SKIP();
        ASSERT_TRUE(SQL_SUCCEEDED(connection.open(*text))) << connection.message();
    }

    Connection connection;
};

using Rows = std::vector<std::string>;

TEST_F(LiveCatalogue, tables) {
    Statement statement(connection);
    ASSERT_TRUE(SQL_SUCCEEDED(SQLTables(statement.handle, nullptr, 0, chars("books"), SQL_NTS,
                                        chars("%"), SQL_NTS, nullptr, 0)))
        << statement.message();
    EXPECT_EQ(statement.rows(),
              (Rows{"NULL|books|authors|TABLE|people", "NULL|books|titles|TABLE|NULL",
                    "NULL|books|rich|VIEW|NULL"}));
    SQLFreeStmt(statement.handle, SQL_CLOSE);
    ASSERT_TRUE(SQL_SUCCEEDED(SQLTables(statement.handle, nullptr, 0, chars("books"), SQL_NTS,
                                        chars("%"), SQL_NTS, chars("'VIEW'"), SQL_NTS)));
    EXPECT_EQ(statement.rows(), (Rows{"NULL|books|rich|VIEW|NULL"}));
}

TEST_F(LiveCatalogue, schemas_and_types_of_tables) {
    Statement statement(connection);
    ASSERT_TRUE(SQL_SUCCEEDED(SQLTables(statement.handle, chars(""), 0, chars("%"), SQL_NTS,
                                        chars(""), 0, chars(""), 0)));
    Rows rows = statement.rows();
    EXPECT_NE(std::find(rows.begin(), rows.end(), "NULL|books|NULL|NULL|NULL"), rows.end());
    SQLFreeStmt(statement.handle, SQL_CLOSE);
    ASSERT_TRUE(SQL_SUCCEEDED(SQLTables(statement.handle, chars(""), 0, chars(""), 0, chars(""), 0,
                                        chars("%"), SQL_NTS)));
    rows = statement.rows();
    EXPECT_NE(std::find(rows.begin(), rows.end(), "NULL|NULL|NULL|TABLE|NULL"), rows.end());
}

TEST_F(LiveCatalogue, columns) {
    Statement statement(connection);
    ASSERT_TRUE(SQL_SUCCEEDED(SQLColumns(statement.handle, nullptr, 0, chars("books"), SQL_NTS,
                                         chars("authors"), SQL_NTS, nullptr, 0)))
        << statement.message();
    SQLSMALLINT count = 0;
    SQLNumResultCols(statement.handle, &count);
    EXPECT_EQ(count, 18);
    const Rows rows = statement.rows();
    ASSERT_EQ(rows.size(), 5U);
    EXPECT_EQ(rows[0].substr(0, 61),
              "NULL|books|authors|id|-5|bigint|19|8|0|10|0|the key|NULL|-5|N")
        << rows[0];
    EXPECT_NE(rows[1].find("|name|12|varchar"), std::string::npos) << rows[1];
    EXPECT_NE(rows[2].find("|worth|3|decimal"), std::string::npos) << rows[2];
    EXPECT_NE(rows[2].find("|12|14|3|10|"), std::string::npos) << rows[2];
    EXPECT_NE(rows[3].find("|born|91|date|10|6|NULL|NULL|"), std::string::npos) << rows[3];
    EXPECT_NE(rows[3].find("|9|1|NULL|4|YES"), std::string::npos) << rows[3];
    EXPECT_NE(rows[4].find("|tags|12|array"), std::string::npos) << rows[4];
}

TEST_F(LiveCatalogue, keys) {
    Statement statement(connection);
    ASSERT_TRUE(SQL_SUCCEEDED(SQLPrimaryKeys(statement.handle, nullptr, 0, chars("books"), SQL_NTS,
                                             chars("authors"), SQL_NTS)))
        << statement.message();
    EXPECT_EQ(statement.rows(), (Rows{"NULL|books|authors|id|1|authors_pk"}));
    SQLFreeStmt(statement.handle, SQL_CLOSE);
    ASSERT_TRUE(
        SQL_SUCCEEDED(SQLForeignKeys(statement.handle, nullptr, 0, nullptr, 0, nullptr, 0, nullptr,
                                     0, chars("books"), SQL_NTS, chars("titles"), SQL_NTS)))
        << statement.message();
    const Rows rows = statement.rows();
    ASSERT_EQ(rows.size(), 1U);
    EXPECT_EQ(rows[0].substr(0, 54), "NULL|books|authors|id|NULL|books|titles|author|1|0|0|t")
        << rows[0];
}

TEST_F(LiveCatalogue, type_information) {
    Statement statement(connection);
    ASSERT_TRUE(SQL_SUCCEEDED(SQLGetTypeInfo(statement.handle, SQL_DECIMAL)));
    EXPECT_EQ(
        statement.rows(),
        (Rows{"DECIMAL|3|38|NULL|NULL|precision,scale|1|0|2|0|0|0|DECIMAL|0|38|3|NULL|10|NULL"}));
    SQLFreeStmt(statement.handle, SQL_CLOSE);
    ASSERT_TRUE(SQL_SUCCEEDED(SQLGetTypeInfo(statement.handle, SQL_ALL_TYPES)));
    EXPECT_GE(statement.rows().size(), 15U);
}

TEST_F(LiveCatalogue, results_that_are_empty_by_nature) {
    Statement statement(connection);
    ASSERT_TRUE(SQL_SUCCEEDED(SQLStatistics(statement.handle, nullptr, 0, chars("books"), SQL_NTS,
                                            chars("authors"), SQL_NTS, SQL_INDEX_ALL, SQL_QUICK)));
    EXPECT_TRUE(statement.rows().empty());
    SQLFreeStmt(statement.handle, SQL_CLOSE);
    ASSERT_TRUE(SQL_SUCCEEDED(SQLProcedures(statement.handle, nullptr, 0, nullptr, 0, nullptr, 0)));
    EXPECT_TRUE(statement.rows().empty());
}

TEST_F(LiveCatalogue, a_pattern_can_be_a_plain_name) {
    Statement statement(connection);
    SQLSetStmtAttr(statement.handle, SQL_ATTR_METADATA_ID, reinterpret_cast<SQLPOINTER>(SQL_TRUE),
                   0);
    ASSERT_TRUE(SQL_SUCCEEDED(SQLTables(statement.handle, nullptr, 0, chars("books"), SQL_NTS,
                                        chars("auth_rs"), SQL_NTS, nullptr, 0)));
    EXPECT_TRUE(statement.rows().empty());
}

}  // namespace
