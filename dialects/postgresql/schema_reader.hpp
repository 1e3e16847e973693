// SPDX-License-Identifier: MIT
#pragma once

#include <functional>
#include <initializer_list>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include <azoth/dialect/schema_reader.hpp>
#include <azoth/driver/connection.hpp>

namespace azoth::postgresql {

/// Reads pg_catalog: three queries describe every table of a schema.
class PostgresqlSchemaReader final : public SchemaReader {
public:
    explicit PostgresqlSchemaReader(driver::Connection& connection) : connection_(connection) {}

    [[nodiscard]] std::vector<std::string> schema_names() override;
    [[nodiscard]] std::vector<std::string> table_names(std::string_view schema) override;
    [[nodiscard]] std::vector<std::string> view_names(std::string_view schema) override;
    [[nodiscard]] std::vector<TableData> describe(std::string_view schema,
                                                  std::span<const std::string> names) override;
    [[nodiscard]] std::string view_definition(std::string_view schema,
                                              std::string_view name) override;

private:
    using Tables = std::map<std::string, TableData>;
    using RowHandler = std::function<void(driver::Cursor&)>;

    void query(std::string_view sql, std::initializer_list<std::string_view> parameters,
               const RowHandler& row);
    [[nodiscard]] std::vector<std::string> relations(std::string_view schema,
                                                     std::string_view kinds);
    void read_columns(std::string_view schema, Tables& tables);
    void read_constraints(std::string_view schema, Tables& tables);
    void read_indexes(std::string_view schema, Tables& tables);

    driver::Connection& connection_;
};

}  // namespace azoth::postgresql
