// SPDX-License-Identifier: MIT
#include "evaluator.hpp"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <string>

#include "calendar.hpp"

namespace differential::exact {

namespace {

bool is_true(const Scalar& value) {
    return value && std::get<bool>(*value);
}
bool is_false(const Scalar& value) {
    return value && !std::get<bool>(*value);
}
bool is_null_value(const Tree& tree) {
    return tree.op == Op::constant && !tree.constant;
}
Scalar conjunction(const Scalar& a, const Scalar& b) {
    if (is_false(a) || is_false(b)) return false;
    return a && b ? Scalar{true} : Scalar{};
}
Scalar negation(const Scalar& a) {
    return a ? Scalar{!std::get<bool>(*a)} : Scalar{};
}

double real_of(const Datum& value) {
    if (const auto* real = std::get_if<double>(&value)) return *real;
    return std::strtod(std::get<Number>(value).text().c_str(), nullptr);
}
/// A value where others of the choice, or the other operand, are real.
Datum as_kind(const Datum& value, Kind kind) {
    if (kind == Kind::real) return real_of(value);
    return value;
}

/// Towards zero.
Number divided(const Number& a, const Number& b, Mistake mistake) {
    const Number cut = quotient(a, b);
    const bool is_cut = cut * b != a && (a < Number(0)) != (b < Number(0));
    return mistake == Mistake::quotients_go_down && is_cut ? cut - Number(1) : cut;
}

Scalar arithmetic(const Tree& tree, const Datum& a, const Datum& b, Mistake mistake) {
    if (tree.kind == Kind::real) {
        const double x = real_of(a);
        const double y = real_of(b);
        switch (tree.op) {
            case Op::add: return x + y;
            case Op::subtract: return x - y;
            case Op::multiply: return x * y;
            default: return y == 0 ? Scalar{} : Scalar{x / y};
        }
    }
    const auto& x = std::get<Number>(a);
    const auto& y = std::get<Number>(b);
    switch (tree.op) {
        case Op::add: return x + y;
        case Op::subtract: return x - y;
        case Op::multiply: return x * y;
        case Op::divide: return y == Number(0) ? Scalar{} : Scalar{divided(x, y, mistake)};
        case Op::floor_divide:
            if (y == Number(0)) return {};
            return divided(x, y, Mistake::quotients_go_down);
        default: return y == Number(0) ? Scalar{} : Scalar{remainder(x, y)};
    }
}

double rounded(double number, int digits) {
    const double factor = std::pow(10.0, digits);
    return std::round(number * factor) / factor;
}

Scalar number_function(const Tree& tree, const Datum& value) {
    if (const auto* real = std::get_if<double>(&value)) {
        switch (tree.op) {
            case Op::negate: return *real == 0 ? 0.0 : -*real;
            case Op::abs: return std::fabs(*real);
            case Op::floor: return std::floor(*real);
            case Op::ceil: return std::ceil(*real);
            default: return rounded(*real, tree.size);
        }
    }
    const auto& number = std::get<Number>(value);
    switch (tree.op) {
        case Op::negate: return -number;
        case Op::abs: return number.abs();
        case Op::floor: return number.floor();
        case Op::ceil: return number.ceil();
        default: return number.rounded(tree.size);
    }
}

// ── moments ─────────────────────────────────────────────────────────────────────────────────────

std::int64_t floor_divided(std::int64_t a, std::int64_t b) {
    return a / b - (a % b < 0 ? 1 : 0);
}

/// Days, and microseconds of the day.
std::pair<std::int64_t, std::int64_t> split(const Datum& moment) {
    if (const auto* day = std::get_if<Day>(&moment)) return {day->days, 0};
    if (const auto* clock = std::get_if<Clock>(&moment)) return {0, clock->count};
    const std::int64_t count = std::holds_alternative<Moment>(moment)
                                   ? std::get<Moment>(moment).count
                                   : std::get<Instant>(moment).count;
    const std::int64_t days = floor_divided(count, microseconds_per_day);
    return {days, count - days * microseconds_per_day};
}

/// The order of parts in Tree::size.
std::int64_t extracted(int part, const Datum& moment, Mistake mistake) {
    const auto [days, microseconds] = split(moment);
    const CalendarDay day = calendar_day(days);
    const std::int64_t seconds = microseconds / 1'000'000;
    switch (part) {
        case 0: return day.year;
        case 1: return (day.month + 2) / 3;
        case 2: return day.month;
        case 3: return day.week;
        case 4: return day.day;
        case 5:
            if (mistake == Mistake::weeks_begin_on_sunday) return day.day_of_week % 7 + 1;
            return day.day_of_week;
        case 6: return day.day_of_year;
        case 7: return seconds / 3600;
        case 8: return seconds / 60 % 60;
        case 9: return seconds % 60;
        default: return days * 86'400 + seconds;
    }
}

// ── texts ───────────────────────────────────────────────────────────────────────────────────────

/// Whether a byte begins a character of UTF-8.
bool begins_character(char c) {
    return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U;
}
std::string first_characters(const std::string& text, int count) {
    std::size_t end = 0;
    for (int seen = 0; end < text.size(); ++end) {
        if (begins_character(text[end]) && seen++ == count) break;
    }
    return text.substr(0, end);
}
std::string mapped(std::string text, char first, char last, int distance) {
    for (char& c : text) {
        if (c >= first && c <= last) c = static_cast<char>(c + distance);
    }
    return text;
}
std::string trimmed(const std::string& text) {
    const std::size_t first = text.find_first_not_of(' ');
    if (first == std::string::npos) return {};
    return text.substr(first, text.find_last_not_of(' ') - first + 1);
}

// ── casts ───────────────────────────────────────────────────────────────────────────────────────

Scalar whole_of(const Datum& value) {
    if (const auto* truth = std::get_if<bool>(&value)) return Number(*truth ? 1 : 0);
    // A real number's halves go to the even one, an exact one's away from zero.
    if (const auto* real = std::get_if<double>(&value)) {
        return Number(static_cast<std::int64_t>(std::nearbyint(*real)));
    }
    return std::get<Number>(value).rounded(0);
}

std::string text_from(const Datum& value, int characters) {
    if (const auto* text = std::get_if<std::string>(&value)) {
        return characters == 0 ? *text : first_characters(*text, characters);
    }
    if (const auto* truth = std::get_if<bool>(&value)) return *truth ? "true" : "false";
    if (const auto* number = std::get_if<Number>(&value)) return number->text();
    if (const auto* guid = std::get_if<Guid>(&value)) return guid->text;
    if (const auto* day = std::get_if<Day>(&value)) return text_of(*day);
    if (const auto* clock = std::get_if<Clock>(&value)) return text_of(*clock);
    if (const auto* real = std::get_if<double>(&value)) return text_of(*real);
    if (const auto* instant = std::get_if<Instant>(&value)) {
        return text_of(Moment{instant->count}) + "+00:00";
    }
    return text_of(std::get<Moment>(value));
}

Scalar cast(const Tree& tree, const Datum& value) {
    switch (tree.kind) {
        case Kind::integer:
        case Kind::big: return whole_of(value);
        case Kind::numeric: {
            const auto& number = std::get<Number>(value);
            return tree.precision == 0 ? number : number.rounded(tree.size);
        }
        case Kind::real: return real_of(value);
        case Kind::text: {
            const Tree& from = tree.parts.front();
            if (from.kind == Kind::numeric) return std::get<Number>(value).text(from.size);
            return text_from(value, tree.size);
        }
        case Kind::day: return Day{split(value).first};
        case Kind::moment: {
            const auto [days, microseconds] = split(value);
            return Moment{days * microseconds_per_day + microseconds};
        }
        case Kind::clock: return Clock{split(value).second};
        default: return value;
    }
}

// ── comparisons ─────────────────────────────────────────────────────────────────────────────────

bool holds(Op op, std::partial_ordering order) {
    switch (op) {
        case Op::eq:
        case Op::not_distinct: return order == 0;
        case Op::ne:
        case Op::distinct: return order != 0;
        case Op::lt: return order < 0;
        case Op::le: return order <= 0;
        case Op::gt: return order > 0;
        default: return order >= 0;
    }
}

Scalar comparison(Op op, const Scalar& a, const Scalar& b) {
    const bool counts_nulls = op == Op::distinct || op == Op::not_distinct;
    if (counts_nulls && (!a || !b))
        return (a.has_value() == b.has_value()) == (op == Op::not_distinct);
    if (!a || !b) return {};
    return holds(op, compare(*a, *b));
}

/// Nothing is in an empty list, not even NULL.
Scalar member(const Scalar& value, const std::vector<Scalar>& list, Mistake mistake) {
    if (list.empty() && mistake != Mistake::lists_hold_null) return false;
    if (!value) return {};
    return std::any_of(list.begin(), list.end(),
                       [&](const Scalar& item) { return compare(*value, *item) == 0; });
}

Scalar extreme(const Tree& tree, const std::vector<Scalar>& values) {
    Scalar found;
    for (const Scalar& value : values) {
        if (!value) return {};
        const bool is_better = !found || (tree.op == Op::greatest ? compare(*value, *found) > 0
                                                                  : compare(*value, *found) < 0);
        if (is_better) found = as_kind(*value, tree.kind);
    }
    return found;
}

}  // namespace

std::partial_ordering compare(const Datum& a, const Datum& b) {
    if (std::holds_alternative<double>(a) || std::holds_alternative<double>(b)) {
        return real_of(a) <=> real_of(b);
    }
    if (a.index() != b.index()) return split(a) <=> split(b);  // a day and a moment
    return a <=> b;
}

Scalar evaluate(const Tree& tree, const Row& row, Mistake mistake) {
    const auto part = [&](std::size_t i) { return evaluate(tree.parts[i], row, mistake); };
    switch (tree.op) {
        case Op::column: return row[tree.column];
        case Op::constant: return tree.constant;
        case Op::case_when: {
            for (std::size_t i = 0; i + 1 < tree.parts.size(); i += 2) {
                if (!is_true(part(i))) continue;
                const Scalar chosen = part(i + 1);
                return chosen ? Scalar{as_kind(*chosen, tree.kind)} : chosen;
            }
            const Scalar otherwise =
                tree.parts.size() % 2 == 1 ? part(tree.parts.size() - 1) : Scalar{};
            return otherwise ? Scalar{as_kind(*otherwise, tree.kind)} : otherwise;
        }
        case Op::coalesce:
            for (std::size_t i = 0; i < tree.parts.size(); ++i) {
                if (const Scalar value = part(i)) return as_kind(*value, tree.kind);
            }
            return {};
        case Op::nullif: {
            const Scalar value = part(0);
            return is_true(comparison(Op::eq, value, part(1))) ? Scalar{} : value;
        }
        case Op::and_: return conjunction(part(0), part(1));
        case Op::or_: return negation(conjunction(negation(part(0)), negation(part(1))));
        case Op::not_: return negation(part(0));
        case Op::is_null: return !part(0).has_value();
        case Op::is_not_null: return part(0).has_value();
        case Op::is_true: return is_true(part(0));
        case Op::is_not_true: return !is_true(part(0));
        case Op::is_false: return is_false(part(0));
        case Op::is_not_false: return !is_false(part(0));
        case Op::eq:
        case Op::ne:
            // A NULL of the program's asks whether the other side is one.
            if (is_null_value(tree.parts[0])) return part(1).has_value() == (tree.op == Op::ne);
            if (is_null_value(tree.parts[1])) return part(0).has_value() == (tree.op == Op::ne);
            [[fallthrough]];
        case Op::lt:
        case Op::le:
        case Op::gt:
        case Op::ge:
        case Op::distinct:
        case Op::not_distinct: return comparison(tree.op, part(0), part(1));
        case Op::between:
        case Op::not_between: {
            const Scalar value = part(0);
            const Scalar within =
                conjunction(comparison(Op::ge, value, part(1)), comparison(Op::le, value, part(2)));
            return tree.op == Op::between ? within : negation(within);
        }
        case Op::in_list: return member(part(0), tree.list, mistake);
        case Op::not_in_list: return negation(member(part(0), tree.list, mistake));
        default: break;
    }

    // Everything else is NULL as soon as a part is.
    std::vector<Scalar> values;
    for (std::size_t i = 0; i < tree.parts.size(); ++i) {
        values.push_back(part(i));
        if (!values.back()) return {};
    }
    switch (tree.op) {
        case Op::greatest:
        case Op::least: return extreme(tree, values);
        case Op::negate:
        case Op::abs:
        case Op::round:
        case Op::floor:
        case Op::ceil: return number_function(tree, *values[0]);
        case Op::days_between: return Number(split(*values[0]).first - split(*values[1]).first);
        case Op::extract: return Number(extracted(tree.size, *values[0], mistake));
        case Op::length: {
            const auto& text = std::get<std::string>(*values[0]);
            if (mistake == Mistake::lengths_in_bytes) {
                return Number(static_cast<std::int64_t>(text.size()));
            }
            return Number(std::count_if(text.begin(), text.end(), begins_character));
        }
        case Op::lower: return mapped(std::get<std::string>(*values[0]), 'A', 'Z', 'a' - 'A');
        case Op::upper: return mapped(std::get<std::string>(*values[0]), 'a', 'z', 'A' - 'a');
        case Op::trim: return trimmed(std::get<std::string>(*values[0]));
        case Op::concat: return text_from(*values[0], 0) + text_from(*values[1], 0);
        case Op::cast: return cast(tree, *values[0]);
        default: return arithmetic(tree, *values[0], *values[1], mistake);
    }
}

}  // namespace differential::exact
