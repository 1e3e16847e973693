// SPDX-License-Identifier: MIT
// The ledger: what SQLite can do since which version (https://www.sqlite.org/changes.html).
#include "dialect.hpp"

namespace azoth::sqlite {

compile::Ledger SqliteDialect::ledger(const ServerFacts& facts) const {
    using compile::Capability;
    const Version& version = facts.version;
    const bool since_3_35 = version >= Version{3, 35, 0};
    compile::Ledger ledger(name(), version);
    ledger.allow(Capability::insert_returning, since_3_35)
        .allow(Capability::update_returning, since_3_35)
        .allow(Capability::delete_returning, since_3_35)
        .allow(Capability::multi_row_insert, version >= Version{3, 7, 11})
        .allow(Capability::default_values)
        .allow(Capability::last_insert_id, facts.insert_ids)
        .allow(Capability::ordered_keys)
        .allow(Capability::generated_keys)
        .allow(Capability::update_from, version >= Version{3, 33, 0})
        // UPDATE and DELETE … LIMIT exist in special builds only.
        .allow(Capability::upsert, version >= Version{3, 24, 0})
        .allow(Capability::upsert_key, version >= Version{3, 24, 0})
        .allow(Capability::upsert_where, version >= Version{3, 24, 0})
        .allow(Capability::upsert_several, since_3_35)
        .allow(Capability::row_values, version >= Version{3, 15, 0})
        .allow(Capability::full_join, version >= Version{3, 39, 0})
        .allow(Capability::cte, version >= Version{3, 8, 3})
        .allow(Capability::recursive_cte, version >= Version{3, 8, 3})
        .allow(Capability::nested_with, version >= Version{3, 8, 3})
        .allow(Capability::cte_before_changes, version >= Version{3, 8, 3})
        .allow(Capability::cte_materialized, since_3_35)
        .allow(Capability::intersect_except)
        .allow(Capability::values_table, version >= Version{3, 8, 3})
        .allow(Capability::table_functions, version >= Version{3, 9, 0})
        .allow(Capability::window_functions, version >= Version{3, 25, 0})
        .allow(Capability::window_groups, version >= Version{3, 28, 0})
        .allow(Capability::window_range_distance, version >= Version{3, 28, 0})
        .allow(Capability::window_exclude, version >= Version{3, 28, 0})
        // With OVER since 3.25, on plain aggregates since 3.30.
        .allow(Capability::aggregate_filter, version >= Version{3, 30, 0})
        .allow(Capability::ordered_aggregates, version >= Version{3, 44, 0})
        .allow(Capability::string_agg)
        .allow({Capability::aggregates_of_subqueries, Capability::outer_aggregates})
        .allow(Capability::limit_expressions)
        .allow(Capability::distinct_order)
        .allow(Capability::full_text, version >= Version{3, 7, 4})  // tables of the module fts4
        .allow(Capability::truth_tests, version >= Version{3, 23, 0})
        .allow(Capability::nulls_ordering, version >= Version{3, 30, 0})
        .allow(Capability::is_distinct_from)
        .allow(Capability::boolean_literals, version >= Version{3, 23, 0})
        .allow(Capability::truth_numbers)
        .allow(Capability::savepoints)
        .allow(Capability::transactions)
        .allow(Capability::transactional_ddl)
        .allow(Capability::foreign_keys)
        .allow(Capability::check_constraints)
        .allow(Capability::named_indexes)
        .allow(Capability::exact_decimals, facts.exact_decimals)
        .allow(Capability::try_cast, facts.exact_decimals)  // functions of the same driver
        .allow(Capability::string_without_length)
        .allow({Capability::json_access, Capability::json_values, Capability::json_numerics},
               facts.json_functions)
        .allow(Capability::if_not_exists)
        // Kept in the text of CREATE TABLE, see ddl_compiler.hpp.
        .allow(Capability::column_comments)
        .allow(Capability::constraint_comments)
        .allow(Capability::partial_indexes, version >= Version{3, 8, 0})
        .allow(Capability::expression_indexes, version >= Version{3, 9, 0})
        .allow(Capability::forward_foreign_keys)
        .allow(Capability::deferrable_foreign_keys)
        .allow(Capability::computed_stored, version >= Version{3, 31, 0})
        .allow(Capability::computed_virtual, version >= Version{3, 31, 0})
        .allow(Capability::expression_defaults)
        .allow(Capability::temporary_tables)
        .allow(Capability::temporary_views)
        .allow(Capability::views, version >= Version{3, 9, 0})  // with column names
        // Enums are text with a CHECK; moments are text too, and nothing adds to them exactly.
        .allow(Capability::create_table_as);
    return ledger;
}

}  // namespace azoth::sqlite
