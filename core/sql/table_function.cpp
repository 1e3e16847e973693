// SPDX-License-Identifier: MIT
#include <azoth/sql/table_function.hpp>

#include <string>
#include <utility>

#include <azoth/error/error.hpp>
#include <azoth/sql/column_ref.hpp>
#include <azoth/sql/func.hpp>
#include <azoth/sql/scalar.hpp>
#include <azoth/sql/source.hpp>
#include <azoth/types/types.hpp>

namespace azoth {

Subquery table_function(ParamName function, std::initializer_list<detail::Operand> arguments,
                        ParamName alias, std::initializer_list<ValuesColumn> columns,
                        const TableFunctionOptions& options) {
    sql::NodePtr call = func::call(function, arguments).node();
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
