// SPDX-License-Identifier: MIT
// The catalogue's tables and codes: https://www.postgresql.org/docs/15/catalogs.html
#include "schema_reader.hpp"

#include <algorithm>
#include <optional>
#include <set>
#include <utility>

#include <azoth/error/error.hpp>
#include <azoth/types/types.hpp>

#include "catalogue.hpp"
#include "sequence_reader.hpp"
#include "type_reader.hpp"
#include "types.hpp"

namespace azoth::postgresql {

namespace {

ReferentialAction action(const std::string& letter) {
    if (letter == "c") return ReferentialAction::cascade;
    if (letter == "n") return ReferentialAction::set_null;
    if (letter == "d") return ReferentialAction::set_default;
    if (letter == "r") return ReferentialAction::restrict;
    return ReferentialAction::unspecified;  // NO ACTION is what PostgreSQL says for none
}

Deferral deferral(driver::Cursor& row, std::size_t deferrable_column) {
    if (!is_true(row, deferrable_column)) return Deferral::unspecified;
    return is_true(row, deferrable_column + 1) ? Deferral::initially_deferred
                                               : Deferral::deferrable;
}

void add_option(DialectOptions& options, const char* name, driver::Cursor& row,
                std::size_t column) {
    std::string value = text(row, column);
    if (!value.empty()) options.emplace_back(name, std::move(value));
}

bool inherits(const TableData& table) {
    return std::any_of(table.options.begin(), table.options.end(), [](const auto& option) {
        return option.name == "postgresql_inherits" || option.name == "postgresql_partition_of";
    });
}

}  // namespace

TableData* PostgresqlSchemaReader::wanted(Tables& tables, const std::string& name) {
    const auto found = tables.find(name);
    return found == tables.end() ? nullptr : &found->second;
}

// ── names ────────────────────────────────────────────────────────────────────────────────────────

std::vector<std::string> PostgresqlSchemaReader::schema_names() {
    std::vector<std::string> names;
    ask(connection_,
        "SELECT nspname::text FROM pg_catalog.pg_namespace "
        "WHERE nspname NOT LIKE 'pg\\_%' AND nspname <> 'information_schema' ORDER BY nspname",
        {}, [&](driver::Cursor& row) { names.push_back(text(row, 0)); });
    return names;
}

std::string PostgresqlSchemaReader::default_schema_name() {
    std::string name;
    ask(connection_, "SELECT current_schema()::text", {},
        [&](driver::Cursor& row) { name = text(row, 0); });
    return name;
}

void PostgresqlSchemaReader::add_relations(std::string_view schema, const RelationFilter& filter,
                                           std::vector<Relation>& found) {
    std::string kinds;
    if (filter.tables) kinds += "rpf";  // ordinary, partitioned and foreign
    if (filter.views) kinds += 'v';
    if (filter.materialized_views) kinds += 'm';
    ask(connection_,
        "SELECT c.relname::text, c.relkind::text, (c.relpersistence = 't')::text "
        "FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace "
        "WHERE position(c.relkind::text IN $2::text) > 0 AND " +
            std::string(in_schema),
        {schema, kinds}, [&](driver::Cursor& row) {
            const std::string kind = text(row, 1);
            found.push_back({text(row, 0),
                             kind == "v"   ? TableKind::view
                             : kind == "m" ? TableKind::materialized_view
                                           : TableKind::table,
                             is_true(row, 2), kind == "f"});
        });
}

std::vector<Relation> PostgresqlSchemaReader::relations(std::string_view schema,
                                                        const RelationFilter& filter) {
    std::vector<Relation> found;
    if (filter.scope != RelationScope::temporary) add_relations(schema, filter, found);
    if (filter.scope != RelationScope::permanent) add_relations("pg_temp", filter, found);
    std::sort(found.begin(), found.end(),
              [](const Relation& a, const Relation& b) { return a.name < b.name; });
    return found;
}

namespace {

std::vector<std::string> names_of(const std::vector<Relation>& relations) {
    std::vector<std::string> names;
    for (const Relation& relation : relations) names.push_back(relation.name);
    return names;
}

}  // namespace

std::vector<std::string> PostgresqlSchemaReader::table_names(std::string_view schema) {
    return names_of(relations(schema, {}));
}

std::vector<std::string> PostgresqlSchemaReader::view_names(std::string_view schema) {
    return names_of(
        relations(schema, {.tables = false, .views = true, .materialized_views = true}));
}

std::vector<SequenceData> PostgresqlSchemaReader::sequences(std::string_view schema) {
    return SequenceReader(connection_).sequences(schema);
}

std::vector<SqlType> PostgresqlSchemaReader::enums(std::string_view schema) {
    return TypeReader(connection_).enums(schema);
}

std::vector<DomainData> PostgresqlSchemaReader::domains(std::string_view schema) {
    return TypeReader(connection_).domains(schema);
}

bool PostgresqlSchemaReader::has_type(std::string_view schema, std::string_view name) {
    return TypeReader(connection_).has_type(schema, name);
}

// ── tables ───────────────────────────────────────────────────────────────────────────────────────

std::vector<TableData> PostgresqlSchemaReader::describe(std::string_view schema,
                                                        std::span<const std::string> names) {
    return describe_parts(schema, names, TableParts::all);
}

std::vector<TableData> PostgresqlSchemaReader::describe_parts(std::string_view schema,
                                                              std::span<const std::string> names,
                                                              TableParts parts) {
    Home home{schema, names.size() == 1 ? std::string_view(names.front()) : std::string_view()};
    Tables tables;
    for (const std::string& name : names) {
        TableData table;
        table.temporary = schema == "pg_temp";
        if (!table.temporary) table.schema = schema;
        table.name = name;
        tables.emplace(name, std::move(table));
    }
    const std::set<std::string> found = read_tables(home, tables);
    for (const std::string& name : names) {
        if (found.count(name) == 0) {
            throw ArgumentError("no_such_table", "the database has no table \"" + name + "\"",
                                {.table = name});
        }
    }
    if (wants(parts, TableParts::columns)) read_columns(home, tables);
    std::string kinds;
    // Columns say whether they belong to the key.
    if (wants(parts, TableParts::primary_keys | TableParts::columns)) kinds += 'p';
    if (wants(parts, TableParts::uniques)) kinds += 'u';
    if (wants(parts, TableParts::foreign_keys)) kinds += 'f';
    if (wants(parts, TableParts::checks)) kinds += "cx";
    if (!kinds.empty()) read_constraints(home, kinds, tables);
    if (wants(parts, TableParts::indexes)) read_indexes(home, tables);
    const bool has_sources = std::any_of(tables.begin(), tables.end(), [](const auto& found) {
        return found.second.kind != TableKind::table || inherits(found.second);
    });
    if (has_sources && wants(parts, TableParts::options)) read_sources(home, tables);

    std::vector<TableData> described;
    described.reserve(names.size());
    for (const std::string& name : names) described.push_back(tables.at(name));
    return described;
}

std::set<std::string> PostgresqlSchemaReader::read_tables(const Home& home, Tables& tables) {
    std::set<std::string> found;
    ask(connection_,
        "SELECT c.relname::text, c.relkind::text, c.relpersistence::text, "
        "pg_catalog.obj_description(c.oid, 'pg_class'), "
        "pg_catalog.array_to_string(c.reloptions, ', '), "
        "(SELECT t.spcname::text FROM pg_catalog.pg_tablespace t WHERE t.oid = c.reltablespace), "
        "CASE WHEN c.relkind = 'p' THEN pg_catalog.pg_get_partkeydef(c.oid) END, "
        "CASE WHEN c.relkind IN ('v', 'm') THEN pg_catalog.pg_get_viewdef(c.oid) END, "
        "(SELECT pg_catalog.string_agg(h.inhparent::regclass::text, ', ' ORDER BY h.inhseqno) "
        "FROM pg_catalog.pg_inherits h WHERE h.inhrelid = c.oid), c.relispartition::text, "
        "pg_catalog.pg_get_expr(c.relpartbound, c.oid), "
        "(SELECT s.srvname::text FROM pg_catalog.pg_foreign_table f "
        "JOIN pg_catalog.pg_foreign_server s ON s.oid = f.ftserver WHERE f.ftrelid = c.oid) "
        "FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace "
        "WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f')" +
            std::string(in_home) + std::string(in_schema),
        {home.schema, home.only}, [&](driver::Cursor& row) {
            TableData* table = wanted(tables, text(row, 0));
            if (table == nullptr) return;
            found.insert(table->name);
            const std::string kind = text(row, 1);
            table->comment = text(row, 3);
            const auto add = [&](const char* name, std::size_t column) {
                std::string value = text(row, column);
                if (!value.empty()) table->options.emplace_back(name, std::move(value));
            };
            if (kind == "v" || kind == "m") {
                table->kind = kind == "v" ? TableKind::view : TableKind::materialized_view;
                std::string definition = text(row, 7);
                while (!definition.empty() &&
                       (definition.back() == ';' || definition.back() == ' '))
                    definition.pop_back();
                const std::size_t begin = definition.find_first_not_of(" \n");
                table->definition = SchemaExpression(
                    begin == std::string::npos ? definition : definition.substr(begin));
                return;
            }
            if (text(row, 2) == "u") table->options.emplace_back("postgresql_unlogged", true);
            add("postgresql_with", 4);
            add("postgresql_tablespace", 5);
            add("postgresql_partition_by", 6);
            if (is_true(row, 9)) {
                table->options.emplace_back("postgresql_partition_of",
                                            text(row, 8) + ' ' + text(row, 10));
            } else {
                add("postgresql_inherits", 8);
            }
            add("postgresql_foreign_server", 11);
        });
    return found;
}

void PostgresqlSchemaReader::read_sources(const Home& home, Tables& tables) {
    ask(connection_,
        "SELECT DISTINCT c.relname::text, f.relname::text, "
        "CASE WHEN f.relnamespace <> c.relnamespace THEN fn.nspname::text END "
        "FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace "
        "JOIN (SELECT w.ev_class AS made, d.refobjid AS source FROM pg_catalog.pg_rewrite w "
        "JOIN pg_catalog.pg_depend d ON d.objid = w.oid "
        "AND d.classid = 'pg_catalog.pg_rewrite'::regclass "
        "AND d.refclassid = 'pg_catalog.pg_class'::regclass AND d.refobjid <> w.ev_class "
        "UNION ALL SELECT h.inhrelid, h.inhparent FROM pg_catalog.pg_inherits h) s "
        "ON s.made = c.oid JOIN pg_catalog.pg_class f ON f.oid = s.source "
        "JOIN pg_catalog.pg_namespace fn ON fn.oid = f.relnamespace "
        "WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f')" +
            std::string(in_home) + std::string(in_schema) + " ORDER BY 1, 2",
        {home.schema, home.only}, [&](driver::Cursor& row) {
            TableData* table = wanted(tables, text(row, 0));
            if (table == nullptr) return;
            const std::string other = text(row, 2);
            table->selects_from.push_back(other.empty() ? text(row, 1)
                                                        : other + '.' + text(row, 1));
        });
}

std::optional<std::int64_t> PostgresqlSchemaReader::object_id(std::string_view schema,
                                                              std::string_view name) {
    std::optional<std::int64_t> found;
    ask(connection_,
        "SELECT c.oid::text FROM pg_catalog.pg_class c "
        "JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace "
        "WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f') AND c.relname = $2::text AND " +
            std::string(in_schema),
        {schema, name}, [&](driver::Cursor& row) { found = number(row, 0); });
    return found;
}

namespace {

/// What stands for a type that somebody made: the enum itself, or the domain's name behaving like
/// what the domain is made of.
SqlType domain_type(const std::string& spelling, const std::string& base) {
    const SqlType behaves_as = type_from_server(base);
    return CustomType{spelling, behaves_as};
}

SqlType in_place(const SqlType& found, const SqlType& item) {
    return found.kind() == TypeKind::array ? Array{item, found.dimensions()} : item;
}

}  // namespace

void PostgresqlSchemaReader::read_columns(const Home& home, Tables& tables) {
    struct EnumUse {
        TableData* table;
        std::size_t column;
        std::string oid;
        std::string schema;
    };
    std::vector<EnumUse> uses;
    std::vector<std::string> oids;
    ask(connection_,
        "SELECT c.relname::text, a.attname::text, "
        "pg_catalog.format_type(a.atttypid, a.atttypmod), a.attnotnull::text, "
        "pg_catalog.pg_get_expr(d.adbin, d.adrelid), a.attidentity::text, a.attgenerated::text, "
        "pg_catalog.col_description(c.oid, a.attnum), "
        "CASE WHEN a.attcollation <> ty.typcollation THEN o.collname::text END, "
        "s.seqstart::text, s.seqincrement::text, s.seqmin::text, s.seqmax::text, "
        "s.seqcache::text, s.seqcycle::text, "
        // What a type that somebody made is, be it alone or in an array.
        "CASE WHEN e.typtype = 'e' THEN e.oid::text END, "
        "CASE WHEN e.typnamespace <> n.oid AND NOT (c.relpersistence = 't' "
        "AND en.nspname = current_schema()) THEN en.nspname::text END, "
        "CASE WHEN ty.typtype = 'd' THEN "
        "pg_catalog.format_type(ty.typbasetype, ty.typtypmod) END, a.attndims::text, "
        "CASE WHEN NOT pg_catalog.pg_collation_is_visible(o.oid) THEN cn.nspname::text END "
        "FROM pg_catalog.pg_class c "
        "JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace "
        "JOIN pg_catalog.pg_attribute a "
        "ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped "
        "JOIN pg_catalog.pg_type ty ON ty.oid = a.atttypid "
        "JOIN pg_catalog.pg_type e ON e.oid = CASE WHEN ty.typcategory = 'A' AND ty.typelem <> 0 "
        "THEN ty.typelem ELSE ty.oid END "
        "JOIN pg_catalog.pg_namespace en ON en.oid = e.typnamespace "
        "LEFT JOIN pg_catalog.pg_collation o ON o.oid = a.attcollation "
        "LEFT JOIN pg_catalog.pg_namespace cn ON cn.oid = o.collnamespace "
        "LEFT JOIN pg_catalog.pg_attrdef d ON d.adrelid = c.oid AND d.adnum = a.attnum "
        "LEFT JOIN pg_catalog.pg_depend p ON a.attidentity <> '' AND p.refobjid = c.oid "
        "AND p.refobjsubid = a.attnum AND p.deptype = 'i' "
        "AND p.classid = 'pg_catalog.pg_class'::regclass "
        "AND p.refclassid = 'pg_catalog.pg_class'::regclass "
        "LEFT JOIN pg_catalog.pg_sequence s ON s.seqrelid = p.objid "
        "WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f')" +
            std::string(in_home) + std::string(in_schema) + " ORDER BY c.relname, a.attnum",
        {home.schema, home.only}, [&](driver::Cursor& row) {
            TableData* table = wanted(tables, text(row, 0));
            if (table == nullptr) return;
            ColumnData column;
            column.name = text(row, 1);
            column.type = type_from_server(text(row, 2));
            // The server says one dimension for any number, but knows what was written.
            const auto dimensions = number(row, 18).value_or(0);
            if (column.type.kind() == TypeKind::array && dimensions > 1) {
                column.type = Array{SqlType(column.type.item()), static_cast<int>(dimensions)};
            }
            const std::string base = text(row, 17);
            if (!base.empty()) column.type = domain_type(text(row, 2), base);
            const std::string oid = text(row, 15);
            if (!oid.empty()) {
                uses.push_back({table, table->columns.size(), oid, text(row, 16)});
                oids.push_back(oid);
            }
            column.nullable = !is_true(row, 3);
            const std::string expression = text(row, 4);
            const std::string identity = text(row, 5);
            const std::string generated = text(row, 6);
            if (!generated.empty()) {
                column.computed = Computed(SchemaExpression(without_parentheses(expression)),
                                           generated == "s" ? stored : virtual_column);
            } else if (!expression.empty()) {
                column.server_default = SchemaExpression(expression);
            }
            // Without identity and default nothing generates the key's values.
            column.autoincrement = !identity.empty();
            if (!identity.empty()) {
                column.identity =
                    Identity{identity == "a", SequenceReader::options(row, 9, column.type)};
            }
            column.comment = text(row, 7);
            const std::string collation = text(row, 8);
            if (!collation.empty()) {
                column.type = column.type.with_collation(collation, text(row, 19));
            }
            table->columns.push_back(std::move(column));
        });
    std::sort(oids.begin(), oids.end());
    oids.erase(std::unique(oids.begin(), oids.end()), oids.end());
    const std::map<std::string, SqlType> enums = TypeReader(connection_).enums_by_oid(oids);
    for (const EnumUse& use : uses) {
        const auto found = enums.find(use.oid);
        if (found == enums.end()) continue;
        SqlType& type = use.table->columns[use.column].type;
        type = in_place(type, found->second.moved({}, use.schema));
    }
}

void PostgresqlSchemaReader::read_constraints(const Home& home, std::string_view kinds,
                                              Tables& tables) {
    std::string last_table;
    std::string last_name;
    const bool is_15 = connection_.server_version() >= Version{15, 0, 0};
    ask(connection_,
        "SELECT c.relname::text, k.conname::text, k.contype::text, a.attname::text, "
        "CASE WHEN fn.oid = n.oid THEN $1::text "
        "WHEN fn.nspname = current_schema() THEN '' ELSE fn.nspname::text END, "
        "f.relname::text, fa.attname::text, "
        "k.confdeltype::text, k.confupdtype::text, "
        "pg_catalog.pg_get_expr(k.conbin, k.conrelid), k.condeferrable::text, "
        "k.condeferred::text, k.confmatchtype::text, "
        "pg_catalog.obj_description(k.oid, 'pg_constraint'), k.connoinherit::text, " +
            std::string(is_15 ? "(x.indnullsnotdistinct IS TRUE)::text" : "'false'") +
            ", CASE WHEN k.contype = 'x' THEN pg_catalog.pg_get_constraintdef(k.oid) END, "
            "CASE WHEN k.contype IN ('p', 'u') THEN (SELECT pg_catalog.string_agg("
            "pg_catalog.quote_ident(ia.attname), ', ' ORDER BY i.place) "
            "FROM unnest(x.indkey::int2[]) WITH ORDINALITY AS i(attnum, place) "
            "JOIN pg_catalog.pg_attribute ia ON ia.attrelid = k.conrelid "
            "AND ia.attnum = i.attnum WHERE i.place > x.indnkeyatts) END, " +
            std::string(is_15 ? "(SELECT pg_catalog.string_agg("
                                "pg_catalog.quote_ident(sa.attname), ', ' ORDER BY s.place) "
                                "FROM unnest(k.confdelsetcols) WITH ORDINALITY AS s(attnum, place) "
                                "JOIN pg_catalog.pg_attribute sa ON sa.attrelid = k.conrelid "
                                "AND sa.attnum = s.attnum) "
                              : "NULL ") +
            ", k.convalidated::text FROM pg_catalog.pg_constraint k "
            "JOIN pg_catalog.pg_class c ON c.oid = k.conrelid "
            "JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace "
            "LEFT JOIN pg_catalog.pg_index x ON x.indexrelid = k.conindid "
            "AND k.contype IN ('p', 'u', 'x') "
            "LEFT JOIN LATERAL unnest(k.conkey) WITH ORDINALITY AS u(attnum, place) ON true "
            "LEFT JOIN pg_catalog.pg_attribute a "
            "ON a.attrelid = k.conrelid AND a.attnum = u.attnum "
            "LEFT JOIN pg_catalog.pg_class f ON f.oid = k.confrelid "
            "LEFT JOIN pg_catalog.pg_namespace fn ON fn.oid = f.relnamespace "
            "LEFT JOIN pg_catalog.pg_attribute fa "
            "ON fa.attrelid = k.confrelid AND fa.attnum = k.confkey[u.place] "
            "WHERE position(k.contype::text IN $3::text) > 0" +
            std::string(in_home) + std::string(in_schema) + " ORDER BY c.relname, k.oid, u.place",
        {home.schema, home.only, kinds}, [&](driver::Cursor& row) {
            TableData* table = wanted(tables, text(row, 0));
            if (table == nullptr) return;
            const std::string name = text(row, 1);
            const std::string kind = text(row, 2);
            const std::string column = text(row, 3);
            const bool first = table->name != last_table || name != last_name;
            last_table = table->name;
            last_name = name;
            const std::string comment = text(row, 13);
            if (kind == "p") {
                table->primary_key.name = name;
                table->primary_key.deferral = deferral(row, 10);
                table->primary_key.comment = comment;
                table->primary_key.columns.push_back(column);
                if (first) add_option(table->primary_key.options, "postgresql_include", row, 17);
            } else if (kind == "u") {
                if (first) {
                    UniqueData unique;
                    unique.name = name;
                    unique.deferral = deferral(row, 10);
                    unique.comment = comment;
                    if (is_true(row, 15)) {
                        unique.options.emplace_back("postgresql_nulls_not_distinct", true);
                    }
                    add_option(unique.options, "postgresql_include", row, 17);
                    table->uniques.push_back(std::move(unique));
                }
                table->uniques.back().columns.push_back(column);
            } else if (kind == "c") {
                if (!first) return;
                CheckData check;
                check.name = name;
                check.condition = SchemaExpression(without_parentheses(text(row, 9)));
                check.comment = comment;
                if (is_true(row, 14)) check.options.emplace_back("postgresql_no_inherit", true);
                if (!is_true(row, 19)) check.options.emplace_back("postgresql_not_valid", true);
                table->checks.push_back(std::move(check));
            } else if (kind == "x") {
                if (first) table->other_constraints.push_back({name, text(row, 16), comment});
            } else {
                if (first) {
                    ForeignKeyData key;
                    key.name = name;
                    key.referred_schema = table->temporary ? std::string() : text(row, 4);
                    key.referred_table = text(row, 5);
                    key.on_delete = action(text(row, 7));
                    key.on_update = action(text(row, 8));
                    key.deferral = deferral(row, 10);
                    if (text(row, 12) == "f") key.match = MatchType::full;
                    key.comment = comment;
                    add_option(key.options, "postgresql_on_delete_columns", row, 18);
                    if (!is_true(row, 19)) key.options.emplace_back("postgresql_not_valid", true);
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

std::string PostgresqlSchemaReader::view_definition(std::string_view schema,
                                                    std::string_view name) {
    const std::string names[] = {std::string(name)};
    const std::vector<TableData> found = describe(schema, names);
    if (found.front().kind == TableKind::table) {
        throw ArgumentError("no_such_table",
                            "the database has no view \"" + std::string(name) + "\"",
                            {.table = std::string(name)});
    }
    return found.front().definition.text();
}

}  // namespace azoth::postgresql
