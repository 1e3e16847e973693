// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include <azoth/sql/node.hpp>

namespace azoth::detail {

/// The SQL of a statement or expression for people, in no database's words: everything has a form
/// there, whether any database runs it or not. What cannot be printed all the same is said in a
/// comment behind it. Never throws for what a tree contains. Never for execution.
[[nodiscard]] std::string neutral_sql(const sql::NodePtr& node, bool literal_binds = false);

}  // namespace azoth::detail
