// SPDX-License-Identifier: MIT
// What INSERT, UPDATE and DELETE have in common, and the latter two: statements in standard order,
// clause by clause. A dialect overrides a clause; what the ledger lacks is emulated exactly or
// refused here, so that no override has to.
#include <algorithm>
#include <string>
#include <utility>

#include <azoth/compile/sql_compiler.hpp>
#include <azoth/error/error.hpp>
#include <azoth/sql/select_columns.hpp>

#include "change_target.hpp"
#include "column_defaults.hpp"
#include "foreign_source.hpp"
#include "query_scope.hpp"

namespace azoth::compile {

namespace {

const sql::NodeList none;

/// The words behind tables, for a query that reads these instead of the change.
sql::NodePtr table_hints(const sql::NodeList& phrases) {
    if (phrases.empty()) return {};
    auto* options = new sql::SelectOptions;
    for (const sql::NodePtr& phrase : phrases) {
        const bool is_hint = sql::cast<sql::Phrase>(*phrase).place == sql::PhrasePlace::table_hint;
        if (is_hint) options->phrases.push_back(phrase);
    }
    return sql::NodePtr::adopt(options);
}

}  // namespace

// ── clauses of several statements ───────────────────────────────────────────────────────────────

void SqlCompiler::source_list(const sql::NodeList& sources) {
    bool first = true;
    for (const sql::NodePtr& source : sources) {
        if (!first) write(", ");
        first = false;
        source_definition(*source);
    }
}

void SqlCompiler::where_clause(const sql::NodePtr& condition) {
    if (!condition) return;
    write(" WHERE ");
    const InClause where(scope_, Clause::where);
    emit_condition(condition);
}

void SqlCompiler::returning_clause(const sql::NodeList& columns, Capability capability) {
    if (columns.empty()) return;
    ledger().require(capability, "RETURNING");
    if (depth_ == 1) describe_result(columns);
    write(" RETURNING ");
    const InClause returning(scope_, Clause::returning);
    bool first = true;
    for (const sql::NodePtr& column : columns) {
        if (!first) write(", ");
        first = false;
        select_item(*column, false, true);
    }
}

void SqlCompiler::set_clause(const sql::NodeList& assignments) {
    write(" SET ");
    const InClause set(scope_, Clause::set);
    bool first = true;
    for (const sql::NodePtr& node : assignments) {
        const auto& assignment = sql::cast<sql::Assignment>(*node);
        if (!first) write(", ");
        first = false;
        assignment_target(sql::cast<sql::ColumnRef>(*assignment.column));
        write(" = ");
        row_value(*assignment.column, assignment.value, 0);
    }
}

void SqlCompiler::assignment_target(const sql::ColumnRef& column) {
    column_name(column);
}

/// Without LIMIT the rows of UPDATE and DELETE are counted by a subquery of their keys.
template <class Change>
void SqlCompiler::limited_rows_clause(const Change& change) {
    const auto table = table_of(change.target);
    if (!table || table->primary_key.columns.empty()) {
        ledger().refuse("LIMIT of a change without a primary key");
    }
    auto* keys = new sql::Select;
    const sql::NodePtr select = sql::NodePtr::adopt(keys);
    for (const std::string& name : table->primary_key.columns) {
        keys->columns.push_back(table->column(name).ref);
    }
    keys->from = {change.target};
    keys->where = change.where;
    keys->order_by = change.order_by;
    keys->limit = change.limit;
    keys->options = table_hints(change.phrases);
    const bool several = keys->columns.size() > 1;
    if (several) ledger().require(Capability::row_values, "LIMIT of a change by a composite key");
    write(several ? " WHERE (" : " WHERE ");
    emit_list(keys->columns);
    write(several ? ") IN (" : " IN (");
    emit(*select);
    write(")");
}

// ── UPDATE ──────────────────────────────────────────────────────────────────────────────────────

void SqlCompiler::update_target_clause(const sql::Update& update) {
    write(" ");
    source_definition(*update.target);
}

void SqlCompiler::update_from_clause(const sql::Update& update) {
    if (update.from.empty()) return;
    write(" FROM ");
    source_list(update.from);
}

void SqlCompiler::update_rows_clause(const sql::Update& update) {
    if (!update.limit) return where_clause(update.where);
    if (!ledger().supports(Capability::update_limit)) {
        return limited_rows_clause(update);
    }
    where_clause(update.where);
    if (!update.order_by.empty()) {
        write(" ORDER BY ");
        emit_list(update.order_by);
    }
    write(" LIMIT ");
    emit(*update.limit);
}

void SqlCompiler::visit_update(const sql::Update& update) {
    if (update.assignments.empty()) {
        ledger().reject(CompileError("empty_update", "an UPDATE sets no column"));
    }
    sql::NodeList assignments = update.assignments;
    add_update_defaults(update.target, assignments);
    if (assignments.size() == update.assignments.size()) return update_statement(update);
    auto completed = sql::Ref<sql::Update>::adopt(new sql::Update(update));
    completed->assignments = std::move(assignments);
    update_statement(*completed);
}

void SqlCompiler::update_statement(const sql::Update& update) {
    if (!update.from.empty() && update.limit) {
        ledger().reject(
            CompileError("limit_with_from",
                         "an UPDATE of several tables cannot be limited to a number of rows"));
    }
    ForeignSourceFinder finder(update.target, update.from);
    finder.all(update.assignments);
    finder.all(update.returning);
    if (update.where) finder.child(*update.where);
    require_known(finder, ledger(), "UPDATE", "from");
    if (!update.from.empty()) {
        if (!ledger().supports(Capability::update_from)) {
            ledger().refuse("UPDATE … FROM", "set the column to a scalar subquery");
        }
        ForeignSourceFinder returned(update.target, none);
        returned.all(update.returning);
        if (returned.found != nullptr) {
            ledger().require(Capability::returning_sources, "RETURNING of another table's column");
        }
    }
    ++depth_;
    QueryScope scope(*this, Clause::from);
    // Keys that say which rows are read by a query of their own.
    const bool reads_rows = !update.limit || ledger().supports(Capability::update_limit);
    if (reads_rows) scope.hints = &update.phrases;
    const std::size_t outside = enclosing_sources_.size();
    enclosing_sources_.push_back(update.target);
    enclosing_sources_.insert(enclosing_sources_.end(), update.from.begin(), update.from.end());
    require_order_of_rows(update.order_by);
    const std::size_t renamed = renamed_.size();
    if (enclosing_sources_.size() > 1) part_names(update, outside);
    write("UPDATE");
    leading_phrases(update.phrases);
    update_target_clause(update);
    set_clause(update.assignments);
    update_from_clause(update);
    update_rows_clause(update);
    phrases(update.phrases, sql::PhrasePlace::suffix);
    const bool qualified = std::exchange(qualifies_, !update.from.empty());
    returning_clause(update.returning, Capability::update_returning);
    qualifies_ = qualified;
    forget_renamed(renamed);
    enclosing_sources_.resize(outside);
    --depth_;
}

// ── DELETE ──────────────────────────────────────────────────────────────────────────────────────

void SqlCompiler::delete_target_clause(const sql::Delete& statement) {
    write(" FROM ");
    source_definition(*statement.target);
}

void SqlCompiler::delete_using_clause(const sql::Delete& statement) {
    if (statement.from.empty()) return;
    write(" USING ");
    source_list(statement.from);
}

void SqlCompiler::delete_rows_clause(const sql::Delete& statement) {
    if (!statement.from.empty() && !ledger().supports(Capability::delete_using)) {
        // A row goes if the other tables have a fitting one: that is what EXISTS asks.
        auto* other = new sql::Select;
        const sql::NodePtr select = sql::NodePtr::adopt(other);
        other->columns.push_back(sql::make<sql::Star>());
        other->from = statement.from;
        other->where = statement.where;
        other->options = table_hints(statement.phrases);
        write(" WHERE EXISTS (");
        emit(*select);
        write(")");
        return;
    }
    if (!statement.limit) return where_clause(statement.where);
    if (!ledger().supports(Capability::delete_limit)) {
        return limited_rows_clause(statement);
    }
    where_clause(statement.where);
    if (!statement.order_by.empty()) {
        write(" ORDER BY ");
        emit_list(statement.order_by);
    }
    write(" LIMIT ");
    emit(*statement.limit);
}

void SqlCompiler::visit_delete(const sql::Delete& statement) {
    if (!statement.from.empty() && statement.limit) {
        ledger().reject(
            CompileError("limit_with_from",
                         "a DELETE that uses other tables cannot be limited to a number of rows"));
    }
    ForeignSourceFinder finder(statement.target, statement.from);
    finder.all(statement.returning);
    if (statement.where) finder.child(*statement.where);
    require_known(finder, ledger(), "DELETE", "using_");
    const bool is_native = ledger().supports(Capability::delete_using);
    if (!statement.from.empty()) {
        ForeignSourceFinder returned(statement.target, none);
        returned.all(statement.returning);
        if (returned.found != nullptr) {
            if (!is_native) ledger().refuse("RETURNING of another table's column");
            ledger().require(Capability::returning_sources, "RETURNING of another table's column");
        }
    }
    ++depth_;
    QueryScope scope(*this, Clause::from);
    const bool reads_rows = !statement.limit || ledger().supports(Capability::delete_limit);
    if (reads_rows) scope.hints = &statement.phrases;
    const std::size_t outside = enclosing_sources_.size();
    enclosing_sources_.push_back(statement.target);
    if (is_native) {
        enclosing_sources_.insert(enclosing_sources_.end(), statement.from.begin(),
                                  statement.from.end());
    }
    require_order_of_rows(statement.order_by);
    const std::size_t renamed = renamed_.size();
    if (enclosing_sources_.size() > 1) part_names(statement, outside);
    write("DELETE");
    leading_phrases(statement.phrases);
    delete_target_clause(statement);
    if (is_native) delete_using_clause(statement);
    delete_rows_clause(statement);
    phrases(statement.phrases, sql::PhrasePlace::suffix);
    const bool qualified = std::exchange(qualifies_, is_native && !statement.from.empty());
    returning_clause(statement.returning, Capability::delete_returning);
    qualifies_ = qualified;
    forget_renamed(renamed);
    enclosing_sources_.resize(outside);
    --depth_;
}

}  // namespace azoth::compile
