// SPDX-License-Identifier: MIT
#include <azoth/dialect/dialect.hpp>

#include <algorithm>
#include <utility>

namespace azoth {

SchemaReader::~SchemaReader() = default;
Dialect::~Dialect() = default;

ServerFacts Dialect::described_facts(std::string_view version, std::string_view) const {
    ServerFacts facts = assumed_facts();
    if (!version.empty()) facts.version = parse_version(version);
    return facts;
}

std::vector<Relation> SchemaReader::relations(std::string_view schema,
                                              const RelationFilter& filter) {
    std::vector<Relation> found;
    if (filter.scope == RelationScope::temporary) return found;
    if (filter.tables) {
        for (std::string& name : table_names(schema)) {
            found.push_back({std::move(name), TableKind::table});
        }
    }
    if (filter.views) {
        for (std::string& name : view_names(schema)) {
            found.push_back({std::move(name), TableKind::view});
        }
    }
    std::sort(found.begin(), found.end(),
              [](const Relation& a, const Relation& b) { return a.name < b.name; });
    return found;
}

std::vector<TableData> SchemaReader::describe_parts(std::string_view schema,
                                                    std::span<const std::string> names,
                                                    TableParts) {
    return describe(schema, names);
}

std::optional<std::int64_t> SchemaReader::object_id(std::string_view, std::string_view) {
    return std::nullopt;
}

std::vector<SequenceData> SchemaReader::sequences(std::string_view) {
    return {};
}

std::vector<SqlType> SchemaReader::enums(std::string_view) {
    return {};
}

std::vector<DomainData> SchemaReader::domains(std::string_view) {
    return {};
}

bool SchemaReader::has_type(std::string_view, std::string_view) {
    return false;
}

std::string SchemaReader::default_schema_name() {
    return {};
}

std::string SchemaReader::temporary_schema_name() {
    return {};
}

ServerFacts Dialect::probe(driver::Connection& connection) const {
    ServerFacts facts = assumed_facts();
    facts.version = connection.server_version();
    return facts;
}

std::unique_ptr<compile::DdlCompiler> Dialect::make_ddl_compiler(
    const compile::CompilerContext& context) const {
    return std::make_unique<compile::DdlCompiler>(context);
}

compile::CompilerContext Dialect::context(const compile::Ledger& ledger) const {
    return {ledger, identifiers(), types(), placeholders(), this};
}

}  // namespace azoth
