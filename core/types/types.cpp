// SPDX-License-Identifier: MIT
#include <azoth/types/types.hpp>

#include <algorithm>
#include <memory>
#include <vector>

#include <azoth/error/error.hpp>
#include <azoth/types/type_decorator.hpp>
#include <azoth/types/type_detail.hpp>

namespace azoth {

namespace {

std::int64_t checked_fraction(int digits) {
    if (digits < 0 || digits > 9)
        throw ArgumentError(
            "bad_type_argument",
            "seconds have between 0 and 9 digits behind the point, not " + std::to_string(digits));
    return digits;
}

template <class Labels>
std::shared_ptr<const TypeDetail> enum_detail(const Labels& labels) {
    auto detail = std::make_shared<TypeDetail>();
    detail->labels.assign(labels.begin(), labels.end());
    std::vector<std::string_view> sorted(detail->labels.begin(), detail->labels.end());
    std::ranges::sort(sorted);
    if (sorted.empty() || sorted.front().empty())
        throw ArgumentError("bad_enum_labels", "an enum type needs labels that are not empty");
    if (std::ranges::adjacent_find(sorted) != sorted.end())
        throw ArgumentError("bad_enum_labels", "an enum type names one of its labels twice");
    return detail;
}

std::shared_ptr<const TypeDetail> array_detail(const SqlType& item, int dimensions) {
    if (!item.is_known() || item.kind() == TypeKind::array)
        throw ArgumentError("bad_type_argument",
                            "an array holds values of a known type; for arrays of arrays give the "
                            "number of dimensions");
    if (dimensions < 1 || dimensions > 6)  // PostgreSQL's limit, and nobody allows more
        throw ArgumentError("bad_type_argument", "an array has between 1 and 6 dimensions");
    auto detail = std::make_shared<TypeDetail>();
    detail->item = item;
    detail->dimensions = dimensions;
    return detail;
}

SqlType custom_base(ValueKind kind) {
    struct Custom : SqlType {
        explicit Custom(std::shared_ptr<const TypeDetail> detail)
            : SqlType(TypeKind::custom, std::move(detail)) {}
    };
    auto detail = std::make_shared<TypeDetail>();
    detail->custom_kind = kind;
    return Custom(std::move(detail));
}

}  // namespace

String::String(std::int64_t length, std::string_view collation, std::string_view schema)
    : SqlType(String(length).with_collation(collation, schema)) {}

Time::Time(int fraction_digits) : SqlType(TypeKind::time, checked_fraction(fraction_digits)) {}

DateTime::DateTime(int fraction_digits)
    : SqlType(TypeKind::timestamp, checked_fraction(fraction_digits)) {}

DateTime::DateTime(with_timezone_t, int fraction_digits)
    : SqlType(TypeKind::timestamp_tz, checked_fraction(fraction_digits)) {}

Enum::Enum(std::initializer_list<std::string_view> labels)
    : SqlType(TypeKind::enum_, enum_detail(labels)) {}

Enum::Enum(std::span<const std::string_view> labels)
    : SqlType(TypeKind::enum_, enum_detail(labels)) {}

Enum::Enum(std::span<const std::string> labels) : SqlType(TypeKind::enum_, enum_detail(labels)) {}

Array::Array(const SqlType& item, int dimensions)
    : SqlType(TypeKind::array, array_detail(item, dimensions)) {}

CustomType::CustomType(std::string_view spelling, ValueKind value_kind)
    : SqlType(spelling, custom_base(value_kind)) {}

CustomType::CustomType(std::string_view spelling, const SqlType& behaves_as)
    : SqlType(spelling, behaves_as) {}

// Out of line, so that the class has its home in the library.
TypeDecorator::~TypeDecorator() = default;

Value TypeDecorator::to_database(const ValueView& value) const {
    return Value::copy_of(value);
}

Value TypeDecorator::from_database(const ValueView& value) const {
    return Value::copy_of(value);
}

Value TypeDecorator::to_literal(const ValueView& value) const {
    return to_database(value);
}

SqlType TypeDecorator::compared_type(const SqlType& own, ValueKind) const {
    return own;
}

SqlType default_type(ValueKind kind) noexcept {
    switch (kind) {
        case ValueKind::null:
        case ValueKind::array: return SqlType{};
        case ValueKind::boolean: return Boolean{};
        case ValueKind::int64: return BigInteger{};
        case ValueKind::uint64: return UnsignedBigInteger{};
        case ValueKind::real: return Double{};
        case ValueKind::decimal: return Numeric{};
        case ValueKind::text: return String{};
        case ValueKind::bytes: return LargeBinary{};
        case ValueKind::date: return DateType{};
        case ValueKind::time: return Time{};
        case ValueKind::timestamp: return DateTime{};
        case ValueKind::timestamp_tz: return DateTime{with_timezone};
        case ValueKind::interval: return IntervalType{};
        case ValueKind::uuid: return UuidType{};
        case ValueKind::json: return Json{};
    }
    return SqlType{};
}

namespace detail {

SqlType enum_type(std::span<const std::string_view> labels, std::string_view name) {
    return name.empty() ? SqlType(Enum(labels)) : Enum(labels).named(name);
}

SqlType array_type(const SqlType& item) {
    if (item.kind() != TypeKind::array) return Array(item);
    return Array(item.item(), item.dimensions() + 1);
}

}  // namespace detail

}  // namespace azoth
