// SPDX-License-Identifier: MIT
#include "builder.hpp"

#include <array>

#include "table.hpp"

namespace differential::exact {

namespace {

using azoth::Expr;
using azoth::Predicate;
using azoth::detail::Operand;

/// Whole numbers may be exact ones.
azoth::Value constant(const Tree& tree) {
    if (tree.kind != Kind::numeric || !tree.constant) return carrier(tree.constant);
    return azoth::Decimal(std::get<Number>(*tree.constant).text());
}

/// Builds the parts of one tree.
class Parts {
public:
    Parts(const Tree& tree, const Columns& columns) : tree_(tree), columns_(columns) {}

    [[nodiscard]] Expr expression(std::size_t i) const { return build(tree_.parts[i], columns_); }
    [[nodiscard]] Predicate condition(std::size_t i) const {
        return build_condition(tree_.parts[i], columns_);
    }
    [[nodiscard]] bool is_bare(std::size_t i) const {
        return tree_.parts[i].op == Op::constant && tree_.parts[i].is_bare;
    }
    [[nodiscard]] azoth::Value value(std::size_t i) const { return constant(tree_.parts[i]); }
    /// As an argument: a value that is bare, else an expression.
    [[nodiscard]] Operand operand(std::size_t i) const {
        if (is_bare(i)) return value(i);
        return expression(i);
    }
    /// Gives both sides of an operator to `apply`; one at least is an expression.
    template <class Apply>
    [[nodiscard]] auto sides(Apply apply) const {
        const bool is_null = is_bare(0) && value(0).is_null();
        if (is_bare(1) && !is_null) return apply(expression(0), value(1));
        if (is_bare(0)) return apply(value(0), expression(1));
        return apply(expression(0), expression(1));
    }

private:
    const Tree& tree_;
    const Columns& columns_;
};

Expr build_arithmetic(Op op, const Parts& parts) {
    switch (op) {
        case Op::add:
            return parts.sides([](const auto& a, const auto& b) -> Expr { return a + b; });
        case Op::subtract:
        case Op::days_between:
            return parts.sides([](const auto& a, const auto& b) -> Expr { return a - b; });
        case Op::multiply:
            return parts.sides([](const auto& a, const auto& b) -> Expr { return a * b; });
        case Op::divide:
            return parts.sides([](const auto& a, const auto& b) -> Expr { return a / b; });
        default: return parts.sides([](const auto& a, const auto& b) -> Expr { return a % b; });
    }
}

Predicate build_comparison(Op op, const Parts& parts) {
    switch (op) {
        case Op::eq:
            return parts.sides([](const auto& a, const auto& b) -> Predicate { return a == b; });
        case Op::ne:
            return parts.sides([](const auto& a, const auto& b) -> Predicate { return a != b; });
        case Op::lt:
            return parts.sides([](const auto& a, const auto& b) -> Predicate { return a < b; });
        case Op::le:
            return parts.sides([](const auto& a, const auto& b) -> Predicate { return a <= b; });
        case Op::gt:
            return parts.sides([](const auto& a, const auto& b) -> Predicate { return a > b; });
        case Op::ge:
            return parts.sides([](const auto& a, const auto& b) -> Predicate { return a >= b; });
        case Op::distinct: return parts.expression(0).is_distinct_from(parts.operand(1));
        default: return parts.expression(0).is_not_distinct_from(parts.operand(1));
    }
}

Predicate build_member(const Tree& tree, const Expr& operand) {
    std::vector<azoth::Value> list;
    for (const Scalar& value : tree.list) list.push_back(carrier(value));
    return tree.op == Op::in_list ? operand.in(list) : operand.not_in(list);
}

Expr build_case(std::size_t count, const Parts& parts) {
    using azoth::case_;
    switch (count) {
        case 2: return case_({{parts.condition(0), parts.operand(1)}});
        case 3: return case_({{parts.condition(0), parts.operand(1)}}, parts.operand(2));
        case 4:
            return case_(
                {{parts.condition(0), parts.operand(1)}, {parts.condition(2), parts.operand(3)}});
        default:
            return case_(
                {{parts.condition(0), parts.operand(1)}, {parts.condition(2), parts.operand(3)}},
                parts.operand(4));
    }
}

template <class Call>
Expr build_choice(std::size_t count, const Parts& parts, Call call) {
    if (count == 2) return call({parts.operand(0), parts.operand(1)});
    return call({parts.operand(0), parts.operand(1), parts.operand(2)});
}

azoth::Field field_of(int part) {
    using azoth::Field;
    constexpr std::array fields{Field::year,   Field::quarter,     Field::month,       Field::week,
                                Field::day,    Field::day_of_week, Field::day_of_year, Field::hour,
                                Field::minute, Field::second,      Field::epoch};
    return fields[static_cast<std::size_t>(part)];
}

}  // namespace

azoth::SqlType type_of(const Tree& cast) {
    using namespace azoth;
    switch (cast.kind) {
        case Kind::integer: return Integer{};
        case Kind::big: return BigInteger{};
        case Kind::numeric:
            return cast.precision == 0 ? Numeric{} : Numeric{cast.precision, cast.size};
        case Kind::real: return Double{};
        case Kind::text: return cast.size == 0 ? SqlType(Text{}) : String{cast.size};
        case Kind::day: return DateType{};
        case Kind::moment: return DateTime{};
        case Kind::instant: return DateTime{with_timezone};
        case Kind::clock: return Time{};
        case Kind::uuid: return UuidType{};
        case Kind::truth: break;
    }
    return Boolean{};
}

Expr build(const Tree& tree, const Columns& columns) {
    using namespace azoth;
    const Parts parts(tree, columns);
    using Operands = std::initializer_list<Operand>;
    switch (tree.op) {
        case Op::column: return columns[tree.column];
        case Op::constant: return literal(constant(tree));
        case Op::add:
        case Op::subtract:
        case Op::multiply:
        case Op::divide:
        case Op::modulo:
        case Op::days_between: return build_arithmetic(tree.op, parts);
        case Op::true_divide: return true_divide(parts.operand(0), parts.operand(1));
        case Op::floor_divide: return floor_divide(parts.operand(0), parts.operand(1));
        case Op::negate: return -parts.expression(0);
        case Op::abs: return func::abs(parts.expression(0));
        case Op::round: return func::round(parts.expression(0), tree.size);
        case Op::floor: return func::floor(parts.expression(0));
        case Op::ceil: return func::ceil(parts.expression(0));
        case Op::length: return func::char_length(parts.expression(0));
        case Op::extract: return extract(field_of(tree.size), parts.expression(0));
        case Op::concat: return func::concat({parts.operand(0), parts.operand(1)});
        case Op::lower: return func::lower(parts.expression(0));
        case Op::upper: return func::upper(parts.expression(0));
        case Op::trim: return func::trim(parts.expression(0));
        case Op::cast: return cast(parts.expression(0), type_of(tree));
        case Op::coalesce:
            return build_choice(tree.parts.size(), parts,
                                [](Operands choices) { return func::coalesce(choices); });
        case Op::greatest:
            return build_choice(tree.parts.size(), parts,
                                [](Operands choices) { return func::greatest(choices); });
        case Op::least:
            return build_choice(tree.parts.size(), parts,
                                [](Operands choices) { return func::least(choices); });
        case Op::nullif: return func::nullif(parts.expression(0), parts.operand(1));
        case Op::case_when: return build_case(tree.parts.size(), parts);
        default: return build_condition(tree, columns);
    }
}

Predicate build_condition(const Tree& tree, const Columns& columns) {
    const Parts parts(tree, columns);
    switch (tree.op) {
        case Op::and_: return parts.condition(0) && parts.condition(1);
        case Op::or_: return parts.condition(0) || parts.condition(1);
        case Op::not_: return !parts.condition(0);
        case Op::is_null: return parts.expression(0).is_null();
        case Op::is_not_null: return parts.expression(0).is_not_null();
        case Op::is_true: return parts.expression(0).is_true();
        case Op::is_not_true: return parts.expression(0).is_not_true();
        case Op::is_false: return parts.expression(0).is_false();
        case Op::is_not_false: return parts.expression(0).is_not_false();
        case Op::between: return parts.expression(0).between(parts.operand(1), parts.operand(2));
        case Op::not_between:
            return !parts.expression(0).between(parts.operand(1), parts.operand(2));
        case Op::in_list:
        case Op::not_in_list: return build_member(tree, parts.expression(0));
        case Op::eq:
        case Op::ne:
        case Op::lt:
        case Op::le:
        case Op::gt:
        case Op::ge:
        case Op::distinct:
        case Op::not_distinct: return build_comparison(tree.op, parts);
        default: return Predicate(build(tree, columns).node());
    }
}

}  // namespace differential::exact
