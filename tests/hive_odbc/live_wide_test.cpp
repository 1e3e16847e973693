// SPDX-License-Identifier: MIT
#include <gtest/gtest.h>

#include "../../dialects/hive/odbc_driver/odbc_attributes.hpp"
#include "program.hpp"

// The wide forms, with texts outside the first plane.

namespace {

using program::Connection;
using program::Statement;

/// A text as the wide functions take it.
class Wide {
public:
    explicit Wide(std::u16string text) : text_(std::move(text)) {}
    SQLWCHAR* data() { return reinterpret_cast<SQLWCHAR*>(text_.data()); }
    template <class Size = SQLSMALLINT>
    Size size() const {
        return static_cast<Size>(text_.size());
    }

private:
    std::u16string text_;
};

/// A buffer they fill.
class Answer {
public:
    SQLWCHAR* data() { return units_; }
    static constexpr SQLSMALLINT units = 512;
    static constexpr SQLSMALLINT bytes = units * 2;
    std::u16string text() const { return reinterpret_cast<const char16_t*>(units_); }

private:
    SQLWCHAR units_[units] = {};
};

class LiveWide : public testing::Test {
protected:
    void SetUp() override {
        const auto narrow = program::connection_string();
        if (!narrow) GTEST_SKIP();
        Wide text(std::u16string(narrow->begin(), narrow->end()));
        Answer completed;
        SQLSMALLINT length = 0;
        ASSERT_TRUE(SQL_SUCCEEDED(SQLDriverConnectW(connection.handle, nullptr, text.data(),
                                                    text.size(), completed.data(), Answer::units,
                                                    &length, SQL_DRIVER_NOPROMPT)));
        EXPECT_GT(length, 20);
    }
    void TearDown() override { SQLDisconnect(connection.handle); }

    std::u16string cell(Statement& statement, SQLUSMALLINT column) {
        Answer answer;
        SQLLEN length = 0;
        EXPECT_TRUE(SQL_SUCCEEDED(SQLGetData(statement.handle, column, SQL_C_WCHAR, answer.data(),
                                             Answer::bytes, &length)));
        return length == SQL_NULL_DATA ? u"NULL" : answer.text();
    }

    /// Narrow texts on a connection opened wide go through the driver manager's locale.
    static void run(Statement& statement, const std::u16string& text) {
        Wide sql(text);
        EXPECT_TRUE(
            SQL_SUCCEEDED(SQLExecDirectW(statement.handle, sql.data(), sql.size<SQLINTEGER>())))
            << statement.message();
    }

