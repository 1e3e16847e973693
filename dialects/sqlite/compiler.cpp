// SPDX-License-Identifier: MIT
#include "compiler.hpp"

#include <algorithm>
#include <iterator>
#include <string>
#include <utility>

#include <azoth/sql/comparison.hpp>

#include "stored_types.hpp"

namespace azoth::sqlite {

namespace {

/// Whether an expression reads the table that a statement changes, beside the row itself.
class ChangedTableFinder final : public sql::ChildVisitor {
public:
    explicit ChangedTableFinder(const sql::NodePtr& target)
        : target_(target.get()), table_(sql::as<sql::TableSource>(*target)) {}
    void child(const sql::Node& node) override {
        if (const auto* column = sql::as<sql::ColumnRef>(node)) {
            if (column->source.get() != target_) child(*column->source);
        } else if (const auto* table = sql::as<sql::TableSource>(node)) {
            found = found || (table_ != nullptr && table->identity == table_->identity);
        } else {
            node.each_child(*this);
        }
    }
    bool found = false;

private:
    const sql::Node* target_;
    const sql::TableSource* table_;
};

/// Whether SQLite has a real number there, and not a whole one that is typed as one.
bool is_kept_as_real(const sql::Node& node) {
    if (!is_real(node)) return false;
    switch (node.kind()) {
        case sql::NodeKind::cast: return true;
        case sql::NodeKind::bind: return sql::cast<sql::Bind>(node).value.kind() == ValueKind::real;
        case sql::NodeKind::column: {
            const sql::Node& source = *sql::cast<sql::ColumnRef>(node).source;
            const auto* alias = sql::as<sql::AliasSource>(source);
            return (alias != nullptr ? *alias->inner : source).kind() == sql::NodeKind::table;
        }
        case sql::NodeKind::binary: {
            const auto& binary = sql::cast<sql::Binary>(node);
            return is_kept_as_real(*binary.left) || is_kept_as_real(*binary.right);
        }
        default: return false;
    }
}

/// Finds aggregates, and calls of functions that may be some, outside of subqueries.
class AggregateFinder final : public sql::ChildVisitor {
public:
    [[nodiscard]] static bool has_any(const sql::NodeList& items) {
        AggregateFinder finder;
        for (const sql::NodePtr& item : items) finder.child(*item);
        return finder.found_;
    }
    void child(const sql::Node& node) override {
        if (node.kind() == sql::NodeKind::select) return;
        if (const auto* over = sql::as<sql::Over>(node)) {
            over->function->each_child(*this);  // it is no aggregate itself
            return;
        }
        found_ = found_ || node.kind() == sql::NodeKind::aggregate || may_aggregate(node);
        if (!found_) node.each_child(*this);
    }

private:
    [[nodiscard]] static bool may_aggregate(const sql::Node& node) {
        if (node.extension() != nullptr) return true;
        if (const auto* text = sql::as<sql::TextFragment>(node)) {
            return text->sql.find('(') != std::string::npos;
        }
        const auto* function = sql::as<sql::Function>(node);
        if (function == nullptr) return false;
        constexpr std::string_view names[] = {"avg", "count", "max", "min", "string_agg", "sum"};
        return !function->known || std::find(std::begin(names), std::end(names),
                                             function->name.view()) != std::end(names);
    }

