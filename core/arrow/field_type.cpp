// SPDX-License-Identifier: MIT
#include "field_type.hpp"

#include <algorithm>
#include <utility>

namespace azoth::arrow {

namespace {

constexpr int most_digits_128 = 38;
constexpr int most_digits_256 = 76;
constexpr std::uint32_t most_bits_binary32 = 24;
constexpr std::uint32_t microsecond_digits = 6;

FieldType decimal_type(const SqlType& type, const Promise& promise) {
    if (!type.precision() || !promise.has_declared_width) {
        return FieldType{Layout::undecided_decimal};
    }
    const int scale = type.scale().value_or(0);
    // A negative scale counts zeros before the point. Digits are at least those behind it: some
    // databases have NUMERIC(2, 5), and Arrow's readers are not agreed on it.
    return FieldType::decimal(std::max(static_cast<int>(*type.precision()) - scale, 0),
                              std::max(scale, 0));
}

Layout timestamp_layout(const SqlType& type, Layout microseconds, Layout nanoseconds) {
    return type.precision().value_or(0) > microsecond_digits ? nanoseconds : microseconds;
}

FieldType array_type(const SqlType& type, const Promise& promise) {
    FieldType result = field_type(type.item(), promise);
    for (int i = 0; i < type.dimensions(); ++i) result = FieldType::list_of(std::move(result));
    return result;
}

}  // namespace

FieldType field_type(const SqlType& type, const Promise& promise) {
    if (type.decorator() != nullptr) return {};
    switch (type.kind()) {
        case TypeKind::null_type: return {};
        case TypeKind::boolean: return {Layout::boolean};
        case TypeKind::small_integer:
            return {promise.has_declared_width ? Layout::int16 : Layout::int64};
        case TypeKind::integer: return {promise.has_declared_width ? Layout::int32 : Layout::int64};
        case TypeKind::big_integer: return {Layout::int64};
        case TypeKind::unsigned_big_integer: return {Layout::uint64};
        case TypeKind::float_: {
            const bool is_short = type.precision().value_or(0) <= most_bits_binary32;
            return {is_short && promise.has_declared_width && promise.keeps_binary32
                        ? Layout::float32
                        : Layout::float64};
        }
        case TypeKind::double_: return {Layout::float64};
        case TypeKind::numeric: return decimal_type(type, promise);
        case TypeKind::char_:
        case TypeKind::string:
        case TypeKind::text:
        case TypeKind::enum_: return {Layout::text};
        case TypeKind::binary:
        case TypeKind::bytes: return {Layout::bytes};
        case TypeKind::date: return {Layout::date};
        case TypeKind::time: return {Layout::time};
        case TypeKind::timestamp:
            return {timestamp_layout(type, Layout::timestamp_us, Layout::timestamp_ns)};
        case TypeKind::timestamp_tz:
            return {timestamp_layout(type, Layout::instant_us, Layout::instant_ns)};
        case TypeKind::interval: return {Layout::interval};
        case TypeKind::uuid: return {Layout::uuid};
        case TypeKind::json: return {Layout::json};
        case TypeKind::array: return array_type(type, promise);
        case TypeKind::custom: return field_type(type.value_kind());
    }
    return {};
}

FieldType field_type(ValueKind kind) {
    switch (kind) {
        case ValueKind::null: return {};
        case ValueKind::boolean: return {Layout::boolean};
        case ValueKind::int64: return {Layout::int64};
        case ValueKind::uint64: return {Layout::uint64};
        case ValueKind::real: return {Layout::float64};
        case ValueKind::decimal: return {Layout::undecided_decimal};
        case ValueKind::text: return {Layout::text};
        case ValueKind::bytes: return {Layout::bytes};
        case ValueKind::date: return {Layout::date};
        case ValueKind::time: return {Layout::time};
        case ValueKind::timestamp: return {Layout::timestamp_us};
        case ValueKind::timestamp_tz: return {Layout::instant_us};
        case ValueKind::interval: return {Layout::interval};
        case ValueKind::uuid: return {Layout::uuid};
        case ValueKind::json: return {Layout::json};
        case ValueKind::array: return FieldType::list_of({});
    }
    return {};
}

bool FieldType::is_decided() const noexcept {
    return layout != Layout::undecided && layout != Layout::undecided_decimal &&
           (item.empty() || item.front().is_decided());
}

FieldType FieldType::list_of(FieldType element) {
    FieldType result{Layout::list};
    result.item.push_back(std::move(element));
    return result;
}

FieldType FieldType::decimal(int whole, int scale) {
    const int digits = std::max(whole + scale, 1);
    if (digits > most_digits_256) return {Layout::text};
    return {digits > most_digits_128 ? Layout::decimal256 : Layout::decimal128, digits, scale};
}

FieldType FieldType::longest_decimal(int whole, int scale) {
    FieldType result = decimal(whole, scale);
    if (result.layout == Layout::decimal128) result.precision = most_digits_128;
    if (result.layout == Layout::decimal256) result.precision = most_digits_256;
    return result;
}

std::string FieldType::format() const {
    switch (layout) {
        case Layout::undecided:
        case Layout::undecided_decimal:
        case Layout::null: return "n";
        case Layout::boolean: return "b";
        case Layout::int16: return "s";
        case Layout::int32: return "i";
        case Layout::int64: return "l";
        case Layout::uint64: return "L";
        case Layout::float32: return "f";
        case Layout::float64: return "g";
        case Layout::decimal128:
            return "d:" + std::to_string(precision) + "," + std::to_string(scale);
        case Layout::decimal256:
            return "d:" + std::to_string(precision) + "," + std::to_string(scale) + ",256";
        case Layout::text:
        case Layout::json: return "u";
        case Layout::bytes: return "z";
        case Layout::date: return "tdD";
        case Layout::time: return "ttn";
        case Layout::timestamp_us: return "tsu:";
        case Layout::timestamp_ns: return "tsn:";
        case Layout::instant_us: return "tsu:UTC";
        case Layout::instant_ns: return "tsn:UTC";
        case Layout::interval: return "tin";
        case Layout::uuid: return "w:16";
        case Layout::list: return "+l";
    }
    return "n";
}

std::string_view FieldType::extension() const noexcept {
    if (layout == Layout::uuid) return "arrow.uuid";
    if (layout == Layout::json) return "arrow.json";
    return {};
}

}  // namespace azoth::arrow
