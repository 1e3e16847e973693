// SPDX-License-Identifier: MIT
#pragma once

#include <functional>

namespace azoth {

class Connection;
struct ColumnData;
class Table;
class TableData;

/// What create_all() and drop_all() are about to do, or have done.
struct DdlEvent {
    Connection& connection;
    const Table* table = nullptr;  ///< null pointer: the whole metadata
};

/// What a program wants to hear while tables are described, made, dropped and reflected; fill in
/// what is needed: `metadata.listen({.after_create = [](const DdlEvent& event) { … }})`. Table by
/// table and, with a null table, around all of them. Called on the thread that works; an exception
/// ends the work and reaches the caller. Handlers may use the event's connection.
struct DdlListener {
    std::function<void(const DdlEvent&)> before_create{};
    std::function<void(const DdlEvent&)> after_create{};
    std::function<void(const DdlEvent&)> before_drop{};
    std::function<void(const DdlEvent&)> after_drop{};
    /// Each table that is described or reflected, before it is checked and becomes part of the
    /// metadata; may be changed: the place for columns that all tables have.
    std::function<void(TableData&)> before_attach{};
    std::function<void(const Table&)> after_attach{};
    /// Each column that reflect() found, before it becomes part of the metadata; may be changed.
    std::function<void(const TableData&, ColumnData&)> column_reflected{};
};

}  // namespace azoth
