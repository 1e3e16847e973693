// SPDX-License-Identifier: MIT
// An INSERT that updates or keeps the row which has its key already.
#include <set>
#include <string>
#include <utility>

#include <azoth/compile/sql_compiler.hpp>
#include <azoth/error/error.hpp>
#include <azoth/schema/table.hpp>

#include "change_target.hpp"
#include "column_defaults.hpp"

namespace azoth::compile {

namespace {

/// Whether the program has said what happens.
bool acts(const sql::OnConflict& conflict) noexcept {
    return conflict.action != sql::ConflictAction::none &&
           conflict.action != sql::ConflictAction::unnamed;
}

}  // namespace

sql::NodeList SqlCompiler::conflict_assignments(const sql::Insert& insert,
                                                const sql::OnConflict& conflict) {
    sql::NodeList assignments;
    if (conflict.action == sql::ConflictAction::update_inserted) {
        for (const sql::NodePtr& column : inserted_columns(insert)) {
            if (contains_column(conflict.key, column) || assigns(conflict.assignments, column) ||
                takes_default(insert.every_row, column)) {
                continue;
            }
            assignments.push_back(
                sql::make<sql::Assignment>(column, sql::make<sql::Excluded>(column)));
        }
    }
    assignments.append(conflict.assignments.begin(), conflict.assignments.end());
    if (!assignments.empty()) add_update_defaults(insert.target, assignments);
    if (assignments.empty()) {
        throw CompileError("empty_update", "the upsert updates no column",
                           {.hint = "do_nothing() keeps the row that is there"});
    }
    return assignments;
}

bool SqlCompiler::is_only_unique_key(const sql::Insert& insert, const sql::OnConflict& conflict) {
    const auto table = table_of(insert.target);
    if (!table || conflict.key_where || !conflict.constraint.empty()) return false;
    std::set<std::set<std::string>> keys;
    const auto add = [&](const std::vector<std::string>& columns) {
        if (!columns.empty()) keys.insert({columns.begin(), columns.end()});
    };
    add(table->primary_key.columns);
    for (const UniqueData& unique : table->uniques) add(unique.columns);
    for (const IndexData& index : table->indexes) {
        if (!index.unique) continue;
        const std::vector<std::string> columns = index.columns();
        // Over some rows or expressions it is a key that no list of columns names.
        if (!index.where.empty() || columns.size() != index.parts.size()) return false;
        add(columns);
    }
    if (conflict.key.empty()) return keys.size() <= 1;
    std::set<std::string> wanted;
    for (const sql::NodePtr& column : conflict.key) {
        wanted.insert(sql::cast<sql::ColumnRef>(*column).name);
    }
    return keys.size() == 1 && *keys.begin() == wanted;
}

void SqlCompiler::conflict_clause(const sql::Insert& insert, const sql::OnConflict& conflict) {
    write(" ON CONFLICT");
    if (!conflict.constraint.empty()) {
        ledger().require(Capability::upsert_constraint, "ON CONFLICT ON CONSTRAINT");
        write(" ON CONSTRAINT ");
        identifier(conflict.constraint);
    } else if (!conflict.key.empty()) {
        const Unqualified names(*this);
        write(" (");
        emit_list(conflict.key);
        write(")");
        where_clause(conflict.key_where);
    } else if (acts(conflict) && conflict.action != sql::ConflictAction::nothing) {
        ledger().reject(
            CompileError("upsert_without_key",
                         "an upsert that updates says which key: on_conflict({\"column\"})"));
    }
    if (conflict.action == sql::ConflictAction::nothing) {
        write(" DO NOTHING");
        return;
    }
    if (!acts(conflict)) return;
    write(" DO UPDATE");
    set_clause(conflict_assignments(insert, conflict));
    if (conflict.where) {
        ledger().require(Capability::upsert_where, "ON CONFLICT DO UPDATE … WHERE");
        where_clause(conflict.where);
    }
}

void SqlCompiler::require_actions(const sql::Insert& insert) const {
    for (const sql::NodePtr& node : insert.conflicts) {
        const auto& conflict = sql::cast<sql::OnConflict>(*node);
        if (conflict.action == sql::ConflictAction::unnamed) {
            ledger().reject(CompileError(
                "upsert_without_conflict", "an upsert says which row it updates or keeps",
                {.hint = "on_conflict({\"column\"}).do_update(), or insert() for a plain INSERT"}));
        } else if (conflict.action == sql::ConflictAction::none) {
            ledger().reject(
                CompileError("upsert_without_action",
                             "on_conflict() is followed by do_update() or do_nothing()"));
        }
    }
}

void SqlCompiler::upsert_clause(const sql::Insert& insert) {
    if (insert.conflicts.size() > 1) {
        ledger().require(Capability::upsert_several, "an upsert with several ON CONFLICT clauses");
    }
    for (const sql::NodePtr& node : insert.conflicts) {
        conflict_clause(insert, sql::cast<sql::OnConflict>(*node));
    }
}

void SqlCompiler::visit_excluded(const sql::Excluded& excluded) {
    write("excluded.");
    column_name(sql::cast<sql::ColumnRef>(*excluded.column));
}

}  // namespace azoth::compile
