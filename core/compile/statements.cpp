// SPDX-License-Identifier: MIT
// SELECT and its clauses; expressions are in sql_compiler.cpp, INSERT, UPDATE and DELETE in
// dml.cpp.
#include <algorithm>
#include <string>
#include <tuple>
#include <utility>

#include <azoth/compile/sql_compiler.hpp>
#include <azoth/error/error.hpp>
#include <azoth/sql/join_path.hpp>
#include <azoth/sql/select_columns.hpp>

#include "query_scope.hpp"
#include "source_finder.hpp"

namespace azoth::compile {

namespace {

bool contains(const std::vector<sql::NodePtr>& sources, const sql::NodePtr& source) {
    return std::find(sources.begin(), sources.end(), source) != sources.end();
}

bool is_join_target(const sql::Select& select, const sql::NodePtr& source) {
    return std::any_of(select.joins.begin(), select.joins.end(), [&](const sql::NodePtr& join) {
        return sql::cast<sql::Join>(*join).target == source;
    });
}

/// Whether a source sees nothing of those before it.
bool stands_alone(const sql::NodePtr& source) noexcept {
    const auto* alias = sql::as<sql::AliasSource>(*source);
    return alias == nullptr ||
           !(alias->lateral || alias->inner->kind() == sql::NodeKind::table_function);
}

/// Finds a column outside of queries, and one that is of no source.
class ColumnFinder final : public sql::ChildVisitor {
public:
    void child(const sql::Node& node) override {
        const auto* column = sql::as<sql::ColumnRef>(node);
        found = found || column != nullptr;
        if (column != nullptr && !column->source && homeless == nullptr) homeless = column;
        if (column != nullptr) return;  // what its source is made of is another matter
        const bool has_rows =
            node.kind() == sql::NodeKind::select || node.kind() == sql::NodeKind::set_operation;
        if (!has_rows) node.each_child(*this);
    }
    bool found = false;
    const sql::ColumnRef* homeless = nullptr;
};

/// Whether a subquery names the sources that it takes from the query around it.
bool says_what_it_takes(const sql::Select& select) {
    return select.options && sql::cast<sql::SelectOptions>(*select.options).correlation !=
                                 sql::Correlation::automatic;
}

/// FOR UPDATE OF takes a table's name without its schema.
bool locks_by_name(const sql::Select& select) {
    return select.options && !sql::cast<sql::SelectOptions>(*select.options).lock_of.empty();
}

}  // namespace

std::vector<sql::NodePtr> SqlCompiler::own_sources(const sql::Select& select) const {
    std::vector<sql::NodePtr> own = sql::referred_sources(select);
    std::erase_if(own, [&](const sql::NodePtr& source) { return is_join_target(select, source); });
    if (!enclosing_sources_.empty()) {
        // A subquery is correlated: what the query around it selects from is not repeated, unless
        // the subquery names it, or would select from nothing then without having said so.
        const std::vector<sql::NodePtr> all = own;
        std::erase_if(own, [&](const sql::NodePtr& source) {
            const bool named =
                std::find(select.from.begin(), select.from.end(), source) != select.from.end();
            return !named && is_correlated(select, source);
        });
        if (own.empty() && select.joins.empty() && !says_what_it_takes(select)) own = all;
    }
    // What is lateral sees only what stands before it.
    if (own.size() > 1) std::stable_partition(own.begin(), own.end(), stands_alone);
    if (own.empty() && !select.joins.empty()) {
        ledger().reject(
            CompileError("join_without_source",
                         "a join needs a table on its left side: name it with select_from()"));
    }
    return own;
}

bool SqlCompiler::is_correlated(const sql::Select& select, const sql::NodePtr& source) const {
    if (!contains(enclosing_sources_, source)) return false;
    if (!select.options) return true;
    const auto& options = sql::cast<sql::SelectOptions>(*select.options);
    const auto& named = options.correlated;
    const bool is_named = std::find(named.begin(), named.end(), source) != named.end();
    switch (options.correlation) {
        case sql::Correlation::automatic: return true;
        case sql::Correlation::only: return is_named;
        case sql::Correlation::except: return !is_named;
    }
    return true;
}

void SqlCompiler::from_clause(const sql::Select& select, const std::vector<sql::NodePtr>& own) {
    if (own.empty()) {
        if (select.where || select.having || !select.group_by.empty()) write(from_nothing());
        return;
    }
    write(" FROM ");
    const sql::NodePtr base = join_base(select, own);
    join_chain(select, *base);
    for (const sql::NodePtr& source : own) {
        if (!(source == base)) further_source(select, *source);
    }
}

void SqlCompiler::select_item(const sql::Node& item, bool distinct, bool returned) {
    // What leaves the database is shown the way its type wants; what stays inside is not.
    std::string around;
    if (returned && item.type().detail() != nullptr) {
        around = context_.types.returned_as(item.type(), ledger());
    }
    const std::size_t place = around.find("{}");
    if (!around.empty()) write(std::string_view(around).substr(0, place));
    if (distinct) {
        distinct_item(item);
    } else {
        emit(item);
    }
    if (!around.empty()) write(std::string_view(around).substr(place + 2));
    const bool is_label = item.kind() == sql::NodeKind::label;
    if (!is_label && around.empty()) return;
    const std::string_view name = sql::item_name(item);
    if (!is_label && name.empty()) return;
    write(" AS ");
    label_name(name, sql::item_quoting(item));
}

void SqlCompiler::describe_result(const sql::NodeList& columns) {
    result_.returns_rows = true;
    result_.columns.reserve(columns.size());
    for (const sql::NodePtr& item : columns) {
        const sql::Node* source = item.get();
        while (const auto* label = sql::as<sql::Label>(*source)) source = label->inner.get();
        const auto* column = sql::as<sql::ColumnRef>(*item);
        const std::string_view name =
            column != nullptr ? column->known_as() : sql::item_name(*item);
        result_.columns.push_back(
            {std::string(name), context_.types.result_type(item->type(), ledger()), source});
    }
}

void SqlCompiler::select_head(const sql::Select& select) {
    if (!select.options) {
        write(select.distinct ? "SELECT DISTINCT " : "SELECT ");
        return;
    }
    const auto& options = sql::cast<sql::SelectOptions>(*select.options);
    write("SELECT");
    leading_phrases(options.phrases);
    write(" ");
    if (!options.distinct_on.empty()) {
        // Some servers without DISTINCT ON are told what is grouped by in other words.
        if (select.group_by.empty() || ledger().supports(Capability::distinct_on)) {
            require_order_of_distinct_on(select, options.distinct_on);
        }
        distinct_on_clause(options.distinct_on);
    } else if (select.distinct) {
        write("DISTINCT ");
    }
}

void SqlCompiler::distinct_on_clause(const sql::NodeList& expressions) {
    ledger().require(Capability::distinct_on, "SELECT DISTINCT ON");
    write("DISTINCT ON (");
    for (std::size_t i = 0; i < expressions.size(); ++i) {
        if (i != 0) write(", ");
        sorting_item(*expressions[i]);
    }
    write(") ");
}

void SqlCompiler::leading_phrases(const sql::NodeList& list) {
    if (list.empty()) return;
    phrases(list, sql::PhrasePlace::hint);
    phrases(list, sql::PhrasePlace::prefix);
}

void SqlCompiler::phrases(const sql::NodeList& list, sql::PhrasePlace at, const sql::Node* of) {
    for (const sql::NodePtr& node : list) {
        const auto& phrase = sql::cast<sql::Phrase>(*node);
        const bool is_meant = phrase.dialect.empty() || ledger().answers_to(phrase.dialect);
        if (phrase.place != at || phrase.source.get() != of || !is_meant) continue;
        switch (at) {
            case sql::PhrasePlace::hint: write(" /*+ ").write(phrase.text).write(" */"); break;
            case sql::PhrasePlace::prefix:
            case sql::PhrasePlace::suffix:
            case sql::PhrasePlace::table_hint: write(" ").write(phrase.text); break;
        }
    }
}

void SqlCompiler::select_items(const sql::Select& select, bool is_derived) {
    select_head(select);
    const bool compares = select.distinct || compares_items_;
    bool first = true;
    for (const sql::NodePtr& item : select.columns) {
        if (!first) write(", ");
        first = false;
        select_item(*item, compares, depth_ == 1 && !is_derived);
        // The query around it calls the column by the function's name; databases have others.
        const sql::NodeKind kind = item->kind();
        if (is_derived && (kind == sql::NodeKind::function || kind == sql::NodeKind::aggregate ||
                           kind == sql::NodeKind::over)) {
            write(" AS ");
            label_name(sql::item_name(*item));
        }
    }
}

void SqlCompiler::require_nullable_columns(const sql::Select& select,
                                           const std::vector<sql::NodePtr>& own) const {
    const std::vector<sql::NodePtr> outer = sql::outer_sources(select, own);
    for (std::size_t i = 0; i < select.columns.size() && i < 64; ++i) {
        if ((select.required >> i & 1) == 0) continue;
        const sql::Node* item = select.columns[i].get();
        while (const auto* label = sql::as<sql::Label>(*item)) item = label->inner.get();
        const auto* column = sql::as<sql::ColumnRef>(*item);
        if (column == nullptr || !contains(outer, column->source)) continue;
        ledger().reject(
            CompileError("outer_column_not_nullable",
                         "the column \"" + column->name +
                             "\" is on the outer side of an outer join, where it may be NULL",
                         {.hint = "select nullable(column), which reads as a std::optional",
                          .column = column->name}));
    }
}

void SqlCompiler::require_sources(const sql::Select& select) const {
    ColumnFinder finder;
    for (const sql::NodePtr& item : select.columns) finder.child(*item);
    if (finder.homeless == nullptr) return;
    ledger().reject(CompileError(
        "column_without_row", "the column \"" + finder.homeless->name + "\" is read from nothing",
        {.hint = "take it from the query's subquery() or cte()", .column = finder.homeless->name}));
}

void SqlCompiler::select_query(const sql::Select& select) {
    // Another query may be written; what it returns is told by the one that the statement keeps.
    if (depth_ == 0) describe_result(select.columns);
    const std::size_t around = nested_withs_.size();
    if (!nesting_.list.empty()) {
        CteList own = own_ctes(named_sources(select));
        if (!own.list.empty()) nested_with_clause(std::move(own));
    }
    query_body(select);
    nested_withs_.resize(around);
}

void SqlCompiler::query_body(const sql::Select& select) {
    const sql::NodePtr named = with_named_keys(select);
    const auto& grouped = named ? sql::cast<sql::Select>(*named) : select;
    const sql::NodePtr numbered = grouped.options ? with_numbered_rows(grouped) : nullptr;
    if (numbered) return query_body(sql::cast<sql::Select>(*numbered));
    if (const sql::NodePtr negating = with_negated_keys(grouped)) {
        return visit_select(sql::cast<sql::Select>(*negating));
    }
    visit_select(grouped);
}

void SqlCompiler::visit_select(const sql::Select& select) {
    if (needs_union(select)) {
        const auto before = std::tuple(is_derived_, current_columns_, depth_);
        try {
            if (lacks_groupings(select)) return union_of_groupings(select);
            return union_of_halves(select);
        } catch (const CompileError&) {
            // A check goes on, and finds what else the query lacks.
            if (!ledger().collects()) throw;
            std::tie(is_derived_, current_columns_, depth_) = before;
        }
    }
    const bool is_derived = std::exchange(is_derived_, false);
    const sql::NodeList* columns = std::exchange(current_columns_, &select.columns);
    QueryScope scope(*this, Clause::select, &select);
    if (select.options) scope.hints = &sql::cast<sql::SelectOptions>(*select.options).phrases;
    const std::size_t outside = enclosing_sources_.size();
    const bool qualified = std::exchange(qualifies_, true);
    ++depth_;
    if (select.columns.empty()) {
        ledger().reject(CompileError("empty_select", "a SELECT needs at least one column"));
    }

    const std::vector<sql::NodePtr> own = own_sources(select);
    if (select.required != 0 && !select.joins.empty()) require_nullable_columns(select, own);
    enclosing_sources_.insert(enclosing_sources_.end(), own.begin(), own.end());
    for (const sql::NodePtr& join : select.joins) {
        enclosing_sources_.push_back(sql::cast<sql::Join>(*join).target);
    }
    if (own.empty()) require_sources(select);
    const std::size_t renamed = renamed_.size();
    if (enclosing_sources_.size() > 1) part_names(select, outside, locks_by_name(select));
    if (!select.group_by.empty()) {
        if (labels_hide_sources()) part_labels(select, outside);
        share_group_keys(select);
    } else if (select.options &&
               !sql::cast<sql::SelectOptions>(*select.options).distinct_on.empty()) {
        share_group_keys(select);
    }
    if (select.distinct && !select.order_by.empty()) require_order_of_distinct(select);

    select_items(select, is_derived);
    const bool compares = std::exchange(compares_items_, false);
    scope.clause = Clause::from;
    from_clause(select, own);
    if (select.where) {
        scope.clause = Clause::where;
        write(" WHERE ");
        emit_condition(select.where);
    }
    if (!select.group_by.empty()) {
        scope.clause = Clause::group_by;
        group_by_clause(select);
    }
    if (select.having) {
        scope.clause = Clause::having;
        write(" HAVING ");
        emit_condition(select.having);
    }
    scope.clause = Clause::order_by;
    order_clause(select.order_by);
    scope.clause = Clause::limit;
    if (select.options) {
        const auto& options = sql::cast<sql::SelectOptions>(*select.options);
        if (options.with_ties || options.percent) {
            fetch_clause(select, options);
        } else {
            limit_clause(select);
        }
        lock_clause(select);
        phrases(options.phrases, sql::PhrasePlace::suffix);
    } else {
        limit_clause(select);
    }
    --depth_;
    compares_items_ = compares;
    qualifies_ = qualified;
    forget_renamed(renamed);
    enclosing_sources_.resize(outside);
    current_columns_ = columns;
}

void SqlCompiler::order_clause(const sql::NodeList& order_by) {
    if (order_by.empty()) return;
    write(" ORDER BY ");
    emit_list(order_by);
}

void SqlCompiler::limit_clause(const sql::Select& select) {
    if (select.limit) {
        write(" LIMIT ");
        row_count(*select.limit);
    }
    if (select.offset) {
        write(" OFFSET ");
        row_count(*select.offset);
    }
}

void SqlCompiler::row_count(const sql::Node& rows) {
    if (rows.kind() != sql::NodeKind::bind) {
        ledger().require(Capability::limit_expressions, "LIMIT of an expression");
    }
    emit_grouped(rows);
}

void SqlCompiler::fetch_clause(const sql::Select& select, const sql::SelectOptions& options) {
    if (options.with_ties) {
        ledger().require(Capability::fetch_with_ties, "FETCH … WITH TIES");
        if (select.order_by.empty()) {
            ledger().reject(
                CompileError("ties_without_order", "rows are equal in an order: add order_by()"));
        }
    }
    if (options.percent) ledger().require(Capability::fetch_percent, "FETCH … PERCENT");
    if (select.offset) {
        write(" OFFSET ");
        row_count(*select.offset);
        write(" ROWS");
    }
    write(" FETCH FIRST ");
    row_count(*select.limit);
    write(options.percent ? " PERCENT" : "");
    write(options.with_ties ? " ROWS WITH TIES" : " ROWS ONLY");
}

void SqlCompiler::lock_clause(const sql::Select& select) {
    if (!select.options) return;
    const auto& options = sql::cast<sql::SelectOptions>(*select.options);
    const auto require = [&](Capability capability, std::string_view words) {
        ledger().require(capability, "SELECT …" + std::string(words));
        write(words);
    };
    const std::string_view words = lock_words(options.lock);
    switch (options.lock) {
        case sql::LockStrength::none: return;
        case sql::LockStrength::update: require(Capability::lock_rows, words); break;
        case sql::LockStrength::share: require(Capability::lock_rows_share, words); break;
        case sql::LockStrength::no_key_update:
        case sql::LockStrength::key_share: require(Capability::lock_key_share, words); break;
    }
    if (!options.lock_of.empty()) {
        ledger().require(Capability::lock_of, "SELECT … FOR UPDATE OF");
        write(" OF ");
        for (std::size_t i = 0; i < options.lock_of.size(); ++i) {
            if (i != 0) write(", ");
            if (!contains(enclosing_sources_, options.lock_of[i])) {
                ledger().reject(CompileError(
                    "source_not_named", "FOR UPDATE OF speaks of what the query does not read",
                    {.hint = "name the table or alias as the query has it"}));
            }
            const auto* table = sql::as<sql::TableSource>(*options.lock_of[i]);
            if (table != nullptr && !is_renamed(*table)) {
                identifier(table->name, table->quoting);
            } else {
                source_name(*options.lock_of[i]);
            }
        }
    }
    switch (options.lock_wait) {
        case sql::LockWait::wait: return;
        case sql::LockWait::nowait: return require(Capability::lock_nowait, " NOWAIT");
        case sql::LockWait::skip_locked:
            return require(Capability::lock_skip_locked, " SKIP LOCKED");
    }
}

std::string_view SqlCompiler::lock_words(sql::LockStrength strength) const {
    switch (strength) {
        case sql::LockStrength::none: break;
        case sql::LockStrength::update: return " FOR UPDATE";
        case sql::LockStrength::no_key_update: return " FOR NO KEY UPDATE";
        case sql::LockStrength::share: return " FOR SHARE";
        case sql::LockStrength::key_share: return " FOR KEY SHARE";
    }
    return {};
}

void SqlCompiler::visit_text_statement(const sql::TextStatement& text) {
    if (depth_ == 0 && !text.columns.empty()) describe_result(text.columns);
    for (const sql::NodePtr& piece : text.pieces) emit(*piece);
}

void SqlCompiler::visit_call(const sql::Call& call) {
    ledger().require(Capability::procedures, "CALL");
    ColumnFinder finder;
    finder.child(*call.procedure);
    if (finder.found) {
        ledger().reject(CompileError("column_without_row",
                                     "a column is no argument of CALL, where there is no row; use "
                                     "a scalar subquery"));
    }
    write("CALL ");
    function_call(sql::cast<sql::Function>(*call.procedure));
}

}  // namespace azoth::compile
