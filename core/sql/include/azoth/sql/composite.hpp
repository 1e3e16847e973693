// SPDX-License-Identifier: MIT
#pragma once

#include <azoth/sql/expression.hpp>
#include <azoth/sql/typed_expr.hpp>

namespace azoth {

/// The value of a key in a map column: `map_value<std::string>(event["labels"], "host")`,
/// `labels['host']` on Hive. NULL where the key is not there. Databases without maps refuse
/// (`CompileError`).
[[nodiscard]] AZOTH_EXPORT Expr map_value(const Expr& map, detail::Operand key, SqlType type = {});
template <class T>
[[nodiscard]] TypedExpr<std::optional<without_optional<T>>> map_value(const Expr& map,
                                                                      detail::Operand key) {
    return TypedExpr<std::optional<without_optional<T>>>(
        map_value(map, std::move(key), sql_type_of<without_optional<T>>()).node());
}

/// A field of a struct column, or of a composite value: `field<int>(person["address"], "zip")`.
/// NULL where the struct is. Databases without such values refuse (`CompileError`).
[[nodiscard]] AZOTH_EXPORT Expr field(const Expr& record, ParamName name, SqlType type = {});
template <class T>
[[nodiscard]] TypedExpr<std::optional<without_optional<T>>> field(const Expr& record,
                                                                  ParamName name) {
    return TypedExpr<std::optional<without_optional<T>>>(
        field(record, name, sql_type_of<without_optional<T>>()).node());
}

}  // namespace azoth
