// SPDX-License-Identifier: MIT
#include "bind_plan.hpp"

#include <algorithm>

#include <azoth/error/error.hpp>
#include <azoth/types/stored_value.hpp>
#include <azoth/types/type_decorator.hpp>

namespace azoth::detail {

namespace {

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
    return type.decorator() != nullptr ? 0 : natural_kinds(type);
}

std::uint32_t stored_kinds(const SqlType& type) noexcept {
    constexpr std::uint32_t null_only = 1U << static_cast<unsigned>(ValueKind::null);
    // Of a type with a decorator not even NULL goes by itself.
    return accepted_kinds(type) & (counts_digits(type) ? null_only : ~std::uint32_t{0});
}

void require_room(const SqlType& type, const ValueView& value, std::string_view column) {
    try {
        require_digits(type, value);
    } catch (const ConversionError& error) {
        refuse(type, value, column, error);
    }
}

ValueView stored(const SqlType& type, const ValueView& value, std::string_view column,
                 std::deque<Value>& owned) {
    const ValueView kept = accepts(accepted_kinds(type), value.kind())
                               ? value
                               : owned.emplace_back(adapted(type, value, column)).view();
    require_room(type, kept, column);
    return kept;
}

Value adapted(const SqlType& type, const ValueView& value, std::string_view name) {
    const std::uint32_t kinds = natural_kinds(type);
    const TypeDecorator* const decorator = type.decorator();
    if (decorator == nullptr && accepts(kinds, value.kind())) return Value::copy_of(value);
    Value stored = decorator != nullptr ? decorator->to_database(value) : Value::copy_of(value);
    if (accepts(kinds, stored.kind())) return stored;
    try {
        return converted_value(type, stored.view());
    } catch (const ConversionError& error) {
        refuse(type, stored.view(), name, error);
    }
}

BindPlan::BindPlan(const compile::Compiled& compiled) {
    parameters.reserve(compiled.parameters.size());
    for (const compile::Parameter& parameter : compiled.parameters) {
        ParameterPlan plan;
        plan.bind = static_cast<std::uint32_t>(parameter.bind);
        plan.kinds = parameter.expands          ? 0
                     : parameter.column.empty() ? accepted_kinds(parameter.type)
                                                : stored_kinds(parameter.type);
        plan.expands = parameter.expands;
        plan.is_literal = parameter.is_literal;
        plan.named = !parameter.name.empty();
        if (plan.named) {
            const auto found = std::find(names.begin(), names.end(), parameter.name);
            plan.argument = static_cast<std::uint32_t>(found - names.begin());
            if (found == names.end()) names.push_back(parameter.name);
        }
        plan.is_default = parameter.is_default();
        has_defaults = has_defaults || plan.is_default;
        is_simple =
            is_simple && !plan.named && !plan.expands && !plan.is_literal && !plan.is_default;
        parameters.push_back(plan);
    }
    for (std::size_t i = 0; i < compiled.expansions.size(); ++i) {
        parameters[compiled.expansions[i].parameter].gap = static_cast<std::uint32_t>(i);
    }
}

}  // namespace azoth::detail
