// SPDX-License-Identifier: MIT
// MetaData::reflect: declared in core/schema, which knows no connections.
#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include <azoth/engine/engine.hpp>
#include <azoth/error/error.hpp>
#include <azoth/error/spelling.hpp>
#include <azoth/reflect/inspector.hpp>
#include <azoth/schema/metadata.hpp>

namespace azoth {

namespace {

using Names = std::vector<std::string>;

/// Adds tables to a metadata, and those that their foreign keys refer to.
class Reflection {
public:
    Reflection(MetaData& metadata, Inspector& inspector, const ReflectOptions& options)
        : metadata_(metadata), inspector_(inspector), options_(options) {}

    void run() {
        TableFilter filter;
        filter.schema = options_.schema.empty() ? metadata_.options().schema : options_.schema;
        filter.views = options_.views || !options_.only.empty();
        filter.names = options_.only;
        check_names(filter);
        add(filter);
        while (options_.resolve_foreign_keys && !missing_.empty()) {
            const auto missing = std::exchange(missing_, {});
            for (const auto& [schema, names] : missing) {
                TableFilter more;
                more.schema = schema;
                more.names.assign(names.begin(), names.end());
                add(more);
            }
        }
        if (options_.sequences) add_sequences(filter.schema);
    }

    void tell(TableData& table) const {
        for (ColumnData& column : table.columns) {
            for (const DdlListener& listener : metadata_.listeners()) {
                if (listener.column_reflected) listener.column_reflected({table, column});
            }
        }
    }

private:
    /// A name that was asked for and is not there is an error, before anything is added.
    void check_names(const TableFilter& filter) {
        for (const std::string& name : filter.names) {
            if (inspector_.has_table(name, filter.schema)) continue;
            const Names tables = inspector_.table_names(filter.schema);
            throw ArgumentError(
                "no_such_table", "the database has no table \"" + name + "\"",
                {.hint = did_you_mean(name, {tables.begin(), tables.end()}), .table = name});
        }
    }

    void add(const TableFilter& filter) {
        for (TableData& table : inspector_.tables(filter)) {
            if (metadata_.contains(table.full_name())) continue;
            tell(table);
            for (const ForeignKeyData& key : table.foreign_keys) note(key);
            added_.insert({table.schema, table.name});
            schemas_.insert(filter.schema);
            metadata_.add(std::move(table));
        }
    }

    /// All of the schema, unless only some of its tables are wanted, and what belongs to a column
    /// of any table that was added.
    void add_sequences(const std::string& home) {
        schemas_.insert(home);
        for (const std::string& schema : schemas_) {
            for (SequenceData& sequence : inspector_.sequences(schema)) {
                const bool is_wanted = schema == home && options_.only.empty();
                const bool is_owned = !sequence.owner_table.empty() &&
                                      added_.count({sequence.schema, sequence.owner_table}) != 0;
                if ((is_wanted || is_owned) && !knows(sequence)) {
                    metadata_.add(std::move(sequence));
                }
            }
        }
    }
    [[nodiscard]] bool knows(const SequenceData& sequence) const {
        const auto known = metadata_.sequences();
        return std::any_of(known.begin(), known.end(), [&](const auto& other) {
            return other->name == sequence.name && other->schema == sequence.schema;
        });
    }

    /// Remembers a referred table that is not here, once.
    void note(const ForeignKeyData& key) {
        const std::string full = key.referred_schema.empty()
                                     ? key.referred_table
                                     : key.referred_schema + '.' + key.referred_table;
        if (metadata_.contains(full) || !noted_.insert(full).second) return;
        missing_[key.referred_schema].insert(key.referred_table);
    }

    MetaData& metadata_;
    Inspector& inspector_;
    const ReflectOptions& options_;
    std::map<std::string, std::set<std::string>> missing_;
    std::set<std::string> noted_;
    std::set<std::pair<std::string, std::string>> added_;  ///< schema, name
    std::set<std::string> schemas_;                        ///< of those
};

/// Leaves only some columns, and what is made of nothing else.
void include_columns(TableData& table, const Names& wanted) {
    if (wanted.empty()) return;
    for (const std::string& name : wanted) static_cast<void>(table.column(name));
    const auto is_wanted = [&](const std::string& name) {
        return std::find(wanted.begin(), wanted.end(), name) != wanted.end();
    };
    const auto are_wanted = [&](const Names& columns) {
        return std::all_of(columns.begin(), columns.end(), is_wanted);
    };
    std::erase_if(table.columns, [&](const ColumnData& column) { return !is_wanted(column.name); });
    if (!are_wanted(table.primary_key.columns)) table.primary_key = {};
    std::erase_if(table.foreign_keys, [&](const auto& key) { return !are_wanted(key.columns); });
    std::erase_if(table.uniques, [&](const auto& key) { return !are_wanted(key.columns); });
    // The text of an expression does not say which columns it is made of.
    std::erase_if(table.indexes, [&](const IndexData& index) {
        return index.columns().size() != index.parts.size() || !are_wanted(index.columns()) ||
               !are_wanted(index.include) || !index.where.empty();
    });
    table.checks.clear();
    table.other_constraints.clear();
}

Table reflect_one(MetaData& metadata, Inspector& inspector, std::string_view name,
                  std::initializer_list<Column> instead, const ReflectTableOptions& options) {
    TableData table = inspector.table(name, metadata.options().schema);
    include_columns(table, options.include_columns);
    Reflection(metadata, inspector, {}).tell(table);
    for (const Column& column : instead) {
        const ColumnData& own = column.data();
        static_cast<void>(table.column(own.name));
        const auto found =
            std::find_if(table.columns.begin(), table.columns.end(),
                         [&](const ColumnData& other) { return other.name == own.name; });
        *found = own;
        if (own.foreign_key) table.foreign_keys.push_back(*own.foreign_key);
    }
    return Table(metadata.add(std::move(table), options.if_declared));
}

}  // namespace

void MetaData::reflect(Engine& engine, const ReflectOptions& options) {
    Inspector inspector(engine);
    Reflection(*this, inspector, options).run();
}

void MetaData::reflect(Connection& connection, const ReflectOptions& options) {
    Inspector inspector(connection);
    Reflection(*this, inspector, options).run();
}

Table MetaData::reflect_table(Engine& engine, std::string_view name,
                              std::initializer_list<Column> instead,
                              const ReflectTableOptions& options) {
    Inspector inspector(engine);
    return reflect_one(*this, inspector, name, instead, options);
}

Table MetaData::reflect_table(Connection& connection, std::string_view name,
                              std::initializer_list<Column> instead,
                              const ReflectTableOptions& options) {
    Inspector inspector(connection);
    return reflect_one(*this, inspector, name, instead, options);
}

}  // namespace azoth
