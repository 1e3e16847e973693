// SPDX-License-Identifier: MIT
// Enums that are types of their own: a value alone becomes one by itself, a text that the server
// computes does so by a CAST only.
#include <algorithm>
#include <utility>

#include <azoth/sql/change.hpp>
#include <azoth/sql/generated_value.hpp>
#include <azoth/sql/query.hpp>
#include <azoth/sql/select_columns.hpp>
#include <azoth/types/types.hpp>

#include "compiler.hpp"

namespace azoth::postgresql {

namespace {

bool is_same_enum(const SqlType& one, const SqlType& other) noexcept {
    return one.name() == other.name() && one.schema() == other.schema();
}

/// Whether what is selected decides which rows there are, or in which order: that of an enum's
/// labels is not that of their texts.
bool selects_by_items(const sql::Node& query) {
    const auto* select = sql::as<sql::Select>(query);
    if (select == nullptr || select->distinct) return true;
    return std::any_of(select->order_by.begin(), select->order_by.end(),
                       [](const sql::NodePtr& ordering) {
                           const auto& operand = *sql::cast<sql::Ordering>(*ordering).operand;
                           return operand.kind() == sql::NodeKind::label_ref;
                       });
}

}  // namespace

/// What a column of such an enum is given: a text of the server's as one of its labels.
sql::NodePtr PostgresqlCompiler::labelled(const sql::Node& column,
                                          const sql::NodePtr& value) const {
    const SqlType& type = ledger().variant_of(column.type());
    if (!compile::TypeCompiler::is_named_enum(type, ledger())) return value;
    switch (value->kind()) {
        case sql::NodeKind::bind:
        case sql::NodeKind::literal_bind:
        case sql::NodeKind::generated_value:
        case sql::NodeKind::literal:
        case sql::NodeKind::text: return value;
        case sql::NodeKind::label: {
            const auto& label = sql::cast<sql::Label>(*value);
            sql::NodePtr inner = labelled(column, label.inner);
            if (inner == label.inner) return value;
            return sql::make<sql::Label>(std::move(inner), label.name, label.quoting);
        }
        case sql::NodeKind::default_value: {
            const auto& given = sql::cast<sql::DefaultValue>(*value);
            sql::NodePtr inner = labelled(column, given.value);
            if (inner == given.value) return value;
            return sql::make<sql::DefaultValue>(std::move(inner), given.type());
        }
        default: break;
    }
    const SqlType& own = ledger().variant_of(value->type());
    const bool is_enum = compile::TypeCompiler::is_named_enum(own, ledger());
    if (!own.is_text() || (is_enum && is_same_enum(own, type))) return value;
    const sql::NodePtr text = is_enum ? sql::make<sql::Cast>(value, Text{}) : value;
    return sql::make<sql::Cast>(text, type);
}

sql::NodeList PostgresqlCompiler::labelled(const sql::NodeList& assignments) const {
    sql::NodeList all = assignments;
    for (sql::NodePtr& node : all) {
        const auto& assignment = sql::cast<sql::Assignment>(*node);
        sql::NodePtr value = labelled(*assignment.column, assignment.value);
        if (value == assignment.value) continue;
        node = sql::make<sql::Assignment>(assignment.column, std::move(value));
    }
    return all;
}

/// What the query of an INSERT selects, each for its column.
sql::NodePtr PostgresqlCompiler::labelled_rows(const sql::Insert& insert) const {
    sql::NodeList items = sql::query_columns(*insert.select);
    const std::size_t width = std::min(items.size(), insert.columns.size());
    if (items.empty()) return insert.select;  // words of the program's
    // A star stands for all columns of a query to which the defaults could not be added.
    const bool has_star = items.front()->kind() == sql::NodeKind::star;
    if (has_star) require_labels(insert);
    const std::size_t hidden = insert.columns.size() - width;
    bool has_changed = false;
    for (std::size_t i = has_star ? 1 : 0; i < width; ++i) {
        sql::NodePtr item = labelled(*insert.columns[i + hidden], items[i]);
        if (item == items[i]) continue;
        const bool is_default = items[i]->kind() == sql::NodeKind::default_value;
        if (!is_default && selects_by_items(*insert.select)) refuse_computed_labels();
        items[i] = std::move(item);
        has_changed = true;
    }
    if (!has_changed) return insert.select;
    auto rows =
        sql::Ref<sql::Select>::adopt(new sql::Select(sql::cast<sql::Select>(*insert.select)));
    rows->columns = std::move(items);
    return rows;
}

/// The query whose columns a star stands for selects labels by itself.
void PostgresqlCompiler::require_labels(const sql::Insert& insert) const {
    const auto& outer = sql::cast<sql::Select>(*insert.select);
    const auto* alias =
        outer.from.empty() ? nullptr : sql::as<sql::AliasSource>(*outer.from.front());
    if (alias == nullptr) return;
    const sql::NodeList& items = sql::query_columns(*alias->inner);
    for (std::size_t i = 0; i < std::min(items.size(), insert.columns.size()); ++i) {
        if (!(labelled(*insert.columns[i], items[i]) == items[i])) refuse_computed_labels();
    }
}

void PostgresqlCompiler::refuse_computed_labels() const {
    ledger().refuse("a text of a query as the value of a column of an Enum",
                    "cast() it to the column's type");
}

void PostgresqlCompiler::set_clause(const sql::NodeList& assignments) {
    SqlCompiler::set_clause(labelled(assignments));
}

void PostgresqlCompiler::insert_statement(const sql::Insert& insert) {
    if (insert.every_row.empty() && !insert.select) return SqlCompiler::insert_statement(insert);
    const auto changed = sql::Ref<sql::Insert>::adopt(new sql::Insert(insert));
    changed->every_row = labelled(insert.every_row);
    if (insert.select) changed->select = labelled_rows(insert);
    SqlCompiler::insert_statement(*changed);
}

}  // namespace azoth::postgresql
