// SPDX-License-Identifier: MIT
#pragma once

#include <tuple>
#include <vector>

#include <azoth/value/value.hpp>

namespace azoth {

/// A vector of tuples is a list of rows, each an array of its items. A tuple alone is no value.
template <bindable... Ts>
struct value_traits<std::vector<std::tuple<Ts...>>> {
    static Value to_value(const std::vector<std::tuple<Ts...>>& rows) {
        std::vector<Value> values;
        values.reserve(rows.size());
        for (const auto& row : rows) {
            values.push_back(std::apply(
                [](const Ts&... items) {
                    std::vector<Value> one;
                    one.reserve(sizeof...(Ts));
                    (one.emplace_back(items), ...);
                    return Value::array_of(std::move(one));
                },
                row));
        }
        return Value::array_of(std::move(values));
    }
};

}  // namespace azoth
