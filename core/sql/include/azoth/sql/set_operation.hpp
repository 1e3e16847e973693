// SPDX-License-Identifier: MIT
#pragma once

#include <concepts>
#include <cstdint>
#include <span>
#include <string_view>
#include <type_traits>
#include <utility>

#include <azoth/sql/select.hpp>

namespace azoth {

namespace detail {

enum class SetWord : std::uint8_t {
    union_,
    union_all,
    intersect,
    intersect_all,
    except_,
    except_all
};

/// The work of set operations, out of line and free of types.
class AZOTH_EXPORT QueryBuilder {
public:
    [[nodiscard]] static sql::NodePtr combine(SetWord word, std::span<const Query* const> parts);
    [[nodiscard]] static sql::NodePtr combine(SetWord word, std::span<const Query> parts);
    static void add_order_by(Query& query, Ordering ordering);
    static void set_limit(Query& query, std::int64_t rows);
    static void set_limit(Query& query, const Expr& rows);
    static void set_offset(Query& query, std::int64_t rows);
    static void set_offset(Query& query, const Expr& rows);
    static void set_fetch(Query& query, std::int64_t rows, const FetchOptions& options);
    static void add_prefix(Query& query, std::string_view words, std::string_view dialect);
    static void add_suffix(Query& query, std::string_view words, std::string_view dialect);
    static void add_hint(Query& query, std::string_view hint, std::string_view dialect);
};

template <class... Ts>
struct RowTypes {};
template <class... Ts>
RowTypes<Ts...> row_types_of(const TypedQuery<Ts...>&);
void row_types_of(const Query&);

/// The type of a column that comes from two queries: an optional if either is one.
template <class A, class B>
struct united {
    static constexpr bool same_column_types =
        std::is_same_v<without_optional<A>, without_optional<B>>;
    static_assert(same_column_types,
                  "azoth: the columns of a set operation have the same types in every query");
    using type = std::conditional_t<is_optional<A>, A, B>;
};

template <class A, class B>
struct united_rows;
template <class... As, class... Bs>
struct united_rows<RowTypes<As...>, RowTypes<Bs...>> {
    static constexpr bool same_width = sizeof...(As) == sizeof...(Bs);
    static_assert(same_width, "azoth: the queries of a set operation select as many columns");
    using type = RowTypes<typename united<As, Bs>::type...>;
};

template <class... Rows>
struct all_united;
template <class A>
struct all_united<A> {
    using type = A;
};
template <class A, class B, class... Rest>
struct all_united<A, B, Rest...> {
    using type = typename all_united<typename united_rows<A, B>::type, Rest...>::type;
};

}  // namespace detail

/// The words that a set operation has of its own: its order and its limits.
template <class Self, class Base>
class SetOperationMethods : public Base {
public:
    /// By a label or column of the first query; for anything else select from a subquery().
    template <std::convertible_to<Ordering>... O>
    [[nodiscard]] Self order_by(const O&... orderings) const {
        Self copy = self();
        (detail::QueryBuilder::add_order_by(copy, orderings), ...);
        return copy;
    }
    [[nodiscard]] Self limit(std::integral auto rows) const {
        Self copy = self();
        detail::QueryBuilder::set_limit(copy, static_cast<std::int64_t>(rows));
        return copy;
    }
    [[nodiscard]] Self offset(std::integral auto rows) const {
        Self copy = self();
        detail::QueryBuilder::set_offset(copy, static_cast<std::int64_t>(rows));
        return copy;
    }
    /// As SelectMethods::limit() of an expression.
    [[nodiscard]] Self limit(const Expr& rows) const {
        Self copy = self();
        detail::QueryBuilder::set_limit(copy, rows);
        return copy;
    }
    [[nodiscard]] Self offset(const Expr& rows) const {
        Self copy = self();
        detail::QueryBuilder::set_offset(copy, rows);
        return copy;
    }
    /// As SelectMethods::fetch().
    [[nodiscard]] Self fetch(std::integral auto rows, const FetchOptions& options) const {
        Self copy = self();
        detail::QueryBuilder::set_fetch(copy, static_cast<std::int64_t>(rows), options);
        return copy;
    }

    // Words for one dialect or server, or for all without a name, as SelectMethods has them.

