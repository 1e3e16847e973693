// SPDX-License-Identifier: MIT
#include "numeric_codec.hpp"

#include <algorithm>
#include <cstdint>

#include "big_endian.hpp"

namespace azoth::libpq {

namespace {

constexpr std::size_t header_size = 8;
constexpr std::size_t digits_per_group = 4;
constexpr std::size_t largest_scale = 16'383;         // NUMERIC_DSCALE_MAX
constexpr std::size_t most_integer_digits = 131'072;  // NUMERIC_WEIGHT_MAX

constexpr std::uint16_t sign_negative = 0x4000;
constexpr std::uint16_t sign_nan = 0xC000;
constexpr std::uint16_t sign_infinity = 0xD000;
constexpr std::uint16_t sign_minus_infinity = 0xF000;

void put_group(char* to, unsigned group) {
    to[0] = static_cast<char>('0' + group / 1000);
    to[1] = static_cast<char>('0' + group / 100 % 10);
    to[2] = static_cast<char>('0' + group / 10 % 10);
    to[3] = static_cast<char>('0' + group % 10);
}

}  // namespace

NumericShape decode_numeric(const char* data, std::size_t size, std::string& text) {
    if (size < header_size) return NumericShape::malformed;
    const std::size_t count = load_big<std::uint16_t>(data);
    const auto weight = static_cast<std::int16_t>(load_big<std::uint16_t>(data + 2));
    const auto sign = load_big<std::uint16_t>(data + 4);
    const std::size_t scale = load_big<std::uint16_t>(data + 6);
    if (sign == sign_nan) return NumericShape::not_a_number;
    if (sign == sign_infinity || sign == sign_minus_infinity) return NumericShape::infinite;
    if (size != header_size + 2 * count || scale > largest_scale ||
        (sign != 0 && sign != sign_negative)) {
        return NumericShape::malformed;
    }

    // Groups run from weight (before the point) downwards; absent ones are zero.
    const auto put_group_at = [&](int position, char* to) {
        const int index = weight - position;
        const unsigned group = index < 0 || index >= static_cast<int>(count)
                                   ? 0
                                   : load_big<std::uint16_t>(data + header_size + 2 * index);
        put_group(to, group);
        return group <= 9999;
    };

    const int top = std::max<int>(weight, 0);
    const std::size_t integer_digits = (static_cast<std::size_t>(top) + 1) * digits_per_group;
    const std::size_t fraction_groups = (scale + digits_per_group - 1) / digits_per_group;
    text.resize(1 + integer_digits + 1 + fraction_groups * digits_per_group);
    char* const begin = text.data() + 1;  // one place for the sign
    char* at = begin;
    bool valid = true;
    for (int position = top; position >= 0; --position, at += digits_per_group) {
        valid &= put_group_at(position, at);
    }
    char* first = begin;
    while (first + 1 < at && *first == '0') ++first;
    char* end = at;
    if (scale != 0) {
        *at++ = '.';
        for (std::size_t group = 1; group <= fraction_groups; ++group, at += digits_per_group) {
            valid &= put_group_at(-static_cast<int>(group), at);
        }
        end = begin + integer_digits + 1 + scale;
    }
    if (!valid) return NumericShape::malformed;
    // Minus zero does not exist; the server never sends one, a hostile one might.
    const bool zero = std::all_of(first, end, [](char c) { return c == '0' || c == '.'; });
    if (sign == sign_negative && !zero) *--first = '-';
    text.resize(static_cast<std::size_t>(end - text.data()));
    text.erase(0, static_cast<std::size_t>(first - text.data()));
    return NumericShape::finite;
}

bool encode_numeric(std::string_view canonical, std::string& data) {
    const bool negative = canonical.starts_with('-');
    if (negative) canonical.remove_prefix(1);
    const std::size_t point = canonical.find('.');
    const std::string_view integer = canonical.substr(0, point);
    const std::string_view fraction =
        point == std::string_view::npos ? std::string_view() : canonical.substr(point + 1);
    if (integer.size() > most_integer_digits || fraction.size() > largest_scale) return false;

    const std::size_t integer_groups = (integer.size() + digits_per_group - 1) / digits_per_group;
    const std::size_t fraction_groups = (fraction.size() + digits_per_group - 1) / digits_per_group;
    data.resize(header_size + 2 * (integer_groups + fraction_groups));
    char* at = data.data() + header_size;
    std::size_t used = integer.size() % digits_per_group;  // digits of the first, shorter group
    if (used == 0) used = digits_per_group;
    std::size_t begin = 0;
    for (std::size_t group = 0; group < integer_groups; ++group, at += 2) {
        unsigned value = 0;
        for (; begin < used; ++begin)
            value = value * 10 + static_cast<unsigned>(integer[begin] - '0');
        store_big(at, static_cast<std::uint16_t>(value));
        used += digits_per_group;
    }
    for (std::size_t group = 0; group < fraction_groups; ++group, at += 2) {
        unsigned value = 0;
        for (std::size_t i = group * digits_per_group; i < (group + 1) * digits_per_group; ++i) {
            value =
                value * 10 + (i < fraction.size() ? static_cast<unsigned>(fraction[i] - '0') : 0);
        }
        store_big(at, static_cast<std::uint16_t>(value));
    }
    store_big(data.data(), static_cast<std::uint16_t>(integer_groups + fraction_groups));
    store_big(data.data() + 2, static_cast<std::uint16_t>(static_cast<int>(integer_groups) - 1));
    store_big(data.data() + 4, negative ? sign_negative : std::uint16_t{0});
    store_big(data.data() + 6, static_cast<std::uint16_t>(fraction.size()));
    return true;
}

}  // namespace azoth::libpq
