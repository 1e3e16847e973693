// SPDX-License-Identifier: MIT
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include <azoth/error/export.hpp>
#include <azoth/schema/table.hpp>

namespace azoth {

class Connection;
class Engine;

/// Asks a database what is in it: schemas, tables, views, and everything about each table. Answers
/// are kept, so that a second question costs nothing; refresh() forgets them. An empty schema name
/// means the connection's default schema. Thread-bound.
class AZOTH_EXPORT Inspector {
public:
    /// Borrows a connection of the engine for each question.
    explicit Inspector(const Engine& engine);
    /// Asks on this connection, which must outlive the inspector, inside its transaction.
    explicit Inspector(Connection& connection);
    Inspector(Inspector&&) noexcept;
    Inspector& operator=(Inspector&&) noexcept;
    ~Inspector();

    [[nodiscard]] std::vector<std::string> schema_names();
    /// Sorted; no views, no system tables.
    [[nodiscard]] std::vector<std::string> table_names(std::string_view schema = {});
    [[nodiscard]] std::vector<std::string> view_names(std::string_view schema = {});
    [[nodiscard]] bool has_table(std::string_view name, std::string_view schema = {});

    /// Columns, keys, indexes, checks, comments and defaults of one table or view. The record is not
    /// part of any metadata. Throws `ArgumentError` (`no_such_table`).
    [[nodiscard]] const TableData& table(std::string_view name, std::string_view schema = {});
    /// The same for every table of a schema, in as few queries as the dialect can.
    [[nodiscard]] std::vector<TableData> tables(std::string_view schema = {});
    [[nodiscard]] std::string view_definition(std::string_view name, std::string_view schema = {});

    [[nodiscard]] std::vector<ColumnData> columns(std::string_view table,
                                                  std::string_view schema = {});
    [[nodiscard]] PrimaryKeyData primary_key(std::string_view table, std::string_view schema = {});
    [[nodiscard]] std::vector<ForeignKeyData> foreign_keys(std::string_view table,
                                                           std::string_view schema = {});
    [[nodiscard]] std::vector<IndexData> indexes(std::string_view table,
                                                 std::string_view schema = {});
    [[nodiscard]] std::vector<UniqueData> unique_constraints(std::string_view table,
                                                             std::string_view schema = {});

    /// Forgets what was learned, because the database may have changed.
    void refresh() noexcept;

private:
    struct State;
    std::unique_ptr<State> state_;
};

[[nodiscard]] AZOTH_EXPORT Inspector inspect(const Engine& engine);
[[nodiscard]] AZOTH_EXPORT Inspector inspect(Connection& connection);

}  // namespace azoth
