// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <initializer_list>
#include <optional>
#include <string_view>
#include <utility>

#include <azoth/sql/params.hpp>
#include <azoth/sql/statement.hpp>
#include <azoth/sql/subquery.hpp>

namespace azoth {

/// In which order Cte::search() numbers rows: each before those that follow from it, or all that
/// are as many steps away before those further away.
enum class SearchOrder : std::uint8_t { depth_first, breadth_first };

/// The columns that Cte::cycle() adds.
struct CycleOptions {
    ParamName mark = "is_cycle";  ///< whether the row is one that was found before on its path
    ParamName path = "path";      ///< the rows it was reached through
    /// Texts that mark says instead of true and false: of a row that closes a cycle, of others.
    std::optional<std::pair<std::string_view, std::string_view>> marks{};
};

/// A common table expression, from `query.cte("name")`. Used like a table; every statement that
/// refers to one carries its WITH clause, in the order in which they depend on one another. Two of
/// one name in a statement are a `CompileError` (`cte_name_conflict`), unless one of them stands
/// inside (`CteOptions::nesting`).
///
/// Each of these makes another CTE, from which columns are taken.
class AZOTH_EXPORT Cte : public Subquery {
public:
    explicit Cte(sql::NodePtr source) noexcept : Subquery(std::move(source)) {}

    /// Words for one dialect or server, or for all without a name, before its query:
    /// `name AS words (…)`. Throws `ArgumentError` (`bad_phrase`).
    [[nodiscard]] Cte prefix_with(std::string_view words, std::string_view dialect = {}) const;
    /// The same behind its query: `name AS (…) words`.
    [[nodiscard]] Cte suffix_with(std::string_view words, std::string_view dialect = {}) const;
    /// Of a recursive CTE: adds a column `set` to order by, in which the rows stand as a search
    /// finds them; those that follow from one row in the order of the columns `by`. Throws
    /// `ArgumentError`: `no_such_column`, `duplicate_column`, or `bad_recursion` for a CTE that is
    /// not recursive.
    [[nodiscard]] Cte search(SearchOrder order, std::initializer_list<ParamName> by,
                             ParamName set) const;
    /// Of a recursive CTE: ends at rows that are equal in the columns `by` to one that they were
    /// reached through, and tells them. Throws as search().
    [[nodiscard]] Cte cycle(std::initializer_list<ParamName> by,
                            const CycleOptions& options = {}) const;
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
    bool nesting = false;                ///< as CteOptions::nesting
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
