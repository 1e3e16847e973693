// SPDX-License-Identifier: MIT
#include "generator.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

#include "table.hpp"

namespace differential::exact {

namespace {

constexpr double largest_integer = 2147483647.0;
constexpr double largest_big = 9.2e18;
constexpr double largest_exact_real = 9007199254740992.0;
constexpr int most_digits = 20;

Tree inner(Op op, Kind kind, std::vector<Tree> parts, Range range = {}) {
    return Tree{.op = op, .kind = kind, .parts = std::move(parts), .range = range};
}

double limit(Kind kind) {
    switch (kind) {
        case Kind::integer: return largest_integer;
        case Kind::big: return largest_big;
        case Kind::numeric: return 1e40;
        default: return 1e304;
    }
}

bool fits(Kind kind, const Range& range) {
    return range.magnitude <= limit(kind) && (kind != Kind::numeric || range.scale <= most_digits);
}

Range widest(const std::vector<Tree>& parts, std::size_t first) {
    Range range;
    for (std::size_t i = first; i < parts.size(); ++i) {
        if (!is_number(parts[i].kind)) continue;
        range.magnitude = std::max(range.magnitude, parts[i].range.magnitude);
        range.scale = std::max(range.scale, parts[i].range.scale);
    }
    return range;
}

Range range_of(const Scalar& constant) {
    if (const auto* real = std::get_if<double>(&*constant)) return {std::fabs(*real), 3};
    const auto* number = std::get_if<Number>(&*constant);
    if (number == nullptr) return {};
    const std::string text = number->text();
    const std::size_t point = text.find('.');
    const std::size_t scale = point == std::string::npos ? 0 : text.size() - point - 1;
    return {std::fabs(std::stod(text)), static_cast<int>(scale)};
}

/// With one more, for what is rounded up.
int digits_before_point(const Range& range) {
    return range.magnitude < 1 ? 1 : static_cast<int>(std::log10(range.magnitude)) + 2;
}

Range result_of(Op op, const Range& a, const Range& b) {
    if (op == Op::multiply) return {a.magnitude * b.magnitude, a.scale + b.scale};
    return {a.magnitude + b.magnitude, std::max(a.scale, b.scale)};
}

}  // namespace

Kind Generator::kind() {
    constexpr std::array kinds{Kind::integer, Kind::integer, Kind::big,     Kind::numeric,
                               Kind::numeric, Kind::real,    Kind::text,    Kind::text,
                               Kind::day,     Kind::moment,  Kind::instant, Kind::clock,
                               Kind::uuid,    Kind::truth};
    return kinds[below(kinds.size())];
}

Kind Generator::at_most(Kind kind) {
    switch (kind) {
        case Kind::big: return once_in(2) ? Kind::integer : Kind::big;
        case Kind::numeric: {
            constexpr std::array kinds{Kind::integer, Kind::big, Kind::numeric, Kind::numeric};
            return kinds[below(kinds.size())];
        }
        case Kind::real: return once_in(2) ? Kind::integer : Kind::real;
        default: return kind;
    }
}

Kind Generator::comparable_to(Kind kind) {
    switch (kind) {
        case Kind::integer:
            // A real number holds every integer of 32 bits, but not of 64.
            if (once_in(5)) return Kind::real;
            [[fallthrough]];
        case Kind::big: return at_most(Kind::numeric);
        case Kind::day:
        case Kind::moment: return once_in(2) ? Kind::day : Kind::moment;
        default: return at_most(kind);
    }
}

Tree Generator::tree(const Scope& scope, Kind kind, int depth) {
    scope_ = &scope;
    return any(kind, depth);
}

Tree Generator::column(Kind kind) {
    const auto is_of_kind = [&](const ColumnInfo& info) { return info.kind == kind; };
    const auto count = std::count_if(scope_->begin(), scope_->end(), is_of_kind);
    if (count != 0) {
        auto left = below(static_cast<std::size_t>(count));
        std::size_t index = 0;
        while ((*scope_)[index].kind != kind || left-- != 0) ++index;
        return Tree{
            .op = Op::column, .kind = kind, .column = index, .range = (*scope_)[index].range};
    }
    Tree made = constant(kind);
    while (!made.constant) made = constant(kind);
    made.is_bare = false;
    return made;
}

Tree Generator::constant(Kind kind) {
    const std::vector<Scalar>& values = samples(kind);
    Tree made{.op = Op::constant, .kind = kind, .constant = values[below(values.size())]};
    made.is_bare = once_in(2);
    if (made.is_bare && once_in(8)) {
        made.constant = {};  // has no type but that of its neighbours
        return made;
    }
    made.range = range_of(made.constant);
    // Beside a column a value has no more digits than the column, else it is refused.
    if (kind == Kind::numeric && (made.range.scale > 2 || made.range.magnitude > 1e9)) {
        made.is_bare = false;
    }
    return made;
}

Tree Generator::leaf(Kind kind) {
    if (kind != Kind::truth && once_in(4)) return constant(kind);
    return column(kind);
}

Tree Generator::telling(Kind kind, int depth) {
    Tree made = any(kind, depth);
    return made.op == Op::constant ? column(kind) : made;
}

Tree Generator::beside(Kind kind, int depth) {
    const Kind other = at_most(kind);
    return any(other, depth);
}

Tree Generator::any(Kind kind, int depth) {
    if (depth <= 0) return leaf(kind);
    switch (kind) {
        case Kind::integer:
        case Kind::big:
        case Kind::numeric:
        case Kind::real: return number(kind, depth - 1);
        case Kind::text: return text(depth - 1);
        case Kind::truth: return truth(depth - 1);
        case Kind::day:
        case Kind::moment:
        case Kind::clock:
            return once_in(3) ? temporal_cast(kind, depth - 1) : choice(kind, depth - 1);
        default: return choice(kind, depth - 1);
    }
}

// ── numbers ─────────────────────────────────────────────────────────────────────────────────────

Tree Generator::number(Kind kind, int depth) {
    switch (below(9)) {
        case 0:
        case 1:
        case 2: return arithmetic(kind, depth);
        case 3: return kind == Kind::numeric ? arithmetic(kind, depth) : division(kind, depth);
        case 4:
            return kind == Kind::integer || kind == Kind::big ? counted(kind, depth)
                                                              : rounding(kind, depth);
        case 5: return number_cast(kind, depth);
        case 6: return rounding(kind, depth);
        default: return choice(kind, depth);
    }
}

Tree Generator::arithmetic(Kind kind, int depth) {
    constexpr std::array ops{Op::add, Op::subtract, Op::multiply};
    Op op = ops[below(ops.size())];
    Tree left = telling(kind, depth);
    Tree right = beside(kind, depth);
    Range range = result_of(op, left.range, right.range);
    if (!fits(kind, range)) {
        op = Op::subtract;
        range = result_of(op, left.range, right.range);
    }
    if (!fits(kind, range)) return left;
    const bool swaps = once_in(2);
    if (swaps) std::swap(left, right);
    std::vector<Tree> parts;
    parts.push_back(std::move(left));
    parts.push_back(std::move(right));
    return inner(op, kind, std::move(parts), range);
}

Tree Generator::division(Kind kind, int depth) {
    const bool is_real = kind == Kind::real;
    constexpr std::array ops{Op::divide, Op::divide, Op::modulo, Op::modulo, Op::floor_divide};
    Op op = is_real ? Op::divide : ops[below(ops.size())];
    if (is_real && once_in(3)) op = Op::true_divide;
    Tree left = telling(kind, depth);
    Tree right = beside(kind, depth);
    // The least integer by -1 is too large by one.
    if (!fits(kind, left.range)) return left;
    Range range = op == Op::modulo ? right.range : left.range;
    if (op == Op::floor_divide) range.magnitude += 1;
    if (!fits(kind, range)) return left;
    if (is_real) {
        // Not even by the least of all divisors it gets too large.
        if (left.range.magnitude > 1e100 || right.range.magnitude > 1e100) return left;
        range = {left.range.magnitude * 1e100, most_bits + 1};
    }
    std::vector<Tree> parts;
    parts.push_back(std::move(left));
    parts.push_back(std::move(right));
    return inner(op, kind, std::move(parts), range);
}

/// A whole number that says something of a value of another kind. What PostgreSQL counts in 32 bits
/// and the library in 64 is told its type.
Tree Generator::counted(Kind kind, int depth) {
    std::vector<Tree> parts;
    if (kind == Kind::integer || once_in(3)) {
        const bool counts_days = once_in(2);
        const Kind of = counts_days ? Kind::day : Kind::text;
        parts.push_back(telling(of, depth - 1));
        if (counts_days) parts.push_back(telling(of, depth - 1));
        const Range range{counts_days ? 4e6 : 1000, 0};
        std::vector<Tree> count;
        count.push_back(inner(counts_days ? Op::days_between : Op::length, Kind::integer,
                              std::move(parts), range));
        return inner(Op::cast, kind, std::move(count), range);
    }
    constexpr std::array moments{Kind::day, Kind::moment, Kind::instant, Kind::clock};
    const Kind of = moments[below(moments.size())];
    constexpr int clock_fields = 3;
    constexpr int date_fields = 7;
    constexpr int all_fields = 11;
    parts.push_back(telling(of, depth - 1));
    Tree made = inner(Op::extract, kind, std::move(parts), {3e11, 0});
    made.size = static_cast<int>(below(of == Kind::day ? date_fields : all_fields));
    if (of == Kind::clock) made.size = date_fields + static_cast<int>(below(clock_fields));
    return made;
}

Tree Generator::number_cast(Kind kind, int depth) {
    constexpr std::array numbers{Kind::integer, Kind::big, Kind::numeric, Kind::real};
    Kind from = numbers[below(numbers.size())];
    if (kind == Kind::integer && once_in(5)) from = Kind::truth;
    if (kind == Kind::numeric && from == Kind::real) from = Kind::integer;
    Tree operand = telling(from, depth);
    if (from == Kind::truth) {
        std::vector<Tree> parts;
        parts.push_back(std::move(operand));
        return inner(Op::cast, Kind::integer, std::move(parts), {1, 0});
    }
    Range range = operand.range;
    const bool is_exact = from != Kind::real || range.scale <= most_bits;
    const double most = kind == Kind::real ? largest_exact_real : limit(kind) - 1;
    if (!is_exact || (range.magnitude > most && from != Kind::numeric) ||
        (range.magnitude > most && kind != Kind::real)) {
        return column(kind);
    }
    if (is_whole(kind)) range.scale = 0;
    if (kind == Kind::real && from == Kind::numeric) range.scale = most_bits + 1;
    std::vector<Tree> parts;
    parts.push_back(std::move(operand));
    Tree made = inner(Op::cast, kind, std::move(parts), range);
    if (kind == Kind::numeric && once_in(2)) {
        made.size = static_cast<int>(below(4));
        const int whole = digits_before_point(range);
        made.precision = whole + made.size;
        made.range.scale = made.size;
    }
    return made;
}

Tree Generator::rounding(Kind kind, int depth) {
    Tree operand = telling(kind, depth);
    Range range = operand.range;
    constexpr std::array ops{Op::negate, Op::abs, Op::round, Op::floor, Op::ceil};
    const Op op = ops[below(ops.size())];
    // The least integer has no opposite.
    const bool turns = op == Op::negate || op == Op::abs;
    if (turns && !fits(kind, range)) return operand;
    const bool is_exact = kind != Kind::real || (range.scale <= 10 && range.magnitude < 1e5);
    if (op == Op::round && !is_exact) return operand;
    if (kind == Kind::real && op != Op::negate && op != Op::abs) {
        range.scale = op == Op::round ? most_bits + 1 : 0;
    }
    if (kind == Kind::numeric && !turns) range.magnitude += 1;
    std::vector<Tree> parts;
    parts.push_back(std::move(operand));
    Tree made = inner(op, kind, std::move(parts), range);
    if (op == Op::round) made.size = is_whole(kind) ? 0 : static_cast<int>(below(4));
    return made;
}

// ── texts and moments ───────────────────────────────────────────────────────────────────────────

Tree Generator::text(int depth) {
    std::vector<Tree> parts;
    switch (below(6)) {
        case 0: return choice(Kind::text, depth);
        case 1: return text_cast(depth);
        case 2: {
            constexpr std::array ops{Op::lower, Op::upper, Op::trim};
            const Op op = ops[below(ops.size())];
            parts.push_back(column(Kind::text));
            return inner(op, Kind::text, std::move(parts));
        }
        default: {
            const bool swaps = once_in(2);
            parts.push_back(telling(Kind::text, depth));
            Kind other = once_in(5) ? kind() : Kind::text;
            // A truth beside a text is a number where there are no truths.
            if (other == Kind::numeric || other == Kind::truth) other = Kind::integer;
            parts.push_back(any(other, depth));
            if (swaps) std::swap(parts[0], parts[1]);
            return inner(Op::concat, Kind::text, std::move(parts));
        }
    }
}

Tree Generator::text_cast(int depth) {
    constexpr std::array kinds{Kind::integer, Kind::big,    Kind::day,    Kind::uuid,
                               Kind::truth,   Kind::moment, Kind::clock,  Kind::text,
                               Kind::numeric, Kind::real,   Kind::instant};
    const Kind from = kinds[below(kinds.size())];
    Tree operand = telling(from, depth);
    if (from == Kind::numeric) {
        // The text has the digits of its type, where that says how many.
        const int whole = digits_before_point(operand.range);
        const int scale = static_cast<int>(below(4));
        std::vector<Tree> number;
        number.push_back(std::move(operand));
        operand = inner(Op::cast, from, std::move(number));
        operand.size = scale;
        operand.precision = whole + scale;
    }
    std::vector<Tree> parts;
    parts.push_back(std::move(operand));
    Tree made = inner(Op::cast, Kind::text, std::move(parts));
    if (from == Kind::text) made.size = 1 + static_cast<int>(below(4));
    return made;
}

Tree Generator::temporal_cast(Kind kind, int depth) {
    const Kind from = kind == Kind::moment && once_in(2) ? Kind::day : Kind::moment;
    std::vector<Tree> parts;
    parts.push_back(telling(from, depth));
    return inner(Op::cast, kind, std::move(parts));
}

// ── choices ─────────────────────────────────────────────────────────────────────────────────────

Tree Generator::choice(Kind kind, int depth) {
    constexpr std::array ops{Op::coalesce, Op::coalesce, Op::case_when, Op::case_when,
                             Op::nullif,   Op::greatest, Op::least};
    Op op = ops[below(ops.size())];
    std::vector<Tree> parts;
    if (op == Op::nullif) {
        parts.push_back(telling(kind, depth));
        const Kind other = comparable_to(kind);
        parts.push_back(any(other, depth));
        const Range range = parts.front().range;
        return inner(op, kind, std::move(parts), range);
    }
    if (op == Op::case_when) {
        const std::size_t branches = 1 + below(2);
        for (std::size_t i = 0; i < branches; ++i) {
            parts.push_back(any(Kind::truth, depth));
            parts.push_back(i == 0 ? any(kind, depth) : beside(kind, depth));
        }
        if (!once_in(4)) parts.push_back(beside(kind, depth));
        const bool says_nothing =
            parts[1].op == Op::constant && (!parts[1].constant || parts.back().op == Op::constant);
        if (says_nothing) parts[1] = column(kind);
        const Range range = widest(parts, 0);
        return inner(op, kind, std::move(parts), range);
    }
    const std::size_t count = 2 + below(2);
    const std::size_t own = below(count);  // where one of this very kind is, the others may be less
    for (std::size_t i = 0; i < count; ++i) {
        parts.push_back(i == own ? telling(kind, depth) : beside(kind, depth));
    }
    const Range range = widest(parts, 0);
    return inner(op, kind, std::move(parts), range);
}

// ── truths ──────────────────────────────────────────────────────────────────────────────────────

Tree Generator::comparison(Op op, int depth) {
    const Kind left = kind();
    const Kind right = comparable_to(left);
    std::vector<Tree> parts;
    parts.push_back(telling(left, depth));
    parts.push_back(any(right, depth));
    const bool swaps = once_in(2);
    if (swaps) std::swap(parts[0], parts[1]);
    return inner(op, Kind::truth, std::move(parts));
}

Tree Generator::membership(Op op, int depth) {
    Kind of = kind();
    if (of == Kind::truth) of = Kind::integer;
    std::vector<Tree> parts;
    parts.push_back(telling(of, depth));
    Tree made = inner(op, Kind::truth, std::move(parts));
    const bool is_wide = made.parts[0].op == Op::column && of == Kind::integer && once_in(3);
    const std::vector<Scalar>& values = samples(is_wide ? Kind::big : of);
    for (std::size_t count = below(5); count > 0; --count) {
        Scalar value = values[below(values.size())];
        if (of == Kind::numeric) value = std::get<Number>(*value).rounded(2);
        if (of == Kind::numeric && std::get<Number>(*value).abs() > Number(1'000'000'000)) continue;
        made.list.push_back(std::move(value));
    }
    return made;
}

Tree Generator::truth(int depth) {
    constexpr std::array ops{
        Op::eq,           Op::ne,       Op::lt,           Op::le,          Op::gt,
        Op::ge,           Op::eq,       Op::lt,           Op::ge,          Op::distinct,
        Op::not_distinct, Op::between,  Op::between,      Op::not_between, Op::in_list,
        Op::not_in_list,  Op::in_list,  Op::is_null,      Op::is_not_null, Op::is_true,
        Op::is_not_true,  Op::is_false, Op::is_not_false, Op::and_,        Op::and_,
        Op::or_,          Op::or_,      Op::not_,         Op::not_,        Op::coalesce};
    const Op op = ops[below(ops.size())];
    std::vector<Tree> parts;
    switch (op) {
        case Op::and_:
        case Op::or_:
            parts.push_back(any(Kind::truth, depth));
            parts.push_back(any(Kind::truth, depth));
            return inner(op, Kind::truth, std::move(parts));
        case Op::not_:
        case Op::is_true:
        case Op::is_not_true:
        case Op::is_false:
        case Op::is_not_false:
            parts.push_back(any(Kind::truth, depth));
            return inner(op, Kind::truth, std::move(parts));
        case Op::between:
        case Op::not_between: {
            const Kind of = kind();
            parts.push_back(telling(of, depth - 1));
            for (int bound = 0; bound < 2; ++bound) {
                const Kind other = comparable_to(of);
                parts.push_back(any(other, depth - 1));
            }
            return inner(op, Kind::truth, std::move(parts));
        }
        case Op::in_list:
        case Op::not_in_list: return membership(op, depth);
        case Op::is_null:
        case Op::is_not_null: {
            const Kind of = kind();
            parts.push_back(telling(of, depth));
            return inner(op, Kind::truth, std::move(parts));
        }
        case Op::coalesce: return choice(Kind::truth, depth);
        default: return comparison(op, depth);
    }
}

}  // namespace differential::exact
