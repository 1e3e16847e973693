// SPDX-License-Identifier: MIT
#include <azoth/sql/func.hpp>

#include <array>
#include <string>
#include <utility>

#include <azoth/error/error.hpp>
#include <azoth/sql/scalar.hpp>

namespace azoth {

namespace {

/// Function names are SQL: identifiers joined by dots, so that nothing else can enter.
bool is_function_name(std::string_view name) noexcept {
    bool expects_start = true;
    for (const char c : name) {
        const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
        const bool digit = c >= '0' && c <= '9';
        if (c == '.') {
            if (expects_start) return false;
            expects_start = true;
            continue;
        }
        if (!letter && (expects_start || !digit)) return false;
        expects_start = false;
    }
    return !expects_start;
}

/// In the order of KnownFunction.
const sql::Name& name_of(detail::KnownFunction function) {
    using sql::Name;
    static const std::array<Name, 8> names{Name::permanent("avg"),   Name::permanent("char_length"),
                                           Name::permanent("count"), Name::permanent("lower"),
                                           Name::permanent("max"),   Name::permanent("min"),
                                           Name::permanent("sum"),   Name::permanent("upper")};
    return names[static_cast<std::size_t>(function)];
}

sql::NodePtr call_named(std::string_view name, sql::NodeList arguments, const SqlType& type) {
    return sql::make<sql::Function>(sql::Name(name), std::move(arguments), type);
}

sql::NodeList nodes_of(std::initializer_list<detail::Operand> operands) {
    sql::NodeList nodes;
    nodes.reserve(operands.size());
    for (detail::Operand operand : operands) nodes.push_back(std::move(operand).node());
    return nodes;
}

/// The type of a value that comes from one of several places: of numbers the widest, else the first
/// that is known.
class CommonType {
public:
    void add(const SqlType& type) {
        if (!type_.is_known() || (type_.is_number() && rank(type) > rank(type_))) type_ = type;
    }
    [[nodiscard]] const SqlType& type() const noexcept { return type_; }

private:
    static int rank(const SqlType& type) noexcept {
        switch (type.kind()) {
            case TypeKind::double_: return 6;
            case TypeKind::float_: return 5;
            case TypeKind::numeric: return 4;
            case TypeKind::unsigned_big_integer: return 3;
            case TypeKind::big_integer: return 2;
            case TypeKind::integer: return 1;
            default: return 0;
        }
    }
    SqlType type_;
};

}  // namespace

namespace detail {

sql::NodePtr call_on(KnownFunction function, const Expr& argument, const SqlType& type,
                     bool distinct) {
    sql::NodeList arguments(&argument.node(), &argument.node() + 1);
    return sql::make<sql::Function>(name_of(function), std::move(arguments), type, distinct);
}

sql::NodePtr count_rows() {
    // One node for all: it has no parts that could differ.
    static const sql::NodePtr shared =
        call_on(KnownFunction::count, Expr(sql::make<sql::Star>()), SqlType(TypeKind::big_integer));
    return shared;
}

SqlType sum_type(const SqlType& argument) {
    switch (argument.kind()) {
        case TypeKind::small_integer:
        case TypeKind::integer: return SqlType(TypeKind::big_integer);
        case TypeKind::big_integer:
        case TypeKind::unsigned_big_integer:
        case TypeKind::numeric: return SqlType(TypeKind::numeric);
        case TypeKind::float_: return SqlType(TypeKind::double_);
        default: return argument;
    }
}

SqlType average_type(const SqlType& argument) {
    if (argument.kind() == TypeKind::double_ || argument.kind() == TypeKind::float_) {
        return SqlType(TypeKind::double_);
    }
    return argument.is_number() ? SqlType(TypeKind::numeric) : argument;
}

}  // namespace detail

namespace func {

Expr coalesce(std::initializer_list<detail::Operand> arguments) {
    if (arguments.size() < 2) {
        throw ArgumentError("bad_function_arguments", "coalesce() takes two arguments or more");
    }
    sql::NodeList nodes = nodes_of(arguments);
    CommonType common;
    for (const sql::NodePtr& node : nodes) common.add(node->type());
    return Expr(call_named("coalesce", std::move(nodes), common.type()));
}

Expr call(ParamName name, std::initializer_list<detail::Operand> arguments, SqlType type) {
    if (!is_function_name(name.view())) {
        throw ArgumentError("bad_function_name",
                            "a function's name is an identifier, or several joined by dots");
    }
    return Expr(call_named(name.view(), nodes_of(arguments), type));
}

}  // namespace func

namespace {

Expr make_case(std::initializer_list<CaseBranch> branches, sql::NodePtr otherwise) {
    if (branches.size() == 0) throw ArgumentError("empty_case", "case_() has no branches");
    sql::NodeList parts;
    parts.reserve(branches.size() * 2);
    CommonType common;
    for (const CaseBranch& branch : branches) {
        parts.push_back(branch.condition.node());
        detail::Operand result = branch.result;
        parts.push_back(std::move(result).node());
        common.add(parts.back()->type());
    }
    if (otherwise) common.add(otherwise->type());
    return Expr(sql::make<sql::CaseWhen>(std::move(parts), std::move(otherwise), common.type()));
}

}  // namespace

Expr case_(std::initializer_list<CaseBranch> branches) {
    return make_case(branches, nullptr);
}

Expr case_(std::initializer_list<CaseBranch> branches, detail::Operand otherwise) {
    return make_case(branches, std::move(otherwise).node());
}

}  // namespace azoth
