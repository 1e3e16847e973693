// SPDX-License-Identifier: MIT
#pragma once

#include <utility>

#include <azoth/sql/statement.hpp>
#include <azoth/sql/subquery.hpp>

namespace azoth {

/// A common table expression, from `query.cte("name")`. Used like a table; every statement that
/// refers to one carries its WITH clause, in the order in which they depend on one another. Two of
/// one name in a statement are a `CompileError` (`cte_name_conflict`).
class AZOTH_EXPORT Cte : public Subquery {
public:
    explicit Cte(sql::NodePtr source) noexcept : Subquery(std::move(source)) {}
};

/// INSERT, UPDATE or DELETE with RETURNING as a common table expression, where the database has
/// them; a select() may use query.cte() as well.
[[nodiscard]] AZOTH_EXPORT Cte cte(const Statement& statement, ParamName name,
                                   const CteOptions& options = {});

/// How the steps of a recursive CTE are put together.
struct RecursionOptions {
    /// UNION instead of UNION ALL: rows that were found before are not followed again, so a cycle
    /// in the data ends.
    bool distinct = false;
    Quoting quoting = Quoting::by_rule;  ///< of the CTE's name
};

namespace detail {
[[nodiscard]] AZOTH_EXPORT Cte begin_recursion(ParamName name, const Query& base, Quoting quoting);
[[nodiscard]] AZOTH_EXPORT Cte end_recursion(const Cte& self, const Query& base, const Query& step,
                                             const RecursionOptions& options);
}  // namespace detail

/// `WITH RECURSIVE name AS (base UNION ALL step)`. `step` is given the CTE as it sees itself:
///
///     auto tree = recursive_cte("tree", select(part["id"]).where(part["parent"] == std::nullopt),
///                               [&](const Cte& tree) {
///                                   return select(part["id"]).where(part["parent"] == tree["id"]);
///                               });
///
/// Columns take their names and types from `base`; a different number of them is an
/// `ArgumentError` (`set_columns`).
template <class Step>
[[nodiscard]] Cte recursive_cte(ParamName name, const Query& base, Step step,
                                const RecursionOptions& options = {}) {
    const Cte self = detail::begin_recursion(name, base, options.quoting);
    return detail::end_recursion(self, base, step(self), options);
}

}  // namespace azoth
