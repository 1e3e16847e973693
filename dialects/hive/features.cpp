// SPDX-License-Identifier: MIT
// The ledger: what Hive can do since which version (https://hive.apache.org/docs/latest/, and the
// grammar files of its parser).
#include "dialect.hpp"

namespace azoth::hive {

compile::Ledger HiveDialect::ledger(const ServerFacts& facts) const {
    using compile::Capability;
    const Version& version = facts.version;
    compile::Ledger ledger(name(), version);
    // Keys are declared and not enforced, and there are no indexes since 3.0: hence no answer to
    // foreign_keys and named_indexes. A statement stands for itself: no transactions, no locks.
    ledger.allow(Capability::multi_row_insert, version >= Version{0, 14, 0})
        .allow(Capability::full_join)
        .allow(Capability::nulls_ordering, version >= Version{2, 1, 0})
        .allow(Capability::is_distinct_from, version >= Version{0, 9, 0})
        .allow(Capability::boolean_literals)
        .allow(Capability::check_constraints, version >= Version{3, 0, 0})
        .allow(Capability::column_comments)
        .allow(Capability::exact_decimals, version >= Version{0, 13, 0})
        .allow(Capability::string_without_length)
        .allow(Capability::if_not_exists)
        .allow(Capability::cte, version >= Version{0, 13, 0})  // before the statement only
        .allow(Capability::intersect_except, version >= Version{2, 3, 0})
        .allow(Capability::intersect_except_all, version >= Version{2, 3, 0})
        .allow(Capability::window_functions, version >= Version{0, 11, 0})
        .allow(Capability::window_range_distance, version >= Version{0, 11, 0})
        .allow(Capability::window_distinct, version >= Version{2, 1, 0})
        // No query stands in an aggregate, and no aggregate of the query around in a subquery: no
        // aggregates_of_subqueries, no outer_aggregates.
        // Before (HIVE-17617) the total of no rows was no row.
        .allow(Capability::rollup, version >= Version{3, 0, 0})
        .allow(Capability::grouping_sets, version >= Version{3, 0, 0})
        .allow(Capability::grouping_function, version >= Version{2, 3, 0})
        .allow(Capability::regexp)
        .allow(Capability::regexp_replace)
        // get_json_object() gives text, of which nobody knows what it was: no json_values.
        .allow(Capability::json_access, version >= Version{4, 0, 0})
        .allow(Capability::try_cast)  // CAST itself gives NULL
        .allow(Capability::real_modulo)
        .allow(Capability::create_schema)
        .allow(Capability::views)
        .allow(Capability::create_table_as)
        // LIMIT takes numbers, and there is no index of words: no limit_expressions, no full_text.
        // Intervals are literals only, no values: no interval_arithmetic. Enums are text.
        // MERGE, of transactional tables.
        .allow(Capability::upsert, version >= Version{2, 2, 0})
        .allow(Capability::upsert_key, version >= Version{2, 2, 0})
        .allow(Capability::upsert_where, version >= Version{2, 2, 0});
    return ledger;
}

}  // namespace azoth::hive
