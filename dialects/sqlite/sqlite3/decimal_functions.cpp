// SPDX-License-Identifier: MIT
#include "decimal_functions.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstdlib>
#include <exception>
#include <memory>
#include <new>
#include <optional>
#include <string>
#include <system_error>
#include <utility>

#include <azoth/error/error.hpp>
#include <azoth/value/decimal.hpp>

#include "decimal_sum.hpp"
#include "small_decimal.hpp"

namespace azoth::sqlite3_driver {

namespace {

[[nodiscard]] std::string_view text_of(sqlite3_value* cell) noexcept {
    const unsigned char* const text = sqlite3_value_text(cell);
    if (text == nullptr) return {};
    return {reinterpret_cast<const char*>(text),
            static_cast<std::size_t>(sqlite3_value_bytes(cell))};
}

/// Nothing for NULL; throws for what is no finite number.
[[nodiscard]] std::optional<Decimal> read_decimal(sqlite3_value* cell) {
    switch (sqlite3_value_type(cell)) {
        case SQLITE_NULL: return std::nullopt;
        case SQLITE_INTEGER: return Decimal(std::int64_t{sqlite3_value_int64(cell)});
        case SQLITE_FLOAT: return Decimal::from_real(sqlite3_value_double(cell));
        case SQLITE_TEXT: return Decimal(text_of(cell));
        default: throw ConversionError("bad_decimal", "a BLOB is not a decimal number");
    }
}

void set_result(sqlite3_context* context, const Decimal& number) {
    sqlite3_result_text64(context, number.text().data(), number.text().size(), SQLITE_TRANSIENT,
                          SQLITE_UTF8);
}

/// No exception may pass through SQLite. The message begins with the word by which the error
/// mapper knows it, and repeats no value.
template <class Work>
void guarded(sqlite3_context* context, Work work) noexcept {
    try {
        work();
    } catch (const std::bad_alloc&) {
        sqlite3_result_error_nomem(context);
    } catch (const std::exception&) {
        sqlite3_result_error(context, "azoth_decimal: a value is not a decimal number", -1);
    }
}

enum class Operation { add, subtract, multiply };

template <Operation operation>
void calculate(sqlite3_context* context, int, sqlite3_value** arguments) noexcept {
    guarded(context, [&] {
        std::optional<Decimal> left = read_decimal(arguments[0]);
        const std::optional<Decimal> right = read_decimal(arguments[1]);
        if (!left || !right) return sqlite3_result_null(context);
        if constexpr (operation == Operation::add) *left += *right;
        if constexpr (operation == Operation::subtract) *left -= *right;
        if constexpr (operation == Operation::multiply) *left *= *right;
        set_result(context, *left);
    });
}

/// Written as the error mapper knows SQLite's own.
void set_overflow(sqlite3_context* context) noexcept {
    sqlite3_result_error(context, "integer overflow", -1);
}

/// Halves go to the even number, as elsewhere.
void round_real(sqlite3_context* context, double number) noexcept {
    constexpr double beyond = 9223372036854775808.0;  // 2^63
    const double rounded = std::nearbyint(number);
    if (!(rounded >= -beyond && rounded < beyond)) return set_overflow(context);
    sqlite3_result_int64(context, static_cast<std::int64_t>(rounded));
}

/// Halves go away from zero.
void round_decimal(sqlite3_context* context, std::string_view digits) noexcept {
    const std::size_t point = std::min(digits.find('.'), digits.size());
    const bool goes_away = point + 1 < digits.size() && digits[point + 1] >= '5';
    const std::int64_t step = digits.front() == '-' ? -1 : 1;
    std::int64_t whole = 0;
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + point, whole);
    if (error != std::errc{} || end != digits.data() + point ||
        (goes_away && __builtin_add_overflow(whole, step, &whole))) {
        return set_overflow(context);
    }
    sqlite3_result_int64(context, whole);
}

void to_integer(sqlite3_context* context, int, sqlite3_value** arguments) noexcept {
    sqlite3_value* const cell = arguments[0];
    switch (sqlite3_value_type(cell)) {
        case SQLITE_NULL: return sqlite3_result_null(context);
        case SQLITE_INTEGER: return sqlite3_result_value(context, cell);
        case SQLITE_FLOAT: return round_real(context, sqlite3_value_double(cell));
        default: guarded(context, [&] { round_decimal(context, read_decimal(cell)->text()); });
    }
}

/// A number's digits, rounded to so many behind the point; halves go away from zero. A negative
/// scale rounds to tens, hundreds, …
[[nodiscard]] std::string rounded(std::string_view number, std::int64_t scale) {
    const bool is_negative = number.front() == '-';
    if (is_negative) number.remove_prefix(1);
    const std::size_t point = std::min(number.find('.'), number.size());
    std::string digits(number.substr(0, point));
    if (point < number.size()) digits += number.substr(point + 1);
    auto whole = static_cast<std::int64_t>(point);
    const std::int64_t kept = whole + scale;
    if (kept >= static_cast<std::int64_t>(digits.size())) {
        return (is_negative ? "-" : "") + std::string(number);
    }
    const bool goes_up = kept >= 0 && digits[static_cast<std::size_t>(kept)] >= '5';
    digits.resize(static_cast<std::size_t>(std::max<std::int64_t>(kept, 0)));
    if (goes_up) {
        std::size_t at = digits.size();
        while (at > 0 && digits[at - 1] == '9') digits[--at] = '0';
        if (at > 0) {
            ++digits[at - 1];
        } else {
            digits.insert(digits.begin(), '1');
            ++whole;
        }
    }
    if (scale <= 0) {
        digits.resize(static_cast<std::size_t>(std::max<std::int64_t>(whole, 1)), '0');
    } else {
        digits.insert(static_cast<std::size_t>(whole), ".");
    }
    return (is_negative ? "-" : "") + digits;
}

/// The number as a column of that precision and scale keeps it.
void fit(sqlite3_context* context, int, sqlite3_value** arguments) noexcept {
    guarded(context, [&] {
        std::optional<Decimal> number;
        if (sqlite3_value_type(arguments[0]) == SQLITE_FLOAT) {
            // The shortest digits that mean this number, as other databases take it.
            char text[32];
            const auto [end, error] =
                std::to_chars(text, text + sizeof text, sqlite3_value_double(arguments[0]));
            static_cast<void>(error);
            number.emplace(std::string_view(text, static_cast<std::size_t>(end - text)));
        } else {
            number = read_decimal(arguments[0]);
        }
        if (!number) return sqlite3_result_null(context);
        const std::int64_t scale = sqlite3_value_int64(arguments[2]);
        const Decimal kept(rounded(number->text(), scale));
        std::string_view whole(kept.text());
        whole = whole.substr(0, whole.find('.'));
        if (whole.starts_with('-')) whole.remove_prefix(1);
        const std::int64_t room = sqlite3_value_int64(arguments[1]) - scale;
        if (whole != "0" && static_cast<std::int64_t>(whole.size()) > room) {
            return sqlite3_result_error(context, "azoth_fit: too many digits", -1);
        }
        set_result(context, kept);
    });
}

/// The whole number below, or above.
[[nodiscard]] Decimal whole(const Decimal& number, bool up) {
    const std::string& digits = number.text();
    const std::size_t point = digits.find('.');
    if (point == std::string::npos) return number;
    const bool has_fraction = digits.find_first_not_of('0', point + 1) != std::string::npos;
    const Decimal cut(std::string_view(digits).substr(0, point));
    if (!has_fraction || (number.sign() > 0) != up) return cut;
    return up ? cut + 1 : cut - 1;
}

enum class Shape { abs, ceil, floor };

template <Shape shape>
void reshape(sqlite3_context* context, int, sqlite3_value** arguments) noexcept {
    guarded(context, [&] {
        const std::optional<Decimal> number = read_decimal(arguments[0]);
        if (!number) return sqlite3_result_null(context);
        if constexpr (shape == Shape::abs)
            set_result(context, number->sign() < 0 ? -*number : *number);
        if constexpr (shape == Shape::ceil) set_result(context, whole(*number, true));
        if constexpr (shape == Shape::floor) set_result(context, whole(*number, false));
    });
}

/// How many rows a limit is of: no number below zero.
void count_rows(sqlite3_context* context, int, sqlite3_value** arguments) noexcept {
    const bool is_known = sqlite3_value_type(arguments[0]) != SQLITE_NULL;
    if (is_known && sqlite3_value_int64(arguments[0]) < 0) {
        return sqlite3_result_error(context, "azoth_row_count: less than no row", -1);
    }
    sqlite3_result_value(context, arguments[0]);
}

/// An integer of so many bits, or an error.
template <bool is_tried>
void narrow(sqlite3_context* context, int, sqlite3_value** arguments) noexcept {
    const std::int64_t most = (std::int64_t{1} << (sqlite3_value_int(arguments[1]) - 1)) - 1;
    const std::int64_t number = sqlite3_value_int64(arguments[0]);
    const bool is_within = number <= most && number >= -most - 1;
    const bool is_integer = sqlite3_value_type(arguments[0]) == SQLITE_INTEGER;
    if (is_within || !is_integer) return sqlite3_result_value(context, arguments[0]);
    if (is_tried) return sqlite3_result_null(context);
    sqlite3_result_error(context, "integer overflow", -1);
}

/// The nearest one: its own CAST looks at the first digits only.
void to_real(sqlite3_context* context, int, sqlite3_value** arguments) noexcept {
    guarded(context, [&] {
        const std::optional<Decimal> number = read_decimal(arguments[0]);
        if (!number) return sqlite3_result_null(context);
        sqlite3_result_double(context, number->to_double_lossy());
    });
}

void round(sqlite3_context* context, int, sqlite3_value** arguments) noexcept {
    guarded(context, [&] {
        const std::optional<Decimal> number = read_decimal(arguments[0]);
        if (!number) return sqlite3_result_null(context);
        set_result(context, Decimal(rounded(number->text(), sqlite3_value_int64(arguments[1]))));
    });
}

/// The number with at least so many digits behind the point.
void to_text(sqlite3_context* context, int, sqlite3_value** arguments) noexcept {
    guarded(context, [&] {
        const std::optional<Decimal> number = read_decimal(arguments[0]);
        if (!number) return sqlite3_result_null(context);
        const auto scale = static_cast<std::size_t>(sqlite3_value_int64(arguments[1]));
        set_result(context, number->try_rescale(std::max(scale, number->scale())).value());
    });
}

/// The shortest digits that mean the number, with an exponent where there are many zeros.
[[nodiscard]] std::string shortest(double number) {
    char text[32] = {};
    const auto [end, error] =
        std::to_chars(text, text + sizeof text - 1, number, std::chars_format::scientific);
    static_cast<void>(error);
    const std::string_view written(text, static_cast<std::size_t>(end - text));
    const std::size_t e = written.find('e');
    const int exponent = std::atoi(written.data() + e + 1);
    constexpr int least = -4;
    constexpr int most = 14;
    if (exponent < least || exponent > most) return std::string(written);
    const std::string_view sign = written.substr(0, written.front() == '-' ? 1 : 0);
    std::string digits;
    for (const char c : written.substr(sign.size(), e - sign.size())) {
        if (c != '.') digits += c;
    }
    if (exponent < 0) {
        digits.insert(0, static_cast<std::size_t>(-exponent), '0');
    } else if (digits.size() <= static_cast<std::size_t>(exponent)) {
        digits.append(static_cast<std::size_t>(exponent) + 1 - digits.size(), '0');
    }
    const std::size_t point = static_cast<std::size_t>(std::max(exponent, 0)) + 1;
    if (point < digits.size()) digits.insert(point, ".");
    return std::string(sign) + digits;
}

void real_to_text(sqlite3_context* context, int, sqlite3_value** arguments) noexcept {
    guarded(context, [&] {
        sqlite3_value* const cell = arguments[0];
        const int type = sqlite3_value_type(cell);
        if (type != SQLITE_FLOAT && type != SQLITE_INTEGER) {
            return sqlite3_result_value(context, cell);
        }
        const std::string text = shortest(sqlite3_value_double(cell));
        sqlite3_result_text64(context, text.data(), text.size(), SQLITE_TRANSIENT, SQLITE_UTF8);
    });
}

/// Feeds a cell to a sum; NULL is no number.
template <class Change>
void feed(sqlite3_value* cell, Change change) {
    switch (sqlite3_value_type(cell)) {
        case SQLITE_NULL: return;
        case SQLITE_INTEGER: return change(SmallDecimal{sqlite3_value_int64(cell), 0});
        case SQLITE_TEXT: return change(text_of(cell));
        default: return change(std::string_view(read_decimal(cell)->text()));
    }
}

// SQLite keeps the pointer to the sum, zero at first, and always calls sum_final.
[[nodiscard]] DecimalSum* existing_sum(sqlite3_context* context) noexcept {
    auto* const place = static_cast<DecimalSum**>(sqlite3_aggregate_context(context, 0));
    return place == nullptr ? nullptr : *place;
}

void sum_step(sqlite3_context* context, int, sqlite3_value** arguments) noexcept {
    guarded(context, [&] {
        auto* const place =
            static_cast<DecimalSum**>(sqlite3_aggregate_context(context, sizeof(void*)));
        if (place == nullptr) throw std::bad_alloc();
        if (*place == nullptr) *place = new DecimalSum;
        feed(arguments[0], [place](const auto& number) { (*place)->add(number); });
    });
}

void sum_inverse(sqlite3_context* context, int, sqlite3_value** arguments) noexcept {
    DecimalSum* const sum = existing_sum(context);
    if (sum == nullptr) return;
    guarded(context,
            [&] { feed(arguments[0], [sum](const auto& number) { sum->subtract(number); }); });
}

template <Decimal (DecimalSum::*result)() const>
void sum_value(sqlite3_context* context) noexcept {
    const DecimalSum* const sum = existing_sum(context);
    if (sum == nullptr || sum->count() == 0) return sqlite3_result_null(context);
    guarded(context, [&] { set_result(context, (sum->*result)()); });
}

template <Decimal (DecimalSum::*result)() const>
void sum_final(sqlite3_context* context) noexcept {
    sum_value<result>(context);
    const std::unique_ptr<DecimalSum> end_of_sum(existing_sum(context));
}

template <Decimal (DecimalSum::*result)() const>
int register_sum(sqlite3* handle, const char* name, int flags) noexcept {
    return sqlite3_create_window_function(handle, name, 1, flags, nullptr, &sum_step,
                                          &sum_final<result>, &sum_value<result>, &sum_inverse,
                                          nullptr);
}

int collate(void*, int left_size, const void* left, int right_size, const void* right) noexcept {
    return compare_as_decimals(
        {static_cast<const char*>(left), static_cast<std::size_t>(left_size)},
        {static_cast<const char*>(right), static_cast<std::size_t>(right_size)});
}

[[nodiscard]] std::optional<Decimal> try_decimal(std::string_view text) noexcept {
    try {
        return Decimal::try_parse(text);
    } catch (const std::bad_alloc&) {
        // A collation cannot fail; without memory for 131072 digits nothing else works either.
        return std::nullopt;
    }
}

}  // namespace

