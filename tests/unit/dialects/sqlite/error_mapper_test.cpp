// SPDX-License-Identifier: MIT
#include "sqlite3/error_mapper.hpp"

#include <gtest/gtest.h>

namespace azoth::sqlite3_driver {
namespace {

struct Case {
    int code;
    std::string message;
    std::string category;
    std::string name;
    std::string sqlstate;
    std::string constraint = {};
    std::string table = {};
    std::string column = {};
    bool retryable = false;
};

TEST(SqliteErrorMapper, EveryFailureHasClassCodeAndNames) {
    const Case cases[] = {
        {SQLITE_CONSTRAINT_UNIQUE, "UNIQUE constraint failed: t.a, t.b", "IntegrityError",
         "unique_violation", "23505", "", "t", "a, b"},
        {SQLITE_CONSTRAINT_UNIQUE, "UNIQUE constraint failed: index 't_lower'", "IntegrityError",
         "unique_violation", "23505", "t_lower"},
        {SQLITE_CONSTRAINT_PRIMARYKEY, "UNIQUE constraint failed: t.id", "IntegrityError",
         "unique_violation", "23505", "", "t", "id"},
        {SQLITE_CONSTRAINT_ROWID, "UNIQUE constraint failed: t.id", "IntegrityError",
         "unique_violation", "23505", "", "t", "id"},
        {SQLITE_CONSTRAINT_NOTNULL, "NOT NULL constraint failed: t.a", "IntegrityError",
         "not_null_violation", "23502", "", "t", "a"},
        {SQLITE_CONSTRAINT_CHECK, "CHECK constraint failed: positive", "IntegrityError",
         "check_violation", "23514", "positive"},
        {SQLITE_CONSTRAINT_FOREIGNKEY, "FOREIGN KEY constraint failed", "IntegrityError",
         "foreign_key_violation", "23503"},
        {SQLITE_CONSTRAINT_TRIGGER, "no more", "IntegrityError", "raise_exception", "P0001"},
        {SQLITE_CONSTRAINT_DATATYPE, "cannot store TEXT value in INT column t.a", "DataError",
         "type_mismatch", "42804"},
        {SQLITE_BUSY, "database is locked", "OperationalError", "database_locked", "55P03", "", "",
         "", true},
        {SQLITE_BUSY_SNAPSHOT, "database is locked", "TransactionRollbackError",
         "serialization_failure", "40001", "", "", "", true},
        {SQLITE_BUSY, "cannot commit transaction - SQL statements in progress",
         "InvalidRequestError", "cursor_open", "25000"},
        {SQLITE_LOCKED, "database table is locked", "OperationalError", "table_locked", "55006"},
        {SQLITE_FULL, "database or disk is full", "OperationalError", "disk_full", "53100"},
        {SQLITE_READONLY_DBMOVED, "attempt to write a readonly database", "OperationalError",
         "readonly", "25006"},
        {SQLITE_NOTADB, "file is not a database", "OperationalError", "not_a_database", "58030"},
        {SQLITE_CORRUPT_VTAB, "database disk image is malformed", "InternalError",
         "database_corrupt", "XX001"},
        {SQLITE_IOERR_FSYNC, "disk I/O error", "OperationalError", "io_error", "58030"},
        {SQLITE_IOERR_NOMEM, "out of memory", "OperationalError", "out_of_memory", "53200"},
        {SQLITE_NOMEM, "out of memory", "OperationalError", "out_of_memory", "53200"},
        {SQLITE_TOOBIG, "string or blob too big", "DataError", "too_large", "54000"},
        {SQLITE_INTERRUPT, "interrupted", "OperationalError", "statement_cancelled", "57014"},
        // As a select without tables arrives, if another connection has changed the schema.
        {SQLITE_SCHEMA, "no such column: a", "ProgrammingError", "no_such_column", "42703", "", "",
         "a"},
        {SQLITE_ERROR, "no such table: t", "ProgrammingError", "no_such_table", "42P01", "", "t"},
        {SQLITE_ERROR, "no such column: a", "ProgrammingError", "no_such_column", "42703", "", "",
         "a"},
        {SQLITE_ERROR, "table t has no column named a", "ProgrammingError", "no_such_column",
         "42703", "", "t", "a"},
        {SQLITE_ERROR, "no such function: f", "ProgrammingError", "no_such_function", "42883"},
        {SQLITE_ERROR, "table t already exists", "ProgrammingError", "table_exists", "42P07"},
        {SQLITE_ERROR, "index i already exists", "ProgrammingError", "object_exists", "42P07"},
        {SQLITE_ERROR, "near \"form\": syntax error", "ProgrammingError", "syntax_error", "42601"},
        {SQLITE_ERROR, "incomplete input", "ProgrammingError", "syntax_error", "42601"},
        {SQLITE_ERROR, "no such savepoint: s", "ProgrammingError", "no_such_savepoint", "3B001"},
        {SQLITE_ERROR, "too many SQL variables", "ProgrammingError", "too_many_parameters",
         "54023"},
        {SQLITE_ERROR, "integer overflow", "DataError", "out_of_range", "22003"},
        {SQLITE_ERROR, "something new", "ProgrammingError", "sql_error", "42000"},
    };
    for (const Case& c : cases) {
        try {
            throw_failure({c.code, c.message, {}}, Phase::execute);
        } catch (const Error& error) {
            EXPECT_EQ(error.category(), c.category) << c.message;
            EXPECT_EQ(error.code(), c.name) << c.message;
            EXPECT_EQ(error.details().sqlstate, c.sqlstate) << c.message;
            EXPECT_EQ(error.details().constraint, c.constraint) << c.message;
            EXPECT_EQ(error.details().table, c.table) << c.message;
            EXPECT_EQ(error.details().column, c.column) << c.message;
            EXPECT_EQ(error.details().retryable, c.retryable) << c.message;
            EXPECT_EQ(error.details().native_code, c.code);
            EXPECT_EQ(error.details().server_message, c.message);
            EXPECT_EQ(error.details().phase, Phase::execute);
        }
    }
}

TEST(SqliteErrorMapper, ServerTextIsCleaned) {
    try {
        throw_failure({SQLITE_ERROR, "no such table: a\x1b[31m\n", {}}, Phase::prepare);
    } catch (const ProgrammingError& error) {
        EXPECT_EQ(error.details().server_message, "no such table: a [31m ");
    }
}

}  // namespace
}  // namespace azoth::sqlite3_driver
