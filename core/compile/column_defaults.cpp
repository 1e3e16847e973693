// SPDX-License-Identifier: MIT
#include "column_defaults.hpp"

#include <string>
#include <utility>

#include <azoth/compile/sql_compiler.hpp>
#include <azoth/error/error.hpp>

#include "change_target.hpp"

namespace azoth::compile {

namespace {

sql::NodePtr default_of(const ColumnData& column, const sql::NodePtr& value) {
    return sql::make<sql::DefaultValue>(value, column.ref->type());
}

/// What a callable makes would be the same for all rows of a query.
[[noreturn]] void throw_made_per_row(const ColumnData& column) {
    throw CompileError(
        "default_per_row",
        "the default of \"" + column.name + "\" is made per row, and the rows come from a query",
        {.hint = "name the column in from_select()", .column = column.name});
}

/// What the database makes of a row by itself is nobody's to say.
void refuse_generated(const ColumnData& column) {
    const bool is_numbered = column.identity && column.identity->always;
    if (!column.computed && !is_numbered) return;
    throw CompileError("generated_column",
                       "the column \"" + column.name + "\" is " +
                           (is_numbered ? "numbered" : "computed") +
                           " by the database, and takes no value",
                       {.column = column.name});
}

/// A query that another column can be added to: itself, or a select from it where a further column
/// would change which rows it has.
sql::Ref<sql::Select> extensible(const sql::NodePtr& query) {
    const auto* plain = sql::as<sql::Select>(*query);
    if (plain != nullptr && !plain->distinct && !plain->options) {
        return sql::Ref<sql::Select>::adopt(new sql::Select(*plain));
    }
    auto outer = sql::Ref<sql::Select>::adopt(new sql::Select);
    outer->columns.push_back(sql::make<sql::Star>());
    outer->from.push_back(sql::make<sql::AliasSource>(query, std::string()));
    return outer;
}

}  // namespace

sql::Ref<sql::Insert> with_insert_defaults(const sql::Insert& insert, const Ledger& ledger) {
    sql::Ref<sql::Insert> completed;
    const auto table = table_of(insert.target);
    if (!table) return completed;
    sql::Ref<sql::Select> select;
    const ColumnData* numbered =
        ledger.supports(Capability::generated_keys) ? table->autoincrement_column() : nullptr;
    for (const ColumnData& column : table->columns) {
        if (!column.default_value && !column.computed && !column.identity) continue;
        if (contains_column(insert.columns, column.ref) || assigns(insert.every_row, column.ref)) {
            refuse_generated(column);
            continue;
        }
        if (!column.default_value || &column == numbered) continue;
        if (!completed) completed = sql::Ref<sql::Insert>::adopt(new sql::Insert(insert));
        const sql::NodePtr value = default_of(column, column.default_value);
        if (!insert.select) {
            completed->every_row.push_back(sql::make<sql::Assignment>(column.ref, value));
            continue;
        }
        if (column.default_value->kind() == sql::NodeKind::generated_value) {
            throw_made_per_row(column);
        }
        if (!select) select = extensible(insert.select);
        select->columns.push_back(value);
        completed->columns.push_back(column.ref);
    }
    if (select) completed->select = std::move(select);
    return completed;
}

void require_key_values(const sql::Insert& insert, const Ledger& ledger) {
    if (ledger.supports(Capability::generated_keys)) return;
    const auto table = table_of(insert.target);
    const ColumnData* key = table ? table->autoincrement_column() : nullptr;
    if (key == nullptr) return;
    if (contains_column(insert.columns, key->ref) || assigns(insert.every_row, key->ref)) return;
    ledger.lacks("a generated key", "give \"" + key->name + "\" a value");
}

void add_update_defaults(const sql::NodePtr& target, sql::NodeList& assignments) {
    const auto table = table_of(target);
    if (!table) return;
    for (const ColumnData& column : table->columns) {
        if (!column.update_default && !column.computed && !column.identity) continue;
        if (assigns(assignments, column.ref)) {
            refuse_generated(column);
            continue;
        }
        if (!column.update_default) continue;
        assignments.push_back(
            sql::make<sql::Assignment>(column.ref, default_of(column, column.update_default)));
    }
}

void SqlCompiler::visit_default_value(const sql::DefaultValue& value) {
    const sql::NodeKind kind = value.value->kind();
    default_type_ = &value.type();
    is_whole_default_ = kind == sql::NodeKind::bind || kind == sql::NodeKind::generated_value;
    emit(*value.value);
    default_type_ = nullptr;
    is_whole_default_ = false;
}

void SqlCompiler::visit_generated_value(const sql::GeneratedValue& value) {
    if (inlines_) {
        throw CompileError(
            "bind_missing",
            "the value that a callable makes is not known where it must be a literal");
    }
    const SqlType& type = value_type(value);
    const auto [before, after] = around_value(type);
    write(before);
    next_placeholder();
    add_parameter(type).generator = value.generator;
    write(after);
}

}  // namespace azoth::compile
