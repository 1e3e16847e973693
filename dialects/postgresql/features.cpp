// SPDX-License-Identifier: MIT
// The ledger: what PostgreSQL can do since which version (release notes of 8.2 to 15).
#include "dialect.hpp"

namespace azoth::postgresql {

compile::Ledger PostgresqlDialect::ledger(const ServerFacts& facts) const {
    using compile::Capability;
    const Version& version = facts.version;
    compile::Ledger ledger(name(), version);
    ledger.allow({Capability::insert_returning,  Capability::update_returning,
                  Capability::delete_returning,  Capability::multi_row_insert,
                  Capability::default_values,    Capability::full_join,
                  Capability::nulls_ordering,    Capability::ilike,
                  Capability::is_distinct_from,  Capability::boolean_literals,
                  Capability::lock_rows,         Capability::lock_rows_share,
                  Capability::savepoints,        Capability::transactions,
                  Capability::transactional_ddl, Capability::foreign_keys,
                  Capability::check_constraints, Capability::named_indexes,
                  Capability::column_comments,   Capability::exact_decimals,
                  Capability::array_binds,       Capability::string_without_length,
                  Capability::update_from,       Capability::delete_using,
                  Capability::ordered_keys,      Capability::returning_sources,
                  Capability::row_values,        Capability::generated_keys});
    ledger.allow({Capability::upsert, Capability::upsert_key, Capability::upsert_where,
                  Capability::upsert_constraint},
                 version >= Version{9, 5, 0});
    ledger.allow(Capability::if_not_exists, version >= Version{9, 1, 0});
    ledger.allow({Capability::intersect_except, Capability::intersect_except_all,
                  Capability::parenthesized_queries, Capability::values_table,
                  Capability::table_functions, Capability::table_function_columns,
                  Capability::array_agg, Capability::distinct_on, Capability::limit_expressions,
                  Capability::quantified_comparison, Capability::between_symmetric,
                  Capability::truth_tests, Capability::regexp, Capability::regexp_replace,
                  Capability::lock_nowait, Capability::lock_of});
    ledger.allow(Capability::two_phase_commit, version >= Version{8, 1, 0});
    const bool since_11 = version >= Version{11, 0, 0};
    ledger.allow(Capability::procedures, since_11)
        .allow(Capability::cte, version >= Version{8, 4, 0})
        .allow(Capability::recursive_cte, version >= Version{8, 4, 0})
        .allow({Capability::nested_with, Capability::cte_over_cte}, version >= Version{8, 4, 0})
        .allow({Capability::cte_search, Capability::cte_cycle}, version >= Version{14, 0, 0})
        .allow(Capability::cte_materialized, version >= Version{12, 0, 0})
        .allow(Capability::cte_changes, version >= Version{9, 1, 0})
        .allow(Capability::cte_before_changes, version >= Version{9, 1, 0})
        .allow(Capability::cte_over_table, version >= Version{8, 4, 0})
        .allow(Capability::full_text, version >= Version{8, 3, 0})
        .allow(Capability::lateral, version >= Version{9, 3, 0})
        .allow(Capability::with_ordinality, version >= Version{9, 4, 0})
        .allow(Capability::tablesample, version >= Version{9, 5, 0})
        .allow(Capability::window_functions, version >= Version{8, 4, 0})
        .allow(Capability::window_groups, since_11)
        .allow(Capability::window_range_distance, since_11)
        .allow(Capability::window_exclude, since_11)
        .allow(Capability::aggregate_filter, version >= Version{9, 4, 0})
        .allow(Capability::ordered_aggregates, version >= Version{9, 0, 0})
        .allow(Capability::string_agg, version >= Version{9, 0, 0})
        .allow(Capability::within_group, version >= Version{9, 4, 0})
        .allow({Capability::aggregates_of_subqueries, Capability::outer_aggregates,
                Capability::outer_aggregates_anywhere})
        .allow(Capability::rollup, version >= Version{9, 5, 0})
        .allow(Capability::grouping_sets, version >= Version{9, 5, 0})
        .allow(Capability::grouping_function, version >= Version{9, 5, 0})
        .allow(Capability::collation_schemas, version >= Version{9, 1, 0})
        .allow(Capability::fetch_with_ties, version >= Version{13, 0, 0})
        .allow(Capability::lock_skip_locked, version >= Version{9, 5, 0})
        .allow(Capability::try_cast, version >= Version{16, 0, 0})
        .allow(Capability::lock_key_share, version >= Version{9, 3, 0});
    ledger.allow({Capability::constraint_comments, Capability::partial_indexes,
                  Capability::expression_indexes, Capability::alter_constraints,
                  Capability::deferrable_foreign_keys, Capability::match_full,
                  Capability::expression_defaults, Capability::sequences, Capability::create_schema,
                  Capability::temporary_tables, Capability::temporary_views, Capability::views,
                  Capability::or_replace_view, Capability::create_table_as,
                  Capability::drop_cascade});
    ledger.allow(Capability::index_nulls_ordering, version >= Version{8, 3, 0})
        .allow(Capability::interval_arithmetic)
        .allow(Capability::named_enums, version >= Version{8, 3, 0})
        .allow(Capability::owned_sequences, version >= Version{8, 2, 0})
        .allow(Capability::deferrable_keys, version >= Version{9, 0, 0})
        .allow(Capability::materialized_views, version >= Version{9, 3, 0})
        .allow(Capability::identity_options, version >= Version{10, 0, 0})
        .allow(Capability::index_include, version >= Version{11, 0, 0})
        .allow(Capability::computed_stored, version >= Version{12, 0, 0})
        .allow(Capability::computed_virtual, version >= Version{18, 0, 0});
    ledger
        .allow({Capability::json_access, Capability::json_values, Capability::json_numerics},
               version >= Version{9, 4, 0})
        .allow(Capability::json_contains, version >= Version{9, 4, 0})  // jsonb
        .allow(Capability::arrays);
    return ledger;
}

}  // namespace azoth::postgresql
