// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <vector>

#include <azoth/azoth.hpp>

#include "tree.hpp"

namespace differential::exact {

using Row = std::vector<Scalar>;

/// A column of the table whose rows the test knows; the first one is the key.
struct TableColumn {
    const char* name;
    ColumnInfo info;
};
[[nodiscard]] const std::vector<TableColumn>& table_columns();
[[nodiscard]] Scope table_scope();

[[nodiscard]] azoth::Table describe(const char* name, azoth::MetaData& metadata);
/// The same rows on every machine, with values that are awkward.
[[nodiscard]] std::vector<Row> table_rows();
/// Values that a column, or a constant, of a kind has.
[[nodiscard]] const std::vector<Scalar>& samples(Kind kind);

/// The value as the library takes it.
[[nodiscard]] azoth::Value carrier(const Scalar& value);
/// What a cell holds, as the test counts values.
[[nodiscard]] Scalar scalar(const azoth::Cell& cell, Kind kind);

}  // namespace differential::exact
