// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace differential {

enum class Kind { integer, text, truth };

/// One SQL value; empty is NULL (or unknown).
using Scalar = std::optional<std::variant<bool, std::int64_t, std::string>>;

enum class Op {
    column,
    constant,
    // integer
    add,
    subtract,
    multiply,
    divide,
    modulo,
    negate,
    length,
    // text
    concat,
    lower,
    upper,
    // truth
    eq,
    ne,
    lt,
    le,
    gt,
    ge,
    distinct,
    not_distinct,
    between,
    in_list,
    not_in_list,
    is_null,
    is_not_null,
    like,
    contains,
    starts_with,
    and_,
    or_,
    not_,
    // any kind
    case_when,
    coalesce,
};

/// An expression as the test knows it. The library's expression is built from it in one place, the
/// expected answer computed from it in another, and neither looks at the other.
struct Tree {
    Op op;
    Kind kind;
    std::vector<Tree> parts{};
    Scalar constant{};
    std::size_t column = 0;      ///< index into a row
    std::vector<Scalar> list{};  ///< of in_list
    std::int64_t magnitude = 0;  ///< of an integer: no value of it is larger, either way
};

/// The values of one row, in the order of `columns`.
using Row = std::vector<Scalar>;

struct ColumnInfo {
    const char* name;
    Kind kind;
};
/// What trees may refer to.
inline const std::vector<ColumnInfo> columns{{"i", Kind::integer}, {"j", Kind::integer},
                                             {"t", Kind::text},    {"u", Kind::text},
                                             {"p", Kind::truth},   {"q", Kind::truth}};

}  // namespace differential
