// SPDX-License-Identifier: MIT
#include <azoth/sql/extract.hpp>

#include <azoth/error/error.hpp>
#include <azoth/sql/scalar.hpp>

namespace azoth {

static_assert(static_cast<int>(Field::epoch) == static_cast<int>(sql::DateField::epoch));

TypedExpr<std::optional<std::int64_t>> extract(Field field, const Expr& moment) {
    const bool is_of_day = field == Field::hour || field == Field::minute || field == Field::second;
    const TypeKind kind = moment.type().kind();
    if ((kind == TypeKind::date && is_of_day) || (kind == TypeKind::time && !is_of_day)) {
        throw ArgumentError("bad_extract", moment.type().describe() + " has no such part");
    }
    return TypedExpr<std::optional<std::int64_t>>(
        sql::make<sql::Extract>(static_cast<sql::DateField>(field), moment.node()));
}

}  // namespace azoth
