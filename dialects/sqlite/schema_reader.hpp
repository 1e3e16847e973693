// SPDX-License-Identifier: MIT
#pragma once

#include <functional>
#include <map>
#include <span>
#include <string>
#include <vector>

#include <azoth/dialect/schema_reader.hpp>
#include <azoth/driver/connection.hpp>

namespace azoth::sqlite {

/// Reads sqlite_schema and the table-valued pragma functions: four queries, however many tables.
/// What the pragmas do not tell (checks, names, expressions, collations, deferral …) comes from the
/// texts of the CREATE statements, see definition.hpp.
class SqliteSchemaReader final : public SchemaReader {
public:
    explicit SqliteSchemaReader(driver::Connection& connection) : connection_(connection) {}

    [[nodiscard]] std::vector<std::string> schema_names() override;
    [[nodiscard]] std::vector<std::string> table_names(std::string_view schema) override;
    [[nodiscard]] std::vector<std::string> view_names(std::string_view schema) override;
    [[nodiscard]] std::vector<Relation> relations(std::string_view schema,
                                                  const RelationFilter& filter) override;
    /// Temporary tables are those of the schema "temp"; their records name no schema.
    [[nodiscard]] std::vector<TableData> describe(std::string_view schema,
                                                  std::span<const std::string> names) override;
    [[nodiscard]] std::vector<TableData> describe_parts(std::string_view schema,
                                                        std::span<const std::string> names,
                                                        TableParts parts) override;
    [[nodiscard]] std::string view_definition(std::string_view schema,
                                              std::string_view name) override;
    [[nodiscard]] std::string default_schema_name() override { return "main"; }
    [[nodiscard]] std::string temporary_schema_name() override { return "temp"; }

private:
    using Tables = std::map<std::string, TableData>;
    using RowHandler = std::function<void(driver::Cursor&)>;

    /// Calls `row` for each row; parameters and cells are texts, integers and NULLs.
    void query(const std::string& sql, std::span<const std::string_view> parameters,
               const RowHandler& row);
    /// A schema that is not attached has no tables, and no catalogue that could be asked.
    [[nodiscard]] bool is_attached(const std::string& schema);
    void add_relations(const std::string& schema, const RelationFilter& filter,
                       std::vector<Relation>& found);
    /// `AND m.tbl_name = ?2`, where one table is asked for.
    struct Home {
        std::string name;
        std::string catalogue;
        std::string_view only;  ///< the one table asked for; empty: all of them
    };
    void read_columns(const Home& home, Tables& tables);
    void read_definitions(const Home& home, Tables& tables);
    void read_indexes(const Home& home, Tables& tables);
    void complete_foreign_keys(const Home& home, Tables& tables);
    void query_home(const Home& home, const std::string& sql, const RowHandler& row);

    driver::Connection& connection_;
};

}  // namespace azoth::sqlite
