// SPDX-License-Identifier: MIT
#include <azoth/value/kind.hpp>

namespace azoth {

std::string_view kind_name(ValueKind kind) noexcept {
    switch (kind) {
        case ValueKind::null: return "null";
        case ValueKind::boolean: return "boolean";
        case ValueKind::int64: return "int64";
        case ValueKind::uint64: return "uint64";
        case ValueKind::real: return "real";
        case ValueKind::decimal: return "decimal";
        case ValueKind::text: return "text";
        case ValueKind::bytes: return "bytes";
        case ValueKind::date: return "date";
        case ValueKind::time: return "time";
        case ValueKind::timestamp: return "timestamp";
        case ValueKind::timestamp_tz: return "timestamp with time zone";
        case ValueKind::interval: return "interval";
        case ValueKind::uuid: return "uuid";
        case ValueKind::json: return "json";
        case ValueKind::array: return "array";
    }
    return "unknown";
}

}  // namespace azoth
