// SPDX-License-Identifier: MIT
#pragma once

#include <azoth/sql/scalar.hpp>

namespace azoth::compile {

/// An item without its label, and without the type that the program reads it as.
[[nodiscard]] inline const sql::Node& bare(const sql::Node& item) noexcept {
    if (const auto* label = sql::as<sql::Label>(item)) return bare(*label->inner);
    if (const auto* coerced = sql::as<sql::TypeCoerce>(item)) return bare(*coerced->operand);
    return item;
}

}  // namespace azoth::compile
