// SPDX-License-Identifier: MIT
#include "generator.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace differential {

namespace {

/// Databases' integers end at 2^31; what stays below never overflows.
constexpr std::int64_t largest = 1 << 30;

constexpr std::array<const char*, 9> texts{"", "a", "b", "ab", "ba", "50%", "a_b", "A", "Ab"};

Tree inner(Op op, Kind kind, std::vector<Tree> parts) {
    return Tree{.op = op, .kind = kind, .parts = std::move(parts)};
}

std::int64_t widest(const std::vector<Tree>& parts) {
    std::int64_t most = 0;
    for (const Tree& part : parts) most = std::max(most, part.magnitude);
    return most;
}

}  // namespace

Scalar Generator::value(Kind kind) {
    switch (kind) {
        case Kind::integer: return static_cast<std::int64_t>(below(19)) - 9;
        case Kind::text: return std::string(texts[below(texts.size())]);
        case Kind::truth: return below(2) == 0;
    }
    return {};
}

Row Generator::row() {
    Row row;
    for (const ColumnInfo& column : columns) {
        row.push_back(below(4) == 0 ? Scalar{} : value(column.kind));
    }
    return row;
}

Tree Generator::column(Kind kind) {
    std::size_t index = below(columns.size());
    while (columns[index].kind != kind) index = (index + 1) % columns.size();
    return Tree{.op = Op::column, .kind = kind, .column = index, .magnitude = 9};
}

Tree Generator::constant(Kind kind) {
    return Tree{.op = Op::constant, .kind = kind, .constant = value(kind), .magnitude = 9};
}

Tree Generator::leaf(Kind kind) {
    // A bare value is a value only beside something that gives it a type.
    return kind == Kind::truth || below(3) != 0 ? column(kind) : constant(kind);
}

Tree Generator::tree(Kind kind, int depth) {
    if (depth <= 0) return leaf(kind);
    switch (kind) {
        case Kind::integer: return integer(depth - 1);
        case Kind::text: return text(depth - 1);
        case Kind::truth: return truth(depth - 1);
    }
    return leaf(kind);
}

Tree Generator::choice(Kind kind, int depth) {
    std::vector<Tree> parts;
    if (below(2) == 0) {
        // A column first: it says what kind of values these are.
        parts = {column(kind), tree(kind, depth)};
        Tree made = inner(Op::coalesce, kind, std::move(parts));
        made.magnitude = widest(made.parts);
        return made;
    }
    parts = {tree(Kind::truth, depth), tree(kind, depth), column(kind)};
    Tree made = inner(Op::case_when, kind, std::move(parts));
    made.magnitude = widest(made.parts);
    return made;
}

Tree Generator::integer(int depth) {
    constexpr std::array ops{Op::add,    Op::subtract, Op::multiply, Op::divide,
                             Op::modulo, Op::negate,   Op::length,   Op::case_when};
    const Op op = ops[below(ops.size())];
    if (op == Op::case_when) return choice(Kind::integer, depth);
    if (op == Op::length) {
        Tree made = inner(op, Kind::integer, {column(Kind::text)});
        made.magnitude = 9;
        return made;
    }
    if (op == Op::negate) {
        Tree made = inner(op, Kind::integer, {tree(Kind::integer, depth)});
        made.magnitude = widest(made.parts);
        return made;
    }
    Tree left = tree(Kind::integer, depth);
    if (left.op == Op::constant) left = column(Kind::integer);
    Tree right = tree(Kind::integer, depth);
    if (op == Op::divide || op == Op::modulo) {
        right = constant(Kind::integer);
        if (right.constant == Scalar{std::int64_t{0}}) right.constant = std::int64_t{4};
    }
    const bool fits = op != Op::multiply || left.magnitude <= largest / (right.magnitude + 1);
    Tree made = inner(fits ? op : Op::subtract, Kind::integer, {std::move(left), std::move(right)});
    made.magnitude = made.op == Op::multiply ? made.parts[0].magnitude * made.parts[1].magnitude
                                             : made.parts[0].magnitude + made.parts[1].magnitude;
    return made;
}

Tree Generator::text(int depth) {
    switch (below(4)) {
        case 0: return choice(Kind::text, depth);
        case 1: return inner(Op::lower, Kind::text, {column(Kind::text)});
        case 2: return inner(Op::upper, Kind::text, {column(Kind::text)});
        default:
            return inner(Op::concat, Kind::text, {column(Kind::text), tree(Kind::text, depth)});
    }
}

Tree Generator::comparison(Op op, int depth) {
    const Kind kind = below(2) == 0 ? Kind::integer : Kind::text;
    Tree left = tree(kind, depth);
    if (left.op == Op::constant) left = column(kind);
    return inner(op, Kind::truth, {std::move(left), tree(kind, depth)});
}

Tree Generator::membership(Op op, int depth) {
    const Kind kind = below(2) == 0 ? Kind::integer : Kind::text;
    Tree made = inner(op, Kind::truth, {tree(kind, depth)});
    if (made.parts[0].op == Op::constant) made.parts[0] = column(kind);
    for (std::size_t count = below(4); count > 0; --count) made.list.push_back(value(kind));
    return made;
}

Tree Generator::truth(int depth) {
    constexpr std::array ops{
        Op::eq,       Op::ne,          Op::lt,           Op::le,      Op::gt,          Op::ge,
        Op::distinct, Op::and_,        Op::and_,         Op::or_,     Op::or_,         Op::not_,
        Op::between,  Op::in_list,     Op::not_in_list,  Op::is_null, Op::is_not_null, Op::like,
        Op::contains, Op::starts_with, Op::not_distinct, Op::not_,    Op::case_when};
    const Op op = ops[below(ops.size())];
    switch (op) {
        case Op::and_:
        case Op::or_:
            return inner(op, Kind::truth, {tree(Kind::truth, depth), tree(Kind::truth, depth)});
        case Op::not_: return inner(op, Kind::truth, {tree(Kind::truth, depth)});
        case Op::between:
            return inner(op, Kind::truth,
                         {column(Kind::integer), tree(Kind::integer, depth - 1),
                          tree(Kind::integer, depth - 1)});
        case Op::in_list:
        case Op::not_in_list: return membership(op, depth);
        case Op::is_null:
        case Op::is_not_null: {
            const Kind kind = static_cast<Kind>(below(3));
            Tree part = tree(kind, depth);
            if (part.op == Op::constant) part = column(kind);
            return inner(op, Kind::truth, {std::move(part)});
        }
        case Op::like:
        case Op::contains:
        case Op::starts_with: {
            Tree part = tree(Kind::text, depth);
            if (part.op == Op::constant) part = column(Kind::text);
            Tree made = inner(op, Kind::truth, {std::move(part)});
            constexpr std::array patterns{"a%", "%b", "_", "a_b", "%", "", "50%", "A%"};
            made.constant = op == Op::like ? Scalar{std::string(patterns[below(patterns.size())])}
                                           : value(Kind::text);
            return made;
        }
        case Op::case_when: return choice(Kind::truth, depth);
        default: return comparison(op, depth);
    }
}

}  // namespace differential
