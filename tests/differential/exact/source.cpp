// SPDX-License-Identifier: MIT
// What queries select from: the table, joins of it, queries in FROM and in WITH.
#include <utility>

#include "statements.hpp"
#include "table.hpp"

namespace differential::exact {

Statements::Source Statements::source(int depth) {
    const std::size_t form = below(depth > 0 ? 6 : 3);
    Source made = form < 2    ? table_source()
                  : form == 2 ? joined_source()
                              : derived_source(depth - 1);
    if (once_in(3)) add_subqueries(made);
    return made;
}

Statements::Source Statements::table_source() {
    Source made;
    const azoth::Table alias = table_.alias(name('a'));
    for (const TableColumn& column : table_columns()) made.add(alias[column.name], column.info);
    made.keys = {alias["id"]};
    made.steps.emplace_back(
        [alias](const azoth::Select& query) { return azoth::Select(query.select_from(alias)); });
    return made;
}

/// The table beside itself, by two columns of one kind and perhaps more.
Statements::Source Statements::joined_source() {
    Source made = table_source();
    const azoth::Table other = table_.alias(name('a'));
    Source right;
    for (const TableColumn& column : table_columns()) right.add(other[column.name], column.info);
    const Kind kind = random_.kind();
    const Item one = item(made, kind, 0);
    const Item two = item(right, kind, 1);
    const std::size_t count = made.columns.size();
    const std::size_t same = below(count);
    const std::size_t form = below(5);
    azoth::Predicate on =
        form == 0 ? made.columns[same] == right.columns[same] : one.expression == two.expression;
    for (std::size_t i = 0; i < count; ++i) made.add(right.columns[i], right.scope[i]);
    // Servers join fully by columns that are equal, and by nothing else.
    if (form != 0 && once_in(3)) on = on && condition(made, 1);
    made.keys.push_back(other["id"]);
    made.steps.emplace_back([other, on, form](const azoth::Select& query) {
        if (form == 0) return query.full_join(other, on);
        return form < 3 ? query.outer_join(other, on) : query.join(other, on);
    });
    return made;
}

Statements::Source Statements::derived_source(int depth) {
    const Statement inside = once_in(4) ? combined(kinds(), depth) : select(kinds(), depth, true);
    const std::size_t keys = std::exchange(keys_, 0);
    const auto filled = [&](const azoth::Subquery& rows) {
        Source made;
        for (std::size_t i = 0; i < inside.columns.size(); ++i) {
            if (inside.columns[i].is_approximate) continue;
            made.add(rows["c" + std::to_string(i)], inside.columns[i].info);
        }
        for (std::size_t i = 0; i < keys; ++i) {
            made.keys.push_back(rows["k" + std::to_string(i)]);
        }
        return made;
    };
    if (once_in(2)) {
        const azoth::Subquery rows = inside.query.subquery(name('s'));
        Source made = filled(rows);
        made.steps.emplace_back(
            [rows](const azoth::Select& query) { return query.select_from(rows); });
        return made;
    }
    const azoth::Cte rows = inside.query.cte(name('w'));
    Source made = filled(rows);
    made.steps.emplace_back([rows](const azoth::Select& query) { return query.select_from(rows); });
    if (!once_in(3) || made.scope.empty()) return made;
    // The same rows again.
    const azoth::Subquery again = rows.alias(name('a'));
    const Source other = filled(again);
    const std::size_t which = below(made.scope.size());
    const azoth::Predicate on = made.columns[which] == other.columns[which];
    made.steps.emplace_back(
        [again, on](const azoth::Select& query) { return query.outer_join(again, on); });
    for (std::size_t i = 0; i < other.scope.size(); ++i) made.add(other.columns[i], other.scope[i]);
    for (const azoth::Expr& key : other.keys) made.keys.push_back(key);
    return made;
}

azoth::Expr Statements::subquery_value(const Source& source, ColumnInfo& info) {
    const Source inside = table_source();
    const Kind kind = random_.kind();
    const Item outer = item(source, kind, 0);
    const Item inner = item(inside, kind, 1);
    const azoth::Predicate where = condition(inside, 1);
    info = {Kind::truth};
    switch (below(6)) {
        case 4: return outer.expression == azoth::any_(from(inside, {inner}).where(where));
        case 5: return outer.expression != azoth::all_(from(inside, {inner}).where(where));
        case 0:
            return azoth::exists(
                from(inside, {inner}).where(inner.expression == outer.expression, where));
        case 1: return outer.expression.in(from(inside, {inner}).where(where));
        case 2: return outer.expression.not_in(from(inside, {inner}).where(where));
        default: {
            info = {Kind::big, {1e7, 0}};
            const Item count{azoth::func::count(inner.expression), {info}, {}};
            return from(inside, {count})
                .where(inner.expression <= outer.expression, where)
                .scalar_subquery();
        }
    }
}

void Statements::add_subqueries(Source& source) {
    for (std::size_t count = 1 + below(2); count > 0; --count) {
        ColumnInfo info;
        const azoth::Expr value = subquery_value(source, info);
        source.add(value, info);
    }
}

}  // namespace differential::exact
