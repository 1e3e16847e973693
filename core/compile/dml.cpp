// SPDX-License-Identifier: MIT
// INSERT, UPDATE and DELETE: the statements in standard order, clause by clause. A dialect
// overrides a clause; what the ledger lacks is emulated exactly or refused here, so that no
// override has to.
#include <algorithm>
#include <set>
#include <string>
#include <utility>

#include <azoth/compile/sql_compiler.hpp>
#include <azoth/error/error.hpp>
#include <azoth/schema/table.hpp>
#include <azoth/sql/select_columns.hpp>

namespace azoth::compile {

namespace {

/// Finds a source that an expression speaks of and that is not among the known ones. Subqueries
/// have sources of their own.
class ForeignSourceFinder final : public sql::ChildVisitor {
public:
    ForeignSourceFinder(const sql::NodePtr& target, const sql::NodeList& others)
        : target_(target), others_(others) {}

    void child(const sql::Node& node) override {
        if (const auto* column = sql::as<sql::ColumnRef>(node)) {
            if (!is_known(column->source)) found = column;
        } else if (node.kind() != sql::NodeKind::subquery && node.kind() != sql::NodeKind::exists) {
            node.each_child(*this);
        }
    }
    void all(const sql::NodeList& nodes) {
        for (const sql::NodePtr& node : nodes) child(*node);
    }

    const sql::ColumnRef* found = nullptr;

private:
    [[nodiscard]] bool is_known(const sql::NodePtr& source) const {
        return source == target_ ||
               std::find(others_.begin(), others_.end(), source) != others_.end();
    }
    const sql::NodePtr& target_;
    const sql::NodeList& others_;
};

const sql::NodeList none;

void require_known(const ForeignSourceFinder& finder, std::string_view statement,
                   std::string_view clause) {
    if (finder.found == nullptr) return;
    throw CompileError(
        "source_not_named",
        "the " + std::string(statement) + " speaks of \"" + finder.found->name +
            "\" of a table that it does not name",
        {.hint = "name it with " + std::string(clause) + "(table)", .column = finder.found->name});
}

std::shared_ptr<const TableData> table_of(const sql::NodePtr& target) {
    // TableData is what fulfils the description, see sql::TableDescription.
    return std::static_pointer_cast<const TableData>(
        sql::cast<sql::TableSource>(*target).table.lock());
}

bool contains_column(const sql::NodeList& columns, const sql::NodePtr& column) {
    return std::find(columns.begin(), columns.end(), column) != columns.end();
}

/// Whether a column's value is its default, rather than something the statement says.
bool takes_default(const sql::NodeList& assignments, const sql::NodePtr& column) {
    return std::any_of(assignments.begin(), assignments.end(), [&](const sql::NodePtr& node) {
        const auto& assignment = sql::cast<sql::Assignment>(*node);
        return assignment.column == column &&
               assignment.value->kind() == sql::NodeKind::default_value;
    });
}

bool assigns(const sql::NodeList& assignments, const sql::NodePtr& column) {
    return std::any_of(assignments.begin(), assignments.end(), [&](const sql::NodePtr& node) {
        return sql::cast<sql::Assignment>(*node).column == column;
    });
}

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

/// Adds what UpdateDefaults say about columns that are not assigned yet.
void add_update_defaults(const sql::NodePtr& target, sql::NodeList& assignments) {
    const auto table = table_of(target);
    if (!table) return;
    for (const ColumnData& column : table->columns) {
        if (!column.update_default || assigns(assignments, column.ref)) continue;
        assignments.push_back(sql::make<sql::Assignment>(
            column.ref, sql::make<sql::DefaultValue>(column.update_default, column.ref->type())));
    }
}

bool is_made_per_row(const sql::Node& value) {
    return value.kind() == sql::NodeKind::generated_value;
}

/// The select of an INSERT yields the defaults, too. What a callable makes would be the same for
/// all rows.
void add_to_select(sql::Insert& insert, const ColumnData& column) {
    const auto* select = sql::as<sql::Select>(*insert.select);
    if (select == nullptr || is_made_per_row(*column.default_value)) {
        throw CompileError("default_per_row",
                           "the default of \"" + column.name +
                               "\" is made per row, and the rows come from a query",
                           {.hint = "name the column in from_select()", .column = column.name});
    }
    auto* more = new sql::Select(*select);
    insert.select = sql::NodePtr::adopt(more);
    more->columns.push_back(sql::make<sql::DefaultValue>(column.default_value, column.ref->type()));
    insert.columns.push_back(column.ref);
}

/// The INSERT with the Defaults of the columns that it leaves out; null if there are none.
sql::Ref<sql::Insert> with_insert_defaults(const sql::Insert& insert) {
    sql::Ref<sql::Insert> completed;
    const auto table = table_of(insert.target);
    if (!table) return completed;
    for (const ColumnData& column : table->columns) {
        if (!column.default_value || contains_column(insert.columns, column.ref) ||
            assigns(insert.every_row, column.ref)) {
            continue;
        }
        if (!completed) completed = sql::Ref<sql::Insert>::adopt(new sql::Insert(insert));
        if (insert.select) {
            add_to_select(*completed, column);
            continue;
        }
        completed->every_row.push_back(sql::make<sql::Assignment>(
            column.ref, sql::make<sql::DefaultValue>(column.default_value, column.ref->type())));
    }
    return completed;
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
    emit(*condition);
}

void SqlCompiler::returning_clause(const sql::NodeList& columns, Capability capability) {
    if (columns.empty()) return;
    ledger().require(capability, "RETURNING");
    if (depth_ == 1) describe_result(columns);
    write(" RETURNING ");
    bool first = true;
    for (const sql::NodePtr& column : columns) {
        if (!first) write(", ");
        first = false;
        select_item(*column);
    }
}

void SqlCompiler::set_clause(const sql::NodeList& assignments) {
    write(" SET ");
    bool first = true;
    for (const sql::NodePtr& node : assignments) {
        const auto& assignment = sql::cast<sql::Assignment>(*node);
        if (!first) write(", ");
        first = false;
        assignment_target(sql::cast<sql::ColumnRef>(*assignment.column));
        write(" = ");
        row_value(*assignment.column, *assignment.value, 0);
    }
}

void SqlCompiler::assignment_target(const sql::ColumnRef& column) {
    identifier(column.name);
}

/// Without LIMIT the rows of UPDATE and DELETE are counted by a subquery of their keys.
void SqlCompiler::limited_rows_clause(const sql::NodePtr& target, const sql::NodePtr& condition,
                                      const sql::NodeList& order_by, const sql::NodePtr& limit) {
    const auto table = table_of(target);
    if (!table || table->primary_key.columns.empty()) {
        ledger().refuse("LIMIT of a change without a primary key");
    }
    auto* keys = new sql::Select;
    const sql::NodePtr select = sql::NodePtr::adopt(keys);
    for (const std::string& name : table->primary_key.columns) {
        keys->columns.push_back(table->column(name).ref);
    }
    keys->from = {target};
    keys->where = condition;
    keys->order_by = order_by;
    keys->limit = limit;
    const bool several = keys->columns.size() > 1;
    if (several) ledger().require(Capability::row_values, "LIMIT of a change by a composite key");
    write(several ? " WHERE (" : " WHERE ");
    emit_list(keys->columns);
    write(several ? ") IN (" : " IN (");
    emit(*select);
    write(")");
}

// ── INSERT ──────────────────────────────────────────────────────────────────────────────────────

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
        row_value(*insert.columns[i], *insert.values[row * width + i], row);
    }
    bool first = width == 0;
    for (const sql::NodePtr& node : insert.every_row) {
        const auto& assignment = sql::cast<sql::Assignment>(*node);
        if (!first) write(", ");
        first = false;
        row_value(*assignment.column, *assignment.value, row);
    }
}

