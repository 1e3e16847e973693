// SPDX-License-Identifier: MIT
#include "schema_reader.hpp"

#include <algorithm>
#include <string>
#include <utility>

#include <azoth/compile/identifiers.hpp>
#include <azoth/error/error.hpp>

#include "identifiers.hpp"
#include "types.hpp"

namespace azoth::sqlite {

namespace {

std::string schema_or_main(std::string_view schema) {
    return schema.empty() ? "main" : std::string(schema);
}

/// `"schema".sqlite_schema`: the one name that cannot be a bound value.
std::string catalogue(const std::string& schema) {
    return compile::IdentifierPreparer(identifier_rules()).prepare(schema) + ".sqlite_schema";
}

std::string text(driver::Cursor& row, std::size_t column) {
    std::string_view value;
    return row.read_text(column, value) ? std::string(value) : std::string();
}

std::int64_t number(driver::Cursor& row, std::size_t column) {
    std::int64_t value = 0;
    return row.read_int64(column, value) ? value : 0;
}

ReferentialAction action(const std::string& word) {
    if (word == "CASCADE") return ReferentialAction::cascade;
    if (word == "SET NULL") return ReferentialAction::set_null;
    if (word == "SET DEFAULT") return ReferentialAction::set_default;
    if (word == "RESTRICT") return ReferentialAction::restrict;
    return ReferentialAction::unspecified;  // NO ACTION is what SQLite says for none
}

/// Only the tables asked for; others come along because one query describes all.
TableData* wanted(std::map<std::string, TableData>& tables, const std::string& name) {
    const auto found = tables.find(name);
    return found == tables.end() ? nullptr : &found->second;
}

}  // namespace

void SqliteSchemaReader::query(const std::string& sql, std::span<const ValueView> parameters,
                               const std::function<void(driver::Cursor&)>& row) {
    const auto statement = connection_.prepare(sql, {});
    driver::Cursor& cursor = statement->execute(parameters, {});
    while (cursor.next()) row(cursor);
    cursor.close();
}

std::vector<std::string> SqliteSchemaReader::schema_names() {
    std::vector<std::string> names;
    query("SELECT name FROM pragma_database_list ORDER BY seq", {},
          [&](driver::Cursor& row) { names.push_back(text(row, 0)); });
    return names;
}

std::vector<std::string> SqliteSchemaReader::objects(std::string_view schema,
                                                     std::string_view type) {
    std::vector<std::string> names;
    const ValueView parameters[] = {ValueView(type)};
    query("SELECT name FROM " + catalogue(schema_or_main(schema)) +
              " WHERE type = ? AND name NOT LIKE 'sqlite~_%' ESCAPE '~' ORDER BY name",
          parameters, [&](driver::Cursor& row) { names.push_back(text(row, 0)); });
    return names;
}

std::vector<std::string> SqliteSchemaReader::table_names(std::string_view schema) {
    return objects(schema, "table");
}

std::vector<std::string> SqliteSchemaReader::view_names(std::string_view schema) {
    return objects(schema, "view");
}

std::vector<TableData> SqliteSchemaReader::describe(std::string_view schema,
                                                    std::span<const std::string> names) {
    const std::string home = schema_or_main(schema);
    Tables tables;
    for (const std::string& name : names) {
        TableData table;
        table.schema = schema;
        table.name = name;
        tables.emplace(name, std::move(table));
    }
    read_columns(home, tables);
    read_foreign_keys(home, tables);
    read_indexes(home, tables);

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

void SqliteSchemaReader::read_columns(const std::string& schema, Tables& tables) {
    // A primary key's columns come with their place in it, which may differ from their order.
    std::map<std::string, std::map<std::int64_t, std::string>> keys;
    const ValueView parameters[] = {ValueView(std::string_view(schema))};
    query("SELECT t.name, c.name, c.type, c.\"notnull\", c.dflt_value, c.pk FROM " +
              catalogue(schema) +
              " AS t JOIN pragma_table_xinfo(t.name, ?) AS c WHERE t.type IN ('table', 'view') "
              "ORDER BY t.name, c.cid",
          parameters, [&](driver::Cursor& row) {
              TableData* table = wanted(tables, text(row, 0));
              if (table == nullptr) return;
              ColumnData column;
              column.name = text(row, 1);
              column.type = type_from_declaration(text(row, 2));
              column.nullable = number(row, 3) == 0;
              std::string_view default_text;
              if (row.read_text(4, default_text)) column.server_default = std::string(default_text);
              const std::int64_t place = number(row, 5);
              if (place != 0) {
                  column.primary_key = true;
                  column.nullable = false;
                  keys[table->name][place] = column.name;
              }
              table->columns.push_back(std::move(column));
          });
    for (auto& [name, columns] : keys) {
        for (auto& [place, column] : columns) {
            tables.at(name).primary_key.columns.push_back(std::move(column));
        }
    }
}

void SqliteSchemaReader::read_foreign_keys(const std::string& schema, Tables& tables) {
    const ValueView parameters[] = {ValueView(std::string_view(schema))};
    std::int64_t current = -1;
    std::string current_table;
    // Newest first in the pragma: by descending id the keys come in the order of the definition.
    query("SELECT t.name, k.id, k.\"table\", k.\"from\", k.\"to\", k.on_update, k.on_delete FROM " +
              catalogue(schema) +
              " AS t JOIN pragma_foreign_key_list(t.name, ?) AS k WHERE t.type = 'table' "
              "ORDER BY t.name, k.id DESC, k.seq",
          parameters, [&](driver::Cursor& row) {
              TableData* table = wanted(tables, text(row, 0));
              if (table == nullptr) return;
              const std::int64_t id = number(row, 1);
              if (table->name != current_table || id != current) {
                  ForeignKeyData key;
                  key.referred_table = text(row, 2);
                  key.referred_schema = table->schema;
                  key.on_update = action(text(row, 5));
                  key.on_delete = action(text(row, 6));
                  table->foreign_keys.push_back(std::move(key));
                  current_table = table->name;
                  current = id;
              }
              ForeignKeyData& key = table->foreign_keys.back();
              key.columns.push_back(text(row, 3));
              std::string_view to;
              // NULL: the referred table's primary key, which the definition left unsaid.
              if (row.read_text(4, to)) key.referred_columns.emplace_back(to);
          });
    for (auto& [name, table] : tables) {
        for (ForeignKeyData& key : table.foreign_keys) {
            if (!key.referred_columns.empty()) continue;
            const ValueView referred[] = {ValueView(std::string_view(key.referred_table)),
                                          ValueView(std::string_view(schema))};
            query("SELECT name FROM pragma_table_info(?, ?) WHERE pk > 0 ORDER BY pk", referred,
                  [&](driver::Cursor& row) { key.referred_columns.push_back(text(row, 0)); });
        }
    }
}

void SqliteSchemaReader::read_indexes(const std::string& schema, Tables& tables) {
    struct Found {
        std::string table;
        std::string name;
        std::string origin;  // c: CREATE INDEX, u: UNIQUE, pk: PRIMARY KEY
        bool unique = false;
        bool plain = true;
        std::vector<std::string> columns;
    };
    std::vector<Found> indexes;
    const std::string_view name(schema);
    const ValueView parameters[] = {ValueView(name), ValueView(name)};
    query("SELECT t.name, i.name, i.\"unique\", i.origin, i.partial, c.name FROM " +
              catalogue(schema) +
              " AS t JOIN pragma_index_list(t.name, ?) AS i JOIN pragma_index_info(i.name, ?) AS c "
              "WHERE t.type = 'table' ORDER BY t.name, i.seq DESC, c.seqno",
          parameters, [&](driver::Cursor& row) {
              std::string table = text(row, 0);
              std::string index = text(row, 1);
              if (indexes.empty() || indexes.back().name != index ||
                  indexes.back().table != table) {
                  indexes.push_back({std::move(table), std::move(index), text(row, 3),
                                     number(row, 2) != 0, number(row, 4) == 0, {}});
              }
              std::string_view column;
              if (row.read_text(5, column)) {
                  indexes.back().columns.emplace_back(column);
              } else {
                  indexes.back().plain = false;  // an expression
              }
          });
    for (Found& index : indexes) {
        TableData* table = wanted(tables, index.table);
        if (table == nullptr) continue;
        if (index.origin == "u") {
            table->uniques.push_back({{}, std::move(index.columns)});
        } else if (index.origin == "c" && index.plain) {
            table->indexes.push_back(
                {std::move(index.name), std::move(index.columns), index.unique});
        }
    }
}

std::string SqliteSchemaReader::view_definition(std::string_view schema, std::string_view name) {
    std::string definition;
    const ValueView parameters[] = {ValueView(name)};
    query("SELECT sql FROM " + catalogue(schema_or_main(schema)) +
              " WHERE type = 'view' AND name = ?",
          parameters, [&](driver::Cursor& row) { definition = text(row, 0); });
    if (definition.empty()) {
        throw ArgumentError("no_such_table",
                            "the database has no view \"" + std::string(name) + "\"",
                            {.table = std::string(name)});
    }
    return definition;
}

}  // namespace azoth::sqlite
