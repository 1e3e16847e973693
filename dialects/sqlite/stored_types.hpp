// SPDX-License-Identifier: MIT
// Types that SQLite has not, and that are stored as texts.
#pragma once

#include <string_view>

#include <azoth/sql/node.hpp>

namespace azoth::sqlite {

/// The driver's collation that compares exact numbers. Keys have it in their tables, where two
/// texts of one number are one; it belongs to how they are stored, so reflection leaves it out.
inline constexpr std::string_view decimal_collation = "azoth_decimal";

inline bool is_decimal(const sql::Node& node) noexcept {
    return node.type().kind() == TypeKind::numeric;
}

inline bool is_real(const sql::Node& node) noexcept {
    const TypeKind kind = node.type().kind();
    return kind == TypeKind::double_ || kind == TypeKind::float_;
}

inline bool is_interval(const sql::Node& node) noexcept {
    return node.type().kind() == TypeKind::interval;
}

/// A day beside a moment: both are texts, of which the moment's goes on.
inline bool are_day_and_moment(const sql::Node& a, const sql::Node& b) noexcept {
    const TypeKind one = a.type().kind();
    const TypeKind other = b.type().kind();
    return (one == TypeKind::date && other == TypeKind::timestamp) ||
           (one == TypeKind::timestamp && other == TypeKind::date);
}

/// Whether exact numbers may be compared in an expression.
[[nodiscard]] bool has_decimal(const sql::Node& node);

/// A Numeric beside what is known to be none.
inline bool are_decimal_and_other(const sql::Node& a, const sql::Node& b) noexcept {
    return a.type().is_known() && b.type().is_known() && is_decimal(a) != is_decimal(b);
}

}  // namespace azoth::sqlite
