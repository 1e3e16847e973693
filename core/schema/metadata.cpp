// SPDX-License-Identifier: MIT
#include <azoth/schema/metadata.hpp>

#include <algorithm>
#include <set>
#include <utility>

#include <azoth/error/error.hpp>
#include <azoth/error/spelling.hpp>
#include <azoth/sql/column_ref.hpp>
#include <azoth/sql/source.hpp>

#include "dependency_sort.hpp"

namespace azoth {

struct MetaData::State {
    std::vector<std::shared_ptr<const TableData>> tables;

    [[nodiscard]] TableData* find(std::string_view schema, std::string_view name) const {
        for (const auto& table : tables) {
            // Tables are const for everybody but this room, which resolves late types.
            if (table->name == name && table->schema == schema) {
                return const_cast<TableData*>(table.get());
            }
        }
        return nullptr;
    }
};

namespace {

/// Splits "schema.table".
std::pair<std::string_view, std::string_view> split_name(std::string_view full) {
    const std::size_t dot = full.rfind('.');
    if (dot == std::string_view::npos) return {{}, full};
    return {full.substr(0, dot), full.substr(dot + 1)};
}

void check_name(const std::string& name, std::string_view what) {
    if (name.empty()) {
        throw ArgumentError("bad_identifier", std::string(what) + " needs a name");
    }
    if (name.find('\0') != std::string::npos) {
        throw ArgumentError("bad_identifier", std::string(what) + "'s name contains a NUL byte");
    }
}

void check_columns_exist(const TableData& table, const std::vector<std::string>& columns) {
    for (const std::string& column : columns) static_cast<void>(table.column(column));
}

void check(const TableData& table) {
    check_name(table.name, "a table");
    std::set<std::string_view> names;
    for (const ColumnData& column : table.columns) {
        check_name(column.name, "a column");
        if (!names.insert(column.name).second) {
            throw ArgumentError(
                "duplicate_column",
                "the table \"" + table.name + "\" has two columns \"" + column.name + "\"");
        }
    }
    check_columns_exist(table, table.primary_key.columns);
    for (const auto& key : table.foreign_keys) {
        check_columns_exist(table, key.columns);
        // None at all: reflection found a key whose target does not exist.
        if (!key.referred_columns.empty() && key.referred_columns.size() != key.columns.size()) {
            throw ArgumentError(
                "bad_foreign_key_target",
                "a foreign key of the table \"" + table.name + "\" has as many targets as columns");
        }
    }
    for (const auto& unique : table.uniques) check_columns_exist(table, unique.columns);
    for (const auto& index : table.indexes) {
        check_name(index.name, "an index");
        check_columns_exist(table, index.columns);
    }
}

/// Columns that foreign keys of the new table refer to, or that others refer to in it, must exist.
/// Asked before anything changes, so that a table that is refused leaves no trace.
void check_references(const TableData& table, const auto& known, const auto& find) {
    for (const ForeignKeyData& key : table.foreign_keys) {
        const bool own = key.referred_table == table.name && key.referred_schema == table.schema;
        const TableData* target = own ? &table : find(key.referred_schema, key.referred_table);
        if (target != nullptr) check_columns_exist(*target, key.referred_columns);
    }
    for (const auto& other : known) {
        for (const ForeignKeyData& key : other->foreign_keys) {
            if (key.referred_table == table.name && key.referred_schema == table.schema) {
                check_columns_exist(table, key.referred_columns);
            }
        }
    }
}

/// Gives columns that wait for a foreign key's target the target's type, where it is known.
/// Returns whether a type was learned, since others may wait for that one.
bool resolve_types(TableData& table, const auto& find) {
    bool learned = false;
    for (ColumnData& column : table.columns) {
        if (column.type.is_known()) continue;
        for (const ForeignKeyData& key : table.foreign_keys) {
            const auto at = std::find(key.columns.begin(), key.columns.end(), column.name);
            if (at == key.columns.end() || key.referred_columns.empty()) continue;
            const TableData* target = find(key.referred_schema, key.referred_table);
            if (target == nullptr) continue;
            const auto& referred = target->column(
                key.referred_columns[static_cast<std::size_t>(at - key.columns.begin())]);
            if (!referred.type.is_known()) continue;
            column.type = referred.type;
            const_cast<sql::ColumnRef&>(sql::cast<sql::ColumnRef>(*column.ref))
                .resolve_type(column.type);
            learned = true;
            break;
        }
    }
    return learned;
}

}  // namespace

MetaData::MetaData() : state_(std::make_shared<State>()) {}

std::shared_ptr<const TableData> MetaData::add(TableData description) {
    check(description);
    if (state_->find(description.schema, description.name) != nullptr) {
        throw ArgumentError("duplicate_table",
                            "the metadata has a table \"" + description.full_name() + "\" already");
    }
    const auto find = [this](std::string_view schema, std::string_view name) {
        return state_->find(schema, name);
    };
    check_references(description, state_->tables, find);
    auto table = std::make_shared<TableData>(std::move(description));
    auto source =
        sql::make<sql::TableSource>(sql::next_source_identity(), table->schema, table->name);
    const_cast<sql::TableSource&>(*source).table = table;
    table->source = source;
    for (const std::string& key : table->primary_key.columns) {
        const auto column =
            std::find_if(table->columns.begin(), table->columns.end(),
                         [&](const ColumnData& candidate) { return candidate.name == key; });
        column->primary_key = true;
        column->nullable = false;
    }
    for (ColumnData& column : table->columns) {
        auto* ref = new sql::ColumnRef(source, column.name, column.type, column.nullable);
        ref->seal();
        column.ref = sql::NodePtr::adopt(ref);
    }
    state_->tables.push_back(table);

    for (bool learned = true; learned;) {
        learned = false;
        for (const auto& known : state_->tables) {
            learned |= resolve_types(const_cast<TableData&>(*known), find);
        }
    }
    return table;
}

Table MetaData::table(std::string_view name) const {
    const auto [schema, bare] = split_name(name);
    for (const auto& table : state_->tables) {
        if (table->name == bare && table->schema == schema) return Table(table);
    }
    std::vector<std::string> names;
    for (const auto& table : state_->tables) names.push_back(table->full_name());
    throw ArgumentError(
        "no_such_table", "the metadata has no table \"" + std::string(name) + "\"",
        {.hint = did_you_mean(name, {names.begin(), names.end()}), .table = std::string(name)});
}

bool MetaData::contains(std::string_view name) const noexcept {
    const auto [schema, bare] = split_name(name);
    return state_->find(schema, bare) != nullptr;
}

std::vector<Table> MetaData::tables() const {
    std::vector<Table> tables;
    for (const auto& table : state_->tables) tables.emplace_back(table);
    return tables;
}

std::vector<Table> MetaData::sorted_tables() const {
    std::vector<Table> tables;
    for (const auto& table : dependency_sort(state_->tables)) tables.emplace_back(table);
    return tables;
}

}  // namespace azoth
