// SPDX-License-Identifier: MIT
#include <azoth/dialect/dialect.hpp>

namespace azoth {

SchemaReader::~SchemaReader() = default;
Dialect::~Dialect() = default;

ServerFacts Dialect::described_facts(std::string_view version, std::string_view) const {
    ServerFacts facts = assumed_facts();
    if (!version.empty()) facts.version = parse_version(version);
    return facts;
}

ServerFacts Dialect::probe(driver::Connection& connection) const {
    ServerFacts facts = assumed_facts();
    facts.version = connection.server_version();
    return facts;
}

std::unique_ptr<compile::SqlCompiler> Dialect::make_sql_compiler(
    const compile::CompilerContext& context) const {
    return std::make_unique<compile::SqlCompiler>(context);
}

std::unique_ptr<compile::DdlCompiler> Dialect::make_ddl_compiler(
    const compile::CompilerContext& context) const {
    return std::make_unique<compile::DdlCompiler>(context);
}

compile::CompilerContext Dialect::context(const compile::Ledger& ledger) const {
    return {ledger, identifiers(), types(), placeholders()};
}

}  // namespace azoth
