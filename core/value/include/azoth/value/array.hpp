// SPDX-License-Identifier: MIT
#pragma once

#include <span>
#include <vector>

#include <azoth/value/value.hpp>

namespace azoth {

/// A vector is an array of its elements, which may be std::optional. Bytes are not: a vector of
/// std::byte is one value.
template <class T>
requires(!std::same_as<T, std::byte> &&
         (bindable<T> || readable<T>)) struct value_traits<std::vector<T>> {
    using carrier = std::span<const Value>;
    using element = T;

    static Value to_value(const std::vector<T>& elements) requires bindable<T> {
        std::vector<Value> values;
        values.reserve(elements.size());
        for (const auto& element : elements) values.emplace_back(static_cast<T>(element));
        return Value::array_of(std::move(values));
    }
    static std::vector<T> from_carrier(carrier values) requires readable<T> {
        std::vector<T> elements;
        elements.reserve(values.size());
        for (const Value& value : values) elements.push_back(value.template as<T>());
        return elements;
    }
};

}  // namespace azoth
