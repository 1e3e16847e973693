// SPDX-License-Identifier: MIT
#pragma once

#include <string>

namespace hs2 {

/// Hive's types by their numbers in the protocol.
enum class TypeKind {
    boolean = 0,
    tinyint = 1,
    smallint = 2,
    integer = 3,
    bigint = 4,
    float4 = 5,
    float8 = 6,
    string = 7,
    timestamp = 8,
    binary = 9,
    array = 10,
    map = 11,
    structure = 12,
    union_type = 13,
    user_defined = 14,
    decimal = 15,
    null = 16,
    date = 17,
    varchar = 18,
    character = 19,
    interval_year_month = 20,
    interval_day_time = 21,
    timestamp_local = 22
};

/// A column's type. `length` is in characters for char and varchar; `precision` and `scale` are a
/// decimal's.
struct ValueType {
    TypeKind kind = TypeKind::string;
    int length = 0;
    int precision = 0;
    int scale = 0;
};

/// Hive's spelling, as in `decimal(10,2)`; nested types have only their outermost word on the wire.
[[nodiscard]] std::string spelling(const ValueType& type);

struct ColumnInfo {
    std::string name;
    ValueType type;
    std::string comment;
};

}  // namespace hs2
