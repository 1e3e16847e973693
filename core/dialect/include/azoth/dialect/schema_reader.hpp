// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <azoth/error/export.hpp>
#include <azoth/schema/domain_data.hpp>
#include <azoth/schema/sequence_data.hpp>
#include <azoth/schema/table.hpp>

namespace azoth {

enum class RelationScope : std::uint8_t { permanent, temporary, any };

/// Which tables and views are meant. What is not asked for costs nothing.
struct RelationFilter {
    bool tables = true;
    bool views = false;
    bool materialized_views = false;
    RelationScope scope = RelationScope::permanent;
};

/// What is described of tables. What is not asked for costs nothing, and its place stays empty.
enum class TableParts : std::uint8_t {
    columns = 1,  ///< with their types, defaults and comments
    primary_keys = 2,
    foreign_keys = 4,
    uniques = 8,
    checks = 16,  ///< and other constraints
    indexes = 32,
    options = 64,  ///< comments and options of the tables, definitions of views
    all = 127,
};
[[nodiscard]] constexpr TableParts operator|(TableParts a, TableParts b) noexcept {
    return static_cast<TableParts>(static_cast<unsigned>(a) | static_cast<unsigned>(b));
}
/// Whether any of the parts is among those wanted.
[[nodiscard]] constexpr bool wants(TableParts wanted, TableParts parts) noexcept {
    return (static_cast<unsigned>(wanted) & static_cast<unsigned>(parts)) != 0;
}

/// The name of a table or view, and what it is.
struct Relation {
    std::string name;
    TableKind kind = TableKind::table;
    bool temporary = false;
    bool foreign = false;  ///< its rows are in another database

    friend bool operator==(const Relation&, const Relation&) = default;
};

/// Reads a database's catalogue into schema records. Bulk first: one call describes many tables, so
/// that a reader may do it in a constant number of queries. Made by a dialect for one driver
/// connection, used by core/reflect on one thread. Names go to the server as bound values; what
/// comes back is data, never SQL to run.
///
/// Nothing is lost silently: what a record has no place for makes the table unreflectable.
class AZOTH_EXPORT SchemaReader {
public:
    virtual ~SchemaReader();

    // An empty schema means the connection's default one.
    [[nodiscard]] virtual std::vector<std::string> schema_names() = 0;
    /// Ordinary tables, sorted by name; no views, no system tables.
    [[nodiscard]] virtual std::vector<std::string> table_names(std::string_view schema) = 0;
    [[nodiscard]] virtual std::vector<std::string> view_names(std::string_view schema) = 0;
    /// Columns, keys, indexes, checks, comments and defaults of the tables or views named, in that
    /// order. Throws `ArgumentError` (`no_such_table`) for one that does not exist, and
    /// `NotSupportedError` (`unreflectable_table`) for one that a record cannot hold.
    [[nodiscard]] virtual std::vector<TableData> describe(std::string_view schema,
                                                          std::span<const std::string> names) = 0;
    /// The same where only some parts are wanted; what else it describes is thrown away. By default
    /// all of describe().
    [[nodiscard]] virtual std::vector<TableData> describe_parts(std::string_view schema,
                                                                std::span<const std::string> names,
                                                                TableParts parts);
    /// The SELECT behind a view. Throws `ArgumentError` (`no_such_table`).
    [[nodiscard]] virtual std::string view_definition(std::string_view schema,
                                                      std::string_view name) = 0;

    // What not every database has; the defaults say that there is none.

    /// Tables and views by kind and scope, sorted by name. By default table_names() and
    /// view_names(), and nothing temporary.
    [[nodiscard]] virtual std::vector<Relation> relations(std::string_view schema,
                                                          const RelationFilter& filter);
    [[nodiscard]] virtual std::vector<SequenceData> sequences(std::string_view schema);
    /// Enum types with their names and labels, and types with conditions of their own.
    [[nodiscard]] virtual std::vector<SqlType> enums(std::string_view schema);
    [[nodiscard]] virtual std::vector<DomainData> domains(std::string_view schema);
    /// A type that somebody made, of any kind.
    [[nodiscard]] virtual bool has_type(std::string_view schema, std::string_view name);
    /// The number by which the catalogue knows a table or view, such as PostgreSQL's oid; nothing
    /// for one that does not exist. By default there are no such numbers.
    [[nodiscard]] virtual std::optional<std::int64_t> object_id(std::string_view schema,
                                                                std::string_view name);
    /// The schema that an empty name means. By default unknown, and empty.
    [[nodiscard]] virtual std::string default_schema_name();
    /// The name under which describe() finds temporary tables. By default there are none: empty.
    [[nodiscard]] virtual std::string temporary_schema_name();
};

}  // namespace azoth
