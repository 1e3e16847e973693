// SPDX-License-Identifier: MIT
#include <azoth/sql/func.hpp>

#include <array>
#include <iterator>
#include <string>
#include <utility>

#include <azoth/error/error.hpp>
#include <azoth/sql/scalar.hpp>
#include <azoth/types/type_of.hpp>

#include "common_type.hpp"

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

constexpr std::string_view known_names[] = {
    "abs",
    "array_agg",
    "avg",
    "ceil",
    "char_length",
    "count",
    "cume_dist",
    "current_date",
    "current_time",
    "current_timestamp",
    "dense_rank",
    "first_value",
    "floor",
    "grouping",
    "last_value",
    "lower",
    "max",
    "min",
    "mode",
    "percent_rank",
    "percentile_cont",
    "percentile_disc",
    "random",
    "rank",
    "row_number",
    "sum",
    "trim",
    "upper",
};
constexpr std::size_t known_count = std::size(known_names);
static_assert(known_count == static_cast<std::size_t>(detail::KnownFunction::upper) + 1);

/// In the order of KnownFunction.
const sql::Name& name_of(detail::KnownFunction function) {
    static const std::array<sql::Name, known_count> names = [] {
        std::array<sql::Name, known_count> made;
        for (std::size_t i = 0; i < known_count; ++i) {
            made[i] = sql::Name::permanent(known_names[i]);
        }
        return made;
    }();
    return names[static_cast<std::size_t>(function)];
}

sql::NodePtr call_named(std::string_view name, sql::NodeList arguments, const SqlType& type) {
    return sql::make<sql::Function>(sql::Name(name), std::move(arguments), type, false, true);
}

using Operands = std::span<const detail::Operand>;

Operands listed(std::initializer_list<detail::Operand> operands) {
    return {operands.begin(), operands.size()};
}

std::vector<detail::Operand> operands_of(std::span<const Expr> expressions) {
    return {expressions.begin(), expressions.end()};
}

sql::NodeList nodes_of(Operands operands) {
    sql::NodeList nodes;
    nodes.reserve(operands.size());
    for (detail::Operand operand : operands) nodes.push_back(std::move(operand).node());
    return nodes;
}

/// Arguments of which one is the result.
sql::NodeList choices_of(Operands operands) {
    CommonType peer;
    for (const detail::Operand& operand : operands) peer.add(operand);
    sql::NodeList nodes;
    nodes.reserve(operands.size());
    for (detail::Operand operand : operands) {
        nodes.push_back(std::move(operand).node_beside(peer.type()));
    }
    return nodes;
}

}  // namespace

