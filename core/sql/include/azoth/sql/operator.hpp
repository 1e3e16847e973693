// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string_view>

#include <azoth/error/export.hpp>

namespace azoth::sql {

/// Operators between two expressions, and before or after one.
enum class Operator : std::uint8_t {
    eq,
    ne,
    lt,
    le,
    gt,
    ge,
    and_,
    or_,
    add,
    subtract,
    multiply,
    divide,
    modulo,
    true_divide,
    bit_and,
    bit_or,
    bit_xor,
    shift_left,
    shift_right,
    concat,
    like,
    not_like,
    ilike,
    not_ilike,
    is_distinct_from,
    is_not_distinct_from,
    // one operand
    not_,
    negate,
    bit_not,
    is_null,
    is_not_null,
    is_true,
    is_not_true,
    is_false,
    is_not_false,
};

/// How tightly an operator binds in SQL; a larger number binds tighter. An operand of a looser or
/// equally tight, non-associative operator is put in parentheses.
[[nodiscard]] constexpr int precedence(Operator op) noexcept {
    switch (op) {
        case Operator::or_: return 1;
        case Operator::and_: return 2;
        case Operator::not_: return 3;
        case Operator::eq:
        case Operator::ne:
        case Operator::lt:
        case Operator::le:
        case Operator::gt:
        case Operator::ge:
        case Operator::like:
        case Operator::not_like:
        case Operator::ilike:
        case Operator::not_ilike:
        case Operator::is_distinct_from:
        case Operator::is_not_distinct_from:
        case Operator::is_null:
        case Operator::is_not_null:
        case Operator::is_true:
        case Operator::is_not_true:
        case Operator::is_false:
        case Operator::is_not_false: return 4;
        case Operator::concat:
        case Operator::bit_and:
        case Operator::bit_or:
        case Operator::bit_xor:
        case Operator::shift_left:
        case Operator::shift_right:
        case Operator::bit_not: return 5;
        case Operator::add:
        case Operator::subtract: return 6;
        case Operator::multiply:
        case Operator::divide:
        case Operator::modulo:
        case Operator::true_divide: return 7;
        case Operator::negate: return 8;
    }
    return 0;
}
/// Whether `a op (b op c)` may lose its parentheses.
[[nodiscard]] constexpr bool is_associative(Operator op) noexcept {
    return op == Operator::and_ || op == Operator::or_;
}
/// Whether it works on bits.
[[nodiscard]] constexpr bool is_bitwise(Operator op) noexcept {
    switch (op) {
        case Operator::bit_and:
        case Operator::bit_or:
        case Operator::bit_xor:
        case Operator::shift_left:
        case Operator::shift_right:
        case Operator::bit_not: return true;
        default: return false;
    }
}
/// Whether databases disagree where the operator stands among the others, so that parentheses say
/// it: || and the operators on bits.
[[nodiscard]] constexpr bool has_disputed_precedence(Operator op) noexcept {
    return op == Operator::concat || is_bitwise(op);
}
/// Whether it has one operand and stands behind it.
[[nodiscard]] AZOTH_EXPORT bool is_postfix(Operator op) noexcept;
/// Whether the result is a truth value.
[[nodiscard]] constexpr bool is_predicate(Operator op) noexcept {
    const int level = precedence(op);
    return level >= 1 && level <= 4;
}
/// The operator that means the opposite (`=` and `<>`), or `not_` if there is none. `<` and `>=`
/// are opposites because both are NULL when an operand is.
[[nodiscard]] AZOTH_EXPORT Operator negation(Operator op) noexcept;

}  // namespace azoth::sql
