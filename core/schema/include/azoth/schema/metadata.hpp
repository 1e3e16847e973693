// SPDX-License-Identifier: MIT
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include <azoth/error/export.hpp>
#include <azoth/schema/table.hpp>

namespace azoth {

class Engine;
class Connection;

/// A collection of tables that belong together: what create_all() creates and foreign keys are
/// looked up in. A handle; copies share the collection. Build it on one thread, then read it from
/// any number.
class AZOTH_EXPORT MetaData {
public:
    MetaData();

    /// The table of that name ("schema.table" for one outside the default schema). Throws
    /// `ArgumentError` (`no_such_table`, with the nearest name).
    [[nodiscard]] Table table(std::string_view name) const;
    [[nodiscard]] bool contains(std::string_view name) const noexcept;
    /// In order of registration.
    [[nodiscard]] std::vector<Table> tables() const;
    /// Referred tables before referring ones; the order of registration otherwise. Throws
    /// `ArgumentError` (`circular_dependency`) naming the tables of a cycle.
    [[nodiscard]] std::vector<Table> sorted_tables() const;

    /// Registers a description; used by Table and by reflection. Throws as Table does.
    std::shared_ptr<const TableData> add(TableData table);

    // In core/engine: what is missing is created, in dependency order.
    void create_all(Engine& engine) const;
    void create_all(Connection& connection) const;
    void drop_all(Engine& engine) const;
    void drop_all(Connection& connection) const;
    // In core/reflect: adds every table of the default schema that is not here yet.
    void reflect(Engine& engine);
    void reflect(Connection& connection);

private:
    struct State;
    std::shared_ptr<State> state_;
};

}  // namespace azoth