    bool found_ = false;
};

}  // namespace

void SqliteCompiler::require_exact(std::string_view what) const {
    ledger().require(compile::Capability::exact_decimals, what);
}

void SqliteCompiler::visit_binary(const sql::Binary& binary) {
    const bool are_dates = binary.left->type().kind() == TypeKind::date &&
                           binary.right->type().kind() == TypeKind::date;
    if (binary.op == sql::Operator::subtract && are_dates) {
        // Exact: both are halves of a number below 2^23.
        write("CAST(julianday(");
        emit(*binary.left);
        write(") - julianday(");
        emit(*binary.right);
        write(") AS INTEGER)");
        return;
    }
    if (binary.right->kind() == sql::NodeKind::quantified) return SqlCompiler::visit_binary(binary);
    if (binary.left->kind() == sql::NodeKind::tuple) refuse_mixed_rows(binary);
    if (sql::is_comparison(binary.op)) {
        refuse_interval(*binary.left);
        refuse_interval(*binary.right);
        if (are_day_and_moment(*binary.left, *binary.right)) {
            emit_as_moment(*binary.left, binary.op, false);
            write(operator_text(binary.op));
            emit_as_moment(*binary.right, binary.op, true);
            return;
        }
    }
    if (!is_decimal(*binary.left) && !is_decimal(*binary.right)) {
        return SqlCompiler::visit_binary(binary);
    }
    if (sql::is_comparison(binary.op)) {
        require_exact("comparing a Numeric");
        emit_as_text(*binary.left, binary.op, false);
        collate();
        write(operator_text(binary.op));
        emit_as_text(*binary.right, binary.op, true);
        return;
    }
    switch (binary.op) {
        case sql::Operator::concat: return concat_operator(binary);
        case sql::Operator::add: return decimal_call("azoth_decimal_add", binary);
        case sql::Operator::subtract: return decimal_call("azoth_decimal_sub", binary);
        case sql::Operator::multiply: return decimal_call("azoth_decimal_mul", binary);
        case sql::Operator::divide:
        case sql::Operator::modulo:
            ledger().refuse("dividing a Numeric", "cast it to Double{} if rounding is acceptable");
        default: return SqlCompiler::visit_binary(binary);
    }
}

void SqliteCompiler::refuse_real(const sql::Node& node) const {
    if (!is_real(node)) return;
    ledger().refuse("a Numeric together with a Double",
                    "cast the Numeric to Double{} if rounding is acceptable");
}

void SqliteCompiler::emit_as_text(const sql::Node& node, sql::Operator op, bool is_right) {
    refuse_real(node);
    if (!node.type().is_integer()) return emit_operand(node, op, is_right);
    write("CAST(");
    emit(node);
    write(" AS TEXT)");
}

void SqliteCompiler::visit_unary(const sql::Unary& unary) {
    if (unary.op != sql::Operator::negate || !is_decimal(*unary.operand)) {
        return SqlCompiler::visit_unary(unary);
    }
    require_exact("arithmetic with a Numeric");
    write("azoth_decimal_sub(0, ");
    emit(*unary.operand);
    write(")");
}

void SqliteCompiler::visit_case(const sql::CaseWhen& node) {
    for (std::size_t i = 1; i < node.branches.size(); i += 2) {
        refuse_mixed(*node.branches[1], *node.branches[i]);
        if (node.otherwise) refuse_mixed(*node.branches[i], *node.otherwise);
    }
    const auto result = [&](const sql::Node& chosen) {
        if (!is_decimal(node)) return emit(chosen);
        emit_as_text(chosen, sql::Operator::or_, false);
    };
    write("CASE");
    for (std::size_t i = 0; i + 1 < node.branches.size(); i += 2) {
        write(" WHEN ");
        emit_uncollated(*node.branches[i], node.type());
        write(" THEN ");
        result(*node.branches[i + 1]);
    }
    if (node.otherwise) {
        write(" ELSE ");
        result(*node.otherwise);
    }
    write(" END");
}

void SqliteCompiler::decimal_call(std::string_view function, const sql::Binary& binary) {
    require_exact("arithmetic with a Numeric");
    refuse_real(*binary.left);
    refuse_real(*binary.right);
    write(function).write("(");
    emit(*binary.left);
    write(", ");
    emit(*binary.right);
    write(")");
}

void SqliteCompiler::visit_function(const sql::Function& function) {
    if (std::exchange(is_plain_call_, false)) return SqlCompiler::visit_function(function);
    for (const sql::NodePtr& argument : function.arguments) {
        if (function.name == "coalesce") refuse_mixed(*function.arguments.front(), *argument);
    }
    if (is_decimal(function) && function.name == "coalesce") return decimal_coalesce(function);
    if (function.arguments.size() != 1) return SqlCompiler::visit_function(function);
    const sql::Node& argument = *function.arguments.front();
    if (is_interval(argument) &&
        (function.distinct || function.name == "sum" || function.name == "avg" ||
         function.name == "max" || function.name == "min")) {
        ledger().refuse(std::string(function.name.view()) + "() of an Interval");
    }
    if (!is_decimal(argument)) return integer_aggregate(function);
    if ((function.name == "sum" || function.name == "avg") && !function.distinct) {
        require_exact(std::string(function.name.view()) + "() of a Numeric");
        write("azoth_decimal_").write(function.name.view()).write("(");
        emit(argument);
        write(")");
    } else if (function.name == "max" || function.name == "min" || function.distinct) {
        require_exact("an aggregate of a Numeric");
        if (function.name != "max" && function.name != "min" && function.name != "count") {
            ledger().refuse(std::string(function.name.view()) + "(DISTINCT …) of a Numeric");
        }
        write(function.name.view()).write(function.distinct ? "(DISTINCT " : "(");
        emit(argument);
        collate();
        write(")");
    } else if (function.known &&
               (function.name == "abs" || function.name == "floor" || function.name == "ceil")) {
        require_exact(std::string(function.name.view()) + "() of a Numeric");
        write("azoth_decimal_").write(function.name.view()).write("(");
        emit(argument);
        write(")");
    } else {
        SqlCompiler::visit_function(function);
    }
}

void SqliteCompiler::decimal_coalesce(const sql::Function& function) {
    write("coalesce(");
    for (std::size_t i = 0; i < function.arguments.size(); ++i) {
        if (i != 0) write(", ");
        emit_as_text(*function.arguments[i], sql::Operator::or_, false);
    }
    write(")");
}

void SqliteCompiler::integer_aggregate(const sql::Function& function) {
    if (!is_decimal(function) || function.distinct ||
        !function.arguments.front()->type().is_integer()) {
        return SqlCompiler::visit_function(function);
    }
    if (is_exact_call(function)) {
        // SQLite's own sum ends at 2^63, and its avg() is approximate.
        write("azoth_decimal_").write(function.name.view()).write("(");
        emit(*function.arguments.front());
        write(")");
        return;
    }
    write("CAST(");
    SqlCompiler::visit_function(function);
    write(" AS TEXT)");
}

bool SqliteCompiler::is_exact_call(const sql::Function& function) const {
    return (function.name == "sum" || function.name == "avg") &&
           ledger().supports(compile::Capability::exact_decimals);
}

bool SqliteCompiler::casts_result(const sql::Node& function) const {
    const auto* call = sql::as<sql::Function>(function);
    if (call == nullptr) return casts_result(*sql::cast<sql::Aggregate>(function).function);
    return is_decimal(*call) && call->arguments.size() == 1 && !call->distinct &&
           !is_exact_call(*call) && call->arguments.front()->type().is_integer();
}

void SqliteCompiler::visit_aggregate(const sql::Aggregate& aggregate) {
    const auto& function = sql::cast<sql::Function>(*aggregate.function);
    const bool in_window = is_plain_call_;
    if (in_window || !casts_result(function)) {
        return SqlCompiler::visit_aggregate(aggregate);
    }
    write("CAST(");
    is_plain_call_ = true;
    SqlCompiler::visit_aggregate(aggregate);
    write(" AS TEXT)");
}

void SqliteCompiler::visit_over(const sql::Over& over) {
    // The sum of exact numbers slides; what becomes text does so behind its clauses.
    const sql::Node& function = *over.function;
    if (!casts_result(function)) return SqlCompiler::visit_over(over);
    write("CAST(");
    is_plain_call_ = true;
    SqlCompiler::visit_over(over);
    write(" AS TEXT)");
}

/// Exact numbers and moments are texts, which have no distance.
void SqliteCompiler::range_distance(const sql::Node& key, const sql::Node& distance) {
    SqlCompiler::range_distance(key, distance);
    if (is_decimal(key) || is_decimal(distance)) {
        ledger().refuse("RANGE with a distance in a Numeric",
                        "cast it to Double{} if rounding is acceptable");
    }
    const bool is_in_time = key.type().is_temporal() || distance.type().is_temporal();
    if (is_in_time) ledger().refuse("RANGE with a distance in time");
}

void SqliteCompiler::visit_select(const sql::Select& select) {
    if (select.having && select.group_by.empty() && ledger().version() < Version{3, 39, 0}) {
        ledger().lacks("HAVING without GROUP BY");
    }
    if (select.having && select.group_by.empty() && !AggregateFinder::has_any(select.columns)) {
        ledger().lacks("HAVING where nothing is grouped and no aggregate is selected",
                       "select an aggregate, too");
    }
    SqlCompiler::visit_select(select);
}

void SqliteCompiler::known_function(const sql::Function& function) {
    const std::string_view name = function.name.view();
    if (name == "current_timestamp") {
        // As the driver writes an instant, so that the two compare.
        write("strftime('%Y-%m-%d %H:%M:%f+00:00', 'now')");
    } else if (name == "current_time") {
        write("strftime('%H:%M:%f', 'now')");
    } else if (name == "random") {
        // 53 bits of SQLite's 64 random ones, as a fraction.
        write("(abs(random() % 9007199254740992) / 9007199254740992.0)");
    } else if (name == "greatest" || name == "least") {
        for (const sql::NodePtr& argument : function.arguments) {
            refuse_interval(*argument);
            refuse_mixed(*function.arguments.front(), *argument);
        }
        write(name == "greatest" ? "max(" : "min(");
        for (std::size_t i = 0; i < function.arguments.size(); ++i) {
            if (i != 0) write(", ");
            if (is_decimal(function)) {
                require_exact("comparing a Numeric");
                emit_as_text(*function.arguments[i], sql::Operator::or_, false);
                if (i == 0) collate();
            } else {
                emit(*function.arguments[i]);
            }
        }
        write(")");
    } else if (name == "nullif") {
        nullif(function);
    } else if (name == "round" && is_decimal(function)) {
        require_exact("round() of a Numeric");
        write("azoth_decimal_round(");
        emit_list(function.arguments);
        write(")");
    } else if ((name == "floor" || name == "ceil") && !function.type().is_integer()) {
        to_whole(function, name == "ceil");
    } else if (name == "string_agg" && function.distinct) {
        ledger().refuse("string_agg() of distinct values");
    } else {
        SqlCompiler::known_function(function);
    }
}

/// Without SQLite's optional functions: beyond 2^52 a real number is whole already.
void SqliteCompiler::to_whole(const sql::Function& function, bool up) {
    const sql::Node& x = *function.arguments.front();
    const auto cut = [&] {
        write("CAST(");
        emit(x);
        write(" AS INTEGER)");
    };
    write("CASE WHEN abs(");
    emit(x);
    write(") < 4503599627370496.0 THEN CAST(");
    cut();
    write(up ? " + (" : " - (");
    emit_grouped(x);
    write(up ? " > " : " < ");
    cut();
    write(") AS REAL) ELSE ");
    emit(x);
    write(" END");
}

/// Its functions round a moment to milliseconds, into the next year if need be: the fraction of a
/// second stays away from them.
void SqliteCompiler::whole_second(const sql::Node& moment) {
    const TypeKind kind = moment.type().kind();
    if (kind != TypeKind::timestamp && kind != TypeKind::timestamp_tz && kind != TypeKind::time) {
        return emit(moment);
    }
    write("substr(");
    emit(moment);
    write(kind == TypeKind::time ? ", 1, 8)" : ", 1, 19)");
    if (kind != TypeKind::timestamp_tz) return;
    // Behind the fraction stands the zone.
    write(" || ltrim(substr(");
    emit(moment);
    write(", 20), '.0123456789')");
}

void SqliteCompiler::visit_extract(const sql::Extract& extract) {
    const auto part = [&](std::string_view format) {
        write("CAST(strftime('").write(format).write("', ");
        whole_second(*extract.operand);
        write(") AS INTEGER)");
    };
    switch (extract.field) {
        case sql::DateField::year: return part("%Y");
        case sql::DateField::quarter:
            write("((");
            part("%m");
            write(" + 2) / 3)");
            return;
        case sql::DateField::month: return part("%m");
        case sql::DateField::week:
            // The week is the one of its Thursday.
            write("((CAST(strftime('%j', ");
            whole_second(*extract.operand);
            write(", '-3 days', 'weekday 4') AS INTEGER) + 6) / 7)");
            return;
        case sql::DateField::day: return part("%d");
        case sql::DateField::day_of_week:
            write("((");
            part("%w");
            write(" + 6) % 7 + 1)");
            return;
        case sql::DateField::day_of_year: return part("%j");
        case sql::DateField::hour: return part("%H");
        case sql::DateField::minute: return part("%M");
        case sql::DateField::second: return part("%S");
        case sql::DateField::epoch: return part("%s");
    }
}

void SqliteCompiler::values_source(const sql::Values& values, const sql::AliasSource& alias) {
    if (!ledger().supports(compile::Capability::values_table)) {
        return SqlCompiler::values_source(values, alias);
    }
    // SQLite names the columns itself, and takes no list of names behind an alias.
    write("(SELECT ");
    for (std::size_t i = 0; i < values.columns.size(); ++i) {
        if (i != 0) write(", ");
        write("column").write(std::to_string(i + 1)).write(" AS ");
        label_name(sql::cast<sql::ColumnRef>(*values.columns[i]).name);
    }
    write(" FROM (");
    values_rows(values);
    write(")) AS ");
    source_name(alias);
}

void SqliteCompiler::values_row(const sql::Values& values, std::size_t row) {
    const std::size_t width = values.columns.size();
    write("(");
    for (std::size_t i = 0; i < width; ++i) {
        if (i != 0) write(", ");
        const sql::Node& cell = *values.rows[row * width + i];
        if (is_decimal(*values.columns[i])) {
            emit_as_text(cell, sql::Operator::or_, false);
        } else {
            values_cell(cell, row == 0);
        }
    }
    write(")");
}

/// What is one of several values may be an integer where the others are real, and two integers
/// would be divided as such.
void SqliteCompiler::division_operator(const sql::Binary& binary) {
    const bool is_real_quotient = is_real(*binary.left) || is_real(*binary.right);
    if (!is_real_quotient || is_kept_as_real(*binary.left) || is_kept_as_real(*binary.right)) {
        return SqlCompiler::division_operator(binary);
    }
    write("CAST(");
    emit(*binary.left);
    write(" AS REAL) / ");
    divisor(*binary.right, binary.op);
}

void SqliteCompiler::divisor(const sql::Node& node, sql::Operator op) {
    emit_operand(node, op, true);  // dividing by zero is NULL as it is
}

void SqliteCompiler::bit_operator(const sql::Binary& binary) {
    if (binary.op != sql::Operator::bit_xor) return SqlCompiler::bit_operator(binary);
    // SQLite has no XOR. The bits of `a & b` are all in `a | b`, so nothing is borrowed.
    write("((");
    emit_operand(*binary.left, sql::Operator::bit_or, false);
    write(" | ");
    emit_operand(*binary.right, sql::Operator::bit_or, true);
    write(") - (");
    emit_operand(*binary.left, sql::Operator::bit_and, false);
    write(" & ");
    emit_operand(*binary.right, sql::Operator::bit_and, true);
    write("))");
}

void SqliteCompiler::visit_json_access(const sql::JsonAccess& access) {
    ledger().require(compile::Capability::json_access, "looking inside JSON");
    switch (access.read) {
        case sql::JsonRead::json: write("azoth_json("); break;
        case sql::JsonRead::text: write("azoth_json_text("); break;
        case sql::JsonRead::integer: write("azoth_json_integer("); break;
        case sql::JsonRead::real: write("azoth_json_real("); break;
        case sql::JsonRead::numeric: write("azoth_json_numeric("); break;
        case sql::JsonRead::boolean: write("azoth_json_boolean("); break;
        case sql::JsonRead::kind: write("azoth_json_type("); break;
        case sql::JsonRead::length: write("azoth_json_length("); break;
    }
    emit(*access.document);
    for (const sql::NodePtr& element : access.path) {
        write(", ");
        emit(*element);
    }
    write(")");
}

void SqliteCompiler::insert_select_clause(const sql::Insert& insert) {
    const sql::NodeList rows = fitted_rows(insert);
    if (!rows.empty()) return fitted_rows_clause(insert, rows);
    const auto* select = sql::as<sql::Select>(*insert.select);
    if (insert.conflicts.empty() || select == nullptr || select->where) {
        return SqlCompiler::insert_select_clause(insert);
    }
    // SQLite takes the ON of ON CONFLICT for that of a join, unless a WHERE stands between them.
    auto* guarded = new sql::Select(*select);
    const sql::NodePtr owner = sql::NodePtr::adopt(guarded);
    guarded->where =
        sql::make<sql::Literal>(sql::Keyword::true_, SqlType(azoth::TypeKind::boolean));
    write(" (");
    emit_list(insert.columns);
    write(") ");
    emit(*guarded);
}

void SqliteCompiler::update_from_clause(const sql::Update& update) {
    SqlCompiler::update_from_clause(update);
    if (!update.from.empty()) return;
    ChangedTableFinder finder(update.target);
    for (const sql::NodePtr& assignment : update.assignments) finder.child(*assignment);
    if (!finder.found) return;
    if (update.limit || !ledger().supports(compile::Capability::update_from)) {
        ledger().refuse("an UPDATE that reads the table it changes",
                        "a subquery would see rows that were changed before");
    }
    // Beside a FROM SQLite computes all values before it changes the first row.
    write(" FROM (SELECT 1)");
}

void SqliteCompiler::limit_clause(const sql::Select& select) {
    // OFFSET needs a LIMIT, and -1 is none.
    if (select.limit || select.offset) write(" LIMIT ");
    if (select.limit) {
        count_of_rows(*select.limit, "-1");
    } else if (select.offset) {
        write("-1");
    }
    if (!select.offset) return;
    write(" OFFSET ");
    count_of_rows(*select.offset, "0");
}

/// What is computed: elsewhere NULL limits nothing and less than 0 is an error, of which its own
/// takes the one for an error and the other for nothing. What an execution gives is no less.
void SqliteCompiler::count_of_rows(const sql::Node& rows, std::string_view none) {
    const auto* bind = sql::as<sql::Bind>(rows);
    const bool is_known = bind != nullptr && bind->name.empty();
    if (is_known || writes_literals()) return row_count(rows);
    const bool is_given = bind != nullptr || rows.kind() == sql::NodeKind::literal_bind;
    if (!is_given) require_exact("LIMIT of an expression");
    write(is_given ? "coalesce(" : "coalesce(azoth_row_count(");
    emit(rows);
    if (!is_given) write(")");
    write(", ").write(none).write(")");
}

std::string_view SqliteCompiler::function_name(std::string_view name) const {
    // Its own length() ends at a NUL. What stays in the schema is for all programs, and has it.
    if (name == "char_length") {
        const bool has_functions = ledger().supports(compile::Capability::json_access);
        return has_functions && !writes_literals() ? "azoth_char_length" : "length";
    }
    return name == "string_agg" ? "group_concat" : name;
}

std::string_view SqliteCompiler::operator_text(sql::Operator op) const {
    switch (op) {
        case sql::Operator::is_distinct_from: return " IS NOT ";
        case sql::Operator::is_not_distinct_from: return " IS ";
        default: return SqlCompiler::operator_text(op);
    }
}

}  // namespace azoth::sqlite
