// SPDX-License-Identifier: MIT
#pragma once

#include <initializer_list>
#include <optional>

#include <azoth/error/export.hpp>
#include <azoth/sql/expression.hpp>
#include <azoth/sql/statement.hpp>

namespace azoth {

/// A call of a stored procedure. What it hands back, as rows or through OUT parameters, is the
/// result of the execution; a call that makes several results is read on with
/// Result::next_result(). A function is not called but selected: `select(func::call("f", {1}))`.
class AZOTH_EXPORT Call : public Statement {
public:
    Call(ParamName name, std::initializer_list<detail::Operand> arguments);
};

/// `db.execute(call("sales.transfer", {7, Decimal("99.50"), out}))`. The name is an identifier, or
/// several joined by dots; else `ArgumentError` (`bad_function_name`). `CompileError`
/// (`unsupported_construct`) where the database has no procedures.
[[nodiscard]] inline Call call(ParamName name,
                               std::initializer_list<detail::Operand> arguments = {}) {
    return {name, arguments};
}

/// Stands for an OUT parameter among the arguments of a call; its value comes as a column of the
/// result, by the parameter's name.
inline constexpr std::nullopt_t out = std::nullopt;

}  // namespace azoth
