// SPDX-License-Identifier: MIT
#include "truths.hpp"

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <azoth/sql/comparison.hpp>
#include <azoth/sql/generated_value.hpp>
#include <azoth/sql/quantified.hpp>
#include <azoth/sql/select_columns.hpp>
#include <azoth/types/types.hpp>

namespace azoth::compile {

namespace {

constexpr std::string_view numbers_in_truths = "comparing a number with the truths of a query";

bool is_truth(const sql::Node& node) noexcept {
    return node.type().kind() == TypeKind::boolean;
}

bool is_number(const sql::Node& node) noexcept {
    return node.type().is_number();
}

bool meet(const sql::Node& one, const sql::Node& other) noexcept {
    return (is_truth(one) && is_number(other)) || (is_truth(other) && is_number(one));
}

sql::NodePtr counted(const sql::NodePtr& node) {
    return is_truth(*node) ? sql::NodePtr(sql::make<sql::Cast>(node, Integer{})) : node;
}

bool is_row(const sql::Node& node) noexcept {
    return node.kind() == sql::NodeKind::tuple;
}

// ── comparisons and calculations ────────────────────────────────────────────────────────────────

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

/// AND and OR of numbers.
sql::NodePtr with_truths(const sql::Binary& binary) {
    if (!is_number(*binary.left) && !is_number(*binary.right)) return {};
    return sql::make<sql::Binary>(binary.op, as_truth(binary.left), as_truth(binary.right),
                                  binary.type());
}

sql::NodePtr counted_in(const sql::Binary& binary, const Ledger& ledger) {
    if (binary.op == sql::Operator::and_ || binary.op == sql::Operator::or_) {
        return with_truths(binary);
    }
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
        ledger.lacks(numbers_in_truths, "select cast(truth, Integer{})");
        return {};
    }
    return sql::make<sql::Binary>(binary.op, std::move(left), std::move(right), binary.type());
}

sql::NodePtr counted_in(const sql::Unary& unary) {
    switch (unary.op) {
        case sql::Operator::negate:
        case sql::Operator::bit_not:
            if (!is_truth(*unary.operand)) return {};
            return sql::make<sql::Unary>(unary.op, counted(unary.operand), unary.type());
        case sql::Operator::not_:
        case sql::Operator::is_true:
        case sql::Operator::is_not_true:
        case sql::Operator::is_false:
        case sql::Operator::is_not_false:
            if (!is_number(*unary.operand)) return {};
            return sql::make<sql::Unary>(unary.op, as_truth(unary.operand), unary.type());
        default: return {};
    }
}

sql::NodePtr counted_in(const sql::Between& between) {
    const bool counts = meet(*between.operand, *between.low) ||
                        meet(*between.operand, *between.high) || meet(*between.low, *between.high);
    if (!counts) return {};
    return sql::make<sql::Between>(counted(between.operand), counted(between.low),
                                   counted(between.high), between.symmetric, between.negated);
}

sql::NodePtr counted_in(const sql::InQuery& test, const Ledger& ledger) {
    const auto* subquery = sql::as<sql::Subquery>(*test.query);
    if (subquery == nullptr) return {};
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
            ledger.lacks(numbers_in_truths, "select cast(truth, Integer{})");
            continue;
        }
        items[i] = counted(items[i]);
        has_changed = true;
    }
    if (!has_changed) return {};
    const sql::NodePtr operand = is_row(*test.operand)
                                     ? sql::NodePtr(sql::make<sql::Tuple>(std::move(items)))
                                     : items.front();
    return sql::make<sql::InQuery>(operand, test.query, test.negated);
}

// ── choices ─────────────────────────────────────────────────────────────────────────────────────

/// What stands in one place of a result has one type.
class OneType {
public:
    void add(const sql::Node& choice) noexcept {
        if (!is_truth(choice) && !is_number(choice)) return;
        if (first_ == nullptr) first_ = &choice;
        if (meet(*first_, choice)) other_ = &choice;
    }
    void require(std::string_view construct, const Ledger& ledger) const {
        if (other_ == nullptr) return;
        ledger.lacks(std::string(construct) + " " + first_->type().describe() + " and " +
                         other_->type().describe(),
                     "cast() one of them");
    }

private:
    const sql::Node* first_ = nullptr;
    const sql::Node* other_ = nullptr;
};

/// A sum or an average of truths is one of numbers.
sql::NodePtr counted_in(const sql::Function& function, const Ledger& ledger) {
    if (!function.known || function.arguments.empty()) return {};
    const std::string_view name = function.name.view();
    if (name == "coalesce" || name == "greatest" || name == "least" || name == "nullif") {
        OneType choices;
        for (const sql::NodePtr& argument : function.arguments) choices.add(*argument);
        choices.require(std::string(name) + "() of", ledger);
        return {};
    }
    if ((name == "lag" || name == "lead") && function.arguments.size() == 3) {
        OneType choices;
        choices.add(*function.arguments[0]);
        choices.add(*function.arguments[2]);
        choices.require(std::string(name) + "() of", ledger);
        return {};
    }
    if (!is_truth(*function.arguments.front())) return {};
    if (name == "abs" || name == "ceil" || name == "floor" || name == "round") {
        ledger.lacks(std::string(name) + "() of a Boolean", "cast() it to a number");
    }
    if (name != "sum" && name != "avg") return {};
    sql::NodeList arguments = function.arguments;
    arguments.front() = counted(arguments.front());
    return sql::make<sql::Function>(function.name, std::move(arguments), function.type(),
                                    function.distinct, function.known);
}

