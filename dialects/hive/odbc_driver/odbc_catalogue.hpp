// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>

#include "odbc_handle.hpp"

namespace hive_odbc::catalogue {

// ODBC's catalogue functions; each leaves its result on the statement. Absent arguments are
// nullopt. Databases are schemas; there are no catalogues, so a catalogue argument is looked at
// only where ODBC gives it a special meaning.
using Argument = std::optional<std::string>;

SQLRETURN tables(Statement& statement, const Argument& catalog, const Argument& schema,
                 const Argument& table, const Argument& types);
SQLRETURN columns(Statement& statement, const Argument& schema, const Argument& table,
                  const Argument& column);
SQLRETURN primary_keys(Statement& statement, const Argument& schema, const Argument& table);
SQLRETURN foreign_keys(Statement& statement, const Argument& parent_schema,
                       const Argument& parent_table, const Argument& foreign_schema,
                       const Argument& foreign_table);
/// Always empty, whatever the table; the arguments are only checked.
SQLRETURN statistics(Statement& statement, bool has_table, SQLUSMALLINT unique,
                     SQLUSMALLINT reserved);
SQLRETURN special_columns(Statement& statement, bool has_table, SQLUSMALLINT identifier,
                          SQLUSMALLINT scope, SQLUSMALLINT nullable);
SQLRETURN procedures(Statement& statement);
SQLRETURN procedure_columns(Statement& statement);
SQLRETURN table_privileges(Statement& statement);
SQLRETURN column_privileges(Statement& statement);

}  // namespace hive_odbc::catalogue
