// SPDX-License-Identifier: MIT
// A key whose default is SQL, on a database without RETURNING: its value is asked for first, so
// that the program knows it.
#include <azoth/schema/table.hpp>
#include <azoth/sql/bind.hpp>
#include <azoth/sql/generated_value.hpp>
#include <azoth/sql/query.hpp>

#include "connection_core.hpp"
#include "named_columns.hpp"

namespace azoth::detail {

sql::NodePtr ConnectionCore::with_computed_key(const Statement& statement, StreamRef held,
                                               const ExecutionOptions& options) {
    const auto& insert = sql::cast<sql::Insert>(*statement.node());
    const auto& compiled = *static_cast<const Execution&>(*held).form()->compiled;
    const auto table = table_data(insert);
    auto completed = sql::Ref<sql::Insert>::adopt(new sql::Insert(insert));
    for (const std::string& name : compiled.untold_key) {
        const ColumnData& column = table->column(name);
        auto question = sql::Ref<sql::Select>::adopt(new sql::Select);
        question->columns.push_back(
            sql::make<sql::DefaultValue>(column.default_value, column.ref->type()));
        StreamRef answer = run(NodeStatement(std::move(question)), options);
        Value value;
        if (answer->next()) value = Value::copy_of(answer->cursor->cell(0));
        answer->close();
        completed->every_row.push_back(sql::make<sql::Assignment>(
            column.ref, sql::make<sql::Bind>(std::move(value), column.ref->type())));
    }
    completed->unseal();
    completed->seal();
    return completed;
}

}  // namespace azoth::detail
