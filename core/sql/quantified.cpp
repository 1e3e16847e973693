// SPDX-License-Identifier: MIT
#include <azoth/sql/quantified.hpp>

#include <utility>

#include <azoth/sql/predicate.hpp>

namespace azoth {

namespace {

Expr quantified(sql::NodePtr operand, bool all, const SqlType& type) {
    return Expr(sql::make<sql::Quantified>(std::move(operand), all, type));
}

Expr over_rows(const Query& query, bool all) {
    const Expr rows = query.scalar_subquery();
    return quantified(rows.node(), all, rows.type());
}

}  // namespace

Expr any_(const Query& query) {
    return over_rows(query, false);
}
Expr all_(const Query& query) {
    return over_rows(query, true);
}
Expr any_(const Expr& array) {
    return quantified(array.node(), false, array.type().item());
}
Expr all_(const Expr& array) {
    return quantified(array.node(), true, array.type().item());
}

}  // namespace azoth
