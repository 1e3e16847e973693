// SPDX-License-Identifier: MIT
#pragma once

#include <concepts>
#include <cstdint>
#include <initializer_list>
#include <span>
#include <vector>

#include <azoth/sql/expression.hpp>

namespace azoth {

/// An item of GROUP BY that stands for several groupings at once.
class GroupingExpr : public Expr {
public:
    explicit GroupingExpr(sql::NodePtr node) noexcept : Expr(std::move(node)) {}
};

namespace detail {
enum class GroupingWord : std::uint8_t { rollup, cube };
[[nodiscard]] AZOTH_EXPORT GroupingExpr grouping(GroupingWord word,
                                                 std::initializer_list<const Expr*> items);
[[nodiscard]] AZOTH_EXPORT GroupingExpr grouping(GroupingWord word, std::span<const Expr> items);
}  // namespace detail

/// `group_by(rollup(country, city))`: by both, by country, and all together.
template <std::derived_from<Expr>... E>
[[nodiscard]] GroupingExpr rollup(const E&... items) {
    return detail::grouping(detail::GroupingWord::rollup, {&items...});
}
/// Every combination.
template <std::derived_from<Expr>... E>
[[nodiscard]] GroupingExpr cube(const E&... items) {
    return detail::grouping(detail::GroupingWord::cube, {&items...});
}
/// Both of expressions in a container.
[[nodiscard]] inline GroupingExpr rollup(std::span<const Expr> items) {
    return detail::grouping(detail::GroupingWord::rollup, items);
}
[[nodiscard]] inline GroupingExpr cube(std::span<const Expr> items) {
    return detail::grouping(detail::GroupingWord::cube, items);
}
/// Exactly these: `grouping_sets({{country, city}, {country}, {}})`.
[[nodiscard]] AZOTH_EXPORT GroupingExpr
grouping_sets(std::initializer_list<std::vector<Expr>> sets);

}  // namespace azoth
