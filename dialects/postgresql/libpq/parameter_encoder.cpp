// SPDX-License-Identifier: MIT
#include "parameter_encoder.hpp"

#include <bit>
#include <charconv>
#include <cmath>
#include <cstring>
#include <limits>
#include <optional>
#include <utility>

#include <azoth/error/error.hpp>
#include <azoth/value/conversion_error.hpp>
#include <azoth/value/convert.hpp>
#include <azoth/value/decimal.hpp>
#include <azoth/value/utf8.hpp>
#include <azoth/value/value.hpp>

#include "big_endian.hpp"
#include "numeric_codec.hpp"
#include "temporal_codec.hpp"

namespace azoth::libpq {

namespace {

constexpr std::size_t most_parameters = 65'535;         // int16 in the Bind message
constexpr std::size_t longest_value = (1U << 30U) - 1;  // MaxAllocSize of the server

constexpr int as_text = 0;
constexpr int as_binary = 1;

template <class T>
T or_refuse(std::optional<T> encoded, const WireType& type) {
    if (!encoded.has_value()) throw_not_representable(type.name);
    return *encoded;
}

std::string hex_bytes(BytesView bytes) {
    constexpr char digits[] = "0123456789abcdef";
    std::string out = "\\x";
    for (const std::byte byte : bytes) {
        out += digits[static_cast<unsigned>(byte) >> 4];
        out += digits[static_cast<unsigned>(byte) & 15];
    }
    return out;
}

/// An element of an array as the server's input function reads it.
std::string element_text(const ValueView& value) {
    switch (value.kind()) {
        case ValueKind::boolean: return value.boolean() ? "t" : "f";
        case ValueKind::int64: return std::to_string(value.int64());
        case ValueKind::uint64: return std::to_string(value.uint64());
        case ValueKind::bytes: return hex_bytes(value.bytes());
        case ValueKind::real: {
            char digits[32];
            const auto end = std::to_chars(digits, digits + sizeof digits, value.real()).ptr;
            return {digits, end};
        }
        default: return convert<std::string>(value);
    }
}

/// `{1,NULL,"a \"b\""}`; every element in quotes, so that nothing in it is syntax.
void append_array(std::string& out, const ValueView& value) {
    char separator = '{';
    for (const Value& element : value.array()) {
        out += std::exchange(separator, ',');
        if (element.is_null()) {
            out += "NULL";
        } else if (element.kind() == ValueKind::array) {
            append_array(out, element.view());
        } else {
            const std::string text = element_text(element.view());
            require_no_nul(text);
            require_utf8(text);
            out += '"';
            for (const char c : text) {
                if (c == '"' || c == '\\') out += '\\';
                out += c;
            }
            out += '"';
        }
    }
    if (separator == '{') out += '{';
    out += '}';
}

[[noreturn]] void throw_named(const ConversionError& error, std::size_t index) {
    ErrorDetails details = error.details();
    details.component = "$" + std::to_string(index + 1);
    details.phase = Phase::bind;
    const std::string message = error.message() + " (parameter " + details.component + ")";
    throw ConversionError(error.code(), message, std::move(details));
}

}  // namespace

ParameterEncoder::ParameterEncoder(std::vector<std::uint32_t> oids)
    : oids_(std::move(oids)),
      values_(oids_.size()),
      lengths_(oids_.size()),
      formats_(oids_.size()),
      fixed_(oids_.size() * fixed_size),
      texts_(oids_.size()) {
    types_.reserve(oids_.size());
    for (const std::uint32_t oid : oids_) types_.push_back(&wire_type(oid));
}

void ParameterEncoder::check_count(std::size_t count) const {
    if (count == size()) return;
    ErrorDetails details;
    details.phase = Phase::bind;
    const std::string counts = "the statement has " + std::to_string(size()) +
                               " placeholders, the call brings " + std::to_string(count) +
                               " values";
    if (count > most_parameters) {
        throw ArgumentError("too_many_parameters", "PostgreSQL takes at most 65535 parameters",
                            std::move(details));
    }
    throw ArgumentError(count < size() ? "bind_missing" : "bind_unknown", counts,
                        std::move(details));
}

void ParameterEncoder::encode(std::span<const ValueView> parameters) {
    check_count(parameters.size());
    for (std::size_t index = 0; index < parameters.size(); ++index) {
        try {
            encode_one(index, parameters[index]);
        } catch (const ConversionError& error) {
            throw_named(error, index);
        }
    }
}

void ParameterEncoder::set(std::size_t index, const char* data, std::size_t size, int format) {
    if (size > longest_value) {
        throw ConversionError("too_large", "PostgreSQL takes values of less than one gibibyte");
    }
    values_[index] = data == nullptr ? "" : data;  // a null pointer would mean NULL
    lengths_[index] = static_cast<int>(size);
    formats_[index] = format;
}

template <class Unsigned>
void ParameterEncoder::set_number(std::size_t index, Unsigned bits) {
    char* const place = fixed_.data() + index * fixed_size;
    store_big(place, bits);
    set(index, place, sizeof bits, as_binary);
}

void ParameterEncoder::set_copy(std::size_t index, std::string_view prefix, std::string_view text,
                                int format) {
    std::string& copy = texts_[index];
    copy.assign(prefix).append(text);
    set(index, copy.data(), copy.size(), format);
}

void ParameterEncoder::set_text(std::size_t index, std::string_view text) {
    require_no_nul(text);
    require_utf8(text);
    set(index, text.data(), text.size(), as_binary);
}

void ParameterEncoder::set_int64(std::size_t index, Wire wire, std::int64_t value) {
    const auto check = [&](std::int64_t least, std::int64_t most) {
        if (value < least || value > most) throw_out_of_range(ValueKind::int64, type(index).name);
    };
    switch (wire) {
        case Wire::int2:
            check(std::numeric_limits<std::int16_t>::min(),
                  std::numeric_limits<std::int16_t>::max());
            return set_number(index, static_cast<std::uint16_t>(value));
        case Wire::int4:
            check(std::numeric_limits<std::int32_t>::min(),
                  std::numeric_limits<std::int32_t>::max());
            return set_number(index, static_cast<std::uint32_t>(value));
        case Wire::oid:
            check(0, std::numeric_limits<std::uint32_t>::max());
            return set_number(index, static_cast<std::uint32_t>(value));
        default: return set_number(index, static_cast<std::uint64_t>(value));
    }
}

void ParameterEncoder::set_real(std::size_t index, Wire wire, double value) {
    if (wire == Wire::float8) return set_number(index, std::bit_cast<std::uint64_t>(value));
    // Fewer digits are the nature of the type; a number that would become infinite is not.
    const auto narrow = static_cast<float>(value);
    if (std::isfinite(value) && !std::isfinite(narrow)) {
        throw_out_of_range(ValueKind::real, type(index).name);
    }
    set_number(index, std::bit_cast<std::uint32_t>(narrow));
}

void ParameterEncoder::set_numeric(std::size_t index, std::string_view canonical) {
    if (!is_canonical_decimal(canonical)) {
        return set_numeric(index, Decimal(canonical).text());
    }
    std::string& data = texts_[index];
    if (!encode_numeric(canonical, data)) throw_out_of_range(ValueKind::decimal, "numeric");
    set(index, data.data(), data.size(), as_binary);
}

void ParameterEncoder::set_interval(std::size_t index, Interval value) {
    const std::int64_t microseconds =
        or_refuse(nanoseconds_to_wire(value.nanoseconds), type(index));
    char* const place = fixed_.data() + index * fixed_size;
    store_big(place, static_cast<std::uint64_t>(microseconds));
    store_big(place + 8, static_cast<std::uint32_t>(value.days));
    store_big(place + 12, static_cast<std::uint32_t>(value.months));
    set(index, place, fixed_size, as_binary);
}

void ParameterEncoder::encode_one(std::size_t index, const ValueView& value) {
    const WireType& to = type(index);
    if (value.kind() != to.kind) return encode_other_kind(index, value);
    switch (to.wire) {
        case Wire::boolean: return set(index, value.boolean() ? "\1" : "\0", 1, as_binary);
        case Wire::int2:
        case Wire::int4:
        case Wire::int8:
        case Wire::oid: return set_int64(index, to.wire, value.int64());
        case Wire::float4:
        case Wire::float8: return set_real(index, to.wire, value.real());
        case Wire::numeric: return set_numeric(index, value.chars());
        case Wire::text:
        case Wire::padded:
        case Wire::json: return set_text(index, value.chars());
        case Wire::jsonb:
            set_text(index, value.chars());
            return set_copy(index, "\1", value.chars(), as_binary);  // the format's version
        case Wire::bytea:
            return set(index, reinterpret_cast<const char*>(value.bytes().data()),
                       value.bytes().size(), as_binary);
        case Wire::date:
            return set_number(
                index, static_cast<std::uint32_t>(or_refuse(date_to_wire(value.date()), to)));
        case Wire::time:
            return set_number(index, static_cast<std::uint64_t>(or_refuse(
                                         nanoseconds_to_wire(value.time().nanoseconds), to)));
        case Wire::timestamp:
            return set_number(index, static_cast<std::uint64_t>(
                                         or_refuse(timestamp_to_wire(value.timestamp()), to)));
        case Wire::timestamptz: {
            const Instant instant = value.instant();
            return set_number(index, static_cast<std::uint64_t>(or_refuse(
                                         timestamp_to_wire({instant.date, instant.time}), to)));
        }
        case Wire::interval: return set_interval(index, value.interval());
        case Wire::uuid: {
            char* const place = fixed_.data() + index * fixed_size;
            const Uuid uuid = value.uuid();
            std::memcpy(place, uuid.bytes.data(), uuid.bytes.size());
            return set(index, place, uuid.bytes.size(), as_binary);
        }
        case Wire::array: return set_array(index, value);
        case Wire::other: return encode_as_text(index, value);
    }
}

void ParameterEncoder::set_array(std::size_t index, const ValueView& value) {
    std::string literal;
    append_array(literal, value);
    set_copy(index, {}, literal, as_text);
}

void ParameterEncoder::encode_other_kind(std::size_t index, const ValueView& value) {
    const WireType& to = type(index);
    switch (value.kind()) {
        case ValueKind::null:
            values_[index] = nullptr;
            lengths_[index] = 0;
            formats_[index] = as_binary;
            return;
        // Text can be anything: the server reads it as the type it expects.
        case ValueKind::text: return encode_as_text(index, value);
        case ValueKind::array:
            if (to.wire == Wire::other) return set_array(index, value);
            throw_type_mismatch(
                value.kind(), to.name,
                "cast the placeholder in the statement, as in CAST($1 AS bigint[])");
        default: break;
    }
    switch (to.wire) {
        case Wire::boolean: return encode_one(index, ValueView(convert<bool>(value)));
        case Wire::int2:
        case Wire::int4:
        case Wire::int8:
        case Wire::oid: return set_int64(index, to.wire, convert<std::int64_t>(value));
        case Wire::float4:
        case Wire::float8: return set_real(index, to.wire, convert<double>(value));
        case Wire::numeric: return set_numeric(index, convert<Decimal>(value).text());
        case Wire::other: return encode_as_text(index, value);
        case Wire::date: return encode_one(index, ValueView(convert<Date>(value)));
        case Wire::time: return encode_one(index, ValueView(convert<TimeOfDay>(value)));
        case Wire::timestamp: return encode_one(index, ValueView(convert<Timestamp>(value)));
        case Wire::timestamptz: return encode_one(index, ValueView(convert<Instant>(value)));
        case Wire::interval: return encode_one(index, ValueView(convert<Interval>(value)));
        case Wire::uuid: return encode_one(index, ValueView(convert<Uuid>(value)));
        case Wire::bytea: return encode_one(index, ValueView(convert<BytesView>(value)));
        case Wire::text:
        case Wire::padded:
            if (value.kind() == ValueKind::json) return set_text(index, value.chars());
            break;
        case Wire::json:
        case Wire::jsonb:
        case Wire::array: break;
    }
    throw_type_mismatch(value.kind(), to.name,
                        "cast the placeholder in the statement, as in CAST($1 AS bigint)");
}

void ParameterEncoder::encode_as_text(std::size_t index, const ValueView& value) {
    char digits[32];
    const auto number = [&](auto n) {
        const auto end = std::to_chars(digits, digits + sizeof digits, n).ptr;
        set_copy(index, {}, {digits, static_cast<std::size_t>(end - digits)}, as_text);
    };
    switch (value.kind()) {
        case ValueKind::boolean: return set_copy(index, {}, value.boolean() ? "t" : "f", as_text);
        case ValueKind::int64: return number(value.int64());
        case ValueKind::uint64: return number(value.uint64());
        case ValueKind::real: return number(value.real());
        default: break;
    }
    const std::string text = convert<std::string>(value);
    require_no_nul(text);
    require_utf8(text);
    set_copy(index, {}, text, as_text);
}

}  // namespace azoth::libpq
