// SPDX-License-Identifier: MIT
#include <azoth/orm/entity_select.hpp>

#include <azoth/error/error.hpp>
#include <azoth/sql/column_ref.hpp>

#include "entity_data.hpp"

namespace azoth {

namespace detail {

void EntityItems::add(const EntityBase& entity) {
    items_.push_back({entity.entity(), columns_.size()});
    for (const MappedColumn& column : entity.entity()->columns) columns_.push_back(column.data.ref);
}

void EntityItems::add(const Expr& expression, bool is_required) {
    if (is_required && columns_.size() < 64) required |= std::uint64_t{1} << columns_.size();
    items_.push_back({nullptr, columns_.size()});
    columns_.push_back(expression.node());
}

}  // namespace detail

LoaderOption::LoaderOption(std::initializer_list<const Relationship*> path) {
    for (const Relationship* step : path) {
        if (!step->entity()) {
            throw OrmError("not_registered", "a relationship stands outside of any description");
        }
        path_.push_back({step->entity(), step->index()});
    }
    if (path_.empty()) throw ArgumentError("bad_option_value", "selectinload() of nothing");
}

}  // namespace azoth
