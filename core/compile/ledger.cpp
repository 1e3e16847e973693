// SPDX-License-Identifier: MIT
#include <azoth/compile/ledger.hpp>

#include <algorithm>

#include <azoth/error/error.hpp>

namespace azoth::compile {

std::string_view capability_name(Capability capability) noexcept {
    switch (capability) {
        case Capability::insert_returning: return "insert_returning";
        case Capability::update_returning: return "update_returning";
        case Capability::delete_returning: return "delete_returning";
        case Capability::multi_row_insert: return "multi_row_insert";
        case Capability::default_values: return "default_values";
        case Capability::last_insert_id: return "last_insert_id";
        case Capability::ordered_keys: return "ordered_keys";
        case Capability::generated_keys: return "generated_keys";
        case Capability::update_from: return "update_from";
        case Capability::delete_using: return "delete_using";
        case Capability::update_limit: return "update_limit";
        case Capability::delete_limit: return "delete_limit";
        case Capability::upsert: return "upsert";
        case Capability::upsert_key: return "upsert_key";
        case Capability::upsert_where: return "upsert_where";
        case Capability::upsert_constraint: return "upsert_constraint";
        case Capability::upsert_several: return "upsert_several";
        case Capability::returning_sources: return "returning_sources";
        case Capability::row_values: return "row_values";
        case Capability::full_join: return "full_join";
        case Capability::lateral: return "lateral";
        case Capability::cte: return "cte";
        case Capability::recursive_cte: return "recursive_cte";
        case Capability::cte_materialized: return "cte_materialized";
        case Capability::cte_changes: return "cte_changes";
        case Capability::cte_before_changes: return "cte_before_changes";
        case Capability::cte_over_table: return "cte_over_table";
        case Capability::nested_with: return "nested_with";
        case Capability::cte_over_cte: return "cte_over_cte";
        case Capability::cte_search: return "cte_search";
        case Capability::cte_cycle: return "cte_cycle";
        case Capability::intersect_except: return "intersect_except";
        case Capability::intersect_except_all: return "intersect_except_all";
        case Capability::parenthesized_queries: return "parenthesized_queries";
        case Capability::values_table: return "values_table";
        case Capability::table_functions: return "table_functions";
        case Capability::table_function_columns: return "table_function_columns";
        case Capability::with_ordinality: return "with_ordinality";
        case Capability::tablesample: return "tablesample";
        case Capability::window_functions: return "window_functions";
        case Capability::window_groups: return "window_groups";
        case Capability::window_range_distance: return "window_range_distance";
        case Capability::window_exclude: return "window_exclude";
        case Capability::aggregate_filter: return "aggregate_filter";
        case Capability::ordered_aggregates: return "ordered_aggregates";
        case Capability::within_group: return "within_group";
        case Capability::aggregates_of_subqueries: return "aggregates_of_subqueries";
        case Capability::outer_aggregates: return "outer_aggregates";
        case Capability::outer_aggregates_anywhere: return "outer_aggregates_anywhere";
        case Capability::string_agg: return "string_agg";
        case Capability::array_agg: return "array_agg";
        case Capability::rollup: return "rollup";
        case Capability::grouping_sets: return "grouping_sets";
        case Capability::grouping_function: return "grouping_function";
        case Capability::collation_schemas: return "collation_schemas";
        case Capability::window_distinct: return "window_distinct";
        case Capability::distinct_order: return "distinct_order";
        case Capability::distinct_on: return "distinct_on";
        case Capability::fetch_with_ties: return "fetch_with_ties";
        case Capability::fetch_percent: return "fetch_percent";
        case Capability::limit_expressions: return "limit_expressions";
        case Capability::quantified_comparison: return "quantified_comparison";
        case Capability::between_symmetric: return "between_symmetric";
        case Capability::truth_tests: return "truth_tests";
        case Capability::regexp: return "regexp";
        case Capability::regexp_replace: return "regexp_replace";
        case Capability::full_text: return "full_text";
        case Capability::try_cast: return "try_cast";
        case Capability::interval_arithmetic: return "interval_arithmetic";
        case Capability::real_modulo: return "real_modulo";
        case Capability::nulls_ordering: return "nulls_ordering";
        case Capability::ilike: return "ilike";
        case Capability::is_distinct_from: return "is_distinct_from";
        case Capability::boolean_literals: return "boolean_literals";
        case Capability::truth_numbers: return "truth_numbers";
        case Capability::lock_rows: return "lock_rows";
        case Capability::lock_rows_share: return "lock_rows_share";
        case Capability::lock_nowait: return "lock_nowait";
        case Capability::lock_skip_locked: return "lock_skip_locked";
        case Capability::lock_of: return "lock_of";
        case Capability::lock_key_share: return "lock_key_share";
        case Capability::savepoints: return "savepoints";
        case Capability::transactions: return "transactions";
        case Capability::transactional_ddl: return "transactional_ddl";
        case Capability::two_phase_commit: return "two_phase_commit";
        case Capability::foreign_keys: return "foreign_keys";
        case Capability::check_constraints: return "check_constraints";
        case Capability::named_indexes: return "named_indexes";
        case Capability::column_comments: return "column_comments";
        case Capability::exact_decimals: return "exact_decimals";
        case Capability::array_binds: return "array_binds";
        case Capability::string_without_length: return "string_without_length";
        case Capability::if_not_exists: return "if_not_exists";
        case Capability::constraint_comments: return "constraint_comments";
        case Capability::partial_indexes: return "partial_indexes";
        case Capability::expression_indexes: return "expression_indexes";
        case Capability::index_nulls_ordering: return "index_nulls_ordering";
        case Capability::index_include: return "index_include";
        case Capability::alter_constraints: return "alter_constraints";
        case Capability::forward_foreign_keys: return "forward_foreign_keys";
        case Capability::deferrable_foreign_keys: return "deferrable_foreign_keys";
        case Capability::deferrable_keys: return "deferrable_keys";
        case Capability::match_full: return "match_full";
        case Capability::computed_stored: return "computed_stored";
        case Capability::computed_virtual: return "computed_virtual";
        case Capability::identity_options: return "identity_options";
        case Capability::expression_defaults: return "expression_defaults";
        case Capability::sequences: return "sequences";
        case Capability::owned_sequences: return "owned_sequences";
        case Capability::create_schema: return "create_schema";
        case Capability::temporary_tables: return "temporary_tables";
        case Capability::temporary_views: return "temporary_views";
        case Capability::views: return "views";
        case Capability::or_replace_view: return "or_replace_view";
        case Capability::materialized_views: return "materialized_views";
        case Capability::create_table_as: return "create_table_as";
        case Capability::drop_cascade: return "drop_cascade";
        case Capability::named_enums: return "named_enums";
        case Capability::json_access: return "json_access";
        case Capability::json_values: return "json_values";
        case Capability::json_numerics: return "json_numerics";
        case Capability::json_contains: return "json_contains";
        case Capability::arrays: return "arrays";
        case Capability::procedures: return "procedures";
        case Capability::count_: break;
    }
    return "unknown";
}

void Ledger::refuse(std::string_view construct, std::string_view hint) const {
    ErrorDetails details;
    details.component = construct;
    details.hint = hint;
    throw CompileError(
        "unsupported_construct",
        std::string(construct) + " is not supported by " + server_ + " " + to_string(version_),
        std::move(details));
}

void Ledger::lacks(std::string_view construct, std::string_view hint) const {
    if (!collects()) refuse(construct, hint);
    try {
        refuse(construct, hint);
    } catch (const CompileError& error) {
        collect(error);
    }
}

void Ledger::reject(const CompileError& error) const {
    if (!collects()) throw error;
    collect(error);
}

Ledger Ledger::collecting(std::vector<Refusal>& refusals) const {
    Ledger copy = *this;
    copy.refusals_ = &refusals;
    return copy;
}

void Ledger::collect(const CompileError& error) const {
    const bool is_known =
        std::any_of(refusals_->begin(), refusals_->end(),
                    [&](const Refusal& known) { return known.message == error.message(); });
    if (is_known) return;
    refusals_->push_back({std::string(error.code()), std::string(error.details().component),
                          std::string(error.message()), std::string(error.details().hint)});
}

}  // namespace azoth::compile
