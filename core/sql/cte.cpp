// SPDX-License-Identifier: MIT
#include <azoth/sql/cte.hpp>

#include <string>
#include <utility>

#include <azoth/error/error.hpp>
#include <azoth/sql/column_ref.hpp>
#include <azoth/sql/query.hpp>
#include <azoth/sql/select_columns.hpp>
#include <azoth/sql/set_operation.hpp>
#include <azoth/sql/source.hpp>

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

}  // namespace

Cte Query::cte(ParamName name, const CteOptions& options) const {
    return azoth::cte(*this, name, options);
}

Cte cte(const Statement& statement, ParamName name, const CteOptions& options) {
    return Cte(sql::make<sql::CteSource>(statement.node(), checked_name(name),
                                         materialize_of(options), nullptr, options.quoting));
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
    return Cte(sql::make<sql::CteSource>(std::move(query), reference.name,
                                         sql::Materialize::by_default, self.source(),
                                         reference.quoting));
}

}  // namespace detail

}  // namespace azoth
