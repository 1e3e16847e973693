// SPDX-License-Identifier: MIT
#include "compiler.hpp"

#include <string>

#include <azoth/types/types.hpp>

namespace azoth::postgresql {

namespace {

bool is_real(const SqlType& type) noexcept {
    return type.kind() == TypeKind::double_ || type.kind() == TypeKind::float_;
}

}  // namespace

void PostgresqlCompiler::cast_to(const sql::Node& node, const SqlType& type) {
    write("CAST(");
    emit(node);
    write(" AS ").write(context().types.spell(type, ledger())).write(")");
}

// ── text ────────────────────────────────────────────────────────────────────────────────────────

void PostgresqlCompiler::visit_regexp(const sql::Regexp& regexp) {
    ledger().require(compile::Capability::regexp, "a regular expression");
    emit_grouped(*regexp.operand);
    const bool only_ignores_case = regexp.flags == "i";
    write(regexp.negated ? " !~" : " ~").write(only_ignores_case ? "* " : " ");
    if (regexp.flags.empty() || only_ignores_case) return emit_grouped(*regexp.pattern);
    // Options may stand at the head of a pattern. Here `s` is how it is, and `m` is called `n`,
    // which would also keep the dot from matching a newline; `w` does just what is wanted.
    write("('(?");
    for (const char flag : regexp.flags) {
        if (flag != 's') write(flag == 'm' ? "w" : std::string_view(&flag, 1));
    }
    write(")' || ");
    emit_grouped(*regexp.pattern);
    write(")");
}

void PostgresqlCompiler::visit_regexp_replace(const sql::RegexpReplace& replace) {
    ledger().require(compile::Capability::regexp_replace, "regexp_replace()");
    write("regexp_replace(");
    emit(*replace.operand);
    write(", ");
    emit(*replace.pattern);
    write(", ");
    emit(*replace.replacement);
    write(", 'g");
    for (const char flag : replace.flags) {
        if (flag != 's') write(flag == 'm' ? "w" : std::string_view(&flag, 1));
    }
    write("')");
}

void PostgresqlCompiler::visit_text_constant(const sql::TextConstant& constant) {
    // With standard_conforming_strings off a backslash would escape: E'…' means the same always.
    if (constant.text.find('\\') == std::string::npos) {
        return SqlCompiler::visit_text_constant(constant);
    }
    std::string doubled;
    for (const char c : constant.text) {
        doubled += c;
        if (c == '\\') doubled += c;
    }
    write("E");
    SqlCompiler::visit_text_constant(*sql::make<sql::TextConstant>(std::move(doubled)));
}

// ── values and numbers ──────────────────────────────────────────────────────────────────────────

void PostgresqlCompiler::values_cell(const sql::Node& value, bool is_first_row) {
    // The first row decides the types of the columns, and a bare parameter would be text.
    const bool says_type = value.kind() == sql::NodeKind::bind && value.type().is_known();
    if (is_first_row && says_type) return cast_to(value, value.type());
    emit(value);
}

void PostgresqlCompiler::bit_operator(const sql::Binary& binary) {
    if (binary.op == sql::Operator::bit_xor) {
        emit_operand(*binary.left, binary.op, false);
        write(" # ");
        return emit_operand(*binary.right, binary.op, true);
    }
    if (binary.op != sql::Operator::shift_left && binary.op != sql::Operator::shift_right) {
        return SqlCompiler::bit_operator(binary);
    }
    // A shift has the width of its left side, and the distance is an integer of 32 bits.
    cast_to(*binary.left, BigInteger{});
    write(operator_text(binary.op));
    cast_to(*binary.right, Integer{});
}

void PostgresqlCompiler::try_cast_operator(const sql::Cast& cast) {
    ledger().require(compile::Capability::try_cast, "TRY_CAST");
    const std::string type = context().types.spell(cast.type(), ledger());
    write("CASE WHEN pg_input_is_valid(");
    cast_to(*cast.operand, Text{});
    write(", '").write(type).write("') THEN ");
    cast_to(*cast.operand, cast.type());
    write(" END");
}

// ── functions ───────────────────────────────────────────────────────────────────────────────────

void PostgresqlCompiler::known_function(const sql::Function& function) {
    const std::string_view name = function.name.view();
    if (name == "greatest" || name == "least") return strict_choice(function);
    if (name == "round" && is_real(function.type())) return round_real(function);
    SqlCompiler::known_function(function);
}

/// The server's own takes halves to the even number, and no digits.
void PostgresqlCompiler::round_real(const sql::Function& function) {
    write("CAST(round(");
    cast_to(*function.arguments[0], Numeric{});
    write(", ");
    emit(*function.arguments[1]);
    write(") AS ").write(context().types.spell(function.type(), ledger())).write(")");
}

/// The server's own leaves NULLs out; here one of them makes NULL, as elsewhere.
void PostgresqlCompiler::strict_choice(const sql::Function& function) {
    write("CASE WHEN ");
    for (std::size_t i = 0; i < function.arguments.size(); ++i) {
        if (i != 0) write(" AND ");
        // A bare parameter would have no type there.
        const sql::Node& argument = *function.arguments[i];
        const bool says_type = argument.kind() == sql::NodeKind::bind && argument.type().is_known();
        if (says_type) {
            cast_to(argument, argument.type());
        } else {
            emit_grouped(argument);
        }
        write(" IS NOT NULL");
    }
    write(" THEN ");
    function_call(function);
    write(" END");
}

void PostgresqlCompiler::visit_extract(const sql::Extract& extract) {
    const auto part = [&](std::string_view field) {
        write("EXTRACT(").write(field).write(" FROM ");
        if (extract.operand->type().kind() == TypeKind::timestamp_tz) {
            emit_grouped(*extract.operand);
            write(" AT TIME ZONE 'UTC'");
        } else {
            emit(*extract.operand);
        }
        write(")");
    };
    write("CAST(");
    switch (extract.field) {
        case sql::DateField::year: part("YEAR"); break;
        case sql::DateField::quarter: part("QUARTER"); break;
        case sql::DateField::month: part("MONTH"); break;
        case sql::DateField::week: part("WEEK"); break;
        case sql::DateField::day: part("DAY"); break;
        case sql::DateField::day_of_week: part("ISODOW"); break;
        case sql::DateField::day_of_year: part("DOY"); break;
        case sql::DateField::hour: part("HOUR"); break;
        case sql::DateField::minute: part("MINUTE"); break;
        case sql::DateField::second:
            write("floor(");
            part("SECOND");
            write(")");
            break;
        case sql::DateField::epoch:
            write("floor(");
            part("EPOCH");
            write(")");
            break;
    }
    write(" AS BIGINT)");
}

}  // namespace azoth::postgresql
