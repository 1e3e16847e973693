// SPDX-License-Identifier: MIT
#include "schema_reader.hpp"

#include <algorithm>
#include <string>
#include <utility>

#include <azoth/compile/identifiers.hpp>
#include <azoth/error/error.hpp>

#include "definition.hpp"
#include "identifiers.hpp"
#include "stored_types.hpp"
#include "types.hpp"

namespace azoth::sqlite {

namespace {

/// SQLite takes a COLLATE of any column. Of one that is no text it goes along with the spelling.
SqlType collated(const SqlType& type, std::string_view collation) {
    if (type.is_text() || !type.is_known()) return type.with_collation(collation);
    compile::Ledger any("sqlite", {});
    std::string spelling = SqliteTypeCompiler().spell(type, any) + " COLLATE \"";
    for (const char c : collation) spelling.append(c == '"' ? 2 : 1, c);
    return CustomType{spelling + '"', type};
}

std::string prepared(std::string_view name) {
    return compile::IdentifierPreparer(identifier_rules()).prepare(name);
}

/// `"schema".sqlite_master`: the one name that cannot be a bound value.
std::string catalogue(const std::string& schema) {
    return prepared(schema) + ".sqlite_master";
}

std::string schema_or_main(std::string_view schema) {
    return schema.empty() ? "main" : std::string(schema);
}

std::string text(driver::Cursor& row, std::size_t column) {
    std::string_view value;
    return row.read_text(column, value) ? std::string(value) : std::string();
}

std::int64_t number(driver::Cursor& row, std::size_t column) {
    std::int64_t value = 0;
    return row.read_int64(column, value) ? value : 0;
}

/// SQLite compares names without the case of ASCII letters.
bool same_name(std::string_view a, std::string_view b) {
    const auto lower = [](char c) {
        return c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c;
    };
    return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                      [&](char x, char y) { return lower(x) == lower(y); });
}

ReferentialAction action(const std::string& words) {
    if (words == "CASCADE") return ReferentialAction::cascade;
    if (words == "SET NULL") return ReferentialAction::set_null;
    if (words == "SET DEFAULT") return ReferentialAction::set_default;
    if (words == "RESTRICT") return ReferentialAction::restrict;
    return ReferentialAction::unspecified;  // NO ACTION is what SQLite says for none
}

/// Only the tables asked for; others come along because one query describes all.
TableData* wanted(std::map<std::string, TableData>& tables, const std::string& name) {
    const auto found = tables.find(name);
    return found == tables.end() ? nullptr : &found->second;
}

[[noreturn]] void unreflectable(const std::string& name, const std::string& sql) {
    throw NotSupportedError("unreflectable_table",
                            "the definition of \"" + name + "\" cannot be read",
                            {.component = sql.substr(0, 400), .table = name});
}

/// Makes the parts of a record from what CREATE TABLE said.
class Merger {
public:
    explicit Merger(TableData& table) : table_(table) {}

