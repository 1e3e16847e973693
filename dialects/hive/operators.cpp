// SPDX-License-Identifier: MIT
// Operators and functions that Hive words differently
// (https://hive.apache.org/docs/latest/user/languagemanual-udf).
#include <string>

#include "compiler.hpp"
#include "types.hpp"

namespace azoth::hive {

void HiveCompiler::division_operator(const sql::Binary& binary) {
    const bool are_integers = binary.left->type().is_integer() && binary.right->type().is_integer();
    if (!are_integers) return SqlCompiler::division_operator(binary);
    emit_operand(*binary.left, binary.op, false);
    write(" DIV ");  // / would make a double of them
    divisor(*binary.right, binary.op);
}

void HiveCompiler::bit_operator(const sql::Binary& binary) {
    const bool is_left = binary.op == sql::Operator::shift_left;
    if (!is_left && binary.op != sql::Operator::shift_right) {
        return SqlCompiler::bit_operator(binary);
    }
    // A shift has the width of its left side, and the distance is an int.
    write(is_left ? "shiftleft(CAST(" : "shiftright(CAST(");
    emit(*binary.left);
    write(" AS BIGINT), CAST(");
    emit(*binary.right);
    write(" AS INT))");
}

void HiveCompiler::visit_text_constant(const sql::TextConstant& constant) {
    write(quoted_text(constant.text));
}

/// Java takes its options at the head of the pattern.
void HiveCompiler::regular_pattern(const sql::Node& pattern, std::string_view flags) {
    if (flags.empty()) return emit(pattern);
    write("concat('(?").write(flags).write(")', ");
    emit(pattern);
    write(")");
}

void HiveCompiler::visit_regexp(const sql::Regexp& regexp) {
    ledger().require(compile::Capability::regexp, "a regular expression");
    if (regexp.negated) write("NOT ");
    write("(");
    emit_grouped(*regexp.operand);
    write(" RLIKE ");
    regular_pattern(*regexp.pattern, regexp.flags);
    write(")");
}

void HiveCompiler::visit_regexp_replace(const sql::RegexpReplace& replace) {
    write("regexp_replace(");
    emit(*replace.operand);
    write(", ");
    regular_pattern(*replace.pattern, replace.flags);
    write(", ");
    emit(*replace.replacement);
    write(")");
}

void HiveCompiler::known_function(const sql::Function& function) {
    if (function.name == "random") {
        write("rand()");
        return;
    }
    if (const sql::NodePtr wide = wide_call(function)) {
        return SqlCompiler::known_function(sql::cast<sql::Function>(*wide));
    }
    if (function.name == "current_time") ledger().refuse("a time of day");
    if (function.name == "nth_value") ledger().lacks("nth_value()");
    SqlCompiler::known_function(function);
}

/// Texts compare byte by byte, always.
void HiveCompiler::visit_collate(const sql::Collate& collate) {
    ledger().lacks("COLLATE");
    SqlCompiler::visit_collate(collate);
}

void HiveCompiler::visit_extract(const sql::Extract& extract) {
    const auto call = [&](std::string_view before, std::string_view after = ")") {
        write(before);
        emit(*extract.operand);
        write(after);
    };
    switch (extract.field) {
        case sql::DateField::year: return call("year(");
        case sql::DateField::quarter: return call("quarter(");
        case sql::DateField::month: return call("month(");
        case sql::DateField::week: return call("weekofyear(");
        case sql::DateField::day: return call("day(");
        case sql::DateField::day_of_week: return call("(pmod(dayofweek(", ") + 5, 7) + 1)");
        case sql::DateField::day_of_year: return call("CAST(date_format(", ", 'D') AS INT)");
        case sql::DateField::hour: return call("hour(");
        case sql::DateField::minute: return call("minute(");
        case sql::DateField::second: return call("second(");
        case sql::DateField::epoch:
            ledger().refuse("EXTRACT of the epoch", "it depends on the session's time zone");
    }
}

}  // namespace azoth::hive
