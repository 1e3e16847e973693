// SPDX-License-Identifier: MIT
// CAST. The server's own takes what begins as a number, 0 for other texts, and the nearest number
// of the type for what does not fit, and says nothing. Here that is an error, and NULL of
// try_cast().
#include <azoth/compile/cast_limits.hpp>
#include <azoth/error/error.hpp>

#include "compiler.hpp"
#include "types.hpp"

namespace azoth::mysql {

namespace {

bool is_real(const SqlType& type) noexcept {
    return type.kind() == TypeKind::float_ || type.kind() == TypeKind::double_;
}

bool is_number_of_text(const sql::Cast& cast) noexcept {
    return cast.operand->type().is_text() && (cast.type().is_integer() || is_real(cast.type()));
}

/// Whether the server would make a value of something that is none.
bool needs_check(const SqlType& from, const SqlType& to) noexcept {
    if (from.is_text()) {
        const bool has_limits = to.kind() != TypeKind::numeric || to.precision();
        return has_limits && !compile::text_pattern(to).empty();
    }
    return from.is_number() && to.is_number() && !compile::fits_always(from, to);
}

}  // namespace

/// The integer that CAST makes of a number, or of a text that is one, without a type's limits.
void MysqlCompiler::rounded(const sql::Node& number) {
    const SqlType& from = number.type();
    if (from.is_integer()) return emit_grouped(number);
    write(from.kind() == TypeKind::numeric ? "ROUND(" : "CAST(");
    emit(number);
    if (from.is_text()) write(" AS DECIMAL(65, 0)");
    if (is_real(from)) write(" AS SIGNED");
    write(")");
}

/// Whether the number is one of the type, once it is rounded.
void MysqlCompiler::fits(const sql::Node& number, const SqlType& type) {
    if (type.kind() == TypeKind::numeric) {
        write("ABS(CAST(");
        emit(number);
        write(" AS DECIMAL(65, ").write(std::to_string(type.scale().value_or(0)));
        write("))) <= ").write(compile::greatest_number(type));
        return;
    }
    const bool is_narrow =
        type.kind() == TypeKind::small_integer || type.kind() == TypeKind::integer;
    if (is_real(number.type()) && !is_narrow) {
        const bool is_unsigned = type.kind() == TypeKind::unsigned_big_integer;
        emit_grouped(number);
        write(is_unsigned ? " >= -0.5 AND " : " >= -9223372036854775808 AND ");
        emit_grouped(number);
        write(is_unsigned ? " < 18446744073709551616" : " < 9223372036854775808");
        return;
    }
    rounded(number);
    const compile::IntegerRange range = compile::integer_range(type);
    write(" BETWEEN ").write(range.least).write(" AND ").write(range.greatest);
}

/// Nothing but a number without room is an error in a query.
void MysqlCompiler::raise(const sql::Node& operand, const SqlType& type) {
    write(is_real(type) ? "EXP(1000 + LENGTH(" : "1 + LENGTH(");
    emit(operand);
    write(is_real(type)                                   ? "))"
          : type.kind() == TypeKind::unsigned_big_integer ? ") + 18446744073709551615"
                                                          : ") + 9223372036854775807");
}

void MysqlCompiler::checked_cast(const sql::Cast& cast) {
    const SqlType& type = ledger().variant_of(cast.type());
    const sql::Node& operand = *cast.operand;
    const bool is_text = operand.type().is_text();
    require_stable(operand, "CAST to " + type.describe());
    // A moment and an error have no common type of their own.
    if (type.is_temporal()) write("CAST(");
    write("CASE WHEN ");
    if (is_text) {
        emit_grouped(operand);
        write(" REGEXP '").write(compile::text_pattern(type)).write("'");
        if (!is_real(type)) write(" AND ");
    }
    if (type.is_temporal()) {
        write("CAST(");
        emit(operand);
        write(" AS ").write(cast_target(cast)).write(") IS NOT NULL");
    } else if (!is_real(type)) {
        fits(operand, type);
    }
    write(" THEN CAST(");
    emit(operand);
    write(" AS ").write(cast_target(cast)).write(")");
    if (!cast.null_on_failure) {
        write(" WHEN ");
        emit_grouped(operand);
        write(" IS NOT NULL THEN ");
        raise(operand, type);
    }
    write(" END");
    if (type.is_temporal()) write(" AS ").write(cast_target(cast)).write(")");
}

void MysqlCompiler::try_cast_operator(const sql::Cast& cast) {
    if (!is_number_of_text(cast)) {
        ledger().refuse(
            "TRY_CAST of " + cast.operand->type().describe() + " to " + cast.type().describe(),
            "texts are tried as integers and Doubles");
    }
    checked_cast(cast);
}

void MysqlCompiler::visit_cast(const sql::Cast& cast) {
    const SqlType& type = ledger().variant_of(cast.type());
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
    if (needs_check(cast.operand->type(), type)) return checked_cast(cast);
    write("CAST(");
    type.is_text() ? emit_words(*cast.operand) : emit(*cast.operand);
    write(" AS ").write(cast_target(cast)).write(")");
}

/// https://dev.mysql.com/doc/refman/8.4/en/cast-functions.html: types of their own.
std::string MysqlCompiler::cast_target(const sql::Cast& cast) const {
    const SqlType& type = ledger().variant_of(cast.type());
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

}  // namespace azoth::mysql