namespace detail {

sql::NodePtr call_on(KnownFunction function, const Expr& argument, const SqlType& type,
                     bool distinct) {
    sql::NodeList arguments(&argument.node(), &argument.node() + 1);
    return sql::make<sql::Function>(name_of(function), std::move(arguments), type, distinct, true);
}

sql::NodePtr call_plain(KnownFunction function, const SqlType& type) {
    return sql::make<sql::Function>(name_of(function), sql::NodeList(), type, false, true);
}

sql::NodePtr call_of(std::string_view name, std::initializer_list<Operand> arguments,
                     const SqlType& type) {
    return call_named(name, nodes_of(listed(arguments)), type);
}

sql::NodePtr constant(std::int64_t number) {
    return sql::make<sql::TextFragment>(std::to_string(number), SqlType(TypeKind::big_integer));
}

sql::NodePtr count_rows() {
    // One node for all: it has no parts that could differ.
    static const sql::NodePtr shared =
        call_on(KnownFunction::count, Expr(sql::make<sql::Star>()), SqlType(TypeKind::big_integer));
    return shared;
}

SqlType sum_type(const SqlType& argument) {
    switch (argument.kind()) {
        case TypeKind::boolean:  // how many are true
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
    const bool is_counted = argument.is_number() || argument.kind() == TypeKind::boolean;
    return is_counted ? SqlType(TypeKind::numeric) : argument;
}

}  // namespace detail

namespace func {

Predicate full_text_match(const Expr& text, detail::Operand query) {
    sql::NodeList arguments;
    arguments.push_back(text.node());
    arguments.push_back(std::move(query).node(SqlType(TypeKind::text)));
    return Predicate(
        call_named("full_text_match", std::move(arguments), SqlType(TypeKind::boolean)));
}

namespace {

sql::NodePtr call_with(std::string_view name, const Expr& first, sql::NodePtr second,
                       const SqlType& type) {
    sql::NodeList arguments;
    arguments.push_back(first.node());
    arguments.push_back(std::move(second));
    return call_named(name, std::move(arguments), type);
}

sql::NodePtr neighbour(std::string_view name, const Expr& expression, std::int64_t distance) {
    if (distance < 0) {
        throw ArgumentError("bad_function_arguments", "lag() and lead() go forward");
    }
    return call_with(name, expression, detail::constant(distance), expression.type());
}

sql::NodePtr neighbour(std::string_view name, const Expr& expression, std::int64_t distance,
                       detail::Operand otherwise) {
    const sql::NodePtr call = neighbour(name, expression, distance);
    sql::NodeList arguments = sql::cast<sql::Function>(*call).arguments;
    arguments.push_back(std::move(otherwise).node(expression.type()));
    CommonType common;
    common.add(expression.type());
    common.add(arguments.back()->type());
    return call_named(name, std::move(arguments), common.type());
}

double checked_fraction(double fraction) {
    if (!(fraction >= 0 && fraction <= 1)) {
        throw ArgumentError("bad_function_arguments", "a percentile is between 0 and 1");
    }
    return fraction;
}

Expr common_call(std::string_view name, Operands arguments) {
    if (arguments.size() < 2) {
        throw ArgumentError("bad_function_arguments",
                            std::string(name) + "() takes two arguments or more");
    }
    sql::NodeList nodes = choices_of(arguments);
    CommonType common;
    for (const sql::NodePtr& node : nodes) common.add(node->type());
    for (sql::NodePtr& node : nodes) common.give_to_null(node);
    return Expr(call_named(name, std::move(nodes), common.type()));
}

Expr concat_all(Operands arguments) {
    if (arguments.empty()) {
        throw ArgumentError("bad_function_arguments", "concat() takes one argument or more");
    }
    sql::NodePtr result;
    for (sql::NodePtr& node : nodes_of(arguments)) {
        result =
            result ? sql::NodePtr(sql::make<sql::Binary>(sql::Operator::concat, std::move(result),
                                                         std::move(node), SqlType(TypeKind::text)))
                   : std::move(node);
    }
    return Expr(std::move(result));
}

sql::NodePtr any_call(std::string_view name, Operands arguments, const SqlType& type) {
    if (!is_function_name(name)) {
        throw ArgumentError("bad_function_name",
                            "a function's name is an identifier, or several joined by dots");
    }
    return sql::make<sql::Function>(sql::Name(name), nodes_of(arguments), type);
}

}  // namespace

TypedAggregate<std::optional<std::string>> string_agg(const Expr& expression,
                                                      std::string_view separator) {
    return TypedAggregate<std::optional<std::string>>(
        call_with("string_agg", expression, sql::make<sql::TextConstant>(std::string(separator)),
                  SqlType(TypeKind::text)));
}

Aggregate array_agg(const Expr& expression) {
    const SqlType type = expression.type().is_known() && expression.type().dimensions() == 0
                             ? detail::array_type(expression.type())
                             : SqlType{};
    return Aggregate(detail::call_on(detail::KnownFunction::array_agg, expression, type));
}

OrderedSetFunctionOf<Expr> mode() {
    return {detail::call_plain(detail::KnownFunction::mode, SqlType{}), SqlType{}};
}

OrderedSetFunctionOf<TypedExpr<std::optional<double>>> percentile_cont(double fraction) {
    const SqlType real(TypeKind::double_);
    return {detail::call_of("percentile_cont", {checked_fraction(fraction)}, real), real};
}

OrderedSetFunctionOf<Expr> percentile_disc(double fraction) {
    return {detail::call_of("percentile_disc", {checked_fraction(fraction)}, SqlType{}), SqlType{}};
}

TypedWindowFunction<std::int64_t> ntile(std::int64_t parts) {
    if (parts < 1) throw ArgumentError("bad_function_arguments", "ntile() cuts into 1 or more");
    sql::NodeList arguments;
    arguments.push_back(detail::constant(parts));
    return TypedWindowFunction<std::int64_t>(
        call_named("ntile", std::move(arguments), SqlType(TypeKind::big_integer)));
}

WindowFunction lag(const Expr& expression, std::int64_t distance) {
    return WindowFunction(neighbour("lag", expression, distance));
}
WindowFunction lead(const Expr& expression, std::int64_t distance) {
    return WindowFunction(neighbour("lead", expression, distance));
}
WindowFunction lag(const Expr& expression, std::int64_t distance, detail::Operand otherwise) {
    return WindowFunction(neighbour("lag", expression, distance, std::move(otherwise)));
}
WindowFunction lead(const Expr& expression, std::int64_t distance, detail::Operand otherwise) {
    return WindowFunction(neighbour("lead", expression, distance, std::move(otherwise)));
}
WindowFunction first_value(const Expr& expression) {
    return WindowFunction(
        detail::call_on(detail::KnownFunction::first_value, expression, expression.type()));
}
WindowFunction last_value(const Expr& expression) {
    return WindowFunction(
        detail::call_on(detail::KnownFunction::last_value, expression, expression.type()));
}
WindowFunction nth_value(const Expr& expression, std::int64_t n) {
    if (n < 1) throw ArgumentError("bad_function_arguments", "nth_value() counts from 1");
    return WindowFunction(
        call_with("nth_value", expression, detail::constant(n), expression.type()));
}

Expr concat(std::initializer_list<detail::Operand> arguments) {
    return concat_all(listed(arguments));
}
Expr concat(std::span<const Expr> arguments) {
    return concat_all(operands_of(arguments));
}

Expr round(const Expr& expression, std::int64_t digits) {
    if (digits < 0 || digits > 30) {
        throw ArgumentError("bad_function_arguments", "round() takes 0 to 30 digits");
    }
    return Expr(call_with("round", expression, detail::constant(digits), expression.type()));
}

Expr nullif(const Expr& expression, detail::Operand other) {
    return Expr(call_with("nullif", expression, std::move(other).node(expression.type()),
                          expression.type()));
}

Expr coalesce(std::initializer_list<detail::Operand> arguments) {
    return common_call("coalesce", listed(arguments));
}
Expr coalesce(std::span<const Expr> arguments) {
    return common_call("coalesce", operands_of(arguments));
}
Expr greatest(std::initializer_list<detail::Operand> arguments) {
    return common_call("greatest", listed(arguments));
}
Expr greatest(std::span<const Expr> arguments) {
    return common_call("greatest", operands_of(arguments));
}
Expr least(std::initializer_list<detail::Operand> arguments) {
    return common_call("least", listed(arguments));
}
Expr least(std::span<const Expr> arguments) {
    return common_call("least", operands_of(arguments));
}

OrderedSetFunctionOf<Expr> ordered_set(ParamName name,
                                       std::initializer_list<detail::Operand> arguments,
                                       SqlType type) {
    return {any_call(name.view(), listed(arguments), type), type};
}

Aggregate aggregate(ParamName name, std::initializer_list<detail::Operand> arguments,
                    SqlType type) {
    return Aggregate(any_call(name.view(), listed(arguments), type));
}
Aggregate aggregate(ParamName name, std::span<const Expr> arguments, SqlType type) {
    return Aggregate(any_call(name.view(), operands_of(arguments), type));
}

Expr call(ParamName name, std::initializer_list<detail::Operand> arguments, SqlType type) {
    return Expr(any_call(name.view(), listed(arguments), type));
}
Expr call(ParamName name, std::span<const Expr> arguments, SqlType type) {
    return Expr(any_call(name.view(), operands_of(arguments), type));
}

}  // namespace func

}  // namespace azoth
