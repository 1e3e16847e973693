// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <type_traits>

#include <azoth/sql/expression.hpp>
#include <azoth/value/value_traits.hpp>

/// Which C++ types may stand on the two sides of a comparison.
namespace azoth {

/// What kind of SQL value a C++ type is, as far as comparing goes.
enum class SqlFamily : unsigned char {
    unknown,  ///< known at run time only: an untyped expression
    boolean,
    number,
    text,
    bytes,
    date,
    time,
    local_time,
    instant,
    interval,
    uuid,
    json,
    array,
    enumeration,
    none,  ///< not a value at all
};

template <class T>
concept expression = std::is_base_of_v<Expr, T>;

template <class T>
concept typed_expression = expression<T> && requires {
    typename T::value_type;
};

namespace detail {

template <class T>
constexpr SqlFamily family_of_value() {
    using Bare = without_optional<argument_type<T>>;
    if constexpr (std::is_same_v<Bare, Value>) {
        return SqlFamily::unknown;
    } else if constexpr (std::is_enum_v<Bare> && bindable<Bare>) {
        return SqlFamily::enumeration;
    } else if constexpr (requires { typename value_traits<Bare>::carrier; }) {
        switch (carrier_kind<typename value_traits<Bare>::carrier>) {
            case ValueKind::boolean: return SqlFamily::boolean;
            case ValueKind::int64:
            case ValueKind::uint64:
            case ValueKind::real:
            case ValueKind::decimal: return SqlFamily::number;
            case ValueKind::text: return SqlFamily::text;
            case ValueKind::bytes: return SqlFamily::bytes;
            case ValueKind::date: return SqlFamily::date;
            case ValueKind::time: return SqlFamily::time;
            case ValueKind::timestamp: return SqlFamily::local_time;
            case ValueKind::timestamp_tz: return SqlFamily::instant;
            case ValueKind::interval: return SqlFamily::interval;
            case ValueKind::uuid: return SqlFamily::uuid;
            case ValueKind::json: return SqlFamily::json;
            case ValueKind::array: return SqlFamily::array;
            case ValueKind::null: return SqlFamily::none;
        }
        return SqlFamily::none;
    } else {
        return bindable<Bare> ? SqlFamily::unknown : SqlFamily::none;
    }
}

template <class T>
constexpr SqlFamily family_of() {
    if constexpr (typed_expression<T>) {
        return family_of_value<typename T::value_type>();
    } else if constexpr (expression<T>) {
        return SqlFamily::unknown;
    } else {
        return family_of_value<T>();
    }
}

/// The C++ enum of a side, void if it is none.
template <class T>
constexpr auto enum_of() {
    if constexpr (typed_expression<T>) {
        return enum_of<without_optional<typename T::value_type>>();
    } else if constexpr (std::is_enum_v<without_optional<argument_type<T>>>) {
        return std::type_identity<without_optional<argument_type<T>>>{};
    } else {
        return std::type_identity<void>{};
    }
}

template <class T>
inline constexpr bool is_nullopt = std::is_same_v<std::remove_cvref_t<T>, std::nullopt_t>;
template <class T>
inline constexpr bool is_nullptr = std::is_same_v<std::remove_cvref_t<T>, std::nullptr_t>;

/// Whether an expression may be compared with std::nullopt: its type must be able to be NULL.
template <class T>
constexpr bool can_be_null() {
    if constexpr (typed_expression<T>) {
        return is_optional<typename T::value_type>;
    } else {
        return expression<T>;
    }
}

template <class L, class R>
constexpr bool comparable() {
    if constexpr (is_nullopt<L> || is_nullopt<R> || is_nullptr<L> || is_nullptr<R>) {
        return false;
    } else {
        constexpr SqlFamily left = family_of<L>();
        constexpr SqlFamily right = family_of<R>();
        if constexpr (left == SqlFamily::none || right == SqlFamily::none) return false;
        if constexpr (left == SqlFamily::unknown || right == SqlFamily::unknown) return true;
        if constexpr (left == SqlFamily::enumeration && right == SqlFamily::enumeration) {
            return std::is_same_v<decltype(enum_of<L>()), decltype(enum_of<R>())>;
        }
        return left == right;
    }
}

/// The sentence for a pair that cannot be compared; `has_order` for `<` and its like. Each
/// assertion names its own condition, because clang prints the condition and g++ the sentence.
template <class L, class R, bool has_order = false>
constexpr void explain_incomparable() {
    constexpr bool no_nullptr = !is_nullptr<L> && !is_nullptr<R>;
    static_assert(no_nullptr, "azoth: nullptr is not NULL; write std::nullopt or is_null()");
    if constexpr (no_nullptr) {
        constexpr bool no_nullopt = !is_nullopt<L> && !is_nullopt<R>;
        constexpr bool no_order_with_null = no_nullopt || !has_order;
        static_assert(no_order_with_null, "azoth: NULL has no order; write is_null()");
        constexpr bool may_be_null = no_nullopt || has_order;
        static_assert(may_be_null,
                      "azoth: this column is never NULL; write nullable(column) or is_null()");
        if constexpr (no_nullopt) {
            constexpr SqlFamily left = family_of<L>();
            constexpr SqlFamily right = family_of<R>();
            constexpr bool text_with_number =
                (left == SqlFamily::text && right == SqlFamily::number) ||
                (left == SqlFamily::number && right == SqlFamily::text);
            constexpr bool not_text_with_number = !text_with_number;
            static_assert(not_text_with_number, "azoth: text cannot be compared with a number");
            constexpr bool comparable_families = text_with_number || left == right;
            static_assert(comparable_families,
                          "azoth: these two SQL types cannot be compared with one another");
            constexpr bool same_enum = !comparable_families || left != SqlFamily::enumeration;
            static_assert(same_enum, "azoth: an enum is compared with itself only");
        }
    }
}

}  // namespace detail

/// Whether `L == R` makes SQL; ask this in templates, since the operators explain themselves with a
/// static_assert instead of disappearing.
template <class L, class R>
concept comparable_sql_types =
    (expression<std::remove_cvref_t<L>> ||
     expression<std::remove_cvref_t<R>>)&&detail::comparable<std::remove_cvref_t<L>,
                                                             std::remove_cvref_t<R>>();

}  // namespace azoth
