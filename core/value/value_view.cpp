// SPDX-License-Identifier: MIT
#include <azoth/value/value_view.hpp>

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstring>
#include <functional>

#include <azoth/value/decimal.hpp>
#include <azoth/value/value.hpp>

namespace azoth {

namespace {

bool same_real(double a, double b) noexcept {
    return a == b || (std::isnan(a) && std::isnan(b));
}

bool same_integer(const ValueView& a, const ValueView& b) noexcept {
    const ValueView& i = a.kind() == ValueKind::int64 ? a : b;
    const ValueView& u = a.kind() == ValueKind::int64 ? b : a;
    return i.kind() == ValueKind::int64 && u.kind() == ValueKind::uint64 && i.int64() >= 0 &&
           static_cast<std::uint64_t>(i.int64()) == u.uint64();
}

bool same_decimal(std::string_view a, std::string_view b) noexcept {
    if (a == b) return true;
    return is_canonical_decimal(a) && is_canonical_decimal(b) && compare_decimals(a, b) == 0;
}

bool same_bytes(BytesView a, BytesView b) noexcept {
    return a.size() == b.size() && (a.empty() || std::memcmp(a.data(), b.data(), a.size()) == 0);
}

/// Spreads a number over the whole word: identity hashes of neighbouring keys would cluster in
/// open-addressing tables. The finaliser of splitmix64 (Steele, Lea, Flood 2014).
std::size_t mix(std::uint64_t x) noexcept {
    x = (x ^ (x >> 30)) * 0xbf58476d1ce4e5b9U;
    x = (x ^ (x >> 27)) * 0x94d049bb133111ebU;
    return static_cast<std::size_t>(x ^ (x >> 31));
}

std::size_t mix(std::uint64_t a, std::uint64_t b) noexcept {
    return mix(mix(a) + 0x9e3779b97f4a7c15U + b);
}

std::size_t hash_chars(std::string_view text) noexcept {
    return std::hash<std::string_view>{}(text);
}

std::size_t hash_real(double number) noexcept {
    if (std::isnan(number)) return mix(0x7ff8'0000'0000'0000U);
    return mix(std::bit_cast<std::uint64_t>(number == 0 ? 0.0 : number));  // -0.0 equals 0.0
}

std::uint64_t word(std::int64_t number) noexcept {
    return static_cast<std::uint64_t>(number);
}

std::size_t hash_moment(Date date, TimeOfDay time) noexcept {
    return mix(word(date.days), word(time.nanoseconds));
}

std::size_t hash_interval(Interval interval) noexcept {
    return mix(mix(word(interval.months), word(interval.days)), word(interval.nanoseconds));
}

std::size_t hash_array(std::span<const Value> array) noexcept {
    std::size_t hash = array.size();
    for (const Value& value : array) hash = mix(hash, hash_value(value));
    return hash;
}

}  // namespace

std::span<const Value> ValueView::array() const noexcept {
    return {array_.data, array_.size};
}

bool operator==(const ValueView& a, const ValueView& b) noexcept {
    if (a.kind() != b.kind()) return same_integer(a, b);
    switch (a.kind()) {
        case ValueKind::null: return true;
        case ValueKind::boolean: return a.boolean() == b.boolean();
        case ValueKind::int64: return a.int64() == b.int64();
        case ValueKind::uint64: return a.uint64() == b.uint64();
        case ValueKind::real: return same_real(a.real(), b.real());
        case ValueKind::decimal: return same_decimal(a.chars(), b.chars());
        case ValueKind::text:
        case ValueKind::json: return a.chars() == b.chars();
        case ValueKind::bytes: return same_bytes(a.bytes(), b.bytes());
        case ValueKind::date: return a.date() == b.date();
        case ValueKind::time: return a.time() == b.time();
        case ValueKind::timestamp: return a.timestamp() == b.timestamp();
        case ValueKind::timestamp_tz: return a.instant() == b.instant();
        case ValueKind::interval: return a.interval() == b.interval();
        case ValueKind::uuid: return a.uuid() == b.uuid();
        case ValueKind::array: return std::ranges::equal(a.array(), b.array());
    }
    return false;
}

std::size_t hash_value(const ValueView& view) noexcept {
    switch (view.kind()) {
        case ValueKind::null: return 0;
        case ValueKind::boolean: return view.boolean() ? 1 : 2;
        case ValueKind::int64: return mix(word(view.int64()));
        case ValueKind::uint64: return mix(view.uint64());
        case ValueKind::real: return hash_real(view.real());
        case ValueKind::decimal:
            return is_canonical_decimal(view.chars()) ? hash_decimal(view.chars())
                                                      : hash_chars(view.chars());
        case ValueKind::text:
        case ValueKind::json: return hash_chars(view.chars());
        case ValueKind::bytes: {
            const BytesView bytes = view.bytes();
            return hash_chars({reinterpret_cast<const char*>(bytes.data()), bytes.size()});
        }
        case ValueKind::date: return mix(word(view.date().days));
        case ValueKind::time: return mix(word(view.time().nanoseconds));
        case ValueKind::timestamp: return hash_moment(view.timestamp().date, view.timestamp().time);
        case ValueKind::timestamp_tz: return hash_moment(view.instant().date, view.instant().time);
        case ValueKind::interval: return hash_interval(view.interval());
        case ValueKind::uuid: return std::hash<Uuid>{}(view.uuid());
        case ValueKind::array: return hash_array(view.array());
    }
    return 0;
}

}  // namespace azoth
