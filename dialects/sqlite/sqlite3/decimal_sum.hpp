// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string_view>

#include <azoth/value/decimal.hpp>

#include "small_decimal.hpp"

namespace azoth::sqlite3_driver {

/// An exact running sum: in one machine word as long as it fits, spilling into a Decimal of any
/// size when it does not. Its scale is the largest that was added.
class DecimalSum {
public:
    /// Throws `ConversionError` for text that is no decimal, and then is unchanged.
    void add(std::string_view text) { change(text, false); }
    void subtract(std::string_view text) { change(text, true); }
    void add(const SmallDecimal& number);
    void subtract(SmallDecimal number);

    /// Numbers added less numbers subtracted.
    [[nodiscard]] std::int64_t count() const noexcept { return count_; }
    [[nodiscard]] Decimal total() const;
    /// total() by count(), which is not zero: with 16 significant digits or more, the last one
    /// rounded, halves away from zero, as PostgreSQL divides
    /// (https://www.postgresql.org/docs/current/functions-aggregate.html).
    [[nodiscard]] Decimal average() const;

private:
    void change(std::string_view text, bool negate);
    [[nodiscard]] bool add_small(SmallDecimal number) noexcept;

    SmallDecimal small_;
    Decimal large_;
    std::int64_t count_ = 0;
};

}  // namespace azoth::sqlite3_driver
