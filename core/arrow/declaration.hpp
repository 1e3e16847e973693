// SPDX-License-Identifier: MIT
#pragma once

#include <azoth/compile/compiled.hpp>

namespace azoth::arrow {

/// What a statement says of one of its columns beside the type. Where in doubt, less.
struct Declaration {
    /// The column is stored, cast or said to be of its type. What is computed may be wider than
    /// the type says: a product has more digits than its factors.
    bool has_width = false;
    /// There may be NULLs: not so for a column declared NOT NULL, where no join and no grouping
    /// can leave it out.
    bool may_be_null = true;
};

[[nodiscard]] Declaration declaration_of(const compile::Compiled& compiled,
                                         const compile::ResultColumn& column);

}  // namespace azoth::arrow