int compare_as_decimals(std::string_view a, std::string_view b) noexcept {
    SmallDecimal small_a;
    SmallDecimal small_b;
    if (read_small(a, small_a) && read_small(b, small_b)) {
        const int scale = std::max(small_a.scale, small_b.scale);
        if (rescale(small_a, scale) && rescale(small_b, scale))
            return small_a.unscaled < small_b.unscaled ? -1 : small_a.unscaled > small_b.unscaled;
    }
    if (is_canonical_decimal(a) && is_canonical_decimal(b)) return compare_decimals(a, b);
    const std::optional<Decimal> left = try_decimal(a);
    const std::optional<Decimal> right = try_decimal(b);
    if (left && right) return compare_decimals(left->text(), right->text());
    if (left.has_value() != right.has_value()) return left ? -1 : 1;
    return a.compare(b);
}

int register_decimal_functions(sqlite3* handle) noexcept {
    // Innocuous: they may be used in views, triggers and checks although the schema is not trusted.
    constexpr int flags = SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_INNOCUOUS;
    struct {
        const char* name;
        int arguments;
        void (*function)(sqlite3_context*, int, sqlite3_value**);
    } const functions[] = {
        {"azoth_decimal_abs", 1, &reshape<Shape::abs>},
        {"azoth_decimal_add", 2, &calculate<Operation::add>},
        {"azoth_decimal_ceil", 1, &reshape<Shape::ceil>},
        {"azoth_decimal_fit", 3, &fit},
        {"azoth_decimal_floor", 1, &reshape<Shape::floor>},
        {"azoth_decimal_mul", 2, &calculate<Operation::multiply>},
        {"azoth_decimal_real", 1, &to_real},
        {"azoth_decimal_round", 2, &round},
        {"azoth_decimal_sub", 2, &calculate<Operation::subtract>},
        {"azoth_decimal_text", 2, &to_text},
        {"azoth_integer", 1, &to_integer},
        {"azoth_narrow", 2, &narrow<false>},
        {"azoth_real_text", 1, &real_to_text},
        {"azoth_row_count", 1, &count_rows},
        {"azoth_try_narrow", 2, &narrow<true>},
    };
    int result = SQLITE_OK;
    for (const auto& [name, arguments, function] : functions) {
        result = sqlite3_create_function_v2(handle, name, arguments, flags, nullptr, function,
                                            nullptr, nullptr, nullptr);
        if (result != SQLITE_OK) return result;
    }
    result = register_sum<&DecimalSum::average>(handle, "azoth_decimal_avg", flags);
    if (result != SQLITE_OK) return result;
    result = register_sum<&DecimalSum::total>(handle, "azoth_decimal_sum", flags);
    if (result != SQLITE_OK) return result;
    // Joins on equal numbers: before 3.41 the filter in front of an automatic index took texts of
    // different length for different, whatever their collation says.
    constexpr unsigned bloom_filter = 0x80000;
    sqlite3_test_control(SQLITE_TESTCTRL_OPTIMIZATIONS, handle, bloom_filter);
    return sqlite3_create_collation_v2(handle, "azoth_decimal", SQLITE_UTF8, nullptr, &collate,
                                       nullptr);
}

}  // namespace azoth::sqlite3_driver
