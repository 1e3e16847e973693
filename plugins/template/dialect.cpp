// SPDX-License-Identifier: MIT
#include "dialect.hpp"

#include "compiler.hpp"
#include "identifiers.hpp"
#include "schema_reader.hpp"

namespace acme {

AcmeDialect::AcmeDialect() : identifiers_(identifier_rules()) {}

azoth::ServerFacts AcmeDialect::assumed_facts() const {
    azoth::ServerFacts facts;
    facts.version = {3, 2, 0};
    facts.default_schema = "main";
    return facts;
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
