// SPDX-License-Identifier: MIT
#pragma once

#include <concepts>
#include <cstdint>
#include <span>
#include <string_view>

#include <azoth/value/value_view.hpp>

namespace azoth {

/// The kind that a carrier type travels as; `ValueKind::null` for types that are no carrier.
template <class C>
inline constexpr ValueKind carrier_kind = ValueKind::null;

template <>
inline constexpr ValueKind carrier_kind<bool> = ValueKind::boolean;
template <>
inline constexpr ValueKind carrier_kind<std::int64_t> = ValueKind::int64;
template <>
inline constexpr ValueKind carrier_kind<std::uint64_t> = ValueKind::uint64;
template <>
inline constexpr ValueKind carrier_kind<double> = ValueKind::real;
template <>
inline constexpr ValueKind carrier_kind<DecimalView> = ValueKind::decimal;
template <>
inline constexpr ValueKind carrier_kind<std::string_view> = ValueKind::text;
template <>
inline constexpr ValueKind carrier_kind<BytesView> = ValueKind::bytes;
template <>
inline constexpr ValueKind carrier_kind<Date> = ValueKind::date;
template <>
inline constexpr ValueKind carrier_kind<TimeOfDay> = ValueKind::time;
template <>
inline constexpr ValueKind carrier_kind<Timestamp> = ValueKind::timestamp;
template <>
inline constexpr ValueKind carrier_kind<Instant> = ValueKind::timestamp_tz;
template <>
inline constexpr ValueKind carrier_kind<Interval> = ValueKind::interval;
template <>
inline constexpr ValueKind carrier_kind<Uuid> = ValueKind::uuid;
template <>
inline constexpr ValueKind carrier_kind<JsonView> = ValueKind::json;
template <>
inline constexpr ValueKind carrier_kind<std::span<const Value>> = ValueKind::array;

/// One of the C++ types that values travel as.
template <class C>
concept carrier_type = carrier_kind<C>
!= ValueKind::null;

/// A carrier that refers to memory somebody else owns.
template <class C>
inline constexpr bool borrows_memory =
    std::same_as<C, std::string_view> || std::same_as<C, BytesView> ||
    std::same_as<C, DecimalView> || std::same_as<C, JsonView> ||
    std::same_as<C, std::span<const Value>>;

/// The carrier inside a view, unchecked: the caller knows that `view.kind() == carrier_kind<C>`.
template <carrier_type C>
[[nodiscard]] inline C carrier_in(const ValueView& view) noexcept {
    if constexpr (std::same_as<C, bool>) {
        return view.boolean();
    } else if constexpr (std::same_as<C, std::int64_t>) {
        return view.int64();
    } else if constexpr (std::same_as<C, std::uint64_t>) {
        return view.uint64();
    } else if constexpr (std::same_as<C, double>) {
        return view.real();
    } else if constexpr (std::same_as<C, DecimalView>) {
        return DecimalView{view.chars()};
    } else if constexpr (std::same_as<C, std::string_view>) {
        return view.chars();
    } else if constexpr (std::same_as<C, BytesView>) {
        return view.bytes();
    } else if constexpr (std::same_as<C, Date>) {
        return view.date();
    } else if constexpr (std::same_as<C, TimeOfDay>) {
        return view.time();
    } else if constexpr (std::same_as<C, Timestamp>) {
        return view.timestamp();
    } else if constexpr (std::same_as<C, Instant>) {
        return view.instant();
    } else if constexpr (std::same_as<C, Interval>) {
        return view.interval();
    } else if constexpr (std::same_as<C, Uuid>) {
        return view.uuid();
    } else if constexpr (std::same_as<C, JsonView>) {
        return JsonView{view.chars()};
    } else {
        return view.array();
    }
}

}  // namespace azoth
