// SPDX-License-Identifier: MIT
#include <bit>
#include <cstring>
#include <string>

#include <azoth/error/error.hpp>
#include <azoth/value/conversion_error.hpp>

#include "big_endian.hpp"
#include "column_decoder.hpp"
#include "numeric_codec.hpp"
#include "temporal_codec.hpp"

namespace azoth::libpq {

namespace {

template <class Unsigned>
Unsigned number(const WireType& type, const char* data, std::size_t size) {
    if (size != sizeof(Unsigned)) throw_malformed(type);
    return load_big<Unsigned>(data);
}

std::int64_t signed64(const WireType& type, const char* data, std::size_t size) {
    return static_cast<std::int64_t>(number<std::uint64_t>(type, data, size));
}

template <class T>
const T& or_refuse(const std::optional<T>& decoded, std::string_view wanted) {
    if (!decoded.has_value()) throw_not_representable(wanted);
    return *decoded;
}

ValueView decode_decimal(const WireType& type, const char* data, std::size_t size,
                         std::string& scratch) {
    switch (decode_numeric(data, size, scratch)) {
        case NumericShape::finite: return ValueView(DecimalView{scratch});
        case NumericShape::not_a_number:
        case NumericShape::infinite: throw_not_representable(kind_name(ValueKind::decimal));
        case NumericShape::malformed: break;
    }
    throw_malformed(type);
}

ValueView decode_interval(const WireType& type, const char* data, std::size_t size) {
    if (size != 16) throw_malformed(type);
    const auto interval =
        interval_from_wire(static_cast<std::int64_t>(load_big<std::uint64_t>(data)),
                           static_cast<std::int32_t>(load_big<std::uint32_t>(data + 8)),
                           static_cast<std::int32_t>(load_big<std::uint32_t>(data + 12)));
    return ValueView(or_refuse(interval, kind_name(type.kind)));
}

}  // namespace

void throw_malformed(const WireType& type) {
    ErrorDetails details;
    details.phase = Phase::fetch;
    throw InternalError("malformed_value",
                        std::string("the server sent bytes that are no ").append(type.name),
                        std::move(details));
}

ValueView decode_binary(const WireType& type, const char* data, std::size_t size,
                        std::string& scratch) {
    switch (type.wire) {
        case Wire::boolean: return ValueView(number<std::uint8_t>(type, data, size) != 0);
        case Wire::int2:
            return ValueView(
                std::int64_t{static_cast<std::int16_t>(number<std::uint16_t>(type, data, size))});
        case Wire::int4:
            return ValueView(
                std::int64_t{static_cast<std::int32_t>(number<std::uint32_t>(type, data, size))});
        case Wire::int8: return ValueView(signed64(type, data, size));
        case Wire::oid: return ValueView(std::int64_t{number<std::uint32_t>(type, data, size)});
        case Wire::float4:
            return ValueView(double{std::bit_cast<float>(number<std::uint32_t>(type, data, size))});
        case Wire::float8:
            return ValueView(std::bit_cast<double>(number<std::uint64_t>(type, data, size)));
        case Wire::numeric: return decode_decimal(type, data, size, scratch);
        case Wire::other:
        case Wire::text: return ValueView(std::string_view(data, size));
        case Wire::padded: return ValueView(without_padding({data, size}));
        case Wire::json: return ValueView(JsonView{{data, size}});
        case Wire::jsonb:
            if (size == 0 || data[0] != '\1') throw_malformed(type);
            return ValueView(JsonView{{data + 1, size - 1}});
        case Wire::bytea:
            return ValueView(BytesView(reinterpret_cast<const std::byte*>(data), size));
        case Wire::date:
            return ValueView(or_refuse(
                date_from_wire(static_cast<std::int32_t>(number<std::uint32_t>(type, data, size))),
                kind_name(type.kind)));
        case Wire::time:
            return ValueView(
                or_refuse(time_from_wire(signed64(type, data, size)), kind_name(type.kind)));
        case Wire::timestamp:
            return ValueView(
                or_refuse(timestamp_from_wire(signed64(type, data, size)), kind_name(type.kind)));
        case Wire::timestamptz: {
            const auto moment = timestamp_from_wire(signed64(type, data, size));
            const Timestamp& utc = or_refuse(moment, kind_name(type.kind));
            return ValueView(Instant{utc.date, utc.time});
        }
        case Wire::interval: return decode_interval(type, data, size);
        case Wire::array: break;  // has a decoder of its own
        case Wire::uuid: {
            Uuid uuid;
            if (size != uuid.bytes.size()) throw_malformed(type);
            std::memcpy(uuid.bytes.data(), data, size);
            return ValueView(uuid);
        }
    }
    throw_malformed(type);
}

}  // namespace azoth::libpq
