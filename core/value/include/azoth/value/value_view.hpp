// SPDX-License-Identifier: MIT
#pragma once

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include <azoth/value/kind.hpp>
#include <azoth/value/temporal.hpp>
#include <azoth/value/uuid.hpp>

namespace azoth {

class Value;

using BytesView = std::span<const std::byte>;

/// Exact decimal as text ("-12.50"), borrowed. See `Decimal` for the owner and the canonical form.
struct DecimalView {
    std::string_view digits;
};

/// JSON text, borrowed. See `JsonText` for the owner.
struct JsonView {
    std::string_view text;
};

/// One value, borrowed: copying it copies no text. Valid as long as what it was made from (a bound
/// argument, the current row of a cursor). Trivially copyable, 16 bytes of payload and a tag.
class ValueView {
public:
    constexpr ValueView() noexcept : kind_(ValueKind::null), int64_(0) {}
    // Templates, so that a pointer never becomes a bool nor a character a number.
    template <std::same_as<bool> B>
    constexpr explicit ValueView(B v) noexcept : kind_(ValueKind::boolean), boolean_(v) {}
    /// Only unsigned integers of 64 bits become `uint64`; all others fit `int64`.
    template <std::integral I>
    requires(!std::same_as<I, bool> && !std::same_as<I, char> &&
             (std::signed_integral<I> || sizeof(I) < 8)) constexpr explicit ValueView(I v) noexcept
        : kind_(ValueKind::int64), int64_(v) {}
    template <std::unsigned_integral I>
    requires(!std::same_as<I, bool> && !std::same_as<I, char> &&
             sizeof(I) == 8) constexpr explicit ValueView(I v) noexcept
        : kind_(ValueKind::uint64), uint64_(v) {}
    template <std::floating_point F>
    requires(sizeof(F) <= 8) constexpr explicit ValueView(F v) noexcept
        : kind_(ValueKind::real), real_(v) {}
    constexpr explicit ValueView(const char* v) noexcept : ValueView(std::string_view(v)) {}
    constexpr explicit ValueView(const std::string& v) noexcept : ValueView(std::string_view(v)) {}
    constexpr explicit ValueView(std::string_view v) noexcept
        : kind_(ValueKind::text), chars_{v.data(), v.size()} {}
    constexpr explicit ValueView(DecimalView v) noexcept
        : kind_(ValueKind::decimal), chars_{v.digits.data(), v.digits.size()} {}
    constexpr explicit ValueView(JsonView v) noexcept
        : kind_(ValueKind::json), chars_{v.text.data(), v.text.size()} {}
    constexpr explicit ValueView(BytesView v) noexcept
        : kind_(ValueKind::bytes), bytes_{v.data(), v.size()} {}
    constexpr explicit ValueView(Date v) noexcept : kind_(ValueKind::date), date_(v) {}
    constexpr explicit ValueView(TimeOfDay v) noexcept : kind_(ValueKind::time), time_(v) {}
    constexpr explicit ValueView(Timestamp v) noexcept
        : kind_(ValueKind::timestamp), timestamp_(v) {}
    constexpr explicit ValueView(Instant v) noexcept
        : kind_(ValueKind::timestamp_tz), instant_(v) {}
    constexpr explicit ValueView(Interval v) noexcept : kind_(ValueKind::interval), interval_(v) {}
    constexpr explicit ValueView(Uuid v) noexcept : kind_(ValueKind::uuid), uuid_(v) {}
    constexpr explicit ValueView(std::span<const Value> v) noexcept
        : kind_(ValueKind::array), array_{v.data(), v.size()} {}

    [[nodiscard]] constexpr ValueKind kind() const noexcept { return kind_; }
    [[nodiscard]] constexpr bool is_null() const noexcept { return kind_ == ValueKind::null; }

    // Unchecked access: the caller has looked at kind().
    [[nodiscard]] constexpr bool boolean() const noexcept { return boolean_; }
    [[nodiscard]] constexpr std::int64_t int64() const noexcept { return int64_; }
    [[nodiscard]] constexpr std::uint64_t uint64() const noexcept { return uint64_; }
    [[nodiscard]] constexpr double real() const noexcept { return real_; }
    /// Of text, decimal and json.
    [[nodiscard]] constexpr std::string_view chars() const noexcept {
        return {chars_.data, chars_.size};
    }
    [[nodiscard]] constexpr BytesView bytes() const noexcept { return {bytes_.data, bytes_.size}; }
    [[nodiscard]] constexpr Date date() const noexcept { return date_; }
    [[nodiscard]] constexpr TimeOfDay time() const noexcept { return time_; }
    [[nodiscard]] constexpr Timestamp timestamp() const noexcept { return timestamp_; }
    [[nodiscard]] constexpr Instant instant() const noexcept { return instant_; }
    [[nodiscard]] constexpr Interval interval() const noexcept { return interval_; }
    [[nodiscard]] constexpr Uuid uuid() const noexcept { return uuid_; }
    /// Looking at the elements needs `<azoth/value/value.hpp>`.
    [[nodiscard]] AZOTH_EXPORT std::span<const Value> array() const noexcept;

private:
    struct Chars {
        const char* data;
        std::size_t size;
    };
    struct Bytes {
        const std::byte* data;
        std::size_t size;
    };
    struct Array {
        const Value* data;
        std::size_t size;
    };

    ValueKind kind_;
    union {
        bool boolean_;
        std::int64_t int64_;
        std::uint64_t uint64_;
        double real_;
        Chars chars_;
        Bytes bytes_;
        Date date_;
        TimeOfDay time_;
        Timestamp timestamp_;
        Instant instant_;
        Interval interval_;
        Uuid uuid_;
        Array array_;
    };
};

/// Whether two views hold the same value, which is not SQL's `=`: null equals null, NaN equals NaN,
/// decimals and the two integer kinds compare as numbers, json as text; otherwise the kinds must
/// agree.
[[nodiscard]] AZOTH_EXPORT bool operator==(const ValueView& a, const ValueView& b) noexcept;
/// Equal for views that are equal.
[[nodiscard]] AZOTH_EXPORT std::size_t hash_value(const ValueView& view) noexcept;

}  // namespace azoth
