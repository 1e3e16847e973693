// SPDX-License-Identifier: MIT
#include <azoth/sql/from_item.hpp>

#include <set>
#include <string>
#include <string_view>

#include <azoth/error/error.hpp>
#include <azoth/sql/aggregate.hpp>
#include <azoth/sql/column_ref.hpp>
#include <azoth/sql/expression.hpp>
#include <azoth/sql/extension.hpp>
#include <azoth/sql/query.hpp>
#include <azoth/sql/scalar.hpp>
#include <azoth/sql/select_columns.hpp>
#include <azoth/sql/source.hpp>

namespace azoth {

JoinPath::~JoinPath() = default;

namespace sql {

TableDescription::~TableDescription() = default;

std::string_view item_name(const Node& item) {
    switch (item.kind()) {
        case NodeKind::label: return cast<Label>(item).name.view();
        case NodeKind::column: return cast<ColumnRef>(item).name;
        case NodeKind::function: return cast<Function>(item).name.view();
        case NodeKind::aggregate: return item_name(*cast<Aggregate>(item).function);
        case NodeKind::over: return item_name(*cast<Over>(item).function);
        default: return {};
    }
}

Quoting item_quoting(const Node& item) noexcept {
    if (const auto* label = as<Label>(item)) return label->quoting;
    const auto* column = as<ColumnRef>(item);
    return column == nullptr ? Quoting::by_rule : column->quoting;
}

const NodeList& query_columns(const Node& query) {
    static const NodeList none;
    switch (query.kind()) {
        case NodeKind::select: return cast<Select>(query).columns;
        case NodeKind::set_operation:
            return query_columns(*cast<SetOperation>(query).parts.front());
        case NodeKind::values: return cast<Values>(query).columns;
        case NodeKind::text_statement: return cast<TextStatement>(query).columns;
        case NodeKind::table_function: return cast<TableFunction>(query).columns;
        case NodeKind::insert: return cast<Insert>(query).returning;
        case NodeKind::update: return cast<Update>(query).returning;
        case NodeKind::delete_from: return cast<Delete>(query).returning;
        default: break;
    }
    const Extension* const extension = query.extension();
    const NodeList* const columns = extension == nullptr ? nullptr : extension->result_columns();
    return columns == nullptr ? none : *columns;
}

namespace {

/// The items that stand behind the columns of an alias or CTE.
NodeList items_behind(const Node& source) {
    if (const auto* reference = as<CteReference>(source)) return reference->columns;
    const NodePtr& inner = source.kind() == NodeKind::cte ? cast<CteSource>(source).inner
                                                          : cast<AliasSource>(source).inner;
    switch (inner->kind()) {
        case NodeKind::table:
        case NodeKind::alias:
        case NodeKind::cte:
        case NodeKind::cte_reference: return source_columns(inner);
        case NodeKind::sample: return source_columns(cast<TableSample>(*inner).table);
        default: return query_columns(*inner);
    }
}

}  // namespace

NodeList source_columns(const NodePtr& source) {
    if (const auto* table = as<TableSource>(*source)) {
        const auto description = table->table.lock();
        if (!description) {
            throw InvalidRequestError("table_gone",
                                      "the table \"" + table->name + "\" no longer exists");
        }
        return description->column_nodes();
    }
    NodeList inner = items_behind(*source);
    if (const auto* cte = as<CteSource>(*source)) {
        for (const NodePtr& node : cte->traversals) {
            const NodeList& added = cast<CteTraversal>(*node).columns;
            inner.append(added.begin(), added.end());
        }
    }
    NodeList columns;
    columns.reserve(inner.size());
    for (const NodePtr& item : inner) {
        const std::string_view name = item_name(*item);
        if (name.empty()) continue;  // an expression without a name cannot be reached by one
        const auto* column = as<ColumnRef>(*item);
        columns.push_back(make<ColumnRef>(
            source, std::string(name), item->type(), column == nullptr || column->nullable,
            column == nullptr ? std::string() : column->alias, item_quoting(*item)));
    }
    return columns;
}

}  // namespace sql

std::vector<Expr> FromItem::columns() const {
    std::vector<Expr> columns;
    for (const sql::NodePtr& column : column_nodes()) columns.emplace_back(column);
    return columns;
}

namespace {

/// Of two columns of one name some databases read the first, whichever is meant.
void require_distinct_names(const sql::NodeList& columns) {
    std::set<std::string_view> names;
    for (const sql::NodePtr& column : columns) {
        const std::string& name = sql::cast<sql::ColumnRef>(*column).name;
        if (names.insert(name).second) continue;
        throw ArgumentError("ambiguous_column", "the subquery has two columns \"" + name + "\"",
                            {.hint = "tell them apart with labels(LabelStyle::distinct)"});
    }
}

}  // namespace

sql::NodeList FromItem::column_nodes() const {
    sql::NodeList columns = sql::source_columns(source_);
    if (source_->kind() != sql::NodeKind::table) require_distinct_names(columns);
    return columns;
}

}  // namespace azoth
