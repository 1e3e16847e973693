// SPDX-License-Identifier: MIT
#include <azoth/sql/operator.hpp>

namespace azoth::sql {

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
