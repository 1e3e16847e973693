// SPDX-License-Identifier: MIT
#include <azoth/sql/join_path.hpp>

#include <algorithm>
#include <memory>
#include <string>
#include <utility>

#include <azoth/error/error.hpp>
#include <azoth/sql/column_ref.hpp>
#include <azoth/sql/scalar.hpp>
#include <azoth/sql/select_columns.hpp>
#include <azoth/sql/source.hpp>

namespace azoth::sql {

namespace {

class SourceCollector final : public ChildVisitor {
public:
    void child(const Node& node) override {
        switch (node.kind()) {
            case NodeKind::column:
                // A column of values has no source of its own.
                if (cast<ColumnRef>(node).source) add(cast<ColumnRef>(node).source);
                return;
            case NodeKind::bind:
            case NodeKind::label_ref:
            case NodeKind::subquery:
            case NodeKind::exists: return;
            default: node.each_child(*this);
        }
    }
    void add(const NodePtr& source) {
        if (std::find(sources.begin(), sources.end(), source) == sources.end()) {
            sources.push_back(source);
        }
    }
    void add_all(const NodeList& nodes) {
        for (const NodePtr& node : nodes) child(*node);
    }

    std::vector<NodePtr> sources;
};

/// The table behind a source, through any alias or sample; null for a subquery.
const TableSource* table_of(const NodePtr& source) {
    const Node* node = source.get();
    while (const auto* alias = as<AliasSource>(*node)) node = alias->inner.get();
    if (const auto* sample = as<TableSample>(*node)) node = sample->table.get();
    return as<TableSource>(*node);
}

std::string display_name(const NodePtr& source) {
    if (const auto* alias = as<AliasSource>(*source); alias != nullptr && !alias->name.empty()) {
        return alias->name;
    }
    if (const auto* cte = as<CteSource>(*source)) return cte->name;
    const TableSource* table = table_of(source);
    return table == nullptr ? "a subquery" : table->name;
}

NodePtr column_of(const NodePtr& source, const std::string& name) {
    for (const NodePtr& column : source_columns(source)) {
        if (cast<ColumnRef>(*column).name == name) return column;
    }
    throw ArgumentError("no_such_column", "a foreign key names the column \"" + name + "\" that " +
                                              display_name(source) + " does not have");
}

/// The table's column that a column of a subquery or CTE shows as it is; null if it is none.
const ColumnRef* shown_column(const ColumnRef& column) {
    if (!column.source) return nullptr;
    if (table_of(column.source) != nullptr) return &column;
    const Node* behind = column.source.get();
    while (const auto* alias = as<AliasSource>(*behind)) behind = alias->inner.get();
    if (const auto* cte = as<CteSource>(*behind)) behind = cte->inner.get();
    const auto* query = as<Select>(*behind);
    if (query == nullptr) return nullptr;
    for (const NodePtr& item : query->columns) {
        if (item_name(*item) != column.name) continue;
        const Node* shown = item.get();
        while (const auto* label = as<Label>(*shown)) shown = label->inner.get();
        const auto* inner = as<ColumnRef>(*shown);
        return inner == nullptr ? nullptr : shown_column(*inner);
    }
    return nullptr;
}

/// A table that a source is, or that a subquery or CTE shows columns of.
struct TableBehind {
    const TableSource* table;
    const Node* read_as;  ///< the table or its alias inside; null for the source itself
    NodePtr source;

