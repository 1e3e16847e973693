// SPDX-License-Identifier: MIT
#pragma once

#include <azoth/schema/table.hpp>

namespace azoth {

/// The description of a table with the parts of another added to it, in the place of those with
/// their names. Columns that are new have no node yet.
[[nodiscard]] TableData extended(const TableData& known, TableData&& more);

}  // namespace azoth
