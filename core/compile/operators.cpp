// SPDX-License-Identifier: MIT
// The operators of SqlCompiler, with the standard's spellings.
#include <utility>

#include <azoth/compile/sql_compiler.hpp>
#include <azoth/error/error.hpp>
#include <azoth/sql/temporal_arithmetic.hpp>

namespace azoth::compile {

namespace {

bool is_temporal_arithmetic(const sql::Binary& binary) noexcept {
    switch (binary.op) {
        case sql::Operator::add:
        case sql::Operator::subtract:
        case sql::Operator::multiply:
        case sql::Operator::divide:
        case sql::Operator::modulo:
        case sql::Operator::true_divide:
            return binary.left->type().is_temporal() || binary.right->type().is_temporal();
        default: return false;
    }
}

/// The shift with a distance that is NULL where it is none from 0 to 63, beyond which each database
/// shifts in its own way. Null where the program gave a number: that has been checked.
sql::NodePtr within_width(const sql::Binary& shift) {
    const auto* bind = sql::as<sql::Bind>(*shift.right);
    if (bind != nullptr && bind->name.empty()) return {};
    const auto number = [&](const char* digits) {
        return sql::make<sql::TextFragment>(digits, shift.right->type());
    };
    sql::NodeList branches;
    branches.push_back(
        sql::make<sql::Between>(shift.right, number("0"), number("63"), false, false));
    branches.push_back(shift.right);
    return sql::make<sql::Binary>(
        shift.op, shift.left,
        sql::make<sql::CaseWhen>(std::move(branches), nullptr, shift.right->type()), shift.type());
}

void require_sum(const sql::Binary& binary, const Ledger& ledger) {
    const SqlType& left = binary.left->type();
    const SqlType& right = binary.right->type();
    // What the program wrote as text is its own affair.
    const bool is_open =
        left.value_kind() == ValueKind::null || right.value_kind() == ValueKind::null;
    if (!is_open && !detail::temporal_type(binary.op, left, right).is_known()) {
        ledger.lacks("arithmetic of " + left.describe() + " and " + right.describe());
    }
    ledger.require(Capability::interval_arithmetic, "arithmetic of dates, times and intervals");
}

}  // namespace

std::string_view SqlCompiler::operator_text(sql::Operator op) const {
    switch (op) {
        case sql::Operator::eq: return " = ";
        case sql::Operator::ne: return " <> ";
        case sql::Operator::lt: return " < ";
        case sql::Operator::le: return " <= ";
        case sql::Operator::gt: return " > ";
        case sql::Operator::ge: return " >= ";
        case sql::Operator::and_: return " AND ";
        case sql::Operator::or_: return " OR ";
        case sql::Operator::add: return " + ";
        case sql::Operator::subtract: return " - ";
        case sql::Operator::multiply: return " * ";
        case sql::Operator::divide: return " / ";
        case sql::Operator::modulo: return " % ";
        case sql::Operator::true_divide: return " / ";
        case sql::Operator::bit_and: return " & ";
        case sql::Operator::bit_or: return " | ";
        case sql::Operator::bit_xor: return " ^ ";
        case sql::Operator::shift_left: return " << ";
        case sql::Operator::shift_right: return " >> ";
        case sql::Operator::bit_not: return "~";
        case sql::Operator::is_true: return " IS TRUE";
        case sql::Operator::is_not_true: return " IS NOT TRUE";
        case sql::Operator::is_false: return " IS FALSE";
        case sql::Operator::is_not_false: return " IS NOT FALSE";
        case sql::Operator::concat: return " || ";
        case sql::Operator::like: return " LIKE ";
        case sql::Operator::not_like: return " NOT LIKE ";
        case sql::Operator::ilike: return " ILIKE ";
        case sql::Operator::not_ilike: return " NOT ILIKE ";
        case sql::Operator::is_distinct_from: return " IS DISTINCT FROM ";
        case sql::Operator::is_not_distinct_from: return " IS NOT DISTINCT FROM ";
        case sql::Operator::not_: return "NOT ";
        case sql::Operator::negate: return "-";
        case sql::Operator::is_null: return " IS NULL";
        case sql::Operator::is_not_null: return " IS NOT NULL";
    }
    return {};
}

void SqlCompiler::visit_binary(const sql::Binary& binary) {
    if (const auto* right = sql::as<sql::Quantified>(*binary.right)) {
        return quantified_operator(binary, *right);
    }
    if (is_temporal_arithmetic(binary)) {
        require_sum(binary, ledger());
        return temporal_operator(binary);
    }
    switch (binary.op) {
        case sql::Operator::divide: return division_operator(binary);
        case sql::Operator::modulo: return modulo_operator(binary);
        case sql::Operator::true_divide: return true_division_operator(binary);
        case sql::Operator::concat: return concat_operator(binary);
        case sql::Operator::bit_and:
        case sql::Operator::bit_or:
        case sql::Operator::bit_xor: return bit_operator(binary);
        case sql::Operator::shift_left:
        case sql::Operator::shift_right: {
            const sql::NodePtr within = within_width(binary);
            if (!within) return bit_operator(binary);
            require_stable(*binary.right, "a shift by the value");
            return bit_operator(sql::cast<sql::Binary>(*within));
        }
        case sql::Operator::ilike:
        case sql::Operator::not_ilike: ilike_operator(binary); return escape_clause(binary);
        case sql::Operator::is_distinct_from:
        case sql::Operator::is_not_distinct_from: return distinct_from_operator(binary);
        default: break;
    }
    emit_operand(*binary.left, binary.op, false);
    write(operator_text(binary.op));
    emit_operand(*binary.right, binary.op, true);
    if (binary.op == sql::Operator::like || binary.op == sql::Operator::not_like) {
        escape_clause(binary);
    }
}

void SqlCompiler::escape_clause(const sql::Binary& binary) {
    if (binary.escape == '\0') return;
    write(" ESCAPE ");
    visit_text_constant(*sql::make<sql::TextConstant>(std::string(1, binary.escape)));
}

void SqlCompiler::temporal_operator(const sql::Binary& binary) {
    emit_operand(*binary.left, binary.op, false);
    write(operator_text(binary.op));
    emit_operand(*binary.right, binary.op, true);
}

void SqlCompiler::ilike_operator(const sql::Binary& binary) {
    if (ledger().supports(Capability::ilike)) {
        emit_operand(*binary.left, binary.op, false);
        write(operator_text(binary.op));
        emit_operand(*binary.right, binary.op, true);
        return;
    }
    const bool is_letter = (binary.escape >= 'a' && binary.escape <= 'z') ||
                           (binary.escape >= 'A' && binary.escape <= 'Z');
    if (is_letter) {
        ledger().refuse("ILIKE with a letter as its escape", "take a character that has no case");
    }
    write("lower(");
    emit(*binary.left);
    write(binary.op == sql::Operator::ilike ? ") LIKE lower(" : ") NOT LIKE lower(");
    emit(*binary.right);
    write(")");
}

void SqlCompiler::distinct_from_operator(const sql::Binary& binary) {
    ledger().require(Capability::is_distinct_from, "IS DISTINCT FROM");
    emit_operand(*binary.left, binary.op, false);
    write(operator_text(binary.op));
    emit_operand(*binary.right, binary.op, true);
}

void SqlCompiler::visit_unary(const sql::Unary& unary) {
    switch (unary.op) {
        case sql::Operator::bit_not: return bit_not_operator(unary);
        case sql::Operator::is_true:
        case sql::Operator::is_not_true:
        case sql::Operator::is_false:
        case sql::Operator::is_not_false: return truth_test(unary);
        default: break;
    }
    const bool postfix = sql::is_postfix(unary.op);
    if (!postfix) write(operator_text(unary.op));
    emit_operand(*unary.operand, unary.op, true);
    if (postfix) write(operator_text(unary.op));
}

}  // namespace azoth::compile
