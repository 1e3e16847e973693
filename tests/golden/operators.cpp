// SPDX-License-Identifier: MIT
#include <azoth/sql/scalar.hpp>

#include "golden.hpp"

namespace golden {

namespace {

const SqlType truth{TypeKind::boolean};
const SqlType number{TypeKind::integer};

Expr a() {
    return schema().n["a"];
}
Expr b() {
    return schema().n["b"];
}
Expr c() {
    return schema().n["c"];
}
Expr t() {
    return schema().n["t"];
}

Expr binary(sql::Operator op, const Expr& left, const Expr& right) {
    if (op == sql::Operator::like) return cast(left, Text{}).like(cast(right, Text{}));
    return Expr(sql::make<sql::Binary>(op, left.node(), right.node(),
                                       sql::is_predicate(op) ? truth : number));
}

struct Named {
    const char* name;
    sql::Operator op;
};
/// One operator of each level, and those whose associativity differs.
constexpr Named levels[] = {
    {"or", sql::Operator::or_},
    {"and", sql::Operator::and_},
    {"=", sql::Operator::eq},
    {"like", sql::Operator::like},
    {"is distinct from", sql::Operator::is_distinct_from},
    {"||", sql::Operator::concat},
    {"+", sql::Operator::add},
    {"-", sql::Operator::subtract},
    {"*", sql::Operator::multiply},
    {"/", sql::Operator::divide},
    {"%", sql::Operator::modulo},
};

void pairs(Cases& cases) {
    for (const Named& outer : levels) {
        for (const Named& inner : levels) {
            const std::string name = std::string(outer.name) + " of " + inner.name;
            cases.add(name, [outer, inner] {
                return select(binary(outer.op, binary(inner.op, a(), b()), c()).label("l"),
                              binary(outer.op, a(), binary(inner.op, b(), c())).label("r"));
            });
        }
    }
}

void unary_pairs(Cases& cases) {
    constexpr Named unary[] = {{"not", sql::Operator::not_},
                               {"minus", sql::Operator::negate},
                               {"is null", sql::Operator::is_null},
                               {"is not null", sql::Operator::is_not_null}};
    const auto wrap = [](sql::Operator op, const Expr& operand) {
        return Expr(sql::make<sql::Unary>(op, operand.node(),
                                          op == sql::Operator::negate ? number : truth));
    };
    for (const Named& outer : unary) {
        for (const Named& inner : levels) {
            cases.add(std::string(outer.name) + " of " + inner.name, [=] {
                return select(wrap(outer.op, binary(inner.op, a(), b())).label("l"));
            });
            cases.add(std::string(inner.name) + " of " + outer.name, [=] {
                return select(binary(inner.op, wrap(outer.op, a()), b()).label("l"),
                              binary(inner.op, a(), wrap(outer.op, b())).label("r"));
            });
        }
        for (const Named& inner : unary) {
            cases.add(std::string(outer.name) + " of " + inner.name,
                      [=] { return select(wrap(outer.op, wrap(inner.op, a())).label("l")); });
        }
    }
}

}  // namespace

void operators(Cases& cases) {
    cases.where("equal", [] { return a() == 5; });
    cases.where("equal to a column", [] { return a() == b(); });
    cases.where("value first", [] { return 5 < a(); });
    cases.where("not equal", [] { return a() != 5; });
    cases.where("less", [] { return a() < 5; });
    cases.where("less or equal", [] { return a() <= 5; });
    cases.where("greater", [] { return a() > 5; });
    cases.where("greater or equal", [] { return a() >= 5; });
    cases.value("add", [] { return (a() + 1).label("x"); });
    cases.value("subtract from a value", [] { return (1 - a()).label("x"); });
    cases.value("multiply", [] { return (a() * b()).label("x"); });
    cases.value("divide", [] { return (a() / 2.5).label("x"); });
    cases.value("modulo", [] { return (a() % 2).label("x"); });
    cases.value("minus", [] { return (-(a() - b())).label("x"); });
    cases.value("a long sum", [] { return (a() + b() + c() + 1).label("x"); });
    cases.value("a sum in a product", [] { return ((a() + b()) * (c() - 1)).label("x"); });
    cases.value("subtractions to the right", [] { return (a() - (b() - c())).label("x"); });
    cases.value("divisions to the right", [] { return (a() / (b() / c())).label("x"); });
    cases.value("a product of a quotient", [] { return (a() * (b() / c())).label("x"); });
    cases.where("a comparison of comparisons", [] { return (a() == 1) == (b() == 2); });
    cases.where("raw text is an operand", [] { return sql_text("a - 1") * 2 == 3; });
    cases.where("raw text is a condition", [] { return sql_text("a = 1 OR b = 2") && c() == 3; });
    cases.where("an in-list is an operand", [] { return a().in({1, 2}) == (b() == 1); });
    cases.where("like is an operand", [] { return t().like("x") == schema().n["p"]; });
    pairs(cases);
    unary_pairs(cases);
}

}  // namespace golden
