// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <tuple>
#include <type_traits>
#include <utility>

#include <azoth/value/value_traits.hpp>

/// Plain structs of the program as rows, read and inserted:
///
///     struct Track { std::int64_t id; std::string name; std::optional<Decimal> price; };
///     for (const Track& track : db.execute(query).rows<Track>()) …
///
/// The first column is the first member, and so on: as many columns as members, up to 24, each of a
/// type that a column can be read as. Names play no part (C++20 does not tell them); a mapped
/// entity goes by names.
namespace azoth::detail {

/// Converts to anything but the aggregate itself: counts an aggregate's members.
template <class Aggregate>
struct AnyMember {
    template <class T>
    requires(!std::is_same_v<T, Aggregate>) operator T() const;
};

template <class T, class... Members>
constexpr std::size_t member_count() {
    if constexpr (requires { T{Members{}..., AnyMember<T>{}}; }) {
        return member_count<T, Members..., AnyMember<T>>();
    } else {
        return sizeof...(Members);
    }
}

inline constexpr std::size_t max_members = 24;

/// References to the members in order, as a tuple.
template <std::size_t count, class S>
constexpr auto tie_members(S& object) {
    if constexpr (count == 1) {
        auto& [a] = object;
        return std::tie(a);
    } else if constexpr (count == 2) {
        auto& [a, b] = object;
        return std::tie(a, b);
    } else if constexpr (count == 3) {
        auto& [a, b, c] = object;
        return std::tie(a, b, c);
    } else if constexpr (count == 4) {
        auto& [a, b, c, d] = object;
        return std::tie(a, b, c, d);
    } else if constexpr (count == 5) {
        auto& [a, b, c, d, e] = object;
        return std::tie(a, b, c, d, e);
    } else if constexpr (count == 6) {
        auto& [a, b, c, d, e, f] = object;
        return std::tie(a, b, c, d, e, f);
    } else if constexpr (count == 7) {
        auto& [a, b, c, d, e, f, g] = object;
        return std::tie(a, b, c, d, e, f, g);
    } else if constexpr (count == 8) {
        auto& [a, b, c, d, e, f, g, h] = object;
        return std::tie(a, b, c, d, e, f, g, h);
    } else if constexpr (count == 9) {
        auto& [a, b, c, d, e, f, g, h, i] = object;
        return std::tie(a, b, c, d, e, f, g, h, i);
    } else if constexpr (count == 10) {
        auto& [a, b, c, d, e, f, g, h, i, j] = object;
        return std::tie(a, b, c, d, e, f, g, h, i, j);
    } else if constexpr (count == 11) {
        auto& [a, b, c, d, e, f, g, h, i, j, k] = object;
        return std::tie(a, b, c, d, e, f, g, h, i, j, k);
    } else if constexpr (count == 12) {
        auto& [a, b, c, d, e, f, g, h, i, j, k, l] = object;
        return std::tie(a, b, c, d, e, f, g, h, i, j, k, l);
    } else if constexpr (count == 13) {
        auto& [a, b, c, d, e, f, g, h, i, j, k, l, m] = object;
        return std::tie(a, b, c, d, e, f, g, h, i, j, k, l, m);
    } else if constexpr (count == 14) {
        auto& [a, b, c, d, e, f, g, h, i, j, k, l, m, n] = object;
        return std::tie(a, b, c, d, e, f, g, h, i, j, k, l, m, n);
    } else if constexpr (count == 15) {
        auto& [a, b, c, d, e, f, g, h, i, j, k, l, m, n, p] = object;
        return std::tie(a, b, c, d, e, f, g, h, i, j, k, l, m, n, p);
    } else if constexpr (count == 16) {
        auto& [a, b, c, d, e, f, g, h, i, j, k, l, m, n, p, q] = object;
        return std::tie(a, b, c, d, e, f, g, h, i, j, k, l, m, n, p, q);
    } else if constexpr (count == 17) {
        auto& [a, b, c, d, e, f, g, h, i, j, k, l, m, n, p, q, r] = object;
        return std::tie(a, b, c, d, e, f, g, h, i, j, k, l, m, n, p, q, r);
    } else if constexpr (count == 18) {
        auto& [a, b, c, d, e, f, g, h, i, j, k, l, m, n, p, q, r, s] = object;
        return std::tie(a, b, c, d, e, f, g, h, i, j, k, l, m, n, p, q, r, s);
    } else if constexpr (count == 19) {
        auto& [a, b, c, d, e, f, g, h, i, j, k, l, m, n, p, q, r, s, t] = object;
        return std::tie(a, b, c, d, e, f, g, h, i, j, k, l, m, n, p, q, r, s, t);
    } else if constexpr (count == 20) {
        auto& [a, b, c, d, e, f, g, h, i, j, k, l, m, n, p, q, r, s, t, u] = object;
        return std::tie(a, b, c, d, e, f, g, h, i, j, k, l, m, n, p, q, r, s, t, u);
    } else if constexpr (count == 21) {
        auto& [a, b, c, d, e, f, g, h, i, j, k, l, m, n, p, q, r, s, t, u, v] = object;
        return std::tie(a, b, c, d, e, f, g, h, i, j, k, l, m, n, p, q, r, s, t, u, v);
    } else if constexpr (count == 22) {
        auto& [a, b, c, d, e, f, g, h, i, j, k, l, m, n, p, q, r, s, t, u, v, w] = object;
        return std::tie(a, b, c, d, e, f, g, h, i, j, k, l, m, n, p, q, r, s, t, u, v, w);
    } else if constexpr (count == 23) {
        auto& [a, b, c, d, e, f, g, h, i, j, k, l, m, n, p, q, r, s, t, u, v, w, x] = object;
        return std::tie(a, b, c, d, e, f, g, h, i, j, k, l, m, n, p, q, r, s, t, u, v, w, x);
    } else if constexpr (count == 24) {
        auto& [a, b, c, d, e, f, g, h, i, j, k, l, m, n, p, q, r, s, t, u, v, w, x, y] = object;
        return std::tie(a, b, c, d, e, f, g, h, i, j, k, l, m, n, p, q, r, s, t, u, v, w, x, y);
    }
}

template <class Tuple>
struct bare_members;
template <class... Ts>
struct bare_members<std::tuple<Ts&...>> {
    using type = std::tuple<std::remove_const_t<Ts>...>;
    static constexpr bool are_readable = (readable<std::remove_const_t<Ts>> && ...);
};
template <class S>
using bare_members_of = bare_members<decltype(tie_members<member_count<S>()>(std::declval<S&>()))>;
/// The members' types as a tuple.
template <class S>
using member_types = typename bare_members_of<S>::type;

template <class S>
constexpr bool check_row_struct() {
    constexpr std::size_t members = member_count<S>();
    constexpr bool has_members = members > 0 && members <= max_members;
    static_assert(has_members, "azoth: a struct for rows has between 1 and 24 members");
    if constexpr (has_members) {
        constexpr bool are_readable = bare_members_of<S>::are_readable;
        static_assert(are_readable,
                      "azoth: a member of this struct is no type that a column can be read as");
        return are_readable;
    }
    return false;
}

}  // namespace azoth::detail

namespace azoth {

/// A plain struct that rows can be read as. One that is a value itself (it has `value_traits`) is
/// one column instead.
template <class S>
concept row_struct = std::is_aggregate_v<S> && std::is_class_v<S> && !readable<S>;

}  // namespace azoth