    void merge(TableDefinition& definition) {
        table_.comment = std::move(definition.comment);
        if (definition.without_rowid) table_.options.emplace_back("sqlite_without_rowid", true);
        if (definition.strict) table_.options.emplace_back("sqlite_strict", true);
        if (!definition.using_module.empty()) {
            table_.options.emplace_back("sqlite_using", definition.using_module);
        }
        for (ColumnDefinition& column : definition.columns) merge(column);
        if (definition.primary_key) merge_primary_key(*definition.primary_key);
        mark_generated(definition);
        for (KeyDefinition& unique : definition.uniques) {
            UniqueData data;
            data.name = std::move(unique.name);
            data.columns = canonical(unique.columns);
            data.comment = std::move(unique.comment);
            data.options = key_options(unique);
            table_.uniques.push_back(std::move(data));
        }
        for (CheckDefinition& check : definition.checks) {
            CheckData data;
            data.name = std::move(check.name);
            data.condition = check.condition;
            data.comment = std::move(check.comment);
            add_conflict(data.options, check.conflict);
            table_.checks.push_back(std::move(data));
        }
        for (ForeignKeyDefinition& key : definition.foreign_keys) merge(key);
    }

private:
    void merge(ColumnDefinition& said) {
        ColumnData* column = find(said.name);
        if (column == nullptr) return;  // what the pragma does not show is hidden
        // Declared without a type; a view's column may be without one for other reasons.
        if (!column->type.is_known()) column->options.emplace_back("sqlite_untyped", true);
        if (!said.collation.empty() && !same_name(said.collation, decimal_collation))
            column->type = collated(column->type, said.collation);
        if (said.default_value) column->server_default = SchemaExpression(*said.default_value);
        if (said.computed) {
            column->computed = Computed(SchemaExpression(*said.computed),
                                        said.is_stored ? stored : virtual_column);
        }
        if (!said.not_null_conflict.empty()) {
            column->options.emplace_back("sqlite_on_conflict_not_null", said.not_null_conflict);
        }
        column->comment = std::move(said.comment);
    }

    void merge_primary_key(KeyDefinition& said) {
        table_.primary_key.name = std::move(said.name);
        table_.primary_key.comment = std::move(said.comment);
        if (said.is_descending_rowid) said.terms = prepared(said.columns.front()) + " DESC";
        table_.primary_key.options = key_options(said);
        if (said.autoincrement) table_.options.emplace_back("sqlite_autoincrement", true);
    }

    /// Which key SQLite numbers: a single INTEGER that is the row's id.
    void mark_generated(const TableDefinition& definition) {
        if (table_.primary_key.columns.size() != 1 || !definition.primary_key) return;
        if (!definition.without_rowid && !definition.primary_key->is_descending_rowid) return;
        find(table_.primary_key.columns.front())->autoincrement = false;
    }

    void merge(ForeignKeyDefinition& said) {
        ForeignKeyData key;
        key.name = std::move(said.name);
        key.columns = canonical(said.columns);
        key.referred_schema = table_.schema;
        key.referred_table = std::move(said.table);
        key.referred_columns = std::move(said.referred);
        key.on_delete = action(said.on_delete);
        key.on_update = action(said.on_update);
        key.comment = std::move(said.comment);
        if (said.match == "FULL") key.match = MatchType::full;
        if (said.match == "PARTIAL") key.match = MatchType::partial;
        if (said.is_not_deferrable) key.deferral = Deferral::not_deferrable;
        if (said.is_deferrable) {
            key.deferral = said.is_deferred ? Deferral::initially_deferred : Deferral::deferrable;
        }
        table_.foreign_keys.push_back(std::move(key));
    }

    static DialectOptions key_options(const KeyDefinition& said) {
        DialectOptions options;
        if (!said.terms.empty()) options.emplace_back("sqlite_terms", said.terms);
        add_conflict(options, said.conflict);
        return options;
    }
    static void add_conflict(DialectOptions& options, const std::string& how) {
        if (!how.empty()) options.emplace_back("sqlite_on_conflict", how);
    }

    [[nodiscard]] ColumnData* find(std::string_view name) {
        for (ColumnData& column : table_.columns) {
            if (same_name(column.name, name)) return &column;
        }
        return nullptr;
    }
    /// The columns' own spelling, where a constraint spelled them otherwise.
    [[nodiscard]] std::vector<std::string> canonical(const std::vector<std::string>& names) {
        std::vector<std::string> own;
        for (const std::string& name : names) {
            const ColumnData* column = find(name);
            own.push_back(column == nullptr ? name : column->name);
        }
        return own;
    }

    TableData& table_;
};

}  // namespace

void SqliteSchemaReader::query(const std::string& sql, std::span<const std::string_view> parameters,
                               const RowHandler& row) {
    std::vector<ValueView> views;
    for (const std::string_view parameter : parameters) views.emplace_back(parameter);
    const auto statement = connection_.prepare(sql, {});
    driver::Cursor& cursor = statement->execute(views, {});
    while (cursor.next()) row(cursor);
    cursor.close();
}

