// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <vector>

#include "scalar.hpp"

namespace differential::exact {

enum class Op {
    column,
    constant,
    // numbers
    add,
    subtract,
    multiply,
    divide,
    true_divide,
    floor_divide,
    modulo,
    negate,
    abs,
    round,
    floor,
    ceil,
    days_between,
    length,
    extract,
    // texts
    concat,
    lower,
    upper,
    trim,
    // any kind
    cast,
    coalesce,
    nullif,
    greatest,
    least,
    case_when,
    // truths
    eq,
    ne,
    lt,
    le,
    gt,
    ge,
    distinct,
    not_distinct,
    between,
    not_between,
    in_list,
    not_in_list,
    is_null,
    is_not_null,
    is_true,
    is_not_true,
    is_false,
    is_not_false,
    and_,
    or_,
    not_
};

/// What is known of a number before it is computed, so that no database need overflow or round.
struct Range {
    double magnitude = 0;  ///< no value is larger, either way
    /// Digits behind the point, or bits of a real number. One with more than `most_bits` is not
    /// exact, and its sum depends on the order.
    int scale = 0;
};
inline constexpr int most_bits = 40;

/// An expression as the test knows it. The library's expression is built from it in one place, the
/// expected answer computed from it in another, and neither looks at the other.
struct Tree {
    Op op;
    Kind kind;
    std::vector<Tree> parts{};
    Scalar constant{};
    bool is_bare = false;        ///< a constant that takes the type of what it stands beside
    std::size_t column = 0;      ///< index into a scope
    std::vector<Scalar> list{};  ///< of in_list
    int size = 0;                ///< digits of round and cast, characters of cast, part of extract
    int precision = 0;           ///< of a cast to a Numeric; 0: as it comes
    Range range{};
};

/// What trees may refer to.
struct ColumnInfo {
    Kind kind;
    Range range{};
};
using Scope = std::vector<ColumnInfo>;

}  // namespace differential::exact
