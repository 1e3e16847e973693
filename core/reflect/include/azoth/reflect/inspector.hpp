// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <azoth/dialect/schema_reader.hpp>
#include <azoth/error/export.hpp>
#include <azoth/schema/metadata.hpp>
#include <azoth/schema/table.hpp>

namespace azoth {

class Connection;
class Engine;

/// Which tables and views Inspector::tables() describes.
struct TableFilter {
    bool views = false;                ///< views and materialized views too
    bool tables = true;                ///< without: only those
    std::string schema{};              ///< empty: the connection's default
    std::vector<std::string> names{};  ///< empty: all
    RelationScope scope = RelationScope::permanent;
    /// `TableParts::indexes | TableParts::foreign_keys`: only these, in fewer queries. The other
    /// places of the records stay empty, and such records are not remembered.
    TableParts parts = TableParts::all;
};

/// Asks a database what is in it: schemas, tables, views, sequences, and everything about each
/// table. Answers are kept, so that a second question costs nothing; refresh() forgets them. An
/// empty schema name means the connection's default schema. Where the engine or connection has a
/// schema_translate_map, schemas are called here as the program calls them; only schema_names() and
/// default_schema_name() say what the database says. Thread-bound.
class AZOTH_EXPORT Inspector {
public:
    /// Borrows a connection of the engine for each question.
    explicit Inspector(const Engine& engine);
    /// Asks on this connection, which must outlive the inspector, inside its transaction. Temporary
    /// tables belong to a session, so only this way they are found for certain.
    explicit Inspector(Connection& connection);
    Inspector(Inspector&&) noexcept;
    Inspector& operator=(Inspector&&) noexcept;
    ~Inspector();

    // ── names, sorted; no system objects ─────────────────────────────────────────────────────
    [[nodiscard]] std::vector<std::string> schema_names();
    /// What an empty schema name means; empty where the database has no such thing.
    [[nodiscard]] std::string default_schema_name();
    /// Without views.
    [[nodiscard]] std::vector<std::string> table_names(std::string_view schema = {});
    /// Without materialized ones.
    [[nodiscard]] std::vector<std::string> view_names(std::string_view schema = {});
    [[nodiscard]] std::vector<std::string> materialized_view_names(std::string_view schema = {});
    [[nodiscard]] std::vector<std::string> temporary_table_names();
    [[nodiscard]] std::vector<std::string> temporary_view_names();
    [[nodiscard]] std::vector<std::string> sequence_names(std::string_view schema = {});
    /// Tables whose rows are in another database; table_names() has them too.
    [[nodiscard]] std::vector<std::string> foreign_table_names(std::string_view schema = {});

    // ── existence ────────────────────────────────────────────────────────────────────────────
    /// A table or view of any kind; without a schema also a temporary one.
    [[nodiscard]] bool has_table(std::string_view name, std::string_view schema = {});
    [[nodiscard]] bool has_index(std::string_view table, std::string_view index,
                                 std::string_view schema = {});
    [[nodiscard]] bool has_sequence(std::string_view name, std::string_view schema = {});
    [[nodiscard]] bool has_schema(std::string_view name);
    /// A type that somebody made: an enum, a domain or another kind.
    [[nodiscard]] bool has_type(std::string_view name, std::string_view schema = {});

    // ── descriptions ─────────────────────────────────────────────────────────────────────────
    /// Columns, keys, indexes, checks, comments and defaults of one table or view; without a schema
    /// also of a temporary one. The record is not part of any metadata. Throws `ArgumentError`
    /// (`no_such_table`), `NotSupportedError` (`unreflectable_table`) where something would be
    /// lost.
    [[nodiscard]] const TableData& table(std::string_view name, std::string_view schema = {});
    /// The same for many at once, in as few queries as the dialect can: everything a program wants
    /// to know of a schema in one call.
    [[nodiscard]] std::vector<TableData> tables(const TableFilter& filter = {});
    [[nodiscard]] std::vector<TableData> tables(std::string_view schema);
    [[nodiscard]] std::vector<SequenceData> sequences(std::string_view schema = {});
    /// Enum types with names and labels; a database that has none says none.
    [[nodiscard]] std::vector<SqlType> enums(std::string_view schema = {});
    /// Types with conditions of their own.
    [[nodiscard]] std::vector<DomainData> domains(std::string_view schema = {});
    /// The number by which the catalogue knows a table or view, such as PostgreSQL's oid; nothing
    /// where there is no such number or no such table.
    [[nodiscard]] std::optional<std::int64_t> object_id(std::string_view name,
                                                        std::string_view schema = {});
    /// The SELECT behind a view; without a schema also of a temporary one.
    [[nodiscard]] std::string view_definition(std::string_view name, std::string_view schema = {});

    // One part of table().
    [[nodiscard]] std::vector<ColumnData> columns(std::string_view table,
                                                  std::string_view schema = {});
    [[nodiscard]] PrimaryKeyData primary_key(std::string_view table, std::string_view schema = {});
    [[nodiscard]] std::vector<ForeignKeyData> foreign_keys(std::string_view table,
                                                           std::string_view schema = {});
    [[nodiscard]] std::vector<IndexData> indexes(std::string_view table,
                                                 std::string_view schema = {});
    [[nodiscard]] std::vector<UniqueData> unique_constraints(std::string_view table,
                                                             std::string_view schema = {});
    [[nodiscard]] std::vector<CheckData> check_constraints(std::string_view table,
                                                           std::string_view schema = {});
    [[nodiscard]] std::string table_comment(std::string_view table, std::string_view schema = {});
    [[nodiscard]] DialectOptions table_options(std::string_view table,
                                               std::string_view schema = {});

    /// The tables of a schema, referred ones before referring ones, and the keys that close a
    /// cycle: the order in which to create them, and backwards to drop them.
    [[nodiscard]] CreationOrder creation_order(std::string_view schema = {});

    /// Forgets what was learned, because the database may have changed.
    void refresh() noexcept;

private:
    struct State;
    std::unique_ptr<State> state_;
};

[[nodiscard]] AZOTH_EXPORT Inspector inspect(const Engine& engine);
[[nodiscard]] AZOTH_EXPORT Inspector inspect(Connection& connection);

}  // namespace azoth
