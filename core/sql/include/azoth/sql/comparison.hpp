// SPDX-License-Identifier: MIT
#pragma once

#include <azoth/sql/operator.hpp>

namespace azoth::sql {

/// Whether an operator sets its sides side by side, so that their types matter to one another.
[[nodiscard]] constexpr bool is_comparison(Operator op) noexcept {
    switch (op) {
        case Operator::eq:
        case Operator::ne:
        case Operator::lt:
        case Operator::le:
        case Operator::gt:
        case Operator::ge:
        case Operator::is_distinct_from:
        case Operator::is_not_distinct_from: return true;
        default: return false;
    }
}

/// Whether an operator matches its left side with the pattern on its right.
[[nodiscard]] constexpr bool is_pattern_match(Operator op) noexcept {
    return Operator::like <= op && op <= Operator::not_ilike;
}

/// Whether an operator moves bits.
[[nodiscard]] constexpr bool is_shift(Operator op) noexcept {
    return op == Operator::shift_left || op == Operator::shift_right;
}

}  // namespace azoth::sql
