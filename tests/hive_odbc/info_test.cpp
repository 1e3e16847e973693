// SPDX-License-Identifier: MIT
#include <dlfcn.h>
#include <gtest/gtest.h>
#include <sql.h>
#include <sqlext.h>
#include <sqlucode.h>

#include <array>
#include <cstdlib>
#include <cstring>
#include <string>

// What the driver says about itself, called without a driver manager and without a server.

namespace {

/// Everything SQLGetInfo is specified to answer, but for what driver managers answer themselves
/// (their version, the handles behind theirs). Source: ODBC Programmer's Reference, SQLGetInfo.
constexpr SQLUSMALLINT all_kinds[] = {
    SQL_ACCESSIBLE_PROCEDURES,
    SQL_ACCESSIBLE_TABLES,
    SQL_ACTIVE_ENVIRONMENTS,
    SQL_AGGREGATE_FUNCTIONS,
    SQL_ALTER_DOMAIN,
    SQL_ALTER_TABLE,
    SQL_ASYNC_DBC_FUNCTIONS,
    SQL_ASYNC_MODE,
    SQL_ASYNC_NOTIFICATION,
    SQL_BATCH_ROW_COUNT,
    SQL_BATCH_SUPPORT,
    SQL_BOOKMARK_PERSISTENCE,
    SQL_CATALOG_LOCATION,
    SQL_CATALOG_NAME,
    SQL_CATALOG_NAME_SEPARATOR,
    SQL_CATALOG_TERM,
    SQL_CATALOG_USAGE,
    SQL_COLLATION_SEQ,
    SQL_COLUMN_ALIAS,
    SQL_CONCAT_NULL_BEHAVIOR,
    SQL_CONVERT_BIGINT,
    SQL_CONVERT_BINARY,
    SQL_CONVERT_BIT,
    SQL_CONVERT_CHAR,
    SQL_CONVERT_DATE,
    SQL_CONVERT_DECIMAL,
    SQL_CONVERT_DOUBLE,
    SQL_CONVERT_FLOAT,
    SQL_CONVERT_FUNCTIONS,
    SQL_CONVERT_GUID,
    SQL_CONVERT_INTEGER,
    SQL_CONVERT_INTERVAL_DAY_TIME,
    SQL_CONVERT_INTERVAL_YEAR_MONTH,
    SQL_CONVERT_LONGVARBINARY,
    SQL_CONVERT_LONGVARCHAR,
    SQL_CONVERT_NUMERIC,
    SQL_CONVERT_REAL,
    SQL_CONVERT_SMALLINT,
    SQL_CONVERT_TIME,
    SQL_CONVERT_TIMESTAMP,
    SQL_CONVERT_TINYINT,
    SQL_CONVERT_VARBINARY,
    SQL_CONVERT_VARCHAR,
    SQL_CONVERT_WCHAR,
    SQL_CONVERT_WLONGVARCHAR,
    SQL_CONVERT_WVARCHAR,
    SQL_CORRELATION_NAME,
    SQL_CREATE_ASSERTION,
    SQL_CREATE_CHARACTER_SET,
    SQL_CREATE_COLLATION,
    SQL_CREATE_DOMAIN,
    SQL_CREATE_SCHEMA,
    SQL_CREATE_TABLE,
    SQL_CREATE_TRANSLATION,
    SQL_CREATE_VIEW,
    SQL_CURSOR_COMMIT_BEHAVIOR,
    SQL_CURSOR_ROLLBACK_BEHAVIOR,
    SQL_CURSOR_SENSITIVITY,
    SQL_DATABASE_NAME,
    SQL_DATA_SOURCE_NAME,
    SQL_DATA_SOURCE_READ_ONLY,
    SQL_DATETIME_LITERALS,
    SQL_DBMS_NAME,
    SQL_DBMS_VER,
    SQL_DDL_INDEX,
    SQL_DEFAULT_TXN_ISOLATION,
    SQL_DESCRIBE_PARAMETER,
    SQL_DRIVER_AWARE_POOLING_SUPPORTED,
    SQL_DRIVER_NAME,
    SQL_DRIVER_ODBC_VER,
    SQL_DRIVER_VER,
    SQL_DROP_ASSERTION,
    SQL_DROP_CHARACTER_SET,
    SQL_DROP_COLLATION,
    SQL_DROP_DOMAIN,
    SQL_DROP_SCHEMA,
    SQL_DROP_TABLE,
    SQL_DROP_TRANSLATION,
    SQL_DROP_VIEW,
    SQL_DTC_TRANSITION_COST,
    SQL_DYNAMIC_CURSOR_ATTRIBUTES1,
    SQL_DYNAMIC_CURSOR_ATTRIBUTES2,
    SQL_EXPRESSIONS_IN_ORDERBY,
    SQL_FETCH_DIRECTION,
    SQL_FILE_USAGE,
    SQL_FORWARD_ONLY_CURSOR_ATTRIBUTES1,
    SQL_FORWARD_ONLY_CURSOR_ATTRIBUTES2,
    SQL_GETDATA_EXTENSIONS,
    SQL_GROUP_BY,
    SQL_IDENTIFIER_CASE,
    SQL_IDENTIFIER_QUOTE_CHAR,
    SQL_INDEX_KEYWORDS,
    SQL_INFO_SCHEMA_VIEWS,
    SQL_INSERT_STATEMENT,
    SQL_INTEGRITY,
    SQL_KEYSET_CURSOR_ATTRIBUTES1,
    SQL_KEYSET_CURSOR_ATTRIBUTES2,
    SQL_KEYWORDS,
    SQL_LIKE_ESCAPE_CLAUSE,
    SQL_LOCK_TYPES,
    SQL_MAX_ASYNC_CONCURRENT_STATEMENTS,
    SQL_MAX_BINARY_LITERAL_LEN,
    SQL_MAX_CATALOG_NAME_LEN,
    SQL_MAX_CHAR_LITERAL_LEN,
    SQL_MAX_COLUMNS_IN_GROUP_BY,
    SQL_MAX_COLUMNS_IN_INDEX,
    SQL_MAX_COLUMNS_IN_ORDER_BY,
    SQL_MAX_COLUMNS_IN_SELECT,
    SQL_MAX_COLUMNS_IN_TABLE,
    SQL_MAX_COLUMN_NAME_LEN,
    SQL_MAX_CONCURRENT_ACTIVITIES,
    SQL_MAX_CURSOR_NAME_LEN,
    SQL_MAX_DRIVER_CONNECTIONS,
    SQL_MAX_IDENTIFIER_LEN,
    SQL_MAX_INDEX_SIZE,
    SQL_MAX_PROCEDURE_NAME_LEN,
    SQL_MAX_ROW_SIZE,
    SQL_MAX_ROW_SIZE_INCLUDES_LONG,
    SQL_MAX_SCHEMA_NAME_LEN,
    SQL_MAX_STATEMENT_LEN,
    SQL_MAX_TABLES_IN_SELECT,
    SQL_MAX_TABLE_NAME_LEN,
    SQL_MAX_USER_NAME_LEN,
    SQL_MULTIPLE_ACTIVE_TXN,
    SQL_MULT_RESULT_SETS,
    SQL_NEED_LONG_DATA_LEN,
    SQL_NON_NULLABLE_COLUMNS,
    SQL_NULL_COLLATION,
    SQL_NUMERIC_FUNCTIONS,
    SQL_ODBC_API_CONFORMANCE,
    SQL_ODBC_INTERFACE_CONFORMANCE,
    SQL_ODBC_SAG_CLI_CONFORMANCE,
    SQL_ODBC_SQL_CONFORMANCE,
    SQL_OJ_CAPABILITIES,
    SQL_ORDER_BY_COLUMNS_IN_SELECT,
    SQL_OUTER_JOINS,
    SQL_PARAM_ARRAY_ROW_COUNTS,
    SQL_PARAM_ARRAY_SELECTS,
    SQL_POSITIONED_STATEMENTS,
    SQL_POS_OPERATIONS,
    SQL_PROCEDURES,
    SQL_PROCEDURE_TERM,
    SQL_QUOTED_IDENTIFIER_CASE,
    SQL_ROW_UPDATES,
    SQL_SCHEMA_TERM,
    SQL_SCHEMA_USAGE,
    SQL_SCROLL_CONCURRENCY,
    SQL_SCROLL_OPTIONS,
    SQL_SEARCH_PATTERN_ESCAPE,
    SQL_SERVER_NAME,
    SQL_SPECIAL_CHARACTERS,
    SQL_SQL92_DATETIME_FUNCTIONS,
    SQL_SQL92_FOREIGN_KEY_DELETE_RULE,
    SQL_SQL92_FOREIGN_KEY_UPDATE_RULE,
    SQL_SQL92_GRANT,
    SQL_SQL92_NUMERIC_VALUE_FUNCTIONS,
    SQL_SQL92_PREDICATES,
    SQL_SQL92_RELATIONAL_JOIN_OPERATORS,
    SQL_SQL92_REVOKE,
    SQL_SQL92_ROW_VALUE_CONSTRUCTOR,
    SQL_SQL92_STRING_FUNCTIONS,
    SQL_SQL92_VALUE_EXPRESSIONS,
    SQL_SQL_CONFORMANCE,
    SQL_STANDARD_CLI_CONFORMANCE,
    SQL_STATIC_CURSOR_ATTRIBUTES1,
    SQL_STATIC_CURSOR_ATTRIBUTES2,
    SQL_STATIC_SENSITIVITY,
    SQL_STRING_FUNCTIONS,
    SQL_SUBQUERIES,
    SQL_SYSTEM_FUNCTIONS,
    SQL_TABLE_TERM,
    SQL_TIMEDATE_ADD_INTERVALS,
    SQL_TIMEDATE_DIFF_INTERVALS,
    SQL_TIMEDATE_FUNCTIONS,
    SQL_TXN_CAPABLE,
    SQL_TXN_ISOLATION_OPTION,
    SQL_UNION,
    SQL_USER_NAME,
    SQL_XOPEN_CLI_YEAR,
};

class Info : public testing::Test {
protected:
    Info() {
        SQLAllocHandle(SQL_HANDLE_ENV, nullptr, &environment);
        SQLAllocHandle(SQL_HANDLE_DBC, environment, &connection);
    }
    ~Info() override {
        SQLFreeHandle(SQL_HANDLE_DBC, connection);
        SQLFreeHandle(SQL_HANDLE_ENV, environment);
    }

