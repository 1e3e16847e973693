// SPDX-License-Identifier: MIT
#include <azoth/sql/set_operation.hpp>

#include <string>
#include <utility>
#include <vector>

#include <azoth/error/error.hpp>
#include <azoth/sql/bind.hpp>
#include <azoth/sql/query.hpp>
#include <azoth/sql/select_columns.hpp>

#include "row_count.hpp"
#include "sorting_keys.hpp"

namespace azoth::detail {

namespace {

sql::SetOperator operator_of(SetWord word) {
    switch (word) {
        case SetWord::union_:
        case SetWord::union_all: return sql::SetOperator::union_;
        case SetWord::intersect:
        case SetWord::intersect_all: return sql::SetOperator::intersect;
        case SetWord::except_:
        case SetWord::except_all: return sql::SetOperator::except;
    }
    return sql::SetOperator::union_;
}

bool keeps_all(SetWord word) {
    return word == SetWord::union_all || word == SetWord::intersect_all ||
           word == SetWord::except_all;
}

}  // namespace

sql::NodePtr QueryBuilder::combine(SetWord word, std::span<const Query> parts) {
    std::vector<const Query*> pointers;
    pointers.reserve(parts.size());
    for (const Query& part : parts) pointers.push_back(&part);
    return combine(word, pointers);
}

sql::NodePtr QueryBuilder::combine(SetWord word, std::span<const Query* const> parts) {
    if (parts.size() < 2) {
        throw ArgumentError("set_columns", "a set operation has two queries or more");
    }
    sql::NodeList nodes;
    nodes.reserve(parts.size());
    for (const Query* part : parts) nodes.push_back(part->node());
    const std::size_t width = sql::query_columns(*nodes.front()).size();
    for (const sql::NodePtr& node : nodes) {
        const std::size_t other = sql::query_columns(*node).size();
        if (other == width) continue;
        throw ArgumentError("set_columns", "the queries of a set operation select " +
                                               std::to_string(width) + " and " +
                                               std::to_string(other) + " columns");
    }
    return sql::NodePtr::adopt(
        new sql::SetOperation(operator_of(word), keeps_all(word), std::move(nodes)));
}

void QueryBuilder::add_order_by(Query& query, Ordering ordering) {
    sql::add_ordering(query.writable<sql::SetOperation>().order_by, std::move(ordering).node());
}

void QueryBuilder::set_limit(Query& query, std::int64_t rows) {
    query.writable<sql::SetOperation>().limit = row_count(rows, "limit");
}

void QueryBuilder::set_limit(Query& query, const Expr& rows) {
    query.writable<sql::SetOperation>().limit = row_count(rows, "limit");
}

void QueryBuilder::set_offset(Query& query, const Expr& rows) {
    query.writable<sql::SetOperation>().offset = row_count(rows, "offset");
}

void QueryBuilder::set_offset(Query& query, std::int64_t rows) {
    query.writable<sql::SetOperation>().offset = row_count(rows, "offset");
}

}  // namespace azoth::detail
