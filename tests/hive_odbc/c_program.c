/* SPDX-License-Identifier: MIT */
/* ODBC as its users know it: a C program. Prints what fails, exits with the number of failures. */
#include <sql.h>
#include <sqlext.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static int failures = 0;

static void check(int fine, const char* what) {
    if (fine) return;
    printf("FAILED: %s\n", what);
    ++failures;
}

int main(void) {
    const char* port = getenv("AZOTH_TEST_HIVE_PORT");
    const char* driver = getenv("AZOTH_TEST_HIVE_DRIVER");
    if (port == NULL || driver == NULL) {
        printf("not run: no Hive server (AZOTH_TEST_HIVE_PORT is not set)\n");
        return 77;
    }
    char text[2048];
    snprintf(text, sizeof text, "DRIVER=%s;Host=127.0.0.1;Port=%s;AuthMech=0;UID=azoth", driver,
             port);

    SQLHENV environment = SQL_NULL_HENV;
    SQLHDBC connection = SQL_NULL_HDBC;
    SQLHSTMT statement = SQL_NULL_HSTMT;
    check(SQL_SUCCEEDED(SQLAllocHandle(SQL_HANDLE_ENV, SQL_NULL_HANDLE, &environment)),
          "environment");
    SQLSetEnvAttr(environment, SQL_ATTR_ODBC_VERSION, (SQLPOINTER)SQL_OV_ODBC3, 0);
    check(SQL_SUCCEEDED(SQLAllocHandle(SQL_HANDLE_DBC, environment, &connection)), "connection");

    SQLCHAR completed[64];
    SQLSMALLINT length = 0;
    SQLRETURN result = SQLDriverConnect(connection, NULL, (SQLCHAR*)text, SQL_NTS, completed,
                                        sizeof completed, &length, SQL_DRIVER_NOPROMPT);
    check(SQL_SUCCEEDED(result), "connect");
    if (!SQL_SUCCEEDED(result)) return 1;
    check(length > 0, "a completed connection string");

    check(SQL_SUCCEEDED(SQLAllocHandle(SQL_HANDLE_STMT, connection, &statement)), "statement");
    check(SQL_SUCCEEDED(SQLPrepare(statement, (SQLCHAR*)"SELECT ? + 1, upper(?)", SQL_NTS)),
          "prepare");
    SQLINTEGER number = 41;
    char word[] = "gr\xc3\xbc\xc3\x9f";
    SQLLEN word_length = SQL_NTS;
    SQLBindParameter(statement, 1, SQL_PARAM_INPUT, SQL_C_SLONG, SQL_INTEGER, 0, 0, &number, 0,
                     NULL);
    SQLBindParameter(statement, 2, SQL_PARAM_INPUT, SQL_C_CHAR, SQL_VARCHAR, 20, 0, word,
                     sizeof word, &word_length);
    check(SQL_SUCCEEDED(SQLExecute(statement)), "execute");

    SQLINTEGER answer = 0;
    SQLCHAR upper[20];
    SQLLEN answer_length = 0;
    SQLLEN upper_length = 0;
    SQLBindCol(statement, 1, SQL_C_SLONG, &answer, sizeof answer, &answer_length);
    SQLBindCol(statement, 2, SQL_C_CHAR, upper, sizeof upper, &upper_length);
    check(SQLFetch(statement) == SQL_SUCCESS, "fetch");
    check(answer == 42, "42");
    /* UTF-8 in a program that never called setlocale. */
    check(memcmp(upper, "GR\xc3\x9c", 4) == 0, "upper case");
    check(SQLFetch(statement) == SQL_NO_DATA, "one row");

    /* What an application does wrong is refused, not obeyed. */
    check(SQLGetData(statement, 9, SQL_C_SLONG, &answer, 0, NULL) == SQL_ERROR,
          "a column that is not there");
    check(SQLFreeHandle(SQL_HANDLE_STMT, connection) != SQL_SUCCESS, "a handle of another kind");
    check(SQL_SUCCEEDED(SQLFreeHandle(SQL_HANDLE_STMT, statement)), "free");
    check(SQL_SUCCEEDED(SQLDisconnect(connection)), "disconnect");
    SQLFreeHandle(SQL_HANDLE_DBC, connection);
    SQLFreeHandle(SQL_HANDLE_ENV, environment);
    return failures;
}
