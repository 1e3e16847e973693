// SPDX-License-Identifier: MIT
#include "dialect.hpp"

#include "compiler.hpp"
#include "identifiers.hpp"
#include "schema_reader.hpp"

namespace acme {

AcmeDialect::AcmeDialect() : identifiers_(identifier_rules()) {}

azoth::ServerFacts AcmeDialect::assumed_facts() const {
    return {.version = {3, 2, 0}, .default_schema = "main"};
}

std::unique_ptr<azoth::compile::SqlCompiler> AcmeDialect::make_sql_compiler(
    const azoth::compile::CompilerContext& context) const {
    return std::make_unique<AcmeCompiler>(context);
}

std::unique_ptr<azoth::SchemaReader> AcmeDialect::make_schema_reader(
    azoth::driver::Connection& connection) const {
    return std::make_unique<AcmeSchemaReader>(connection);
}

}  // namespace acme
