// SPDX-License-Identifier: MIT
#include <azoth/sql/call.hpp>

#include <azoth/sql/func.hpp>
#include <azoth/sql/query.hpp>

namespace azoth {

Call::Call(ParamName name, std::initializer_list<detail::Operand> arguments)
    : Statement(sql::make<sql::Call>(func::call(name, arguments).node())) {}

}  // namespace azoth
