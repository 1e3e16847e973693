// SPDX-License-Identifier: MIT
#include <azoth/reflect/inspector.hpp>

#include <algorithm>
#include <map>
#include <optional>
#include <utility>

#include <azoth/dialect/dialect.hpp>
#include <azoth/engine/engine.hpp>
#include <azoth/error/error.hpp>

namespace azoth {

namespace {
using Names = std::vector<std::string>;
using Key = std::pair<std::string, std::string>;  // schema, name
}  // namespace

struct Inspector::State {
    std::optional<Engine> engine;
    Connection* connection = nullptr;
    std::map<std::string, Names> tables;
    std::map<std::string, Names> views;
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
        const auto reader = on.dialect().make_schema_reader(on.driver_connection());
        return question(*reader);
    }
};

Inspector::Inspector(const Engine& engine) : state_(std::make_unique<State>()) {
    state_->engine = engine;
}

Inspector::Inspector(Connection& connection) : state_(std::make_unique<State>()) {
    state_->connection = &connection;
}

Inspector::Inspector(Inspector&&) noexcept = default;
Inspector& Inspector::operator=(Inspector&&) noexcept = default;
Inspector::~Inspector() = default;

Names Inspector::schema_names() {
    return state_->ask([](SchemaReader& reader) { return reader.schema_names(); });
}

Names Inspector::table_names(std::string_view schema) {
    const auto known = state_->tables.find(std::string(schema));
    if (known != state_->tables.end()) return known->second;
    Names names = state_->ask([&](SchemaReader& reader) { return reader.table_names(schema); });
    return state_->tables[std::string(schema)] = std::move(names);
}

Names Inspector::view_names(std::string_view schema) {
    const auto known = state_->views.find(std::string(schema));
    if (known != state_->views.end()) return known->second;
    Names names = state_->ask([&](SchemaReader& reader) { return reader.view_names(schema); });
    return state_->views[std::string(schema)] = std::move(names);
}

bool Inspector::has_table(std::string_view name, std::string_view schema) {
    const Names names = table_names(schema);
    return std::find(names.begin(), names.end(), name) != names.end();
}

const TableData& Inspector::table(std::string_view name, std::string_view schema) {
    const Key key{std::string(schema), std::string(name)};
    const auto known = state_->described.find(key);
    if (known != state_->described.end()) return known->second;
    std::vector<TableData> found = state_->ask([&](SchemaReader& reader) {
        return reader.describe(schema, std::span(&key.second, 1));
    });
    return state_->described.emplace(key, std::move(found.front())).first->second;
}

std::vector<TableData> Inspector::tables(std::string_view schema) {
    const Names names = table_names(schema);
    std::vector<TableData> found =
        state_->ask([&](SchemaReader& reader) { return reader.describe(schema, names); });
    for (const TableData& table : found) {
        state_->described.insert_or_assign(Key{std::string(schema), table.name}, table);
    }
    return found;
}

std::string Inspector::view_definition(std::string_view name, std::string_view schema) {
    return state_->ask(
        [&](SchemaReader& reader) { return reader.view_definition(schema, name); });
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

void Inspector::refresh() noexcept {
    state_->tables.clear();
    state_->views.clear();
    state_->described.clear();
}

Inspector inspect(const Engine& engine) { return Inspector(engine); }
Inspector inspect(Connection& connection) { return Inspector(connection); }

}  // namespace azoth
