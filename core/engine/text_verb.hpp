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

/// Whether raw SQL may have ended the transaction it ran in. A guess on the safe side: it has
/// several statements, or begins with a word that is none of those that surely do not.
[[nodiscard]] bool may_end_transaction(std::string_view sql, bool ddl_is_transactional) noexcept;

}  // namespace azoth::detail
