// SPDX-License-Identifier: MIT
// INSERT: rows of values, the rows of a query, and the key that the database makes.
#include <string>
#include <utility>

#include <azoth/compile/sql_compiler.hpp>
#include <azoth/schema/table.hpp>

#include "change_target.hpp"
#include "column_defaults.hpp"
#include "compared_types.hpp"
#include "foreign_source.hpp"
#include "query_scope.hpp"
#include "truths.hpp"

namespace azoth::compile {

namespace {

/// Whether the program knows what a column gets: a value or one that it makes.
bool has_value(const sql::Insert& insert, const sql::NodePtr& column) {
    for (const sql::NodePtr& node : insert.every_row) {
        const auto& assignment = sql::cast<sql::Assignment>(*node);
        if (!(assignment.column == column)) continue;
        const sql::Node* value = assignment.value.get();
        if (const auto* given = sql::as<sql::DefaultValue>(*value)) value = given->value.get();
        return value->kind() == sql::NodeKind::bind ||
               value->kind() == sql::NodeKind::generated_value;
    }
    return true;
}

}  // namespace

sql::NodeList SqlCompiler::inserted_columns(const sql::Insert& insert) {
    sql::NodeList columns = insert.columns;
    for (const sql::NodePtr& node : insert.every_row) {
        columns.push_back(sql::cast<sql::Assignment>(*node).column);
    }
    return columns;
}

std::size_t SqlCompiler::row_count(const sql::Insert& insert) noexcept {
    return insert.columns.empty() ? 1 : insert.values.size() / insert.columns.size();
}

void SqlCompiler::row_values(const sql::Insert& insert, std::size_t row) {
    const std::size_t width = insert.columns.size();
    for (std::size_t i = 0; i < width; ++i) {
        if (i != 0) write(", ");
        row_value(*insert.columns[i], insert.values[row * width + i], row);
    }
    bool first = width == 0;
    for (const sql::NodePtr& node : insert.every_row) {
        const auto& assignment = sql::cast<sql::Assignment>(*node);
        if (!first) write(", ");
        first = false;
        row_value(*assignment.column, assignment.value, row);
    }
}

void SqlCompiler::row_value(const sql::Node& column, const sql::NodePtr& value, std::size_t row) {
    // Only a whole value is the column's; what stands inside an expression is not.
    const sql::NodePtr* whole = &value;
    if (const auto* given = sql::as<sql::DefaultValue>(*value)) whole = &given->value;
    const sql::NodeKind kind = (*whole)->kind();
    sql::NodePtr counted;
    if (kind == sql::NodeKind::bind || kind == sql::NodeKind::generated_value) {
        value_column_ = sql::cast<sql::ColumnRef>(column).known_as();
    } else if (kind != sql::NodeKind::literal_bind) {
        require_assignable(column, **whole, ledger());
        if (counts_truths_) counted = counted_for(column, *whole, ledger());
    }
    value_row_ = static_cast<std::uint32_t>(row);
    emit(counted && !(counted == *whole) ? *counted : *value);
    value_column_ = {};
    value_row_ = 0;
}

void SqlCompiler::default_values_clause(const sql::Insert&) {
    ledger().require(Capability::default_values, "INSERT … DEFAULT VALUES");
    write(" DEFAULT VALUES");
}

void SqlCompiler::values_clause(const sql::Insert& insert) {
    write(" (");
    emit_list(inserted_columns(insert));
    write(") VALUES ");
    const std::size_t rows = row_count(insert);
    if (rows > 1) ledger().require(Capability::multi_row_insert, "INSERT of several rows");
    for (std::size_t row = 0; row < rows; ++row) {
        if (row != 0) write(", ");
        write("(");
        row_values(insert, row);
        write(")");
    }
}

void SqlCompiler::ordered_values_clause(const sql::Insert& insert) {
    values_clause(insert);
}

void SqlCompiler::insert_select_clause(const sql::Insert& insert) {
    write(" (");
    emit_list(insert.columns);
    write(") ");
    emit(*insert.select);
}

void SqlCompiler::visit_insert(const sql::Insert& insert) {
    if (!insert.conflicts.empty()) require_actions(insert);
    if (insert.select) require_assignable(insert.columns, *insert.select, ledger());
    sql::Ref<sql::Insert> counted;
    if (counts_truths_ && insert.select) {
        counted = sql::Ref<sql::Insert>::adopt(new sql::Insert(insert));
        counted->select = counted_rows(insert, ledger());
    }
    const sql::Insert& given = counted ? *counted : insert;
    const auto completed = with_insert_defaults(given, ledger());
    const sql::Insert& whole = completed ? *completed : given;
    require_key_values(whole, ledger());
    const QueryScope scope(*this, Clause::values);
    insert_statement(whole);
}

void SqlCompiler::insert_statement(const sql::Insert& insert) {
    ++depth_;  // what a select inside it returns are not the statement's rows
    const std::size_t outside = enclosing_sources_.size();
    write("INSERT");
    leading_phrases(insert.phrases);
    write(" INTO ");
    source_definition(*insert.target);
    {
        const Unqualified names(*this);
        if (insert.select) {
            insert_select_clause(insert);
        } else if (insert.columns.empty() && insert.every_row.empty()) {
            default_values_clause(insert);
        } else if (insert.in_parameter_order && row_count(insert) > 1) {
            ledger().require(Capability::ordered_keys, "keys in the order of the inserted rows");
            ordered_values_clause(insert);
        } else {
            values_clause(insert);
        }
    }
    if (!insert.conflicts.empty()) {
        ledger().require(Capability::upsert, "INSERT … ON CONFLICT");
        enclosing_sources_.push_back(insert.target);
        const InClause set(scope_, Clause::set);
        upsert_clause(insert);
    }
    enclosing_sources_.resize(outside);
    phrases(insert.phrases, sql::PhrasePlace::suffix);
    const Unqualified names(*this);
    if (!insert.returning.empty()) {
        const sql::NodeList none;
        ForeignSourceFinder finder(insert.target, none);
        finder.all(insert.returning);
        require_known(finder, ledger(), "INSERT", "");
    }
    returning_clause(insert.returning, Capability::insert_returning);
    if (context_.fetches_keys && insert.fetches_key && depth_ == 1) returned_key_clause(insert);
    --depth_;
}

/// Asks for the key that the database makes, where the client library does not tell it by itself.
void SqlCompiler::returned_key_clause(const sql::Insert& insert) {
    if (!insert.returning.empty() || insert.select || !insert.conflicts.empty() ||
        row_count(insert) != 1) {
        return;
    }
    const auto table = table_of(insert.target);
    if (!table) return;
    const sql::NodeList given = inserted_columns(insert);
    sql::NodeList missing;
    for (const std::string& name : table->primary_key.columns) {
        const sql::NodePtr& column = table->column(name).ref;
        const bool is_known = contains_column(given, column) && has_value(insert, column);
        if (!is_known) missing.push_back(column);
    }
    if (missing.empty()) return;
    if (!ledger().supports(Capability::insert_returning)) {
        for (const sql::NodePtr& column : missing) {
            if (!takes_default(insert.every_row, column)) continue;
            result_.untold_key.push_back(sql::cast<sql::ColumnRef>(*column).name);
        }
        return;
    }
    const ColumnData* generated = table->autoincrement_column();
    if (generated != nullptr && ledger().supports(Capability::last_insert_id)) return;
    write(" RETURNING ");
    emit_list(missing);
    for (const sql::NodePtr& column : missing) {
        result_.returned_key.push_back(sql::cast<sql::ColumnRef>(*column).name);
    }
}

}  // namespace azoth::compile