void SqlCompiler::row_value(const sql::Node& column, const sql::Node& value, std::size_t row) {
    // Only a whole value is the column's; what stands inside an expression is not.
    const sql::Node* whole = &value;
    if (const auto* given = sql::as<sql::DefaultValue>(value)) whole = given->value.get();
    if (whole->kind() == sql::NodeKind::bind || whole->kind() == sql::NodeKind::generated_value) {
        value_column_ = sql::cast<sql::ColumnRef>(column).name;
    }
    value_row_ = static_cast<std::uint32_t>(row);
    emit(value);
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

void SqlCompiler::insert_select_clause(const sql::Insert& insert) {
    write(" (");
    emit_list(insert.columns);
    write(") ");
    emit(*insert.select);
}

void SqlCompiler::visit_insert(const sql::Insert& insert) {
    const auto completed = with_insert_defaults(insert);
    insert_statement(completed ? *completed : insert);
}

void SqlCompiler::insert_statement(const sql::Insert& insert) {
    ++depth_;  // what a select inside it returns are not the statement's rows
    const std::size_t outside = enclosing_sources_.size();
    write("INSERT INTO ");
    source_definition(*insert.target);
    {
        const Unqualified names(*this);
        if (insert.select) {
            insert_select_clause(insert);
        } else if (insert.columns.empty() && insert.every_row.empty()) {
            default_values_clause(insert);
        } else {
            values_clause(insert);
        }
    }
    if (!insert.conflicts.empty()) {
        ledger().require(Capability::upsert, "INSERT … ON CONFLICT");
        enclosing_sources_.push_back(insert.target);
        upsert_clause(insert);
    }
    enclosing_sources_.resize(outside);
    const Unqualified names(*this);
    returning_clause(insert.returning, Capability::insert_returning);
    if (context_.fetches_keys && insert.fetches_key && depth_ == 1) returned_key_clause(insert);
    --depth_;
}

/// Asks for the key that the database makes, where the client library does not tell it by itself.
void SqlCompiler::returned_key_clause(const sql::Insert& insert) {
    if (!insert.returning.empty() || insert.select || !insert.conflicts.empty() ||
        row_count(insert) != 1 || !ledger().supports(Capability::insert_returning)) {
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
    const ColumnData* generated = table->autoincrement_column();
    if (generated != nullptr && ledger().supports(Capability::last_insert_id)) return;
    write(" RETURNING ");
    emit_list(missing);
    for (const sql::NodePtr& column : missing) {
        result_.returned_key.push_back(sql::cast<sql::ColumnRef>(*column).name);
    }
}

// ── upsert ──────────────────────────────────────────────────────────────────────────────────────

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
    assignments.insert(assignments.end(), conflict.assignments.begin(), conflict.assignments.end());
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
    } else if (conflict.action != sql::ConflictAction::nothing) {
        throw CompileError("upsert_without_key",
                           "an upsert that updates says which key: on_conflict({\"column\"})");
    }
    if (conflict.action == sql::ConflictAction::nothing) {
        write(" DO NOTHING");
        return;
    }
    write(" DO UPDATE");
    set_clause(conflict_assignments(insert, conflict));
    if (conflict.where) {
        ledger().require(Capability::upsert_where, "ON CONFLICT DO UPDATE … WHERE");
        where_clause(conflict.where);
    }
}

