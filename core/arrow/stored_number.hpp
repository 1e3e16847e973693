// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <string>
#include <type_traits>
#include <utility>

#include <azoth/error/error.hpp>
#include <azoth/value/conversion_error.hpp>
#include <azoth/value/convert.hpp>
#include <azoth/value/datetime.hpp>
#include <azoth/value/uuid.hpp>

#include "decimal_text.hpp"
#include "unscaled.hpp"

/// What columns of values of one size store of a cell that is not NULL. Each throws
/// `ConversionError` where something would be lost.
namespace azoth::arrow {

template <class Integer>
struct ReadInteger {
    using Carrier = std::conditional_t<std::is_signed_v<Integer>, std::int64_t, std::uint64_t>;

    Integer operator()(const ValueView& cell) const {
        const auto number = convert<Carrier>(cell);
        if (!std::in_range<Integer>(number)) [[unlikely]] {
            throw_out_of_range(cell.kind(), sizeof(Integer) == 2 ? "int16" : "int32");
        }
        return static_cast<Integer>(number);
    }
};

struct ReadDouble {
    double operator()(const ValueView& cell) const { return convert<double>(cell); }
};

struct ReadFloat {
    float operator()(const ValueView& cell) const {
        const auto number = convert<double>(cell);
        const float stored = convert<float>(ValueView(number));
        if (static_cast<double>(stored) != number && !std::isnan(number)) [[unlikely]] {
            throw_not_representable("float");
        }
        return stored;
    }
};

template <std::size_t limbs>
struct ReadDecimal {
    int precision;
    int scale;

    Unscaled<limbs> operator()(const ValueView& cell) const {
        const DecimalText text(cell);
        const DecimalDigits& digits = text.digits();
        if (digits.fraction.size() > static_cast<std::size_t>(scale)) [[unlikely]] {
            throw_not_representable("a decimal with " + std::to_string(scale) +
                                    " digits behind the point");
        }
        if (digits.whole.size() > static_cast<std::size_t>(precision - scale)) [[unlikely]] {
            throw_out_of_range(cell.kind(), "a decimal with " + std::to_string(precision - scale) +
                                                " digits before the point");
        }
        return unscaled<limbs>(digits, static_cast<std::size_t>(scale));
    }
};

struct ReadDate {
    std::int32_t operator()(const ValueView& cell) const { return convert<Date>(cell).days; }
};

struct ReadTime {
    std::int64_t operator()(const ValueView& cell) const {
        return convert<TimeOfDay>(cell).nanoseconds;
    }
};

template <class Moment>
struct ReadMicroseconds {
    std::int64_t operator()(const ValueView& cell) const {
        constexpr std::int64_t in_microsecond = 1'000;
        const auto moment = convert<Moment>(cell);
        if (moment.time.nanoseconds % in_microsecond != 0) [[unlikely]] {
            ErrorDetails details;
            details.hint = "declare the column DateTime{9}";
            throw ConversionError("value_not_representable",
                                  "the time has nanoseconds, and the column microseconds",
                                  std::move(details));
        }
        return moment.date.days * (nanoseconds_per_day / in_microsecond) +
               moment.time.nanoseconds / in_microsecond;
    }
};

/// 64 bits of nanoseconds hold the years 1678 to 2261.
template <class Moment>
struct ReadNanoseconds {
    std::int64_t operator()(const ValueView& cell) const {
        const auto moment = convert<Moment>(cell);
        std::int64_t day_begin = 0;
        std::int64_t result = 0;
        if (__builtin_mul_overflow(std::int64_t{moment.date.days}, nanoseconds_per_day,
                                   &day_begin) ||
            __builtin_add_overflow(day_begin, moment.time.nanoseconds, &result)) [[unlikely]] {
            throw_out_of_range(cell.kind(), "a timestamp in nanoseconds");
        }
        return result;
    }
};

/// As Arrow has it: months, days and nanoseconds, 16 bytes.
struct StoredInterval {
    std::int32_t months = 0;
    std::int32_t days = 0;
    std::int64_t nanoseconds = 0;
};
static_assert(sizeof(StoredInterval) == 16);

struct ReadInterval {
    StoredInterval operator()(const ValueView& cell) const {
        const auto interval = convert<Interval>(cell);
        return {interval.months, interval.days, interval.nanoseconds};
    }
};

struct ReadUuid {
    auto operator()(const ValueView& cell) const { return convert<Uuid>(cell).bytes; }
};

}  // namespace azoth::arrow
