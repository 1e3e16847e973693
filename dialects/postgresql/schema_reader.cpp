// SPDX-License-Identifier: MIT
#include "schema_reader.hpp"

#include <utility>

#include <azoth/error/error.hpp>

#include "types.hpp"

namespace azoth::postgresql {

namespace {

/// Ends each query: the schema given, or the connection's own.
constexpr std::string_view in_schema =
    "n.nspname::text = CASE WHEN $1::text = '' THEN current_schema()::text ELSE $1::text END";

std::string text(driver::Cursor& row, std::size_t column) {
    std::string_view value;
    return row.read_text(column, value) ? std::string(value) : std::string();
}

ReferentialAction action(const std::string& letter) {
    if (letter == "c") return ReferentialAction::cascade;
    if (letter == "n") return ReferentialAction::set_null;
    if (letter == "d") return ReferentialAction::set_default;
    if (letter == "r") return ReferentialAction::restrict;
    return ReferentialAction::unspecified;  // NO ACTION is what PostgreSQL says for none
}

TableData* wanted(std::map<std::string, TableData>& tables, const std::string& name) {
    const auto found = tables.find(name);
    return found == tables.end() ? nullptr : &found->second;
}

/// pg_get_expr puts a CHECK's condition in parentheses of its own.
std::string without_parentheses(std::string condition) {
    if (condition.size() > 2 && condition.front() == '(' && condition.back() == ')') {
        return condition.substr(1, condition.size() - 2);
    }
    return condition;
}

}  // namespace

void PostgresqlSchemaReader::query(std::string_view sql,
                                   std::initializer_list<std::string_view> parameters,
                                   const RowHandler& row) {
    std::vector<ValueView> views;
    for (const std::string_view parameter : parameters) views.emplace_back(parameter);
    const auto statement = connection_.prepare(sql, {});
    driver::Cursor& cursor = statement->execute(views, {});
    while (cursor.next()) row(cursor);
    cursor.close();
}

std::vector<std::string> PostgresqlSchemaReader::schema_names() {
    std::vector<std::string> names;
    query("SELECT nspname::text FROM pg_catalog.pg_namespace "
          "WHERE nspname NOT LIKE 'pg\\_%' AND nspname <> 'information_schema' ORDER BY nspname",
          {}, [&](driver::Cursor& row) { names.push_back(text(row, 0)); });
    return names;
}

std::vector<std::string> PostgresqlSchemaReader::relations(std::string_view schema,
                                                           std::string_view kinds) {
    std::vector<std::string> names;
    query("SELECT c.relname::text FROM pg_catalog.pg_class c "
          "JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace "
          "WHERE position(c.relkind::text IN $2::text) > 0 AND " +
              std::string(in_schema) + " ORDER BY c.relname COLLATE \"C\"",
          {schema, kinds}, [&](driver::Cursor& row) { names.push_back(text(row, 0)); });
    return names;
}

std::vector<std::string> PostgresqlSchemaReader::table_names(std::string_view schema) {
    return relations(schema, "rp");  // ordinary and partitioned
}

std::vector<std::string> PostgresqlSchemaReader::view_names(std::string_view schema) {
    return relations(schema, "vm");  // views and materialised views
}

std::vector<TableData> PostgresqlSchemaReader::describe(std::string_view schema,
                                                        std::span<const std::string> names) {
    Tables tables;
    for (const std::string& name : names) {
        TableData table;
        table.schema = schema;
        table.name = name;
        tables.emplace(name, std::move(table));
    }
    read_columns(schema, tables);
    read_constraints(schema, tables);
    read_indexes(schema, tables);

    std::vector<TableData> described;
    described.reserve(names.size());
    for (const std::string& name : names) {
        TableData& table = tables.at(name);
        if (table.columns.empty()) {
            throw ArgumentError("no_such_table", "the database has no table \"" + name + "\"",
                                {.table = name});
        }
        described.push_back(table);
    }
    return described;
}

void PostgresqlSchemaReader::read_columns(std::string_view schema, Tables& tables) {
    query("SELECT c.relname::text, a.attname::text, "
          "pg_catalog.format_type(a.atttypid, a.atttypmod), a.attnotnull::text, "
          "pg_catalog.pg_get_expr(d.adbin, d.adrelid), a.attidentity::text, "
          "pg_catalog.col_description(c.oid, a.attnum), "
          "pg_catalog.obj_description(c.oid, 'pg_class') "
          "FROM pg_catalog.pg_class c "
          "JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace "
          "JOIN pg_catalog.pg_attribute a "
          "ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped "
          "LEFT JOIN pg_catalog.pg_attrdef d ON d.adrelid = c.oid AND d.adnum = a.attnum "
          "WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f') AND " +
              std::string(in_schema) + " ORDER BY c.relname, a.attnum",
          {schema}, [&](driver::Cursor& row) {
              TableData* table = wanted(tables, text(row, 0));
              if (table == nullptr) return;
              ColumnData column;
              column.name = text(row, 1);
              column.type = type_from_server(text(row, 2));
              column.nullable = text(row, 3) != "true";
              std::string_view default_text;
              if (row.read_text(4, default_text)) column.server_default = std::string(default_text);
              // Without identity and default nothing generates the key's values.
              column.autoincrement = !text(row, 5).empty();
              column.comment = text(row, 6);
              table->comment = text(row, 7);
              table->columns.push_back(std::move(column));
          });
}

void PostgresqlSchemaReader::read_constraints(std::string_view schema, Tables& tables) {
    std::string last_table;
    std::string last_name;
    query("SELECT c.relname::text, k.conname::text, k.contype::text, a.attname::text, "
          "CASE WHEN fn.nspname::text = current_schema()::text AND $1::text = '' THEN '' "
          "ELSE fn.nspname::text END, f.relname::text, fa.attname::text, "
          "k.confdeltype::text, k.confupdtype::text, "
          "pg_catalog.pg_get_expr(k.conbin, k.conrelid) "
          "FROM pg_catalog.pg_constraint k "
          "JOIN pg_catalog.pg_class c ON c.oid = k.conrelid "
          "JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace "
          "LEFT JOIN LATERAL unnest(k.conkey) WITH ORDINALITY AS u(attnum, place) ON true "
          "LEFT JOIN pg_catalog.pg_attribute a "
          "ON a.attrelid = k.conrelid AND a.attnum = u.attnum "
          "LEFT JOIN pg_catalog.pg_class f ON f.oid = k.confrelid "
          "LEFT JOIN pg_catalog.pg_namespace fn ON fn.oid = f.relnamespace "
          "LEFT JOIN pg_catalog.pg_attribute fa "
          "ON fa.attrelid = k.confrelid AND fa.attnum = k.confkey[u.place] "
          "WHERE k.contype IN ('p', 'u', 'f', 'c') AND " +
              std::string(in_schema) + " ORDER BY c.relname, k.oid, u.place",
          {schema}, [&](driver::Cursor& row) {
              TableData* table = wanted(tables, text(row, 0));
              if (table == nullptr) return;
              const std::string name = text(row, 1);
              const std::string kind = text(row, 2);
              const std::string column = text(row, 3);
              const bool first = table->name != last_table || name != last_name;
              last_table = table->name;
              last_name = name;
              if (kind == "p") {
                  table->primary_key.name = name;
                  table->primary_key.columns.push_back(column);
              } else if (kind == "u") {
                  if (first) table->uniques.push_back({name, {}});
                  table->uniques.back().columns.push_back(column);
              } else if (kind == "c") {
                  if (first) table->checks.push_back({name, without_parentheses(text(row, 9))});
              } else {
                  if (first) {
                      ForeignKeyData key;
                      key.name = name;
                      key.referred_schema = text(row, 4);
                      key.referred_table = text(row, 5);
                      key.on_delete = action(text(row, 7));
                      key.on_update = action(text(row, 8));
                      table->foreign_keys.push_back(std::move(key));
                  }
                  table->foreign_keys.back().columns.push_back(column);
                  table->foreign_keys.back().referred_columns.push_back(text(row, 6));
              }
          });
    for (auto& [name, table] : tables) {
        for (ColumnData& column : table.columns) {
            for (const std::string& key : table.primary_key.columns) {
                column.primary_key = column.primary_key || key == column.name;
            }
        }
    }
}

void PostgresqlSchemaReader::read_indexes(std::string_view schema, Tables& tables) {
    query("SELECT c.relname::text, i.relname::text, x.indisunique::text, a.attname::text "
          "FROM pg_catalog.pg_index x "
          "JOIN pg_catalog.pg_class c ON c.oid = x.indrelid "
          "JOIN pg_catalog.pg_class i ON i.oid = x.indexrelid "
          "JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace "
          "CROSS JOIN LATERAL unnest(x.indkey::int2[]) WITH ORDINALITY AS u(attnum, place) "
          "JOIN pg_catalog.pg_attribute a ON a.attrelid = x.indrelid AND a.attnum = u.attnum "
          "WHERE x.indpred IS NULL AND x.indexprs IS NULL AND u.place <= x.indnkeyatts "
          "AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_constraint k "
          "WHERE k.conindid = x.indexrelid AND k.contype IN ('p', 'u', 'x')) AND " +
              std::string(in_schema) + " ORDER BY c.relname, i.relname, u.place",
          {schema}, [&](driver::Cursor& row) {
              TableData* table = wanted(tables, text(row, 0));
              if (table == nullptr) return;
              const std::string name = text(row, 1);
              if (table->indexes.empty() || table->indexes.back().name != name) {
                  table->indexes.push_back({name, {}, text(row, 2) == "true"});
              }
              table->indexes.back().columns.push_back(text(row, 3));
          });
}

std::string PostgresqlSchemaReader::view_definition(std::string_view schema,
                                                    std::string_view name) {
    std::string definition;
    query("SELECT pg_catalog.pg_get_viewdef(c.oid, true) FROM pg_catalog.pg_class c "
          "JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace "
          "WHERE c.relkind IN ('v', 'm') AND c.relname = $2::text AND " +
              std::string(in_schema),
          {schema, name}, [&](driver::Cursor& row) { definition = text(row, 0); });
    if (definition.empty()) {
        throw ArgumentError("no_such_table",
                            "the database has no view \"" + std::string(name) + "\"",
                            {.table = std::string(name)});
    }
    return definition;
}

}  // namespace azoth::postgresql
