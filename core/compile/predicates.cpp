// SPDX-License-Identifier: MIT
// Conditions and operators whose wording differs between databases.
#include <string>

#include <azoth/compile/sql_compiler.hpp>
#include <azoth/error/error.hpp>
#include <azoth/sql/volatility.hpp>
#include <azoth/types/types.hpp>

#include "compared_types.hpp"

namespace azoth::compile {

namespace {

bool is_real(const sql::Node& node) noexcept {
    const TypeKind kind = node.type().kind();
    return kind == TypeKind::double_ || kind == TypeKind::float_;
}

}  // namespace

void SqlCompiler::emit_grouped(const sql::Node& node) {
    switch (node.kind()) {
        case sql::NodeKind::column:
        case sql::NodeKind::bind:
        case sql::NodeKind::function:
        case sql::NodeKind::subquery:
        case sql::NodeKind::cast:
        case sql::NodeKind::text_constant:
        case sql::NodeKind::extract: return emit(node);
        default: break;
    }
    write("(");
    emit(node);
    write(")");
}

void SqlCompiler::call(std::string_view function, const sql::NodePtr& left,
                       const sql::NodePtr& right) {
    write(function).write("(");
    emit(*left);
    write(", ");
    emit(*right);
    write(")");
}

void SqlCompiler::require_stable(const sql::Node& operand, std::string_view construct) const {
    const std::string found = sql::volatile_part(operand);
    if (found.empty()) return;
    ledger().lacks(std::string(construct) + " of " + found, "read it first and bind what it is");
}

// ── sets and ranges ─────────────────────────────────────────────────────────────────────────────

void SqlCompiler::in_list(const sql::InList& list) {
    const auto* values = sql::as<sql::Bind>(*list.values);
    if (inlines_ && values != nullptr && inlined(*values).view().array().empty()) {
        write(list.negated ? "(1 = 1)" : "(1 = 0)");
    } else {
        visit_in_list(list);
    }
}

void SqlCompiler::visit_in_list(const sql::InList& list) {
    if (const auto* tuple = sql::as<sql::Tuple>(*list.operand)) {
        ledger().require(Capability::row_values, "a tuple IN a list");
        row_of(*tuple);
        write(list.negated ? " NOT IN (" : " IN (");
        tuple_list(sql::cast<sql::Bind>(*list.values), *tuple);
        write(")");
        return;
    }
    emit_operand(*list.operand, sql::Operator::eq, false);
    write(list.negated ? " NOT IN (" : " IN (");
    placeholder(sql::cast<sql::Bind>(*list.values), true);
    write(")");
}

void SqlCompiler::visit_in_query(const sql::InQuery& test) {
    if (test.operand->kind() == sql::NodeKind::tuple) {
        ledger().require(Capability::row_values, "a tuple IN a query");
    }
    emit_operand(*test.operand, sql::Operator::eq, false);
    write(test.negated ? " NOT IN " : " IN ");
    emit(*test.query);
}

void SqlCompiler::visit_tuple(const sql::Tuple&) {
    ledger().refuse("a tuple as a value", "tuples are compared; name the items one by one");
}

void SqlCompiler::row_of(const sql::Tuple& tuple) {
    ledger().require(Capability::row_values, "comparing a tuple");
    write("(");
    for (std::size_t i = 0; i < tuple.items.size(); ++i) {
        if (i != 0) write(", ");
        group_by_item(*tuple.items[i]);
    }
    write(")");
}

void SqlCompiler::between(const sql::Between& between) {
    const bool is_for_people = context_.placeholders == PlaceholderStyle::named;
    // Not every server that compares rows has BETWEEN for them.
    const bool is_row = between.operand->kind() == sql::NodeKind::tuple;
    if (is_for_people || (!are_apart(between) && !is_row)) return visit_between(between);
    const SqlType truth(TypeKind::boolean);
    const auto within = [&](const sql::NodePtr& low, const sql::NodePtr& high) -> sql::NodePtr {
        const auto& operand = between.operand;
        return sql::make<sql::Binary>(
            sql::Operator::and_, sql::make<sql::Binary>(sql::Operator::ge, operand, low, truth),
            sql::make<sql::Binary>(sql::Operator::le, operand, high, truth), truth);
    };
    require_stable(*between.operand, is_row ? "BETWEEN" : "BETWEEN a Numeric and a Double");
    sql::NodePtr condition = within(between.low, between.high);
    if (between.symmetric) {
        condition = sql::make<sql::Binary>(sql::Operator::or_, std::move(condition),
                                           within(between.high, between.low), truth);
    }
    write(between.negated ? "(NOT (" : "(");
    emit(*condition);
    write(between.negated ? "))" : ")");
}

void SqlCompiler::visit_between(const sql::Between& between) {
    const bool native = ledger().supports(Capability::between_symmetric);
    const auto test = [&](const sql::Node& low, const sql::Node& high) {
        emit_operand(*between.operand, sql::Operator::eq, true);
        write(between.negated ? " NOT BETWEEN " : " BETWEEN ");
        if (between.symmetric && native) write("SYMMETRIC ");
        emit_operand(low, sql::Operator::eq, true);
        write(" AND ");
        emit_operand(high, sql::Operator::eq, true);
    };
    if (!between.symmetric || native) return test(*between.low, *between.high);
    write("(");
    test(*between.low, *between.high);
    write(between.negated ? " AND " : " OR ");
    test(*between.high, *between.low);
    write(")");
}

void SqlCompiler::quantified_operator(const sql::Binary& binary, const sql::Quantified& right) {
    const bool is_query = right.operand->kind() == sql::NodeKind::subquery;
    const bool is_in = !right.all && binary.op == sql::Operator::eq;
    const bool is_not_in = right.all && binary.op == sql::Operator::ne;
    if (is_query && (is_in || is_not_in) && !ledger().supports(Capability::quantified_comparison)) {
        emit_operand(*binary.left, binary.op, false);
        write(is_in ? " IN " : " NOT IN ");
        return emit(*right.operand);
    }
    if (!is_query) ledger().require(Capability::arrays, "ANY and ALL of an array");
    ledger().require(Capability::quantified_comparison,
                     right.all ? "a comparison with ALL" : "a comparison with ANY");
    emit_operand(*binary.left, binary.op, false);
    write(operator_text(binary.op));
    quantifier(right);
}

void SqlCompiler::quantifier(const sql::Quantified& quantified) {
    const bool is_query = quantified.operand->kind() == sql::NodeKind::subquery;
    write(quantified.all ? "ALL " : "ANY ");
    if (!is_query) write("(");
    emit(*quantified.operand);
    if (!is_query) write(")");
}

// ── text ────────────────────────────────────────────────────────────────────────────────────────

void SqlCompiler::visit_collate(const sql::Collate& collate) {
    emit_grouped(*collate.operand);
    write(" COLLATE ");
    if (!collate.schema.empty()) {
        ledger().require(Capability::collation_schemas, "a collation in a schema");
        identifier(collate.schema);
        write(".");
    }
    identifier(collate.name);
}

void SqlCompiler::visit_regexp(const sql::Regexp& regexp) {
    ledger().require(Capability::regexp, "a regular expression");
    if (regexp.negated) write("NOT ");
    write("REGEXP_LIKE(");
    emit(*regexp.operand);
    write(", ");
    emit(*regexp.pattern);
    if (!regexp.flags.empty()) write(", '").write(regexp.flags).write("'");
    write(")");
}

void SqlCompiler::visit_regexp_replace(const sql::RegexpReplace& replace) {
    ledger().require(Capability::regexp_replace, "regexp_replace()");
    write("REGEXP_REPLACE(");
    emit(*replace.operand);
    write(", ");
    emit(*replace.pattern);
    write(", ");
    emit(*replace.replacement);
    if (!replace.flags.empty()) write(", '").write(replace.flags).write("'");
    write(")");
}

void SqlCompiler::visit_text_constant(const sql::TextConstant& constant) {
    if (constant.text.find('\0') != std::string::npos) {
        throw CompileError("bad_constant", "a text constant contains a NUL byte");
    }
    std::string quoted = "'";
    for (const char c : constant.text) {
        quoted += c;
        if (c == '\'') quoted += c;
    }
    write(quoted).write("'");
}

void SqlCompiler::concat_operator(const sql::Binary& binary) {
    emit_operand(*binary.left, binary.op, false);
    write(operator_text(binary.op));
    emit_operand(*binary.right, binary.op, true);
}

void SqlCompiler::visit_custom_operator(const sql::CustomOperator& custom) {
    if (context_.placeholders == PlaceholderStyle::question &&
        custom.token.find('?') != std::string::npos) {
        ledger().refuse("the operator " + custom.token, "a question mark stands for a value");
    }
    emit_grouped(*custom.left);
    write(" ").write(custom.token).write(" ");
    emit_grouped(*custom.right);
}

// ── numbers ─────────────────────────────────────────────────────────────────────────────────────

void SqlCompiler::divisor(const sql::Node& node, sql::Operator) {
    write("NULLIF(");
    emit(node);
    write(", 0)");
}

void SqlCompiler::division_operator(const sql::Binary& binary) {
    emit_operand(*binary.left, binary.op, false);
    write(operator_text(binary.op));
    divisor(*binary.right, binary.op);
}

void SqlCompiler::modulo_operator(const sql::Binary& binary) {
    if (is_real(*binary.left) || is_real(*binary.right)) {
        ledger().require(Capability::real_modulo, "% of a Double");
    }
    emit_operand(*binary.left, binary.op, false);
    write(operator_text(binary.op));
    divisor(*binary.right, binary.op);
}

void SqlCompiler::true_division_operator(const sql::Binary& binary) {
    write("CAST(");
    emit(*binary.left);
    write(" AS ").write(context_.spell(Double{})).write(")");
    write(operator_text(binary.op));
    divisor(*binary.right, binary.op);
}

void SqlCompiler::bit_operator(const sql::Binary& binary) {
    emit_operand(*binary.left, binary.op, false);
    write(operator_text(binary.op));
    emit_operand(*binary.right, binary.op, true);
}

void SqlCompiler::bit_not_operator(const sql::Unary& unary) {
    write(operator_text(unary.op));
    emit_operand(*unary.operand, unary.op, true);
}

// ── truth, casts, moments ───────────────────────────────────────────────────────────────────────

void SqlCompiler::truth_test(const sql::Unary& unary) {
    if (ledger().supports(Capability::truth_tests)) {
        emit_operand(*unary.operand, unary.op, false);
        write(operator_text(unary.op));
        return;
    }
    // Unknown counts as what the test is not about.
    const bool about_true =
        unary.op == sql::Operator::is_true || unary.op == sql::Operator::is_not_true;
    const bool negated =
        unary.op == sql::Operator::is_not_true || unary.op == sql::Operator::is_not_false;
    write("CASE WHEN ");
    if (!about_true) write("NOT ");
    emit_operand(*unary.operand, sql::Operator::not_, true);
    write(negated ? " THEN 0 ELSE 1 END = 1" : " THEN 1 ELSE 0 END = 1");
}

void SqlCompiler::try_cast_operator(const sql::Cast& cast) {
    ledger().require(Capability::try_cast, "TRY_CAST");
    write("TRY_CAST(");
    emit(*cast.operand);
    write(" AS ").write(context_.spell(cast.type())).write(")");
}

void SqlCompiler::visit_extract(const sql::Extract& extract) {
    const auto part = [&](std::string_view field) {
        write("EXTRACT(").write(field).write(" FROM ");
        emit(*extract.operand);
        write(")");
    };
    switch (extract.field) {
        case sql::DateField::year: return part("YEAR");
        case sql::DateField::quarter: return part("QUARTER");
        case sql::DateField::month: return part("MONTH");
        case sql::DateField::week: return part("WEEK");
        case sql::DateField::day: return part("DAY");
        case sql::DateField::day_of_week: return part("ISODOW");
        case sql::DateField::day_of_year: return part("DOY");
        case sql::DateField::hour: return part("HOUR");
        case sql::DateField::minute: return part("MINUTE");
        case sql::DateField::second:
            write("FLOOR(");
            part("SECOND");
            write(")");
            return;
        case sql::DateField::epoch:
            write("FLOOR(");
            part("EPOCH");
            write(")");
            return;
    }
}

}  // namespace azoth::compile
