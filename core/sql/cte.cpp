// SPDX-License-Identifier: MIT
#include <azoth/sql/cte.hpp>

#include <string>
#include <utility>

#include <azoth/error/error.hpp>
#include <azoth/sql/column_ref.hpp>
#include <azoth/sql/query.hpp>
#include <azoth/sql/scalar.hpp>
#include <azoth/sql/select_columns.hpp>
#include <azoth/sql/set_operation.hpp>
#include <azoth/sql/source.hpp>

#include "phrase.hpp"

namespace azoth {

namespace {

sql::Materialize materialize_of(const CteOptions& options) {
    if (!options.materialized) return sql::Materialize::by_default;
    return *options.materialized ? sql::Materialize::yes : sql::Materialize::no;
}

std::string checked_name(ParamName name) {
    if (name.view().empty()) throw ArgumentError("bad_cte_name", "a CTE needs a name");
    return name.text();
}

template <class... Arguments>
sql::NodePtr made_source(bool nesting, Arguments&&... arguments) {
    auto* source = new sql::CteSource(std::forward<Arguments>(arguments)...);
    source->nesting = nesting;
    source->seal();
    return sql::NodePtr::adopt(source);
}

}  // namespace

Cte Query::cte(ParamName name, const CteOptions& options) const {
    return azoth::cte(*this, name, options);
}

Cte cte(const Statement& statement, ParamName name, const CteOptions& options) {
    return Cte(made_source(options.nesting, statement.node(), checked_name(name),
                           materialize_of(options), nullptr, options.quoting));
}

// ── more of a CTE ───────────────────────────────────────────────────────────────────────────────

namespace {

template <class Change>
Cte changed(const Cte& cte, Change change) {
    auto* copy = new sql::CteSource(sql::cast<sql::CteSource>(*cte.source()));
    sql::NodePtr owned = sql::NodePtr::adopt(copy);
    change(*copy);
    copy->seal();
    return Cte(std::move(owned));
}

Cte with_phrase(const Cte& cte, sql::PhrasePlace place, std::string_view words,
                std::string_view dialect) {
    return changed(cte, [&](sql::CteSource& copy) {
        copy.phrases.push_back(detail::phrase(place, words, dialect));
    });
}

sql::NodePtr find_column(const sql::NodeList& columns, std::string_view name) {
    for (const sql::NodePtr& column : columns) {
        if (sql::cast<sql::ColumnRef>(*column).name == name) return column;
    }
    return {};
}

/// Columns of the CTE by their names, without it.
sql::NodeList named_columns(const Cte& cte, std::initializer_list<ParamName> names) {
    if (names.size() == 0) {
        throw ArgumentError("bad_recursion", "a search or cycle is by one column or more");
    }
    sql::NodeList columns;
    for (const ParamName& name : names) {
        const Expr named = cte[name];
        const auto& column = sql::cast<sql::ColumnRef>(*named.node());
        columns.push_back(sql::make<sql::ColumnRef>(nullptr, column.name, column.type(), true,
                                                    std::string(), column.quoting));
    }
    return columns;
}

sql::NodePtr new_column(const Cte& cte, const ParamName& name, const SqlType& type, bool nullable) {
    if (find_column(cte.column_nodes(), name.view())) {
        throw ArgumentError("duplicate_column",
                            "the CTE has a column \"" + name.text() + "\" already");
    }
    return sql::make<sql::ColumnRef>(nullptr, name.text(), type, nullable);
}

Cte with_traversal(const Cte& cte, sql::NodePtr traversal) {
    if (!sql::cast<sql::CteSource>(*cte.source()).reference) {
        throw ArgumentError("bad_recursion", "only a recursive CTE is searched, or has cycles",
                            {.hint = "recursive_cte() makes one"});
    }
    return changed(cte,
                   [&](sql::CteSource& copy) { copy.traversals.push_back(std::move(traversal)); });
}

}  // namespace

Cte Cte::prefix_with(std::string_view words, std::string_view dialect) const {
    return with_phrase(*this, sql::PhrasePlace::prefix, words, dialect);
}

Cte Cte::suffix_with(std::string_view words, std::string_view dialect) const {
    return with_phrase(*this, sql::PhrasePlace::suffix, words, dialect);
}

Cte Cte::search(SearchOrder order, std::initializer_list<ParamName> by, ParamName set) const {
    const auto kind = order == SearchOrder::depth_first ? sql::TraversalKind::depth_first
                                                        : sql::TraversalKind::breadth_first;
    sql::NodeList added;
    added.push_back(new_column(*this, set, {}, false));
    return with_traversal(
        *this, sql::make<sql::CteTraversal>(kind, named_columns(*this, by), std::move(added)));
}

Cte Cte::cycle(std::initializer_list<ParamName> by, const CycleOptions& options) const {
    const SqlType truth(TypeKind::boolean);
    sql::NodeList marks;
    if (options.marks) {
        marks.push_back(sql::make<sql::TextConstant>(std::string(options.marks->first)));
        marks.push_back(sql::make<sql::TextConstant>(std::string(options.marks->second)));
    } else {
        marks.push_back(sql::make<sql::Literal>(sql::Keyword::true_, truth));
        marks.push_back(sql::make<sql::Literal>(sql::Keyword::false_, truth));
    }
    sql::NodeList added;
    added.push_back(new_column(*this, options.mark, marks.front()->type(), false));
    added.push_back(new_column(*this, options.path, {}, false));
    if (options.mark.view() == options.path.view()) {
        throw ArgumentError("duplicate_column", "mark and path of a cycle are one column");
    }
    return with_traversal(
        *this, sql::make<sql::CteTraversal>(sql::TraversalKind::cycle, named_columns(*this, by),
                                            std::move(added), std::move(marks)));
}

namespace detail {

Cte begin_recursion(ParamName name, const Query& base, Quoting quoting) {
    sql::NodeList columns;
    for (const sql::NodePtr& item : sql::query_columns(*base.node())) {
        columns.push_back(sql::make<sql::ColumnRef>(nullptr, std::string(sql::item_name(*item)),
                                                    item->type(), true, std::string(),
                                                    sql::item_quoting(*item)));
    }
    return Cte(sql::make<sql::CteReference>(checked_name(name), std::move(columns), quoting));
}

Cte end_recursion(const Cte& self, const Query& base, const Query& step,
                  const RecursionOptions& options) {
    const Query* const parts[] = {&base, &step};
    sql::NodePtr query =
        QueryBuilder::combine(options.distinct ? SetWord::union_ : SetWord::union_all, parts);
    query->seal();
    const auto& reference = sql::cast<sql::CteReference>(*self.source());
    return Cte(made_source(options.nesting, std::move(query), reference.name,
                           sql::Materialize::by_default, self.source(), reference.quoting));
}

}  // namespace detail

}  // namespace azoth
