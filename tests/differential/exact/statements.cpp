// SPDX-License-Identifier: MIT
#include "statements.hpp"

#include <algorithm>
#include <utility>

namespace differential::exact {

Statements::Kinds Statements::kinds() {
    Kinds made;
    for (std::size_t count = 1 + below(4); count > 0; --count) made.push_back(random_.kind());
    return made;
}

Statements::Item Statements::item(const Source& source, Kind kind, int depth) {
    const Tree tree = random_.tree(source.scope, kind, depth);
    return {build(tree, source.columns), {{kind, tree.range}}, {}};
}

azoth::Predicate Statements::condition(const Source& source, int depth) {
    return build_condition(random_.tree(source.scope, Kind::truth, depth), source.columns);
}

azoth::Select Statements::from(const Source& source, const std::vector<Item>& items) {
    const auto labelled = [](const Item& item) {
        return item.label.empty() ? item.expression : item.expression.label(item.label);
    };
    azoth::Select query = azoth::select(labelled(items.front()));
    for (std::size_t i = 1; i < items.size(); ++i) {
        query = query.add_columns({labelled(items[i])});
    }
    for (const auto& step : source.steps) query = step(query);
    return query;
}

/// By all columns, so that rows in one place are equal.
template <class Query>
Query Statements::ordered(Query query, const std::vector<Item>& items, bool by_name) {
    const std::size_t first = below(items.size());
    for (std::size_t i = 0; i < items.size(); ++i) {
        const Item& item = items[(first + i) % items.size()];
        const bool is_down = once_in(2);
        const bool names = by_name || once_in(2);
        const azoth::Ordering named = is_down ? azoth::desc(item.label) : azoth::asc(item.label);
        const azoth::Ordering said = is_down ? item.expression.desc() : item.expression.asc();
        const azoth::Ordering& ordering = names ? named : said;
        query = query.order_by(once_in(2) ? ordering.nulls_first() : ordering.nulls_last());
    }
    if (once_in(2)) query = query.limit(static_cast<std::int64_t>(below(20)));
    if (once_in(4)) query = query.offset(static_cast<std::int64_t>(below(10)));
    return query;
}

Statement Statements::select(const Kinds& kinds, int depth, bool with_keys) {
    Source rows = source(depth);
    if (once_in(3)) return grouped(rows, kinds, with_keys);
    return plain(rows, kinds, with_keys);
}

std::vector<Statements::Item> Statements::items(const Source& source, const Kinds& kinds) {
    std::vector<Item> made;
    for (const Kind kind : kinds) {
        Item one = item(source, kind, 2);
        one.label = "c" + std::to_string(made.size());
        made.push_back(std::move(one));
    }
    return made;
}

void Statements::add_keys(std::vector<Item>& items, const std::vector<azoth::Expr>& keys) {
    keys_ = keys.size();
    for (std::size_t i = 0; i < keys.size(); ++i) {
        items.push_back({keys[i], {{Kind::integer, {1e6, 0}}}, "k" + std::to_string(i)});
    }
}

Statement Statements::plain(const Source& source, const Kinds& kinds, bool with_keys) {
    Source seen = source;  // windows are no part of WHERE
    if (once_in(4)) add_windows(seen);
    std::vector<Item> selected = items(seen, kinds);
    std::vector<OutputColumn> columns;
    for (const Item& item : selected) columns.push_back(item.output);
    const bool is_distinct = once_in(5);
    keys_ = 0;
    if (with_keys && !is_distinct) add_keys(selected, source.keys);
    azoth::Select query = from(source, selected);
    if (!once_in(3)) query = query.where(condition(source, 2));
    if (is_distinct) query = query.distinct();
    if (once_in(3)) return {query, columns, false};
    return {ordered(std::move(query), selected, false), columns, true};
}

Statement Statements::grouped(const Source& source, const Kinds& kinds, bool with_keys) {
    std::vector<Item> grouping;
    for (std::size_t count = below(3); count > 0; --count) {
        // A negated comparison is written as its opposite, which is no key, and a placeholder that
        // is one has no type.
        const Kind kind = random_.kind();
        Item key = item(source, kind == Kind::truth ? Kind::text : kind, 1);
        const bool is_constant = key.expression.node()->kind() == azoth::sql::NodeKind::bind;
        if (!is_constant) grouping.push_back(std::move(key));
    }
    // What the groups are: their keys and aggregates are the columns of what is selected.
    Source groups = source;
    groups.scope.clear();
    groups.columns.clear();
    for (const Item& item : grouping) groups.add(item.expression, item.output.info);
    std::vector<Item> quotients;
    for (std::size_t count = 1 + below(3); count > 0; --count) {
        Item made = aggregate(source);
        if (made.output.is_approximate) {
            quotients.push_back(std::move(made));
        } else {
            groups.add(made.expression, made.output.info);
        }
    }
    std::vector<Item> selected;
    if (groups.scope.empty()) {
        groups.add(azoth::func::count(), {Kind::big, {1e5, 0}});
    }
    Source seen = groups;  // windows are no part of HAVING
    seen.keys.clear();
    for (const Item& key : grouping) seen.keys.push_back(key.expression);
    if (once_in(5)) add_windows(seen);
    selected = items(seen, kinds);
    const bool is_approximate = !quotients.empty() && !with_keys;
    if (is_approximate) {
        quotients.front().label = "c" + std::to_string(selected.size());
        selected.push_back(quotients.front());
    }
    std::vector<OutputColumn> columns;
    for (const Item& item : selected) columns.push_back(item.output);
    keys_ = 0;
    if (with_keys) {
        std::vector<azoth::Expr> keys;
        for (const Item& item : grouping) keys.push_back(item.expression);
        add_keys(selected, keys);
        for (std::size_t i = 0; i < grouping.size(); ++i) {
            selected[selected.size() - grouping.size() + i].output = grouping[i].output;
        }
    }
    azoth::Select query = from(source, selected);
    if (once_in(2)) query = query.where(condition(source, 1));
    for (const Item& item : grouping) query = query.group_by(item.expression);
    if (once_in(2)) query = query.having(condition(groups, 1));
    if (is_approximate || once_in(4)) return {query, columns, false};
    return {ordered(std::move(query), selected, false), columns, true};
}

/// UNION, INTERSECT and EXCEPT of queries with columns of the same kinds.
Statement Statements::combined(const Kinds& kinds, int depth) {
    const auto part = [&]() -> Statement {
        if (depth > 0 && once_in(5)) return combined(kinds, depth - 1);
        Source rows = source(depth > 0 && once_in(3) ? 1 : 0);
        return plain(rows, kinds, false);
    };
    Statement first = part();
    const Statement second = part();
    std::vector<Item> selected;
    for (std::size_t i = 0; i < first.columns.size(); ++i) {
        OutputColumn& column = first.columns[i];
        const Range& other = second.columns[i].info.range;
        column.info.range.magnitude = std::max(column.info.range.magnitude, other.magnitude);
        column.info.range.scale = std::max(column.info.range.scale, other.scale);
        selected.push_back({azoth::null(), column, "c" + std::to_string(i)});
    }
    keys_ = 0;
    const auto finished = [&](azoth::SetOperation query) -> Statement {
        if (once_in(3)) return {query, first.columns, false};
        return {ordered(std::move(query), selected, true), first.columns, true};
    };
    switch (below(4)) {
        case 0: return finished(azoth::union_(first.query, second.query));
        case 1: return finished(azoth::union_all(first.query, second.query));
        case 2: return finished(azoth::intersect(first.query, second.query));
        default: return finished(azoth::except_(first.query, second.query));
    }
}

Statement Statements::statement() {
    const Kinds wanted = kinds();
    if (once_in(5)) return combined(wanted, 2);
    return select(wanted, 2, false);
}

}  // namespace differential::exact
