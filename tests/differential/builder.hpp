// SPDX-License-Identifier: MIT
#pragma once

#include <azoth/azoth.hpp>

#include "tree.hpp"

namespace differential {

/// The library's expression for a tree, over the columns of `source`.
[[nodiscard]] azoth::Expr build(const Tree& tree, const azoth::Table& source);
/// The same for a tree of truth.
[[nodiscard]] azoth::Predicate build_condition(const Tree& tree, const azoth::Table& source);

/// A table with the columns that trees refer to, and an `id`.
[[nodiscard]] azoth::Table describe(const char* name, azoth::MetaData& metadata);
/// The value as the library takes it.
[[nodiscard]] azoth::Value carrier(const Scalar& value);

}  // namespace differential
