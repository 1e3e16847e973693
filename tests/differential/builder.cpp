// SPDX-License-Identifier: MIT
#include "builder.hpp"

#include <cstdlib>
#include <variant>
#include <vector>

namespace differential {

namespace {

using azoth::Expr;
using azoth::Predicate;

Expr build_constant(const Scalar& constant) {
    return std::visit([](const auto& value) -> Expr { return azoth::literal(value); }, *constant);
}

Predicate build_member(const Tree& tree, const Expr& operand) {
    std::vector<azoth::Value> list;
    for (const Scalar& value : tree.list) list.push_back(carrier(value));
    return tree.op == Op::in_list ? operand.in(list) : operand.not_in(list);
}

Predicate build_comparison(Op op, const Expr& left, const Expr& right) {
    switch (op) {
        case Op::eq: return left == right;
        case Op::ne: return left != right;
        case Op::lt: return left < right;
        case Op::le: return left <= right;
        case Op::gt: return left > right;
        case Op::ge: return left >= right;
        case Op::distinct: return left.is_distinct_from(right);
        default: return left.is_not_distinct_from(right);
    }
}

}  // namespace

azoth::Value carrier(const Scalar& value) {
    if (!value) return {};
    return std::visit([](const auto& held) { return azoth::Value(held); }, *value);
}

Expr build(const Tree& tree, const azoth::Table& source) {
    const auto part = [&](std::size_t i) { return build(tree.parts[i], source); };
    switch (tree.op) {
        case Op::column: return source[columns[tree.column].name];
        case Op::constant: return build_constant(tree.constant);
        case Op::add: return part(0) + part(1);
        case Op::subtract: return part(0) - part(1);
        case Op::multiply: return part(0) * part(1);
        case Op::divide: return part(0) / part(1);
        case Op::modulo: return part(0) % part(1);
        case Op::negate: return -part(0);
        case Op::length: return azoth::func::char_length(part(0));
        case Op::concat: return azoth::func::concat({part(0), part(1)});
        case Op::lower: return azoth::func::lower(part(0));
        case Op::upper: return azoth::func::upper(part(0));
        case Op::coalesce: return azoth::func::coalesce({part(0), part(1)});
        case Op::case_when:
            return azoth::case_({{build_condition(tree.parts[0], source), part(1)}}, part(2));
        default: return build_condition(tree, source);
    }
}

Predicate build_condition(const Tree& tree, const azoth::Table& source) {
    const auto part = [&](std::size_t i) { return build(tree.parts[i], source); };
    const auto condition = [&](std::size_t i) { return build_condition(tree.parts[i], source); };
    switch (tree.op) {
        case Op::and_: return condition(0) && condition(1);
        case Op::or_: return condition(0) || condition(1);
        case Op::not_: return !condition(0);
        case Op::is_null: return part(0).is_null();
        case Op::is_not_null: return part(0).is_not_null();
        case Op::between: return part(0).between(part(1), part(2));
        case Op::in_list:
        case Op::not_in_list: return build_member(tree, part(0));
        case Op::like: return part(0).like(std::get<std::string>(*tree.constant));
        case Op::contains: return part(0).contains(std::get<std::string>(*tree.constant));
        case Op::starts_with: return part(0).starts_with(std::get<std::string>(*tree.constant));
        case Op::column:
        case Op::constant:
        case Op::case_when:
        case Op::coalesce: return Predicate(build(tree, source).node());
        default: return build_comparison(tree.op, part(0), part(1));
    }
}

azoth::Table describe(const char* name, azoth::MetaData& metadata) {
    using namespace azoth;
    return Table{name,
                 metadata,
                 Column{"id", Integer{}, primary_key, no_autoincrement},
                 Column{"i", Integer{}},
                 Column{"j", Integer{}},
                 Column{"t", String{20}},
                 Column{"u", String{20}},
                 Column{"p", Boolean{}},
                 Column{"q", Boolean{}}};
}

}  // namespace differential
