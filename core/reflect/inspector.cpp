// SPDX-License-Identifier: MIT
#include <azoth/reflect/inspector.hpp>

#include <algorithm>
#include <map>
#include <optional>
#include <utility>

#include <azoth/dialect/dialect.hpp>
#include <azoth/engine/connection_access.hpp>
#include <azoth/engine/engine.hpp>
#include <azoth/error/error.hpp>

namespace azoth {

namespace {
using Names = std::vector<std::string>;
using Key = std::pair<std::string, std::string>;  // schema, name

bool contain(const Names& names, std::string_view name) {
    return std::find(names.begin(), names.end(), name) != names.end();
}
}  // namespace

struct Inspector::State {
    std::optional<Engine> engine;
    Connection* connection = nullptr;
    SchemaMap schemas;  ///< callers speak of those in front, the database of those behind
    std::map<std::string, std::vector<Relation>> relations;  ///< permanent ones, by schema
    std::optional<std::vector<Relation>> temporary;
    std::map<std::string, std::vector<SequenceData>> sequences;
    std::map<Key, TableData> described;

    /// Runs one question on a schema reader.
    template <class Question>
    auto ask(Question question) {
        if (connection != nullptr) return ask_on(*connection, question);
        Connection borrowed = engine->connect();
        return ask_on(borrowed, question);
    }

    template <class Question>
    static auto ask_on(Connection& on, Question question) {
        const auto reader = detail::ConnectionAccess::schema_reader(on);
        return question(*reader);
    }

    const std::vector<Relation>& permanent_relations(std::string_view schema) {
        const auto known = relations.find(std::string(schema));
        if (known != relations.end()) return known->second;
        return relations[std::string(schema)] = ask([&](SchemaReader& reader) {
                   return reader.relations(schemas.translated(schema),
                                           {true, true, true, RelationScope::permanent});
               });
    }
    const std::vector<Relation>& temporary_relations() {
        if (!temporary) {
            temporary = ask([&](SchemaReader& reader) {
                return reader.relations({}, {true, true, true, RelationScope::temporary});
            });
        }
        return *temporary;
    }

