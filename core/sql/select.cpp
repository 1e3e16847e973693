// SPDX-License-Identifier: MIT
#include <azoth/sql/select.hpp>

#include <algorithm>
#include <string>
#include <utility>

#include <azoth/error/error.hpp>
#include <azoth/sql/bind.hpp>
#include <azoth/sql/column_ref.hpp>
#include <azoth/sql/join_path.hpp>
#include <azoth/sql/query.hpp>
#include <azoth/sql/scalar.hpp>
#include <azoth/sql/select_columns.hpp>
#include <azoth/sql/source.hpp>

namespace azoth {

namespace {

constexpr TypeKind count_type = TypeKind::big_integer;
constexpr TypeKind truth_type = TypeKind::boolean;

sql::NodePtr conjunction(sql::NodePtr left, sql::NodePtr right) {
    if (!left) return right;
    return sql::make<sql::Binary>(sql::Operator::and_, std::move(left), std::move(right),
                                  SqlType(truth_type));
}

/// Begins with room for a few: four pointers cost no more than one.
void append(sql::NodeList& list, sql::NodePtr node) {
    if (list.size() == list.capacity()) list.reserve(list.empty() ? 4 : list.size() * 2);
    list.push_back(std::move(node));
}

sql::NodePtr row_count(std::int64_t rows, std::string_view clause) {
    if (rows < 0) {
        throw ArgumentError("bad_limit", std::string(clause) + " must not be negative");
    }
    return sql::make<sql::Bind>(Value(rows), SqlType(count_type));
}

sql::JoinKind join_kind(JoinType type) {
    switch (type) {
        case JoinType::inner: return sql::JoinKind::inner;
        case JoinType::outer: return sql::JoinKind::left;
        case JoinType::full: return sql::JoinKind::full;
    }
    return sql::JoinKind::inner;
}

}  // namespace

SelectBase::SelectBase(sql::NodeList columns)
    : Statement([&] {
          auto* node = new sql::Select;
          node->columns = std::move(columns);
          return sql::NodePtr::adopt(node);
      }()) {}

void SelectBase::add_column(sql::NodePtr column) {
    writable<sql::Select>().columns.push_back(std::move(column));
}

void SelectBase::add_from(const FromItem& source) {
    writable<sql::Select>().from.push_back(source.source());
}

void SelectBase::add_join(const FromItem& target, JoinType type) {
    sql::NodePtr on = sql::join_condition(read<sql::Select>(), target.source());
    append(writable<sql::Select>().joins,
           sql::make<sql::Join>(join_kind(type), target.source(), std::move(on)));
}

void SelectBase::add_join(const FromItem& target, Condition on, JoinType type) {
    append(writable<sql::Select>().joins,
           sql::make<sql::Join>(join_kind(type), target.source(), std::move(on).node()));
}

void SelectBase::add_where(Condition condition) {
    auto& select = writable<sql::Select>();
    select.where = conjunction(std::move(select.where), std::move(condition).node());
}

void SelectBase::add_having(Condition condition) {
    auto& select = writable<sql::Select>();
    select.having = conjunction(std::move(select.having), std::move(condition).node());
}

void SelectBase::add_group_by(std::initializer_list<const Expr*> expressions) {
    auto& list = writable<sql::Select>().group_by;
    list.reserve(list.size() + expressions.size());
    for (const Expr* expression : expressions) list.push_back(expression->node());
}

void SelectBase::add_order_by(Ordering ordering) {
    append(writable<sql::Select>().order_by, std::move(ordering).node());
}

void SelectBase::set_limit(std::int64_t rows) {
    writable<sql::Select>().limit = row_count(rows, "limit");
}

void SelectBase::set_offset(std::int64_t rows) {
    writable<sql::Select>().offset = row_count(rows, "offset");
}

void SelectBase::set_distinct() {
    writable<sql::Select>().distinct = true;
}

void SelectBase::set_lock(bool exclusive) {
    writable<sql::Select>().lock = exclusive ? sql::LockStrength::update : sql::LockStrength::share;
}

Subquery SelectBase::subquery(ParamName name) const {
    return Subquery(sql::make<sql::AliasSource>(node(), name.text()));
}

Expr SelectBase::scalar_subquery() const {
    const auto& select = sql::cast<sql::Select>(*node());
    if (select.columns.size() != 1) {
        throw ArgumentError("scalar_subquery_columns",
                            "a scalar subquery selects exactly one column");
    }
    return Expr(sql::make<sql::Subquery>(node(), select.columns.front()->type()));
}

Predicate SelectBase::exists() const {
    return Predicate(sql::make<sql::Exists>(node(), SqlType(truth_type)));
}

Expr Subquery::operator[](ParamName name) const {
    sql::NodePtr found;
    for (const sql::NodePtr& column : column_nodes()) {
        if (sql::cast<sql::ColumnRef>(*column).name != name.view()) continue;
        if (found) {
            throw ArgumentError("ambiguous_column",
                                "the subquery has two columns \"" + name.text() + "\"",
                                {.hint = "give one a label"});
        }
        found = column;
    }
    if (found) return Expr(std::move(found));
    throw ArgumentError("no_such_column", "the subquery has no column \"" + name.text() + "\"");
}

}  // namespace azoth
