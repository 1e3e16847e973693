// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string_view>

#include <azoth/error/export.hpp>

namespace azoth::sql {

/// What decides whether a name needs quotes, found once where the name is made: columns are
/// written far more often.
struct IdentifierShape {
    bool is_plain = false;   ///< `[a-z_][a-z0-9_]*`: no quotes, unless it is a reserved word
    std::uint32_t hash = 0;  ///< of a plain name, for tables of words

    [[nodiscard]] AZOTH_EXPORT static IdentifierShape of(std::string_view name) noexcept;
};

}  // namespace azoth::sql
