// SPDX-License-Identifier: MIT
#include <azoth/sql/table_function.hpp>

#include <algorithm>
#include <span>
#include <string>
#include <utility>

#include <azoth/error/error.hpp>
#include <azoth/sql/bind.hpp>
#include <azoth/sql/column_ref.hpp>
#include <azoth/sql/func.hpp>
#include <azoth/sql/scalar.hpp>
#include <azoth/sql/source.hpp>
#include <azoth/types/types.hpp>

namespace azoth {

namespace {

/// An array of values of one kind is an array of that.
SqlType array_of(std::span<const Value> values) {
    if (values.empty()) return {};
    const bool are_alike = std::all_of(values.begin(), values.end(), [&](const Value& value) {
        return value.kind() == values.front().kind();
    });
    const SqlType item = default_type(values.front().kind());
    return are_alike && item.is_known() ? SqlType(Array{item}) : SqlType();
}

/// A function chooses its rows by what it is given, and nothing stands beside that.
sql::NodePtr with_types_of_arrays(const sql::Function& call) {
    sql::NodeList arguments = call.arguments;
    for (sql::NodePtr& argument : arguments) {
        const auto* bind = sql::as<sql::Bind>(*argument);
        const bool is_untold = bind != nullptr && bind->name.empty() && !bind->type().is_known() &&
                               bind->value.kind() == ValueKind::array;
        if (!is_untold) continue;
        const SqlType type = array_of(bind->value.view().array());
        if (type.is_known()) argument = sql::make<sql::Bind>(Value(bind->value), type);
    }
    return sql::make<sql::Function>(call.name, std::move(arguments), call.type(), call.distinct,
                                    call.known);
}

}  // namespace

Subquery table_function(ParamName function, std::initializer_list<detail::Operand> arguments,
                        ParamName alias, std::initializer_list<ValuesColumn> columns,
                        const TableFunctionOptions& options) {
    sql::NodePtr call =
        with_types_of_arrays(sql::cast<sql::Function>(*func::call(function, arguments).node()));
    sql::NodeList nodes;
    for (const ValuesColumn& column : columns) {
        nodes.push_back(
            sql::make<sql::ColumnRef>(nullptr, std::string(column.name()), column.type(), true));
    }
    if (options.with_ordinality) {
        nodes.push_back(sql::make<sql::ColumnRef>(nullptr, "ordinality",
                                                  SqlType(TypeKind::big_integer), false));
    }
    return Subquery(sql::make<sql::AliasSource>(
        sql::make<sql::TableFunction>(std::move(call), std::move(nodes), options.with_ordinality),
        alias.text()));
}

Subquery tablesample(const FromItem& table, double percent, ParamName alias,
                     const SampleOptions& options) {
    if (!(percent >= 0 && percent <= 100)) {
        throw ArgumentError("bad_sample", "a sample is 0 to 100 percent of a table");
    }
    if (table.source()->kind() != sql::NodeKind::table) {
        throw ArgumentError("not_a_table", "rows are sampled from a table, not from a query");
    }
    const auto number = [](detail::Operand value) { return std::move(value).node(); };
    return Subquery(sql::make<sql::AliasSource>(
        sql::make<sql::TableSample>(
            table.source(),
            options.sampling == Sampling::bernoulli ? sql::SampleMethod::bernoulli
                                                    : sql::SampleMethod::system,
            number(percent), options.seed ? number(*options.seed) : nullptr),
        alias.text()));
}

}  // namespace azoth
