// SPDX-License-Identifier: MIT
#include "dialect.hpp"

#include "compiler.hpp"
#include "ddl_compiler.hpp"
#include "identifiers.hpp"
#include "schema_reader.hpp"

namespace azoth::mysql {

namespace {

constexpr std::string_view mariadb = "mariadb";

/// MariaDB went from 5.5 to 10.0, MySQL from 5.7 to 8.0.
std::string flavour_of(const Version& version) {
    return version.major_number >= 10 ? std::string(mariadb) : std::string();
}

}  // namespace

MysqlDialect::MysqlDialect() : identifiers_(identifier_rules()) {}

ServerFacts MysqlDialect::assumed_facts() const {
    ServerFacts facts;
    facts.version = {8, 4, 0};
    facts.exact_decimals = true;
    return facts;
}

ServerFacts MysqlDialect::described_facts(std::string_view version, std::string_view scheme) const {
    ServerFacts facts = assumed_facts();
    if (!version.empty()) {
        facts.version = parse_version(version);
    } else if (scheme == mariadb) {
        facts.version = {10, 11, 0};
    }
    facts.flavour = scheme == mariadb ? std::string(mariadb) : flavour_of(facts.version);
    return facts;
}

ServerFacts MysqlDialect::probe(driver::Connection& connection) const {
    ServerFacts facts = Dialect::probe(connection);
    facts.flavour = flavour_of(facts.version);
    return facts;
}

std::unique_ptr<compile::SqlCompiler> MysqlDialect::make_sql_compiler(
    const compile::CompilerContext& context) const {
    return std::make_unique<MysqlCompiler>(context);
}

std::unique_ptr<compile::DdlCompiler> MysqlDialect::make_ddl_compiler(
    const compile::CompilerContext& context) const {
    return std::make_unique<MysqlDdlCompiler>(context);
}

std::unique_ptr<SchemaReader> MysqlDialect::make_schema_reader(driver::Connection&) const {
    return std::make_unique<MysqlSchemaReader>();
}

}  // namespace azoth::mysql
