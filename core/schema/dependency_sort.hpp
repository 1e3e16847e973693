// SPDX-License-Identifier: MIT
#pragma once

#include <memory>
#include <vector>

#include <azoth/schema/table.hpp>

namespace azoth {

/// Referred tables before referring ones, the given order otherwise. References to tables that are
/// not in the list, and of a table to itself, do not count. Throws `ArgumentError`
/// (`circular_dependency`) naming the tables of a cycle.
[[nodiscard]] std::vector<std::shared_ptr<const TableData>> dependency_sort(
    const std::vector<std::shared_ptr<const TableData>>& tables);

}  // namespace azoth
