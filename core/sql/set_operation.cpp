// SPDX-License-Identifier: MIT
#include <azoth/sql/set_operation.hpp>

#include <string>
#include <utility>
#include <vector>

#include <azoth/error/error.hpp>
#include <azoth/sql/bind.hpp>
#include <azoth/sql/query.hpp>
#include <azoth/sql/select_columns.hpp>

#include "phrase.hpp"
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

namespace {

/// A limit is one of a number of rows, and takes the place of a fetch() that was said before.
void limit_to(sql::SetOperation& operation, sql::NodePtr rows) {
    operation.limit = std::move(rows);
    operation.with_ties = false;
    operation.percent = false;
}

}  // namespace

void QueryBuilder::set_limit(Query& query, std::int64_t rows) {
    limit_to(query.writable<sql::SetOperation>(), row_count(rows, "limit"));
}

void QueryBuilder::set_limit(Query& query, const Expr& rows) {
    limit_to(query.writable<sql::SetOperation>(), row_count(rows, "limit"));
}

void QueryBuilder::set_offset(Query& query, const Expr& rows) {
    query.writable<sql::SetOperation>().offset = row_count(rows, "offset");
}

void QueryBuilder::set_offset(Query& query, std::int64_t rows) {
    query.writable<sql::SetOperation>().offset = row_count(rows, "offset");
}

void QueryBuilder::set_fetch(Query& query, std::int64_t rows, const FetchOptions& options) {
    if (options.percent && rows > 100) {
        throw ArgumentError("bad_limit", "fetch of more than 100 percent");
    }
    auto& operation = query.writable<sql::SetOperation>();
    operation.limit = row_count(rows, "fetch");
    operation.with_ties = options.with_ties;
    operation.percent = options.percent;
}

namespace {

/// The part with words behind its first SELECT.
template <class Add>
sql::NodePtr with_leading_words(const sql::NodePtr& part, Add add) {
    if (const auto* operation = sql::as<sql::SetOperation>(*part)) {
        auto* copy = new sql::SetOperation(*operation);
        sql::NodePtr owned = sql::NodePtr::adopt(copy);
        copy->parts.front() = with_leading_words(operation->parts.front(), add);
        copy->seal();
        return owned;
    }
    if (part->kind() != sql::NodeKind::select) {
        throw ArgumentError("bad_phrase", "words behind SELECT of a query that does not begin so");
    }
    Select select(part);
    add(select);
    return select.node();
}

template <class Add>
void add_leading_words(sql::SetOperation& operation, Add add) {
    operation.parts.front() = with_leading_words(operation.parts.front(), add);
}

}  // namespace

void QueryBuilder::add_prefix(Query& query, std::string_view words, std::string_view dialect) {
    add_leading_words(query.writable<sql::SetOperation>(),
                      [&](Select& first) { SelectBuilder::add_prefix(first, words, dialect); });
}

void QueryBuilder::add_suffix(Query& query, std::string_view words, std::string_view dialect) {
    query.writable<sql::SetOperation>().phrases.push_back(
        phrase(sql::PhrasePlace::suffix, words, dialect));
}

void QueryBuilder::add_hint(Query& query, std::string_view hint, std::string_view dialect) {
    add_leading_words(query.writable<sql::SetOperation>(),
                      [&](Select& first) { SelectBuilder::add_hint(first, hint, dialect); });
}

}  // namespace azoth::detail
