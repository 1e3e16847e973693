// SPDX-License-Identifier: MIT
#include "dialect.hpp"

#include "compiler.hpp"
#include "ddl_compiler.hpp"
#include "identifiers.hpp"
#include "schema_reader.hpp"

namespace azoth::postgresql {

PostgresqlDialect::PostgresqlDialect() : identifiers_(identifier_rules()), types_(identifiers_) {}

ServerFacts PostgresqlDialect::assumed_facts() const {
    ServerFacts facts;
    facts.version = {15, 0, 0};
    facts.default_schema = "public";
    facts.exact_decimals = true;
    return facts;
}

std::unique_ptr<compile::SqlCompiler> PostgresqlDialect::make_sql_compiler(
    const compile::CompilerContext& context) const {
    return std::make_unique<PostgresqlCompiler>(context);
}

std::unique_ptr<compile::DdlCompiler> PostgresqlDialect::make_ddl_compiler(
    const compile::CompilerContext& context) const {
    return std::make_unique<PostgresqlDdlCompiler>(context);
}

std::string PostgresqlDialect::next_value(std::string_view prepared_name) const {
    // The function takes the name as a text, quotes and all.
    std::string sql = "nextval('";
    for (const char c : prepared_name) {
        sql += c;
        if (c == '\'') sql += c;
    }
    return sql + "')";
}

std::unique_ptr<SchemaReader> PostgresqlDialect::make_schema_reader(
    driver::Connection& connection) const {
    return std::make_unique<PostgresqlSchemaReader>(connection);
}

}  // namespace azoth::postgresql
