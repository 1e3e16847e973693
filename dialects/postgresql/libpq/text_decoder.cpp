// SPDX-License-Identifier: MIT
#include <charconv>
#include <cmath>
#include <cstdlib>
#include <memory>
#include <optional>
#include <string>

#include <libpq-fe.h>

#include <azoth/value/conversion_error.hpp>
#include <azoth/value/datetime.hpp>
#include <azoth/value/decimal.hpp>

#include "column_decoder.hpp"
#include "temporal_codec.hpp"

namespace azoth::libpq {

namespace {

template <class Number>
Number parse_number(const WireType& type, std::string_view text) {
    Number number{};
    const char* const end = text.data() + text.size();
    const auto [at, error] = std::from_chars(text.data(), end, number);
    if (error != std::errc{} || at != end) throw_malformed(type);
    return number;
}

double parse_real(const WireType& type, std::string_view text) {
    // The server's words; from_chars reads "inf" and "nan" by names of its own.
    if (text == "NaN") return std::nan("");
    if (text == "Infinity") return HUGE_VAL;
    if (text == "-Infinity") return -HUGE_VAL;
    return parse_number<double>(type, text);
}

/// infinity, BC and years beyond 9999 are well formed for the server and have no carrier.
template <class T>
ValueView parse_moment(const WireType& type, std::string_view text) {
    T moment{};
    if (try_parse(text, moment) != ParseResult::ok) throw_not_representable(kind_name(type.kind));
    return ValueView(moment);
}

ValueView parse_bytes(const WireType& type, const char* data, std::string& scratch) {
    std::size_t size = 0;
    const std::unique_ptr<unsigned char, void (*)(void*)> bytes(
        PQunescapeBytea(reinterpret_cast<const unsigned char*>(data), &size), &PQfreemem);
    if (bytes == nullptr) throw_malformed(type);
    scratch.assign(reinterpret_cast<const char*>(bytes.get()), size);
    return ValueView(BytesView(reinterpret_cast<const std::byte*>(scratch.data()), size));
}

}  // namespace

ValueView decode_text(const WireType& type, const char* data, std::size_t size,
                      std::string& scratch) {
    const std::string_view text(data, size);
    switch (type.wire) {
        case Wire::boolean: return ValueView(text == "t");
        case Wire::int2:
        case Wire::int4:
        case Wire::int8:
        case Wire::oid: return ValueView(parse_number<std::int64_t>(type, text));
        case Wire::float4: {
            // By way of float, so that both formats give the same double.
            const double real = parse_real(type, text);
            return ValueView(std::isfinite(real) ? double{parse_number<float>(type, text)} : real);
        }
        case Wire::float8: return ValueView(parse_real(type, text));
        case Wire::numeric:
            if (!is_canonical_decimal(text)) throw_not_representable(kind_name(type.kind));
            return ValueView(DecimalView{text});
        case Wire::other:
        case Wire::text: return ValueView(text);
        case Wire::padded: return ValueView(without_padding(text));
        case Wire::json:
        case Wire::jsonb: return ValueView(JsonView{text});
        case Wire::bytea: return parse_bytes(type, data, scratch);
        case Wire::date: return parse_moment<Date>(type, text);
        case Wire::time: return parse_moment<TimeOfDay>(type, text);
        case Wire::timestamp: return parse_moment<Timestamp>(type, text);
        case Wire::timestamptz: return parse_moment<Instant>(type, text);
        case Wire::interval: {
            const auto interval = parse_postgres_interval(text);
            if (!interval.has_value()) throw_not_representable(kind_name(type.kind));
            return ValueView(*interval);
        }
        case Wire::array: break;  // has a decoder of its own
        case Wire::uuid: return ValueView(parse_uuid(text));
    }
    throw_malformed(type);
}

}  // namespace azoth::libpq
