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
[[nodiscard]] AZOTH_EXPORT int precedence(Operator op) noexcept;
/// Whether `a op (b op c)` may lose its parentheses.
[[nodiscard]] AZOTH_EXPORT bool is_associative(Operator op) noexcept;
/// Whether databases disagree where the operator stands among the others, so that parentheses say
/// it: || and the operators on bits.
[[nodiscard]] AZOTH_EXPORT bool has_disputed_precedence(Operator op) noexcept;
/// Whether it works on bits.
[[nodiscard]] AZOTH_EXPORT bool is_bitwise(Operator op) noexcept;
/// Whether it has one operand and stands behind it.
[[nodiscard]] AZOTH_EXPORT bool is_postfix(Operator op) noexcept;
/// Whether the result is a truth value.
[[nodiscard]] AZOTH_EXPORT bool is_predicate(Operator op) noexcept;
/// The operator that means the opposite (`=` and `<>`), or `not_` if there is none. `<` and `>=`
/// are opposites because both are NULL when an operand is.
[[nodiscard]] AZOTH_EXPORT Operator negation(Operator op) noexcept;

}  // namespace azoth::sql
