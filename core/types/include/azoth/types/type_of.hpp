// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <cstddef>
#include <iterator>
#include <span>
#include <string_view>
#include <type_traits>

#include <azoth/error/export.hpp>
#include <azoth/types/sql_type.hpp>
#include <azoth/value/value_traits.hpp>

namespace azoth {

/// The plain type for values of a kind: `BigInteger` for int64, `Numeric` for decimal, `String`
/// without a length for text. The unknown type for null and array.
[[nodiscard]] AZOTH_EXPORT SqlType default_type(ValueKind kind) noexcept;

namespace detail {

template <labelled_enum E>
[[nodiscard]] consteval auto collect_labels() {
    std::array<std::string_view, std::size(enum_traits<E>::labels)> result{};
    for (std::size_t i = 0; i < result.size(); ++i) result[i] = enum_traits<E>::labels[i].label;
    return result;
}
template <labelled_enum E>
inline constexpr auto label_array = collect_labels<E>();

/// An enum's labels as an array that lives forever.
template <labelled_enum E>
[[nodiscard]] std::span<const std::string_view> labels_of() noexcept {
    return label_array<E>;
}

/// What `enum_traits` call the type in the database; empty if they do not say.
template <labelled_enum E>
[[nodiscard]] constexpr std::string_view type_name_of() noexcept {
    if constexpr (requires { std::string_view(enum_traits<E>::name); }) {
        return enum_traits<E>::name;
    } else {
        return {};
    }
}

/// An Enum, named unless the name is empty.
[[nodiscard]] AZOTH_EXPORT SqlType enum_type(std::span<const std::string_view> labels,
                                             std::string_view name);
[[nodiscard]] AZOTH_EXPORT SqlType array_type(const SqlType& item);

/// The smallest integer type that holds all of I.
template <plain_integer I>
[[nodiscard]] constexpr TypeKind integer_kind() noexcept {
    constexpr bool is_signed = std::is_signed_v<I>;
    if (sizeof(I) == 1 || (sizeof(I) == 2 && is_signed)) return TypeKind::small_integer;
    if (sizeof(I) == 2 || (sizeof(I) == 4 && is_signed)) return TypeKind::integer;
    if (sizeof(I) == 4 || is_signed) return TypeKind::big_integer;
    return TypeKind::unsigned_big_integer;
}

}  // namespace detail

/// A C++ type that has a default column type.
template <class T>
concept has_sql_type = requires {
    value_traits<without_optional<T>>::sql_type();
}
|| requires {
    requires carrier_type<typename value_traits<without_optional<T>>::carrier>;
};

/// The column type for a C++ type where none is given: the smallest that holds every value. A trait
/// of your own may say `static SqlType sql_type()`; otherwise its carrier decides.
template <has_sql_type T>
[[nodiscard]] SqlType sql_type_of() {
    using Bare = without_optional<T>;
    if constexpr (requires { value_traits<Bare>::sql_type(); }) {
        return value_traits<Bare>::sql_type();
    } else if constexpr (plain_integer<Bare>) {
        return SqlType(detail::integer_kind<Bare>());
    } else if constexpr (std::is_same_v<Bare, float>) {
        return SqlType(TypeKind::float_);
    } else if constexpr (integer_enum<Bare>) {
        return SqlType(detail::integer_kind<std::underlying_type_t<Bare>>());
    } else if constexpr (labelled_enum<Bare>) {
        return detail::enum_type(detail::labels_of<Bare>(), detail::type_name_of<Bare>());
    } else if constexpr (requires { typename value_traits<Bare>::element; }) {
        return detail::array_type(sql_type_of<typename value_traits<Bare>::element>());
    } else {
        return default_type(carrier_kind<typename value_traits<Bare>::carrier>);
    }
}

}  // namespace azoth
