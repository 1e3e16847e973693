// SPDX-License-Identifier: MIT
#pragma once

#include "tree.hpp"

namespace differential {

/// What databases are allowed to differ in.
struct Rules {
    bool like_ignores_case = false;
};

/// The value of an expression on a row, by the rules of SQL's three-valued logic. Knows nothing of
/// the library.
[[nodiscard]] Scalar evaluate(const Tree& tree, const Row& row, const Rules& rules);

}  // namespace differential
