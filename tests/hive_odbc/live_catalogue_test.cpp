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

/// The names of the result's columns, joined by blanks.
std::string headings(Statement& statement) {
    SQLSMALLINT count = 0;
    SQLNumResultCols(statement.handle, &count);
    std::string all;
    for (SQLSMALLINT i = 1; i <= count; ++i) {
        SQLCHAR name[64] = {};
        SQLDescribeCol(statement.handle, static_cast<SQLUSMALLINT>(i), name, sizeof name, nullptr,
                       nullptr, nullptr, nullptr, nullptr);
        all += (i > 1 ? " " : "") + std::string(reinterpret_cast<char*>(name));
    }
    return all;
}

TEST_F(LiveCatalogue, shapes_are_those_of_odbc) {
    const auto expect = [&](auto&& ask, const std::string& columns, bool empty) {
        Statement statement(connection);
        ASSERT_TRUE(SQL_SUCCEEDED(ask(statement.handle))) << columns << statement.message();
        EXPECT_EQ(headings(statement), columns);
        EXPECT_EQ(statement.fetch() == SQL_NO_DATA, empty) << columns;
    };
    SQLCHAR* const schema = chars("books");
    SQLCHAR* const authors = chars("authors");
    SQLCHAR* const titles = chars("titles");
    expect(
        [&](SQLHSTMT s) {
            return SQLTables(s, nullptr, 0, schema, SQL_NTS, authors, SQL_NTS, nullptr, 0);
        },
        "TABLE_CAT TABLE_SCHEM TABLE_NAME TABLE_TYPE REMARKS", false);
    expect(
        [&](SQLHSTMT s) {
            return SQLColumns(s, nullptr, 0, schema, SQL_NTS, authors, SQL_NTS, nullptr, 0);
        },
        "TABLE_CAT TABLE_SCHEM TABLE_NAME COLUMN_NAME DATA_TYPE TYPE_NAME COLUMN_SIZE "
        "BUFFER_LENGTH DECIMAL_DIGITS NUM_PREC_RADIX NULLABLE REMARKS COLUMN_DEF SQL_DATA_TYPE "
        "SQL_DATETIME_SUB CHAR_OCTET_LENGTH ORDINAL_POSITION IS_NULLABLE",
        false);
    expect(
        [&](SQLHSTMT s) {
            return SQLPrimaryKeys(s, nullptr, 0, schema, SQL_NTS, authors, SQL_NTS);
        },
        "TABLE_CAT TABLE_SCHEM TABLE_NAME COLUMN_NAME KEY_SEQ PK_NAME", false);
    expect(
        [&](SQLHSTMT s) {
            return SQLForeignKeys(s, nullptr, 0, nullptr, 0, nullptr, 0, nullptr, 0, schema,
                                  SQL_NTS, titles, SQL_NTS);
        },
        "PKTABLE_CAT PKTABLE_SCHEM PKTABLE_NAME PKCOLUMN_NAME FKTABLE_CAT FKTABLE_SCHEM "
        "FKTABLE_NAME FKCOLUMN_NAME KEY_SEQ UPDATE_RULE DELETE_RULE FK_NAME PK_NAME "
        "DEFERRABILITY",
        false);
    expect([&](SQLHSTMT s) { return SQLGetTypeInfo(s, SQL_ALL_TYPES); },
           "TYPE_NAME DATA_TYPE COLUMN_SIZE LITERAL_PREFIX LITERAL_SUFFIX CREATE_PARAMS NULLABLE "
           "CASE_SENSITIVE SEARCHABLE UNSIGNED_ATTRIBUTE FIXED_PREC_SCALE AUTO_UNIQUE_VALUE "
           "LOCAL_TYPE_NAME MINIMUM_SCALE MAXIMUM_SCALE SQL_DATA_TYPE SQL_DATETIME_SUB "
           "NUM_PREC_RADIX INTERVAL_PRECISION",
           false);
    // Empty by nature: Hive has no indexes, enforces no keys, keeps no procedures.
    expect(
        [&](SQLHSTMT s) {
            return SQLStatistics(s, nullptr, 0, schema, SQL_NTS, authors, SQL_NTS, SQL_INDEX_ALL,
                                 SQL_QUICK);
        },
        "TABLE_CAT TABLE_SCHEM TABLE_NAME NON_UNIQUE INDEX_QUALIFIER INDEX_NAME TYPE "
        "ORDINAL_POSITION COLUMN_NAME ASC_OR_DESC CARDINALITY PAGES FILTER_CONDITION",
        true);
    expect(
        [&](SQLHSTMT s) {
            return SQLSpecialColumns(s, SQL_BEST_ROWID, nullptr, 0, schema, SQL_NTS, authors,
                                     SQL_NTS, SQL_SCOPE_CURROW, SQL_NULLABLE);
        },
        "SCOPE COLUMN_NAME DATA_TYPE TYPE_NAME COLUMN_SIZE BUFFER_LENGTH DECIMAL_DIGITS "
        "PSEUDO_COLUMN",
        true);
    expect([&](SQLHSTMT s) { return SQLProcedures(s, nullptr, 0, nullptr, 0, nullptr, 0); },
           "PROCEDURE_CAT PROCEDURE_SCHEM PROCEDURE_NAME NUM_INPUT_PARAMS NUM_OUTPUT_PARAMS "
           "NUM_RESULT_SETS REMARKS PROCEDURE_TYPE",
           true);
    expect(
        [&](SQLHSTMT s) {
            return SQLProcedureColumns(s, nullptr, 0, nullptr, 0, nullptr, 0, nullptr, 0);
        },
        "PROCEDURE_CAT PROCEDURE_SCHEM PROCEDURE_NAME COLUMN_NAME COLUMN_TYPE DATA_TYPE "
        "TYPE_NAME COLUMN_SIZE BUFFER_LENGTH DECIMAL_DIGITS NUM_PREC_RADIX NULLABLE REMARKS "
        "COLUMN_DEF SQL_DATA_TYPE SQL_DATETIME_SUB CHAR_OCTET_LENGTH ORDINAL_POSITION "
        "IS_NULLABLE",
        true);
    expect(
        [&](SQLHSTMT s) {
            return SQLTablePrivileges(s, nullptr, 0, schema, SQL_NTS, authors, SQL_NTS);
        },
        "TABLE_CAT TABLE_SCHEM TABLE_NAME GRANTOR GRANTEE PRIVILEGE IS_GRANTABLE", true);
    expect(
        [&](SQLHSTMT s) {
            return SQLColumnPrivileges(s, nullptr, 0, schema, SQL_NTS, authors, SQL_NTS, nullptr,
                                       0);
        },
        "TABLE_CAT TABLE_SCHEM TABLE_NAME COLUMN_NAME GRANTOR GRANTEE PRIVILEGE IS_GRANTABLE",
        true);
}

TEST_F(LiveCatalogue, arguments_without_a_meaning_are_refused) {
    Statement statement(connection);
    EXPECT_EQ(SQLStatistics(statement.handle, nullptr, 0, nullptr, 0, nullptr, 0, SQL_INDEX_ALL,
                            SQL_QUICK),
              SQL_ERROR);
    EXPECT_EQ(statement.state(), "HY009");
    EXPECT_EQ(SQLStatistics(statement.handle, nullptr, 0, nullptr, 0, chars("t"), 1, 7, SQL_QUICK),
              SQL_ERROR);
    EXPECT_EQ(statement.state(), "HY100");
    EXPECT_EQ(SQLSpecialColumns(statement.handle, 9, nullptr, 0, nullptr, 0, chars("t"), 1,
                                SQL_SCOPE_CURROW, SQL_NULLABLE),
              SQL_ERROR);
    EXPECT_EQ(statement.state(), "HY097");
    EXPECT_EQ(SQLPrimaryKeys(statement.handle, nullptr, 0, nullptr, 0, nullptr, 0), SQL_ERROR);
    EXPECT_EQ(statement.state(), "HY009");
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
