// SPDX-License-Identifier: MIT
// UNION, INTERSECT and EXCEPT.
#include <algorithm>
#include <string>
#include <utility>

#include <azoth/compile/sql_compiler.hpp>
#include <azoth/error/error.hpp>
#include <azoth/sql/select_columns.hpp>

namespace azoth::compile {

namespace {

/// Whether the options of a select are words at its beginning, and nothing else.
bool only_begins(const sql::SelectOptions& options) {
    return options.distinct_on.empty() && options.ctes.empty() &&
           options.correlation == sql::Correlation::automatic &&
           options.lock == sql::LockStrength::none &&
           std::none_of(options.phrases.begin(), options.phrases.end(), [](const auto& node) {
               return sql::cast<sql::Phrase>(*node).place == sql::PhrasePlace::suffix;
           });
}

/// Whether a part can stand without parentheses: a select without an order, limits and words of
/// its own, and values that are no union themselves.
bool is_plain(const sql::Node& query, const Ledger& ledger) {
    if (const auto* values = sql::as<sql::Values>(query)) {
        const bool is_one_row = values->rows.size() == values->columns.size();
        return is_one_row || ledger.supports(Capability::values_table);
    }
    const auto* select = sql::as<sql::Select>(query);
    return select != nullptr && select->order_by.empty() && !select->limit && !select->offset &&
           (!select->options || only_begins(sql::cast<sql::SelectOptions>(*select->options)));
}

bool names(const sql::NodeList& columns, std::string_view name) {
    return std::any_of(columns.begin(), columns.end(),
                       [&](const sql::NodePtr& item) { return sql::item_name(*item) == name; });
}

}  // namespace

void SqlCompiler::visit_set_operation(const sql::SetOperation& operation) {
    const sql::NodeList& columns = sql::query_columns(operation);
    if (const sql::NodePtr numbered = with_numbered_rows(operation)) {
        if (depth_ == 0) describe_result(columns);
        return query_body(sql::cast<sql::Select>(*numbered));
    }
    const bool is_derived = std::exchange(is_derived_, false);
    const sql::NodeList* around = std::exchange(current_columns_, &columns);
    if (++depth_ == 1) describe_result(columns);
    const std::string_view word = set_operator_text(operation);
    const bool compared =
        std::exchange(compares_items_, compares_items_ || !operation.all ||
                                           operation.op != sql::SetOperator::union_);
    for (std::size_t i = 0; i < operation.parts.size(); ++i) {
        if (i != 0) write(word);
        is_derived_ = is_derived && i == 0;
        if (i == 0 && operation.parts[i]->kind() == sql::NodeKind::values) {
            first_values(operation.parts[i]);
        } else {
            set_operand(*operation.parts[i]);
        }
    }
    compares_items_ = compared;
    set_order_clause(operation);
    if (operation.limit || operation.offset) {
        // Dialects word the limits of a select; a set operation has the same.
        sql::Select limits;
        limits.order_by = operation.order_by;
        limits.limit = operation.limit;
        limits.offset = operation.offset;
        sql::SelectOptions options;
        options.with_ties = operation.with_ties;
        options.percent = operation.percent;
        if (options.with_ties || options.percent) {
            fetch_clause(limits, options);
        } else {
            limit_clause(limits);
        }
    }
    phrases(operation.phrases, sql::PhrasePlace::suffix);
    --depth_;
    current_columns_ = around;
}

/// The first part names the columns of all, which VALUES alone does not.
void SqlCompiler::first_values(const sql::NodePtr& node) {
    const auto& values = sql::cast<sql::Values>(*node);
    is_derived_ = false;
    if (!ledger().supports(Capability::values_table)) return union_of_rows(values);
    write("SELECT * FROM ");
    const sql::NodePtr alias =
        sql::make<sql::AliasSource>(node, "part_" + std::to_string(++parts_));
    values_source(values, sql::cast<sql::AliasSource>(*alias));
}

std::string_view SqlCompiler::set_operator_text(const sql::SetOperation& operation) {
    if (operation.op == sql::SetOperator::union_) return operation.all ? " UNION ALL " : " UNION ";
    const bool intersects = operation.op == sql::SetOperator::intersect;
    const std::string construct = intersects ? "INTERSECT" : "EXCEPT";
    ledger().require(Capability::intersect_except, construct);
    if (!operation.all) return intersects ? " INTERSECT " : " EXCEPT ";
    ledger().require(Capability::intersect_except_all, construct + " ALL");
    return intersects ? " INTERSECT ALL " : " EXCEPT ALL ";
}

void SqlCompiler::set_operand(const sql::Node& query) {
    const auto* select = sql::as<sql::Select>(query);
    const bool is_union = select != nullptr && needs_union(*select);
    const bool has_with = select != nullptr && !nesting_.list.empty() &&
                          !own_ctes(named_sources(*select)).list.empty();
    if (is_plain(query, ledger()) && !is_union && !has_with) return emit(query);
    // Not everybody takes a WITH inside of such parentheses.
    const bool native = ledger().supports(Capability::parenthesized_queries) && !has_with;
    write(native ? "(" : "SELECT * FROM (");
    emit(query);
    write(")");
    if (!native) {
        // Every derived table has a name; nothing refers to this one.
        write(" AS part_").write(std::to_string(++parts_));
    }
}

void SqlCompiler::require_order_of_set(const sql::SetOperation& operation) const {
    const sql::NodeList& columns = sql::query_columns(operation);
    for (const sql::NodePtr& node : operation.order_by) {
        const sql::Node& operand = *sql::cast<sql::Ordering>(*node).operand;
        if (operand.kind() == sql::NodeKind::label_ref) continue;
        if (names(columns, sql::item_name(operand))) continue;
        ledger().reject(CompileError(
            "set_order_by", "a set operation is ordered by a column of its first query",
            {.hint = "give the expression a label, or select from a subquery()"}));
    }
}

void SqlCompiler::set_order_clause(const sql::SetOperation& operation) {
    if (operation.order_by.empty()) return;
    require_order_of_set(operation);
    const bool qualified = std::exchange(qualifies_, false);
    const bool ordered = std::exchange(orders_set_, true);
    write(" ORDER BY ");
    emit_list(operation.order_by);
    orders_set_ = ordered;
    qualifies_ = qualified;
}

}  // namespace azoth::compile
