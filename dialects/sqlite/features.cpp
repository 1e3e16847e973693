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
        .allow(Capability::update_from, version >= Version{3, 33, 0})
        // UPDATE and DELETE … LIMIT exist in special builds only.
        .allow(Capability::upsert, version >= Version{3, 24, 0})
        .allow(Capability::upsert_key, version >= Version{3, 24, 0})
        .allow(Capability::upsert_where, version >= Version{3, 24, 0})
        .allow(Capability::upsert_several, since_3_35)
        .allow(Capability::row_values, version >= Version{3, 15, 0})
        .allow(Capability::full_join, version >= Version{3, 39, 0})
        .allow(Capability::nulls_ordering, version >= Version{3, 30, 0})
        .allow(Capability::is_distinct_from)
        .allow(Capability::boolean_literals, version >= Version{3, 23, 0})
        .allow(Capability::savepoints)
        .allow(Capability::transactions)
        .allow(Capability::transactional_ddl)
        .allow(Capability::foreign_keys)
        .allow(Capability::check_constraints)
        .allow(Capability::named_indexes)
        .allow(Capability::exact_decimals, facts.exact_decimals)
        .allow(Capability::string_without_length)
        .allow(Capability::if_not_exists);
    return ledger;
}

}  // namespace azoth::sqlite
