// SPDX-License-Identifier: MIT
#include <azoth/compile/creation_plan.hpp>

#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include <azoth/error/error.hpp>

namespace azoth::compile {

Wanted::~Wanted() = default;
bool Wanted::table(const TableData&) {
    return true;
}
bool Wanted::sequence(const SequenceData&) {
    return true;
}
bool Wanted::enum_type(const SqlType&, const std::vector<const TableData*>&) {
    return true;
}
bool Wanted::schema(const std::string&) {
    return false;
}

namespace {

using TablePtr = std::shared_ptr<const TableData>;

bool is_view(const TablePtr& table) {
    return table->kind != TableKind::table;
}

/// The table without the keys that are added later.
TableData without(const TableData& table, const std::vector<std::size_t>& keys) {
    TableData rest;
    rest = table;
    for (auto key = keys.rbegin(); key != keys.rend(); ++key) {
        rest.foreign_keys.erase(rest.foreign_keys.begin() + static_cast<std::ptrdiff_t>(*key));
    }
    // A key that refers to another table's is given by the program all the same.
    if (table.autoincrement_column() == nullptr) {
        for (ColumnData& column : rest.columns) column.autoincrement = false;
    }
    return rest;
}

/// Foreign keys that no order fulfils stand in CREATE TABLE where the database lets them refer to
/// what comes later, and are added afterwards elsewhere.
class LateKeys {
public:
    LateKeys(const CreationOrder& order, const Ledger& ledger) {
        if (ledger.supports(Capability::forward_foreign_keys) &&
            !ledger.supports(Capability::alter_constraints)) {
            return;
        }
        for (const CreationOrder::LateKey& late : order.late_keys) {
            if (!ledger.supports(Capability::alter_constraints)) {
                ledger.lacks("a foreign key from " + late.table->full_name() + " to " +
                             late.table->foreign_keys[late.key].referred_table +
                             ", which refer to one another");
            }
            by_table_[late.table.get()].push_back(late.key);
        }
        for (auto& [table, keys] : by_table_) std::sort(keys.begin(), keys.end());
    }
    [[nodiscard]] const std::vector<std::size_t>& of(const TablePtr& table) const {
        static const std::vector<std::size_t> none;
        const auto found = by_table_.find(table.get());
        return found == by_table_.end() ? none : found->second;
    }

private:
    std::map<const TableData*, std::vector<std::size_t>> by_table_;
};

void add(std::vector<CreationStep>& steps, std::vector<std::string> statements,
         TablePtr table = nullptr) {
    if (!statements.empty()) steps.push_back({std::move(table), std::move(statements)});
}

void create_schemas(std::vector<CreationStep>& steps, const MetaData& metadata,
                    const DdlCompiler& compiler, Wanted& wanted) {
    std::set<std::string> done;
    for (const Table& table : metadata.tables()) {
        const std::string& schema = table.data().schema;
        const std::string written(compiler.context().schema(schema));
        if (written.empty() || !done.insert(written).second || !wanted.schema(schema)) continue;
        add(steps, {compiler.create_schema(schema)});
    }
}

/// It is made before the table whose column it belongs to.
SequenceData without_owner(SequenceData sequence) {
    sequence.owner_table.clear();
    sequence.owner_column.clear();
    return sequence;
}

/// Views behind those that they select from, as far as that is known; else in the order of their
/// description, in which a program cannot but say them.
std::vector<TablePtr> views_in_order(const MetaData& metadata) {
    std::vector<TablePtr> rest;
    for (const Table& table : metadata.tables()) {
        if (is_view(table.shared_data())) rest.push_back(table.shared_data());
    }
    std::vector<TablePtr> ordered;
    while (!rest.empty()) {
        const auto waits = [&](const TablePtr& view) {
            return std::any_of(rest.begin(), rest.end(), [&](const TablePtr& other) {
                const std::string& name =
                    other->schema == view->schema ? other->name : other->full_name();
                return other != view &&
                       std::find(view->selects_from.begin(), view->selects_from.end(), name) !=
                           view->selects_from.end();
            });
        };
        auto next = std::find_if_not(rest.begin(), rest.end(), waits);
        if (next == rest.end()) next = rest.begin();  // no database lets views go round in circles
        ordered.push_back(*next);
        rest.erase(next);
    }
    return ordered;
}

/// An enum type that the database keeps by name, and who uses it.
struct NamedEnum {
    SqlType type;
    std::vector<const TableData*> tables;
};

/// Each name once, in the order of the tables. Tables that mean different things by one name
/// contradict one another.
std::vector<NamedEnum> named_enums(const MetaData& metadata, const DdlCompiler& compiler) {
    std::vector<NamedEnum> all;
    for (const Table& table : metadata.tables()) {
        for (const SqlType& type : compiler.named_enums(table.data())) {
            const auto known = std::find_if(all.begin(), all.end(), [&](const NamedEnum& other) {
                return other.type.name() == type.name() && other.type.schema() == type.schema();
            });
            if (known == all.end()) {
                all.push_back({type, {&table.data()}});
                continue;
            }
            if (!std::ranges::equal(known->type.labels(), type.labels())) {
                throw CompileError("enum_conflict", "the tables " +
                                                        known->tables.front()->full_name() +
                                                        " and " + table.data().full_name() +
                                                        " have different enums of the name \"" +
                                                        std::string(type.name()) + "\"");
            }
            if (known->tables.back() != &table.data()) known->tables.push_back(&table.data());
        }
    }
    return all;
}

/// In most databases an index has its name in the schema, and in some in its table: two that one
/// statement would drop cannot be.
void require_index_names(const MetaData& metadata, const DdlCompiler& compiler) {
    if (!compiler.ledger().supports(Capability::named_indexes)) return;
    std::map<std::string, const TableData*> known;
    for (const Table& table : metadata.tables()) {
        for (const IndexData& index : table.data().indexes) {
            const auto [other, is_new] =
                known.emplace(compiler.drop_index(table.data(), index), &table.data());
            if (is_new) continue;
            compiler.ledger().reject(CompileError(
                "duplicate_index",
                "two indexes would be called \"" + index.name + "\", of " +
                    other->second->full_name() + " and of " + table.data().full_name(),
                {.hint = "give one of them another name: Index{\"name\", {\"column\"}}",
                 .table = table.data().full_name()}));
        }
    }
}

/// Whether a key or an index of the table begins with these columns, in any order. What more it
/// must be (unique, of no other columns, in that order) is each database's own rule.
bool finds_rows_by(const TableData& table, const std::vector<std::string>& columns) {
    const auto leads = [&](const std::vector<std::string>& key) {
        return key.size() >= columns.size() &&
               std::is_permutation(columns.begin(), columns.end(), key.begin());
    };
    const auto is_led = [&](const auto& key) { return leads(key.columns); };
    return is_led(table.primary_key) ||
           std::any_of(table.uniques.begin(), table.uniques.end(), is_led) ||
           std::any_of(table.indexes.begin(), table.indexes.end(),
                       [&](const IndexData& index) { return leads(index.columns()); });
}

/// SQLite takes a foreign key that refers to no key, and then no row.
void require_key_targets(const MetaData& metadata, const DdlCompiler& compiler) {
    const std::vector<Table> tables = metadata.tables();
    for (const Table& table : tables) {
        for (const ForeignKeyData& key : table.data().foreign_keys) {
            const auto target = std::find_if(tables.begin(), tables.end(), [&](const Table& other) {
                return other.name() == key.referred_table &&
                       other.data().schema == key.referred_schema;
            });
            if (target == tables.end() || key.referred_columns.empty() ||
                finds_rows_by(target->data(), key.referred_columns)) {
                continue;
            }
            compiler.ledger().reject(CompileError(
                "bad_foreign_key_target",
                "a foreign key of \"" + table.data().full_name() + "\" refers to \"" +
                    key.referred_columns.front() + "\" of \"" + target->data().full_name() +
                    "\", which is no key there",
                {.hint = "unique_key, or UniqueConstraint over all columns that it refers to",
                 .table = table.data().full_name()}));
        }
    }
}

}  // namespace

std::vector<CreationStep> plan_creation(const MetaData& metadata, const DdlCompiler& compiler,
                                        Wanted& wanted) {
    const CreationOrder order = metadata.creation_order();
    const LateKeys late(order, compiler.ledger());
    require_index_names(metadata, compiler);
    require_key_targets(metadata, compiler);
    std::vector<CreationStep> steps;
    create_schemas(steps, metadata, compiler, wanted);
    std::vector<std::string> owners;
    for (const auto& sequence : metadata.sequences()) {
        if (!compiler.needs(*sequence) || !wanted.sequence(*sequence)) continue;
        if (!sequence->owner_table.empty()) owners.push_back(compiler.own_sequence(*sequence));
        add(steps, compiler.sequence_statements(without_owner(*sequence)));
    }
    for (const NamedEnum& named : named_enums(metadata, compiler)) {
        if (wanted.enum_type(named.type, named.tables)) {
            add(steps, {compiler.create_enum(named.type)});
        }
    }
    std::vector<std::string> keys;
    for (const TablePtr& table : order.tables) {
        if (is_view(table) || !wanted.table(*table)) continue;
        const std::vector<std::size_t>& later = late.of(table);
        add(steps, compiler.create_table(later.empty() ? *table : without(*table, later)), table);
        for (const std::size_t key : later) {
            keys.push_back(compiler.add_foreign_key(*table, table->foreign_keys[key]));
        }
    }
    add(steps, std::move(keys));
    add(steps, std::move(owners));
    for (const TablePtr& view : views_in_order(metadata)) {
        if (wanted.table(*view)) add(steps, compiler.create_table(*view), view);
    }
    return steps;
}

std::vector<CreationStep> plan_dropping(const MetaData& metadata, const DdlCompiler& compiler,
                                        Wanted& wanted) {
    CreationOrder order = metadata.creation_order();
    const LateKeys late(order, compiler.ledger());
    std::vector<CreationStep> steps;
    std::vector<TablePtr> views = views_in_order(metadata);
    std::reverse(views.begin(), views.end());
    for (const TablePtr& view : views) {
        if (wanted.table(*view)) add(steps, {compiler.drop_table(*view)}, view);
    }
    std::vector<TablePtr> tables;
    for (auto table = order.tables.rbegin(); table != order.tables.rend(); ++table) {
        if (!is_view(*table) && wanted.table(**table)) tables.push_back(*table);
    }
    for (const TablePtr& table : tables) {
        for (const std::size_t index : late.of(table)) {
            const ForeignKeyData& key = table->foreign_keys[index];
            if (key.name.empty()) {
                compiler.ledger().refuse(
                    "dropping tables that refer to one another through a key without a name",
                    "name the foreign key of " + table->full_name());
            }
            add(steps,
                {compiler.drop_constraint(*table, compiler.final_name(key.name, key.generated_name),
                                          false, false, key.name_quoting)});
        }
    }
    const bool keeps_cycle =
        !compiler.ledger().supports(Capability::alter_constraints) &&
        std::any_of(order.late_keys.begin(), order.late_keys.end(), [&](const auto& late_key) {
            return std::find(tables.begin(), tables.end(), late_key.table) != tables.end();
        });
    const std::string deferral = compiler.defer_foreign_keys();
    if (keeps_cycle && !deferral.empty()) add(steps, {deferral});
    for (const TablePtr& table : tables) add(steps, {compiler.drop_table(*table)}, table);
    for (const NamedEnum& named : named_enums(metadata, compiler)) {
        if (wanted.enum_type(named.type, named.tables))
            add(steps, {compiler.drop_enum(named.type)});
    }
    for (const auto& sequence : metadata.sequences()) {
        if (!compiler.needs(*sequence) || !wanted.sequence(*sequence)) continue;
        const bool is_gone = std::any_of(tables.begin(), tables.end(), [&](const TablePtr& table) {
            return table->name == sequence->owner_table && table->schema == sequence->schema;
        });
        if (!is_gone) add(steps, {compiler.drop_sequence(*sequence)});
    }
    return steps;
}

}  // namespace azoth::compile