    void expect_answer(SQLUSMALLINT kind) {
        char value[4096];
        SQLSMALLINT length = -1;
        EXPECT_EQ(SQLGetInfo(connection, kind, value, sizeof value, &length), SQL_SUCCESS)
            << "information type " << kind;
        EXPECT_GE(length, 0) << kind;
        SQLWCHAR wide[4096];
        SQLSMALLINT wide_length = -1;
        EXPECT_EQ(SQLGetInfoW(connection, kind, wide, sizeof wide, &wide_length), SQL_SUCCESS);
        EXPECT_TRUE(wide_length == length || wide_length == 2 * length) << kind;
    }

    SQLHENV environment = nullptr;
    SQLHDBC connection = nullptr;
};

TEST_F(Info, every_information_type_has_an_answer) {
    for (const SQLUSMALLINT kind : all_kinds) expect_answer(kind);
    char value[8];
    EXPECT_EQ(SQLGetInfo(connection, 29999, value, sizeof value, nullptr), SQL_ERROR);
    SQLCHAR state[6] = {};
    SQLGetDiagRec(SQL_HANDLE_DBC, connection, 1, state, nullptr, nullptr, 0, nullptr);
    EXPECT_STREQ(reinterpret_cast<char*>(state), "HY096");
}

TEST_F(Info, features_that_are_absent_say_so) {
    const auto state_of = [&](const std::string& text) {
        std::string copy = "Host=127.0.0.1;Port=1;" + text;
        EXPECT_EQ(SQLDriverConnect(connection, nullptr, reinterpret_cast<SQLCHAR*>(copy.data()),
                                   SQL_NTS, nullptr, 0, nullptr, SQL_DRIVER_NOPROMPT),
                  SQL_ERROR);
        SQLCHAR state[6] = {};
        SQLCHAR message[256] = {};
        SQLGetDiagRec(SQL_HANDLE_DBC, connection, 1, state, nullptr, message, sizeof message,
                      nullptr);
        return std::string(reinterpret_cast<char*>(state)) + reinterpret_cast<char*>(message);
    };
    const std::string kerberos = state_of("AuthMech=1;KrbHostFQDN=h;KrbServiceName=hive");
    EXPECT_EQ(kerberos.substr(0, 5), "HYC00");
    EXPECT_NE(kerberos.find("Kerberos"), std::string::npos) << kerberos;
    const std::string discovery = state_of("ServiceDiscoveryMode=1;ZKNamespace=hiveserver2");
    EXPECT_EQ(discovery.substr(0, 5), "HYC00");
    EXPECT_NE(discovery.find("ZooKeeper"), std::string::npos) << discovery;
}

TEST_F(Info, diagnostic_fields) {
    std::string text = "Host=127.0.0.1;AuthMech=1";
    ASSERT_EQ(SQLDriverConnect(connection, nullptr, reinterpret_cast<SQLCHAR*>(text.data()),
                               SQL_NTS, nullptr, 0, nullptr, SQL_DRIVER_NOPROMPT),
              SQL_ERROR);
    const auto number = [&]<class T>(SQLSMALLINT record, SQLSMALLINT field, T) {
        T value{};
        EXPECT_EQ(SQLGetDiagField(SQL_HANDLE_DBC, connection, record, field, &value, 0, nullptr),
                  SQL_SUCCESS)
            << field;
        return value;
    };
    const auto words = [&](SQLSMALLINT field) {
        char value[256] = {};
        EXPECT_EQ(
            SQLGetDiagField(SQL_HANDLE_DBC, connection, 1, field, value, sizeof value, nullptr),
            SQL_SUCCESS)
            << field;
        return std::string(value);
    };
    EXPECT_EQ(number(0, SQL_DIAG_NUMBER, SQLINTEGER{}), 1);
    EXPECT_EQ(number(0, SQL_DIAG_RETURNCODE, SQLRETURN{}), SQL_ERROR);
    EXPECT_EQ(number(1, SQL_DIAG_NATIVE, SQLINTEGER{}), 0);
    EXPECT_EQ(number(1, SQL_DIAG_ROW_NUMBER, SQLLEN{}), SQL_NO_ROW_NUMBER);
    EXPECT_EQ(number(1, SQL_DIAG_COLUMN_NUMBER, SQLINTEGER{}), SQL_NO_COLUMN_NUMBER);
    EXPECT_EQ(words(SQL_DIAG_SQLSTATE), "HYC00");
    EXPECT_EQ(words(SQL_DIAG_CLASS_ORIGIN), "ODBC 3.0");
    EXPECT_EQ(words(SQL_DIAG_MESSAGE_TEXT).substr(0, 18), "[Azoth][Hive ODBC]");
    EXPECT_EQ(SQLGetDiagRec(SQL_HANDLE_DBC, connection, 2, nullptr, nullptr, nullptr, 0, nullptr),
              SQL_NO_DATA);
    SQLCHAR little[8] = {};
    SQLSMALLINT length = 0;
    EXPECT_EQ(SQLGetDiagRec(SQL_HANDLE_DBC, connection, 1, nullptr, nullptr, little, sizeof little,
                            &length),
              SQL_SUCCESS_WITH_INFO);
    EXPECT_GT(length, 8);
    EXPECT_EQ(little[7], 0);
}

/// The functions of ODBC 3.8 a driver can export, and whether a wide form goes with each.
struct Function {
    const char* name;
    SQLUSMALLINT number;
    bool wide;
};
constexpr Function functions[] = {
    {"SQLAllocHandle", SQL_API_SQLALLOCHANDLE, false},
    {"SQLBindCol", SQL_API_SQLBINDCOL, false},
    {"SQLBindParameter", SQL_API_SQLBINDPARAMETER, false},
    {"SQLBulkOperations", SQL_API_SQLBULKOPERATIONS, false},
    {"SQLCancel", SQL_API_SQLCANCEL, false},
    {"SQLCancelHandle", SQL_API_SQLCANCELHANDLE, false},
    {"SQLCloseCursor", SQL_API_SQLCLOSECURSOR, false},
    {"SQLColAttribute", SQL_API_SQLCOLATTRIBUTE, true},
    {"SQLColumnPrivileges", SQL_API_SQLCOLUMNPRIVILEGES, true},
    {"SQLColumns", SQL_API_SQLCOLUMNS, true},
    {"SQLConnect", SQL_API_SQLCONNECT, true},
    {"SQLCopyDesc", SQL_API_SQLCOPYDESC, false},
    {"SQLDescribeCol", SQL_API_SQLDESCRIBECOL, true},
    {"SQLDescribeParam", SQL_API_SQLDESCRIBEPARAM, false},
    {"SQLDisconnect", SQL_API_SQLDISCONNECT, false},
    {"SQLDriverConnect", SQL_API_SQLDRIVERCONNECT, true},
    {"SQLEndTran", SQL_API_SQLENDTRAN, false},
    {"SQLExecDirect", SQL_API_SQLEXECDIRECT, true},
    {"SQLExecute", SQL_API_SQLEXECUTE, false},
    {"SQLFetch", SQL_API_SQLFETCH, false},
    {"SQLFetchScroll", SQL_API_SQLFETCHSCROLL, false},
    {"SQLForeignKeys", SQL_API_SQLFOREIGNKEYS, true},
    {"SQLFreeHandle", SQL_API_SQLFREEHANDLE, false},
    {"SQLFreeStmt", SQL_API_SQLFREESTMT, false},
    {"SQLGetConnectAttr", SQL_API_SQLGETCONNECTATTR, true},
    {"SQLGetCursorName", SQL_API_SQLGETCURSORNAME, true},
    {"SQLGetData", SQL_API_SQLGETDATA, false},
    {"SQLGetDescField", SQL_API_SQLGETDESCFIELD, true},
    {"SQLGetDescRec", SQL_API_SQLGETDESCREC, true},
    {"SQLGetDiagField", SQL_API_SQLGETDIAGFIELD, true},
    {"SQLGetDiagRec", SQL_API_SQLGETDIAGREC, true},
    {"SQLGetEnvAttr", SQL_API_SQLGETENVATTR, false},
    {"SQLGetFunctions", SQL_API_SQLGETFUNCTIONS, false},
    {"SQLGetInfo", SQL_API_SQLGETINFO, true},
    {"SQLGetStmtAttr", SQL_API_SQLGETSTMTATTR, true},
    {"SQLGetTypeInfo", SQL_API_SQLGETTYPEINFO, true},
    {"SQLMoreResults", SQL_API_SQLMORERESULTS, false},
    {"SQLNativeSql", SQL_API_SQLNATIVESQL, true},
    {"SQLNumParams", SQL_API_SQLNUMPARAMS, false},
    {"SQLNumResultCols", SQL_API_SQLNUMRESULTCOLS, false},
    {"SQLParamData", SQL_API_SQLPARAMDATA, false},
    {"SQLPrepare", SQL_API_SQLPREPARE, true},
    {"SQLPrimaryKeys", SQL_API_SQLPRIMARYKEYS, true},
    {"SQLProcedureColumns", SQL_API_SQLPROCEDURECOLUMNS, true},
    {"SQLProcedures", SQL_API_SQLPROCEDURES, true},
    {"SQLPutData", SQL_API_SQLPUTDATA, false},
    {"SQLRowCount", SQL_API_SQLROWCOUNT, false},
    {"SQLSetConnectAttr", SQL_API_SQLSETCONNECTATTR, true},
    {"SQLSetCursorName", SQL_API_SQLSETCURSORNAME, true},
    {"SQLSetDescField", SQL_API_SQLSETDESCFIELD, true},
    {"SQLSetDescRec", SQL_API_SQLSETDESCREC, false},
    {"SQLSetEnvAttr", SQL_API_SQLSETENVATTR, false},
    {"SQLSetPos", SQL_API_SQLSETPOS, false},
    {"SQLSetStmtAttr", SQL_API_SQLSETSTMTATTR, true},
    {"SQLSpecialColumns", SQL_API_SQLSPECIALCOLUMNS, true},
    {"SQLStatistics", SQL_API_SQLSTATISTICS, true},
    {"SQLTablePrivileges", SQL_API_SQLTABLEPRIVILEGES, true},
    {"SQLTables", SQL_API_SQLTABLES, true},
};

TEST_F(Info, what_get_functions_claims_is_exported_in_both_widths) {
    const char* path = std::getenv("AZOTH_TEST_HIVE_DRIVER");
    if (path == nullptr) GTEST_SKIP() << "AZOTH_TEST_HIVE_DRIVER is not set";
    void* library = dlopen(path, RTLD_NOW | RTLD_LOCAL);
    ASSERT_NE(library, nullptr) << dlerror();
    std::array<SQLUSMALLINT, SQL_API_ODBC3_ALL_FUNCTIONS_SIZE> claimed{};
    ASSERT_EQ(SQLGetFunctions(connection, SQL_API_ODBC3_ALL_FUNCTIONS, claimed.data()),
              SQL_SUCCESS);
    int count = 0;
    for (const SQLUSMALLINT bits : claimed) count += __builtin_popcount(bits);
    EXPECT_EQ(count, static_cast<int>(std::size(functions)));
    for (const Function& one : functions) {
        EXPECT_TRUE(SQL_FUNC_EXISTS(claimed.data(), one.number)) << one.name;
        EXPECT_NE(dlsym(library, one.name), nullptr) << one.name;
        const std::string wide = std::string(one.name) + "W";
        EXPECT_EQ(dlsym(library, wide.c_str()) != nullptr, one.wide) << wide;
    }
    EXPECT_EQ(dlsym(library, "SQLBrowseConnect"), nullptr) << "not claimed, not exported";
    dlclose(library);
}

}  // namespace
