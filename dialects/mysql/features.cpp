// SPDX-License-Identifier: MIT
// The ledger: what MySQL (https://dev.mysql.com/doc/relnotes/mysql/8.0/en/) and MariaDB
// (https://mariadb.com/kb/en/release-notes/) can do since which version.
#include "dialect.hpp"

namespace azoth::mysql {

namespace {

using compile::Capability;

void mysql_answers(compile::Ledger& ledger, const Version& version) {
    // Without ONLY_FULL_GROUP_BY, which became default then, any of the rows decides the order.
    ledger.allow(Capability::distinct_order, version < Version{5, 7, 5});
    // Before, CHECK was read and ignored.
    ledger.allow(Capability::check_constraints, version >= Version{8, 0, 16});
    ledger.allow(Capability::cte, version >= Version{8, 0, 1})
        .allow(Capability::recursive_cte, version >= Version{8, 0, 1})
        .allow(Capability::nested_with, version >= Version{8, 0, 1})
        .allow(Capability::cte_before_changes, version >= Version{8, 0, 1})
        .allow(Capability::cte_over_table, version >= Version{8, 0, 1})
        .allow(Capability::intersect_except, version >= Version{8, 0, 31})
        .allow(Capability::intersect_except_all, version >= Version{8, 0, 31})
        .allow(Capability::parenthesized_queries, version >= Version{8, 0, 22})
        .allow(Capability::values_table, version >= Version{8, 0, 19})
        .allow(Capability::lateral, version >= Version{8, 0, 14})
        .allow(Capability::window_functions, version >= Version{8, 0, 2})
        .allow(Capability::window_range_distance, version >= Version{8, 0, 2})
        .allow(Capability::regexp, version >= Version{8, 0, 4})
        .allow(Capability::regexp_replace, version >= Version{8, 0, 4})
        .allow(Capability::lock_nowait, version >= Version{8, 0, 1})
        .allow(Capability::lock_skip_locked, version >= Version{8, 0, 1})
        .allow(Capability::lock_of, version >= Version{8, 0, 1})
        // Of two members with one name the last counts since 8.0.3, texts compare exactly since
        // 8.0.17. Numbers with a fraction are kept as Doubles: no json_numerics.
        .allow(Capability::json_access, version >= Version{8, 0, 17})
        .allow(Capability::json_values, version >= Version{8, 0, 17})
        // XA; before, what was prepared went with its session.
        .allow(Capability::two_phase_commit, version >= Version{5, 7, 7});
    ledger.allow(Capability::expression_defaults, version >= Version{8, 0, 13})
        .allow(Capability::expression_indexes, version >= Version{8, 0, 13})
        .allow(Capability::alter_constraints, version >= Version{8, 0, 19})
        .allow(Capability::computed_stored, version >= Version{5, 7, 6})
        .allow(Capability::computed_virtual, version >= Version{5, 7, 6});
}

void mariadb_answers(compile::Ledger& ledger, const Version& version) {
    ledger.allow(Capability::distinct_order)
        .allow(Capability::insert_returning, version >= Version{10, 5, 0})
        .allow(Capability::delete_returning, version >= Version{10, 0, 5})
        .allow(Capability::check_constraints, version >= Version{10, 2, 1})
        .allow(Capability::cte, version >= Version{10, 2, 1})
        .allow(Capability::recursive_cte, version >= Version{10, 2, 2})
        .allow(Capability::nested_with, version >= Version{10, 2, 1})
        // CYCLE … RESTRICT ends a recursion as UNION does, and tells nothing: no cte_cycle.
        .allow(Capability::cte_over_table, version >= Version{10, 2, 1})
        .allow(Capability::intersect_except, version >= Version{10, 3, 0})
        .allow(Capability::intersect_except_all, version >= Version{10, 5, 0})
        .allow(Capability::parenthesized_queries, version >= Version{10, 4, 0})
        .allow(Capability::window_functions, version >= Version{10, 2, 0})
        .allow(Capability::window_range_distance, version >= Version{10, 2, 0})
        .allow(Capability::fetch_with_ties, version >= Version{10, 6, 0})
        .allow(Capability::regexp, version >= Version{10, 0, 5})
        .allow(Capability::regexp_replace, version >= Version{10, 0, 5})
        .allow(Capability::lock_nowait, version >= Version{10, 3, 0})
        .allow(Capability::lock_skip_locked, version >= Version{10, 6, 0})
        .allow(Capability::expression_defaults, version >= Version{10, 2, 1})
        .allow(Capability::alter_constraints, version >= Version{10, 2, 1})
        .allow(Capability::computed_stored, version >= Version{10, 2, 1})
        .allow(Capability::computed_virtual, version >= Version{10, 2, 1})
        .allow(Capability::sequences, version >= Version{10, 3, 0})
        .allow({Capability::json_access, Capability::json_values, Capability::json_numerics},
               version >= Version{10, 2, 7})
        .allow(Capability::two_phase_commit, version >= Version{10, 5, 0});
}

}  // namespace

compile::Ledger MysqlDialect::ledger(const ServerFacts& facts) const {
    compile::Ledger ledger(name(), facts.version, facts.flavour);
    ledger.allow({Capability::multi_row_insert,
                  Capability::default_values,
                  Capability::generated_keys,
                  Capability::is_distinct_from,
                  Capability::try_cast,
                  Capability::boolean_literals,
                  Capability::truth_numbers,
                  Capability::lock_rows,
                  Capability::lock_rows_share,
                  Capability::savepoints,
                  Capability::transactions,
                  Capability::foreign_keys,
                  Capability::named_indexes,
                  Capability::column_comments,
                  Capability::exact_decimals,
                  Capability::if_not_exists,
                  Capability::update_limit,
                  Capability::delete_limit,
                  Capability::row_values,
                  Capability::string_agg,
                  Capability::aggregates_of_subqueries,
                  Capability::outer_aggregates,
                  Capability::outer_aggregates_anywhere,
                  Capability::quantified_comparison,
                  Capability::truth_tests,
                  Capability::real_modulo,
                  Capability::create_schema,
                  Capability::temporary_tables,
                  Capability::views,
                  Capability::or_replace_view,
                  Capability::create_table_as,
                  Capability::update_from,
                  Capability::delete_using,
                  Capability::procedures,
                  Capability::upsert});
    // InnoDB has indexes of words since 5.6 and 10.0.
    ledger.allow(Capability::full_text, facts.version >= Version{5, 6, 4});
    // WITH ROLLUP gives no row for the total of no rows, as ROLLUP does: no rollup.
    // LIMIT takes a number or a placeholder: no limit_expressions. JSON_CONTAINS() has rules of its
    // own: no json_contains.
    // ENUM(…) belongs to its column: no named_enums. INTERVAL has one unit and no type of its own:
    // no interval_arithmetic.
    if (is_mariadb(ledger)) {
        mariadb_answers(ledger, facts.version);
    } else {
        mysql_answers(ledger, facts.version);
    }
    return ledger;
}

}  // namespace azoth::mysql
