// SPDX-License-Identifier: MIT
#include <azoth/sql/operator.hpp>

namespace azoth::sql {

int precedence(Operator op) noexcept {
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

bool is_associative(Operator op) noexcept {
    return op == Operator::and_ || op == Operator::or_;
}

bool is_bitwise(Operator op) noexcept {
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

bool has_disputed_precedence(Operator op) noexcept {
    return op == Operator::concat || is_bitwise(op);
}

bool is_postfix(Operator op) noexcept {
    switch (op) {
        case Operator::is_null:
        case Operator::is_not_null:
        case Operator::is_true:
        case Operator::is_not_true:
        case Operator::is_false:
        case Operator::is_not_false: return true;
        default: return false;
    }
}

bool is_predicate(Operator op) noexcept {
    const int level = precedence(op);
    return level >= 1 && level <= 4;
}

Operator negation(Operator op) noexcept {
    switch (op) {
        case Operator::eq: return Operator::ne;
        case Operator::ne: return Operator::eq;
        case Operator::lt: return Operator::ge;
        case Operator::ge: return Operator::lt;
        case Operator::gt: return Operator::le;
        case Operator::le: return Operator::gt;
        case Operator::like: return Operator::not_like;
        case Operator::not_like: return Operator::like;
        case Operator::ilike: return Operator::not_ilike;
        case Operator::not_ilike: return Operator::ilike;
        case Operator::is_null: return Operator::is_not_null;
        case Operator::is_not_null: return Operator::is_null;
        case Operator::is_true: return Operator::is_not_true;
        case Operator::is_not_true: return Operator::is_true;
        case Operator::is_false: return Operator::is_not_false;
        case Operator::is_not_false: return Operator::is_false;
        case Operator::is_distinct_from: return Operator::is_not_distinct_from;
        case Operator::is_not_distinct_from: return Operator::is_distinct_from;
        default: return Operator::not_;
    }
}

}  // namespace azoth::sql
