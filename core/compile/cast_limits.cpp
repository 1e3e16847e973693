// SPDX-License-Identifier: MIT
#include <azoth/compile/cast_limits.hpp>

#include <cstdint>

namespace azoth::compile {

namespace {

/// How many digits the integers of a type have at most, or those of a Numeric before the point;
/// 0: nobody knows.
std::int64_t whole_digits(const SqlType& type) noexcept {
    switch (type.kind()) {
        case TypeKind::small_integer: return 5;
        case TypeKind::integer: return 10;
        case TypeKind::big_integer: return 19;
        case TypeKind::unsigned_big_integer: return 20;
        case TypeKind::numeric:
            if (!type.precision()) return 0;
            return static_cast<std::int64_t>(*type.precision()) - type.scale().value_or(0);
        default: return 0;
    }
}

}  // namespace

std::string_view text_pattern(const SqlType& type) noexcept {
    if (type.is_integer()) return integer_text;
    switch (type.kind()) {
        case TypeKind::numeric:
        case TypeKind::float_:
        case TypeKind::double_: return real_text;
        case TypeKind::date: return date_text;
        case TypeKind::time: return time_text;
        case TypeKind::timestamp: return timestamp_text;
        default: return {};
    }
}

IntegerRange integer_range(const SqlType& integer) noexcept {
    switch (integer.kind()) {
        case TypeKind::small_integer: return {"-32768", "32767"};
        case TypeKind::integer: return {"-2147483648", "2147483647"};
        case TypeKind::unsigned_big_integer: return {"0", "18446744073709551615"};
        default: return {"-9223372036854775808", "9223372036854775807"};
    }
}

std::string greatest_number(const SqlType& numeric) {
    const auto precision = static_cast<std::int64_t>(numeric.precision().value_or(0));
    const std::int64_t scale = numeric.scale().value_or(0);
    std::string digits(static_cast<std::size_t>(precision), '9');
    if (scale <= 0) return digits.append(static_cast<std::size_t>(-scale), '0');
    if (scale > precision) {
        digits.insert(0, static_cast<std::size_t>(scale - precision), '0');
    }
    digits.insert(digits.size() - static_cast<std::size_t>(scale), ".");
    if (digits.front() == '.') digits.insert(0, "0");
    return digits;
}

bool fits_always(const SqlType& from, const SqlType& to) noexcept {
    if (from.kind() == TypeKind::boolean) return true;
    if (to.kind() == TypeKind::float_ || to.kind() == TypeKind::double_) return true;
    if (to.kind() == TypeKind::numeric && !to.precision()) return true;
    if (from.is_integer() && to.is_integer()) {
        const bool loses_sign = to.kind() == TypeKind::unsigned_big_integer;
        if (from.kind() == to.kind()) return true;
        return !loses_sign && whole_digits(from) < whole_digits(to);
    }
    const std::int64_t digits = whole_digits(from);
    if (digits == 0 || !to.is_number()) return false;
    // Rounding up may need one more: 99.9 is 100. And not all numbers of ten digits have 32 bits.
    const bool cuts = from.kind() == TypeKind::numeric &&
                      (to.is_integer() || from.scale().value_or(0) > to.scale().value_or(0));
    if (to.is_integer()) {
        return to.kind() != TypeKind::unsigned_big_integer &&
               digits + (cuts ? 1 : 0) < whole_digits(to);
    }
    return digits + (cuts ? 1 : 0) <= whole_digits(to);
}

}  // namespace azoth::compile
