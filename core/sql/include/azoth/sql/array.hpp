// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <optional>
#include <utility>
#include <vector>

#include <azoth/sql/operators.hpp>
#include <azoth/sql/typed_expr.hpp>
#include <azoth/value/array.hpp>

namespace azoth {

namespace detail {
// Positions are C++'s: from 0, the end excluded.
[[nodiscard]] AZOTH_EXPORT sql::NodePtr array_element(const Expr& array, std::int64_t position);
[[nodiscard]] AZOTH_EXPORT sql::NodePtr array_slice(const Expr& array, std::int64_t first,
                                                    std::int64_t last);
[[nodiscard]] AZOTH_EXPORT sql::NodePtr array_length(const Expr& array);
[[nodiscard]] AZOTH_EXPORT sql::NodePtr quantified(const Expr& array, bool is_all);
[[nodiscard]] AZOTH_EXPORT Predicate array_contains(const Expr& array, Operand&& values);
[[nodiscard]] AZOTH_EXPORT Predicate array_contained(const Expr& array, Operand&& values);
[[nodiscard]] AZOTH_EXPORT Predicate array_overlaps(const Expr& array, Operand&& values);
}  // namespace detail

/// An array column, to look inside; its elements read as `T`:
///
///     const ArrayExpr<std::string> tags = as_array<std::string>(article["tags"]);
///     select(tags[0]).where(tags.contains({"sql", "c++"}) && "draft" != all_of(tags));
///
/// Positions count from 0, as everywhere in C++; what lies outside is NULL. Databases without
/// arrays refuse (`CompileError`), see `compile::Capability::arrays`.
template <class T>
class ArrayExpr : public TypedExpr<std::optional<std::vector<T>>> {
public:
    using TypedExpr<std::optional<std::vector<T>>>::TypedExpr;
    using element = TypedExpr<std::optional<without_optional<T>>>;

    [[nodiscard]] element operator[](std::int64_t position) const {
        return element(detail::array_element(*this, position));
    }
    /// The elements in [first, last).
    [[nodiscard]] ArrayExpr slice(std::int64_t first, std::int64_t last) const {
        return ArrayExpr(detail::array_slice(*this, first, last));
    }
    /// Elements in all dimensions; 0 for an empty array.
    [[nodiscard]] TypedExpr<std::optional<std::int64_t>> length() const {
        return TypedExpr<std::optional<std::int64_t>>(detail::array_length(*this));
    }
    /// Whether all of the values are elements.
    [[nodiscard]] Predicate contains(const std::vector<T>& values) const {
        return detail::array_contains(*this, values);
    }
    [[nodiscard]] Predicate contains(const ArrayExpr& other) const {
        return detail::array_contains(*this, static_cast<const Expr&>(other));
    }
    /// Whether all elements are among the values.
    [[nodiscard]] Predicate contained_by(const std::vector<T>& values) const {
        return detail::array_contained(*this, values);
    }
    /// Whether one of the values is an element.
    [[nodiscard]] Predicate overlaps(const std::vector<T>& values) const {
        return detail::array_overlaps(*this, values);
    }
    [[nodiscard]] Predicate overlaps(const ArrayExpr& other) const {
        return detail::array_overlaps(*this, static_cast<const Expr&>(other));
    }
};

/// An untyped array column whose elements are read as `T`.
template <class T>
[[nodiscard]] ArrayExpr<T> as_array(const Expr& array) {
    return ArrayExpr<T>(array.node());
}
template <class V>
[[nodiscard]] auto as_array(const TypedExpr<V>& array) {
    using Bare = without_optional<V>;
    constexpr bool is_array = requires {
        typename value_traits<Bare>::element;
    };
    static_assert(is_array, "azoth: only arrays have elements");
    if constexpr (is_array) {
        return ArrayExpr<typename value_traits<Bare>::element>(array.node());
    } else {
        return ArrayExpr<int>(array.node());
    }
}

/// The right side of a comparison with each element: `"sql" == any_of(tags)`, `5 < all_of(counts)`.
/// The value stands on the left, as in SQL.
template <class T>
[[nodiscard]] TypedExpr<without_optional<T>> any_of(const ArrayExpr<T>& array) {
    return TypedExpr<without_optional<T>>(detail::quantified(array, false));
}
template <class T>
[[nodiscard]] TypedExpr<without_optional<T>> all_of(const ArrayExpr<T>& array) {
    return TypedExpr<without_optional<T>>(detail::quantified(array, true));
}

}  // namespace azoth
