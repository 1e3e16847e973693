// SPDX-License-Identifier: MIT
#include <algorithm>
#include <string>
#include <utility>

#include <azoth/error/error.hpp>
#include <azoth/error/spelling.hpp>
#include <azoth/sql/aggregation.hpp>
#include <azoth/sql/column_ref.hpp>
#include <azoth/sql/cte.hpp>
#include <azoth/sql/lateral.hpp>
#include <azoth/sql/query.hpp>
#include <azoth/sql/scalar.hpp>
#include <azoth/sql/select.hpp>
#include <azoth/sql/select_columns.hpp>
#include <azoth/sql/source.hpp>
#include <azoth/sql/subquery.hpp>

namespace azoth {

Subquery Query::subquery(ParamName name, Quoting quoting) const {
    return Subquery(sql::make<sql::AliasSource>(node(), name.text(), false, quoting));
}

Subquery Query::subquery() const {
    return subquery("");
}

Expr Query::scalar_subquery() const {
    const sql::NodeList& columns = sql::query_columns(*node());
    if (columns.size() != 1) {
        throw ArgumentError("scalar_subquery_columns",
                            "a scalar subquery selects exactly one column");
    }
    return Expr(sql::make<sql::Subquery>(node(), columns.front()->type()));
}

Predicate Query::exists() const {
    return Predicate(sql::make<sql::Exists>(node(), SqlType(TypeKind::boolean)));
}

std::vector<Expr> Query::columns() const {
    std::vector<Expr> columns;
    for (const sql::NodePtr& item : sql::query_columns(*node())) columns.emplace_back(item);
    return columns;
}

namespace {

/// Whether a query has a row for each row that it reads, and does not say what it takes from those
/// around it.
bool takes_rows_as_they_come(const sql::Select& select) {
    const bool says_so =
        select.options &&
        sql::cast<sql::SelectOptions>(*select.options).correlation != sql::Correlation::automatic;
    return !says_so && select.group_by.empty() &&
           std::none_of(select.columns.begin(), select.columns.end(),
                        [](const auto& item) { return sql::aggregation_of(*item).aggregates; });
}

}  // namespace

Subquery lateral(const Query& query, ParamName name, Quoting quoting) {
    sql::NodePtr node = query.node();
    // Where nothing is left to select from, it is a row made of what stands before it.
    const auto* select = sql::as<sql::Select>(*node);
    if (select != nullptr && takes_rows_as_they_come(*select)) {
        node = Select(std::move(node)).correlate_except().node();
    }
    return Subquery(sql::make<sql::AliasSource>(std::move(node), name.text(), true, quoting));
}

// ── Subquery ────────────────────────────────────────────────────────────────────────────────────

Expr Subquery::operator[](ParamName name) const {
    sql::NodePtr found;
    std::vector<std::string> names;
    for (const sql::NodePtr& column : sql::source_columns(source())) {
        names.push_back(sql::cast<sql::ColumnRef>(*column).known_as());
        if (names.back() != name.view()) continue;
        if (found) {
            throw ArgumentError("ambiguous_column",
                                "the subquery has two columns \"" + name.text() + "\"",
                                {.hint = "give one a label"});
        }
        found = column;
    }
    if (found) return Expr(std::move(found));
    throw ArgumentError("no_such_column", "the subquery has no column \"" + name.text() + "\"",
                        {.hint = did_you_mean(name.view(), {names.begin(), names.end()})});
}

namespace {

const sql::Node& without_label(const sql::Node& item) {
    const auto* label = sql::as<sql::Label>(item);
    return label == nullptr ? item : without_label(*label->inner);
}

bool is_same_column(const sql::Node& a, const sql::Node& b) {
    if (&a == &b) return true;
    const auto* left = sql::as<sql::ColumnRef>(a);
    const auto* right = sql::as<sql::ColumnRef>(b);
    return left != nullptr && right != nullptr && left->source == right->source &&
           left->name == right->name;
}

/// Whether `item`, something that is selected, carries `wanted`: itself, or through the queries
/// that it comes from.
bool carries(const sql::Node& item, const sql::Node& wanted) {
    const sql::Node& plain = without_label(item);
    if (is_same_column(plain, wanted)) return true;
    const auto* column = sql::as<sql::ColumnRef>(plain);
    if (column == nullptr || !column->source) return false;
    const sql::Node* source = column->source.get();
    while (const auto* alias = sql::as<sql::AliasSource>(*source)) source = alias->inner.get();
    if (const auto* cte = sql::as<sql::CteSource>(*source)) source = cte->inner.get();
    for (const sql::NodePtr& inner : sql::query_columns(*source)) {
        if (sql::item_name(*inner) == column->name && carries(*inner, wanted)) return true;
    }
    return false;
}

}  // namespace

Expr Subquery::corresponding(const Expr& expression) const {
    const sql::Node& wanted = without_label(*expression.node());
    for (const sql::NodePtr& column : sql::source_columns(source())) {
        if (!carries(*column, wanted)) continue;
        return (*this)[sql::cast<sql::ColumnRef>(*column).known_as()];
    }
    throw ArgumentError("no_such_column", "no column of the subquery carries this expression");
}

Subquery Subquery::alias(ParamName name, Quoting quoting) const {
    sql::NodePtr inner = source();
    // Another name for a derived table selects again; a CTE is named again.
    if (const auto* alias = sql::as<sql::AliasSource>(*inner)) {
        return Subquery(
            sql::make<sql::AliasSource>(alias->inner, name.text(), alias->lateral, quoting));
    }
    return Subquery(sql::make<sql::AliasSource>(std::move(inner), name.text(), false, quoting));
}

}  // namespace azoth
