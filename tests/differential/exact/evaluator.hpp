// SPDX-License-Identifier: MIT
#pragma once

#include "table.hpp"
#include "tree.hpp"

namespace differential::exact {

/// A wrong rule, for controls.
enum class Mistake {
    none,
    quotients_go_down,
    weeks_begin_on_sunday,
    lengths_in_bytes,
    lists_hold_null
};

/// The value of an expression on a row. Exact, and knows nothing of the library.
[[nodiscard]] Scalar evaluate(const Tree& tree, const Row& row, Mistake mistake = Mistake::none);
/// The order of two values of one kind, or of kinds that compare; neither is NULL.
[[nodiscard]] std::partial_ordering compare(const Datum& a, const Datum& b);

}  // namespace differential::exact
