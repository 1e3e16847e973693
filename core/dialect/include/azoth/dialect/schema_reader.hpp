// SPDX-License-Identifier: MIT
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <azoth/error/export.hpp>
#include <azoth/schema/table.hpp>

namespace azoth {

/// Reads a database's catalogue into schema records. Bulk first: one call describes many tables, so
/// that a reader may do it in a constant number of queries. Made by a dialect for one driver
/// connection, used by core/reflect on one thread. Names go to the server as bound values; what
/// comes back is data, never SQL to run.
class AZOTH_EXPORT SchemaReader {
public:
    virtual ~SchemaReader();

    // An empty schema means the connection's default one.
    [[nodiscard]] virtual std::vector<std::string> schema_names() = 0;
    /// Ordinary tables, sorted by name; no views, no system tables.
    [[nodiscard]] virtual std::vector<std::string> table_names(std::string_view schema) = 0;
    [[nodiscard]] virtual std::vector<std::string> view_names(std::string_view schema) = 0;
    /// Columns, keys, indexes, checks, comments and defaults of the tables or views named, in that
    /// order. Throws `ArgumentError` (`no_such_table`) for one that does not exist.
    [[nodiscard]] virtual std::vector<TableData> describe(std::string_view schema,
                                                          std::span<const std::string> names) = 0;
    /// The SELECT behind a view. Throws `ArgumentError` (`no_such_table`).
    [[nodiscard]] virtual std::string view_definition(std::string_view schema,
                                                      std::string_view name) = 0;
};

}  // namespace azoth
