// SPDX-License-Identifier: MIT
#pragma once

#include <concepts>
#include <initializer_list>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>

#include <azoth/sql/bind_source.hpp>
#include <azoth/sql/comparable.hpp>
#include <azoth/sql/expression.hpp>
#include <azoth/types/type_of.hpp>
#include <azoth/value/value_traits.hpp>

namespace azoth {

namespace detail {
/// The value of a bind from a function.
template <class T, class Compute>
class ComputedBind final : public sql::BindSource {
public:
    explicit ComputedBind(Compute compute) : compute_(std::move(compute)) {}
    [[nodiscard]] Value value() const override { return Value(T(compute_())); }

private:
    Compute compute_;
};

/// What a value of that type is once it is kept: a text of any kind is a string.
template <class T>
using owned_type =
    std::conditional_t<std::is_convertible_v<const T&, std::string_view> &&
                           (!std::is_class_v<T> || std::is_same_v<T, std::string_view>),
                       std::string, T>;
}  // namespace detail

/// An expression whose rows read as `T`; `std::optional<U>` where it can be NULL. What `Expr` takes
/// from anyone, this one takes from values that fit.
template <class T>
class TypedExpr : public Expr {
public:
    using value_type = T;
    using Expr::Expr;

    [[nodiscard]] TypedExpr label(ParamName name, Quoting quoting = Quoting::by_rule) const& {
        return TypedExpr(Expr::label(name, quoting).node());
    }
    [[nodiscard]] TypedExpr label(ParamName name, Quoting quoting = Quoting::by_rule) && {
        return TypedExpr(static_cast<Expr&&>(*this).label(name, quoting).node());
    }
    /// The same where it may be NULL: a column on the outer side of an outer join.
    [[nodiscard]] TypedExpr<std::optional<without_optional<T>>> nullable() const {
        return TypedExpr<std::optional<without_optional<T>>>(node());
    }

    [[nodiscard]] Predicate like(detail::Operand pattern, char escape = '\0') const {
        check_is_text();
        return Expr::like(std::move(pattern), escape);
    }
    [[nodiscard]] Predicate not_like(detail::Operand pattern, char escape = '\0') const {
        check_is_text();
        return Expr::not_like(std::move(pattern), escape);
    }
    [[nodiscard]] Predicate ilike(detail::Operand pattern, char escape = '\0') const {
        check_is_text();
        return Expr::ilike(std::move(pattern), escape);
    }
    [[nodiscard]] Predicate not_ilike(detail::Operand pattern, char escape = '\0') const {
        check_is_text();
        return Expr::not_ilike(std::move(pattern), escape);
    }
    [[nodiscard]] Predicate contains(std::string_view part) const {
        check_is_text();
        return Expr::contains(part);
    }
    [[nodiscard]] Predicate contains(const Expr& part) const {
        check_is_text();
        return Expr::contains(part);
    }
    [[nodiscard]] Predicate starts_with(std::string_view part) const {
        check_is_text();
        return Expr::starts_with(part);
    }
    [[nodiscard]] Predicate starts_with(const Expr& part) const {
        check_is_text();
        return Expr::starts_with(part);
    }
    [[nodiscard]] Predicate ends_with(std::string_view part) const {
        check_is_text();
        return Expr::ends_with(part);
    }
    [[nodiscard]] Predicate ends_with(const Expr& part) const {
        check_is_text();
        return Expr::ends_with(part);
    }

    template <detail::value_range Range>
    [[nodiscard]] Predicate in(const Range& values) const {
        check_comparable<std::remove_cvref_t<decltype(*std::begin(values))>>();
        return Expr::in(values);
    }
    template <class V>
    [[nodiscard]] Predicate in(std::initializer_list<V> values) const {
        check_comparable<V>();
        return Expr::in(values);
    }
    template <detail::value_range Range>
    [[nodiscard]] Predicate not_in(const Range& values) const {
        check_comparable<std::remove_cvref_t<decltype(*std::begin(values))>>();
        return Expr::not_in(values);
    }
    template <class V>
    [[nodiscard]] Predicate not_in(std::initializer_list<V> values) const {
        check_comparable<V>();
        return Expr::not_in(values);
    }
    /// A query of one column; a typed one must be comparable.
    template <class Q>
    requires std::is_base_of_v<Statement, Q>
    [[nodiscard]] Predicate in(const Q& query) const {
        check_query<Q>();
        return Expr::in(query);
    }
    template <class Q>
    requires std::is_base_of_v<Statement, Q>
    [[nodiscard]] Predicate not_in(const Q& query) const {
        check_query<Q>();
        return Expr::not_in(query);
    }
    [[nodiscard]] Predicate in(const ListBind& list) const { return Expr::in(list); }
    [[nodiscard]] Predicate not_in(const ListBind& list) const { return Expr::not_in(list); }
    [[nodiscard]] TypedExpr collate(ParamName name, ParamName schema = "") const {
        check_is_text();
        return TypedExpr(Expr::collate(name, schema).node());
    }
    template <class Low, class High>
    [[nodiscard]] Predicate between(const Low& low, const High& high) const {
        check_comparable<Low>();
        check_comparable<High>();
        return Expr::between(low, high);
    }

