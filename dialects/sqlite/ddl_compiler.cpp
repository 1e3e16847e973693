// SPDX-License-Identifier: MIT
#include "ddl_compiler.hpp"

namespace azoth::sqlite {

std::string SqliteDdlCompiler::column_definition(const TableData& table,
                                                 const ColumnData& column) const {
    if (table.autoincrement_column() != &column) {
        return DdlCompiler::column_definition(table, column);
    }
    // Exactly this spelling makes the column the row's id, which SQLite generates
    // (https://www.sqlite.org/lang_createtable.html#rowid).
    return prepared(column.name) + " INTEGER NOT NULL";
}

std::string SqliteDdlCompiler::foreign_key_clause(const ForeignKeyData& key) const {
    // SQLite's foreign keys stay within one schema, and its grammar has no place for another.
    ForeignKeyData local = key;
    local.referred_schema.clear();
    return DdlCompiler::foreign_key_clause(local);
}

std::string SqliteDdlCompiler::create_index(const TableData& table, const IndexData& index) const {
    // The schema stands before the index, never before the table.
    std::string sql = index.unique ? "CREATE UNIQUE INDEX " : "CREATE INDEX ";
    if (!table.schema.empty()) sql += prepared(table.schema) + '.';
    return sql + prepared(index.name) + " ON " + prepared(table.name) + " (" +
           name_list(index.columns) + ")";
}

std::string SqliteDdlCompiler::drop_index(const TableData& table, const IndexData& index) const {
    const std::string schema = table.schema.empty() ? "" : prepared(table.schema) + '.';
    return "DROP INDEX " + schema + prepared(index.name);
}

}  // namespace azoth::sqlite
