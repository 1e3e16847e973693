// SPDX-License-Identifier: MIT
#pragma once

#include <concepts>
#include <cstddef>
#include <string_view>
#include <type_traits>
#include <typeinfo>
#include <utility>

#include <azoth/engine/scan.hpp>
#include <azoth/types/type_of.hpp>
#include <azoth/value/convert.hpp>
#include <azoth/value/value.hpp>

/// What the library needs to know of structs and their members. Templates end here: one table of
/// functions per type of member and one per struct, everything else sees addresses.
namespace azoth::detail {

template <class Pointer>
struct MemberPointer;
template <class T, class S>
struct MemberPointer<T S::*> {
    using type = T;
    using owner = S;
};

/// What a pointer to member points to, and the class that declares it.
template <auto M>
using member_type = typename MemberPointer<decltype(M)>::type;
template <auto M>
using member_owner = typename MemberPointer<decltype(M)>::owner;

/// The compiler's text with the member's name in it; cut where it is needed, at run time.
template <auto M>
[[nodiscard]] constexpr std::string_view member_text() noexcept {
    return __PRETTY_FUNCTION__;
}
/// "name", of a text such as "… [with auto M = &Artist::name]".
[[nodiscard]] AZOTH_EXPORT std::string_view member_name(std::string_view text) noexcept;

/// A member of an object of S, which may inherit it.
template <auto M, class S>
[[nodiscard]] void* locate(void* object) noexcept {
    return &(static_cast<S*>(object)->*M);
}
using Locate = void* (*)(void* object);

/// How values of one type of member are read, compared and written.
struct MemberOps {
    SqlType (*sql_type)();
    bool nullable;
    /// Sets the member from a cell of the current row.
    void (*read)(RowStream& row, std::size_t column, void* member);
    /// Sets it from a value; throws `ConversionError`.
    void (*assign)(void* member, const ValueView& value);
    /// The member's value: borrowed from it, or from `scratch` where it must first be made.
    ValueView (*view)(const void* member, Value& scratch);
    /// A value as this type would hold it, in the kind that view() gives.
    Value (*as_held)(const ValueView& value);
};

template <class T>
inline constexpr MemberOps member_ops{
    []() -> SqlType {
        if constexpr (has_sql_type<T>) {
            return sql_type_of<T>();
        } else {
            return {};
        }
    },
    is_optional<T>,
    [](RowStream& row, std::size_t column, void* member) {
        *static_cast<T*>(member) = scan_one<T>(row, column);
    },
    [](void* member, const ValueView& value) { *static_cast<T*>(member) = convert<T>(value); },
    []([[maybe_unused]] const void* member, [[maybe_unused]] Value& scratch) -> ValueView {
        const T& held = *static_cast<const T*>(member);
        if constexpr (bindable_without_copy<without_optional<T>>) {
            return view_of(held);
        } else {
            scratch = Value(held);
            return scratch.view();
        }
    },
    [](const ValueView& value) -> Value { return Value(convert<T>(value)); }};

/// A type that a column can be read as and written from.
template <class T>
concept column_value = readable<T> && bindable<T>;

/// How objects of one struct are made and destroyed, at addresses that somebody else provides.
struct StructOps {
    const std::type_info& type;
    std::size_t size;
    std::size_t alignment;
    void (*construct)(void* at);
    void (*move_construct)(void* at, void* from);
    void (*destroy)(void* object) noexcept;
};

template <class S>
inline constexpr StructOps struct_ops{
    typeid(S),
    sizeof(S),
    alignof(S),
    [](void* at) { ::new (at) S{}; },
    [](void* at, void* from) { ::new (at) S(std::move(*static_cast<S*>(from))); },
    [](void* object) noexcept { static_cast<S*>(object)->~S(); }};

}  // namespace azoth::detail
