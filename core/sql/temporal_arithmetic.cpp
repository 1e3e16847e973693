// SPDX-License-Identifier: MIT
#include <azoth/sql/temporal_arithmetic.hpp>

namespace azoth::detail {

SqlType temporal_type(sql::Operator op, const SqlType& left, const SqlType& right) noexcept {
    const auto is_moment = [](const SqlType& type) {
        return type.is_temporal() && type.kind() != TypeKind::interval;
    };
    const bool subtracts = op == sql::Operator::subtract;
    if (!subtracts && op != sql::Operator::add) return {};
    if (!left.is_temporal() || !right.is_temporal()) return {};
    if (is_moment(left) && is_moment(right)) {
        if (!subtracts || left.kind() != right.kind()) return {};
        return SqlType(left.kind() == TypeKind::date ? TypeKind::big_integer : TypeKind::interval);
    }
    if (is_moment(right) && subtracts) return {};
    const TypeKind moment = is_moment(right) ? right.kind() : left.kind();
    return SqlType(moment == TypeKind::date ? TypeKind::timestamp : moment);
}

}  // namespace azoth::detail
