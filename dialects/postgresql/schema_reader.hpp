// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <azoth/dialect/schema_reader.hpp>
#include <azoth/driver/connection.hpp>

namespace azoth::postgresql {

/// Reads pg_catalog: five queries describe every table of a schema (and one the enums they use, one
/// what its views select from). Names are compared as values; the schema "pg_temp" stands for the
/// session's temporary tables.
class PostgresqlSchemaReader final : public SchemaReader {
public:
    explicit PostgresqlSchemaReader(driver::Connection& connection) : connection_(connection) {}

    [[nodiscard]] std::vector<std::string> schema_names() override;
    [[nodiscard]] std::vector<std::string> table_names(std::string_view schema) override;
    [[nodiscard]] std::vector<std::string> view_names(std::string_view schema) override;
    [[nodiscard]] std::vector<Relation> relations(std::string_view schema,
                                                  const RelationFilter& filter) override;
    [[nodiscard]] std::vector<TableData> describe(std::string_view schema,
                                                  std::span<const std::string> names) override;
    [[nodiscard]] std::vector<TableData> describe_parts(std::string_view schema,
                                                        std::span<const std::string> names,
                                                        TableParts parts) override;
    [[nodiscard]] std::string view_definition(std::string_view schema,
                                              std::string_view name) override;
    [[nodiscard]] std::vector<SequenceData> sequences(std::string_view schema) override;
    [[nodiscard]] std::vector<SqlType> enums(std::string_view schema) override;
    [[nodiscard]] std::vector<DomainData> domains(std::string_view schema) override;
    [[nodiscard]] std::optional<std::int64_t> object_id(std::string_view schema,
                                                        std::string_view name) override;
    [[nodiscard]] bool has_type(std::string_view schema, std::string_view name) override;
    [[nodiscard]] std::string default_schema_name() override;
    [[nodiscard]] std::string temporary_schema_name() override { return "pg_temp"; }

private:
    using Tables = std::map<std::string, TableData>;
    /// Where to look: $1 is the schema, $2 the one table asked for, or nothing.
    struct Home {
        std::string_view schema;
        std::string_view only;
    };

    /// Only the tables asked for; others come along because one query describes all.
    [[nodiscard]] static TableData* wanted(Tables& tables, const std::string& name);
    void add_relations(std::string_view schema, const RelationFilter& filter,
                       std::vector<Relation>& found);
    /// Fills in what there is and returns its names.
    [[nodiscard]] std::set<std::string> read_tables(const Home& home, Tables& tables);
    void read_columns(const Home& home, Tables& tables);
    /// What each view selects from.
    void read_sources(const Home& home, Tables& tables);
    /// `kinds` are the catalogue's letters.
    void read_constraints(const Home& home, std::string_view kinds, Tables& tables);
    void read_indexes(const Home& home, Tables& tables);

    driver::Connection& connection_;
};

}  // namespace azoth::postgresql
