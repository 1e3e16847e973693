// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string_view>

#include <azoth/value/kind.hpp>

namespace azoth::libpq {

/// How a database type looks in the binary format, as far as this driver reads and writes it.
enum class Wire : std::uint8_t {
    other,  ///< no codec: travels as text
    boolean,
    int2,
    int4,
    int8,
    oid,
    float4,
    float8,
    numeric,
    text,
    padded,  ///< text behind which blanks mean nothing
    json,
    jsonb,
    bytea,
    date,
    time,
    timestamp,
    timestamptz,
    interval,
    uuid,
    array,
};

/// What the driver knows of a database type.
struct WireType {
    Wire wire = Wire::other;
    ValueKind kind = ValueKind::text;  ///< carrier of its values
    std::string_view name;             ///< SQL's word, empty where unknown
    std::uint32_t oid = 0;
    std::uint32_t element = 0;  ///< of an array: the number of what it holds
};

/// By the number that pg_type gives it; `other` for numbers that are not built in.
/// Source: PostgreSQL's pg_type.dat, whose numbers are frozen.
[[nodiscard]] const WireType& wire_type(std::uint32_t oid) noexcept;

/// The type that carries a kind without loss, for placeholders the server cannot guess;
/// 0 where there is none.
[[nodiscard]] std::uint32_t natural_oid(ValueKind kind) noexcept;

}  // namespace azoth::libpq
