// SPDX-License-Identifier: MIT
// Truths beside numbers: elsewhere TRUE is 1 and FALSE is 0, but here neither is compared or
// calculated with, until a CAST makes it one.
#include <algorithm>
#include <string>
#include <utility>

#include <azoth/sql/comparison.hpp>
#include <azoth/sql/select_columns.hpp>
#include <azoth/types/types.hpp>

#include "compiler.hpp"

namespace azoth::postgresql {

namespace {

constexpr std::string_view numbers_in_truths = "comparing a number with the truths of a query";

bool is_truth(const sql::Node& node) noexcept {
    return node.type().kind() == TypeKind::boolean;
}

bool meet(const sql::Node& one, const sql::Node& other) noexcept {
    return (is_truth(one) && other.type().is_number()) ||
           (is_truth(other) && one.type().is_number());
}

sql::NodePtr counted(const sql::NodePtr& node) {
    return is_truth(*node) ? sql::NodePtr(sql::make<sql::Cast>(node, Integer{})) : node;
}

bool is_row(const sql::Node& node) noexcept {
    return node.kind() == sql::NodeKind::tuple;
}

/// Makes numbers of truths that meet numbers, in two rows place by place. Whether there were any.
bool count_truths(sql::NodePtr& left, sql::NodePtr& right) {
    if (!is_row(*left) || !is_row(*right)) {
        if (!meet(*left, *right)) return false;
        left = counted(left);
        right = counted(right);
        return true;
    }
    sql::NodeList items = sql::cast<sql::Tuple>(*left).items;
    sql::NodeList others = sql::cast<sql::Tuple>(*right).items;
    bool has_changed = false;
    for (std::size_t i = 0; i < std::min(items.size(), others.size()); ++i) {
        has_changed = count_truths(items[i], others[i]) || has_changed;
    }
    if (!has_changed) return false;
    left = sql::make<sql::Tuple>(std::move(items));
    right = sql::make<sql::Tuple>(std::move(others));
    return true;
}

}  // namespace

sql::NodePtr PostgresqlCompiler::with_counted_truths(const sql::Binary& binary) const {
    const bool are_truths = is_truth(*binary.left) && is_truth(*binary.right);
    const bool may_meet = is_truth(*binary.left) || is_truth(*binary.right) || is_row(*binary.left);
    if (!may_meet) return {};
    sql::NodePtr left = binary.left;
    sql::NodePtr right = binary.right;
    const bool calculates =
        sql::Operator::add <= binary.op && binary.op <= sql::Operator::shift_right;
    if (calculates && are_truths) {
        left = counted(left);
        right = counted(right);
    } else if ((!calculates && !sql::is_comparison(binary.op)) || !count_truths(left, right)) {
        return {};
    }
    if (is_truth(*binary.right) && binary.right->kind() == sql::NodeKind::quantified) {
        ledger().refuse(numbers_in_truths, "select cast(truth, Integer{})");
    }
    return sql::make<sql::Binary>(binary.op, std::move(left), std::move(right), binary.type());
}

sql::NodePtr PostgresqlCompiler::with_counted_truths(const sql::Unary& unary) const {
    const bool calculates = unary.op == sql::Operator::negate || unary.op == sql::Operator::bit_not;
    if (!calculates || !is_truth(*unary.operand)) return {};
    return sql::make<sql::Unary>(unary.op, counted(unary.operand), unary.type());
}

/// A sum or an average of truths is one of numbers.
sql::NodePtr PostgresqlCompiler::with_counted_truths(const sql::Function& function) const {
    if (function.arguments.empty() || !is_truth(*function.arguments.front())) return {};
    const std::string_view name = function.name.view();
    if (name == "abs" || name == "ceil" || name == "floor" || name == "round") {
        ledger().refuse(std::string(name) + "() of a Boolean", "cast() it to a number");
    }
    if (name != "sum" && name != "avg") return {};
    sql::NodeList arguments = function.arguments;
    arguments.front() = counted(arguments.front());
    return sql::make<sql::Function>(function.name, std::move(arguments), function.type(),
                                    function.distinct, function.known);
}

void PostgresqlCompiler::visit_in_query(const sql::InQuery& test) {
    const auto* subquery = sql::as<sql::Subquery>(*test.query);
    if (subquery == nullptr) return SqlCompiler::visit_in_query(test);
    const sql::NodeList& columns = sql::query_columns(*subquery->select);
    sql::NodeList items;
    if (const auto* row = sql::as<sql::Tuple>(*test.operand)) {
        items = row->items;
    } else {
        items.push_back(test.operand);
    }
    bool has_changed = false;
    for (std::size_t i = 0; i < std::min(items.size(), columns.size()); ++i) {
        if (!meet(*items[i], *columns[i])) continue;
        if (!is_truth(*items[i])) {
            ledger().refuse(numbers_in_truths, "select cast(truth, Integer{})");
        }
        items[i] = counted(items[i]);
        has_changed = true;
    }
    if (!has_changed) return SqlCompiler::visit_in_query(test);
    const sql::NodePtr operand = is_row(*test.operand)
                                     ? sql::NodePtr(sql::make<sql::Tuple>(std::move(items)))
                                     : items.front();
    SqlCompiler::visit_in_query(*sql::make<sql::InQuery>(operand, test.query, test.negated));
}

/// The operand and the bounds of BETWEEN, or null.
sql::NodePtr PostgresqlCompiler::with_counted_truths(const sql::Between& between) const {
    const bool counts = meet(*between.operand, *between.low) ||
                        meet(*between.operand, *between.high) || meet(*between.low, *between.high);
    if (!counts) return {};
    return sql::make<sql::Between>(counted(between.operand), counted(between.low),
                                   counted(between.high), between.symmetric, between.negated);
}

// ── assignments ─────────────────────────────────────────────────────────────────────────────────

namespace {

/// A value alone takes the type of the column.
bool is_alone(const sql::Node& value) noexcept {
    if (const auto* label = sql::as<sql::Label>(value)) return is_alone(*label->inner);
    return value.kind() == sql::NodeKind::bind || value.kind() == sql::NodeKind::literal_bind ||
           value.kind() == sql::NodeKind::generated_value;
}

}  // namespace

/// A truth becomes the number that it is elsewhere; which number is a truth nobody says.
sql::NodePtr PostgresqlCompiler::assigned(const sql::Node& column,
                                          const sql::NodePtr& value) const {
    if (const auto* given = sql::as<sql::DefaultValue>(*value)) {
        sql::NodePtr inner = assigned(column, given->value);
        if (inner == given->value) return value;
        return sql::make<sql::DefaultValue>(std::move(inner), given->type());
    }
    if (is_alone(*value) || !meet(column, *value)) return value;
    if (const auto* label = sql::as<sql::Label>(*value)) {
        return sql::make<sql::Label>(assigned(column, label->inner), label->name, label->quoting);
    }
    if (is_truth(column)) {
        ledger().refuse("a number as the value of a column of " + column.type().describe(),
                        "compare it with 0");
    }
    return counted(value);
}

sql::NodeList PostgresqlCompiler::assigned(const sql::NodeList& assignments) const {
    sql::NodeList all = assignments;
    for (sql::NodePtr& node : all) {
        const auto& assignment = sql::cast<sql::Assignment>(*node);
        sql::NodePtr value = assigned(*assignment.column, assignment.value);
        if (value == assignment.value) continue;
        node = sql::make<sql::Assignment>(assignment.column, std::move(value));
    }
    return all;
}

void PostgresqlCompiler::set_clause(const sql::NodeList& assignments) {
    SqlCompiler::set_clause(assigned(assignments));
}

void PostgresqlCompiler::insert_statement(const sql::Insert& insert) {
    sql::Ref<sql::Insert> copy;
    const auto changed = [&]() -> sql::Insert& {
        if (!copy) copy = sql::Ref<sql::Insert>::adopt(new sql::Insert(insert));
        return *copy;
    };
    const std::size_t width = insert.columns.size();
    for (std::size_t i = 0; i < insert.values.size(); ++i) {
        if (insert.values[i]->kind() == sql::NodeKind::bind) continue;
        sql::NodePtr value = assigned(*insert.columns[i % width], insert.values[i]);
        if (!(value == insert.values[i])) changed().values[i] = std::move(value);
    }
    if (!insert.every_row.empty()) changed().every_row = assigned(insert.every_row);
    if (insert.select) {
        sql::NodePtr rows = assigned_rows(insert);
        if (!(rows == insert.select)) changed().select = std::move(rows);
    }
    SqlCompiler::insert_statement(copy ? *copy : insert);
}

/// What the query of an INSERT selects, each for its column.
sql::NodePtr PostgresqlCompiler::assigned_rows(const sql::Insert& insert) const {
    const auto* select = sql::as<sql::Select>(*insert.select);
    sql::NodeList items = sql::query_columns(*insert.select);
    bool has_changed = false;
    for (std::size_t i = 0; i < std::min(items.size(), insert.columns.size()); ++i) {
        sql::NodePtr item = assigned(*insert.columns[i], items[i]);
        has_changed = has_changed || !(item == items[i]);
        items[i] = std::move(item);
    }
    if (!has_changed) return insert.select;
    if (select == nullptr || select->distinct) {
        ledger().refuse("a truth as the value of a column of numbers", "cast() it");
    }
    auto rows = sql::Ref<sql::Select>::adopt(new sql::Select(*select));
    rows->columns = std::move(items);
    return rows;
}

// ── results ─────────────────────────────────────────────────────────────────────────────────────

/// What stands in one place of a result has one type.
void PostgresqlCompiler::require_one_type(std::string_view construct,
                                          const std::vector<const sql::Node*>& choices) const {
    const sql::Node* first = nullptr;
    for (const sql::Node* choice : choices) {
        // A value alone takes the type of the others.
        if (choice->kind() == sql::NodeKind::bind) continue;
        if (!is_truth(*choice) && !choice->type().is_number()) continue;
        if (first == nullptr) first = choice;
        if (!meet(*first, *choice)) continue;
        ledger().lacks(std::string(construct) + " " + first->type().describe() + " and " +
                           choice->type().describe(),
                       "cast() one of them");
    }
}

void PostgresqlCompiler::require_one_type(const sql::SetOperation& operation) const {
    const std::size_t width = sql::query_columns(operation).size();
    for (std::size_t i = 0; i < width; ++i) {
        std::vector<const sql::Node*> column;
        for (const sql::NodePtr& part : operation.parts) {
            const sql::NodeList& columns = sql::query_columns(*part);
            if (i < columns.size()) column.push_back(columns[i].get());
        }
        require_one_type("a set operation of", column);
    }
}

}  // namespace azoth::postgresql
