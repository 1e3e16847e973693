// SPDX-License-Identifier: MIT
#include "odbc_catalogue.hpp"
#include "odbc_entry.hpp"
#include "odbc_text.hpp"

// The C functions around catalogue.cpp, narrow and wide.

using namespace hive_odbc;

namespace {

template <class Ask>
SQLRETURN answer(SQLHSTMT handle, Ask&& ask) {
    return enter<Statement>(handle, [&](Statement& one) {
        one.cancel_requested = false;
        return ask(one);
    });
}

}  // namespace

HIVE_ODBC_ENTRY SQLTables(SQLHSTMT handle, SQLCHAR* catalog, SQLSMALLINT catalog_size,
                          SQLCHAR* schema, SQLSMALLINT schema_size, SQLCHAR* table,
                          SQLSMALLINT table_size, SQLCHAR* types, SQLSMALLINT types_size) {
    return answer(handle, [&](Statement& one) {
        return catalogue::tables(
            one, take_optional(catalog, catalog_size), take_optional(schema, schema_size),
            take_optional(table, table_size), take_optional(types, types_size));
    });
}

HIVE_ODBC_ENTRY SQLTablesW(SQLHSTMT handle, SQLWCHAR* catalog, SQLSMALLINT catalog_size,
                           SQLWCHAR* schema, SQLSMALLINT schema_size, SQLWCHAR* table,
                           SQLSMALLINT table_size, SQLWCHAR* types, SQLSMALLINT types_size) {
    return answer(handle, [&](Statement& one) {
        return catalogue::tables(
            one, take_optional(catalog, catalog_size), take_optional(schema, schema_size),
            take_optional(table, table_size), take_optional(types, types_size));
    });
}

HIVE_ODBC_ENTRY SQLColumns(SQLHSTMT handle, SQLCHAR*, SQLSMALLINT, SQLCHAR* schema,
                           SQLSMALLINT schema_size, SQLCHAR* table, SQLSMALLINT table_size,
                           SQLCHAR* column, SQLSMALLINT column_size) {
    return answer(handle, [&](Statement& one) {
        return catalogue::columns(one, take_optional(schema, schema_size),
                                  take_optional(table, table_size),
                                  take_optional(column, column_size));
    });
}

HIVE_ODBC_ENTRY SQLColumnsW(SQLHSTMT handle, SQLWCHAR*, SQLSMALLINT, SQLWCHAR* schema,
                            SQLSMALLINT schema_size, SQLWCHAR* table, SQLSMALLINT table_size,
                            SQLWCHAR* column, SQLSMALLINT column_size) {
    return answer(handle, [&](Statement& one) {
        return catalogue::columns(one, take_optional(schema, schema_size),
                                  take_optional(table, table_size),
                                  take_optional(column, column_size));
    });
}

HIVE_ODBC_ENTRY SQLPrimaryKeys(SQLHSTMT handle, SQLCHAR*, SQLSMALLINT, SQLCHAR* schema,
                               SQLSMALLINT schema_size, SQLCHAR* table, SQLSMALLINT table_size) {
    return answer(handle, [&](Statement& one) {
        return catalogue::primary_keys(one, take_optional(schema, schema_size),
                                       take_optional(table, table_size));
    });
}

HIVE_ODBC_ENTRY SQLPrimaryKeysW(SQLHSTMT handle, SQLWCHAR*, SQLSMALLINT, SQLWCHAR* schema,
                                SQLSMALLINT schema_size, SQLWCHAR* table, SQLSMALLINT table_size) {
    return answer(handle, [&](Statement& one) {
        return catalogue::primary_keys(one, take_optional(schema, schema_size),
                                       take_optional(table, table_size));
    });
}

HIVE_ODBC_ENTRY SQLForeignKeys(SQLHSTMT handle, SQLCHAR*, SQLSMALLINT, SQLCHAR* parent_schema,
                               SQLSMALLINT parent_schema_size, SQLCHAR* parent_table,
                               SQLSMALLINT parent_table_size, SQLCHAR*, SQLSMALLINT,
                               SQLCHAR* foreign_schema, SQLSMALLINT foreign_schema_size,
                               SQLCHAR* foreign_table, SQLSMALLINT foreign_table_size) {
    return answer(handle, [&](Statement& one) {
        return catalogue::foreign_keys(one, take_optional(parent_schema, parent_schema_size),
                                       take_optional(parent_table, parent_table_size),
                                       take_optional(foreign_schema, foreign_schema_size),
                                       take_optional(foreign_table, foreign_table_size));
    });
}

HIVE_ODBC_ENTRY SQLForeignKeysW(SQLHSTMT handle, SQLWCHAR*, SQLSMALLINT, SQLWCHAR* parent_schema,
                                SQLSMALLINT parent_schema_size, SQLWCHAR* parent_table,
                                SQLSMALLINT parent_table_size, SQLWCHAR*, SQLSMALLINT,
                                SQLWCHAR* foreign_schema, SQLSMALLINT foreign_schema_size,
                                SQLWCHAR* foreign_table, SQLSMALLINT foreign_table_size) {
    return answer(handle, [&](Statement& one) {
        return catalogue::foreign_keys(one, take_optional(parent_schema, parent_schema_size),
                                       take_optional(parent_table, parent_table_size),
                                       take_optional(foreign_schema, foreign_schema_size),
                                       take_optional(foreign_table, foreign_table_size));
    });
}

