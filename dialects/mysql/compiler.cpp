// SPDX-License-Identifier: MIT
#include "compiler.hpp"

#include <string>

#include "dialect.hpp"

namespace azoth::mysql {

namespace {

bool folds_case(sql::Operator op) noexcept {
    return op == sql::Operator::ilike || op == sql::Operator::not_ilike;
}

bool is_negated(sql::Operator op) noexcept {
    return op == sql::Operator::not_like || op == sql::Operator::not_ilike;
}

}  // namespace

void MysqlCompiler::visit_binary(const sql::Binary& binary) {
    const bool are_dates = binary.left->type().kind() == TypeKind::date &&
                           binary.right->type().kind() == TypeKind::date;
    switch (binary.op) {
        case sql::Operator::subtract:
            if (are_dates) return call("DATEDIFF", binary.left, binary.right);
            break;
        case sql::Operator::like:
        case sql::Operator::not_like:
        case sql::Operator::ilike:
        case sql::Operator::not_ilike: return pattern_match(binary);
        case sql::Operator::concat:  // || means OR
            write("CONCAT(");
            emit_words(*binary.left);
            write(", ");
            emit_words(*binary.right);
            write(")");
            return;
        default: break;
    }
    if (sql::is_predicate(binary.op)) {
        refuse_document(*binary.left);
        refuse_document(*binary.right);
    }
    SqlCompiler::visit_binary(binary);
}

/// A truth value is a number here, and its text a word.
void MysqlCompiler::emit_words(const sql::Node& node) {
    if (node.type().kind() != TypeKind::boolean) return emit(node);
    write("CASE ");
    emit_grouped(node);
    write(" WHEN 1 THEN 'true' WHEN 0 THEN 'false' END");
}

void MysqlCompiler::pattern_match(const sql::Binary& binary) {
    if (folds_case(binary.op)) {
        write("LOWER(");
        emit(*binary.left);
        write(")");
    } else {
        emit_operand(*binary.left, binary.op, false);
    }
    write(is_negated(binary.op) ? " NOT LIKE " : " LIKE ");
    pattern(binary);
    if (binary.escape != '\0') {
        write(" ESCAPE ").write(quoted_text(std::string_view(&binary.escape, 1)));
    }
}

void MysqlCompiler::pattern(const sql::Binary& binary) {
    // Where no escape is said a backslash is one; doubled it is an ordinary character, as
    // elsewhere.
    const bool is_call = folds_case(binary.op) || binary.escape == '\0';
    if (binary.escape == '\0') write("REPLACE(");
    if (folds_case(binary.op)) write("LOWER(");
    if (is_call) {
        emit(*binary.right);
    } else {
        // The grammar has no operator on this side.
        emit_operand(*binary.right, sql::Operator::negate, true);
    }
    if (folds_case(binary.op)) write(")");
    if (binary.escape == '\0') write(R"(, '\\', '\\\\'))");
}

void MysqlCompiler::distinct_from_operator(const sql::Binary& binary) {
    const bool negated = binary.op == sql::Operator::is_distinct_from;
    if (negated) write("NOT (");
    emit_operand(*binary.left, binary.op, false);
    write(" <=> ");
    emit_operand(*binary.right, binary.op, true);
    if (negated) write(")");
}

void MysqlCompiler::limit_clause(const sql::Select& select) {
    // OFFSET needs a LIMIT: https://dev.mysql.com/doc/refman/8.4/en/select.html has this number.
    if (select.offset && !select.limit) write(" LIMIT 18446744073709551615");
    SqlCompiler::limit_clause(select);
}

std::string_view MysqlCompiler::lock_words(sql::LockStrength strength) const {
    const bool has_for_share = !is_mariadb(ledger()) && ledger().version() >= Version{8, 0, 1};
    if (strength == sql::LockStrength::share && !has_for_share) return " LOCK IN SHARE MODE";
    return SqlCompiler::lock_words(strength);
}

void MysqlCompiler::default_values_clause(const sql::Insert&) {
    write(" () VALUES ()");
}

}  // namespace azoth::mysql
