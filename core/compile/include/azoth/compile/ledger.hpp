// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

#include <azoth/driver/version.hpp>
#include <azoth/error/export.hpp>
#include <azoth/types/sql_type.hpp>

namespace azoth {
class CompileError;
}

namespace azoth::compile {

/// Named questions a dialect answers for one server version. *Whether* is asked here; *how* is an
/// override of a compiler. Compilers ask before they render, programs may ask through
/// `Engine::supports`.
enum class Capability : std::uint8_t {
    insert_returning,
    update_returning,
    delete_returning,
    multi_row_insert,  ///< VALUES (…), (…)
    default_values,    ///< INSERT … DEFAULT VALUES
    last_insert_id,    ///< the client library tells the integer key that an INSERT generated
    ordered_keys,      ///< such keys ascend in the order of an INSERT's rows
    generated_keys,    ///< the database numbers a single integer key by itself
    update_from,       ///< UPDATE … FROM, or a multi-table UPDATE
    delete_using,      ///< DELETE … USING; without it: a correlated EXISTS, which is exact
    update_limit,      ///< UPDATE … ORDER BY … LIMIT; without it: a subquery of keys
    delete_limit,
    upsert,             ///< INSERT that updates or keeps the row with the same key
    upsert_key,         ///< and says which key; without it: only where there is but one
    upsert_where,       ///< and updates only some of them
    upsert_constraint,  ///< and names the key by its constraint
    upsert_several,     ///< and treats several keys differently
    returning_sources,  ///< RETURNING of columns of the FROM or USING tables
    // Without it: two selects, where the join is all of FROM.
    full_join,
    lateral,                ///< LATERAL (SELECT …) in FROM
    cte,                    ///< WITH
    recursive_cte,          ///< WITH RECURSIVE
    cte_materialized,       ///< MATERIALIZED and NOT MATERIALIZED
    cte_changes,            ///< INSERT, UPDATE, DELETE inside WITH
    cte_before_changes,     ///< WITH before UPDATE and DELETE
    cte_over_table,         ///< a CTE that reads the table whose name it has
    nested_with,            ///< WITH before a query inside of the statement
    cte_over_cte,           ///< a CTE there that reads the one further out whose name it has
    cte_search,             ///< SEARCH DEPTH FIRST and BREADTH FIRST
    cte_cycle,              ///< CYCLE … SET … USING …
    intersect_except,       ///< INTERSECT and EXCEPT
    intersect_except_all,   ///< with ALL
    parenthesized_queries,  ///< (SELECT …) UNION (SELECT …); without it: selects from them
    values_table,     ///< (VALUES …) AS v (a, b); without it: SELECT … UNION ALL SELECT …
    row_values,       ///< (a, b) IN (…), (a, b) = (c, d)
    table_functions,  ///< a function in FROM
    table_function_columns,  ///< whose columns get names
    with_ordinality,
    tablesample,
    window_functions,
    window_groups,             ///< GROUPS frames
    window_range_distance,     ///< RANGE with a distance
    window_exclude,            ///< EXCLUDE in frames
    window_distinct,           ///< count(DISTINCT x) OVER (…)
    aggregate_filter,          ///< FILTER (WHERE …); without it: CASE where that is exact
    ordered_aggregates,        ///< f(x ORDER BY y)
    within_group,              ///< mode() WITHIN GROUP (ORDER BY …) and percentiles
    aggregates_of_subqueries,  ///< a subquery inside of an aggregate or a window function
    outer_aggregates,          ///< a subquery selects an aggregate of the query around, or tests it
    outer_aggregates_anywhere,  ///< and has it in its other clauses
    string_agg,
    array_agg,
    rollup,                 ///< GROUP BY ROLLUP (…); without it: a select for each grouping
    grouping_sets,          ///< CUBE and GROUPING SETS; without it: the same
    grouping_function,      ///< GROUPING(x); without it: the same
    collation_schemas,      ///< COLLATE schema.name
    distinct_on,            ///< without it: rows numbered by a window function, and so
    distinct_order,         ///< SELECT DISTINCT a … ORDER BY b
    fetch_with_ties,        ///< this
    fetch_percent,          ///< and this
    limit_expressions,      ///< LIMIT of more than a number: `LIMIT ? + 1`
    quantified_comparison,  ///< = ANY (SELECT …); without it: IN where that is the same
    between_symmetric,      ///< without it: both orders joined by OR
    truth_tests,            ///< IS TRUE; without it: coalesce
    regexp,
    regexp_replace,
    full_text,  ///< a search by an index of words, in the database's own language of queries
    try_cast,
    interval_arithmetic,  ///< a moment and an interval, the difference of moments, exactly
    real_modulo,          ///< % of numbers with a fraction in floating point
    nulls_ordering,       ///< NULLS FIRST, NULLS LAST
    ilike,                ///< without it: lower(a) LIKE lower(b), which is exact for ASCII only
    is_distinct_from,     ///< in this or an equivalent spelling
    boolean_literals,     ///< TRUE and FALSE
    truth_numbers,        ///< which are 1 and 0 beside numbers; without it: CAST, or a refusal
    lock_rows,            ///< SELECT … FOR UPDATE
    lock_rows_share,
    lock_nowait,
    lock_skip_locked,
    lock_of,         ///< the tables whose rows are locked
    lock_key_share,  ///< FOR KEY SHARE and FOR NO KEY UPDATE
    savepoints,
    transactions,
    transactional_ddl,
    two_phase_commit,  ///< a transaction is prepared, and committed by its name later
    foreign_keys,
    check_constraints,
    named_indexes,
    column_comments,
    exact_decimals,  ///< comparing, ordering, grouping and summing decimals is exact
    array_binds,     ///< an array as one parameter
    string_without_length,
    if_not_exists,
    json_access,    ///< what stands inside a JSON document, read as text, number or truth
    json_values,    ///< a place inside of it as JSON: whether there is one, its kind, its length
    json_numerics,  ///< numbers inside of it with every digit
    json_contains,  ///< whether a document holds another
    arrays,         ///< columns of arrays, their elements, ANY and ALL
    procedures,     ///< CALL
    // schema
    constraint_comments,
    partial_indexes,
    expression_indexes,
    index_nulls_ordering,  ///< NULLS FIRST, NULLS LAST inside an index
    index_include,         ///< columns that an index only carries
    alter_constraints,     ///< ALTER TABLE … ADD and DROP CONSTRAINT
    forward_foreign_keys,  ///< REFERENCES to a table that does not exist yet
    deferrable_foreign_keys,
    deferrable_keys,  ///< UNIQUE and PRIMARY KEY
    match_full,
    computed_stored,
    computed_virtual,
    identity_options,  ///< GENERATED ALWAYS, START WITH and their kin
    expression_defaults,
    sequences,
    owned_sequences,  ///< a column has a sequence, which goes with it
    create_schema,
    temporary_tables,
    temporary_views,
    views,
    or_replace_view,
    materialized_views,
    create_table_as,
    drop_cascade,
    named_enums,  ///< CREATE TYPE … AS ENUM
    count_,       ///< number of capabilities
};

/// The capability's name, such as "full_join".
[[nodiscard]] AZOTH_EXPORT std::string_view capability_name(Capability capability) noexcept;

/// One thing that a server cannot do, as a compiler met it.
struct Refusal {
    std::string code;       ///< of the error it would be, such as "unsupported_construct"
    std::string construct;  ///< "FULL OUTER JOIN"; empty where the error names none
    std::string message;
    std::string hint;
};

/// One dialect's answers for one version. Immutable once made; a small value.
class AZOTH_EXPORT Ledger {
public:
    /// `server` is what the server calls itself, where a dialect serves several kinds ("mariadb").
    Ledger(std::string_view dialect, Version version, std::string_view server = {})
        : dialect_(dialect), server_(server.empty() ? dialect : server), version_(version) {}

