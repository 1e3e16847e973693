// SPDX-License-Identifier: MIT
#include "table_parts.hpp"

#include <azoth/error/error.hpp>
#include <azoth/sql/aggregation.hpp>
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

/// Finds what one row of the table does not tell.
class BeyondRow final : public sql::ChildVisitor {
public:
    explicit BeyondRow(const TableData& table) : table_(table) {}
    void child(const sql::Node& node) override {
        const auto* column = sql::as<sql::ColumnRef>(node);
        if (column != nullptr) {
            if (table_.find_column(column->name) == nullptr) missing = column->name;
        } else if (node.kind() == sql::NodeKind::select ||
                   node.kind() == sql::NodeKind::set_operation) {
            has_query = true;
        } else {
            node.each_child(*this);
        }
    }
    std::string missing;  ///< a column of another table
    bool has_query = false;

private:
    const TableData& table_;
};

/// What describes a table speaks of one row, in every database.
void check_row(const TableData& table, const sql::Node& expression, std::string_view what) {
    BeyondRow beyond(table);
    beyond.child(expression);
    const auto [aggregates, has_window] = sql::aggregation_of(expression);
    std::string has;
    if (!beyond.missing.empty()) has = "the column \"" + beyond.missing + "\" of another table";
    if (beyond.has_query) has = "a subquery";
    if (aggregates) has = "an aggregate";
    if (has_window) has = "a window function";
    if (has.empty()) return;
    throw ArgumentError("bad_constraint",
                        std::string(what) + " of the table \"" + table.name + "\" reads " + has +
                            ", where a row of its own is all there is",
                        {.table = table.full_name()});
}

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
    /// `what` is for errors, such as "a CHECK".
    void resolve(SchemaExpression& expression, std::string_view what) {
        if (!expression.node()) return;
        expression = SchemaExpression(rewrite(expression.node()));
        check_row(table_, *expression.node(), what);
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
    for (CheckData& check : table.checks) columns.resolve(check.condition, "a CHECK");
    for (IndexData& index : table.indexes) {
        columns.resolve(index.where, "an index");
        for (IndexPart& part : index.parts) columns.resolve(part.expression, "an index");
    }
    for (ColumnData& column : table.columns) {
        if (column.server_default) columns.resolve(*column.server_default, "a DEFAULT");
        if (column.computed) columns.resolve(column.computed->expression, "a computed column");
        check_default(column);
        if (column.update_default) column.update_default = columns.rewrite(column.update_default);
    }
}

}  // namespace azoth
