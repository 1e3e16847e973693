// SPDX-License-Identifier: MIT
#include <azoth/compile/compiler_source.hpp>

#include <azoth/compile/literal.hpp>
#include <azoth/compile/sql_compiler.hpp>
#include <azoth/sql/next_value.hpp>

namespace azoth {

namespace compile {

CompilerSource::~CompilerSource() = default;

std::unique_ptr<SqlCompiler> CompilerSource::make_sql_compiler(
    const CompilerContext& context) const {
    return std::make_unique<SqlCompiler>(context);
}

const LiteralCompiler& CompilerSource::literals() const {
    static const LiteralCompiler standard;
    return standard;
}

std::string CompilerSource::next_value(std::string_view prepared_name) const {
    return "NEXT VALUE FOR " + std::string(prepared_name);
}

}  // namespace compile

void sql::NextValue::render(compile::SqlCompiler& compiler) const {
    compiler.next_value(*this);
}

}  // namespace azoth
