// SPDX-License-Identifier: MIT
#include "declaration.hpp"

#include <algorithm>

#include <azoth/sql/change.hpp>
#include <azoth/sql/column_ref.hpp>
#include <azoth/sql/query.hpp>
#include <azoth/sql/source.hpp>

namespace azoth::arrow {

namespace {

using sql::NodeKind;

/// A table, by whatever name; not a query, whose columns may be computed.
bool is_table(const sql::Node& source) {
    const sql::Node* node = &source;
    while (const auto* alias = sql::as<sql::AliasSource>(*node)) node = alias->inner.get();
    if (const auto* sample = sql::as<sql::TableSample>(*node)) node = sample->table.get();
    return node->kind() == NodeKind::table;
}

bool has_width(const sql::Node& item) {
    if (item.kind() == NodeKind::cast || item.kind() == NodeKind::type_coerce) return true;
    const auto* column = sql::as<sql::ColumnRef>(item);
    // Without a source it is a column of raw SQL, which the program has described.
    return column != nullptr && (column->source == nullptr || is_table(*column->source));
}

/// Finds what may be an aggregate. Subqueries have their own.
class AggregateFinder final : public sql::ChildVisitor {
public:
    void child(const sql::Node& node) override {
        switch (node.kind()) {
            case NodeKind::aggregate:
            case NodeKind::function:  // by a name that the database knows
            case NodeKind::text: found = true; return;
            case NodeKind::column:
            case NodeKind::subquery:
            case NodeKind::exists: return;
            default: node.each_child(*this);
        }
    }
    bool found = false;
};

/// Whether the query has one row of its own: an aggregate over all rows, and over none.
bool may_be_total(const sql::Select& select) {
    AggregateFinder finder;
    for (const sql::NodePtr& item : select.columns) finder.child(*item);
    return select.group_by.empty() && (finder.found || select.having != nullptr);
}

/// Whether each row of the statement has its row of every source.
bool keeps_rows_whole(const sql::Node& statement) {
    if (const auto* select = sql::as<sql::Select>(statement)) {
        const auto is_inner = [](const sql::NodePtr& node) {
            const auto kind = sql::cast<sql::Join>(*node).join_kind;
            return kind == sql::JoinKind::inner || kind == sql::JoinKind::cross;
        };
        const auto is_plain = [](const sql::NodePtr& item) {
            return item->kind() == NodeKind::column;  // neither rollup nor grouping sets
        };
        return std::all_of(select->joins.begin(), select->joins.end(), is_inner) &&
               std::all_of(select->group_by.begin(), select->group_by.end(), is_plain) &&
               !may_be_total(*select);
    }
    return statement.kind() == NodeKind::insert || statement.kind() == NodeKind::delete_from;
}

bool never_null(const sql::Node& statement, const sql::Node& item) {
    const auto* column = sql::as<sql::ColumnRef>(item);
    return column != nullptr && !column->nullable && column->source != nullptr &&
           is_table(*column->source) && keeps_rows_whole(statement);
}

}  // namespace

Declaration declaration_of(const compile::Compiled& compiled, const compile::ResultColumn& column) {
    // The columns of a set operation are described by its first part; another may be wider.
    if (column.source == nullptr || compiled.statement == nullptr ||
        compiled.statement->kind() == NodeKind::set_operation) {
        return {};
    }
    return {has_width(*column.source), !never_null(*compiled.statement, *column.source)};
}

}  // namespace azoth::arrow
