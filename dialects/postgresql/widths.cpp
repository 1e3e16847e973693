// SPDX-License-Identifier: MIT
// Integers of 32 bits that are said to have 64: where the server would compute in 32, one is cast.
#include "widths.hpp"

#include <algorithm>
#include <string_view>
#include <utility>

#include <azoth/sql/element.hpp>
#include <azoth/sql/select_columns.hpp>
#include <azoth/types/types.hpp>

#include "compiler.hpp"

namespace azoth::postgresql {

namespace {

bool is_32_bits(const SqlType& type) noexcept {
    return type.kind() == TypeKind::integer || type.kind() == TypeKind::small_integer;
}

bool is_big(const sql::Node& node) noexcept {
    return node.type().kind() == TypeKind::big_integer;
}

bool is_date(const sql::NodePtr& node) noexcept {
    return node->type().kind() == TypeKind::date;
}

bool is_one_of(std::initializer_list<std::string_view> names, std::string_view name) noexcept {
    return std::find(names.begin(), names.end(), name) != names.end();
}

bool calculates(sql::Operator op) noexcept {
    return op == sql::Operator::add || op == sql::Operator::subtract ||
           op == sql::Operator::multiply || op == sql::Operator::divide ||
           op == sql::Operator::modulo;
}

/// Visits what nodes are made of.
class Narrowness {
public:
    explicit Narrowness(bool written) : written_(written) {}

    [[nodiscard]] bool of(const sql::Node& node) const {
        switch (node.kind()) {
            case sql::NodeKind::function: return of_function(sql::cast<sql::Function>(node));
            case sql::NodeKind::aggregate: return of(*sql::cast<sql::Aggregate>(node).function);
            case sql::NodeKind::over: return of(*sql::cast<sql::Over>(node).function);
            case sql::NodeKind::label: return of(*sql::cast<sql::Label>(node).inner);
            case sql::NodeKind::type_coerce: return of(*sql::cast<sql::TypeCoerce>(node).operand);
            case sql::NodeKind::unary: return of_unary(sql::cast<sql::Unary>(node));
            case sql::NodeKind::binary: return of_binary(sql::cast<sql::Binary>(node));
            case sql::NodeKind::case_when: return of_case(sql::cast<sql::CaseWhen>(node));
            case sql::NodeKind::column: return of_column(sql::cast<sql::ColumnRef>(node));
            case sql::NodeKind::subquery:
                return of_query(*sql::cast<sql::Subquery>(node).select, 0);
            case sql::NodeKind::json_access:
                return sql::cast<sql::JsonAccess>(node).read == sql::JsonRead::length;
            case sql::NodeKind::array_access:
                if (!sql::cast<sql::ArrayAccess>(node).first) return node.type().is_integer();
                return is_32_bits(node.type());
            case sql::NodeKind::bind:
            case sql::NodeKind::literal_bind: return written_ || is_32_bits(node.type());
            case sql::NodeKind::literal: return true;  // NULL, which is of any width
            default: return is_32_bits(node.type());
        }
    }

private:
    [[nodiscard]] bool of_all(const sql::NodeList& nodes) const {
        return std::all_of(nodes.begin(), nodes.end(),
                           [this](const sql::NodePtr& node) { return of(*node); });
    }
    [[nodiscard]] bool of_function(const sql::Function& function) const {
        const std::string_view name = function.name.view();
        if (!function.known || is_32_bits(function.type())) return is_32_bits(function.type());
        if (!is_big(function)) return false;
        if (is_one_of({"char_length", "grouping", "ntile"}, name)) return true;
        if (is_one_of({"first_value", "last_value", "max", "min", "nth_value", "nullif"}, name)) {
            return of(*function.arguments.front());
        }
        if (name == "lag" || name == "lead") {
            const bool has_default = function.arguments.size() == 3;
            return of(*function.arguments.front()) && (!has_default || of(*function.arguments[2]));
        }
        return is_one_of({"coalesce", "greatest", "least"}, name) && of_all(function.arguments);
    }
    [[nodiscard]] bool of_unary(const sql::Unary& unary) const {
        if (unary.op == sql::Operator::negate && is_big(unary)) return false;  // see visit_unary()
        return of(*unary.operand);
    }
    [[nodiscard]] bool of_binary(const sql::Binary& binary) const {
        if (is_date(binary.left) && is_date(binary.right)) return true;
        const bool is_of_bits =
            sql::Operator::bit_and <= binary.op && binary.op <= sql::Operator::bit_xor;
        if (!is_of_bits || !is_big(binary)) return is_32_bits(binary.type());
        return of(*binary.left) && of(*binary.right);
    }
    [[nodiscard]] bool of_case(const sql::CaseWhen& choice) const {
        if (!is_big(choice)) return is_32_bits(choice.type());
        for (std::size_t i = 1; i < choice.branches.size(); i += 2) {
            if (!of(*choice.branches[i])) return false;
        }
        return !choice.otherwise || of(*choice.otherwise);
    }
    [[nodiscard]] bool of_column(const sql::ColumnRef& column) const {
        if (!is_big(column) || !column.source) return is_32_bits(column.type());
        const sql::Node* source = column.source.get();
        if (const auto* alias = sql::as<sql::AliasSource>(*source)) source = alias->inner.get();
        if (const auto* cte = sql::as<sql::CteSource>(*source)) {
            if (cte->reference) return false;  // see with_wide_columns()
            source = cte->inner.get();
        }
        if (const auto* subquery = sql::as<sql::Subquery>(*source)) source = subquery->select.get();
        const bool is_query = source->kind() == sql::NodeKind::select ||
                              source->kind() == sql::NodeKind::set_operation;
        if (!is_query) return false;
        const sql::NodeList& columns = sql::query_columns(*source);
        for (std::size_t i = 0; i < columns.size(); ++i) {
            if (sql::item_name(*columns[i]) == column.name) return of_query(*source, i);
        }
        return false;
    }
    [[nodiscard]] bool of_query(const sql::Node& query, std::size_t column) const {
        if (const auto* operation = sql::as<sql::SetOperation>(query)) {
            return std::all_of(operation->parts.begin(), operation->parts.end(),
                               [&](const sql::NodePtr& part) { return of_query(*part, column); });
        }
        const auto* select = sql::as<sql::Select>(query);
        return select != nullptr && column < select->columns.size() && of(*select->columns[column]);
    }

