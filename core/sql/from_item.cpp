// SPDX-License-Identifier: MIT
#include <azoth/sql/from_item.hpp>

#include <string>

#include <azoth/error/error.hpp>
#include <azoth/sql/column_ref.hpp>
#include <azoth/sql/query.hpp>
#include <azoth/sql/scalar.hpp>
#include <azoth/sql/select_columns.hpp>
#include <azoth/sql/source.hpp>

namespace azoth {

namespace sql {

TableDescription::~TableDescription() = default;

std::string item_name(const Node& item) {
    if (const auto* label = as<Label>(item)) return std::string(label->name.view());
    if (const auto* column = as<ColumnRef>(item)) return column->name;
    if (const auto* function = as<Function>(item)) return std::string(function->name.view());
    return {};
}

NodeList source_columns(const NodePtr& source) {
    if (const auto* table = as<TableSource>(*source)) {
        const auto description = table->table.lock();
        if (!description) {
            throw InvalidRequestError("table_gone",
                                      "the table \"" + table->name + "\" no longer exists");
        }
        return description->column_nodes();
    }
    const auto& alias = cast<AliasSource>(*source);
    NodeList inner;
    if (const auto* select = as<Select>(*alias.inner)) {
        inner = select->columns;
    } else {
        inner = source_columns(alias.inner);
    }
    NodeList columns;
    columns.reserve(inner.size());
    for (const NodePtr& item : inner) {
        const std::string name = item_name(*item);
        if (name.empty()) continue;  // an expression without a name cannot be reached by one
        const auto* column = as<ColumnRef>(*item);
        columns.push_back(make<ColumnRef>(source, name, item->type(),
                                          column == nullptr || column->nullable));
    }
    return columns;
}

}  // namespace sql

sql::NodeList FromItem::column_nodes() const { return sql::source_columns(source_); }

}  // namespace azoth
