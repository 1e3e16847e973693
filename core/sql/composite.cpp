// SPDX-License-Identifier: MIT
#include <azoth/sql/composite.hpp>

#include <utility>

#include <azoth/error/error.hpp>
#include <azoth/sql/element.hpp>

namespace azoth {

Expr map_value(const Expr& map, detail::Operand key, SqlType type) {
    return Expr(sql::make<sql::MapAccess>(map.node(), std::move(key).node(), type));
}

Expr field(const Expr& record, ParamName name, SqlType type) {
    if (name.view().empty()) throw ArgumentError("no_such_column", "a field's name is empty");
    return Expr(sql::make<sql::FieldAccess>(record.node(), name.text(), type));
}

}  // namespace azoth
