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

namespace {

bool is_number_of_text(const sql::Cast& cast) noexcept {
    const TypeKind kind = cast.type().kind();
    return cast.operand->type().is_text() &&
           (cast.type().is_integer() || kind == TypeKind::float_ || kind == TypeKind::double_);
}

std::string_view range_of(TypeKind kind) noexcept {
    switch (kind) {
        case TypeKind::small_integer: return "-32768 AND 32767";
        case TypeKind::integer: return "-2147483648 AND 2147483647";
        case TypeKind::unsigned_big_integer: return "0 AND 18446744073709551615";
        default: return "-9223372036854775808 AND 9223372036854775807";
    }
}

}  // namespace

/// The server's own takes what begins as a number, and 0 for the rest.
void MysqlCompiler::number_cast(const sql::Cast& cast) {
    const bool is_whole = cast.type().is_integer();
    const bool is_unsigned = cast.type().kind() == TypeKind::unsigned_big_integer;
    require_stable(*cast.operand, "CAST to " + cast.type().describe());
    write("CASE WHEN ");
    emit_grouped(*cast.operand);
    // No question marks: those stand for values.
    write(is_whole ? " REGEXP '^[[:space:]]*[-+]{0,1}[0-9]{1,60}[[:space:]]*$' AND CAST("
                   : " REGEXP '^[[:space:]]*[-+]{0,1}([0-9]+[.]{0,1}[0-9]*|[.][0-9]+)"
                     "([eE][-+]{0,1}[0-9]+){0,1}[[:space:]]*$'");
    if (is_whole) {
        emit(*cast.operand);
        write(" AS DECIMAL(65, 0)) BETWEEN ");
        write(range_of(cast.type().kind()));
    }
    write(" THEN CAST(");
    emit(*cast.operand);
    write(" AS ").write(cast_target(cast)).write(")");
    if (!cast.null_on_failure) {
        // Nothing but a number without room is an error in a query.
        write(" WHEN ");
        emit_grouped(*cast.operand);
        write(" IS NOT NULL THEN ");
        write(is_whole ? "1 + LENGTH(" : "EXP(1000 + LENGTH(");
        emit(*cast.operand);
        write(is_unsigned ? ") + 18446744073709551615"
              : is_whole  ? ") + 9223372036854775807"
                          : "))");
    }
    write(" END");
}

void MysqlCompiler::try_cast_operator(const sql::Cast& cast) {
    if (!is_number_of_text(cast)) {
        ledger().refuse(
            "TRY_CAST of " + cast.operand->type().describe() + " to " + cast.type().describe(),
            "texts are tried as integers and Doubles");
    }
    number_cast(cast);
}

void MysqlCompiler::visit_cast(const sql::Cast& cast) {
    const SqlType& type = cast.type().variant_for(ledger().dialect());
    if (type.kind() == TypeKind::boolean) {
        const TypeKind from = cast.operand->type().kind();
        if (from != TypeKind::boolean && !cast.operand->type().is_number()) {
            ledger().refuse("CAST to Boolean of what is no number");
        }
        write("(");
        emit_operand(*cast.operand, sql::Operator::ne, false);
        write(" <> 0)");
        return;
    }
    if (cast.null_on_failure) return try_cast_operator(cast);
    if (is_number_of_text(cast)) return number_cast(cast);
    write("CAST(");
    type.is_text() ? emit_words(*cast.operand) : emit(*cast.operand);
    write(" AS ").write(cast_target(cast)).write(")");
}

/// https://dev.mysql.com/doc/refman/8.4/en/cast-functions.html: types of their own.
std::string MysqlCompiler::cast_target(const sql::Cast& cast) const {
    const SqlType& type = cast.type().variant_for(ledger().dialect());
    const auto sized = [&](std::string word) {
        return type.length() ? word + "(" + std::to_string(*type.length()) + ")" : word;
    };
    const bool has_reals = is_mariadb(ledger()) || ledger().version() >= Version{8, 0, 17};
    switch (type.kind()) {
        case TypeKind::small_integer:
        case TypeKind::integer:
        case TypeKind::big_integer: return "SIGNED";
        case TypeKind::unsigned_big_integer: return "UNSIGNED";
        case TypeKind::float_:
        case TypeKind::double_:
            if (!has_reals) ledger().refuse("CAST to " + type.describe());
            return type.kind() == TypeKind::float_ ? "FLOAT" : "DOUBLE";
        case TypeKind::numeric:
            // As wide as it gets, and nothing is behind an integer's point.
            if (!type.precision() && cast.operand->type().is_integer()) return "DECIMAL(65, 0)";
            return decimal_spelling(type, ledger());
        case TypeKind::char_:
        case TypeKind::string: return sized("CHAR");
        case TypeKind::text:
        case TypeKind::enum_: return "CHAR";
        case TypeKind::binary:
        case TypeKind::bytes: return "BINARY";
        case TypeKind::date: return "DATE";
        case TypeKind::time: return "TIME" + fraction_spelling(type, ledger());
        case TypeKind::timestamp:
        case TypeKind::timestamp_tz: return "DATETIME" + fraction_spelling(type, ledger());
        case TypeKind::json:
            if (is_mariadb(ledger())) return "CHAR";
            return "JSON";
        case TypeKind::uuid: {
            const std::string spelling = context().types.spell(type, ledger());
            return spelling == "UUID" ? spelling : "CHAR(36)";
        }
        case TypeKind::custom: return std::string(type.name());
        default: break;
    }
    // Refuses what has no spelling at all, with the type's own reason.
    static_cast<void>(context().types.spell(type, ledger()));
    ledger().refuse("CAST to " + type.describe());
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
