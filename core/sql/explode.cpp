// SPDX-License-Identifier: MIT
#include <azoth/sql/explode.hpp>

#include <string>
#include <utility>

#include <azoth/error/error.hpp>
#include <azoth/sql/column_ref.hpp>
#include <azoth/sql/func.hpp>
#include <azoth/sql/source.hpp>

namespace azoth {

namespace {

sql::NodePtr column(ParamName name, const SqlType& type) {
    return sql::make<sql::ColumnRef>(nullptr, name.text(), type, true);
}

Subquery exploded(std::string_view function, const Expr& array, ParamName alias,
                  sql::NodeList columns) {
    const SqlType& type = array.type();
    const bool may_be_array = !type.is_known() || type.kind() == TypeKind::array ||
                              type.kind() == TypeKind::custom || type.kind() == TypeKind::json;
    if (!may_be_array || type.dimensions() > 1) {
        throw ArgumentError("not_an_array",
                            std::string(function) + "() takes an array of one dimension");
    }
    sql::NodePtr call = detail::call_of(function, {array}, SqlType{});
    return Subquery(sql::make<sql::AliasSource>(
        sql::make<sql::TableFunction>(std::move(call), std::move(columns), false), alias.text()));
}

}  // namespace

Subquery explode(const Expr& array, ParamName alias, ParamName name) {
    sql::NodeList columns;
    columns.push_back(column(name, array.type().item()));
    return exploded("explode", array, alias, std::move(columns));
}

Subquery posexplode(const Expr& array, ParamName alias, ParamName position, ParamName name) {
    sql::NodeList columns;
    columns.push_back(column(position, SqlType(TypeKind::big_integer)));
    columns.push_back(column(name, array.type().item()));
    return exploded("posexplode", array, alias, std::move(columns));
}

}  // namespace azoth
