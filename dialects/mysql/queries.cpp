// SPDX-License-Identifier: MIT
// Queries that this server reads in its own way: what is grouped by, subqueries with a limit.
#include <algorithm>
#include <iterator>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include <azoth/sql/select_columns.hpp>

#include "compiler.hpp"
#include "dialect.hpp"

namespace azoth::mysql {

namespace {

bool has_limit(const sql::Node& query) {
    if (const auto* select = sql::as<sql::Select>(query)) return select->limit || select->offset;
    const auto* operation = sql::as<sql::SetOperation>(query);
    if (operation == nullptr) return false;
    return operation->limit || operation->offset ||
           std::any_of(operation->parts.begin(), operation->parts.end(),
                       [](const sql::NodePtr& part) { return has_limit(*part); });
}

bool has_ties(const sql::Node& query) {
    if (const auto* operation = sql::as<sql::SetOperation>(query)) return operation->with_ties;
    const auto* select = sql::as<sql::Select>(query);
    return select != nullptr && select->options &&
           sql::cast<sql::SelectOptions>(*select->options).with_ties;
}

const sql::NodePtr& bare(const sql::NodePtr& item) {
    const auto* label = sql::as<sql::Label>(*item);
    return label == nullptr ? item : bare(label->inner);
}

/// https://dev.mysql.com/doc/refman/8.4/en/aggregate-functions.html
bool is_aggregate(const sql::Function& function) {
    constexpr std::string_view names[] = {
        "any_value",  "avg",          "bit_and",       "bit_or",         "bit_xor",
        "count",      "group_concat", "json_arrayagg", "json_objectagg", "max",
        "min",        "std",          "stddev",        "stddev_pop",     "stddev_samp",
        "string_agg", "sum",          "var_pop",       "var_samp",       "variance"};
    std::string lower(function.name.view());
    std::transform(lower.begin(), lower.end(), lower.begin(),
                   [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
    return std::find(std::begin(names), std::end(names), lower) != std::end(names);
}

/// Puts the smallest of its values, which are all the same within a group, for a key.
class KeyReplacer final : public sql::Rewriter {
public:
    template <class AreSame>
    static sql::NodePtr apply(const sql::NodePtr& node, AreSame are_same) {
        const Test test{[](const void* self, const sql::Node& other) {
                            return (*static_cast<const AreSame*>(self))(other);
                        },
                        &are_same};
        KeyReplacer replacer(test);
        return replacer.rewrite(node);
    }

    [[nodiscard]] sql::NodePtr rewrite(const sql::NodePtr& node) override {
        switch (node->kind()) {
            case sql::NodeKind::column:
            case sql::NodeKind::bind:
            case sql::NodeKind::select:
            case sql::NodeKind::set_operation:
            case sql::NodeKind::subquery:
            case sql::NodeKind::exists: return node;
            case sql::NodeKind::over: return over(node);
            default: break;
        }
        if (test_.call(test_.self, *node)) return smallest(node);
        const auto* function = sql::as<sql::Function>(*node);
        const bool is_inside = std::exchange(window_call_, nullptr) == node.get();
        const bool aggregates = node->kind() == sql::NodeKind::aggregate ||
                                (function != nullptr && is_aggregate(*function));
        if (aggregates && !is_inside) return node;
        if (const auto* aggregate = sql::as<sql::Aggregate>(*node)) {
            window_call_ = aggregate->function.get();
        }
        return node->with_rewritten_children(*this);
    }

private:
    struct Test {
        bool (*call)(const void* self, const sql::Node& node);
        const void* self;
    };
    explicit KeyReplacer(Test test) : test_(test) {}

    /// The arguments of a window function are values of groups, too.
    sql::NodePtr over(const sql::NodePtr& node) {
        window_call_ = sql::cast<sql::Over>(*node).function.get();
        return node->with_rewritten_children(*this);
    }
    static sql::NodePtr smallest(const sql::NodePtr& node) {
        sql::NodeList arguments;
        arguments.push_back(node);
        return sql::make<sql::Function>(sql::Name("min"), std::move(arguments), node->type());
    }

    Test test_;
    const sql::Node* window_call_ = nullptr;
};

}  // namespace

/// The server knows what a query groups by where it is selected as it stands, but not inside of
/// another expression, not in HAVING, and not by a placeholder, which is a new unknown each time:
/// https://dev.mysql.com/doc/refman/8.4/en/group-by-handling.html. An aggregate of it is the same
/// value, and is always understood.
void MysqlCompiler::visit_select(const sql::Select& select) {
    if (guarded_ != nullptr) refuse_target(select);
    if (needs_union(select)) return SqlCompiler::visit_select(select);
    if (select.distinct && !select.order_by.empty()) return distinct_select(select);
    grouped_select(select);
}

/// What is distinct is ordered by its place: it cannot be said again, see above.
void MysqlCompiler::distinct_select(const sql::Select& select) {
    auto* placed = new sql::Select(select);
    const sql::NodePtr owner = sql::NodePtr::adopt(placed);
    for (sql::NodePtr& node : placed->order_by) {
        const auto& ordering = sql::cast<sql::Ordering>(*node);
        const sql::NodePtr& operand = bare(ordering.operand);
        const bool is_plain = ordered_node(*operand).kind() == sql::NodeKind::column;
        if (ordering.nulls != sql::Nulls::by_default && !is_plain &&
            !ledger().supports(compile::Capability::distinct_order)) {
            ledger().refuse("NULLS FIRST and NULLS LAST of an expression in SELECT DISTINCT",
                            "order a select() from the query as a subquery()");
        }
        if (!operand->has_binds() || ordering.nulls != sql::Nulls::by_default) continue;
        for (std::size_t i = 0; i < select.columns.size(); ++i) {
            if (!are_same(*bare(select.columns[i]), *operand)) continue;
            node = sql::make<sql::Ordering>(sql::make<sql::TextFragment>(std::to_string(i + 1)),
                                            ordering.direction, ordering.nulls);
            break;
        }
    }
    placed->seal();
    grouped_select(*placed);
}

void MysqlCompiler::grouped_select(const sql::Select& select) {
    std::vector<const sql::Node*> keys;
    for (const sql::NodePtr& item : select.group_by) {
        const sql::Node& key = *bare(item);
        const bool is_plain = key.kind() == sql::NodeKind::column ||
                              key.kind() == sql::NodeKind::bind ||
                              key.kind() == sql::NodeKind::text;
        if (!is_plain) keys.push_back(&key);
    }
    if (keys.empty()) return SqlCompiler::visit_select(select);
    const auto is_key = [&](const sql::Node& node) {
        return std::any_of(keys.begin(), keys.end(),
                           [&](const sql::Node* key) { return are_same(*key, node); });
    };
    auto* grouped = new sql::Select(select);
    const sql::NodePtr owner = sql::NodePtr::adopt(grouped);
    bool changed = false;
    const auto replace = [&](sql::NodePtr& node) {
        sql::NodePtr replaced = KeyReplacer::apply(node, is_key);
        changed = changed || !(replaced == node);
        return std::exchange(node, std::move(replaced));
    };
    for (sql::NodePtr& item : grouped->columns) {
        if (!bare(item)->has_binds() && is_key(*bare(item))) continue;
        const sql::NodePtr before = replace(item);
        // It keeps its name, if it has one by nature.
        const std::string_view name = sql::item_name(*before);
        if (item == before || item->kind() == sql::NodeKind::label || name.empty()) continue;
        if (item->kind() != before->kind()) item = sql::make<sql::Label>(item, sql::Name(name));
    }
    for (sql::NodePtr& ordering : grouped->order_by) {
        const sql::NodePtr& operand = bare(sql::cast<sql::Ordering>(*ordering).operand);
        if (operand->has_binds() || !is_key(*operand)) replace(ordering);
    }
    if (grouped->having) replace(grouped->having);
    if (!changed) return SqlCompiler::visit_select(select);
    grouped->seal();
    SqlCompiler::visit_select(*grouped);
}

// ── subqueries ──────────────────────────────────────────────────────────────────────────────────

void MysqlCompiler::visit_in_query(const sql::InQuery& test) {
    refuse_document(*test.operand);
    tested_ = test.query.get();
    SqlCompiler::visit_in_query(test);
}

/// The server drops the order of what it only looks for, and then misses it.
void MysqlCompiler::visit_exists(const sql::Exists& exists) {
    const bool is_native = ledger().supports(compile::Capability::fetch_with_ties);
    if (!is_native || !has_ties(*exists.select)) return SqlCompiler::visit_exists(exists);
    if (reads_around(*exists.select)) {
        ledger().refuse("FETCH … WITH TIES of a correlated EXISTS", "use limit()");
    }
    write("EXISTS (SELECT * FROM (");
    emit(*exists.select);
    write(") AS limited)");
}

void MysqlCompiler::quantified_operator(const sql::Binary& binary, const sql::Quantified& right) {
    tested_ = right.operand.get();
    SqlCompiler::quantified_operator(binary, right);
}

/// Rows are compared with those of a query without a limit only:
/// https://dev.mysql.com/doc/refman/8.4/en/subquery-restrictions.html
void MysqlCompiler::visit_subquery(const sql::Subquery& subquery) {
    const bool is_tested = tested_ == &subquery;
    if (is_tested) tested_ = nullptr;
    if (!is_tested || !has_limit(*subquery.select)) return SqlCompiler::visit_subquery(subquery);
    if (reads_around(*subquery.select)) {
        ledger().refuse("LIMIT of a correlated subquery that is compared with",
                        "number the rows with func::row_number() and keep the first");
    }
    write("(SELECT * FROM ");
    SqlCompiler::visit_subquery(subquery);
    write(" AS limited)");
}

/// Before MySQL 8.0 there is no WHERE without FROM.
std::string_view MysqlCompiler::from_nothing() const noexcept {
    return " FROM DUAL";
}

bool MysqlCompiler::orders_sets_by_expressions() const noexcept {
    return true;
}

// ── derived tables ──────────────────────────────────────────────────────────────────────────────

/// Error 1060, whether or not somebody reads one of the two.
void MysqlCompiler::require_distinct_names(const sql::Node& query) const {
    std::set<std::string> names;
    for (const sql::NodePtr& item : sql::query_columns(query)) {
        std::string name(sql::item_name(*item));
        std::transform(name.begin(), name.end(), name.begin(),
                       [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
        if (name.empty() || names.insert(name).second) continue;
        ledger().lacks("a subquery with two columns \"" + name + "\"",
                       "tell them apart with labels(LabelStyle::distinct)");
    }
}

void MysqlCompiler::derived_source(const sql::AliasSource& alias) {
    require_distinct_names(*alias.inner);
    SqlCompiler::derived_source(alias);
}

void MysqlCompiler::cte_definition(const sql::CteSource& cte) {
    require_distinct_names(*cte.inner);
    SqlCompiler::cte_definition(cte);
}

}  // namespace azoth::mysql