    bool written_;
};

sql::NodePtr widened(const sql::NodePtr& node) {
    return sql::make<sql::Cast>(node, SqlType(TypeKind::big_integer));
}

}  // namespace

bool is_narrow(const sql::Node& node, bool written) {
    return Narrowness(written).of(node);
}

/// The calculation in 64 bits; null where it is that by itself.
sql::NodePtr PostgresqlCompiler::wide_calculation(const sql::Binary& binary) const {
    if (!calculates(binary.op) || !is_big(binary)) return {};
    if (is_date(binary.left) || is_date(binary.right)) return {};
    const Narrowness narrowness(writes_literals());
    if (!narrowness.of(*binary.left) || !narrowness.of(*binary.right)) return {};
    return sql::make<sql::Binary>(binary.op, widened(binary.left), binary.right, binary.type());
}

/// The call with a first argument of 64 bits, where it matters; null where it has those.
sql::NodePtr PostgresqlCompiler::wide_call(const sql::Function& function) const {
    if (!is_one_of({"abs", "array_agg", "sum"}, function.name.view())) return {};
    const sql::NodePtr& argument = function.arguments.front();
    if (!is_big(*argument) || !is_narrow(*argument, writes_literals())) return {};
    sql::NodeList arguments = function.arguments;
    arguments.front() = widened(argument);
    return sql::make<sql::Function>(function.name, std::move(arguments), function.type(),
                                    function.distinct, true);
}

namespace {

/// A function of the server that takes an integer of 32 bits, and no wider one, at some places.
struct IntegerArguments {
    std::string_view name;
    unsigned places;  ///< a bit for each
};

// https://www.postgresql.org/docs/current/functions-string.html and its neighbours
constexpr IntegerArguments integer_arguments[] = {
    {"array_length", 0b10},   {"array_lower", 0b10},
    {"array_upper", 0b10},    {"chr", 0b1},
    {"get_byte", 0b10},       {"left", 0b10},
    {"lpad", 0b10},           {"make_date", 0b111},
    {"make_time", 0b11},      {"make_timestamp", 0b11111},
    {"overlay", 0b1100},      {"repeat", 0b10},
    {"right", 0b10},          {"round", 0b10},
    {"rpad", 0b10},           {"set_byte", 0b110},
    {"split_part", 0b100},    {"substr", 0b110},
    {"substring", 0b110},     {"trunc", 0b10},
    {"width_bucket", 0b1000},
};

}  // namespace

/// A call of the program's own with arguments of the width that the server's function takes: there
/// is no substring(text, bigint), and a parameter of no type would be a pattern there.
sql::NodePtr PostgresqlCompiler::with_integers(const sql::Function& function) const {
    const auto found =
        std::find_if(std::begin(integer_arguments), std::end(integer_arguments),
                     [&](const IntegerArguments& one) { return one.name == function.name.view(); });
    if (found == std::end(integer_arguments)) return {};
    sql::NodeList arguments = function.arguments;
    for (std::size_t i = 0; i < arguments.size(); ++i) {
        const bool is_wide = arguments[i]->type().is_integer() && !is_32_bits(arguments[i]->type());
        if ((found->places >> i & 1) == 0 || !is_wide) continue;
        arguments[i] = sql::make<sql::Cast>(arguments[i], SqlType(TypeKind::integer));
    }
    return sql::make<sql::Function>(function.name, std::move(arguments), function.type(),
                                    function.distinct);
}

}  // namespace azoth::postgresql
