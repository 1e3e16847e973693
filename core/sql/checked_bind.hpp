// SPDX-License-Identifier: MIT
#pragma once

#include <azoth/sql/node.hpp>
#include <azoth/value/value_view.hpp>

/// Values of a clause that an execution gives, and that are looked at when it does.
namespace azoth::detail {

/// Whether a node is a value that may come later: a named one, or a literal of each execution.
[[nodiscard]] bool may_come_later(const sql::Node& node) noexcept;

/// The value as a number of rows: `ArgumentError` (`bad_limit`) below zero.
[[nodiscard]] sql::NodePtr counting_rows(const sql::NodePtr& later);

/// The value as a pattern: `ArgumentError` (`value_has_nul`) with a NUL inside.
[[nodiscard]] sql::NodePtr matching(const sql::NodePtr& later);
void require_pattern(const ValueView& value);

}  // namespace azoth::detail