HIVE_ODBC_ENTRY SQLStatistics(SQLHSTMT handle, SQLCHAR*, SQLSMALLINT, SQLCHAR*, SQLSMALLINT,
                              SQLCHAR* table, SQLSMALLINT, SQLUSMALLINT unique,
                              SQLUSMALLINT reserved) {
    return answer(handle, [&](Statement& one) {
        return catalogue::statistics(one, table != nullptr, unique, reserved);
    });
}

HIVE_ODBC_ENTRY SQLStatisticsW(SQLHSTMT handle, SQLWCHAR*, SQLSMALLINT, SQLWCHAR*, SQLSMALLINT,
                               SQLWCHAR* table, SQLSMALLINT, SQLUSMALLINT unique,
                               SQLUSMALLINT reserved) {
    return answer(handle, [&](Statement& one) {
        return catalogue::statistics(one, table != nullptr, unique, reserved);
    });
}

HIVE_ODBC_ENTRY SQLSpecialColumns(SQLHSTMT handle, SQLUSMALLINT identifier, SQLCHAR*, SQLSMALLINT,
                                  SQLCHAR*, SQLSMALLINT, SQLCHAR* table, SQLSMALLINT,
                                  SQLUSMALLINT scope, SQLUSMALLINT nullable) {
    return answer(handle, [&](Statement& one) {
        return catalogue::special_columns(one, table != nullptr, identifier, scope, nullable);
    });
}

HIVE_ODBC_ENTRY SQLSpecialColumnsW(SQLHSTMT handle, SQLUSMALLINT identifier, SQLWCHAR*, SQLSMALLINT,
                                   SQLWCHAR*, SQLSMALLINT, SQLWCHAR* table, SQLSMALLINT,
                                   SQLUSMALLINT scope, SQLUSMALLINT nullable) {
    return answer(handle, [&](Statement& one) {
        return catalogue::special_columns(one, table != nullptr, identifier, scope, nullable);
    });
}

HIVE_ODBC_ENTRY SQLProcedures(SQLHSTMT handle, SQLCHAR*, SQLSMALLINT, SQLCHAR*, SQLSMALLINT,
                              SQLCHAR*, SQLSMALLINT) {
    return answer(handle, [&](Statement& one) { return catalogue::procedures(one); });
}

HIVE_ODBC_ENTRY SQLProceduresW(SQLHSTMT handle, SQLWCHAR*, SQLSMALLINT, SQLWCHAR*, SQLSMALLINT,
                               SQLWCHAR*, SQLSMALLINT) {
    return answer(handle, [&](Statement& one) { return catalogue::procedures(one); });
}

HIVE_ODBC_ENTRY SQLProcedureColumns(SQLHSTMT handle, SQLCHAR*, SQLSMALLINT, SQLCHAR*, SQLSMALLINT,
                                    SQLCHAR*, SQLSMALLINT, SQLCHAR*, SQLSMALLINT) {
    return answer(handle, [&](Statement& one) { return catalogue::procedure_columns(one); });
}

HIVE_ODBC_ENTRY SQLProcedureColumnsW(SQLHSTMT handle, SQLWCHAR*, SQLSMALLINT, SQLWCHAR*,
                                     SQLSMALLINT, SQLWCHAR*, SQLSMALLINT, SQLWCHAR*, SQLSMALLINT) {
    return answer(handle, [&](Statement& one) { return catalogue::procedure_columns(one); });
}

HIVE_ODBC_ENTRY SQLTablePrivileges(SQLHSTMT handle, SQLCHAR*, SQLSMALLINT, SQLCHAR*, SQLSMALLINT,
                                   SQLCHAR*, SQLSMALLINT) {
    return answer(handle, [&](Statement& one) { return catalogue::table_privileges(one); });
}

HIVE_ODBC_ENTRY SQLTablePrivilegesW(SQLHSTMT handle, SQLWCHAR*, SQLSMALLINT, SQLWCHAR*, SQLSMALLINT,
                                    SQLWCHAR*, SQLSMALLINT) {
    return answer(handle, [&](Statement& one) { return catalogue::table_privileges(one); });
}

HIVE_ODBC_ENTRY SQLColumnPrivileges(SQLHSTMT handle, SQLCHAR*, SQLSMALLINT, SQLCHAR*, SQLSMALLINT,
                                    SQLCHAR*, SQLSMALLINT, SQLCHAR*, SQLSMALLINT) {
    return answer(handle, [&](Statement& one) { return catalogue::column_privileges(one); });
}

HIVE_ODBC_ENTRY SQLColumnPrivilegesW(SQLHSTMT handle, SQLWCHAR*, SQLSMALLINT, SQLWCHAR*,
                                     SQLSMALLINT, SQLWCHAR*, SQLSMALLINT, SQLWCHAR*, SQLSMALLINT) {
    return answer(handle, [&](Statement& one) { return catalogue::column_privileges(one); });
}
