// SPDX-License-Identifier: MIT
#pragma once

#include <sqlite3.h>

namespace azoth::sqlite3_driver {

/// Whether SQLite's program of a statement ends with its first row, as one does that looks a row up
/// by its key: an EXPLAIN tells. False where it cannot be told. It holds until SQLite prepares the
/// statement again.
[[nodiscard]] bool ends_with_first_row(sqlite3* handle, const char* sql);

}  // namespace azoth::sqlite3_driver