    Connection connection;
};

TEST_F(LiveWide, statements_and_columns) {
    Statement statement(connection);
    Wide sql(u"SELECT ? AS `größe`, '\U0001F701'");
    ASSERT_EQ(SQLPrepareW(statement.handle, sql.data(), sql.size<SQLINTEGER>()), SQL_SUCCESS);
    Wide value(u"世界\U0001F701");
    SQLLEN length = value.size<SQLLEN>() * 2;
    SQLBindParameter(statement.handle, 1, SQL_PARAM_INPUT, SQL_C_WCHAR, SQL_WVARCHAR, 10, 0,
                     value.data(), 0, &length);
    ASSERT_EQ(SQLExecute(statement.handle), SQL_SUCCESS) << statement.message();
    Answer name;
    SQLSMALLINT name_length = 0;
    SQLDescribeColW(statement.handle, 1, name.data(), Answer::units, &name_length, nullptr, nullptr,
                    nullptr, nullptr);
    EXPECT_EQ(name.text(), u"größe");
    EXPECT_EQ(name_length, 5);
    Answer label;
    SQLColAttributeW(statement.handle, 1, SQL_DESC_LABEL, label.data(), Answer::bytes, &name_length,
                     nullptr);
    EXPECT_EQ(label.text(), u"größe");
    EXPECT_EQ(name_length, 10) << "bytes";
    SQLHDESC described = nullptr;
    SQLGetStmtAttrW(statement.handle, SQL_ATTR_IMP_ROW_DESC, &described, 0, nullptr);
    Answer field;
    SQLINTEGER field_length = 0;
    EXPECT_TRUE(SQL_SUCCEEDED(
        SQLGetDescFieldW(described, 1, SQL_DESC_NAME, field.data(), Answer::bytes, &field_length)));
    EXPECT_EQ(field.text(), u"größe");
    Answer record;
    SQLSMALLINT type = 0;
    EXPECT_TRUE(
        SQL_SUCCEEDED(SQLGetDescRecW(described, 1, record.data(), Answer::units, &name_length,
                                     &type, nullptr, nullptr, nullptr, nullptr, nullptr)));
    EXPECT_EQ(record.text(), u"größe");
    ASSERT_EQ(statement.fetch(), SQL_SUCCESS);
    EXPECT_EQ(cell(statement, 1), u"世界\U0001F701");
    EXPECT_EQ(cell(statement, 2), u"\U0001F701");
}

TEST_F(LiveWide, diagnostics) {
    Statement statement(connection);
    Wide sql(u"SELECT * FROM `tabelle_ü`");
    EXPECT_EQ(SQLExecDirectW(statement.handle, sql.data(), sql.size<SQLINTEGER>()), SQL_ERROR);
    SQLWCHAR state[6] = {};
    Answer message;
    SQLINTEGER native = 0;
    SQLSMALLINT length = 0;
    ASSERT_TRUE(SQL_SUCCEEDED(SQLGetDiagRecW(SQL_HANDLE_STMT, statement.handle, 1, state, &native,
                                             message.data(), Answer::units, &length)));
    EXPECT_EQ(std::u16string(reinterpret_cast<char16_t*>(state)).size(), 5U);
    EXPECT_NE(message.text().find(u"tabelle_ü"), std::u16string::npos);
    Answer field;
    EXPECT_TRUE(
        SQL_SUCCEEDED(SQLGetDiagFieldW(SQL_HANDLE_STMT, statement.handle, 1, SQL_DIAG_SQLSTATE,
                                       field.data(), Answer::bytes, &length)));
    EXPECT_EQ(field.text(), reinterpret_cast<char16_t*>(state));
}

TEST_F(LiveWide, catalogue) {
    Statement statement(connection);
    run(statement, u"CREATE DATABASE IF NOT EXISTS wide_names");
    run(statement, u"DROP TABLE IF EXISTS wide_names.one");
    run(statement,
        u"CREATE TABLE wide_names.one (`größe` INT, PRIMARY KEY (`größe`) DISABLE NOVALIDATE)");
    Wide schema(u"wide_names");
    Wide table(u"one");
    Wide column(u"gr%");
    ASSERT_EQ(SQLTablesW(statement.handle, nullptr, 0, schema.data(), schema.size(), table.data(),
                         table.size(), nullptr, 0),
              SQL_SUCCESS);
    ASSERT_EQ(statement.fetch(), SQL_SUCCESS);
    EXPECT_EQ(cell(statement, 3), u"one");
    SQLFreeStmt(statement.handle, SQL_CLOSE);
    ASSERT_EQ(SQLColumnsW(statement.handle, nullptr, 0, schema.data(), schema.size(), table.data(),
                          table.size(), column.data(), column.size()),
              SQL_SUCCESS);
    ASSERT_EQ(statement.fetch(), SQL_SUCCESS);
    EXPECT_EQ(cell(statement, 4), u"größe");
    SQLFreeStmt(statement.handle, SQL_CLOSE);
    ASSERT_EQ(SQLPrimaryKeysW(statement.handle, nullptr, 0, schema.data(), schema.size(),
                              table.data(), table.size()),
              SQL_SUCCESS);
    ASSERT_EQ(statement.fetch(), SQL_SUCCESS);
    EXPECT_EQ(cell(statement, 4), u"größe");
    SQLFreeStmt(statement.handle, SQL_CLOSE);
    ASSERT_EQ(SQLForeignKeysW(statement.handle, nullptr, 0, schema.data(), schema.size(),
                              table.data(), table.size(), nullptr, 0, nullptr, 0, nullptr, 0),
              SQL_SUCCESS)
        << statement.message();
    EXPECT_EQ(statement.fetch(), SQL_NO_DATA);
    SQLFreeStmt(statement.handle, SQL_CLOSE);
    ASSERT_EQ(SQLGetTypeInfoW(statement.handle, SQL_TYPE_DATE), SQL_SUCCESS);
    ASSERT_EQ(statement.fetch(), SQL_SUCCESS);
    EXPECT_EQ(cell(statement, 1), u"DATE");
    SQLFreeStmt(statement.handle, SQL_CLOSE);
    run(statement, u"DROP DATABASE wide_names CASCADE");
}

TEST_F(LiveWide, attributes_and_names) {
    Wide database(u"default");
    EXPECT_EQ(SQLSetConnectAttrW(connection.handle, SQL_ATTR_CURRENT_CATALOG, database.data(),
                                 database.size<SQLINTEGER>() * 2),
              SQL_SUCCESS)
        << connection.message();
    Answer answer;
    SQLINTEGER length = 0;
    EXPECT_EQ(SQLGetConnectAttrW(connection.handle, SQL_ATTR_CURRENT_CATALOG, answer.data(),
                                 Answer::bytes, &length),
              SQL_SUCCESS);
    EXPECT_EQ(answer.text(), u"default");
    EXPECT_EQ(length, 14) << "bytes";
    Answer name;
    SQLSMALLINT short_length = 0;
    EXPECT_EQ(
        SQLGetInfoW(connection.handle, SQL_DBMS_NAME, name.data(), Answer::bytes, &short_length),
        SQL_SUCCESS);
    EXPECT_EQ(name.text(), u"Apache Hive");
    EXPECT_EQ(short_length, 22) << "bytes";
    Wide sql(u"SELECT '\U0001F701'");
    Answer native;
    EXPECT_EQ(SQLNativeSqlW(connection.handle, sql.data(), sql.size<SQLINTEGER>(), native.data(),
                            Answer::units, &length),
              SQL_SUCCESS);
    EXPECT_EQ(native.text(), u"SELECT '\U0001F701'");
    Statement statement(connection);
    Wide cursor(u"zeiger_ü");
    EXPECT_EQ(SQLSetCursorNameW(statement.handle, cursor.data(), cursor.size()), SQL_SUCCESS);
    Answer told;
    EXPECT_EQ(SQLGetCursorNameW(statement.handle, told.data(), Answer::units, &short_length),
              SQL_SUCCESS);
    EXPECT_EQ(told.text(), u"zeiger_ü");
    SQLSetStmtAttrW(statement.handle, SQL_ATTR_HIVE_COLLECT_LOG,
                    reinterpret_cast<SQLPOINTER>(SQL_TRUE), 0);
    statement.run("SELECT 1");
    Answer id;
    EXPECT_EQ(SQLGetStmtAttrW(statement.handle, SQL_ATTR_HIVE_QUERY_ID, id.data(), Answer::bytes,
                              &length),
              SQL_SUCCESS);
    EXPECT_GT(id.text().size(), 10U);
}

}  // namespace
