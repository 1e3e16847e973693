// SPDX-License-Identifier: MIT
#include <azoth/types/stored_value.hpp>

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <azoth/types/type_decorator.hpp>
#include <azoth/value/conversion_error.hpp>
#include <azoth/value/decimal.hpp>
#include <azoth/value/json_text.hpp>
#include <azoth/value/utf8.hpp>
#include <azoth/value/uuid.hpp>

namespace azoth {

namespace {

template <class... Kinds>
constexpr std::uint32_t kinds_of(Kinds... kinds) noexcept {
    return ((1U << static_cast<unsigned>(kinds)) | ... | 1U);  // NULL goes everywhere
}

constexpr std::uint32_t every_kind = 0xffff'ffff;

}  // namespace

std::uint32_t natural_kinds(const SqlType& type) noexcept {
    using enum ValueKind;
    switch (type.kind()) {
        case TypeKind::boolean: return kinds_of(boolean);
        case TypeKind::small_integer:
        case TypeKind::integer:
        case TypeKind::big_integer:
        case TypeKind::unsigned_big_integer: return kinds_of(int64, uint64);
        case TypeKind::float_:
        case TypeKind::double_: return kinds_of(int64, uint64, real);
        case TypeKind::numeric: return kinds_of(decimal);
        case TypeKind::char_:
        case TypeKind::string:
        case TypeKind::text:
        case TypeKind::enum_: return kinds_of(text);
        case TypeKind::binary:
        case TypeKind::bytes: return kinds_of(bytes);
        case TypeKind::date: return kinds_of(date);
        case TypeKind::time: return kinds_of(time);
        case TypeKind::timestamp: return kinds_of(timestamp);
        case TypeKind::timestamp_tz: return kinds_of(timestamp_tz);
        case TypeKind::interval: return kinds_of(interval);
        case TypeKind::uuid: return kinds_of(uuid);
        case TypeKind::json: return kinds_of(json);
        case TypeKind::null_type:
        case TypeKind::array:
        case TypeKind::custom: return every_kind;
    }
    return every_kind;
}

namespace {

Value bytes_of(const Uuid& uuid) {
    std::vector<std::byte> bytes;
    for (const auto byte : uuid.bytes) bytes.push_back(static_cast<std::byte>(byte));
    return bytes;
}

}  // namespace

Value converted_value(const SqlType& type, const ValueView& value) {
    switch (type.kind()) {
        case TypeKind::boolean: return convert<bool>(value);
        case TypeKind::small_integer:
        case TypeKind::integer:
        case TypeKind::big_integer:
        case TypeKind::unsigned_big_integer:
            // SQL says that true is 1; text is never a number by accident.
            if (value.kind() == ValueKind::boolean) return std::int64_t{value.boolean() ? 1 : 0};
            if (value.kind() != ValueKind::real && value.kind() != ValueKind::decimal) break;
            return convert<std::int64_t>(value);  // 2.0 is an integer, 2.5 is refused
        case TypeKind::float_:
        case TypeKind::double_:
            if (value.kind() == ValueKind::boolean) return std::int64_t{value.boolean() ? 1 : 0};
            break;
        case TypeKind::numeric: return convert<Decimal>(value);
        case TypeKind::char_:
        case TypeKind::string:
        case TypeKind::text:
        case TypeKind::enum_: return convert<std::string>(value);
        case TypeKind::date: return convert<Date>(value);
        case TypeKind::time: return convert<TimeOfDay>(value);
        case TypeKind::timestamp: return convert<Timestamp>(value);
        case TypeKind::timestamp_tz: return convert<Instant>(value);
        case TypeKind::interval: return convert<Interval>(value);
        case TypeKind::uuid: return convert<Uuid>(value);
        case TypeKind::json: return convert<JsonText>(value);
        case TypeKind::binary:
        case TypeKind::bytes:
            if (value.kind() == ValueKind::uuid) return bytes_of(value.uuid());
            break;
        case TypeKind::null_type:
        case TypeKind::array:
        case TypeKind::custom: break;
    }
    throw_type_mismatch(value.kind(), type.describe());
}

void require_digits(const SqlType& type, const ValueView& value) {
    if (!counts_digits(type) || value.kind() != ValueKind::decimal) return;
    std::string_view whole = value.chars();
    if (whole.starts_with('-')) whole.remove_prefix(1);
    const std::size_t point = std::min(whole.find('.'), whole.size());
    const std::string_view fraction = whole.substr(std::min(point + 1, whole.size()));
    whole = whole.substr(0, point);
    const auto behind = static_cast<int>(fraction.find_last_not_of('0') + 1);  // npos + 1 is 0
    const int before = whole == "0" ? 0 : static_cast<int>(whole.size());
    const int scale = *type.scale();
    const int room = static_cast<int>(*type.precision()) - scale;
    const auto refuse = [](std::string_view place, int digits, int kept) {
        throw ConversionError("value_not_representable",
                              std::string("digits ").append(place).append(" the point: ") +
                                  std::to_string(digits) + ", and the column keeps " +
                                  std::to_string(std::max(kept, 0)));
    };
    if (behind > std::max(scale, 0)) refuse("behind", behind, scale);
    if (before > std::max(room, 0)) refuse("before", before, room);
    // A scale below zero keeps tens, hundreds, …
    const std::size_t zeros = whole.size() - (whole.find_last_not_of('0') + 1);
    if (before > 0 && scale < 0 && zeros < static_cast<std::size_t>(-scale)) {
        throw ConversionError(
            "value_not_representable",
            "the column keeps multiples of 10 to the power of " + std::to_string(-scale));
    }
}

namespace {

/// Of the integers, as far as they are narrower than the values that travel.
bool is_in_range(const SqlType& type, const ValueView& value) {
    const bool is_signed = value.kind() == ValueKind::int64;
    switch (type.kind()) {
        case TypeKind::small_integer:
            return is_signed && std::in_range<std::int16_t>(value.int64());
        case TypeKind::integer: return is_signed && std::in_range<std::int32_t>(value.int64());
        case TypeKind::big_integer: return is_signed;
        case TypeKind::unsigned_big_integer: return !is_signed || value.int64() >= 0;
        default: return true;
    }
}

void require_length(const SqlType& type, std::size_t length, std::string_view unit) {
    if (!type.length() || length <= *type.length()) return;
    throw ConversionError("value_not_representable",
                          std::string(unit) + ": " + std::to_string(length) +
                              ", and the column keeps " + std::to_string(*type.length()));
}

}  // namespace

void require_room(const SqlType& type, const ValueView& value) {
    switch (value.kind()) {
        case ValueKind::decimal: return require_digits(type, value);
        case ValueKind::int64:
        case ValueKind::uint64:
            if (is_in_range(type, value)) return;
            throw ConversionError("out_of_range", "the number is out of the type's range");
        case ValueKind::bytes:
            if (type.kind() == TypeKind::binary)
                require_length(type, value.bytes().size(), "bytes");
            return;
        case ValueKind::text: break;
        default: return;
    }
    if (type.kind() == TypeKind::char_ || type.kind() == TypeKind::string) {
        require_length(type, utf8_length(value.chars()), "characters");
    }
    const auto& labels = type.labels();
    const bool is_held = type.kind() == TypeKind::enum_ && type.has_check();
    if (is_held && std::find(labels.begin(), labels.end(), value.chars()) == labels.end()) {
        throw ConversionError("unknown_enum_label", "the text is not among the labels of the enum");
    }
}

Value literal_value(const SqlType& type, const ValueView& value) {
    const TypeDecorator* const decorator = type.decorator();
    Value stored = decorator != nullptr ? decorator->to_literal(value) : Value::copy_of(value);
    const bool fits = ((natural_kinds(type) >> static_cast<unsigned>(stored.kind())) & 1U) != 0;
    return fits ? stored : converted_value(type, stored.view());
}

}  // namespace azoth
