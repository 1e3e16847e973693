// SPDX-License-Identifier: MIT
#include <azoth/sql/grouping.hpp>

#include <utility>

#include <azoth/error/error.hpp>
#include <azoth/sql/aggregate.hpp>

namespace azoth {

namespace {

GroupingExpr grouping_of(detail::GroupingWord word, sql::NodeList items) {
    if (items.empty())
        throw ArgumentError("empty_grouping", "rollup() and cube() group by something");
    return GroupingExpr(sql::make<sql::Grouping>(
        word == detail::GroupingWord::rollup ? sql::GroupingKind::rollup : sql::GroupingKind::cube,
        std::move(items)));
}

}  // namespace

GroupingExpr detail::grouping(GroupingWord word, std::initializer_list<const Expr*> items) {
    sql::NodeList nodes;
    for (const Expr* item : items) nodes.push_back(item->node());
    return grouping_of(word, std::move(nodes));
}

GroupingExpr detail::grouping(GroupingWord word, std::span<const Expr> items) {
    sql::NodeList nodes;
    for (const Expr& item : items) nodes.push_back(item.node());
    return grouping_of(word, std::move(nodes));
}

GroupingExpr grouping_sets(std::initializer_list<std::vector<Expr>> sets) {
    if (sets.size() == 0) throw ArgumentError("empty_grouping", "grouping_sets() has no sets");
    sql::NodeList nodes;
    for (const std::vector<Expr>& set : sets) {
        sql::NodeList items;
        for (const Expr& item : set) items.push_back(item.node());
        nodes.push_back(sql::make<sql::Grouping>(sql::GroupingKind::set, std::move(items)));
    }
    return GroupingExpr(
        sql::make<sql::Grouping>(sql::GroupingKind::grouping_sets, std::move(nodes)));
}

}  // namespace azoth
