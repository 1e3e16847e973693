// SPDX-License-Identifier: MIT
#include "dialect.hpp"

#include "compiler.hpp"
#include "ddl_compiler.hpp"
#include "identifiers.hpp"
#include "schema_reader.hpp"

namespace azoth::sqlite {

SqliteDialect::SqliteDialect() : identifiers_(identifier_rules()) {}

ServerFacts SqliteDialect::assumed_facts() const {
    // The library's own driver brings the functions that keep decimals exact.
    ServerFacts facts;
    facts.version = {3, 40, 1};
    facts.default_schema = "main";
    facts.exact_decimals = true;
    facts.json_functions = true;
    facts.insert_ids = true;
    return facts;
}

ServerFacts SqliteDialect::probe(driver::Connection& connection) const {
    ServerFacts facts = assumed_facts();
    facts.version = connection.server_version();
    facts.exact_decimals = connection.has_extra("azoth_decimal");
    facts.json_functions = connection.has_extra("azoth_json");
    facts.insert_ids = connection.has_extra("last_insert_id");
    return facts;
}

std::unique_ptr<compile::SqlCompiler> SqliteDialect::make_sql_compiler(
    const compile::CompilerContext& context) const {
    return std::make_unique<SqliteCompiler>(context);
}

std::unique_ptr<compile::DdlCompiler> SqliteDialect::make_ddl_compiler(
    const compile::CompilerContext& context) const {
    return std::make_unique<SqliteDdlCompiler>(context);
}

std::unique_ptr<SchemaReader> SqliteDialect::make_schema_reader(
    driver::Connection& connection) const {
    return std::make_unique<SqliteSchemaReader>(connection);
}

}  // namespace azoth::sqlite
