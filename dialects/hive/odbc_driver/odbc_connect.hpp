// SPDX-License-Identifier: MIT
#pragma once

#include "odbc_handle.hpp"

namespace hive_odbc {

/// Frees the statements and descriptors of a connection that is about to close.
void release_children(Connection& connection);

/// Runs a statement that returns nothing worth keeping, such as `USE db`.
void run_quietly(hs2::Session& session, const std::string& sql);

/// A name in backticks.
[[nodiscard]] std::string quoted_name(const std::string& name);

}  // namespace hive_odbc
