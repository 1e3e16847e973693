// SPDX-License-Identifier: MIT
#include <initializer_list>
#include <span>
#include <utility>

#include <azoth/sql/expression.hpp>
#include <azoth/sql/scalar.hpp>

namespace azoth {

namespace {

template <class Conditions>
Predicate chain(sql::Operator op, const Conditions& conditions, sql::Keyword when_empty) {
    sql::NodePtr result;
    for (const auto& condition : conditions) {
        result = result ? detail::conjoin(op, std::move(result), condition.node()).node()
                        : condition.node();
    }
    // The neutral element: AND of nothing is true, OR of nothing is false.
    if (!result) result = sql::make<sql::Literal>(when_empty, SqlType(TypeKind::boolean));
    return Predicate(std::move(result));
}

}  // namespace

Predicate and_(std::initializer_list<Condition> conditions) {
    return chain(sql::Operator::and_, conditions, sql::Keyword::true_);
}

Predicate or_(std::initializer_list<Condition> conditions) {
    return chain(sql::Operator::or_, conditions, sql::Keyword::false_);
}

Predicate and_(std::span<const Condition> conditions) {
    return chain(sql::Operator::and_, conditions, sql::Keyword::true_);
}

Predicate and_(std::span<const Predicate> conditions) {
    return chain(sql::Operator::and_, conditions, sql::Keyword::true_);
}

Predicate or_(std::span<const Condition> conditions) {
    return chain(sql::Operator::or_, conditions, sql::Keyword::false_);
}

Predicate or_(std::span<const Predicate> conditions) {
    return chain(sql::Operator::or_, conditions, sql::Keyword::false_);
}

}  // namespace azoth
