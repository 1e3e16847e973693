// SPDX-License-Identifier: MIT
// Hive computes with int in 32 bits, and says nothing where the number is none of those: 2147483647
// + 1 is -2147483648. Where both sides have 32 bits, one is cast.
#include <string_view>
#include <utility>

#include <azoth/types/types.hpp>

#include "compiler.hpp"

namespace azoth::hive {

namespace {

/// Types of 64 bits or less; an unsigned one is a decimal here.
bool is_whole(const sql::Node& node) noexcept {
    const TypeKind kind = node.type().kind();
    return kind == TypeKind::small_integer || kind == TypeKind::integer ||
           kind == TypeKind::big_integer;
}

bool calculates(const sql::Binary& binary) noexcept {
    const bool may_exceed = binary.op == sql::Operator::add ||
                            binary.op == sql::Operator::subtract ||
                            binary.op == sql::Operator::multiply;
    return may_exceed && is_whole(*binary.left) && is_whole(*binary.right);
}

bool is_of_table(const sql::ColumnRef& column) noexcept {
    const sql::Node* source = column.source.get();
    if (source == nullptr) return false;
    if (const auto* alias = sql::as<sql::AliasSource>(*source)) source = alias->inner.get();
    return source->kind() == sql::NodeKind::table;
}

bool is_wide_result(const sql::Binary& binary) noexcept;

/// Whether the server has the number in 64 bits by itself. What it makes of a function, and of a
/// column of a query, is mostly an int, whatever the language says.
bool is_wide(const sql::Node& node) noexcept {
    if (!is_whole(node)) return false;
    switch (node.kind()) {
        case sql::NodeKind::label: return is_wide(*sql::cast<sql::Label>(node).inner);
        case sql::NodeKind::binary: return is_wide_result(sql::cast<sql::Binary>(node));
        case sql::NodeKind::unary: {
            const auto& unary = sql::cast<sql::Unary>(node);
            return unary.op == sql::Operator::negate &&
                   unary.operand->kind() != sql::NodeKind::bind;
        }
        case sql::NodeKind::cast: return node.type().kind() == TypeKind::big_integer;
        case sql::NodeKind::column:
            return node.type().kind() == TypeKind::big_integer &&
                   is_of_table(sql::cast<sql::ColumnRef>(node));
        case sql::NodeKind::aggregate: return is_wide(*sql::cast<sql::Aggregate>(node).function);
        case sql::NodeKind::function: {
            const auto& function = sql::cast<sql::Function>(node);
            return function.known &&
                   (function.name == "abs" || function.name == "count" || function.name == "sum");
        }
        default: return false;
    }
}

bool is_wide_result(const sql::Binary& binary) noexcept {
    const bool are_whole = is_whole(*binary.left) && is_whole(*binary.right);
    if (binary.op == sql::Operator::divide) return are_whole;
    if (binary.op == sql::Operator::modulo) return is_wide(*binary.left) || is_wide(*binary.right);
    return calculates(binary);
}

sql::NodePtr widened(const sql::NodePtr& node) {
    const auto* counted = sql::as<sql::Cast>(*node);  // a truth
    if (counted != nullptr && counted->operand->type().kind() == TypeKind::boolean) {
        return sql::make<sql::Cast>(counted->operand, SqlType(TypeKind::big_integer));
    }
    return sql::make<sql::Cast>(node, SqlType(TypeKind::big_integer));
}

}  // namespace

/// Of what two Integers make, too.
SqlType HiveCompiler::computed_type(const sql::Node& node) {
    return is_wide(node) ? SqlType(TypeKind::big_integer) : node.type();
}

/// The calculation in 64 bits; null where it is that by itself.
sql::NodePtr HiveCompiler::wide_calculation(const sql::Binary& binary) {
    if (!calculates(binary) || is_wide(*binary.left) || is_wide(*binary.right)) return {};
    return sql::make<sql::Binary>(binary.op, widened(binary.left), binary.right, binary.type());
}

/// The least number of 32 bits has no opposite among them.
sql::NodePtr HiveCompiler::wide_opposite(const sql::Unary& unary) {
    const bool is_value = unary.operand->kind() == sql::NodeKind::bind;
    if (unary.op != sql::Operator::negate || is_value) return {};
    if (!is_whole(*unary.operand) || is_wide(*unary.operand)) return {};
    return sql::make<sql::Unary>(unary.op, widened(unary.operand), unary.type());
}

sql::NodePtr HiveCompiler::wide_call(const sql::Function& function) {
    if (function.name != "abs" || !is_whole(*function.arguments.front()) ||
        is_wide(*function.arguments.front())) {
        return {};
    }
    sql::NodeList arguments = function.arguments;
    arguments.front() = widened(arguments.front());
    return sql::make<sql::Function>(function.name, std::move(arguments), function.type(),
                                    function.distinct, true);
}

}  // namespace azoth::hive
