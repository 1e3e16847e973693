// SPDX-License-Identifier: MIT
#pragma once

#include <compare>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <iosfwd>
#include <optional>
#include <string>
#include <string_view>

#include <azoth/error/export.hpp>
#include <azoth/value/value_view.hpp>

namespace azoth {

/// An exact decimal number of any size, kept as canonical text: an optional minus, at least one
/// digit and no superfluous leading zero, then where the scale is not zero a point and exactly
/// `scale()` digits. The scale is part of the value's looks, not of its worth: 1.50 prints as
/// "1.50", equals 1.5 and hashes alike. There is no negative zero, NaN or infinity.
/// Nothing is ever rounded. Thread-compatible.
class AZOTH_EXPORT Decimal {
public:
    /// The longest number that parsing makes out of an exponent, in digits.
    static constexpr std::size_t max_exponent_digits = 131'072;

    Decimal() : text_("0") {}
    /// Integers are exact, so they convert.
    template <std::integral I>
    requires(!std::same_as<I, bool> && !std::same_as<I, char> && sizeof(I) <= 8)
        Decimal(I number)  // NOLINT(google-explicit-constructor)
        : text_(std::to_string(number)) {}
    Decimal(bool) = delete;
    Decimal(char) = delete;
    /// A binary fraction is not exact: say which text is meant, or use `from_real`.
    Decimal(double) = delete;
    /// Reads "[+-]digits[.digits][e[+-]digits]". Throws `ConversionError` (`bad_decimal`, or
    /// `value_not_representable` for NaN, infinity and exponents beyond `max_exponent_digits`).
    explicit Decimal(std::string_view text);
    explicit Decimal(const char* text) : Decimal(std::string_view(text)) {}
    explicit Decimal(const std::string& text) : Decimal(std::string_view(text)) {}
    explicit Decimal(DecimalView view) : Decimal(view.digits) {}

    /// Empty where the constructor would throw.
    [[nodiscard]] static std::optional<Decimal> try_parse(std::string_view text);
    /// The shortest decimal that reads back as the same binary64. Throws `ConversionError`
    /// (`value_not_representable`) for NaN and infinities.
    [[nodiscard]] static Decimal from_real(double number);
    /// `unscaled` divided by ten to the power of `scale`, such as (1250, 2) for 12.50. A negative
    /// scale multiplies.
    [[nodiscard]] static Decimal from_unscaled(std::int64_t unscaled, int scale);

    /// The canonical text, borrowed from this object.
    [[nodiscard]] const std::string& text() const noexcept { return text_; }
    [[nodiscard]] DecimalView view() const noexcept { return DecimalView{text_}; }
    /// Digits behind the point.
    [[nodiscard]] std::size_t scale() const noexcept;
    /// Significant digits: those of the number without point and leading zeros, at least one.
    [[nodiscard]] std::size_t precision() const noexcept;
    /// -1, 0 or 1.
    [[nodiscard]] int sign() const noexcept;

    /// The integer this is, if it is one and fits.
    [[nodiscard]] std::optional<std::int64_t> try_int64() const noexcept;
    [[nodiscard]] std::optional<std::uint64_t> try_uint64() const noexcept;
    /// The nearest binary64: the one place where exactness is given up, hence the name.
    [[nodiscard]] double to_double_lossy() const noexcept;
    /// The same number with `scale` digits behind the point, if no digit other than zero is lost.
    [[nodiscard]] std::optional<Decimal> try_rescale(std::size_t scale) const;

    [[nodiscard]] Decimal operator-() const;
    Decimal& operator+=(const Decimal& other);
    Decimal& operator-=(const Decimal& other);
    Decimal& operator*=(const Decimal& other);
    // Sums have the larger scale of the two, products the sum of both.
    friend Decimal operator+(Decimal a, const Decimal& b) { return a += b; }
    friend Decimal operator-(Decimal a, const Decimal& b) { return a -= b; }
    friend Decimal operator*(Decimal a, const Decimal& b) { return a *= b; }

    friend bool operator==(const Decimal& a, const Decimal& b) noexcept {
        return a.compare(b) == 0;
    }
    friend std::weak_ordering operator<=>(const Decimal& a, const Decimal& b) noexcept {
        return a.compare(b) <=> 0;
    }
    /// Prints the canonical text; a template, so that nobody pays for a stream he does not use.
    template <class Traits>
    friend std::basic_ostream<char, Traits>& operator<<(std::basic_ostream<char, Traits>& out,
                                                        const Decimal& decimal) {
        return out << decimal.text();
    }

private:
    struct Canonical {};  // the text is canonical already
    Decimal(Canonical, std::string text) noexcept : text_(std::move(text)) {}
    [[nodiscard]] int compare(const Decimal& other) const noexcept;

    std::string text_;
};

[[nodiscard]] inline std::string to_string(const Decimal& decimal) {
    return decimal.text();
}

/// Compares two texts in canonical form as numbers: negative, zero or positive.
[[nodiscard]] AZOTH_EXPORT int compare_decimals(std::string_view a, std::string_view b) noexcept;
/// Equal for numbers that are equal, whatever their scale. `canonical` is in canonical form.
[[nodiscard]] AZOTH_EXPORT std::size_t hash_decimal(std::string_view canonical) noexcept;
/// Whether the text is a decimal in canonical form.
[[nodiscard]] AZOTH_EXPORT bool is_canonical_decimal(std::string_view text) noexcept;

}  // namespace azoth

template <>
struct std::hash<azoth::Decimal> {
    std::size_t operator()(const azoth::Decimal& d) const noexcept {
        return azoth::hash_decimal(d.text());
    }
};
