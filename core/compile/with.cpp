// SPDX-License-Identifier: MIT
// WITH: of the statement, before it, and of a query inside of it, before that.
#include <algorithm>
#include <iterator>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include <azoth/compile/sql_compiler.hpp>
#include <azoth/error/error.hpp>
#include <azoth/sql/recursive_columns.hpp>
#include <azoth/sql/select_columns.hpp>
#include <azoth/sql/volatility.hpp>

#include "recursion.hpp"

namespace azoth::compile {

namespace {

bool is_row_change(const sql::Node& statement) noexcept {
    return statement.kind() == sql::NodeKind::update ||
           statement.kind() == sql::NodeKind::delete_from;
}

}  // namespace

void SqlCompiler::leading_with_clause(const sql::Node& statement) {
    if (is_row_change(statement) && !ledger().supports(Capability::cte_before_changes)) {
        const bool is_update = statement.kind() == sql::NodeKind::update;
        ledger().lacks(is_update ? "WITH before UPDATE" : "WITH before DELETE",
                       "let it read from a subquery() instead of a cte()");
    }
    with_clause();
}

void SqlCompiler::with_clause() {
    ledger().require(Capability::cte, "WITH");
    ++depth_;
    cte_definitions(0);
    --depth_;
}

void SqlCompiler::cte_definitions(std::size_t depth) {
    // Writing may add to the nested ones, so that they are found anew.
    const auto with = [&]() -> CteList& { return depth == 0 ? ctes_ : nested_withs_[depth - 1]; };
    const std::vector<const sql::CteSource*> list = with().list;
    const bool is_recursive = std::any_of(
        list.begin(), list.end(), [](const auto* cte) { return cte->reference != nullptr; });
    if (is_recursive) ledger().require(Capability::recursive_cte, "WITH RECURSIVE");
    write(is_recursive ? "WITH RECURSIVE " : "WITH ");
    for (std::size_t i = 0; i < list.size(); ++i) {
        for (std::size_t before = 0; before < i; ++before) {
            if (list[before]->name != list[i]->name) continue;
            ledger().reject(
                CompileError("cte_name_conflict",
                             "two CTEs of the statement are called \"" + list[i]->name + "\"",
                             {.hint = "keep one Cte and use it in both places"}));
        }
        if (i != 0) write(", ");
        // A recursive WITH knows all of its names everywhere.
        if (!is_recursive) with().defined = i;
        cte_definition(*list[i]);
    }
    with().defined = std::string::npos;
    write(" ");
}

// ── WITH of a query inside ──────────────────────────────────────────────────────────────────────

namespace {

bool stands_for(const sql::Node& source, const sql::CteSource& cte) {
    const auto* alias = sql::as<sql::AliasSource>(source);
    return &source == &cte || (alias != nullptr && stands_for(*alias->inner, cte));
}

/// The query whose rows are the statement's, or are inserted by it.
const sql::Select* outermost_query(const sql::Node& statement) {
    if (const auto* insert = sql::as<sql::Insert>(statement)) {
        return insert->select ? sql::as<sql::Select>(*insert->select) : nullptr;
    }
    return sql::as<sql::Select>(statement);
}

/// What a changing statement names itself.
std::vector<sql::NodePtr> changing_sources(const sql::Node& statement) {
    std::vector<sql::NodePtr> sources;
    const auto add = [&](const sql::NodeList& list) {
        sources.insert(sources.end(), list.begin(), list.end());
    };
    if (const auto* insert = sql::as<sql::Insert>(statement)) add(insert->ctes);
    if (const auto* update = sql::as<sql::Update>(statement)) {
        add(update->from);
        add(update->ctes);
    }
    if (const auto* change = sql::as<sql::Delete>(statement)) {
        add(change->from);
        add(change->ctes);
    }
    return sources;
}

CteList named_by(const std::vector<sql::NodePtr>& sources, const CteList& ctes) {
    CteList named;
    std::copy_if(ctes.list.begin(), ctes.list.end(), std::back_inserter(named.list),
                 [&](const sql::CteSource* cte) {
                     return std::any_of(sources.begin(), sources.end(), [&](const auto& source) {
                         return stands_for(*source, *cte);
                     });
                 });
    return named;
}

}  // namespace

/// Where UPDATE and DELETE have no WITH before them, each query inside has its own: of what is the
/// same each time it is computed.
void SqlCompiler::part_nesting_ctes(const sql::Node& statement) {
    std::vector<const sql::CteSource*>& all = ctes_.list;
    const bool has_none_before = is_row_change(statement) &&
                                 !ledger().supports(Capability::cte_before_changes) &&
                                 ledger().supports(Capability::nested_with);
    const auto nests = [&](const sql::CteSource* cte) {
        return cte->nesting || (has_none_before && sql::volatile_part(*cte->inner).empty());
    };
    if (std::none_of(all.begin(), all.end(), nests)) return;
    std::vector<sql::NodePtr> sources = changing_sources(statement);
    if (const sql::Select* query = outermost_query(statement)) {
        const std::vector<sql::NodePtr> of_query = named_sources(*query);
        sources.insert(sources.end(), of_query.begin(), of_query.end());
    }
    const CteList own = named_by(sources, ctes_);
    const auto is_inside = [&](const sql::CteSource* cte) { return nests(cte) && !own.has(*cte); };
    std::copy_if(all.begin(), all.end(), std::back_inserter(nesting_.list), is_inside);
    std::erase_if(all, is_inside);
}

std::vector<sql::NodePtr> SqlCompiler::named_sources(const sql::Select& select) const {
    std::vector<sql::NodePtr> sources = own_sources(select);
    for (const sql::NodePtr& join : select.joins) {
        sources.push_back(sql::cast<sql::Join>(*join).target);
    }
    if (select.options) {
        const sql::NodeList& added = sql::cast<sql::SelectOptions>(*select.options).ctes;
        sources.insert(sources.end(), added.begin(), added.end());
    }
    return sources;
}

/// Those of them that no WITH around has written.
CteList SqlCompiler::own_ctes(const std::vector<sql::NodePtr>& sources) const {
    CteList own = named_by(sources, nesting_);
    std::erase_if(own.list, [&](const sql::CteSource* cte) {
        return std::any_of(nested_withs_.begin(), nested_withs_.end(),
                           [&](const CteList& around) { return around.has(*cte); });
    });
    return own;
}

/// Like a derived table it sees nothing of the queries around it.
void SqlCompiler::nested_with_clause(CteList ctes) {
    ledger().require(Capability::nested_with, "WITH inside of a query");
    std::vector<sql::NodePtr> outside;
    std::swap(outside, enclosing_sources_);
    const auto around = std::tuple(scope_, is_derived_, compares_items_, orders_set_);
    scope_ = nullptr;
    is_derived_ = compares_items_ = orders_set_ = false;
    nested_withs_.push_back(std::move(ctes));
    cte_definitions(nested_withs_.size());
    std::tie(scope_, is_derived_, compares_items_, orders_set_) = around;
    std::swap(outside, enclosing_sources_);
}

// ── one CTE ─────────────────────────────────────────────────────────────────────────────────────

namespace {

void traversal_clause(SqlCompiler& compiler, const sql::CteTraversal& traversal) {
    const auto columns = [&](const sql::NodeList& list) {
        for (std::size_t i = 0; i < list.size(); ++i) {
            if (i != 0) compiler.write(", ");
            compiler.column_name(sql::cast<sql::ColumnRef>(*list[i]));
        }
    };
    const auto added = [&](std::size_t place) {
        compiler.column_name(sql::cast<sql::ColumnRef>(*traversal.columns[place]));
    };
    if (traversal.traversal == sql::TraversalKind::cycle) {
        compiler.ledger().require(Capability::cte_cycle, "CYCLE of a recursive CTE");
        compiler.write(" CYCLE ");
        columns(traversal.by);
        compiler.write(" SET ");
        added(0);
        compiler.write(" TO ");
        compiler.emit(*traversal.marks[0]);
        compiler.write(" DEFAULT ");
        compiler.emit(*traversal.marks[1]);
        compiler.write(" USING ");
        added(1);
        return;
    }
    compiler.ledger().require(Capability::cte_search, "SEARCH of a recursive CTE");
    const bool is_deep = traversal.traversal == sql::TraversalKind::depth_first;
    compiler.write(is_deep ? " SEARCH DEPTH FIRST BY " : " SEARCH BREADTH FIRST BY ");
    columns(traversal.by);
    compiler.write(" SET ");
    added(0);
}

}  // namespace

void SqlCompiler::cte_definition(const sql::CteSource& cte) {
    source_name(cte);
    const auto* values = sql::as<sql::Values>(*cte.inner);
    if (values != nullptr && ledger().supports(Capability::values_table)) {
        for (std::size_t i = 0; i < values->columns.size(); ++i) {
            write(i == 0 ? " (" : ", ");
            label_name(sql::cast<sql::ColumnRef>(*values->columns[i]).name);
        }
        write(")");
    }
    write(" AS");
    if (cte.materialize != sql::Materialize::by_default) {
        ledger().require(Capability::cte_materialized, "MATERIALIZED");
        write(cte.materialize == sql::Materialize::yes ? " MATERIALIZED" : " NOT MATERIALIZED");
    }
    switch (cte.inner->kind()) {
        case sql::NodeKind::insert:
        case sql::NodeKind::update:
        case sql::NodeKind::delete_from:
            ledger().require(Capability::cte_changes, "a changing statement inside WITH");
            break;
        default: break;
    }
    if (cte.reference) require_recursion(cte, ledger());
    phrases(cte.phrases, sql::PhrasePlace::prefix);
    write(" (");
    const std::size_t around = nested_withs_.size();
    if (!nesting_.list.empty()) {
        // A query brings its own.
        CteList own = own_ctes(changing_sources(*cte.inner));
        if (!own.list.empty()) nested_with_clause(std::move(own));
    }
    is_derived_ = true;
    emit(cte.reference ? *with_wide_texts(cte.inner) : *cte.inner);
    is_derived_ = false;
    nested_withs_.resize(around);
    write(")");
    for (const sql::NodePtr& node : cte.traversals) {
        traversal_clause(*this, sql::cast<sql::CteTraversal>(*node));
    }
    phrases(cte.phrases, sql::PhrasePlace::suffix);
}

SqlType SqlCompiler::recursive_text_type() const {
    return {};
}

namespace {

/// Whether later parts of a recursion put texts of another kind into the column.
bool changes_text(const sql::SetOperation& recursion, std::size_t column, const SqlType& type) {
    return std::any_of(
        recursion.parts.begin() + 1, recursion.parts.end(), [&](const sql::NodePtr& part) {
            const sql::NodeList& items = sql::query_columns(*part);
            return column < items.size() && (items[column]->kind() != sql::NodeKind::column ||
                                             !(items[column]->type() == type));
        });
}

}  // namespace

sql::NodePtr SqlCompiler::with_wide_texts(const sql::NodePtr& recursion) const {
    const SqlType wide = recursive_text_type();
    const auto& operation = sql::cast<sql::SetOperation>(*recursion);
    if (!wide.is_known()) return recursion;
    std::vector<SqlType> types;
    for (const sql::NodePtr& column : sql::query_columns(*operation.parts.front())) {
        const SqlType& type = column->type();
        const bool is_text = type.kind() == TypeKind::string || type.kind() == TypeKind::char_ ||
                             type.kind() == TypeKind::text;
        const bool is_wide = is_text && changes_text(operation, types.size(), type);
        types.push_back(is_wide ? wide : SqlType());
    }
    const sql::NodePtr wider = sql::with_first_types(operation, types);
    return wider ? wider : recursion;
}

}  // namespace azoth::compile
