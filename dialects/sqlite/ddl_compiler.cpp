// SPDX-License-Identifier: MIT
#include "ddl_compiler.hpp"

namespace azoth::sqlite {

std::string SqliteDdlCompiler::column_definition(const TableData& table,
                                                 const ColumnData& column) const {
    if (column.primary_key && !column.autoincrement && column.type.kind() == TypeKind::integer) {
        // A key of the program's own: as INTEGER, SQLite would make up a value where none is given.
        std::string sql = prepared(column.name) + " INT";
        if (column.server_default) sql += " DEFAULT " + *column.server_default;
        return sql + " NOT NULL";
    }
    if (table.autoincrement_column() != &column) {
        return DdlCompiler::column_definition(table, column);
    }
    // Exactly this spelling makes the column the row's id, which SQLite generates
    // (https://www.sqlite.org/lang_createtable.html#rowid).
    return prepared(column.name) + " INTEGER NOT NULL";
}

std::string SqliteDdlCompiler::foreign_key_clause(const TableData& table,
                                                  const ForeignKeyData& key) const {
    // SQLite's foreign keys stay within one schema, and its grammar has no place for another.
    const auto schema = [](const std::string& name) { return name.empty() ? "main" : name; };
    if (schema(key.referred_schema) != schema(table.schema)) {
        context_.ledger.refuse("a FOREIGN KEY into another schema");
    }
    ForeignKeyData local = key;
    local.referred_schema.clear();
    return DdlCompiler::foreign_key_clause(table, local);
}

std::string SqliteDdlCompiler::create_index(const TableData& table, const IndexData& index) const {
    // The schema stands before the index, never before the table.
    std::string sql = index.unique ? "CREATE UNIQUE INDEX " : "CREATE INDEX ";
    if (!table.schema.empty()) sql += prepared(table.schema) + '.';
    return sql + prepared(index.name) + " ON " + prepared(table.name) + " (" +
           name_list(index.columns) + ")";
}

}  // namespace azoth::sqlite
