// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <span>

#include <azoth/dialect/dialect.hpp>
#include <azoth/sql/params.hpp>

#include "execution.hpp"

namespace azoth::detail {

/// Where the values of one execution come from. Exactly one of `params` and `arguments` serves the
/// named binds.
struct ValueSources {
    std::span<const sql::Bind* const> binds;  ///< of the statement, in canonical order
    const Params* params = nullptr;
    std::span<const ValueView> arguments{};  ///< in the order of BindPlan::names
    bool has_arguments = false;
    bool keeps = false;  ///< text of arguments must be copied
};

/// How the database wants placeholders and literals.
struct BindStyle {
    const Dialect& dialect;
    const compile::Ledger& ledger;
};

/// Fills an execution's parameters and the gaps of its text. Throws `ArgumentError`:
/// `bind_missing`, `bind_conflict` where binds of one name have different values of their own,
/// `bind_type`; `CompileError` for a literal that the database does not have.
void bind_parameters(Execution& execution, const CachedStatement& form, const ValueSources& sources,
                     const BindStyle& style);

/// Every parameter given has a bind of its name; else `ArgumentError` (`bind_unknown`).
void require_known_names(const BindPlan& plan, const Params& params);

}  // namespace azoth::detail
