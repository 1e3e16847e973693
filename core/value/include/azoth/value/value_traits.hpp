// SPDX-License-Identifier: MIT
#pragma once

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include <azoth/value/carrier.hpp>
#include <azoth/value/conversion_error.hpp>
#include <azoth/value/decimal.hpp>
#include <azoth/value/json_text.hpp>

/// How C++ types travel. Specialise `value_traits` to teach the library a type of your own:
///
///     template <>
///     struct azoth::value_traits<Money> {
///         using carrier = std::int64_t;                                    // one of carrier.hpp
///         static carrier to_carrier(const Money& m) { return m.cents; }    // borrows, never
///         copies static Money from_carrier(carrier cents) { return Money{cents}; }
///     };
///
/// A type whose text or bytes must first be made gives `static Value to_value(const T&)` instead of
/// `to_carrier`. A trait may have only one direction. std::optional is added by the library.
namespace azoth {

class Value;

/// Specialised per type; this empty one means "not a value".
template <class T>
struct value_traits {};

/// Names an enum's values as the database sees them. Either texts:
///
///     template <> struct azoth::enum_traits<Color> {
///         static constexpr azoth::EnumLabel<Color> labels[] = {{Color::red, "red"}, …};
///         static constexpr std::string_view name = "color";  // of the database's type; may be
///         left
///     };
///
/// or the underlying integer: `static constexpr bool as_integer = true;`. Reading a value that is
/// not among the labels throws `ConversionError` (`unknown_enum_label`).
template <class E>
struct enum_traits {};

template <class E>
struct EnumLabel {
    E value;
    std::string_view label;
};

template <class T>
inline constexpr bool is_optional = false;
template <class T>
inline constexpr bool is_optional<std::optional<T>> = true;

template <class T>
struct unwrap_optional {
    using type = T;
};
template <class T>
struct unwrap_optional<std::optional<T>> {
    using type = T;
};
/// T, or what the std::optional holds.
template <class T>
using without_optional = typename unwrap_optional<T>::type;

/// The type a function argument travels as: references, const and array bounds dropped.
template <class T>
using argument_type = std::decay_t<T>;

/// Integers that travel as numbers: not bool, and not the character types.
template <class T>
concept plain_integer = std::integral<T> && !std::same_as<T, bool> && !std::same_as<T, char> &&
                        !std::same_as<T, wchar_t> && !std::same_as<T, char8_t> &&
                        !std::same_as<T, char16_t> && !std::same_as<T, char32_t> && sizeof(T) <= 8;

template <class E>
concept labelled_enum = std::is_enum_v<E> && requires {
    enum_traits<E>::labels[0].label;
};
template <class E>
concept integer_enum = std::is_enum_v<E> && requires {
    requires enum_traits<E>::as_integer;
};

// ---- what the concepts ask ----------------------------------------------------------------------

/// Types with a carrier that refers to the object itself: they bind without a copy.
template <class T>
concept bindable_without_copy = requires(const argument_type<T>& object) {
    requires carrier_type<typename value_traits<argument_type<T>>::carrier>;
    {
        value_traits<argument_type<T>>::to_carrier(object)
        } -> std::same_as<typename value_traits<argument_type<T>>::carrier>;
};

/// Types that can be sent to a database as a parameter.
template <class T>
concept bindable = bindable_without_copy<without_optional<argument_type<T>>> ||
    requires(const without_optional<argument_type<T>>& object) {
    value_traits<without_optional<argument_type<T>>>::to_value(object);
};

/// Types that a column of a result can be read as.
template <class T>
concept readable = requires(typename value_traits<without_optional<T>>::carrier carrier) {
    {
        value_traits<without_optional<T>>::from_carrier(carrier)
        } -> std::same_as<without_optional<T>>;
}
|| requires(const ValueView& view) {
    { value_traits<without_optional<T>>::from_view(view) } -> std::same_as<without_optional<T>>;
};

/// The carrier of a type, seen through std::optional.
template <class T>
using carrier_of = typename value_traits<without_optional<argument_type<T>>>::carrier;

// ---- the types the library knows ----------------------------------------------------------------

/// A carrier is its own trait. Views read this way are borrowed: they live until the cursor moves.
template <carrier_type C>
struct value_traits<C> {
    using carrier = C;
    static constexpr carrier to_carrier(const C& value) noexcept { return value; }
    static constexpr C from_carrier(carrier value) noexcept { return value; }
};

/// The name of an integer type in errors, such as "uint16".
template <plain_integer I>
[[nodiscard]] constexpr std::string_view integer_name() noexcept {
    constexpr int size = sizeof(I);
    if constexpr (std::is_signed_v<I>) {
        return size == 1 ? "int8" : size == 2 ? "int16" : size == 4 ? "int32" : "int64";
    } else {
        return size == 1 ? "uint8" : size == 2 ? "uint16" : size == 4 ? "uint32" : "uint64";
    }
}

template <plain_integer I>
requires(!carrier_type<I>) struct value_traits<I> {
    using carrier =
        std::conditional_t<std::is_unsigned_v<I> && sizeof(I) == 8, std::uint64_t, std::int64_t>;
    static constexpr carrier to_carrier(const I& value) noexcept {
        return static_cast<carrier>(value);
    }
    /// Throws `ConversionError` (`out_of_range`).
    static constexpr I from_carrier(carrier value) {
        if (!std::in_range<I>(value)) throw_out_of_range(carrier_kind<carrier>, integer_name<I>());
        return static_cast<I>(value);
    }
};

/// A float is approximate by nature, so reading one rounds; a number beyond its range throws.
template <>
struct value_traits<float> {
    using carrier = double;
    static constexpr carrier to_carrier(const float& value) noexcept { return value; }
    static constexpr float from_carrier(carrier value) {
        constexpr double largest = std::numeric_limits<float>::max();
        constexpr double infinity = std::numeric_limits<double>::infinity();
        if ((value > largest && value < infinity) || (value < -largest && value > -infinity))
            throw_out_of_range(ValueKind::real, "float");
        return static_cast<float>(value);
    }
};

template <>
struct value_traits<std::string> {
    using carrier = std::string_view;
    static carrier to_carrier(const std::string& value) noexcept { return value; }
    static std::string from_carrier(carrier value) { return std::string(value); }
};

/// Binds up to the first NUL, as C does. A null pointer is an ArgumentError (`null_pointer`): say
/// std::nullopt for NULL.
template <>
struct value_traits<const char*> {
    using carrier = std::string_view;
    static carrier to_carrier(const char* const& value) {
        if (value == nullptr) throw_null_pointer();
        return value;
    }

private:
    [[noreturn]] AZOTH_EXPORT static void throw_null_pointer();
};
template <>
struct value_traits<char*> : value_traits<const char*> {};

template <>
struct value_traits<std::vector<std::byte>> {
    using carrier = BytesView;
    static carrier to_carrier(const std::vector<std::byte>& value) noexcept { return value; }
    static std::vector<std::byte> from_carrier(carrier value) {
        return {value.begin(), value.end()};
    }
};

template <>
struct value_traits<Decimal> {
    using carrier = DecimalView;
    static carrier to_carrier(const Decimal& value) noexcept { return value.view(); }
    static Decimal from_carrier(carrier value) { return Decimal(value); }
};

template <>
struct value_traits<JsonText> {
    using carrier = JsonView;
    static carrier to_carrier(const JsonText& value) noexcept { return JsonView{value.text}; }
    static JsonText from_carrier(carrier value) { return JsonText{std::string(value.text)}; }
};

template <integer_enum E>
struct value_traits<E> {
    using underlying = value_traits<std::underlying_type_t<E>>;
    using carrier = typename underlying::carrier;
    static constexpr carrier to_carrier(const E& value) noexcept {
        return underlying::to_carrier(static_cast<std::underlying_type_t<E>>(value));
    }
    static constexpr E from_carrier(carrier value) {
        return static_cast<E>(underlying::from_carrier(value));
    }
};

template <labelled_enum E>
requires(!integer_enum<E>) struct value_traits<E> {
    using carrier = std::string_view;
    static carrier to_carrier(const E& value) {
        for (const auto& entry : enum_traits<E>::labels)
            if (entry.value == value) return entry.label;
        throw_unknown_enumerator();
    }
    static E from_carrier(carrier text) {
        for (const auto& entry : enum_traits<E>::labels)
            if (entry.label == text) return entry.value;
        throw_unknown_enumerator();
    }
};

/// Borrows an argument for as long as the caller keeps it. An empty optional is null.
template <class T>
requires bindable_without_copy<without_optional<argument_type<T>>>
[[nodiscard]] constexpr ValueView view_of(const T& value) {
    using Bare = argument_type<T>;
    if constexpr (is_optional<Bare>) {
        if (!value.has_value()) return ValueView{};
        return ValueView{value_traits<without_optional<Bare>>::to_carrier(*value)};
    } else {
        return ValueView{value_traits<Bare>::to_carrier(value)};
    }
}

}  // namespace azoth