    /// Answers yes, if `condition` holds.
    Ledger& allow(Capability capability, bool condition = true) {
        answers_[static_cast<std::size_t>(capability)] = condition;
        return *this;
    }
    /// The same for several.
    Ledger& allow(std::initializer_list<Capability> capabilities, bool condition = true) {
        for (const Capability capability : capabilities) allow(capability, condition);
        return *this;
    }

    [[nodiscard]] bool supports(Capability capability) const noexcept {
        return answers_[static_cast<std::size_t>(capability)];
    }
    /// Throws `CompileError` (`unsupported_construct`) that names construct, dialect and version.
    void require(Capability capability, std::string_view construct) const {
        if (!supports(capability)) lacks(construct);
    }
    /// The refusal itself, for constructs that are no plain capability.
    [[noreturn]] void refuse(std::string_view construct, std::string_view hint = {}) const;
    /// The same where a compiler could go on: a ledger that collects notes it and returns.
    void lacks(std::string_view construct, std::string_view hint = {}) const;
    /// The same for what is wrong on every database: throws it, or notes it and returns.
    void reject(const CompileError& error) const;

    /// The same answers for a check: what is refused goes to `refusals`, which must outlive the
    /// copy, and compilers go on. What they make then is not for a server.
    [[nodiscard]] Ledger collecting(std::vector<Refusal>& refusals) const;
    [[nodiscard]] bool collects() const noexcept { return refusals_ != nullptr; }
    /// Notes what was thrown, once. Only where this ledger collects.
    void collect(const CompileError& error) const;

    /// The dialect's name.
    [[nodiscard]] const std::string& dialect() const noexcept { return dialect_; }
    /// What kind of server it is: the dialect's name unless that serves several.
    [[nodiscard]] const std::string& server() const noexcept { return server_; }
    [[nodiscard]] const Version& version() const noexcept { return version_; }
    /// Whether words for the dialect or server of that name are meant for this one.
    [[nodiscard]] bool answers_to(std::string_view name) const noexcept {
        return name == dialect_ || name == server_;
    }
    /// What a type is here: its variant for the server, else for the dialect, else itself.
    [[nodiscard]] const SqlType& variant_of(const SqlType& type) const noexcept {
        const SqlType& variant = type.variant_for(server_);
        const bool is_decided = &variant != &type || server_ == dialect_;
        return is_decided ? variant : type.variant_for(dialect_);
    }

private:
    std::string dialect_;
    std::string server_;
    Version version_;
    std::array<bool, static_cast<std::size_t>(Capability::count_)> answers_{};
    std::vector<Refusal>* refusals_ = nullptr;
};

}  // namespace azoth::compile