    /// Behind the SELECT of the first query, which is where databases look for words about the
    /// whole; one that begins otherwise is an `ArgumentError` (`bad_phrase`).
    [[nodiscard]] Self prefix_with(std::string_view words, std::string_view dialect = {}) const {
        Self copy = self();
        detail::QueryBuilder::add_prefix(copy, words, dialect);
        return copy;
    }
    /// At the end of the statement.
    [[nodiscard]] Self suffix_with(std::string_view words, std::string_view dialect = {}) const {
        Self copy = self();
        detail::QueryBuilder::add_suffix(copy, words, dialect);
        return copy;
    }
    /// A hint of the first query's SELECT, as prefix_with().
    [[nodiscard]] Self with_statement_hint(std::string_view hint,
                                           std::string_view dialect = {}) const {
        Self copy = self();
        detail::QueryBuilder::add_hint(copy, hint, dialect);
        return copy;
    }

protected:
    using Base::Base;

private:
    [[nodiscard]] const Self& self() const noexcept { return static_cast<const Self&>(*this); }
};

template <class... Ts>
class TypedSetOperation;

/// `SELECT … UNION SELECT …` whose columns are known at run time.
class SetOperation : public SetOperationMethods<SetOperation, Query> {
public:
    explicit SetOperation(sql::NodePtr node) : SetOperationMethods(std::move(node)) {}
    /// Forgets the types of a typed one.
    template <class... Ts>
    SetOperation(const TypedSetOperation<Ts...>& query);
};

/// The same with rows of `std::tuple<Ts...>`.
template <class... Ts>
class TypedSetOperation : public SetOperationMethods<TypedSetOperation<Ts...>, TypedQuery<Ts...>> {
public:
    explicit TypedSetOperation(sql::NodePtr node)
        : SetOperationMethods<TypedSetOperation<Ts...>, TypedQuery<Ts...>>(std::move(node)) {}
};

template <class... Ts>
SetOperation::SetOperation(const TypedSetOperation<Ts...>& query)
    : SetOperationMethods(query.node()) {}

namespace detail {

template <class... Ts>
TypedSetOperation<Ts...> set_operation_of(RowTypes<Ts...>, sql::NodePtr node) {
    return TypedSetOperation<Ts...>(std::move(node));
}

template <class... Queries>
[[nodiscard]] auto combine(SetWord word, const Queries&... queries) {
    const Query* const parts[] = {&queries...};
    sql::NodePtr node = QueryBuilder::combine(word, parts);
    if constexpr ((!std::is_void_v<decltype(row_types_of(queries))> && ...)) {
        using Rows = typename all_united<decltype(row_types_of(queries))...>::type;
        return set_operation_of(Rows{}, std::move(node));
    } else {
        return SetOperation(std::move(node));
    }
}

}  // namespace detail

// Each takes two queries or more, or a list of them that is made at run time, and goes from left to
// right. Queries with an order or limits of their own, and set operations, may be parts. A
// different number of columns is an `ArgumentError`
// (`set_columns`), and so is a list of less than two. Typed, if every query is.

/// Rows of any, each once.
template <std::derived_from<Query>... Q>
requires(sizeof...(Q) >= 2) [[nodiscard]] auto union_(const Q&... queries) {
    return detail::combine(detail::SetWord::union_, queries...);
}
[[nodiscard]] inline SetOperation union_(std::span<const Query> queries) {
    return SetOperation(detail::QueryBuilder::combine(detail::SetWord::union_, queries));
}
/// Rows of all, one after another.
template <std::derived_from<Query>... Q>
requires(sizeof...(Q) >= 2) [[nodiscard]] auto union_all(const Q&... queries) {
    return detail::combine(detail::SetWord::union_all, queries...);
}
[[nodiscard]] inline SetOperation union_all(std::span<const Query> queries) {
    return SetOperation(detail::QueryBuilder::combine(detail::SetWord::union_all, queries));
}
/// Rows that all have.
template <std::derived_from<Query>... Q>
requires(sizeof...(Q) >= 2) [[nodiscard]] auto intersect(const Q&... queries) {
    return detail::combine(detail::SetWord::intersect, queries...);
}
[[nodiscard]] inline SetOperation intersect(std::span<const Query> queries) {
    return SetOperation(detail::QueryBuilder::combine(detail::SetWord::intersect, queries));
}
template <std::derived_from<Query>... Q>
requires(sizeof...(Q) >= 2) [[nodiscard]] auto intersect_all(const Q&... queries) {
    return detail::combine(detail::SetWord::intersect_all, queries...);
}
[[nodiscard]] inline SetOperation intersect_all(std::span<const Query> queries) {
    return SetOperation(detail::QueryBuilder::combine(detail::SetWord::intersect_all, queries));
}
/// Rows of the first that the others do not have.
template <std::derived_from<Query>... Q>
requires(sizeof...(Q) >= 2) [[nodiscard]] auto except_(const Q&... queries) {
    return detail::combine(detail::SetWord::except_, queries...);
}
[[nodiscard]] inline SetOperation except_(std::span<const Query> queries) {
    return SetOperation(detail::QueryBuilder::combine(detail::SetWord::except_, queries));
}
template <std::derived_from<Query>... Q>
requires(sizeof...(Q) >= 2) [[nodiscard]] auto except_all(const Q&... queries) {
    return detail::combine(detail::SetWord::except_all, queries...);
}
[[nodiscard]] inline SetOperation except_all(std::span<const Query> queries) {
    return SetOperation(detail::QueryBuilder::combine(detail::SetWord::except_all, queries));
}

}  // namespace azoth
