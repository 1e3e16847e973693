// SPDX-License-Identifier: MIT
#include "evaluator.hpp"

#include <algorithm>
#include <string_view>

namespace differential {

namespace {

using Integer = std::int64_t;

Integer number(const Scalar& value) {
    return std::get<Integer>(*value);
}
const std::string& text(const Scalar& value) {
    return std::get<std::string>(*value);
}
bool truth(const Scalar& value) {
    return std::get<bool>(*value);
}
bool is_true(const Scalar& value) {
    return value && truth(value);
}
bool is_false(const Scalar& value) {
    return value && !truth(value);
}

char lower(char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}
char upper(char c) {
    return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
}

bool same(char a, char b, const Rules& rules) {
    return rules.like_ignores_case ? lower(a) == lower(b) : a == b;
}

bool matches(std::string_view subject, std::string_view pattern, const Rules& rules) {
    if (pattern.empty()) return subject.empty();
    if (pattern.front() == '%') {
        for (std::size_t skipped = 0; skipped <= subject.size(); ++skipped) {
            if (matches(subject.substr(skipped), pattern.substr(1), rules)) return true;
        }
        return false;
    }
    if (subject.empty()) return false;
    if (pattern.front() != '_' && !same(subject.front(), pattern.front(), rules)) return false;
    return matches(subject.substr(1), pattern.substr(1), rules);
}

bool found_at(std::string_view subject, std::string_view part, std::size_t at, const Rules& rules) {
    if (at + part.size() > subject.size()) return false;
    for (std::size_t i = 0; i < part.size(); ++i) {
        if (!same(subject[at + i], part[i], rules)) return false;
    }
    return true;
}

bool contains(std::string_view subject, std::string_view part, const Rules& rules) {
    for (std::size_t at = 0; at <= subject.size(); ++at) {
        if (found_at(subject, part, at, rules)) return true;
    }
    return false;
}

Scalar arithmetic(Op op, Integer a, Integer b) {
    switch (op) {
        case Op::add: return a + b;
        case Op::subtract: return a - b;
        case Op::multiply: return a * b;
        case Op::divide: return a / b;  // towards zero
        default: return a % b;          // the sign of a
    }
}

bool compare(Op op, const Scalar& a, const Scalar& b) {
    switch (op) {
        case Op::eq: return *a == *b;
        case Op::ne: return *a != *b;
        case Op::lt: return *a < *b;
        case Op::le: return *a <= *b;
        case Op::gt: return *a > *b;
        default: return *a >= *b;
    }
}

Scalar conjunction(const Scalar& a, const Scalar& b) {
    if (is_false(a) || is_false(b)) return false;
    return a && b ? Scalar{true} : Scalar{};
}

Scalar disjunction(const Scalar& a, const Scalar& b) {
    if (is_true(a) || is_true(b)) return true;
    return a && b ? Scalar{false} : Scalar{};
}

Scalar negation(const Scalar& a) {
    return a ? Scalar{!truth(a)} : Scalar{};
}

/// `value IN (list)`; the list holds no NULL. Nothing is in an empty list, not even NULL.
Scalar member(const Scalar& value, const std::vector<Scalar>& list) {
    if (list.empty()) return false;
    if (!value) return {};
    return std::find(list.begin(), list.end(), value) != list.end();
}

std::string mapped(std::string words, char (*map)(char)) {
    std::transform(words.begin(), words.end(), words.begin(), map);
    return words;
}

}  // namespace

Scalar evaluate(const Tree& tree, const Row& row, const Rules& rules) {
    const auto part = [&](std::size_t i) { return evaluate(tree.parts[i], row, rules); };
    switch (tree.op) {
        case Op::column: return row[tree.column];
        case Op::constant: return tree.constant;
        case Op::case_when: return is_true(part(0)) ? part(1) : part(2);
        case Op::coalesce: {
            const Scalar first = part(0);
            return first ? first : part(1);
        }
        case Op::and_: return conjunction(part(0), part(1));
        case Op::or_: return disjunction(part(0), part(1));
        case Op::not_: return negation(part(0));
        case Op::is_null: return !part(0).has_value();
        case Op::is_not_null: return part(0).has_value();
        case Op::distinct: return part(0) != part(1);
        case Op::not_distinct: return part(0) == part(1);
        case Op::in_list: return member(part(0), tree.list);
        case Op::not_in_list: return negation(member(part(0), tree.list));
        case Op::between: {
            const Scalar value = part(0);
            const Scalar low = part(1);
            const Scalar high = part(2);
            return conjunction(value && low ? Scalar{*value >= *low} : Scalar{},
                               value && high ? Scalar{*value <= *high} : Scalar{});
        }
        default: break;
    }

    // Everything else is NULL as soon as a part is.
    std::vector<Scalar> values;
    for (std::size_t i = 0; i < tree.parts.size(); ++i) {
        values.push_back(part(i));
        if (!values.back()) return {};
    }
    switch (tree.op) {
        case Op::negate: return -number(values[0]);
        case Op::length: return static_cast<Integer>(text(values[0]).size());
        case Op::lower: return mapped(text(values[0]), lower);
        case Op::upper: return mapped(text(values[0]), upper);
        case Op::concat: return text(values[0]) + text(values[1]);
        case Op::like: return matches(text(values[0]), text(tree.constant), rules);
        case Op::contains: return contains(text(values[0]), text(tree.constant), rules);
        case Op::starts_with: return found_at(text(values[0]), text(tree.constant), 0, rules);
        case Op::add:
        case Op::subtract:
        case Op::multiply:
        case Op::divide:
        case Op::modulo: return arithmetic(tree.op, number(values[0]), number(values[1]));
        default: return compare(tree.op, values[0], values[1]);
    }
}

}  // namespace differential