void SqlCompiler::upsert_clause(const sql::Insert& insert) {
    if (insert.conflicts.size() > 1) {
        ledger().require(Capability::upsert_several, "an upsert with several ON CONFLICT clauses");
    }
    for (const sql::NodePtr& node : insert.conflicts) {
        const auto& conflict = sql::cast<sql::OnConflict>(*node);
        if (conflict.action == sql::ConflictAction::none) {
            throw CompileError("upsert_without_action",
                               "on_conflict() is followed by do_update() or do_nothing()");
        }
        conflict_clause(insert, conflict);
    }
}

void SqlCompiler::visit_excluded(const sql::Excluded& excluded) {
    write("excluded.");
    identifier(sql::cast<sql::ColumnRef>(*excluded.column).name);
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
        return limited_rows_clause(update.target, update.where, update.order_by, update.limit);
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
        throw CompileError("empty_update", "an UPDATE sets no column");
    }
    sql::NodeList defaults;
    add_update_defaults(update.target, defaults);
    std::erase_if(defaults, [&](const sql::NodePtr& node) {
        return assigns(update.assignments, sql::cast<sql::Assignment>(*node).column);
    });
    if (defaults.empty()) return update_statement(update);
    auto completed = sql::Ref<sql::Update>::adopt(new sql::Update(update));
    completed->assignments.insert(completed->assignments.end(), defaults.begin(), defaults.end());
    update_statement(*completed);
}

void SqlCompiler::update_statement(const sql::Update& update) {
    if (!update.from.empty() && update.limit) {
        throw CompileError("limit_with_from",
                           "an UPDATE of several tables cannot be limited to a number of rows");
    }
    ForeignSourceFinder finder(update.target, update.from);
    finder.all(update.assignments);
    if (update.where) finder.child(*update.where);
    require_known(finder, "UPDATE", "from");
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
    const std::size_t outside = enclosing_sources_.size();
    enclosing_sources_.push_back(update.target);
    enclosing_sources_.insert(enclosing_sources_.end(), update.from.begin(), update.from.end());
    write("UPDATE");
    update_target_clause(update);
    set_clause(update.assignments);
    update_from_clause(update);
    update_rows_clause(update);
    const bool qualified = std::exchange(qualifies_, !update.from.empty());
    returning_clause(update.returning, Capability::update_returning);
    qualifies_ = qualified;
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
        write(" WHERE EXISTS (");
        emit(*select);
        write(")");
        return;
    }
    if (!statement.limit) return where_clause(statement.where);
    if (!ledger().supports(Capability::delete_limit)) {
        return limited_rows_clause(statement.target, statement.where, statement.order_by,
                                   statement.limit);
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
        throw CompileError("limit_with_from",
                           "a DELETE that uses other tables cannot be limited to a number of rows");
    }
    ForeignSourceFinder finder(statement.target, statement.from);
    if (statement.where) finder.child(*statement.where);
    require_known(finder, "DELETE", "using_");
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
    const std::size_t outside = enclosing_sources_.size();
    enclosing_sources_.push_back(statement.target);
    if (is_native) {
        enclosing_sources_.insert(enclosing_sources_.end(), statement.from.begin(),
                                  statement.from.end());
    }
    write("DELETE");
    delete_target_clause(statement);
    if (is_native) delete_using_clause(statement);
    delete_rows_clause(statement);
    const bool qualified = std::exchange(qualifies_, is_native && !statement.from.empty());
    returning_clause(statement.returning, Capability::delete_returning);
    qualifies_ = qualified;
    enclosing_sources_.resize(outside);
    --depth_;
}

}  // namespace azoth::compile
