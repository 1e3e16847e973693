// SPDX-License-Identifier: MIT
#pragma once

#include <azoth/error/export.hpp>
#include <azoth/sql/node.hpp>

namespace azoth::sql {

/// Whether an expression computes something of many rows, of which subqueries inside it are no
/// part: with an aggregate as standard SQL and this library know them, and in a window.
struct Aggregation {
    bool aggregates = false;
    bool has_window = false;
};
[[nodiscard]] AZOTH_EXPORT Aggregation aggregation_of(const Node& expression);

}  // namespace azoth::sql
