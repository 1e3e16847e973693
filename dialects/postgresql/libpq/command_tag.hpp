// SPDX-License-Identifier: MIT
#pragma once

#include <charconv>
#include <cstdint>
#include <string_view>

#include <libpq-fe.h>

namespace azoth::libpq {

/// Rows that an INSERT, UPDATE, DELETE or MERGE touched, from its tag; -1 for other commands.
[[nodiscard]] inline std::int64_t touched_rows(PGresult& result) noexcept {
    const std::string_view tag = PQcmdStatus(&result);
    if (!tag.starts_with("INSERT") && !tag.starts_with("UPDATE") && !tag.starts_with("DELETE") &&
        !tag.starts_with("MERGE")) {
        return -1;
    }
    // "INSERT 0 5", "UPDATE 5": the number is the last word.
    const std::string_view digits = tag.substr(tag.rfind(' ') + 1);
    std::int64_t rows = -1;
    std::from_chars(digits.data(), digits.data() + digits.size(), rows);
    return rows;
}

}  // namespace azoth::libpq
