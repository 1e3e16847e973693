// SPDX-License-Identifier: MIT
// INSERT, UPDATE and DELETE where Hive differs: an upsert is a MERGE of one row, keys are the
// program's, values that ask are a SELECT.
#include <algorithm>
#include <memory>
#include <string>

#include <azoth/error/error.hpp>
#include <azoth/schema/table.hpp>
#include <azoth/sql/tree.hpp>

#include "compiler.hpp"

namespace azoth::hive {

namespace {

bool contains_query(const sql::NodePtr& value) {
    bool found = false;
    traverse(value, [&](const sql::Node& node) {
        found = found || node.kind() == sql::NodeKind::select ||
                node.kind() == sql::NodeKind::set_operation;
        return !found;
    });
    return found;
}

}  // namespace

void HiveCompiler::insert_statement(const sql::Insert& insert) {
    refuse_order_by_column(insert);
    if (insert.conflicts.empty()) return SqlCompiler::insert_statement(insert);
    merge(insert, sql::cast<sql::OnConflict>(*insert.conflicts.front()));
}

/// The server forgets the names of what a SELECT selects that fills named columns.
void HiveCompiler::refuse_order_by_column(const sql::Insert& insert) const {
    const auto* select = insert.select ? sql::as<sql::Select>(*insert.select) : nullptr;
    if (select == nullptr) return;
    for (const sql::NodePtr& ordering : select->order_by) {
        const sql::Node& key = *sql::cast<sql::Ordering>(*ordering).operand;
        if (key.kind() != sql::NodeKind::label_ref && key.kind() != sql::NodeKind::column) continue;
        ledger().refuse("INSERT from a SELECT that orders by what it selects",
                        "make it a subquery(), and insert a select() from that");
    }
}

/// VALUES takes no subqueries, the list of a SELECT does.
void HiveCompiler::values_clause(const sql::Insert& insert) {
    const auto asks = [](const sql::NodePtr& value) { return value && contains_query(value); };
    const bool has_query = std::any_of(insert.values.begin(), insert.values.end(), asks) ||
                           std::any_of(insert.every_row.begin(), insert.every_row.end(), asks);
    if (!has_query) return SqlCompiler::values_clause(insert);
    write(" (");
    emit_list(inserted_columns(insert));
    write(")");
    for (std::size_t row = 0; row < row_count(insert); ++row) {
        write(row == 0 ? " SELECT " : " UNION ALL SELECT ");
        row_values(insert, row);
    }
}

void HiveCompiler::merge(const sql::Insert& insert, const sql::OnConflict& conflict) {
    if (insert.conflicts.size() > 1 || !conflict.constraint.empty() || conflict.key_where) {
        ledger().lacks("an upsert by anything but one list of columns");
    }
    if (conflict.key.empty()) {
        ledger().lacks("an upsert that does not say its key", "on_conflict({\"column\"})");
    }
    // Nothing would stop two new rows with one key from being inserted both.
    if (insert.select || row_count(insert) != 1) {
        ledger().lacks("an upsert of several rows", "run it once for each row");
    }
    if (!insert.returning.empty()) {
        ledger().require(compile::Capability::insert_returning, "RETURNING");
    }
    write("MERGE");
    leading_phrases(insert.phrases);
    write(" INTO ");
    source_definition(*insert.target);
    const sql::NodeList columns = inserted_columns(insert);
    merge_source(insert, columns);
    bool first = true;
    for (const sql::NodePtr& column : conflict.key) {
        write(first ? " ON " : " AND ");
        first = false;
        emit(*column);
        write(" = excluded.");
        column_name(sql::cast<sql::ColumnRef>(*column));
    }
    if (conflict.action != sql::ConflictAction::nothing) {
        write(" WHEN MATCHED");
        if (conflict.where) {
            write(" AND ");
            emit_condition(conflict.where);
        }
        write(" THEN UPDATE");
        set_clause(conflict_assignments(insert, conflict));
    }
    write(" WHEN NOT MATCHED THEN INSERT (");
    {
        const Unqualified names(*this);
        emit_list(columns);
    }
    write(") VALUES (");
    first = true;
    for (const sql::NodePtr& column : columns) {
        write(first ? "excluded." : ", excluded.");
        first = false;
        column_name(sql::cast<sql::ColumnRef>(*column));
    }
    write(")");
    phrases(insert.phrases, sql::PhrasePlace::suffix);
}

// A subquery of the keys, as elsewhere, would be taken for one of the table that is changed.
void HiveCompiler::update_rows_clause(const sql::Update& update) {
    if (update.limit) ledger().lacks("UPDATE … LIMIT");
    SqlCompiler::update_rows_clause(update);
}

void HiveCompiler::delete_rows_clause(const sql::Delete& statement) {
    if (statement.limit) ledger().lacks("DELETE … LIMIT");
    SqlCompiler::delete_rows_clause(statement);
}

void HiveCompiler::merge_source(const sql::Insert& insert, const sql::NodeList& columns) {
    write(" USING (SELECT ");
    const std::size_t given = insert.columns.size();
    for (std::size_t i = 0; i < columns.size(); ++i) {
        if (i != 0) write(", ");
        row_value(*columns[i],
                  i < given ? insert.values[i]
                            : sql::cast<sql::Assignment>(*insert.every_row[i - given]).value,
                  0);
        write(" AS ");
        column_name(sql::cast<sql::ColumnRef>(*columns[i]));
    }
    write(") AS excluded");
}

}  // namespace azoth::hive