void SqliteSchemaReader::query_home(const Home& home, const std::string& sql,
                                    const RowHandler& row) {
    const std::string_view parameters[] = {home.name, home.only};
    query(sql, parameters, row);
}

std::vector<std::string> SqliteSchemaReader::schema_names() {
    std::vector<std::string> names;
    query("SELECT name FROM pragma_database_list ORDER BY seq", {},
          [&](driver::Cursor& row) { names.push_back(text(row, 0)); });
    return names;
}

bool SqliteSchemaReader::is_attached(const std::string& schema) {
    if (schema == "main" || schema == "temp") return true;
    const std::vector<std::string> names = schema_names();
    return std::any_of(names.begin(), names.end(),
                       [&](const std::string& name) { return same_name(name, schema); });
}

void SqliteSchemaReader::add_relations(const std::string& schema, const RelationFilter& filter,
                                       std::vector<Relation>& found) {
    std::string sql = "SELECT name, type FROM " + catalogue(schema) +
                      " WHERE type IN ('table', 'view') AND name NOT LIKE 'sqlite~_%' ESCAPE '~'";
    std::vector<std::string_view> parameters;
    if (connection_.server_version() >= Version{3, 37, 0}) {
        // The tables behind a virtual table are its own affair.
        sql +=
            " AND name NOT IN (SELECT name FROM pragma_table_list "
            "WHERE schema = ? AND type = 'shadow')";
        parameters.push_back(schema);
    }
    query(sql, parameters, [&](driver::Cursor& row) {
        Relation relation{text(row, 0), text(row, 1) == "view" ? TableKind::view : TableKind::table,
                          schema == "temp"};
        const bool is_view = relation.kind == TableKind::view;
        if (is_view ? filter.views : filter.tables) found.push_back(std::move(relation));
    });
}

std::vector<Relation> SqliteSchemaReader::relations(std::string_view schema,
                                                    const RelationFilter& filter) {
    std::vector<Relation> found;
    const std::string home = schema_or_main(schema);
    if (!is_attached(home)) return found;
    if (filter.scope != RelationScope::temporary) add_relations(home, filter, found);
    if (filter.scope != RelationScope::permanent && home != "temp") {
        add_relations("temp", filter, found);
    }
    std::sort(found.begin(), found.end(),
              [](const Relation& a, const Relation& b) { return a.name < b.name; });
    return found;
}

namespace {

std::vector<std::string> names_of(std::vector<Relation> relations) {
    std::vector<std::string> names;
    names.reserve(relations.size());
    for (Relation& relation : relations) names.push_back(std::move(relation.name));
    return names;
}

}  // namespace

std::vector<std::string> SqliteSchemaReader::table_names(std::string_view schema) {
    return names_of(relations(schema, {}));
}

std::vector<std::string> SqliteSchemaReader::view_names(std::string_view schema) {
    return names_of(relations(schema, {.tables = false, .views = true}));
}

std::vector<TableData> SqliteSchemaReader::describe(std::string_view schema,
                                                    std::span<const std::string> names) {
    return describe_parts(schema, names, TableParts::all);
}

std::vector<TableData> SqliteSchemaReader::describe_parts(std::string_view schema,
                                                          std::span<const std::string> names,
                                                          TableParts parts) {
    Home home;
    home.name = schema_or_main(schema);
    home.catalogue = catalogue(home.name);
    if (names.size() == 1) home.only = names.front();
    Tables tables;
    for (const std::string& name : names) {
        TableData table;
        table.temporary = home.name == "temp";
        if (!table.temporary) table.schema = schema;
        table.name = name;
        tables.emplace(name, std::move(table));
    }
    if (is_attached(home.name)) read_columns(home, tables);
    for (const std::string& name : names) {
        if (tables.at(name).columns.empty()) {
            throw ArgumentError("no_such_table", "the database has no table \"" + name + "\"",
                                {.table = name});
        }
    }
    read_definitions(home, tables);
    if (wants(parts, TableParts::indexes)) read_indexes(home, tables);
    if (wants(parts, TableParts::foreign_keys)) complete_foreign_keys(home, tables);

    std::vector<TableData> described;
    described.reserve(names.size());
    for (const std::string& name : names) described.push_back(tables.at(name));
    return described;
}

