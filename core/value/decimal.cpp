// SPDX-License-Identifier: MIT
#include <azoth/value/decimal.hpp>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <functional>
#include <system_error>

#include <boost/multiprecision/cpp_int.hpp>

#include <azoth/error/error.hpp>
#include <azoth/value/conversion_error.hpp>

#include "digit.hpp"

namespace azoth {

namespace {

using boost::multiprecision::cpp_int;

/// A number's canonical text taken apart.
struct Parts {
    explicit Parts(std::string_view text) noexcept {
        negative = text.starts_with('-');
        if (negative) text.remove_prefix(1);
        const std::size_t point = text.find('.');
        whole = text.substr(0, point);
        if (point != std::string_view::npos) fraction = text.substr(point + 1);
    }

    /// Without the zeros at the end, which say nothing about the number's worth.
    [[nodiscard]] std::string_view bare_fraction() const noexcept {
        const std::size_t last = fraction.find_last_not_of('0');
        return last == std::string_view::npos ? std::string_view{} : fraction.substr(0, last + 1);
    }
    [[nodiscard]] bool is_zero() const noexcept { return whole == "0" && bare_fraction().empty(); }

    bool negative;
    std::string_view whole;
    std::string_view fraction;
};

int compare_magnitudes(const Parts& a, const Parts& b) noexcept {
    if (a.whole.size() != b.whole.size()) return a.whole.size() < b.whole.size() ? -1 : 1;
    if (const int order = a.whole.compare(b.whole); order != 0) return order;
    return a.bare_fraction().compare(b.bare_fraction());
}

enum class Reading { ok, malformed, not_representable };

/// Text as people and databases write it, taken apart.
struct Written {
    bool negative = false;
    std::string digits;      ///< of the whole number and the fraction, without the point
    std::int64_t scale = 0;  ///< how many of them are behind the point; negative means more zeros
};

bool is_special(std::string_view text) {
    if (text.starts_with('-') || text.starts_with('+')) text.remove_prefix(1);
    std::string lower(text.substr(0, 9));
    for (char& c : lower)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    return text.size() < 9 && (lower == "nan" || lower == "inf" || lower == "infinity");
}

Reading read_exponent(std::string_view text, std::int64_t& exponent) {
    if (text.starts_with('+')) {
        text.remove_prefix(1);
        if (text.starts_with('-')) return Reading::malformed;
    }
    const char* const end = text.data() + text.size();
    const auto [stop, error] = std::from_chars(text.data(), end, exponent);
    if (stop != end || error == std::errc::invalid_argument) return Reading::malformed;
    constexpr auto limit = static_cast<std::int64_t>(Decimal::max_exponent_digits);
    return error != std::errc{} || exponent > limit || exponent < -limit
               ? Reading::not_representable
               : Reading::ok;
}

Reading read(std::string_view text, Written& to) {
    const std::string_view all = text;
    to.negative = text.starts_with('-');
    if (to.negative || text.starts_with('+')) text.remove_prefix(1);
    bool behind_point = false;
    std::size_t at = 0;
    for (; at < text.size(); ++at) {
        const char c = text[at];
        if (is_digit(c)) {
            to.digits.push_back(c);
            if (behind_point) ++to.scale;
        } else if (c == '.' && !behind_point) {
            behind_point = true;
        } else {
            break;
        }
    }
    if (to.digits.empty()) return is_special(all) ? Reading::not_representable : Reading::malformed;
    if (at == text.size()) return Reading::ok;
    if (text[at] != 'e' && text[at] != 'E') return Reading::malformed;
    std::int64_t exponent = 0;
    const Reading reading = read_exponent(text.substr(at + 1), exponent);
    to.scale -= exponent;
    return reading;
}

/// The canonical text of a number from its digits, sign and scale.
std::string canonical(bool negative, std::string digits, std::int64_t scale) {
    if (scale < 0) {
        digits.append(static_cast<std::size_t>(-scale), '0');
        scale = 0;
    }
    const auto behind = static_cast<std::size_t>(scale);
    if (digits.size() <= behind) digits.insert(0, behind + 1 - digits.size(), '0');
    const std::size_t whole_digits = digits.size() - behind;
    const std::size_t first = std::min(digits.find_first_not_of('0'), whole_digits - 1);
    const bool is_zero = digits.find_first_not_of('0') == std::string::npos;

    std::string text;
    text.reserve(digits.size() - first + 2);
    if (negative && !is_zero) text.push_back('-');
    text.append(digits, first, whole_digits - first);
    if (behind > 0) text.append(1, '.').append(digits, whole_digits, behind);
    return text;
}

/// All digits as one integer at a scale that is not below the number's own.
cpp_int unscaled(std::string_view text, std::size_t scale) {
    const Parts parts(text);
    std::string digits;
    digits.reserve(parts.whole.size() + scale);
    digits.append(parts.whole).append(parts.fraction);
    digits.append(scale - parts.fraction.size(), '0');
    // A leading zero would make it octal.
    digits.erase(0, std::min(digits.find_first_not_of('0'), digits.size() - 1));
    cpp_int number(digits);
    return parts.negative ? cpp_int(-number) : number;
}

std::string text_of(const cpp_int& number, std::size_t scale) {
    const bool negative = number < 0;
    return canonical(negative, (negative ? cpp_int(-number) : number).str(),
                     static_cast<std::int64_t>(scale));
}

template <class I>
std::optional<I> integer_of(std::string_view text) noexcept {
    const Parts parts(text);
    if (!parts.bare_fraction().empty()) return std::nullopt;
    text = text.substr(0, (parts.negative ? 1 : 0) + parts.whole.size());
    I number{};
    const auto [stop, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc{} || stop != text.data() + text.size()) return std::nullopt;
    return number;
}

[[noreturn]] void throw_bad_decimal() {
    throw ConversionError("bad_decimal", "the text is not a decimal number");
}

}  // namespace

bool is_canonical_decimal(std::string_view text) noexcept {
    const Parts parts(text);
    const auto all_digits = [](std::string_view t) {
        return std::all_of(t.begin(), t.end(), is_digit);
    };
    if (parts.whole.empty() || !all_digits(parts.whole) || !all_digits(parts.fraction))
        return false;
    if (parts.whole.size() > 1 && parts.whole.front() == '0') return false;
    if (text.ends_with('.')) return false;
    return !(parts.negative && parts.is_zero());
}

int compare_decimals(std::string_view a, std::string_view b) noexcept {
    const Parts left(a);
    const Parts right(b);
    if (left.negative != right.negative) return left.negative ? -1 : 1;
    return left.negative ? compare_magnitudes(right, left) : compare_magnitudes(left, right);
}

std::size_t hash_decimal(std::string_view canonical) noexcept {
    const Parts parts(canonical);
    const std::string_view fraction = parts.bare_fraction();
    const std::size_t size = fraction.empty()
                                 ? static_cast<std::size_t>(parts.whole.end() - canonical.begin())
                                 : static_cast<std::size_t>(fraction.end() - canonical.begin());
    return std::hash<std::string_view>{}(canonical.substr(0, size));
}

Decimal::Decimal(std::string_view text) {
    if (is_canonical_decimal(text)) {
        text_ = text;
        return;
    }
    Written written;
    const Reading reading = read(text, written);
    if (reading == Reading::not_representable) throw_not_representable("decimal");
    if (reading == Reading::malformed) throw_bad_decimal();
    text_ = canonical(written.negative, std::move(written.digits), written.scale);
}

std::optional<Decimal> Decimal::try_parse(std::string_view text) {
    Written written;
    if (read(text, written) != Reading::ok) return std::nullopt;
    return Decimal(Canonical{},
                   canonical(written.negative, std::move(written.digits), written.scale));
}

Decimal Decimal::from_real(double number) {
    if (!std::isfinite(number)) throw_not_representable("decimal");
    char chars[352];  // the longest binary64 in plain notation has fewer
    const auto end = std::to_chars(chars, chars + sizeof chars, number, std::chars_format::fixed);
    return Decimal(std::string_view(chars, static_cast<std::size_t>(end.ptr - chars)));
}

Decimal Decimal::from_unscaled(std::int64_t unscaled, int scale) {
    std::string digits = std::to_string(unscaled);
    const bool negative = digits.starts_with('-');
    if (negative) digits.erase(0, 1);
    return Decimal(Canonical{}, canonical(negative, std::move(digits), scale));
}

std::size_t Decimal::scale() const noexcept {
    return Parts(text_).fraction.size();
}

std::size_t Decimal::precision() const noexcept {
    const Parts parts(text_);
    if (parts.whole != "0") return parts.whole.size() + parts.fraction.size();
    const std::size_t first = parts.fraction.find_first_not_of('0');
    return first == std::string_view::npos ? 1 : parts.fraction.size() - first;
}

int Decimal::sign() const noexcept {
    const Parts parts(text_);
    return parts.negative ? -1 : parts.is_zero() ? 0 : 1;
}

std::optional<std::int64_t> Decimal::try_int64() const noexcept {
    return integer_of<std::int64_t>(text_);
}

std::optional<std::uint64_t> Decimal::try_uint64() const noexcept {
    if (text_.starts_with('-')) return std::nullopt;
    return integer_of<std::uint64_t>(text_);
}

double Decimal::to_double_lossy() const noexcept {
    double number = 0;
    const auto [stop, error] = std::from_chars(text_.data(), text_.data() + text_.size(), number);
    if (error != std::errc::result_out_of_range) return number;
    // from_chars does not say which way: the number is too large, or next to zero.
    const Parts parts(text_);
    const double size = parts.whole == "0" ? 0.0 : HUGE_VAL;
    return parts.negative ? -size : size;
}

std::optional<Decimal> Decimal::try_rescale(std::size_t scale) const {
    const Parts parts(text_);
    if (parts.bare_fraction().size() > scale) return std::nullopt;
    std::string digits(parts.whole);
    digits.append(parts.fraction.substr(0, scale));
    if (scale > parts.fraction.size()) digits.append(scale - parts.fraction.size(), '0');
    return Decimal(Canonical{},
                   canonical(parts.negative, std::move(digits), static_cast<std::int64_t>(scale)));
}

Decimal Decimal::operator-() const {
    const int s = sign();
    if (s == 0) return *this;
    return Decimal(Canonical{}, s < 0 ? text_.substr(1) : "-" + text_);
}

Decimal& Decimal::operator+=(const Decimal& other) {
    const std::size_t common = std::max(scale(), other.scale());
    text_ = text_of(unscaled(text_, common) + unscaled(other.text_, common), common);
    return *this;
}

Decimal& Decimal::operator-=(const Decimal& other) {
    return *this += -other;
}

Decimal& Decimal::operator*=(const Decimal& other) {
    const std::size_t own = scale();
    const std::size_t others = other.scale();
    text_ = text_of(unscaled(text_, own) * unscaled(other.text_, others), own + others);
    return *this;
}

int Decimal::compare(const Decimal& other) const noexcept {
    return compare_decimals(text_, other.text_);
}

}  // namespace azoth
