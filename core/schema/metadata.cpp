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
#include "extended_table.hpp"
#include "stored_names.hpp"
#include "table_parts.hpp"

namespace azoth {

struct MetaData::State {
    std::shared_ptr<const MetaDataOptions> options = std::make_shared<const MetaDataOptions>();
    std::vector<std::shared_ptr<const TableData>> tables;
    std::vector<std::shared_ptr<const SequenceData>> sequences;
    std::vector<DdlListener> listeners;

    [[nodiscard]] TableData* find(std::string_view schema, std::string_view name) const {
        for (const auto& table : tables) {
            // Tables are const for everybody but this room, which resolves late types.
            if (table->name == name && table->schema == schema) {
                return const_cast<TableData*>(table.get());
            }
        }
        return nullptr;
    }

    /// Gives columns their nodes, and expressions the table's own columns.
    static void complete(TableData& table);
    void resolve_all_types();
    std::shared_ptr<const TableData> extend(TableData& known, TableData&& more);

    /// By "schema.table", or by "table" in the default schema.
    [[nodiscard]] std::shared_ptr<const TableData> find_by_full_name(
        std::string_view full) const noexcept {
        const std::size_t dot = full.rfind('.');
        const bool is_bare = dot == std::string_view::npos;
        const std::string_view name = is_bare ? full : full.substr(dot + 1);
        const std::string_view schema = is_bare ? options->schema : full.substr(0, dot);
        for (const auto& table : tables) {
            if (table->name == name && table->schema == schema) return table;
            // A name with a dot of its own.
            if (is_bare || table->name.find('.') == std::string::npos) continue;
            if (table->name == full && table->schema == options->schema) return table;
            const std::size_t length = table->schema.size();
            if (!table->schema.empty() && full.starts_with(table->schema) &&
                full.substr(length).starts_with('.') && full.substr(length + 1) == table->name) {
                return table;
            }
        }
        return nullptr;
    }
};

namespace {

void add_name(std::set<std::string_view>& names, const TableData& table,
              const std::string& column) {
    if (names.insert(column).second) return;
    throw ArgumentError("duplicate_column",
                        "the table \"" + table.name + "\" has two columns \"" + column + "\"");
}

/// The same of what foreign keys refer to, as soon as that is known.
void use_referred_names(TableData& table, const auto& find) {
    for (ForeignKeyData& key : table.foreign_keys) {
        const TableData* target = find(key.referred_schema, key.referred_table);
        if (target == nullptr) continue;
        use_stored_names(*target, key.referred_columns);
        key.quoting = {target->schema_quoting, target->quoting, {}};
        for (const std::string& name : key.referred_columns) {
            key.quoting.columns.push_back(target->column(name).quoting);
        }
    }
}

void check(const TableData& table) {
    check_name(table.name, "a table");
    std::set<std::string_view> names;
    for (const ColumnData& column : table.columns) {
        check_name(column.name, "a column");
        add_name(names, table, column.name);
        if (!column.known_as.empty() && column.known_as != column.name) {
            add_name(names, table, column.known_as);
        }
    }
    check_parts(table);
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

MetaData::MetaData(MetaDataOptions options) : MetaData() {
    state_->options = std::make_shared<const MetaDataOptions>(std::move(options));
}

const MetaDataOptions& MetaData::options() const noexcept {
    return *state_->options;
}

void MetaData::listen(DdlListener listener) {
    state_->listeners.push_back(std::move(listener));
}

const std::vector<DdlListener>& MetaData::listeners() const noexcept {
    return state_->listeners;
}

std::vector<std::shared_ptr<const SequenceData>> MetaData::sequences() const {
    return state_->sequences;
}

std::shared_ptr<const SequenceData> MetaData::add(SequenceData sequence) {
    check_name(sequence.name, "a sequence");
    for (const auto& known : state_->sequences) {
        if (known->name == sequence.name && known->schema == sequence.schema) {
            throw ArgumentError("duplicate_sequence",
                                "the metadata has a sequence \"" + sequence.name + "\" already");
        }
    }
    state_->sequences.push_back(std::make_shared<const SequenceData>(std::move(sequence)));
    return state_->sequences.back();
}

void MetaData::remove(std::string_view name) {
    const Table gone = table(name);
    std::erase(state_->tables, gone.shared_data());
}

void MetaData::clear() noexcept {
    state_->tables.clear();
    state_->sequences.clear();
}

void MetaData::State::complete(TableData& table) {
    for (const std::string& key : table.primary_key.columns) {
        const auto column =
            std::find_if(table.columns.begin(), table.columns.end(),
                         [&](const ColumnData& candidate) { return candidate.name == key; });
        column->primary_key = true;
        column->nullable = false;
    }
    for (ColumnData& column : table.columns) {
        if (column.ref) continue;
        column.type = column.type.moved({}, table.schema);
        auto* ref = new sql::ColumnRef(table.source, column.name, column.type, column.nullable,
                                       column.known_as, column.quoting);
        ref->seal();
        column.ref = sql::NodePtr::adopt(ref);
    }
    resolve_this_columns(table);
}

void MetaData::State::resolve_all_types() {
    const auto find_table = [this](std::string_view schema, std::string_view name) {
        return find(schema, name);
    };
    for (const auto& known : tables) {
        use_referred_names(const_cast<TableData&>(*known), find_table);
    }
    for (bool learned = true; learned;) {
        learned = false;
        for (const auto& known : tables) {
            learned |= resolve_types(const_cast<TableData&>(*known), find_table);
        }
    }
}

std::shared_ptr<const TableData> MetaData::State::extend(TableData& known, TableData&& more) {
    TableData table = extended(known, std::move(more));
    use_stored_names(table);
    check(table);
    check_references(table, tables, [this](std::string_view schema, std::string_view name) {
        return find(schema, name);
    });
    complete(table);
    known = std::move(table);
    // What is compiled from now on must not be taken for what was, which had other defaults.
    auto& source = const_cast<sql::TableSource&>(sql::cast<sql::TableSource>(*known.source));
    source.identity = sql::next_source_identity();
    source.unseal();
    source.seal();
    resolve_all_types();
    return find_by_full_name(known.full_name());
}

std::shared_ptr<const TableData> MetaData::add(TableData description, IfDeclared if_declared) {
    const std::shared_ptr<State> state = state_;
    if (TableData* known = state->find(description.schema, description.name)) {
        if (if_declared == IfDeclared::keep) return state->find_by_full_name(known->full_name());
        if (if_declared == IfDeclared::extend) return state->extend(*known, std::move(description));
        throw ArgumentError("duplicate_table",
                            "the metadata has a table \"" + description.full_name() + "\" already",
                            {.hint = "extend_existing adds to it, keep_existing takes it as it is",
                             .table = description.full_name()});
    }
    for (ColumnData& column : description.columns) column.ref = nullptr;  // a copied description's
    return attach(std::move(description), nullptr);
}

std::shared_ptr<const TableData> MetaData::adopt(TableData description) {
    if (state_->find(description.schema, description.name) != nullptr) {
        throw ArgumentError("duplicate_table",
                            "the metadata has a table \"" + description.full_name() + "\" already",
                            {.table = description.full_name()});
    }
    const auto& source = sql::cast<sql::TableSource>(*description.source);
    if (!source.table.expired() && source.schema != description.schema) {
        throw ArgumentError("mapped_elsewhere",
                            "another metadata has \"" + description.name + "\" in the schema \"" +
                                source.schema + "\"",
                            {.hint = "describe it a second time for another schema",
                             .table = description.full_name()});
    }
    sql::NodePtr node = description.source;
    return attach(std::move(description), std::move(node));
}

/// `source` is null for a table that expressions do not know yet.
std::shared_ptr<const TableData> MetaData::attach(TableData description, sql::NodePtr source_node) {
    const std::shared_ptr<State> state = state_;
    const std::vector<DdlListener> listeners = state->listeners;
    for (const DdlListener& listener : listeners) {
        if (listener.before_attach) listener.before_attach(description);
    }
    use_stored_names(description);
    check(description);
    check_references(
        description, state->tables,
        [&](std::string_view schema, std::string_view name) { return state->find(schema, name); });
    auto table = std::make_shared<TableData>(std::move(description));
    table->home = state->options;
    table->source = source_node ? std::move(source_node)
                                : sql::make<sql::TableSource>(sql::next_source_identity(),
                                                              table->schema, table->name);
    auto& source = const_cast<sql::TableSource&>(sql::cast<sql::TableSource>(*table->source));
    if (source.table.expired()) {
        source.table = table;
        source.schema = table->schema;
        source.schema_quoting = table->schema_quoting;
        source.quoting = table->quoting;
    }
    State::complete(*table);
    state->tables.push_back(table);
    state->resolve_all_types();
    for (const DdlListener& listener : listeners) {
        if (listener.after_attach) listener.after_attach(Table(table));
    }
    return table;
}

Table MetaData::table(std::string_view name) const {
    if (const auto found = state_->find_by_full_name(name)) return Table(found);
    std::vector<std::string> names;
    for (const auto& table : state_->tables) names.push_back(table->full_name());
    throw ArgumentError(
        "no_such_table", "the metadata has no table \"" + std::string(name) + "\"",
        {.hint = did_you_mean(name, {names.begin(), names.end()}), .table = std::string(name)});
}

bool MetaData::contains(std::string_view name) const noexcept {
    return state_->find_by_full_name(name) != nullptr;
}

std::vector<Table> MetaData::tables() const {
    std::vector<Table> tables;
    for (const auto& table : state_->tables) tables.emplace_back(table);
    return tables;
}

CreationOrder MetaData::creation_order() const {
    return azoth::creation_order(state_->tables);
}

std::vector<Table> MetaData::sorted_tables() const {
    std::vector<Table> tables;
    for (const auto& table : dependency_sort(state_->tables)) tables.emplace_back(table);
    return tables;
}

}  // namespace azoth