void SqliteSchemaReader::read_columns(const Home& home, Tables& tables) {
    // A primary key's columns come with their place in it, which may differ from their order.
    std::map<std::string, std::map<std::int64_t, std::string>> keys;
    query_home(home,
               "SELECT m.name, c.name, c.type, c.\"notnull\", c.pk, c.hidden FROM " +
                   home.catalogue +
                   " AS m JOIN pragma_table_xinfo(m.name, ?1) AS c "
                   "WHERE m.type IN ('table', 'view') AND ?2 IN ('', m.name) "
                   "ORDER BY m.name, c.cid",
               [&](driver::Cursor& row) {
                   TableData* table = wanted(tables, text(row, 0));
                   if (table == nullptr || number(row, 5) == 1) return;
                   ColumnData column;
                   column.name = text(row, 1);
                   const std::string declared = text(row, 2);
                   column.type = type_from_declaration(declared);
                   column.nullable = number(row, 3) == 0;
                   const std::int64_t place = number(row, 4);
                   if (place != 0) {
                       column.primary_key = true;
                       column.nullable = false;
                       // Until the definition is read: declared as the one spelling that counts.
                       column.autoincrement = same_name(declared, "INTEGER");
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

void SqliteSchemaReader::read_definitions(const Home& home, Tables& tables) {
    query_home(home,
               "SELECT name, type, sql FROM " + home.catalogue +
                   " AS m WHERE ?1 <> '' AND type IN ('table', 'view') AND ?2 IN ('', name)",
               [&](driver::Cursor& row) {
                   TableData* table = wanted(tables, text(row, 0));
                   if (table == nullptr) return;
                   const std::string sql = text(row, 2);
                   if (text(row, 1) == "view") {
                       auto definition = read_create_view(sql);
                       if (!definition) unreflectable(table->name, sql);
                       table->kind = TableKind::view;
                       table->definition = SchemaExpression(definition->query);
                       table->comment = std::move(definition->comment);
                       return;
                   }
                   auto definition = read_create_table(sql);
                   if (!definition) unreflectable(table->name, sql);
                   Merger(*table).merge(*definition);
               });
}

void SqliteSchemaReader::read_indexes(const Home& home, Tables& tables) {
    // By name: a table's index, until all its parts are there.
    std::map<std::string, std::pair<TableData*, IndexDefinition>> known;
    query_home(home,
               "SELECT name, tbl_name, sql FROM " + home.catalogue +
                   " AS m WHERE ?1 <> '' AND type = 'index' AND sql IS NOT NULL "
                   "AND ?2 IN ('', tbl_name) ORDER BY m.rowid",
               [&](driver::Cursor& row) {
                   TableData* table = wanted(tables, text(row, 1));
                   if (table == nullptr) return;
                   const std::string sql = text(row, 2);
                   auto definition = read_create_index(sql);
                   if (!definition) unreflectable(table->name, sql);
                   IndexData index;
                   index.name = text(row, 0);
                   index.where = definition->where.empty() ? SchemaExpression()
                                                           : SchemaExpression(definition->where);
                   index.comment = definition->comment;
                   known[index.name] = {table, std::move(*definition)};
                   table->indexes.push_back(std::move(index));
               });
    if (known.empty()) return;
    query_home(
        home,
        "SELECT m.name, l.\"unique\", x.seqno, x.cid, x.name, x.\"desc\", x.coll FROM " +
            home.catalogue +
            " AS m JOIN pragma_index_list(m.tbl_name, ?1) AS l ON l.name = m.name "
            "JOIN pragma_index_xinfo(m.name, ?1) AS x "
            "WHERE m.type = 'index' AND m.sql IS NOT NULL AND x.key = 1 "
            "AND ?2 IN ('', m.tbl_name) ORDER BY m.name, x.seqno",
        [&](driver::Cursor& row) {
            const auto found = known.find(text(row, 0));
            if (found == known.end()) return;
            auto& [table, definition] = found->second;
            const auto index =
                std::find_if(table->indexes.begin(), table->indexes.end(),
                             [&](const IndexData& data) { return data.name == found->first; });
            const auto place = static_cast<std::size_t>(number(row, 2));
            if (place >= definition.terms.size()) unreflectable(table->name, index->name);
            index->unique = number(row, 1) != 0;
            IndexPart part;
            std::string_view own_collation = "BINARY";
            if (number(row, 3) >= 0) {
                part.column = text(row, 4);
                const std::string_view declared = table->column(part.column).type.collation();
                if (!declared.empty()) own_collation = declared;
            } else {
                part.expression = SchemaExpression(definition.terms[place].text);
            }
            const std::string collation = text(row, 6);
            const bool is_own =
                same_name(collation, own_collation) || same_name(collation, decimal_collation);
            if (!is_own) part.collation = collation;
            if (number(row, 5) != 0) part.direction = sql::Direction::descending;
            index->parts.push_back(std::move(part));
        });
}

void SqliteSchemaReader::complete_foreign_keys(const Home& home, Tables& tables) {
    /// A referred table as the database spells it.
    struct Referred {
        std::string name;
        std::vector<std::string> columns;
        std::vector<std::string> primary_key;
    };
    std::vector<Referred> known;
    const bool has_keys = std::any_of(tables.begin(), tables.end(), [](const auto& table) {
        return !table.second.foreign_keys.empty();
    });
    if (!has_keys) return;
    query_home(home,
               "SELECT m.name, c.name, c.pk FROM " + home.catalogue +
                   " AS m JOIN pragma_table_info(m.name, ?1) AS c "
                   "WHERE m.type = 'table' AND ?2 IS NOT NULL ORDER BY m.name, c.pk, c.cid",
               [&](driver::Cursor& row) {
                   std::string name = text(row, 0);
                   if (known.empty() || known.back().name != name) {
                       known.push_back({std::move(name), {}, {}});
                   }
                   known.back().columns.push_back(text(row, 1));
                   if (number(row, 2) > 0) known.back().primary_key.push_back(text(row, 1));
               });
    for (auto& [name, table] : tables) {
        for (ForeignKeyData& key : table.foreign_keys) {
            const auto found = std::find_if(known.begin(), known.end(), [&](const Referred& other) {
                return same_name(other.name, key.referred_table);
            });
            if (found == known.end()) continue;
            key.referred_table = found->name;
            if (key.referred_columns.empty() && found->primary_key.size() == key.columns.size()) {
                key.referred_columns = found->primary_key;
            }
            for (std::string& column : key.referred_columns) {
                for (const std::string& own : found->columns) {
                    if (same_name(own, column)) column = own;
                }
            }
        }
    }
}

std::string SqliteSchemaReader::view_definition(std::string_view schema, std::string_view name) {
    std::string sql;
    const std::string_view parameters[] = {name};
    query("SELECT sql FROM " + catalogue(schema_or_main(schema)) +
              " WHERE type = 'view' AND name = ?",
          parameters, [&](driver::Cursor& row) { sql = text(row, 0); });
    if (sql.empty()) {
        throw ArgumentError("no_such_table",
                            "the database has no view \"" + std::string(name) + "\"",
                            {.table = std::string(name)});
    }
    const auto definition = read_create_view(sql);
    if (!definition) unreflectable(std::string(name), sql);
    return definition->query;
}

}  // namespace azoth::sqlite
