// SPDX-License-Identifier: MIT
#pragma once

#include <initializer_list>
#include <span>

#include <azoth/sql/expression.hpp>

namespace azoth {

/// One `WHEN condition THEN result`.
struct CaseBranch {
    Condition condition;
    detail::Operand result;
};
/// `case_({{condition, result}, …}, otherwise)`; NULL where no condition holds and there is no
/// otherwise.
[[nodiscard]] AZOTH_EXPORT Expr case_(std::initializer_list<CaseBranch> branches);
[[nodiscard]] AZOTH_EXPORT Expr case_(std::initializer_list<CaseBranch> branches,
                                      detail::Operand otherwise);
/// The same of branches that were collected while running.
[[nodiscard]] AZOTH_EXPORT Expr case_(std::span<const CaseBranch> branches);
[[nodiscard]] AZOTH_EXPORT Expr case_(std::span<const CaseBranch> branches,
                                      detail::Operand otherwise);

}  // namespace azoth
