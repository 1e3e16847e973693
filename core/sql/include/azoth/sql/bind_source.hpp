// SPDX-License-Identifier: MIT
#pragma once

#include <azoth/error/export.hpp>
#include <azoth/value/value.hpp>

namespace azoth::sql {

/// Where the value of a named bind comes from if an execution gives none.
class AZOTH_EXPORT BindSource {
public:
    virtual ~BindSource();
    /// Called once per execution, on its thread; what it throws reaches the caller of execute.
    [[nodiscard]] virtual Value value() const = 0;
    /// The value itself where it is always the same; null where it is computed.
    [[nodiscard]] virtual const Value* constant() const noexcept;
};

}  // namespace azoth::sql
