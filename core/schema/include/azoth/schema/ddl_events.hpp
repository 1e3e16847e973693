// SPDX-License-Identifier: MIT
#pragma once

#include <azoth/error/handler.hpp>

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

/// A column that reflect() found, before it becomes part of the metadata; may be changed.
struct ReflectedColumn {
    const TableData& table;
    ColumnData& column;
};

/// What a program wants to hear while tables are described, made, dropped and reflected; fill in
/// what is needed: `metadata.listen({.after_create = [](const DdlEvent& event) { … }})`. Table by
/// table and, with a null table, around all of them. Called on the thread that works; an exception
/// ends the work and reaches the caller. Handlers may use the event's connection.
struct DdlListener {
    Handler<const DdlEvent&> before_create{};
    Handler<const DdlEvent&> after_create{};
    Handler<const DdlEvent&> before_drop{};
    Handler<const DdlEvent&> after_drop{};
    /// Each table that is described or reflected, before it is checked and becomes part of the
    /// metadata; may be changed: the place for columns that all tables have.
    Handler<TableData&> before_attach{};
    Handler<const Table&> after_attach{};
    Handler<const ReflectedColumn&> column_reflected{};
};

}  // namespace azoth
