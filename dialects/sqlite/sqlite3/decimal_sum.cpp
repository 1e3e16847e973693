// SPDX-License-Identifier: MIT
#include "decimal_sum.hpp"

namespace azoth::sqlite3_driver {

namespace {

[[nodiscard]] Decimal to_decimal(const SmallDecimal& number) {
    return Decimal::from_unscaled(number.unscaled, number.scale);
}

}  // namespace

bool DecimalSum::add_small(SmallDecimal number) noexcept {
    SmallDecimal sum = small_;
    if (number.scale > sum.scale ? !rescale(sum, number.scale) : !rescale(number, sum.scale))
        return false;
    if (__builtin_add_overflow(sum.unscaled, number.unscaled, &sum.unscaled)) return false;
    small_ = sum;
    return true;
}

void DecimalSum::add(const SmallDecimal& number) {
    if (!add_small(number)) {
        large_ += to_decimal(small_);
        small_ = number;
    }
    ++count_;
}

void DecimalSum::subtract(SmallDecimal number) {
    // A small decimal has at most 18 digits, or is an INTEGER, whose least value has no opposite.
    if (__builtin_sub_overflow(std::int64_t{0}, number.unscaled, &number.unscaled)) {
        large_ -= Decimal(number.unscaled);
        --count_;
        return;
    }
    add(number);
    count_ -= 2;
}

void DecimalSum::change(std::string_view text, bool negate) {
    SmallDecimal number;
    if (read_small(text, number)) return negate ? subtract(number) : add(number);
    const Decimal large(text);
    negate ? large_ -= large : large_ += large;
    count_ += negate ? -1 : 1;
}

Decimal DecimalSum::total() const {
    return large_ + to_decimal(small_);
}

}  // namespace azoth::sqlite3_driver
