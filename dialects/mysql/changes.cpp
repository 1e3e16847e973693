// SPDX-License-Identifier: MIT
// INSERT, UPDATE and DELETE where MySQL and MariaDB say them otherwise.
#include <algorithm>
#include <memory>
#include <set>
#include <string>

#include <azoth/schema/table.hpp>

#include "compiler.hpp"
#include "dialect.hpp"

namespace azoth::mysql {

namespace {

using compile::Capability;

bool same_column(const sql::ColumnRef& a, const sql::ColumnRef& b) noexcept {
    return a.source == b.source && a.name == b.name;
}

/// Whether an expression reads a column of the row that is there. What `excluded` stands for is the
/// new row.
class ColumnReader final : public sql::ChildVisitor {
public:
    explicit ColumnReader(const sql::ColumnRef& wanted) : wanted_(wanted) {}
    void child(const sql::Node& node) override {
        if (node.kind() == sql::NodeKind::excluded) return;
        if (const auto* column = sql::as<sql::ColumnRef>(node)) {
            found = found || same_column(*column, wanted_);
        } else {
            node.each_child(*this);
        }
    }
    bool found = false;

private:
    const sql::ColumnRef& wanted_;
};

const sql::ColumnRef& assigned(const sql::NodePtr& assignment) {
    return sql::cast<sql::ColumnRef>(*sql::cast<sql::Assignment>(*assignment).column);
}

bool is_read_by(const sql::NodePtr& assignment, const sql::NodeList& others) {
    return std::any_of(others.begin(), others.end(), [&](const sql::NodePtr& other) {
        if (other == assignment) return false;
        ColumnReader reader(assigned(assignment));
        reader.child(*sql::cast<sql::Assignment>(*other).value);
        return reader.found;
    });
}

std::set<std::string> names_of(const sql::NodeList& columns) {
    std::set<std::string> names;
    for (const sql::NodePtr& column : columns) {
        names.insert(sql::cast<sql::ColumnRef>(*column).name);
    }
    return names;
}

/// The unique keys of a table that a row with these columns can have in common with another: one
/// that holds a generated value it cannot.
std::set<std::set<std::string>> keys_at_risk(const TableData& table,
                                             const std::set<std::string>& inserted) {
    const ColumnData* generated = table.autoincrement_column();
    std::set<std::set<std::string>> keys;
    const auto add = [&](const std::vector<std::string>& columns) {
        const bool is_fresh =
            generated != nullptr && !inserted.contains(generated->name) &&
            std::find(columns.begin(), columns.end(), generated->name) != columns.end();
        if (!columns.empty() && !is_fresh) keys.insert({columns.begin(), columns.end()});
    };
    add(table.primary_key.columns);
    for (const UniqueData& unique : table.uniques) add(unique.columns);
    for (const IndexData& index : table.indexes) {
        if (!index.unique) continue;
        const std::vector<std::string> columns = index.columns();
        // Over some rows or expressions it is a key that no list of columns names.
        const bool is_plain = index.where.empty() && columns.size() == index.parts.size();
        add(is_plain ? columns : std::vector<std::string>{std::string()});
    }
    return keys;
}

}  // namespace

// ── assignments ─────────────────────────────────────────────────────────────────────────────────

/// MySQL assigns from left to right and reads what it has written, where elsewhere all values are
/// computed from the old row. A column is therefore written after all that read it.
sql::NodeList MysqlCompiler::in_safe_order(const sql::NodeList& assignments) const {
    sql::NodeList left = assignments;
    sql::NodeList ordered;
    while (!left.empty()) {
        const auto next = std::find_if(left.begin(), left.end(), [&](const sql::NodePtr& one) {
            return !is_read_by(one, left);
        });
        if (next == left.end()) {
            ledger().refuse("an UPDATE that exchanges the values of columns",
                            "the server assigns from left to right");
        }
        ordered.push_back(*next);
        left.erase(next);
    }
    return ordered;
}

void MysqlCompiler::set_clause(const sql::NodeList& assignments) {
    if (!changes_several_) return SqlCompiler::set_clause(in_safe_order(assignments));
    // Of several tables the order is not defined.
    for (const sql::NodePtr& assignment : assignments) {
        if (is_read_by(assignment, assignments)) {
            ledger().lacks("an UPDATE … FROM that reads a column it changes");
        }
    }
    SqlCompiler::set_clause(assignments);
}

void MysqlCompiler::assignment_target(const sql::ColumnRef& column) {
    if (!changes_several_) return SqlCompiler::assignment_target(column);
    column_qualifier(*column.source);
    write(".");
    column_name(column);
}

// ── UPDATE and DELETE ───────────────────────────────────────────────────────────────────────────

/// Error 1093 of MySQL and of MariaDB before 10.3.
void MysqlCompiler::guard_target(const sql::NodePtr& target) {
    if (is_mariadb(ledger()) && ledger().version() >= Version{10, 3, 2}) return;
    guarded_ = target.get();
}

void MysqlCompiler::refuse_target(const sql::Select& select) const {
    const auto is_target = [this](const sql::NodePtr& source) {
        const auto* alias = sql::as<sql::AliasSource>(*source);
        return (alias != nullptr ? alias->inner : source).get() == guarded_;
    };
    const std::vector<sql::NodePtr> own = own_sources(select);
    const bool reads_it =
        std::any_of(own.begin(), own.end(), is_target) ||
        std::any_of(select.joins.begin(), select.joins.end(), [&](const sql::NodePtr& join) {
            return is_target(sql::cast<sql::Join>(*join).target);
        });
    if (reads_it) {
        ledger().lacks("a change with a subquery of the same table", "select the keys first");
    }
}

void MysqlCompiler::update_target_clause(const sql::Update& update) {
    changes_several_ = !update.from.empty();
    SqlCompiler::update_target_clause(update);
    if (changes_several_) {
        write(", ");
        source_list(update.from);
    }
    guard_target(update.target);
}

void MysqlCompiler::update_from_clause(const sql::Update&) {
    // The tables stand in front of SET.
}

/// What stands behind the table, which only USING takes.
bool MysqlCompiler::has_hint(const sql::Delete& statement) const {
    return std::any_of(statement.phrases.begin(), statement.phrases.end(),
                       [&](const sql::NodePtr& node) {
                           const auto& phrase = sql::cast<sql::Phrase>(*node);
                           return phrase.source == statement.target &&
                                  (phrase.dialect.empty() || ledger().answers_to(phrase.dialect));
                       });
}

void MysqlCompiler::delete_target_clause(const sql::Delete& statement) {
    if (statement.from.empty() && !has_hint(statement)) {
        SqlCompiler::delete_target_clause(statement);
        return guard_target(statement.target);
    }
    write(" FROM ");
    source_name(*statement.target);  // USING defines it
}

void MysqlCompiler::delete_using_clause(const sql::Delete& statement) {
    if (statement.from.empty() && !has_hint(statement)) return;
    if (!statement.returning.empty()) {
        ledger().lacks(statement.from.empty() ? "RETURNING of a DELETE with an index hint"
                                              : "RETURNING of a DELETE … USING");
    }
    if (statement.limit) ledger().lacks("LIMIT of a DELETE with an index hint");
    write(" USING ");
    source_definition(*statement.target);
    if (!statement.from.empty()) write(", ");
    source_list(statement.from);
    guard_target(statement.target);
}

// ── INSERT ──────────────────────────────────────────────────────────────────────────────────────

void MysqlCompiler::leading_with_clause(const sql::Node& statement) {
    const auto* insert = sql::as<sql::Insert>(statement);
    if (insert == nullptr) return SqlCompiler::leading_with_clause(statement);
    if (!insert->select) {
        ledger().lacks("WITH of an INSERT … VALUES", "insert the rows of a select from the CTE");
    }
    has_inner_with_ = true;
}

void MysqlCompiler::insert_select_clause(const sql::Insert& insert) {
    if (!has_inner_with_) return SqlCompiler::insert_select_clause(insert);
    write(" (");
    emit_list(insert.columns);
    write(") ");
    with_clause();
    emit(*insert.select);
}

void MysqlCompiler::upsert_clause(const sql::Insert& insert) {
    if (insert.conflicts.size() > 1) {
        ledger().require(Capability::upsert_several, "an upsert with several ON CONFLICT clauses");
    }
    const auto& conflict = sql::cast<sql::OnConflict>(*insert.conflicts.front());
    require_only_key(insert, conflict);
    const bool is_update = conflict.action != sql::ConflictAction::nothing;
    // The new row has a name since 8.0.19; VALUES(column) is what there was, and is in MariaDB.
    names_new_row_ =
        !insert.select && !is_mariadb(ledger()) && ledger().version() >= Version{8, 0, 19};
    if (is_update && names_new_row_) write(" AS excluded");
    write(" ON DUPLICATE KEY UPDATE ");
    if (!is_update) {
        // IGNORE would swallow every other error too; a column that keeps its value changes
        // nothing.
        const sql::NodeList columns = inserted_columns(insert);
        const auto& column = sql::cast<sql::ColumnRef>(*columns.front());
        column_name(column);
        write(" = ");
        emit(column);
        return;
    }
    if (conflict.where) {
        ledger().require(Capability::upsert_where, "an upsert that updates some rows only");
    }
    bool first = true;
    for (const sql::NodePtr& node : in_safe_order(conflict_assignments(insert, conflict))) {
        const auto& assignment = sql::cast<sql::Assignment>(*node);
        if (!first) write(", ");
        first = false;
        column_name(assigned(node));
        write(" = ");
        row_value(*assignment.column, assignment.value, 0);
    }
}

/// ON DUPLICATE KEY means any key, so it says what was meant only where no other can be hit.
void MysqlCompiler::require_only_key(const sql::Insert& insert,
                                     const sql::OnConflict& conflict) const {
    if (!conflict.constraint.empty()) {
        ledger().require(Capability::upsert_constraint, "an upsert by the name of a constraint");
    }
    const bool any_key = conflict.key.empty() && conflict.constraint.empty();
    if (any_key && conflict.action == sql::ConflictAction::nothing) return;
    const auto table = std::static_pointer_cast<const TableData>(
        sql::cast<sql::TableSource>(*insert.target).table.lock());
    if (table && !conflict.key_where) {
        const auto keys = keys_at_risk(*table, names_of(inserted_columns(insert)));
        if (keys.size() == 1 && *keys.begin() == names_of(conflict.key)) return;
    }
    ledger().lacks("an upsert by one of several unique keys",
                   "ON DUPLICATE KEY means every unique key of the table");
}

void MysqlCompiler::visit_excluded(const sql::Excluded& excluded) {
    if (names_new_row_) return SqlCompiler::visit_excluded(excluded);
    write("VALUES(");
    column_name(sql::cast<sql::ColumnRef>(*excluded.column));
    write(")");
}

}  // namespace azoth::mysql
