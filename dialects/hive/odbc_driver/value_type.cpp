// SPDX-License-Identifier: MIT
#include "value_type.hpp"

namespace hs2 {

std::string spelling(const ValueType& type) {
    switch (type.kind) {
        case TypeKind::boolean: return "boolean";
        case TypeKind::tinyint: return "tinyint";
        case TypeKind::smallint: return "smallint";
        case TypeKind::integer: return "int";
        case TypeKind::bigint: return "bigint";
        case TypeKind::float4: return "float";
        case TypeKind::float8: return "double";
        case TypeKind::string: return "string";
        case TypeKind::timestamp: return "timestamp";
        case TypeKind::binary: return "binary";
        case TypeKind::array: return "array";
        case TypeKind::map: return "map";
        case TypeKind::structure: return "struct";
        case TypeKind::union_type: return "uniontype";
        case TypeKind::user_defined: return "user defined";
        case TypeKind::decimal:
            return "decimal(" + std::to_string(type.precision) + "," + std::to_string(type.scale) +
                   ")";
        case TypeKind::null: return "void";
        case TypeKind::date: return "date";
        case TypeKind::varchar: return "varchar(" + std::to_string(type.length) + ")";
        case TypeKind::character: return "char(" + std::to_string(type.length) + ")";
        case TypeKind::interval_year_month: return "interval_year_month";
        case TypeKind::interval_day_time: return "interval_day_time";
        case TypeKind::timestamp_local: return "timestamp with local time zone";
    }
    return "unknown";
}

}  // namespace hs2
