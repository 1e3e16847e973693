// SPDX-License-Identifier: MIT
#include <azoth/sql/dml.hpp>

#include <algorithm>
#include <string>
#include <utility>

#include <azoth/sql/bind.hpp>
#include <azoth/sql/insert_shape.hpp>
#include <azoth/sql/scalar.hpp>

#include "phrase.hpp"
#include "sorting_keys.hpp"
#include "target_columns.hpp"

namespace azoth {

namespace {

const SqlType truth_type{TypeKind::boolean};

const sql::NodePtr& table_source(const FromItem& table) {
    if (table.source()->kind() != sql::NodeKind::table) {
        throw ArgumentError("not_a_table", "rows are changed in a table, not in an alias");
    }
    return table.source();
}

template <class Node>
sql::NodePtr statement_on(const FromItem& table) {
    return sql::NodePtr::adopt(new Node(table_source(table)));
}

sql::NodeList nodes_of(std::span<const Expr> expressions) {
    sql::NodeList nodes;
    nodes.reserve(expressions.size());
    for (const Expr& expression : expressions) nodes.push_back(expression.node());
    return nodes;
}

void append_row(sql::Insert& insert, const Params& row) {
    if (row.size() != insert.columns.size()) {
        throw ArgumentError("mixed_parameter_names", "all rows of an INSERT name the same columns");
    }
    for (const sql::NodePtr& column : insert.columns) {
        const auto& name = sql::cast<sql::ColumnRef>(*column).known_as();
        const Value* value = row.find(name);
        if (value == nullptr) {
            throw ArgumentError("mixed_parameter_names",
                                "a row of the INSERT lacks the column \"" + name + "\"");
        }
        insert.values.push_back(sql::make<sql::Bind>(Value(*value), column->type()));
    }
}

const sql::NodePtr& cte_source(const FromItem& cte) {
    if (cte.source()->kind() != sql::NodeKind::cte) {
        throw ArgumentError("not_a_cte", "add_cte() takes what cte() returns");
    }
    return cte.source();
}

void append_generated(const sql::NodePtr& target, bool is_update, sql::NodeList& returning) {
    const auto table = sql::cast<sql::TableSource>(*target).table.lock();
    if (!table) return;
    for (const sql::NodePtr& column : table->generated_columns(is_update)) {
        returning.push_back(column);
    }
}

[[noreturn]] void throw_has_select() {
    throw ArgumentError("insert_has_values", "this INSERT takes its rows from a select");
}

[[noreturn]] void throw_set_twice(const std::string& column) {
    throw ArgumentError("duplicate_assignment",
                        "the column \"" + column + "\" is set twice in one INSERT");
}

[[noreturn]] void throw_order_unknown() {
    throw ArgumentError("order_of_parameters",
                        "rows that return in the order of parameters are given as parameters",
                        {.hint = "execute(insert(table).returning(…).in_parameter_order(), rows)"});
}

void require_unset(const sql::NodeList& every_row, const sql::NodePtr& column) {
    for (const sql::NodePtr& assignment : every_row) {
        if (sql::cast<sql::Assignment>(*assignment).column == column) {
            throw_set_twice(sql::cast<sql::ColumnRef>(*column).name);
        }
    }
}

sql::NodePtr row_limit(std::int64_t rows) {
    if (rows < 0) throw ArgumentError("bad_limit", "limit must not be negative");
    return sql::make<sql::Bind>(Value(rows), SqlType(TypeKind::big_integer));
}

sql::NodePtr conjunction(sql::NodePtr left, const sql::NodePtr& right) {
    if (!left) return right;
    return sql::make<sql::Binary>(sql::Operator::and_, std::move(left), right, truth_type);
}

}  // namespace

InsertBase::InsertBase(const FromItem& table) : Statement(statement_on<sql::Insert>(table)) {}

void InsertBase::add_rows(std::span<const Params> rows) {
    if (rows.empty()) {
        throw ArgumentError("empty_parameters", "values() of an INSERT has no rows",
                            {.hint = "one row of defaults is insert(table) without values"});
    }
    auto& insert = writable<sql::Insert>();
    if (insert.select) throw_has_select();
    if (insert.columns.empty()) {
        const TargetColumns columns(insert.target);
        for (const Param& param : rows.front()) {
            const sql::NodePtr& column = columns.find(param.name());
            require_unset(insert.every_row, column);
            insert.columns.push_back(column);
        }
    }
    if (insert.columns.empty() && rows.size() > 1) {
        throw ArgumentError("empty_parameters", "several rows of an INSERT need a column to name",
                            {.hint = "one row of defaults is insert(table) without values"});
    }
    if (insert.in_parameter_order && rows.size() > 1) throw_order_unknown();
    insert.values.reserve(insert.values.size() + rows.size() * insert.columns.size());
    for (const Params& row : rows) append_row(insert, row);
}

void InsertBase::add_rows_by_position(const Value& rows) {
    std::vector<Params> named;
    const TargetColumns columns(writable<sql::Insert>().target);
    for (const Value& row : rows.view().array()) {
        const std::span<const Value> values = row.view().array();
        if (values.size() != columns.all().size()) {
            throw ArgumentError("column_count", "a row of " + std::to_string(values.size()) +
                                                    " values for a table of " +
                                                    std::to_string(columns.all().size()) +
                                                    " columns");
        }
        Params& params = named.emplace_back();
        for (std::size_t i = 0; i < values.size(); ++i) {
            params.add({sql::cast<sql::ColumnRef>(*columns.all()[i]).known_as(), values[i]});
        }
    }
    add_rows(named);
}

void InsertBase::add_to_every_row(const ParamName& column, detail::Operand value) {
    auto& insert = writable<sql::Insert>();
    if (insert.select) throw_has_select();
    const sql::NodePtr target = TargetColumns(insert.target).find(column.view());
    if (std::find(insert.columns.begin(), insert.columns.end(), target) != insert.columns.end()) {
        throw_set_twice(column.text());
    }
    add_assignment(insert.every_row, target, std::move(value), "INSERT");
}

void InsertBase::set_select(std::span<const std::string> columns, const Statement& query) {
    const std::vector<ParamName> names(columns.begin(), columns.end());
    set_select(std::span<const ParamName>(names), query);
}

void InsertBase::set_select(std::span<const ParamName> columns, const Statement& query) {
    auto& insert = writable<sql::Insert>();
    if (!insert.columns.empty() || !insert.every_row.empty()) {
        throw ArgumentError("insert_has_values",
                            "this INSERT has values of its own and takes no select");
    }
    const sql::NodePtr& node = query.node();
    const auto* select = sql::as<sql::Select>(*node);
    if (select != nullptr && select->columns.size() != columns.size()) {
        throw ArgumentError("column_count",
                            "the select has " + std::to_string(select->columns.size()) +
                                " items for " + std::to_string(columns.size()) + " columns");
    }
    const TargetColumns target(insert.target);
    for (const ParamName& column : columns) insert.columns.push_back(target.find(column.view()));
    insert.select = node;
}

void InsertBase::set_in_parameter_order() {
    auto& insert = writable<sql::Insert>();
    if (insert.values.size() > insert.columns.size() || insert.select) throw_order_unknown();
    insert.in_parameter_order = true;
}

void InsertBase::add_defaults_to_returning() {
    auto& insert = writable<sql::Insert>();
    append_generated(insert.target, false, insert.returning);
}

void InsertBase::append_cte(const FromItem& cte) {
    writable<sql::Insert>().ctes.push_back(cte_source(cte));
}

void InsertBase::append_prefix(std::string_view words, std::string_view dialect) {
    writable<sql::Insert>().phrases.push_back(
        detail::phrase(sql::PhrasePlace::prefix, words, dialect));
}

void InsertBase::append_suffix(std::string_view words, std::string_view dialect) {
    writable<sql::Insert>().phrases.push_back(
        detail::phrase(sql::PhrasePlace::suffix, words, dialect));
}

void InsertBase::append_hint(std::string_view hint, std::string_view dialect) {
    writable<sql::Insert>().phrases.push_back(
        detail::phrase(sql::PhrasePlace::hint, hint, dialect));
}

void InsertBase::set_returning(std::span<const Expr> expressions) {
    writable<sql::Insert>().returning = nodes_of(expressions);
}

template <class Change>
void RowChange::change_node(Change change) {
    if (read<sql::Node>().kind() == sql::NodeKind::update) return change(writable<sql::Update>());
    change(writable<sql::Delete>());
}

void RowChange::add_where(const Condition& condition) {
    change_node(
        [&](auto& node) { node.where = conjunction(std::move(node.where), condition.node()); });
}

void RowChange::add_order_by(const Ordering& ordering) {
    change_node([&](auto& node) { sql::add_ordering(node.order_by, ordering.node()); });
}

void RowChange::set_limit(std::int64_t rows) {
    change_node([&](auto& node) { node.limit = row_limit(rows); });
}

void RowChange::set_returning(std::span<const Expr> expressions) {
    change_node([&](auto& node) { node.returning = nodes_of(expressions); });
}

void RowChange::append_cte(const FromItem& cte) {
    change_node([&](auto& node) { node.ctes.push_back(cte_source(cte)); });
}

void RowChange::append_prefix(std::string_view words, std::string_view dialect) {
    change_node([&](auto& node) {
        node.phrases.push_back(detail::phrase(sql::PhrasePlace::prefix, words, dialect));
    });
}

void RowChange::append_suffix(std::string_view words, std::string_view dialect) {
    change_node([&](auto& node) {
        node.phrases.push_back(detail::phrase(sql::PhrasePlace::suffix, words, dialect));
    });
}

void RowChange::append_hint(std::string_view hint, std::string_view dialect) {
    change_node([&](auto& node) {
        node.phrases.push_back(detail::phrase(sql::PhrasePlace::hint, hint, dialect));
    });
}

void RowChange::append_table_hint(const FromItem& table, std::string_view words,
                                  std::string_view dialect) {
    change_node([&](auto& node) {
        node.phrases.push_back(
            detail::phrase(sql::PhrasePlace::table_hint, words, dialect, table.source()));
    });
}

Update::Update(const FromItem& table) : RowChangeMethods(statement_on<sql::Update>(table)) {}

Update Update::values(const Params& assignments) const {
    Update copy = *this;
    for (const Param& param : assignments) copy = copy.set(param.name(), param.value());
    return copy;
}

Update Update::set(ParamName column, detail::Operand value) const {
    return changed([&](Update& copy) {
        auto& update = copy.writable<sql::Update>();
        add_assignment(update.assignments, TargetColumns(update.target).find(column.view()),
                       std::move(value), "UPDATE");
    });
}

Update Update::from(const FromItem& source) const {
    return changed(
        [&](Update& copy) { copy.writable<sql::Update>().from.push_back(source.source()); });
}

Update Update::return_defaults() const {
    return changed([](Update& copy) {
        auto& update = copy.writable<sql::Update>();
        append_generated(update.target, true, update.returning);
    });
}

Delete::Delete(const FromItem& table) : RowChangeMethods(statement_on<sql::Delete>(table)) {}

Delete Delete::using_(const FromItem& source) const {
    return changed(
        [&](Delete& copy) { copy.writable<sql::Delete>().from.push_back(source.source()); });
}

namespace sql {

NodePtr insert_shape(const Insert& insert, std::span<const std::string> names, std::size_t rows,
                     bool fetches_key) {
    if (!insert.columns.empty()) {
        throw ArgumentError("insert_has_values",
                            "this INSERT has values of its own and takes no parameter sets");
    }
    auto* shape = new Insert(insert);
    NodePtr owner = NodePtr::adopt(shape);
    const TargetColumns columns(insert.target);
    shape->columns.clear();
    shape->fetches_key = fetches_key;
    for (const std::string& name : names) {
        const NodePtr& column = columns.find(name);
        require_unset(insert.every_row, column);
        shape->columns.push_back(column);
    }
    shape->values.reserve(rows * names.size());
    for (std::size_t row = 0; row < rows; ++row) {
        for (const NodePtr& column : shape->columns) {
            shape->values.push_back(
                make<Bind>(Value(), column->type(), Name(cast<ColumnRef>(*column).known_as())));
        }
    }
    shape->seal();
    return owner;
}

}  // namespace sql

}  // namespace azoth
