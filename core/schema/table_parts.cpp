// SPDX-License-Identifier: MIT
#include "table_parts.hpp"

#include <azoth/error/error.hpp>
#include <azoth/sql/column_ref.hpp>

namespace azoth {

void check_name(const std::string& name, std::string_view what) {
    if (name.empty()) {
        throw ArgumentError("bad_identifier", std::string(what) + " needs a name");
    }
    if (name.find('\0') != std::string::npos) {
        throw ArgumentError("bad_identifier", std::string(what) + "'s name contains a NUL byte");
    }
}

void check_columns_exist(const TableData& table, const std::vector<std::string>& columns) {
    for (const std::string& column : columns) static_cast<void>(table.column(column));
}

void check_parts(const TableData& table) {
    check_columns_exist(table, table.primary_key.columns);
    for (const auto& key : table.foreign_keys) {
        check_columns_exist(table, key.columns);
        // None at all: reflection found a key whose target does not exist.
        if (!key.referred_columns.empty() && key.referred_columns.size() != key.columns.size()) {
            throw ArgumentError(
                "bad_foreign_key_target",
                "a foreign key of the table \"" + table.name + "\" has as many targets as columns");
        }
    }
    for (const auto& unique : table.uniques) check_columns_exist(table, unique.columns);
    for (const auto& index : table.indexes) {
        check_name(index.name, "an index");
        if (index.parts.empty()) {
            throw ArgumentError("bad_constraint", "the index \"" + index.name + "\" has no parts");
        }
        check_columns_exist(table, index.columns());
        check_columns_exist(table, index.include);
    }
}

namespace {

/// Gives expressions of a description the table's own columns for this_column().
class ThisColumns final : public sql::Rewriter {
public:
    explicit ThisColumns(const TableData& table) : table_(table) {}

    [[nodiscard]] sql::NodePtr rewrite(const sql::NodePtr& node) override {
        if (detail::is_this_column(*node)) {
            return table_.column(sql::cast<sql::ColumnRef>(*node).name).ref;
        }
        return node->with_rewritten_children(*this);
    }
    void resolve(SchemaExpression& expression) {
        if (expression.node()) expression = SchemaExpression(rewrite(expression.node()));
    }

private:
    const TableData& table_;
};

class ThisColumnFinder final : public sql::ChildVisitor {
public:
    void child(const sql::Node& node) override {
        found = found || detail::is_this_column(node);
        node.each_child(*this);
    }
    bool found = false;
};

/// Of a new row nothing can be read before it is there.
void check_default(const ColumnData& column) {
    if (!column.default_value) return;
    ThisColumnFinder finder;
    finder.child(*column.default_value);
    if (!finder.found) return;
    throw ArgumentError("bad_column",
                        "the Default of \"" + column.name + "\" reads a column of its own row",
                        {.hint = "a callable that takes a RowContext sees the other values",
                         .column = column.name});
}

}  // namespace

void resolve_this_columns(TableData& table) {
    ThisColumns columns(table);
    for (CheckData& check : table.checks) columns.resolve(check.condition);
    for (IndexData& index : table.indexes) {
        columns.resolve(index.where);
        for (IndexPart& part : index.parts) columns.resolve(part.expression);
    }
    for (ColumnData& column : table.columns) {
        if (column.server_default) columns.resolve(*column.server_default);
        if (column.computed) columns.resolve(column.computed->expression);
        check_default(column);
        if (column.update_default) column.update_default = columns.rewrite(column.update_default);
    }
}

}  // namespace azoth
