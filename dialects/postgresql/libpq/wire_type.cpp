// SPDX-License-Identifier: MIT
#include "wire_type.hpp"

#include <algorithm>
#include <iterator>

namespace azoth::libpq {

namespace {

// Sorted by number.
constexpr WireType known[] = {
    {Wire::boolean, ValueKind::boolean, "boolean", 16},
    {Wire::bytea, ValueKind::bytes, "bytea", 17},
    {Wire::text, ValueKind::text, "\"char\"", 18},
    {Wire::text, ValueKind::text, "name", 19},
    {Wire::int8, ValueKind::int64, "bigint", 20},
    {Wire::int2, ValueKind::int64, "smallint", 21},
    {Wire::int4, ValueKind::int64, "integer", 23},
    {Wire::text, ValueKind::text, "text", 25},
    {Wire::oid, ValueKind::int64, "oid", 26},
    {Wire::json, ValueKind::json, "json", 114},
    {Wire::text, ValueKind::text, "xml", 142},
    {Wire::array, ValueKind::array, "xml[]", 143, 142},
    {Wire::array, ValueKind::array, "json[]", 199, 114},
    {Wire::float4, ValueKind::real, "real", 700},
    {Wire::float8, ValueKind::real, "double precision", 701},
    {Wire::text, ValueKind::text, "unknown", 705},
    {Wire::array, ValueKind::array, "boolean[]", 1000, 16},
    {Wire::array, ValueKind::array, "bytea[]", 1001, 17},
    {Wire::array, ValueKind::array, "\"char\"[]", 1002, 18},
    {Wire::array, ValueKind::array, "name[]", 1003, 19},
    {Wire::array, ValueKind::array, "smallint[]", 1005, 21},
    {Wire::array, ValueKind::array, "integer[]", 1007, 23},
    {Wire::array, ValueKind::array, "text[]", 1009, 25},
    {Wire::array, ValueKind::array, "character[]", 1014, 1042},
    {Wire::array, ValueKind::array, "character varying[]", 1015, 1043},
    {Wire::array, ValueKind::array, "bigint[]", 1016, 20},
    {Wire::array, ValueKind::array, "real[]", 1021, 700},
    {Wire::array, ValueKind::array, "double precision[]", 1022, 701},
    {Wire::array, ValueKind::array, "oid[]", 1028, 26},
    {Wire::padded, ValueKind::text, "character", 1042},
    {Wire::text, ValueKind::text, "character varying", 1043},
    {Wire::date, ValueKind::date, "date", 1082},
    {Wire::time, ValueKind::time, "time without time zone", 1083},
    {Wire::timestamp, ValueKind::timestamp, "timestamp without time zone", 1114},
    {Wire::array, ValueKind::array, "timestamp without time zone[]", 1115, 1114},
    {Wire::array, ValueKind::array, "date[]", 1182, 1082},
    {Wire::array, ValueKind::array, "time without time zone[]", 1183, 1083},
    {Wire::timestamptz, ValueKind::timestamp_tz, "timestamp with time zone", 1184},
    {Wire::array, ValueKind::array, "timestamp with time zone[]", 1185, 1184},
    {Wire::interval, ValueKind::interval, "interval", 1186},
    {Wire::array, ValueKind::array, "interval[]", 1187, 1186},
    {Wire::array, ValueKind::array, "numeric[]", 1231, 1700},
    {Wire::numeric, ValueKind::decimal, "numeric", 1700},
    {Wire::text, ValueKind::text, "void", 2278},
    {Wire::uuid, ValueKind::uuid, "uuid", 2950},
    {Wire::array, ValueKind::array, "uuid[]", 2951, 2950},
    {Wire::jsonb, ValueKind::json, "jsonb", 3802},
    {Wire::array, ValueKind::array, "jsonb[]", 3807, 3802},
};

constexpr WireType unknown{};

}  // namespace

const WireType& wire_type(std::uint32_t oid) noexcept {
    const auto* const at = std::lower_bound(
        std::begin(known), std::end(known), oid,
        [](const WireType& type, std::uint32_t number) { return type.oid < number; });
    return at != std::end(known) && at->oid == oid ? *at : unknown;
}

std::uint32_t natural_oid(ValueKind kind) noexcept {
    switch (kind) {
        case ValueKind::boolean: return 16;
        case ValueKind::int64: return 20;
        case ValueKind::uint64: return 1700;
        case ValueKind::real: return 701;
        case ValueKind::decimal: return 1700;
        case ValueKind::bytes: return 17;
        case ValueKind::date: return 1082;
        case ValueKind::time: return 1083;
        case ValueKind::timestamp: return 1114;
        case ValueKind::timestamp_tz: return 1184;
        case ValueKind::interval: return 1186;
        case ValueKind::uuid: return 2950;
        case ValueKind::null:
        case ValueKind::text:
        case ValueKind::json:
        case ValueKind::array: return 0;
    }
    return 0;
}

}  // namespace azoth::libpq
