// SPDX-License-Identifier: MIT
#include "dialect.hpp"

#include "compiler.hpp"
#include "ddl_compiler.hpp"
#include "identifiers.hpp"
#include "schema_reader.hpp"

namespace azoth::hive {

HiveDialect::HiveDialect() : identifiers_(identifier_rules()) {}

ServerFacts HiveDialect::assumed_facts() const {
    ServerFacts facts;
    facts.version = {4, 0, 1};
    facts.default_schema = "default";
    facts.exact_decimals = true;
    return facts;
}

std::unique_ptr<compile::SqlCompiler> HiveDialect::make_sql_compiler(
    const compile::CompilerContext& context) const {
    return std::make_unique<HiveCompiler>(context);
}

std::unique_ptr<compile::DdlCompiler> HiveDialect::make_ddl_compiler(
    const compile::CompilerContext& context) const {
    return std::make_unique<HiveDdlCompiler>(context);
}

std::unique_ptr<SchemaReader> HiveDialect::make_schema_reader(driver::Connection&) const {
    return std::make_unique<HiveSchemaReader>();
}

}  // namespace azoth::hive
