// SPDX-License-Identifier: MIT
#include "bind_plan.hpp"

#include <algorithm>

#include <azoth/error/error.hpp>
#include <azoth/types/type_decorator.hpp>

namespace azoth::detail {

namespace {

template <class... Kinds>
constexpr std::uint32_t kinds_of(Kinds... kinds) noexcept {
    return ((1U << static_cast<unsigned>(kinds)) | ... | 1U);  // NULL goes everywhere
}

constexpr std::uint32_t every_kind = 0xffff'ffff;

/// What a type cannot take as it stands, converted where nothing is lost.
Value converted(const SqlType& type, const ValueView& value) {
    switch (type.kind()) {
        case TypeKind::boolean: return convert<bool>(value);
        case TypeKind::small_integer:
        case TypeKind::integer:
        case TypeKind::big_integer:
        case TypeKind::unsigned_big_integer:
        case TypeKind::float_:
        case TypeKind::double_:
            // SQL says that true is 1; text is never a number by accident.
            if (value.kind() == ValueKind::boolean) return std::int64_t{value.boolean() ? 1 : 0};
            throw_type_mismatch(value.kind(), type.describe());
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
        case TypeKind::null_type:
        case TypeKind::array:
        case TypeKind::custom: break;
    }
    throw_type_mismatch(value.kind(), type.describe());
}

[[noreturn]] void refuse(const SqlType& type, const ValueView& value, std::string_view name,
                         const Error& cause) {
    ErrorDetails details;
    details.column = name;
    details.phase = Phase::bind;
    details.hint = cause.message();
    std::string message =
        name.empty() ? "a parameter" : "the parameter \"" + std::string(name) + '"';
    message.append(" is ").append(kind_name(value.kind()));
    message.append(", which is no value for ").append(type.describe());
    throw ArgumentError("bind_type", message, std::move(details));
}

}  // namespace

std::uint32_t accepted_kinds(const SqlType& type) noexcept {
    if (type.decorator() != nullptr) return 0;
    using enum ValueKind;
    switch (type.kind()) {
        case TypeKind::boolean: return kinds_of(boolean);
        case TypeKind::small_integer:
        case TypeKind::integer:
        case TypeKind::big_integer:
        case TypeKind::unsigned_big_integer:
        case TypeKind::float_:
        case TypeKind::double_: return kinds_of(int64, uint64, real, decimal);
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

Value adapted(const SqlType& type, const ValueView& value, std::string_view name) {
    if (type.decorator() != nullptr) return type.decorator()->to_database(value);
    if (accepts(accepted_kinds(type), value.kind())) return Value::copy_of(value);
    try {
        return converted(type, value);
    } catch (const ConversionError& error) {
        refuse(type, value, name, error);
    }
}

BindPlan::BindPlan(const compile::Compiled& compiled) {
    parameters.reserve(compiled.parameters.size());
    for (const compile::Parameter& parameter : compiled.parameters) {
        ParameterPlan plan;
        plan.bind = static_cast<std::uint32_t>(parameter.bind);
        plan.kinds = parameter.expands ? 0 : accepted_kinds(parameter.type);
        plan.expands = parameter.expands;
        plan.named = !parameter.name.empty();
        if (plan.named) {
            const auto found = std::find(names.begin(), names.end(), parameter.name);
            plan.argument = static_cast<std::uint32_t>(found - names.begin());
            if (found == names.end()) names.push_back(parameter.name);
        }
        plan.is_default = parameter.is_default();
        has_defaults = has_defaults || plan.is_default;
        is_simple = is_simple && !plan.named && !plan.expands && !plan.is_default;
        parameters.push_back(plan);
    }
}

}  // namespace azoth::detail
