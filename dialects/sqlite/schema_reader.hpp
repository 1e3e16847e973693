// SPDX-License-Identifier: MIT
#pragma once

#include <functional>
#include <map>
#include <string>
#include <vector>

#include <azoth/dialect/schema_reader.hpp>
#include <azoth/driver/connection.hpp>

namespace azoth::sqlite {

/// Reads sqlite_schema and the table-valued pragma functions: five queries, however many tables.
class SqliteSchemaReader final : public SchemaReader {
public:
    explicit SqliteSchemaReader(driver::Connection& connection) : connection_(connection) {}

    [[nodiscard]] std::vector<std::string> schema_names() override;
    [[nodiscard]] std::vector<std::string> table_names(std::string_view schema) override;
    [[nodiscard]] std::vector<std::string> view_names(std::string_view schema) override;
    [[nodiscard]] std::vector<TableData> describe(std::string_view schema,
                                                  std::span<const std::string> names) override;
    [[nodiscard]] std::string view_definition(std::string_view schema,
                                              std::string_view name) override;

private:
    using Tables = std::map<std::string, TableData>;

    /// Calls `row` for each row; parameters and cells are texts, integers and NULLs.
    void query(const std::string& sql, std::span<const ValueView> parameters,
               const std::function<void(driver::Cursor&)>& row);
    [[nodiscard]] std::vector<std::string> objects(std::string_view schema, std::string_view type);
    void read_columns(const std::string& schema, Tables& tables);
    void read_foreign_keys(const std::string& schema, Tables& tables);
    void read_indexes(const std::string& schema, Tables& tables);

    driver::Connection& connection_;
};

}  // namespace azoth::sqlite
