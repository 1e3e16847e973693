// SPDX-License-Identifier: MIT
#include <azoth/sql/tuple.hpp>

#include <string>
#include <utility>

#include <azoth/error/error.hpp>
#include <azoth/sql/bind.hpp>
#include <azoth/sql/predicate.hpp>
#include <azoth/sql/query.hpp>
#include <azoth/sql/scalar.hpp>
#include <azoth/sql/select_columns.hpp>

#include "list_type.hpp"

namespace azoth {

namespace {

const sql::NodeList& items_of(const Expr& tuple) {
    return sql::cast<sql::Tuple>(*tuple.node()).items;
}

[[noreturn]] void refuse_width(std::size_t width, std::size_t other) {
    throw ArgumentError("tuple_width", "a tuple of " + std::to_string(width) +
                                           " is compared with one of " + std::to_string(other));
}

/// The tuple as what it is compared with: where a list has numbers that the type beside them does
/// not hold, of one that does.
sql::NodePtr beside(const Expr& tuple, const std::vector<Value>& rows) {
    sql::NodeList items = items_of(tuple);
    bool is_outgrown = false;
    for (std::size_t i = 0; i < items.size(); ++i) {
        const SqlType& own = items[i]->type();
        ListType list(own);
        for (const Value& row : rows) list.add(row.view().array()[i].view());
        const SqlType type = list.type();
        // An exact number is none of a real type, and refused when it is bound.
        const bool is_held =
            type.kind() == own.kind() || (type.kind() == TypeKind::numeric && !own.is_integer());
        if (is_held) continue;
        items[i] = sql::make<sql::TypeCoerce>(items[i], type);
        is_outgrown = true;
    }
    return is_outgrown ? sql::make<sql::Tuple>(std::move(items)) : tuple.node();
}

Predicate in_rows(const Expr& tuple, std::vector<Value> rows, bool negated) {
    sql::NodePtr compared = beside(tuple, rows);
    sql::NodePtr list = sql::make<sql::Bind>(Value::array_of(std::move(rows)), SqlType{});
    return Predicate(sql::make<sql::InList>(std::move(compared), std::move(list), negated));
}

void require_row(const Expr& tuple, std::span<const Value> row) {
    const std::size_t width = items_of(tuple).size();
    if (row.size() != width) refuse_width(width, row.size());
    for (const Value& value : row) {
        if (value.is_null()) {
            throw ArgumentError("null_in_list",
                                "a list for in() must not contain NULL: it equals nothing");
        }
    }
}

Value row_value(const Expr& tuple, std::vector<Value> row) {
    require_row(tuple, row);
    return Value::array_of(std::move(row));
}

Predicate in_rows(const Expr& tuple,
                  std::initializer_list<std::initializer_list<detail::Operand>> rows,
                  bool negated) {
    std::vector<Value> values;
    for (const auto& row : rows) {
        std::vector<Value> one;
        for (const detail::Operand& operand : row) {
            if (operand.expression()) {
                throw ArgumentError("tuple_list", "a list for in() holds values, no expressions",
                                    {.hint = "compare with == and join the comparisons by ||"});
            }
            one.push_back(Value::copy_of(operand.value()));
        }
        values.push_back(row_value(tuple, std::move(one)));
    }
    return in_rows(tuple, std::move(values), negated);
}

Predicate in_rows(const Expr& tuple, std::span<const std::vector<Value>> rows, bool negated) {
    std::vector<Value> values;
    for (const auto& row : rows) values.push_back(row_value(tuple, row));
    return in_rows(tuple, std::move(values), negated);
}

/// The rows come with the execution: whatever they are, the tuple's items hold them.
Predicate in_named_rows(const Expr& tuple, const ListBind& list, bool negated) {
    if (list.type().is_known()) {
        throw ArgumentError("tuple_list",
                            "the list " + list.name() + " is one of values, not of tuples",
                            {.hint = "bind_list(\"" + list.name() +
                                     "\") takes the types of what it is compared with"});
    }
    sql::NodeList items = items_of(tuple);
    for (sql::NodePtr& item : items) {
        if (!item->type().is_known()) continue;
        SqlType type = named_type(item->type());
        if (type.kind() == item->type().kind()) continue;
        item = sql::make<sql::TypeCoerce>(item, std::move(type));
    }
    return Predicate(sql::make<sql::InList>(sql::make<sql::Tuple>(std::move(items)),
                                            detail::make_named_bind(list.name(), SqlType{}),
                                            negated));
}

Predicate in_query(const Expr& tuple, const Query& query, bool negated) {
    const std::size_t width = items_of(tuple).size();
    const std::size_t columns = sql::query_columns(*query.node()).size();
    if (columns != width) refuse_width(width, columns);
    return Predicate(sql::make<sql::InQuery>(
        tuple.node(), sql::make<sql::Subquery>(query.node(), SqlType{}), negated));
}

}  // namespace

TupleExpr make_tuple_expr(std::initializer_list<const Expr*> items) {
    sql::NodeList nodes;
    nodes.reserve(items.size());
    for (const Expr* item : items) nodes.push_back(item->node());
    return TupleExpr(sql::make<sql::Tuple>(std::move(nodes)));
}

TupleExpr tuple_(std::span<const Expr> items) {
    if (items.size() < 2) throw ArgumentError("tuple_width", "a tuple has two items or more");
    sql::NodeList nodes;
    nodes.reserve(items.size());
    for (const Expr& item : items) nodes.push_back(item.node());
    return TupleExpr(sql::make<sql::Tuple>(std::move(nodes)));
}

Predicate TupleExpr::in(std::initializer_list<std::initializer_list<detail::Operand>> rows) const {
    return in_rows(*this, rows, false);
}
Predicate TupleExpr::not_in(
    std::initializer_list<std::initializer_list<detail::Operand>> rows) const {
    return in_rows(*this, rows, true);
}
Predicate TupleExpr::in(std::span<const std::vector<Value>> rows) const {
    return in_rows(*this, rows, false);
}
Predicate TupleExpr::not_in(std::span<const std::vector<Value>> rows) const {
    return in_rows(*this, rows, true);
}
Predicate TupleExpr::in_list(const Value& rows, bool negated) const {
    const std::span<const Value> values = rows.view().array();
    for (const Value& row : values) require_row(*this, row.view().array());
    return in_rows(*this, {values.begin(), values.end()}, negated);
}
Predicate TupleExpr::in(const ListBind& list) const {
    return in_named_rows(*this, list, false);
}
Predicate TupleExpr::not_in(const ListBind& list) const {
    return in_named_rows(*this, list, true);
}
Predicate TupleExpr::in(const Query& query) const {
    return in_query(*this, query, false);
}
Predicate TupleExpr::not_in(const Query& query) const {
    return in_query(*this, query, true);
}

}  // namespace azoth