sql::NodePtr counted_in(const sql::CaseWhen& choice, const Ledger& ledger) {
    OneType results;
    bool has_numbers = false;
    for (std::size_t i = 0; i + 1 < choice.branches.size(); i += 2) {
        has_numbers = has_numbers || is_number(*choice.branches[i]);
        results.add(*choice.branches[i + 1]);
    }
    if (choice.otherwise) results.add(*choice.otherwise);
    results.require("CASE with results of", ledger);
    if (!has_numbers) return {};
    sql::NodeList branches = choice.branches;
    for (std::size_t i = 0; i < branches.size(); i += 2) branches[i] = as_truth(branches[i]);
    return sql::make<sql::CaseWhen>(std::move(branches), choice.otherwise, choice.type());
}

/// Refuses columns of truths and numbers.
sql::NodePtr counted_in(const sql::SetOperation& operation, const Ledger& ledger) {
    const std::size_t width = sql::query_columns(operation).size();
    for (std::size_t i = 0; i < width; ++i) {
        OneType column;
        for (const sql::NodePtr& part : operation.parts) {
            const sql::NodeList& columns = sql::query_columns(*part);
            if (i < columns.size()) column.add(*columns[i]);
        }
        column.require("a set operation of", ledger);
    }
    return {};
}

sql::NodePtr counted_in(const sql::Values& values, const Ledger& ledger) {
    const std::size_t width = values.columns.size();
    sql::NodeList rows = values.rows;
    bool has_changed = false;
    for (std::size_t cell = 0; cell < rows.size(); ++cell) {
        sql::NodePtr value = counted_for(*values.columns[cell % width], rows[cell], ledger);
        has_changed = has_changed || !(value == rows[cell]);
        rows[cell] = std::move(value);
    }
    if (!has_changed) return {};
    return sql::make<sql::Values>(values.columns, std::move(rows));
}

}  // namespace

sql::NodePtr as_truth(const sql::NodePtr& condition) {
    if (!is_number(*condition)) return condition;
    const sql::NodePtr zero =
        sql::make<sql::TypeCoerce>(sql::make<sql::TextFragment>("0"), Integer{});
    return sql::make<sql::Binary>(sql::Operator::ne, condition, zero, SqlType(TypeKind::boolean));
}

sql::NodePtr with_counted_truths(const sql::Node& node, const Ledger& ledger) {
    switch (node.kind()) {
        case sql::NodeKind::binary: return counted_in(sql::cast<sql::Binary>(node), ledger);
        case sql::NodeKind::unary: return counted_in(sql::cast<sql::Unary>(node));
        case sql::NodeKind::between: return counted_in(sql::cast<sql::Between>(node));
        case sql::NodeKind::in_query: return counted_in(sql::cast<sql::InQuery>(node), ledger);
        case sql::NodeKind::function: return counted_in(sql::cast<sql::Function>(node), ledger);
        case sql::NodeKind::case_when: return counted_in(sql::cast<sql::CaseWhen>(node), ledger);
        case sql::NodeKind::values: return counted_in(sql::cast<sql::Values>(node), ledger);
        case sql::NodeKind::set_operation:
            return counted_in(sql::cast<sql::SetOperation>(node), ledger);
        default: return {};
    }
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

sql::NodePtr counted_for(const sql::Node& column, const sql::NodePtr& value, const Ledger& ledger) {
    if (!meet(column, *value) || is_alone(*value)) return value;
    if (const auto* label = sql::as<sql::Label>(*value)) {
        return sql::make<sql::Label>(counted_for(column, label->inner, ledger), label->name,
                                     label->quoting);
    }
    // Which number is a truth nobody says.
    if (is_truth(column)) {
        ledger.lacks("a number as the value of a column of " + column.type().describe(),
                     "compare it with 0");
    }
    return counted(value);
}

sql::NodePtr counted_rows(const sql::Insert& insert, const Ledger& ledger) {
    const auto* select = sql::as<sql::Select>(*insert.select);
    sql::NodeList items = sql::query_columns(*insert.select);
    bool has_changed = false;
    for (std::size_t i = 0; i < std::min(items.size(), insert.columns.size()); ++i) {
        sql::NodePtr item = counted_for(*insert.columns[i], items[i], ledger);
        has_changed = has_changed || !(item == items[i]);
        items[i] = std::move(item);
    }
    if (!has_changed) return insert.select;
    if (select == nullptr || select->distinct) {
        ledger.lacks("a truth as the value of a column of numbers", "cast() it");
        return insert.select;
    }
    auto rows = sql::Ref<sql::Select>::adopt(new sql::Select(*select));
    rows->columns = std::move(items);
    return rows;
}

}  // namespace azoth::compile
