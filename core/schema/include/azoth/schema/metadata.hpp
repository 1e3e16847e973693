// SPDX-License-Identifier: MIT
#pragma once

#include <initializer_list>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include <azoth/error/export.hpp>
#include <azoth/schema/ddl_events.hpp>
#include <azoth/schema/naming_convention.hpp>
#include <azoth/schema/sequence_data.hpp>
#include <azoth/schema/table.hpp>

namespace azoth {

class Engine;
class Connection;

/// What holds for all tables of a metadata.
struct MetaDataOptions {
    std::string schema{};  ///< of tables that name none, and of foreign keys' targets
    NamingConvention naming{};
    InfoNotes info{};  ///< the program's own
    Quoting schema_quoting = Quoting::by_rule;
};

/// What create_all() and drop_all() do.
struct CreateOptions {
    bool check_first = true;          ///< leaves alone what is there, or is gone already
    std::vector<std::string> only{};  ///< "schema.table"; empty: all
    bool with_schemas = false;        ///< CREATE SCHEMA for those that tables name; never dropped
};

/// What reflect() adds.
struct ReflectOptions {
    bool views = false;                ///< views too, with their definitions
    std::string schema{};              ///< empty: the metadata's, or the connection's default
    std::vector<std::string> only{};   ///< names; empty: all. One that is missing is an error
    bool resolve_foreign_keys = true;  ///< also the tables that foreign keys of those refer to
    /// Sequences of the schema too, and those that belong to columns of the tables; with `only`,
    /// these alone. Those behind identity columns are a part of the columns.
    bool sequences = true;
};

/// What reflect_table() makes of what it finds.
struct ReflectTableOptions {
    /// Only these columns, in the order of the table; keys and indexes over others are left out
    /// with them, and so are all checks and expressions, since they may speak of others. Empty:
    /// all. One that is missing is an error.
    std::vector<std::string> include_columns{};
    IfDeclared if_declared = IfDeclared::refuse;
};

/// Tables in an order in which they can be made, and the foreign keys that no order fulfils: those
/// of cycles and those with use_alter.
struct CreationOrder {
    struct LateKey {
        std::shared_ptr<const TableData> table;
        std::size_t key;  ///< index in its foreign_keys
    };
    std::vector<std::shared_ptr<const TableData>> tables;
    std::vector<LateKey> late_keys;
};

/// A collection of tables that belong together: what create_all() creates and foreign keys are
/// looked up in. A handle; copies share the collection. Build it on one thread, then read it from
/// any number.
class AZOTH_EXPORT MetaData {
public:
    MetaData();
    explicit MetaData(MetaDataOptions options);

    /// The table of that name ("schema.table" for one outside the default schema). Throws
    /// `ArgumentError` (`no_such_table`, with the nearest name).
    [[nodiscard]] Table table(std::string_view name) const;
    [[nodiscard]] bool contains(std::string_view name) const noexcept;
    /// In order of registration; views among them.
    [[nodiscard]] std::vector<Table> tables() const;
    /// Referred tables before referring ones; the order of registration otherwise. Throws
    /// `ArgumentError` (`circular_dependency`) naming the tables of a cycle.
    [[nodiscard]] std::vector<Table> sorted_tables() const;
    /// The same, with the keys that close a cycle set aside.
    [[nodiscard]] CreationOrder creation_order() const;
    [[nodiscard]] std::vector<std::shared_ptr<const SequenceData>> sequences() const;
    [[nodiscard]] const MetaDataOptions& options() const noexcept;

    /// Registers a description; used by Table and by reflection. Throws as Table does.
    std::shared_ptr<const TableData> add(TableData table,
                                         IfDeclared if_declared = IfDeclared::refuse);
    /// The same of a mapped struct's table, whose `source` and columns' `ref` are nodes that
    /// expressions use already. They stand for one table: another metadata may have it too, if it
    /// gives it the same schema (`ArgumentError`, `mapped_elsewhere`).
    std::shared_ptr<const TableData> adopt(TableData table);
    std::shared_ptr<const SequenceData> add(SequenceData sequence);
    /// Forgets a table; handles of it stay usable. Throws `ArgumentError` (`no_such_table`).
    void remove(std::string_view name);
    void clear() noexcept;

    void listen(DdlListener listener);
    [[nodiscard]] const std::vector<DdlListener>& listeners() const noexcept;

    // In core/engine: what is missing is created, in dependency order.
    void create_all(Engine& engine, const CreateOptions& options = {}) const;
    void create_all(Connection& connection, const CreateOptions& options = {}) const;
    void drop_all(Engine& engine, const CreateOptions& options = {}) const;
    void drop_all(Connection& connection, const CreateOptions& options = {}) const;
    // In core/reflect: adds every table and sequence that is not here yet. Throws `ArgumentError`
    // (`no_such_table`) and `NotSupportedError` (`unreflectable_table`).
    void reflect(Engine& engine, const ReflectOptions& options = {});
    void reflect(Connection& connection, const ReflectOptions& options = {});
    /// One table or view; columns given here stand instead of those found.
    Table reflect_table(Engine& engine, std::string_view name,
                        std::initializer_list<Column> instead = {},
                        const ReflectTableOptions& options = {});
    Table reflect_table(Connection& connection, std::string_view name,
                        std::initializer_list<Column> instead = {},
                        const ReflectTableOptions& options = {});

private:
    struct State;

    std::shared_ptr<const TableData> attach(TableData table, sql::NodePtr source);

    std::shared_ptr<State> state_;
};

}  // namespace azoth
