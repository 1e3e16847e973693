// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string_view>

namespace azoth::detail {

/// Whether raw SQL does more than read: its first word is not SELECT, VALUES, TABLE, SHOW, EXPLAIN
/// or PRAGMA, or it begins WITH and mentions a word that changes data. A guess on the safe side:
/// rows of such a statement are read to the end at once.
[[nodiscard]] bool changes_data(std::string_view sql) noexcept;

/// What a statement changes beside rows; `none`: not even the transaction's state.
enum class Aftermath : std::uint8_t {
    none,
    session,  ///< perhaps what names mean in this session: SET, DISCARD, CALL
    schema,   ///< what tables are, for everybody: CREATE, ALTER, DROP
};

[[nodiscard]] Aftermath aftermath_of(std::string_view sql) noexcept;

}  // namespace azoth::detail