    /// The source's column for one of the table's; null where it does not show it.
    [[nodiscard]] NodePtr column(const std::string& name) const {
        if (read_as == nullptr) return column_of(source, name);
        for (const NodePtr& column : source_columns(source)) {
            const ColumnRef* shown = shown_column(cast<ColumnRef>(*column));
            if (shown == nullptr || shown->source.get() != read_as) continue;
            if (shown->name == name) return column;
        }
        return {};
    }
};

std::vector<TableBehind> tables_behind(const NodePtr& source) {
    if (const TableSource* table = table_of(source)) return {{table, nullptr, source}};
    std::vector<TableBehind> tables;
    for (const NodePtr& column : source_columns(source)) {
        const ColumnRef* shown = shown_column(cast<ColumnRef>(*column));
        if (shown == nullptr) continue;
        const Node* const read_as = shown->source.get();
        const bool is_known = std::any_of(tables.begin(), tables.end(), [&](const auto& known) {
            return known.read_as == read_as;
        });
        if (!is_known) tables.push_back({table_of(shown->source), read_as, source});
    }
    return tables;
}

struct Candidate {
    NodePtr condition;
    std::string description;
};

/// Foreign keys of `referring` that point at `referred`.
void find_paths(const TableBehind& referring, const TableBehind& referred,
                std::vector<Candidate>& found) {
    const TableSource* const to = referred.table;
    const auto description = referring.table->table.lock();
    if (!description) return;
    for (const ForeignKeyPath& path : description->foreign_key_paths()) {
        if (path.referred_table != to->name || path.referred_schema != to->schema) continue;
        Candidate candidate;
        bool shows_all = true;
        for (std::size_t i = 0; i < path.columns.size() && shows_all; ++i) {
            const NodePtr column = referring.column(path.columns[i]);
            const NodePtr other = referred.column(path.referred_columns[i]);
            shows_all = column && other;
            if (!shows_all) break;
            NodePtr equal = make<Binary>(Operator::eq, column, other, SqlType(TypeKind::boolean));
            candidate.condition =
                candidate.condition
                    ? NodePtr(make<Binary>(Operator::and_, std::move(candidate.condition),
                                           std::move(equal), SqlType(TypeKind::boolean)))
                    : std::move(equal);
            if (i != 0) candidate.description += ", ";
            candidate.description += display_name(referring.source) + "." + path.columns[i] +
                                     " -> " + display_name(referred.source) + "." +
                                     path.referred_columns[i];
        }
        if (shows_all) found.push_back(std::move(candidate));
    }
}

}  // namespace

std::vector<NodePtr> referred_sources(const Select& select) {
    SourceCollector collector;
    collector.sources.reserve(8);
    for (const NodePtr& source : select.from) collector.add(source);
    collector.add_all(select.columns);
    for (const NodePtr& node : select.joins) {
        const auto& join = cast<Join>(*node);
        collector.add(join.target);
        if (join.condition) collector.child(*join.condition);
    }
    if (select.where) collector.child(*select.where);
    collector.add_all(select.group_by);
    if (select.having) collector.child(*select.having);
    collector.add_all(select.order_by);
    return std::move(collector.sources);
}

namespace {

/// What the join chain holds already: its first source and the targets joined so far.
std::vector<NodePtr> joined_sources(const Select& select, const std::vector<NodePtr>& all) {
    std::vector<NodePtr> joined;
    for (const NodePtr& source : select.from) joined.push_back(source);
    if (joined.empty() && !all.empty()) joined.push_back(all.front());
    for (const NodePtr& join : select.joins) joined.push_back(cast<Join>(*join).target);
    return joined;
}

std::vector<Candidate> find_paths_to(const std::vector<NodePtr>& sources, const NodePtr& target) {
    std::vector<Candidate> found;
    const std::vector<TableBehind> targets = tables_behind(target);
    for (const NodePtr& source : sources) {
        if (source == target) continue;
        for (const TableBehind& one : tables_behind(source)) {
            for (const TableBehind& other : targets) {
                find_paths(one, other, found);
                find_paths(other, one, found);
            }
        }
    }
    return found;
}

}  // namespace

NodePtr join_condition(const Select& select, const NodePtr& target) {
    const std::vector<NodePtr> all = referred_sources(select);
    std::vector<Candidate> found = find_paths_to(joined_sources(select, all), target);
    // A table that is merely selected from may be joined later; it counts when nothing else does.
    if (found.empty()) found = find_paths_to(all, target);
    if (found.size() == 1) return std::move(found.front().condition);
    if (found.empty()) {
        throw ArgumentError(
            "no_foreign_key",
            "no foreign key joins " + display_name(target) + " to the tables of the query",
            {.hint = "say the condition: join(table, a[\"x\"] == b[\"y\"])"});
    }
    std::string names;
    for (const Candidate& candidate : found) {
        if (!names.empty()) names += "; ";
        names += candidate.description;
    }
    throw ArgumentError("ambiguous_foreign_key",
                        "several foreign keys join " + display_name(target) + ": " + names,
                        {.hint = "say the condition: join(table, a[\"x\"] == b[\"y\"])"});
}

std::vector<NodePtr> outer_sources(const Select& select, std::vector<NodePtr> before) {
    std::vector<NodePtr> outer;
    for (const NodePtr& node : select.joins) {
        const auto& join = cast<Join>(*node);
        const bool is_full = join.join_kind == JoinKind::full;
        if (is_full) outer.insert(outer.end(), before.begin(), before.end());
        if (is_full || join.join_kind == JoinKind::left) outer.push_back(join.target);
        before.push_back(join.target);
    }
    return outer;
}

}  // namespace azoth::sql
