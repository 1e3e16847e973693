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
    is_null,
    is_not_null,
};

/// How tightly an operator binds in SQL; a larger number binds tighter. An operand of a looser or
/// equally tight, non-associative operator is put in parentheses.
[[nodiscard]] AZOTH_EXPORT int precedence(Operator op) noexcept;
/// Whether `a op (b op c)` may lose its parentheses.
[[nodiscard]] AZOTH_EXPORT bool is_associative(Operator op) noexcept;
/// Whether the result is a truth value.
[[nodiscard]] AZOTH_EXPORT bool is_predicate(Operator op) noexcept;
/// The operator that means the opposite (`=` and `<>`), or `not_` if there is none. `<` and `>=`
/// are opposites because both are NULL when an operand is.
[[nodiscard]] AZOTH_EXPORT Operator negation(Operator op) noexcept;

}  // namespace azoth::sql
