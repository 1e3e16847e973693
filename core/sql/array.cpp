// SPDX-License-Identifier: MIT
#include <azoth/sql/array.hpp>

#include <azoth/error/error.hpp>
#include <azoth/sql/bind.hpp>
#include <azoth/sql/element.hpp>
#include <azoth/sql/quantified.hpp>
#include <azoth/types/types.hpp>

namespace azoth::detail {

namespace {

constexpr std::int64_t last_position = 0x7fff'fffe;  // SQL's positions are 32 bits and begin at 1

/// `base` is SQL's number for C++'s 0: an element is counted from 1, a slice's end is included.
sql::NodePtr position_bind(std::int64_t position, std::int64_t base) {
    if (position < 0 || position > last_position) {
        throw ArgumentError("bad_array_position", "an array's positions are 0 … 2147483646");
    }
    return sql::make<sql::Bind>(Value(position + base), Integer{});
}

/// The type of an element: with fewer dimensions, an array still.
SqlType element_type(const SqlType& array) {
    if (array.dimensions() <= 1) return array.item();
    return Array(array.item(), array.dimensions() - 1);
}

Predicate containment(sql::ContainmentOperator op, const Expr& left, Operand&& right) {
    return Predicate(sql::make<sql::Containment>(op, left.node(),
                                                 std::move(right).node(left.type()), Boolean{}));
}

void require_array(const Expr& array) {
    const SqlType& type = array.type();
    if (!type.is_known() || type.kind() == TypeKind::array || type.kind() == TypeKind::custom) {
        return;
    }
    throw ArgumentError("not_an_array",
                        "only arrays have elements, and this is " + type.describe());
}

}  // namespace

sql::NodePtr array_element(const Expr& array, std::int64_t position) {
    require_array(array);
    return sql::make<sql::ArrayAccess>(array.node(), position_bind(position, 1), nullptr, false,
                                       element_type(array.type()));
}

sql::NodePtr array_slice(const Expr& array, std::int64_t first, std::int64_t last) {
    require_array(array);
    return sql::make<sql::ArrayAccess>(array.node(), position_bind(first, 1),
                                       position_bind(last, 0), true, array.type());
}

sql::NodePtr array_length(const Expr& array) {
    require_array(array);
    return sql::make<sql::ArrayAccess>(array.node(), nullptr, nullptr, false, BigInteger{});
}

sql::NodePtr quantified(const Expr& array, bool is_all) {
    require_array(array);
    return (is_all ? all_(array) : any_(array)).node();
}

Predicate array_contains(const Expr& array, Operand&& values) {
    require_array(array);
    return containment(sql::ContainmentOperator::contains, array, std::move(values));
}

Predicate array_contained(const Expr& array, Operand&& values) {
    require_array(array);
    return containment(sql::ContainmentOperator::contained_by, array, std::move(values));
}

Predicate array_overlaps(const Expr& array, Operand&& values) {
    require_array(array);
    return containment(sql::ContainmentOperator::overlaps, array, std::move(values));
}

}  // namespace azoth::detail
