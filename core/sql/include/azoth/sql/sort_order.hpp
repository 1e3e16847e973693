// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>

/// How ORDER BY and the parts of an index sort.
namespace azoth::sql {

enum class Direction : std::uint8_t { by_default, ascending, descending };
enum class Nulls : std::uint8_t { by_default, first, last };

}  // namespace azoth::sql
