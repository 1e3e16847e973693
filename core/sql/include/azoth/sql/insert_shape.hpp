// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <span>
#include <string>

#include <azoth/error/export.hpp>
#include <azoth/sql/query.hpp>

namespace azoth::sql {

/// `insert` with these columns and `rows` rows of binds, each named as its column: the statement
/// behind `execute(insert(table), parameters)`. The parameters of the compiled form stand in the
/// order of `names`, row after row. Nobody asks for the key of a row unless `fetches_key`. Throws
/// `ArgumentError`: `no_such_column`, or `insert_has_values` if the statement has values of its
/// own.
[[nodiscard]] AZOTH_EXPORT NodePtr insert_shape(const Insert& insert,
                                                std::span<const std::string> names,
                                                std::size_t rows = 1, bool fetches_key = false);

}  // namespace azoth::sql
