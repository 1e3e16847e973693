// SPDX-License-Identifier: MIT
#pragma once

#include <memory>
#include <vector>

#include <azoth/schema/metadata.hpp>
#include <azoth/schema/table.hpp>

namespace azoth {

/// Referred tables before referring ones, the given order otherwise. References to tables that are
/// not in the list, of a table to itself, and those with use_alter, do not count. Throws
/// `ArgumentError` (`circular_dependency`) naming the tables of a cycle.
[[nodiscard]] std::vector<std::shared_ptr<const TableData>> dependency_sort(
    const std::vector<std::shared_ptr<const TableData>>& tables);

/// The same for any tables: keys that close a cycle are set aside.
[[nodiscard]] CreationOrder creation_order(
    const std::vector<std::shared_ptr<const TableData>>& tables);

}  // namespace azoth
