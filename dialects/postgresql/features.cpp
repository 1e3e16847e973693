// SPDX-License-Identifier: MIT
// The ledger: what PostgreSQL can do since which version (release notes of 8.2 to 15).
#include "dialect.hpp"

namespace azoth::postgresql {

compile::Ledger PostgresqlDialect::ledger(const ServerFacts& facts) const {
    using compile::Capability;
    const Version& version = facts.version;
    compile::Ledger ledger(name(), version);
    for (const Capability always :
         {Capability::insert_returning,  Capability::update_returning,
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
          Capability::returning_sources, Capability::row_values}) {
        ledger.allow(always);
    }
    for (const Capability upsert : {Capability::upsert, Capability::upsert_key,
                                    Capability::upsert_where, Capability::upsert_constraint}) {
        ledger.allow(upsert, version >= Version{9, 5, 0});
    }
    ledger.allow(Capability::if_not_exists, version >= Version{9, 1, 0});
    return ledger;
}

}  // namespace azoth::postgresql
