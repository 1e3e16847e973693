// SPDX-License-Identifier: MIT
// A query that is written as several, put together by UNION ALL, because the database lacks a word.
// All parts belong to one statement and read the same rows; what may differ between two readings is
// refused, and so is what cannot be looked into.
#include <algorithm>
#include <string>
#include <utility>

#include <azoth/compile/sql_compiler.hpp>
#include <azoth/sql/select_columns.hpp>

#include "bare_item.hpp"

namespace azoth::compile {

namespace {

/// Finds what may give other rows when it is read again, and what nobody knows.
class UnstablePart final : public sql::ChildVisitor {
public:
    explicit UnstablePart(const sql::Select& query) noexcept : query_(query) {}
    void child(const sql::Node& node) override {
        check(node);
        if (found.empty()) node.each_child(*this);
    }
    std::string found;

private:
    void check(const sql::Node& node) {
        switch (node.kind()) {
            case sql::NodeKind::function: return check_call(sql::cast<sql::Function>(node));
            case sql::NodeKind::text: return check_text(sql::cast<sql::TextFragment>(node).sql);
            case sql::NodeKind::text_statement: found = "raw SQL"; return;
            case sql::NodeKind::custom_operator: found = "an operator of the program's own"; return;
            case sql::NodeKind::over: found = "a window function"; return;
            case sql::NodeKind::sample: found = "TABLESAMPLE"; return;
            case sql::NodeKind::select: {
                const auto& select = sql::cast<sql::Select>(node);
                const bool is_cut = select.limit || select.offset;
                if (is_cut && &select != &query_) found = "the limit of a subquery";
                return;
            }
            case sql::NodeKind::set_operation: {
                const auto& operation = sql::cast<sql::SetOperation>(node);
                if (operation.limit || operation.offset) found = "the limit of a subquery";
                return;
            }
            default: break;
        }
        if (node.extension() != nullptr) found = "third-party syntax";
    }
    void check_call(const sql::Function& function) {
        const std::string_view name = function.name.view();
        if (!function.known || name == "random" || name.starts_with("current_")) {
            found = std::string(name) + "()";
        }
    }
    void check_text(const std::string& text) {
        const auto is_digit = [](char c) { return c >= '0' && c <= '9'; };
        if (!std::all_of(text.begin(), text.end(), is_digit)) found = "raw SQL";
    }

    const sql::Select& query_;  ///< whose own limit is that of the whole
};

}  // namespace

void SqlCompiler::require_repeatable(const sql::Select& select, const sql::NodeList& read,
                                     std::string_view construct) const {
    UnstablePart finder(select);
    for (const sql::NodePtr& node : read) finder.child(*node);
    const std::string with = std::string(construct) + " with ";
    if (!finder.found.empty()) ledger().refuse(with + finder.found);
    if (select.options) {
        const auto& options = sql::cast<sql::SelectOptions>(*select.options);
        const bool has_more = !options.distinct_on.empty() || !options.phrases.empty() ||
                              options.with_ties || options.percent ||
                              options.lock != sql::LockStrength::none;
        if (has_more) ledger().refuse(with + "options of the SELECT");
    }
    // What leaves the database is shown the way its type wants, but not inside of a union.
    for (const sql::NodePtr& item : select.columns) {
        const SqlType& type = item->type();
        if (type.detail() == nullptr || context_.types.returned_as(type, ledger()).empty())
            continue;
        ledger().refuse(std::string(construct) + " of a type that is read through SQL");
    }
}

/// The place among what is selected, or the name where the order says where NULLs go and the
/// database does not: a union has no other words.
sql::NodePtr SqlCompiler::place_of(const sql::Select& select, const sql::NodePtr& node,
                                   std::string_view construct) {
    const auto& ordering = sql::cast<sql::Ordering>(*node);
    const sql::Node& wanted = bare(ordered_node(*ordering.operand));
    std::size_t place = 0;
    while (place < select.columns.size() && !are_same(bare(*select.columns[place]), wanted)) {
        ++place;
    }
    if (place == select.columns.size()) {
        ledger().refuse(std::string(construct) + " in the order of what is not selected",
                        "select it, too");
    }
    if (ordering.nulls == sql::Nulls::by_default || ledger().supports(Capability::nulls_ordering)) {
        return sql::make<sql::Ordering>(
            sql::make<sql::TextFragment>(std::to_string(place + 1), wanted.type()),
            ordering.direction, ordering.nulls);
    }
    const sql::Node& item = *select.columns[place];
    const bool has_name =
        item.kind() == sql::NodeKind::label || item.kind() == sql::NodeKind::column;
    if (!has_name || !orders_sets_by_expressions()) {
        ledger().refuse(std::string(construct) + " with NULLS FIRST and NULLS LAST",
                        "order a select() from the query as a subquery()");
    }
    return sql::make<sql::Ordering>(sql::make<sql::LabelRef>(sql::Name(sql::item_name(item))),
                                    ordering.direction, ordering.nulls);
}

void SqlCompiler::union_of_parts(const sql::Select& select, const sql::NodeList& parts,
                                 bool is_derived, std::string_view construct) {
    const bool removes_equals = select.distinct && parts.size() > 1;
    const bool compared = std::exchange(compares_items_, compares_items_ || removes_equals);
    for (std::size_t i = 0; i < parts.size(); ++i) {
        if (i != 0) write(select.distinct ? " UNION " : " UNION ALL ");
        is_derived_ = is_derived && i == 0;
        emit(*parts[i]);
    }
    is_derived_ = false;
    compares_items_ = compared;
    if (!select.order_by.empty()) {
        sql::NodeList order_by;
        for (const sql::NodePtr& node : select.order_by) {
            order_by.push_back(place_of(select, node, construct));
        }
        const sql::NodeList* columns =
            std::exchange(current_columns_, &sql::cast<sql::Select>(*parts.front()).columns);
        const bool qualified = std::exchange(qualifies_, false);
        const bool ordered = std::exchange(orders_set_, true);
        order_clause(order_by);
        orders_set_ = ordered;
        qualifies_ = qualified;
        current_columns_ = columns;
    }
    if (!select.limit && !select.offset) return;
    sql::Select limits;
    limits.limit = select.limit;
    limits.offset = select.offset;
    limit_clause(limits);
}

}  // namespace azoth::compile
