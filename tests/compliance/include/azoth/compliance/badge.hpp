// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string_view>

namespace azoth::compliance {

/// What a group of suites shows together. A target wears a badge when no test of the group failed
/// and more passed than were skipped, each with its reason.
enum class Badge : std::uint8_t {
    core_read,     ///< queries and their rows; needs no keys, no transactions, no counts of rows
    core_write,    ///< INSERT, UPDATE, DELETE, values of every type, errors
    transactions,  ///< commit, rollback, isolation, lost sessions, time-outs, threads
    schema,        ///< creating and dropping, difficult names
    reflect,       ///< what is created is found again
    count_,        ///< number of badges
};
/// "Core-Read" style.
[[nodiscard]] std::string_view badge_name(Badge badge) noexcept;

}  // namespace azoth::compliance
