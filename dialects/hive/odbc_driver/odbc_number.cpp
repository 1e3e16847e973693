// SPDX-License-Identifier: MIT
#include "odbc_number.hpp"

#include <algorithm>
#include <charconv>
#include <cstring>

namespace hive_odbc {
namespace {

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

using Wide = unsigned __int128;

std::optional<Wide> to_wide(std::string_view digits) {
    Wide value = 0;
    for (const char c : digits) {
        const auto next = static_cast<unsigned>(c - '0');
        if (value > (~static_cast<Wide>(0) - next) / 10) return std::nullopt;
        value = value * 10 + next;
    }
    return value;
}

}  // namespace

std::optional<Decimal> Decimal::parse(std::string_view text) {
    while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
    while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) text.remove_suffix(1);
    Decimal made;
    std::size_t at = 0;
    if (at < text.size() && (text[at] == '+' || text[at] == '-')) made.negative = text[at++] == '-';
    bool any = false;
    bool behind_point = false;
    for (; at < text.size(); ++at) {
        if (text[at] == '.' && !behind_point) {
            behind_point = true;
        } else if (is_digit(text[at])) {
            any = true;
            made.digits += text[at];
            if (behind_point) ++made.scale;
        } else {
            break;
        }
    }
    if (!any) return std::nullopt;
    if (at < text.size()) {
        if (text[at] != 'e' && text[at] != 'E') return std::nullopt;
        ++at;
        if (at < text.size() && text[at] == '+') ++at;
        int exponent = 0;
        const auto [end, failed] =
            std::from_chars(text.data() + at, text.data() + text.size(), exponent);
        if (failed != std::errc() || end != text.data() + text.size()) return std::nullopt;
        if (exponent > 5000 || exponent < -5000) return std::nullopt;
        made.scale -= exponent;
    }
    const std::size_t first = std::min(made.digits.find_first_not_of('0'), made.digits.size());
    made.digits.erase(0, first);
    if (made.digits.empty()) {
        made.scale = 0;
        made.negative = false;
    }
    if (made.scale < 0) {
        made.digits.append(static_cast<std::size_t>(-made.scale), '0');
        made.scale = 0;
    }
    return made;
}

std::string Decimal::whole_digits() const {
    const auto behind = static_cast<std::size_t>(scale);
    return digits.size() > behind ? digits.substr(0, digits.size() - behind) : "0";
}

bool Decimal::has_fraction() const {
    const std::size_t behind = std::min(static_cast<std::size_t>(scale), digits.size());
    return digits.find_first_not_of('0', digits.size() - behind) != std::string::npos;
}

std::string Decimal::to_text() const {
    std::string text = (negative ? "-" : "") + whole_digits();
    if (scale > 0) {
        const auto behind = static_cast<std::size_t>(scale);
        text += '.';
        if (digits.size() < behind) text.append(behind - digits.size(), '0');
        text.append(digits, digits.size() > behind ? digits.size() - behind : 0);
    }
    return text;
}

std::optional<std::uint64_t> to_magnitude(const std::string& digits) {
    std::uint64_t value = 0;
    const auto [end, failed] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
    if (failed != std::errc() || end != digits.data() + digits.size()) return std::nullopt;
    return value;
}

NumericFit put_numeric(const Decimal& value, int precision, int scale, SQL_NUMERIC_STRUCT& target) {
    NumericFit fit = NumericFit::exact;
    std::string digits = value.digits;
    if (scale >= value.scale) {
        digits.append(static_cast<std::size_t>(scale - value.scale), '0');
    } else {
        const auto lost = std::min(static_cast<std::size_t>(value.scale - scale), digits.size());
        if (digits.find_first_not_of('0', digits.size() - lost) != std::string::npos) {
            fit = NumericFit::fraction_lost;
        }
        digits.erase(digits.size() - lost);
    }
    if (value.digits.empty()) digits.clear();
    const auto wide = to_wide(digits);
    if (!wide || static_cast<int>(digits.size()) > precision) return NumericFit::out_of_range;
    target.precision = static_cast<SQLCHAR>(precision);
    target.scale = static_cast<SQLSCHAR>(scale);
    target.sign = value.negative ? 0 : 1;
    Wide left = *wide;
    for (SQLCHAR& byte : target.val) {
        byte = static_cast<SQLCHAR>(left & 0xff);
        left >>= 8;
    }
    return fit;
}

Decimal take_numeric(const SQL_NUMERIC_STRUCT& source) {
    Wide value = 0;
    for (int i = SQL_MAX_NUMERIC_LEN - 1; i >= 0; --i) value = value << 8 | source.val[i];
    Decimal made;
    made.negative = source.sign == 0 && value != 0;
    for (; value != 0; value /= 10)
        made.digits += static_cast<char>('0' + static_cast<int>(value % 10));
    std::reverse(made.digits.begin(), made.digits.end());
    made.scale = source.scale;
    if (made.scale < 0) {
        if (!made.digits.empty()) made.digits.append(static_cast<std::size_t>(-made.scale), '0');
        made.scale = 0;
    }
    return made;
}

}  // namespace hive_odbc
