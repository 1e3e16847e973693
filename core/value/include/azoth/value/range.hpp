// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <azoth/error/export.hpp>
#include <azoth/value/value.hpp>

/// Ranges as PostgreSQL writes them: `[1,5)`, `(,2024-01-01]`, `empty`. They travel as text, so a
/// column of any text type can hold one; PostgreSQL's own types are `CustomType{"int4range"}` and
/// their like. The server brings ranges of integers and dates into the form `[a,b)`.
/// https://www.postgresql.org/docs/15/rangetypes.html#RANGETYPES-IO
namespace azoth {

/// The values between two ends; an end that is left out is infinitely far.
template <class T>
struct Range {
    std::optional<T> lower{};
    std::optional<T> upper{};
    bool includes_lower = true;
    bool includes_upper = false;
    bool is_empty = false;

    [[nodiscard]] static Range empty() {
        Range range;
        range.is_empty = true;
        return range;
    }
    [[nodiscard]] bool contains(const T& value) const {
        if (is_empty) return false;
        if (lower && (includes_lower ? value < *lower : !(*lower < value))) return false;
        return !upper || (includes_upper ? !(*upper < value) : value < *upper);
    }
    /// Empty ranges are all the same; whether an end that is left out is included says nothing.
    friend bool operator==(const Range& a, const Range& b) {
        if (a.is_empty || b.is_empty) return a.is_empty == b.is_empty;
        return a.lower == b.lower && a.upper == b.upper &&
               (!a.lower || a.includes_lower == b.includes_lower) &&
               (!a.upper || a.includes_upper == b.includes_upper);
    }
};

/// Ranges that do not touch, in order, as the server keeps them: `{[1,3),[7,9)}`.
template <class T>
struct MultiRange {
    std::vector<Range<T>> ranges{};

    [[nodiscard]] bool contains(const T& value) const {
        for (const Range<T>& range : ranges)
            if (range.contains(value)) return true;
        return false;
    }
    friend bool operator==(const MultiRange&, const MultiRange&) = default;
};

namespace detail {

/// A range whose ends are values; NULL is an end left out.
struct RangeParts {
    Value lower{};
    Value upper{};
    bool includes_lower = true;
    bool includes_upper = false;
    bool is_empty = false;
};
[[nodiscard]] AZOTH_EXPORT std::string format_range(const RangeParts& parts);
/// Takes one range off the front of the text; its ends are read as `kind`. Throws
/// `ConversionError` (`value_not_representable`).
[[nodiscard]] AZOTH_EXPORT RangeParts take_range(std::string_view& text, ValueKind kind);
[[nodiscard]] AZOTH_EXPORT RangeParts parse_range(std::string_view text, ValueKind kind);
[[nodiscard]] AZOTH_EXPORT std::vector<RangeParts> parse_multirange(std::string_view text,
                                                                    ValueKind kind);

template <class T>
[[nodiscard]] RangeParts parts_of(const Range<T>& range) {
    return {Value(range.lower), Value(range.upper), range.includes_lower, range.includes_upper,
            range.is_empty};
}
template <class T>
[[nodiscard]] Range<T> range_of(const RangeParts& parts) {
    return {parts.lower.template as<std::optional<T>>(),
            parts.upper.template as<std::optional<T>>(), parts.includes_lower, parts.includes_upper,
            parts.is_empty};
}
template <class T>
inline constexpr ValueKind range_kind = carrier_kind<typename value_traits<T>::carrier>;

}  // namespace detail

template <class T>
requires(bindable<T>&& readable<T>) struct value_traits<Range<T>> {
    using carrier = std::string_view;
    static Value to_value(const Range<T>& range) {
        return Value(detail::format_range(detail::parts_of(range)));
    }
    static Range<T> from_carrier(carrier text) {
        return detail::range_of<T>(detail::parse_range(text, detail::range_kind<T>));
    }
};

template <class T>
requires(bindable<T>&& readable<T>) struct value_traits<MultiRange<T>> {
    using carrier = std::string_view;
    static Value to_value(const MultiRange<T>& multi) {
        std::string text = "{";
        for (const Range<T>& range : multi.ranges) {
            if (text.size() > 1) text += ',';
            text += detail::format_range(detail::parts_of(range));
        }
        return Value(text + '}');
    }
    static MultiRange<T> from_carrier(carrier text) {
        MultiRange<T> multi;
        for (const auto& parts : detail::parse_multirange(text, detail::range_kind<T>))
            multi.ranges.push_back(detail::range_of<T>(parts));
        return multi;
    }
};

}  // namespace azoth
