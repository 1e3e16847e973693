// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <vector>

#include <azoth/error/export.hpp>
#include <azoth/sql/node_list.hpp>

namespace azoth::sql {

/// A way from one table to another: `columns[i]` refers to `referred_columns[i]`.
struct ForeignKeyPath {
    std::vector<std::string> columns;
    std::string referred_schema;
    std::string referred_table;
    std::vector<std::string> referred_columns;
};

/// What expressions need to know of a table; the schema room's TableData fulfils it.
class AZOTH_EXPORT TableDescription {
public:
    virtual ~TableDescription();
    /// The table's ColumnRefs in order.
    [[nodiscard]] virtual NodeList column_nodes() const = 0;
    /// The ColumnRefs whose value does not stand in a statement: of a new row those that the
    /// database generates or that have a default, of an updated one those that change by
    /// themselves.
    [[nodiscard]] virtual NodeList generated_columns(bool is_update) const = 0;
    [[nodiscard]] virtual std::vector<ForeignKeyPath> foreign_key_paths() const = 0;
};

}  // namespace azoth::sql