    template <class Low, class High>
    [[nodiscard]] Predicate between_symmetric(const Low& low, const High& high) const {
        check_comparable<Low>();
        check_comparable<High>();
        return Expr::between_symmetric(low, high);
    }

private:
    template <class Q>
    static constexpr void check_query() {
        if constexpr (requires { typename Q::only_column; }) {
            check_comparable<TypedExpr<typename Q::only_column>>();
        }
    }
    static constexpr void check_is_text() {
        constexpr bool is_text = detail::family_of_value<T>() == SqlFamily::text ||
                                 detail::family_of_value<T>() == SqlFamily::unknown;
        static_assert(is_text, "azoth: only text can be searched with LIKE");
    }
    template <class V>
    static constexpr void check_comparable() {
        if constexpr (!detail::comparable<TypedExpr, V>()) {
            detail::explain_incomparable<TypedExpr, V>();
        }
    }
};

/// `nullable(albums.title)`: the column on the outer side of an outer join, read as an optional.
template <class T>
[[nodiscard]] auto nullable(const TypedExpr<T>& expression) {
    return expression.nullable();
}

/// A named value that each execution supplies: `artists.id == bind<std::int64_t>("id")`. Without
/// one the execution is an `ArgumentError` (`bind_missing`).
// The name is a template of its own so that a std::string, which brings std::bind into the choice,
// still means this one.
template <bindable T, std::convertible_to<ParamName> Name>
[[nodiscard]] TypedExpr<T> bind(Name&& name) {
    return TypedExpr<T>(detail::make_named_bind(ParamName(name).view(), sql_type_of<T>()));
}

/// The same with a value where the execution gives none: `bind<int>("page", 1)`.
template <bindable T, std::convertible_to<ParamName> Name>
[[nodiscard]] TypedExpr<T> bind(Name&& name, const std::type_identity_t<T>& otherwise) {
    return TypedExpr<T>(
        detail::make_named_bind(ParamName(name).view(), sql_type_of<T>(), Value(otherwise)));
}

/// The same with a value computed at each execution that gives none:
/// `bind<Instant>("now", [] { return clock.now(); })`. The function is called on the thread that
/// executes, once per execution however often the name stands in the statement; it must be
/// thread-safe if statements are shared.
template <bindable T, std::convertible_to<ParamName> Name, std::invocable Compute>
[[nodiscard]] TypedExpr<T> bind(Name&& name, Compute compute) {
    return TypedExpr<T>(detail::make_named_bind(
        ParamName(name).view(), sql_type_of<T>(),
        std::make_shared<const detail::ComputedBind<T, Compute>>(std::move(compute))));
}

/// A named value whose type is that of what it stands beside: `artist["name"] == bind("name")`.
// The number keeps `bind<std::string>(…)` out of here.
template <int = 0, std::convertible_to<ParamName> Name>
[[nodiscard]] Expr bind(Name&& name) {
    return Expr(detail::make_named_bind(ParamName(name).view(), SqlType{}));
}

/// A named list that the execution supplies: `artists.id.in(bind_list<std::int64_t>("ids"))`.
template <bindable T>
[[nodiscard]] ListBind bind_list(ParamName name) {
    return ListBind(name, sql_type_of<T>());
}
/// The same, of the type that it is compared with.
[[nodiscard]] inline ListBind bind_list(ParamName name) {
    return ListBind(name, SqlType{});
}

/// A value that stands in the SQL text as a literal, written anew at each execution into the cached
/// form: `func::call("date_trunc", {literal_execute("month"), order["at"]})`, where a server takes
/// no parameter or plans better without one. Written exactly as the dialect writes literals; text
/// is safe. Each value is a statement of its own to the server. Takes a value, or what bind() and
/// literal() return (else `ArgumentError`, `not_a_bind`).
template <bindable T>
[[nodiscard]] auto literal_execute(const T& value) {
    return TypedExpr<detail::owned_type<T>>(
        detail::make_literal_bind(detail::Operand(value).node()));
}
template <std::derived_from<Expr> E>
[[nodiscard]] E literal_execute(const E& bind) {
    return E(detail::make_literal_bind(bind.node()));
}

/// `CAST(expression AS …)` to the column type of T.
template <class T>
[[nodiscard]] TypedExpr<T> cast(const Expr& expression) {
    return TypedExpr<T>(cast(expression, sql_type_of<T>()).node());
}

/// A value as an expression of its own; texts of all kinds read as `std::string`.
template <bindable T>
[[nodiscard]] auto literal(const T& value) {
    return TypedExpr<detail::owned_type<T>>(detail::Operand(value).node());
}

/// Says what C++ type an untyped expression reads as, so that its rows are typed.
template <class T>
[[nodiscard]] TypedExpr<T> typed(const Expr& expression) {
    return TypedExpr<T>(expression.node());
}

}  // namespace azoth
