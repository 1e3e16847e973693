// SPDX-License-Identifier: MIT
// Quotients with their fraction, and those that are rounded down.
#include <string>
#include <string_view>
#include <utility>

#include <azoth/sql/expression.hpp>
#include <azoth/sql/predicate.hpp>
#include <azoth/sql/scalar.hpp>

namespace azoth {

Expr true_divide(detail::Operand left, detail::Operand right) {
    const SqlType real(TypeKind::double_);
    return Expr(sql::make<sql::Binary>(sql::Operator::true_divide, std::move(left).node(),
                                       std::move(right).node(), real));
}

namespace {

bool is_real(const SqlType& type) noexcept {
    return type.kind() == TypeKind::double_ || type.kind() == TypeKind::float_;
}

}  // namespace

Expr floor_divide(detail::Operand left, detail::Operand right) {
    const Expr a(std::move(left).node());
    const Expr b(std::move(right).node());
    const Expr quotient = detail::arithmetic(sql::Operator::divide, a, b);
    if (is_real(a.type()) || is_real(b.type())) {
        sql::NodeList argument;
        argument.push_back(quotient.node());
        return Expr(sql::make<sql::Function>(sql::Name("floor"), std::move(argument),
                                             quotient.type(), false, true));
    }
    // What `/` leaves out towards zero is one too much where the signs differ.
    const auto constant = [](std::string_view number) {
        return Expr(
            sql::make<sql::TextFragment>(std::string(number), SqlType(TypeKind::big_integer)));
    };
    const Expr zero = constant("0");
    const Expr rest = detail::arithmetic(sql::Operator::modulo, a, b);
    const Predicate is_below = or_({and_({detail::compare(sql::Operator::lt, rest, zero),
                                          detail::compare(sql::Operator::gt, b, zero)}),
                                    and_({detail::compare(sql::Operator::gt, rest, zero),
                                          detail::compare(sql::Operator::lt, b, zero)})});
    const bool is_exact =
        a.type().kind() == TypeKind::numeric || b.type().kind() == TypeKind::numeric;
    const Expr whole =
        is_exact ? detail::arithmetic(sql::Operator::divide,
                                      detail::arithmetic(sql::Operator::subtract, a, rest), b)
                 : quotient;
    sql::NodeList branches;
    branches.push_back(is_below.node());
    branches.push_back(detail::arithmetic(sql::Operator::subtract, whole, constant("1")).node());
    return Expr(sql::make<sql::CaseWhen>(std::move(branches), whole.node(), whole.type()));
}

}  // namespace azoth
