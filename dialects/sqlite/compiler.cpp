// SPDX-License-Identifier: MIT
#include "compiler.hpp"

#include <string>

namespace azoth::sqlite {

namespace {

bool is_decimal(const sql::Node& node) noexcept { return node.type().kind() == TypeKind::numeric; }

bool is_comparison(sql::Operator op) noexcept {
    switch (op) {
        case sql::Operator::eq:
        case sql::Operator::ne:
        case sql::Operator::lt:
        case sql::Operator::le:
        case sql::Operator::gt:
        case sql::Operator::ge:
        case sql::Operator::is_distinct_from:
        case sql::Operator::is_not_distinct_from: return true;
        default: return false;
    }
}

}  // namespace

void SqliteCompiler::require_exact(std::string_view what) const {
    ledger().require(compile::Capability::exact_decimals, what);
}

void SqliteCompiler::visit_binary(const sql::Binary& binary) {
    if (!is_decimal(*binary.left) && !is_decimal(*binary.right)) {
        return SqlCompiler::visit_binary(binary);
    }
    if (is_comparison(binary.op)) {
        require_exact("comparing a Numeric");
        emit_operand(*binary.left, binary.op, false);
        collate();
        write(operator_text(binary.op));
        emit_operand(*binary.right, binary.op, true);
        return;
    }
    switch (binary.op) {
        case sql::Operator::add: return decimal_call("azoth_decimal_add", binary);
        case sql::Operator::subtract: return decimal_call("azoth_decimal_sub", binary);
        case sql::Operator::multiply: return decimal_call("azoth_decimal_mul", binary);
        case sql::Operator::divide:
        case sql::Operator::modulo:
            ledger().refuse("dividing a Numeric", "cast it to Double{} if rounding is acceptable");
        default: return SqlCompiler::visit_binary(binary);
    }
}

void SqliteCompiler::decimal_call(std::string_view function, const sql::Binary& binary) {
    require_exact("arithmetic with a Numeric");
    write(function).write("(");
    emit(*binary.left);
    write(", ");
    emit(*binary.right);
    write(")");
}

void SqliteCompiler::visit_function(const sql::Function& function) {
    if (function.arguments.size() != 1 || !is_decimal(*function.arguments.front())) {
        return SqlCompiler::visit_function(function);
    }
    const sql::Node& argument = *function.arguments.front();
    if (function.name == "sum" && !function.distinct) {
        require_exact("sum() of a Numeric");
        write("azoth_decimal_sum(");
        emit(argument);
        write(")");
    } else if (function.name == "max" || function.name == "min" || function.distinct) {
        require_exact("an aggregate of a Numeric");
        if (function.name != "max" && function.name != "min" && function.name != "count") {
            ledger().refuse(std::string(function.name.view()) + "(DISTINCT …) of a Numeric");
        }
        write(function.name.view()).write(function.distinct ? "(DISTINCT " : "(");
        emit(argument);
        collate();
        write(")");
    } else if (function.name == "avg") {
        ledger().refuse("avg() of a Numeric", "cast it to Double{} if rounding is acceptable");
    } else {
        SqlCompiler::visit_function(function);
    }
}

void SqliteCompiler::visit_in_list(const sql::InList& list) {
    if (!is_decimal(*list.operand)) return SqlCompiler::visit_in_list(list);
    require_exact("comparing a Numeric");
    emit_operand(*list.operand, sql::Operator::eq, false);
    collate();
    write(list.negated ? " NOT IN (" : " IN (");
    placeholder(sql::cast<sql::Bind>(*list.values), true);
    write(")");
}

void SqliteCompiler::visit_ordering(const sql::Ordering& ordering) {
    if (!is_decimal(*ordering.operand)) return SqlCompiler::visit_ordering(ordering);
    require_exact("ordering by a Numeric");
    emit(*ordering.operand);
    collate();
    if (ordering.direction == sql::Direction::descending) write(" DESC");
    if (ordering.direction == sql::Direction::ascending) write(" ASC");
    if (ordering.nulls == sql::Nulls::by_default) return;
    ledger().require(compile::Capability::nulls_ordering, "NULLS FIRST and NULLS LAST");
    write(ordering.nulls == sql::Nulls::first ? " NULLS FIRST" : " NULLS LAST");
}

void SqliteCompiler::group_by_item(const sql::Node& item) {
    emit(item);
    if (!is_decimal(item)) return;
    require_exact("grouping by a Numeric");
    collate();
}

void SqliteCompiler::distinct_item(const sql::Node& item) {
    emit(item);
    if (!is_decimal(item)) return;
    require_exact("SELECT DISTINCT of a Numeric");
    collate();
}

void SqliteCompiler::limit_clause(const sql::Select& select) {
    // OFFSET needs a LIMIT, and -1 is none.
    if (select.offset && !select.limit) write(" LIMIT -1");
    SqlCompiler::limit_clause(select);
}

std::string_view SqliteCompiler::function_name(std::string_view name) const {
    return name == "char_length" ? "length" : name;
}

std::string_view SqliteCompiler::operator_text(sql::Operator op) const {
    switch (op) {
        case sql::Operator::is_distinct_from: return " IS NOT ";
        case sql::Operator::is_not_distinct_from: return " IS ";
        default: return SqlCompiler::operator_text(op);
    }
}

}  // namespace azoth::sqlite
