// SPDX-License-Identifier: MIT
#pragma once

#include <vector>

#include <azoth/azoth.hpp>

#include "tree.hpp"

namespace differential::exact {

/// What the columns of a scope are called in a statement.
using Columns = std::vector<azoth::Expr>;

/// The library's expression for a tree.
[[nodiscard]] azoth::Expr build(const Tree& tree, const Columns& columns);
/// The same for a tree of truth.
[[nodiscard]] azoth::Predicate build_condition(const Tree& tree, const Columns& columns);
/// The type that a value of a kind is cast to.
[[nodiscard]] azoth::SqlType type_of(const Tree& cast);

}  // namespace differential::exact