    /// Describes and remembers; `home` is the schema as the reader knows it.
    std::vector<TableData> describe(std::string_view schema, std::string_view home,
                                    const Names& names, TableParts parts = TableParts::all) {
        if (names.empty()) return {};
        std::vector<TableData> found = ask([&](SchemaReader& reader) {
            return parts == TableParts::all ? reader.describe(home, names)
                                            : reader.describe_parts(home, names, parts);
        });
        for (TableData& table : found) {
            if (home == schemas.translated(schema)) speak_of(schema, table);
            if (parts == TableParts::all) {
                described.insert_or_assign(Key{std::string(schema), table.name}, table);
            } else {
                forget_others(table, parts);
            }
        }
        return found;
    }
    void speak_of(std::string_view schema, TableData& table) const {
        if (schemas.empty()) return;
        table.schema = schema;
        for (ColumnData& column : table.columns) {
            column.type = column.type.moved(schemas.translated(schema), schema);
        }
        for (ForeignKeyData& key : table.foreign_keys) {
            key.referred_schema = schemas.original(key.referred_schema);
        }
    }
    /// A reader may have found more than was asked for.
    static void forget_others(TableData& table, TableParts parts) {
        if (!wants(parts, TableParts::columns)) table.columns.clear();
        if (!wants(parts, TableParts::primary_keys)) table.primary_key = {};
        if (!wants(parts, TableParts::foreign_keys)) table.foreign_keys.clear();
        if (!wants(parts, TableParts::uniques)) table.uniques.clear();
        if (!wants(parts, TableParts::checks)) {
            table.checks.clear();
            table.other_constraints.clear();
        }
        if (!wants(parts, TableParts::indexes)) table.indexes.clear();
        if (wants(parts, TableParts::options)) return;
        table.comment.clear();
        table.options.clear();
        table.definition = {};
        table.selects_from.clear();
    }
    std::string temporary_home() {
        return ask([](SchemaReader& reader) { return reader.temporary_schema_name(); });
    }
};

namespace {

Names names_of(const std::vector<Relation>& relations, TableKind kind) {
    Names names;
    for (const Relation& relation : relations) {
        if (relation.kind == kind) names.push_back(relation.name);
    }
    return names;
}

bool contain(const std::vector<Relation>& relations, std::string_view name) {
    return std::any_of(relations.begin(), relations.end(),
                       [&](const Relation& relation) { return relation.name == name; });
}

/// The names that a filter chooses among what there is.
Names chosen(const std::vector<Relation>& relations, const TableFilter& filter) {
    Names names;
    for (const Relation& relation : relations) {
        const bool is_table = relation.kind == TableKind::table;
        if (is_table ? !filter.tables : !filter.views) continue;
        if (!filter.names.empty() && !contain(filter.names, relation.name)) continue;
        names.push_back(relation.name);
    }
    return names;
}

}  // namespace

Inspector::Inspector(const Engine& engine) : state_(std::make_unique<State>()) {
    state_->engine = engine;
    state_->schemas = engine.execution_options().schema_translate_map;
}

Inspector::Inspector(Connection& connection) : state_(std::make_unique<State>()) {
    state_->connection = &connection;
    state_->schemas = connection.execution_options().schema_translate_map;
}

Inspector::Inspector(Inspector&&) noexcept = default;
Inspector& Inspector::operator=(Inspector&&) noexcept = default;
Inspector::~Inspector() = default;

// ── names ────────────────────────────────────────────────────────────────────────────────────────

Names Inspector::schema_names() {
    return state_->ask([](SchemaReader& reader) { return reader.schema_names(); });
}

std::string Inspector::default_schema_name() {
    return state_->ask([](SchemaReader& reader) { return reader.default_schema_name(); });
}

Names Inspector::table_names(std::string_view schema) {
    return names_of(state_->permanent_relations(schema), TableKind::table);
}

Names Inspector::view_names(std::string_view schema) {
    return names_of(state_->permanent_relations(schema), TableKind::view);
}

Names Inspector::materialized_view_names(std::string_view schema) {
    return names_of(state_->permanent_relations(schema), TableKind::materialized_view);
}

Names Inspector::temporary_table_names() {
    return names_of(state_->temporary_relations(), TableKind::table);
}

Names Inspector::temporary_view_names() {
    return names_of(state_->temporary_relations(), TableKind::view);
}

std::vector<SequenceData> Inspector::sequences(std::string_view schema) {
    const auto known = state_->sequences.find(std::string(schema));
    if (known != state_->sequences.end()) return known->second;
    std::vector<SequenceData> found = state_->ask(
        [&](SchemaReader& reader) { return reader.sequences(state_->schemas.translated(schema)); });
    if (!state_->schemas.empty()) {
        for (SequenceData& sequence : found) sequence.schema = schema;
    }
    return state_->sequences[std::string(schema)] = std::move(found);
}

Names Inspector::sequence_names(std::string_view schema) {
    Names names;
    for (const SequenceData& sequence : sequences(schema)) names.push_back(sequence.name);
    return names;
}

Names Inspector::foreign_table_names(std::string_view schema) {
    Names names;
    for (const Relation& relation : state_->permanent_relations(schema)) {
        if (relation.foreign) names.push_back(relation.name);
    }
    return names;
}

std::vector<SqlType> Inspector::enums(std::string_view schema) {
    const std::string_view home = state_->schemas.translated(schema);
    std::vector<SqlType> found =
        state_->ask([&](SchemaReader& reader) { return reader.enums(home); });
    for (SqlType& type : found) type = type.moved(home, schema);
    return found;
}

std::vector<DomainData> Inspector::domains(std::string_view schema) {
    const std::string_view home = state_->schemas.translated(schema);
    std::vector<DomainData> found =
        state_->ask([&](SchemaReader& reader) { return reader.domains(home); });
    for (DomainData& domain : found) domain.schema = schema;
    return found;
}

// ── existence ────────────────────────────────────────────────────────────────────────────────────

bool Inspector::has_table(std::string_view name, std::string_view schema) {
    return contain(state_->permanent_relations(schema), name) ||
           (schema.empty() && contain(state_->temporary_relations(), name));
}

bool Inspector::has_index(std::string_view table, std::string_view index, std::string_view schema) {
    if (!has_table(table, schema)) return false;
    for (const IndexData& known : this->table(table, schema).indexes) {
        if (known.name == index) return true;
    }
    return false;
}

bool Inspector::has_sequence(std::string_view name, std::string_view schema) {
    return contain(sequence_names(schema), name);
}

bool Inspector::has_schema(std::string_view name) {
    return contain(schema_names(), state_->schemas.translated(name));
}

bool Inspector::has_type(std::string_view name, std::string_view schema) {
    return state_->ask([&](SchemaReader& reader) {
        return reader.has_type(state_->schemas.translated(schema), name);
    });
}

// ── descriptions ─────────────────────────────────────────────────────────────────────────────────

const TableData& Inspector::table(std::string_view name, std::string_view schema) {
    const Key key{std::string(schema), std::string(name)};
    const auto known = state_->described.find(key);
    if (known != state_->described.end()) return known->second;
    try {
        static_cast<void>(
            state_->describe(schema, state_->schemas.translated(schema), {key.second}));
    } catch (const ArgumentError& error) {
        const std::string home = schema.empty() ? state_->temporary_home() : std::string();
        if (error.code() != "no_such_table" || home.empty()) throw;
        static_cast<void>(state_->describe(schema, home, {key.second}));
    }
    return state_->described.at(key);
}

std::vector<TableData> Inspector::tables(const TableFilter& filter) {
    std::vector<TableData> found;
    if (filter.scope != RelationScope::temporary) {
        found = state_->describe(filter.schema, state_->schemas.translated(filter.schema),
                                 chosen(state_->permanent_relations(filter.schema), filter),
                                 filter.parts);
    }
    if (filter.scope != RelationScope::permanent) {
        const Names names = chosen(state_->temporary_relations(), filter);
        for (TableData& table :
             state_->describe({}, state_->temporary_home(), names, filter.parts)) {
            found.push_back(std::move(table));
        }
    }
    return found;
}

std::vector<TableData> Inspector::tables(std::string_view schema) {
    TableFilter filter;
    filter.schema = schema;
    return tables(filter);
}

std::optional<std::int64_t> Inspector::object_id(std::string_view name, std::string_view schema) {
    return state_->ask([&](SchemaReader& reader) {
        const auto found = reader.object_id(state_->schemas.translated(schema), name);
        const std::string temporary = reader.temporary_schema_name();
        if (found || !schema.empty() || temporary.empty()) return found;
        return reader.object_id(temporary, name);
    });
}

std::string Inspector::view_definition(std::string_view name, std::string_view schema) {
    const auto in = [&](std::string_view home) {
        return state_->ask(
            [&](SchemaReader& reader) { return reader.view_definition(home, name); });
    };
    try {
        return in(state_->schemas.translated(schema));
    } catch (const ArgumentError& error) {
        const std::string home = schema.empty() ? state_->temporary_home() : std::string();
        if (error.code() != "no_such_table" || home.empty()) throw;
        return in(home);
    }
}

std::vector<ColumnData> Inspector::columns(std::string_view name, std::string_view schema) {
    return table(name, schema).columns;
}

PrimaryKeyData Inspector::primary_key(std::string_view name, std::string_view schema) {
    return table(name, schema).primary_key;
}

std::vector<ForeignKeyData> Inspector::foreign_keys(std::string_view name,
                                                    std::string_view schema) {
    return table(name, schema).foreign_keys;
}

std::vector<IndexData> Inspector::indexes(std::string_view name, std::string_view schema) {
    return table(name, schema).indexes;
}

std::vector<UniqueData> Inspector::unique_constraints(std::string_view name,
                                                      std::string_view schema) {
    return table(name, schema).uniques;
}

std::vector<CheckData> Inspector::check_constraints(std::string_view name,
                                                    std::string_view schema) {
    return table(name, schema).checks;
}

std::string Inspector::table_comment(std::string_view name, std::string_view schema) {
    return table(name, schema).comment;
}

DialectOptions Inspector::table_options(std::string_view name, std::string_view schema) {
    return table(name, schema).options;
}

CreationOrder Inspector::creation_order(std::string_view schema) {
    MetaData metadata;
    for (TableData& table : tables(schema)) metadata.add(std::move(table));
    return metadata.creation_order();
}

void Inspector::refresh() noexcept {
    state_->relations.clear();
    state_->temporary.reset();
    state_->sequences.clear();
    state_->described.clear();
}

Inspector inspect(const Engine& engine) {
    return Inspector(engine);
}
Inspector inspect(Connection& connection) {
    return Inspector(connection);
}

}  // namespace azoth
