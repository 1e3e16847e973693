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
/// One `WHEN value THEN result`; nullopt stands for NULL.
struct ValueBranch {
    detail::Operand value;
    detail::Operand result;
};
/// `case_(status, {{1, "open"}, {2, "closed"}}, "unknown")`: what an expression is, compared with
/// one value after the other. It is computed again for each, so one that may be another each time
/// is an `ArgumentError` (`volatile_value`).
[[nodiscard]] AZOTH_EXPORT Expr case_(const Expr& value,
                                      std::initializer_list<ValueBranch> branches);
[[nodiscard]] AZOTH_EXPORT Expr case_(const Expr& value,
                                      std::initializer_list<ValueBranch> branches,
                                      detail::Operand otherwise);
[[nodiscard]] AZOTH_EXPORT Expr case_(const Expr& value, std::span<const ValueBranch> branches);
[[nodiscard]] AZOTH_EXPORT Expr case_(const Expr& value, std::span<const ValueBranch> branches,
                                      detail::Operand otherwise);
/// The same of branches that were collected while running.
[[nodiscard]] AZOTH_EXPORT Expr case_(std::span<const CaseBranch> branches);
[[nodiscard]] AZOTH_EXPORT Expr case_(std::span<const CaseBranch> branches,
                                      detail::Operand otherwise);

}  // namespace azoth
