// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

namespace azoth::libpq {

/// Where a quote or comment begins that the text does not end; empty if all are closed. Knows
/// PostgreSQL's forms: '…', E'…', "…", $tag$…$tag$, -- and nested /* */.
[[nodiscard]] std::optional<std::size_t> find_unterminated(std::string_view sql) noexcept;

/// The byte offset of the server's `position`, which counts characters from one.
[[nodiscard]] std::size_t byte_offset(std::string_view sql, std::size_t position) noexcept;

/// Whether a statement may leave something behind in the session that outlives its transaction:
/// settings, listeners, advisory locks, temporary tables. Errs on the side of yes.
[[nodiscard]] bool touches_session(std::string_view sql) noexcept;

/// Whether the text may drop prepared statements of others: DISCARD, DEALLOCATE. Errs on the side
/// of yes.
[[nodiscard]] bool drops_statements(std::string_view sql) noexcept;

/// Whether the server takes the statement for a cursor's query. Errs on the side of no.
[[nodiscard]] bool can_be_cursor(std::string_view sql) noexcept;

/// Whether the text holds the placeholder of that number, all before it being there, too; one
/// inside of a text counts.
[[nodiscard]] bool has_placeholder(std::string_view sql, std::size_t number);

}  // namespace azoth::libpq
