// SPDX-License-Identifier: MIT
// Where values are compared, one by one or to order, group and tell them apart. Exact numbers,
// moments and intervals are texts in SQLite: what their texts do not compare as they should is
// compared by the driver's collation, made alike before, or refused.
#include <algorithm>
#include <utility>

#include <azoth/sql/select_columns.hpp>

#include "compiler.hpp"
#include "stored_types.hpp"

namespace azoth::sqlite {

namespace {

/// Of a Numeric and another, what the program can do.
std::string_view hint_beside_decimal(const sql::Node& a, const sql::Node& b) noexcept {
    const sql::Node& other = is_decimal(a) ? b : a;
    if (other.type().is_integer()) return "cast the other to Numeric{}";
    if (is_real(other)) return "cast the Numeric to Double{} if rounding is acceptable";
    return "a Numeric is compared with numbers";
}

}  // namespace

bool has_decimal(const sql::Node& node) {
    class Finder final : public sql::ChildVisitor {
    public:
        void child(const sql::Node& node) override {
            found = found || is_decimal(node);
            if (!found && node.kind() != sql::NodeKind::select) node.each_child(*this);
        }
        bool found = false;
    } finder;
    finder.child(node);
    return finder.found;
}

void SqliteCompiler::collate() {
    write(" COLLATE ").write(decimal_collation);
}

/// A COLLATE anywhere inside of an expression counts for the whole of it, wherever that is compared
/// (sqlite3ExprCollSeq()): exact numbers in a condition would make a text compare as a number.
void SqliteCompiler::emit_uncollated(const sql::Node& condition, const SqlType& whole) {
    const bool is_stored_as_text =
        !whole.is_number() && whole.kind() != TypeKind::boolean && whole.kind() != TypeKind::bytes;
    if (!is_stored_as_text || !has_decimal(condition)) return emit(condition);
    write("(");
    emit(condition);
    write(") COLLATE BINARY");
}

void SqliteCompiler::refuse_interval(const sql::Node& node) const {
    if (is_interval(node)) ledger().refuse("comparing an Interval");
}

void SqliteCompiler::refuse_mixed(const sql::Node& a, const sql::Node& b) const {
    if (!are_day_and_moment(a, b)) return;
    ledger().refuse("a Date together with a DateTime", "cast the Date to DateTime{}");
}

void SqliteCompiler::refuse_mixed_rows(const sql::Binary& binary) const {
    const auto* left = sql::as<sql::Tuple>(*binary.left);
    const auto* right = sql::as<sql::Tuple>(*binary.right);
    if (left == nullptr || right == nullptr) return;
    for (std::size_t i = 0; i < std::min(left->items.size(), right->items.size()); ++i) {
        const sql::Node& a = *left->items[i];
        const sql::Node& b = *right->items[i];
        refuse_interval(a);
        refuse_interval(b);
        refuse_mixed(a, b);
        if (!are_decimal_and_other(a, b)) continue;
        ledger().refuse("rows with a Numeric beside another type", hint_beside_decimal(a, b));
    }
}

void SqliteCompiler::emit_as_moment(const sql::Node& node, sql::Operator op, bool is_right) {
    if (node.type().kind() != TypeKind::date) return emit_operand(node, op, is_right);
    write("(");
    emit_grouped(node);
    write(" || ' 00:00:00')");
}

void SqliteCompiler::nullif(const sql::Function& function) {
    const sql::NodePtr& value = function.arguments[0];
    const sql::NodePtr& other = function.arguments[1];
    refuse_interval(*value);
    refuse_interval(*other);
    if (is_decimal(*value)) {
        require_exact("comparing a Numeric");
        write("nullif(");
        emit(*value);
        collate();
        write(", ");
        emit_as_text(*other, sql::Operator::or_, false);
        write(")");
        return;
    }
    if (!is_decimal(*other) && !are_day_and_moment(*value, *other)) {
        return SqlCompiler::known_function(function);
    }
    const SqlType truth(TypeKind::boolean);
    require_stable(*value, "nullif()");
    write("CASE WHEN ");
    emit(*sql::make<sql::Binary>(sql::Operator::eq, value, other, truth));
    write(" THEN NULL ELSE ");
    emit(*value);
    write(" END");
}

/// Where ANY means IN, exact numbers are compared as IN compares them.
void SqliteCompiler::quantified_operator(const sql::Binary& binary, const sql::Quantified& right) {
    const bool is_in = !right.all && binary.op == sql::Operator::eq;
    const bool is_not_in = right.all && binary.op == sql::Operator::ne;
    if (right.operand->kind() != sql::NodeKind::subquery || !(is_in || is_not_in)) {
        return SqlCompiler::quantified_operator(binary, right);
    }
    emit(*sql::make<sql::InQuery>(binary.left, right.operand, is_not_in));
}

void SqliteCompiler::visit_in_query(const sql::InQuery& test) {
    const auto* row = sql::as<sql::Tuple>(*test.operand);
    const sql::NodeList& columns =
        sql::query_columns(*sql::cast<sql::Subquery>(*test.query).select);
    for (std::size_t i = 0; i < columns.size(); ++i) {
        const sql::Node& operand = row != nullptr ? *row->items[i] : *test.operand;
        refuse_interval(operand);
        refuse_mixed(operand, *columns[i]);
        if (!are_decimal_and_other(operand, *columns[i])) continue;
        ledger().refuse("IN of a query with a Numeric on one side",
                        hint_beside_decimal(operand, *columns[i]));
    }
    if (!is_decimal(*test.operand)) return SqlCompiler::visit_in_query(test);
    require_exact("comparing a Numeric");
    emit_operand(*test.operand, sql::Operator::eq, false);
    collate();
    write(test.negated ? " NOT IN " : " IN ");
    emit(*test.query);
}

void SqliteCompiler::visit_between(const sql::Between& between) {
    refuse_interval(*between.operand);
    const bool is_plain = !is_decimal(*between.operand) && !is_decimal(*between.low) &&
                          !is_decimal(*between.high) &&
                          !are_day_and_moment(*between.operand, *between.low) &&
                          !are_day_and_moment(*between.operand, *between.high);
    if (is_plain) return SqlCompiler::visit_between(between);
    const SqlType truth(TypeKind::boolean);
    const auto within = [&](const sql::NodePtr& low, const sql::NodePtr& high) {
        return sql::make<sql::Binary>(
            sql::Operator::and_,
            sql::make<sql::Binary>(sql::Operator::ge, between.operand, low, truth),
            sql::make<sql::Binary>(sql::Operator::le, between.operand, high, truth), truth);
    };
    sql::NodePtr test = within(between.low, between.high);
    if (between.symmetric) {
        test = sql::make<sql::Binary>(sql::Operator::or_, std::move(test),
                                      within(between.high, between.low), truth);
    }
    write(between.negated ? "NOT (" : "(");
    emit(*test);
    write(")");
}

void SqliteCompiler::visit_in_list(const sql::InList& list) {
    if (const auto* tuple = sql::as<sql::Tuple>(*list.operand)) {
        // What is compared with exact numbers is one of them, a text.
        sql::NodeList items = tuple->items;
        for (sql::NodePtr& item : items) {
            const auto* coerced = sql::as<sql::TypeCoerce>(*item);
            if (coerced == nullptr || !is_decimal(*coerced)) continue;
            if (!coerced->operand->type().is_integer()) continue;
            item = sql::make<sql::Cast>(coerced->operand, coerced->type());
        }
        row_of(*sql::make<sql::Tuple>(std::move(items)));
        // A list of rows is a query here.
        write(list.negated ? " NOT IN (" : " IN (");
        tuple_list(sql::cast<sql::Bind>(*list.values), *tuple, "VALUES ");
        write(")");
        return;
    }
    refuse_interval(*list.operand);
    if (!is_decimal(*list.operand) && !is_decimal(*list.values)) {
        return SqlCompiler::visit_in_list(list);
    }
    require_exact("comparing a Numeric");
    emit_as_text(*list.operand, sql::Operator::eq, false);
    collate();
    write(list.negated ? " NOT IN (" : " IN (");
    placeholder(sql::cast<sql::Bind>(*list.values), true);
    write(")");
}

void SqliteCompiler::visit_ordering(const sql::Ordering& ordering) {
    const sql::Node& ordered = ordered_node(*ordering.operand);
    if (is_interval(ordered)) ledger().refuse("ordering by an Interval");
    if (!is_decimal(ordered)) return SqlCompiler::visit_ordering(ordering);
    require_exact("ordering by a Numeric");
    emit(*ordering.operand);
    collate();
    if (ordering.direction == sql::Direction::descending) write(" DESC");
    if (ordering.direction == sql::Direction::ascending) write(" ASC");
    if (ordering.nulls == sql::Nulls::by_default) return;
    ledger().require(compile::Capability::nulls_ordering, "NULLS FIRST and NULLS LAST");
    write(ordering.nulls == sql::Nulls::first ? " NULLS FIRST" : " NULLS LAST");
}

/// Columns of one place that are stored in different ways would be compared as they are stored.
void SqliteCompiler::visit_set_operation(const sql::SetOperation& operation) {
    const sql::NodeList& first = sql::query_columns(*operation.parts.front());
    for (const sql::NodePtr& part : operation.parts) {
        const sql::NodeList& columns = sql::query_columns(*part);
        for (std::size_t i = 0; i < std::min(first.size(), columns.size()); ++i) {
            refuse_mixed(*first[i], *columns[i]);
            if (are_decimal_and_other(*first[i], *columns[i])) {
                ledger().refuse("a set operation of a Numeric and another type",
                                hint_beside_decimal(*first[i], *columns[i]));
            }
            if (!operation.all || operation.op != sql::SetOperator::union_) {
                refuse_interval(*columns[i]);
            }
        }
    }
    SqlCompiler::visit_set_operation(operation);
}

void SqliteCompiler::group_by_item(const sql::Node& item) {
    refuse_interval(item);
    SqlCompiler::group_by_item(item);
    if (!is_decimal(item)) return;
    require_exact("grouping by a Numeric");
    collate();
}

void SqliteCompiler::distinct_item(const sql::Node& item) {
    refuse_interval(item);
    SqlCompiler::distinct_item(item);
    if (!is_decimal(item)) return;
    require_exact("SELECT DISTINCT of a Numeric");
    collate();
}

}  // namespace azoth::sqlite
