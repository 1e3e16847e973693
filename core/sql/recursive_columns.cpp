// SPDX-License-Identifier: MIT
#include <azoth/sql/recursive_columns.hpp>

#include <string_view>
#include <utility>

#include <azoth/sql/scalar.hpp>
#include <azoth/sql/select_columns.hpp>

namespace azoth::sql {

NodePtr with_first_types(const SetOperation& recursion, std::span<const SqlType> types) {
    const auto* first = as<Select>(*recursion.parts.front());
    if (first == nullptr) return {};
    NodeList columns = first->columns;
    bool changed = false;
    for (std::size_t i = 0; i < columns.size(); ++i) {
        if (!types[i].is_known()) continue;
        const std::string_view name = item_name(*columns[i]);
        const auto* label = as<Label>(*columns[i]);
        NodePtr cast = make<Cast>(label ? label->inner : columns[i], types[i]);
        if (!name.empty()) {
            cast = make<Label>(std::move(cast), Name(name), item_quoting(*columns[i]));
        }
        columns[i] = std::move(cast);
        changed = true;
    }
    if (!changed) return {};
    auto* base = new Select(*first);
    NodePtr owned = NodePtr::adopt(base);
    base->columns = std::move(columns);
    base->seal();
    auto* wider = new SetOperation(recursion);
    NodePtr result = NodePtr::adopt(wider);
    wider->parts.front() = std::move(owned);
    wider->seal();
    return result;
}

}  // namespace azoth::sql
