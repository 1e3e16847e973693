// SPDX-License-Identifier: MIT
// CAST. The server's own is NULL for what cannot be converted, cuts the fraction, keeps the low
// bits of an integer that is too great, and says nothing
// (https://hive.apache.org/docs/latest/language/languagemanual-types). Here that is an error, and
// NULL of try_cast().
#include <string>

#include <azoth/compile/cast_limits.hpp>

#include "compiler.hpp"
#include "types.hpp"

namespace azoth::hive {

namespace {

bool is_real(const SqlType& type) noexcept {
    return type.kind() == TypeKind::float_ || type.kind() == TypeKind::double_;
}

/// Whether the server would make something else of a value, or nothing.
bool needs_check(const SqlType& from, const SqlType& to) noexcept {
    if (from.is_text()) return !compile::text_pattern(to).empty();
    return from.is_number() && to.is_number() && !compile::fits_always(from, to);
}

}  // namespace

/// The server's own text of a truth value is in capitals.
void HiveCompiler::emit_words(const sql::Node& node) {
    if (node.type().kind() != TypeKind::boolean) return emit(node);
    write("CASE ");
    emit_grouped(node);
    write(" WHEN TRUE THEN 'true' WHEN FALSE THEN 'false' END");
}

std::string HiveCompiler::cast_target(const sql::Cast& cast) const {
    const SqlType& type = ledger().variant_of(cast.type());
    const bool is_integer_to_any_numeric =
        type.kind() == TypeKind::numeric && !type.precision() && cast.operand->type().is_integer();
    if (is_integer_to_any_numeric) return "DECIMAL(38, 0)";
    const bool has_length = type.kind() == TypeKind::string || type.kind() == TypeKind::char_;
    if (has_length && type.length() && *type.length() <= 65535) {
        return "VARCHAR(" + std::to_string(*type.length()) + ")";  // a cast may cut
    }
    return context().types.spell(type, ledger());
}

/// The integer that CAST makes of a number, or of a text that is one, without a type's limits.
/// Halves of reals go to even, those of exact numbers away from zero.
void HiveCompiler::rounded(const sql::Node& number) {
    const SqlType& from = number.type();
    const bool is_exact = from.kind() == TypeKind::numeric;
    if (!is_exact && !is_real(from) && !from.is_text()) return emit_grouped(number);
    write(is_exact ? "round(" : is_real(from) ? "bround(" : "CAST(");
    emit(number);
    write(from.is_text() ? " AS DECIMAL(38, 0))" : ")");
}

void HiveCompiler::plain_cast(const sql::Cast& cast) {
    const SqlType& type = ledger().variant_of(cast.type());
    write("CAST(");
    if (type.is_integer()) {
        rounded(*cast.operand);
    } else if (type.is_text()) {
        emit_words(*cast.operand);
    } else {
        emit(*cast.operand);
    }
    write(" AS ").write(cast_target(cast)).write(")");
}

/// Whether it is an integer of the type.
void HiveCompiler::fits(const sql::Node& number, const SqlType& type) {
    if (is_real(number.type()) && type.kind() == TypeKind::big_integer) {
        rounded(number);
        write(" >= -9.223372036854775808E18 AND ");
        rounded(number);
        write(" < 9.223372036854775808E18");
        return;
    }
    const compile::IntegerRange range = compile::integer_range(type);
    rounded(number);
    write(" BETWEEN ").write(range.least).write(" AND ").write(range.greatest);
}

void HiveCompiler::checked_cast(const sql::Cast& cast) {
    const SqlType& type = ledger().variant_of(cast.type());
    const sql::Node& operand = *cast.operand;
    const bool is_text = operand.type().is_text();
    require_stable(operand, "CAST to " + type.describe());
    write("CASE WHEN ");
    if (is_text) {
        emit_grouped(operand);
        write(" RLIKE '").write(compile::text_pattern(type)).write("'");
    }
    const bool is_whole_pattern = is_real(type) || type.kind() == TypeKind::time;
    if (is_text && !is_whole_pattern) write(" AND ");
    if (type.is_integer()) {
        fits(operand, type);
    } else if (!is_whole_pattern) {
        plain_cast(cast);
        write(" IS NOT NULL");
    }
    write(" THEN ");
    plain_cast(cast);
    if (!cast.null_on_failure) {
        write(" WHEN ");
        emit_grouped(operand);
        write(" IS NOT NULL THEN assert_true(");
        emit_grouped(operand);
        write(" IS NULL)");
    }
    write(" END");
}

void HiveCompiler::visit_cast(const sql::Cast& cast) {
    const SqlType& type = ledger().variant_of(cast.type());
    const SqlType& from = cast.operand->type();
    if (cast.null_on_failure) ledger().require(compile::Capability::try_cast, "TRY_CAST");
    if (type.kind() == TypeKind::boolean && from.is_text()) {
        ledger().refuse("CAST to Boolean of what is no number");  // TRUE of all but ''
    }
    if (type.kind() == TypeKind::time && from.is_temporal() && from.kind() != type.kind()) {
        if (from.kind() != TypeKind::timestamp) {
            ledger().refuse("CAST of " + from.describe() + " to " + type.describe());
        }
        write("substr(CAST(");
        emit(*cast.operand);
        write(" AS STRING), 12)");
        return;
    }
    const bool is_checked = needs_check(computed_type(*cast.operand), type);
    is_checked ? checked_cast(cast) : plain_cast(cast);
}

}  // namespace azoth::hive
