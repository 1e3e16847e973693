// SPDX-License-Identifier: MIT
#include <azoth/sql/dml.hpp>

#include <string>
#include <utility>
#include <vector>

#include <azoth/error/error.hpp>
#include <azoth/error/spelling.hpp>
#include <azoth/sql/bind.hpp>
#include <azoth/sql/column_ref.hpp>
#include <azoth/sql/insert_shape.hpp>
#include <azoth/sql/query.hpp>
#include <azoth/sql/scalar.hpp>
#include <azoth/sql/select_columns.hpp>
#include <azoth/sql/source.hpp>

namespace azoth {

namespace {

const SqlType truth_type{TypeKind::boolean};

const sql::NodePtr& table_source(const FromItem& table) {
    if (table.source()->kind() != sql::NodeKind::table) {
        throw ArgumentError("not_a_table", "rows are changed in a table, not in an alias");
    }
    return table.source();
}

template <class Node>
sql::NodePtr statement_on(const FromItem& table) {
    return sql::NodePtr::adopt(new Node(table_source(table)));
}

/// Finds columns of one target by name.
class TargetColumns {
public:
    explicit TargetColumns(const sql::NodePtr& target)
        : target_(sql::cast<sql::TableSource>(*target)), columns_(sql::source_columns(target)) {}

    [[nodiscard]] const sql::NodePtr& find(std::string_view name) const {
        for (const sql::NodePtr& column : columns_) {
            if (sql::cast<sql::ColumnRef>(*column).name == name) return column;
        }
        std::vector<std::string_view> names;
        for (const sql::NodePtr& column : columns_) {
            names.emplace_back(sql::cast<sql::ColumnRef>(*column).name);
        }
        throw ArgumentError(
            "no_such_column",
            "the table \"" + target_.name + "\" has no column \"" + std::string(name) + "\"",
            {.hint = did_you_mean(name, names), .column = std::string(name)});
    }

private:
    const sql::TableSource& target_;
    sql::NodeList columns_;
};

sql::NodeList nodes_of(std::initializer_list<Expr> expressions) {
    sql::NodeList nodes;
    nodes.reserve(expressions.size());
    for (const Expr& expression : expressions) nodes.push_back(expression.node());
    return nodes;
}

void append_row(sql::Insert& insert, const Params& row) {
    if (row.size() != insert.columns.size()) {
        throw ArgumentError("mixed_parameter_names", "all rows of an INSERT name the same columns");
    }
    for (const sql::NodePtr& column : insert.columns) {
        const auto& name = sql::cast<sql::ColumnRef>(*column).name;
        const Value* value = row.find(name);
        if (value == nullptr) {
            throw ArgumentError("mixed_parameter_names",
                                "a row of the INSERT lacks the column \"" + name + "\"");
        }
        insert.values.push_back(sql::make<sql::Bind>(Value(*value), column->type()));
    }
}

sql::NodePtr conjunction(sql::NodePtr left, const sql::NodePtr& right) {
    if (!left) return right;
    return sql::make<sql::Binary>(sql::Operator::and_, std::move(left), right, truth_type);
}

}  // namespace

Insert::Insert(const FromItem& table) : Statement(statement_on<sql::Insert>(table)) {}

Insert Insert::values(const Params& row) const {
    return values(std::span(&row, 1));
}

Insert Insert::values(std::initializer_list<Params> rows) const {
    return values(std::span(rows.begin(), rows.size()));
}

Insert Insert::values(std::span<const Params> rows) const {
    Insert copy = *this;
    if (rows.empty()) return copy;
    auto& insert = copy.writable<sql::Insert>();
    if (insert.columns.empty()) {
        const TargetColumns columns(insert.target);
        for (const Param& param : rows.front()) {
            insert.columns.push_back(columns.find(param.name()));
        }
    }
    if (insert.columns.empty() && rows.size() > 1) {
        throw ArgumentError("empty_parameters", "several rows of an INSERT need a column to name",
                            {.hint = "one row of defaults is insert(table) without values"});
    }
    insert.values.reserve(insert.values.size() + rows.size() * insert.columns.size());
    for (const Params& row : rows) append_row(insert, row);
    return copy;
}

Insert Insert::returning(std::initializer_list<Expr> expressions) const {
    Insert copy = *this;
    copy.writable<sql::Insert>().returning = nodes_of(expressions);
    return copy;
}

Update::Update(const FromItem& table) : Statement(statement_on<sql::Update>(table)) {}

Update Update::values(const Params& assignments) const {
    Update copy = *this;
    for (const Param& param : assignments) copy = copy.set(param.name(), param.value());
    return copy;
}

Update Update::set(ParamName column, detail::Operand value) const {
    Update copy = *this;
    auto& update = copy.writable<sql::Update>();
    const sql::NodePtr target = TargetColumns(update.target).find(column.view());
    for (const sql::NodePtr& assignment : update.assignments) {
        if (sql::cast<sql::Assignment>(*assignment).column == target) {
            throw ArgumentError("duplicate_assignment",
                                "the column \"" + column.text() + "\" is set twice in one UPDATE");
        }
    }
    update.assignments.push_back(
        sql::make<sql::Assignment>(target, std::move(value).node(target->type())));
    return copy;
}

Update Update::where(const Condition& condition) const {
    Update copy = *this;
    auto& update = copy.writable<sql::Update>();
    update.where = conjunction(std::move(update.where), condition.node());
    return copy;
}

Update Update::returning(std::initializer_list<Expr> expressions) const {
    Update copy = *this;
    copy.writable<sql::Update>().returning = nodes_of(expressions);
    return copy;
}

Delete::Delete(const FromItem& table) : Statement(statement_on<sql::Delete>(table)) {}

Delete Delete::where(const Condition& condition) const {
    Delete copy = *this;
    auto& statement = copy.writable<sql::Delete>();
    statement.where = conjunction(std::move(statement.where), condition.node());
    return copy;
}

Delete Delete::returning(std::initializer_list<Expr> expressions) const {
    Delete copy = *this;
    copy.writable<sql::Delete>().returning = nodes_of(expressions);
    return copy;
}

namespace sql {

NodePtr insert_shape(const Insert& insert, std::span<const std::string> names, std::size_t rows) {
    if (!insert.values.empty()) {
        throw ArgumentError("insert_has_values",
                            "this INSERT has values of its own and takes no parameter sets");
    }
    auto* shape = new Insert(insert);
    NodePtr owner = NodePtr::adopt(shape);
    const TargetColumns columns(insert.target);
    shape->columns.clear();
    for (const std::string& name : names) shape->columns.push_back(columns.find(name));
    shape->values.reserve(rows * names.size());
    for (std::size_t row = 0; row < rows; ++row) {
        for (const NodePtr& column : shape->columns) {
            shape->values.push_back(
                make<Bind>(Value(), column->type(), Name(cast<ColumnRef>(*column).name)));
        }
    }
    shape->seal();
    return owner;
}

}  // namespace sql

}  // namespace azoth
