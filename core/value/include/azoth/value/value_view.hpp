// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

#include <azoth/value/kind.hpp>
#include <azoth/value/temporal.hpp>
#include <azoth/value/uuid.hpp>

namespace azoth {

class Value;

using BytesView = std::span<const std::byte>;

/// Exact decimal as canonical text ("-12.50"), borrowed. See `Decimal` for the owner.
struct DecimalView {
    std::string_view digits;
};

/// JSON text, borrowed.
struct JsonView {
    std::string_view text;
};

/// One value, borrowed: copying it copies no text. Valid as long as what it was made from (a bound
/// argument, the current row of a cursor). Trivially copyable, 24 bytes of payload and a tag.
class ValueView {
public:
    constexpr ValueView() noexcept : kind_(ValueKind::null), int64_(0) {}
    constexpr explicit ValueView(bool v) noexcept : kind_(ValueKind::boolean), boolean_(v) {}
    constexpr explicit ValueView(std::int64_t v) noexcept : kind_(ValueKind::int64), int64_(v) {}
    constexpr explicit ValueView(std::uint64_t v) noexcept : kind_(ValueKind::uint64), uint64_(v) {}
    constexpr explicit ValueView(double v) noexcept : kind_(ValueKind::real), real_(v) {}
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
    constexpr explicit ValueView(Timestamp v) noexcept : kind_(ValueKind::timestamp), timestamp_(v) {}
    constexpr explicit ValueView(Instant v) noexcept : kind_(ValueKind::timestamp_tz), instant_(v) {}
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
    [[nodiscard]] constexpr std::span<const Value> array() const noexcept;

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

}  // namespace azoth
