// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <vector>

namespace azoth {

class TableData;

/// Constraints and indexes may say what the program calls a column; from here on it is the
/// database's name.
void use_stored_names(TableData& table);
/// The same in a list of columns of `table`.
void use_stored_names(const TableData& table, std::vector<std::string>& columns);

}  // namespace azoth
