// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include "odbc_handle.hpp"

namespace hive_odbc {

/// Runs a finished statement on the server to its end and readies its result. Blocks; SQLCancel
/// from another thread and the query time-out end it early.
void run_statement(Statement& statement, const std::string& sql);

/// Waits for an operation as run_statement does.
hs2::Progress wait_for(Statement& statement, hs2::Operation& operation);

/// Fills the implementation row descriptor.
void describe_result(Statement& statement, const std::vector<hs2::ColumnInfo>& columns);

/// A result made here instead of fetched, such as the catalogue functions'.
void present(Statement& statement, std::vector<hs2::ColumnInfo> columns, hs2::ColumnBatch batch);

/// What is left of the server's log of the running or last operation, appended to the statement's
/// collected lines.
void collect_logs(Statement& statement, hs2::Operation& operation);

}  // namespace hive_odbc
