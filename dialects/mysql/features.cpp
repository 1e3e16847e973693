// SPDX-License-Identifier: MIT
// The ledger: what MySQL (https://dev.mysql.com/doc/relnotes/mysql/8.0/en/) and MariaDB
// (https://mariadb.com/kb/en/release-notes/) can do since which version.
#include "dialect.hpp"

namespace azoth::mysql {

namespace {

using compile::Capability;

void mysql_answers(compile::Ledger& ledger, const Version& version) {
    // Before, CHECK was read and ignored.
    ledger.allow(Capability::check_constraints, version >= Version{8, 0, 16});
}

void mariadb_answers(compile::Ledger& ledger, const Version& version) {
    ledger.allow(Capability::insert_returning, version >= Version{10, 5, 0})
        .allow(Capability::delete_returning, version >= Version{10, 0, 5})
        .allow(Capability::check_constraints, version >= Version{10, 2, 1});
}

}  // namespace

compile::Ledger MysqlDialect::ledger(const ServerFacts& facts) const {
    compile::Ledger ledger(name(), facts.version, facts.flavour);
    for (const Capability always :
         {Capability::multi_row_insert, Capability::default_values, Capability::is_distinct_from,
          Capability::boolean_literals, Capability::lock_rows, Capability::lock_rows_share,
          Capability::savepoints, Capability::transactions, Capability::foreign_keys,
          Capability::named_indexes, Capability::column_comments, Capability::exact_decimals,
          Capability::if_not_exists, Capability::update_limit, Capability::delete_limit}) {
        ledger.allow(always);
    }
    if (is_mariadb(ledger)) {
        mariadb_answers(ledger, facts.version);
    } else {
        mysql_answers(ledger, facts.version);
    }
    return ledger;
}

}  // namespace azoth::mysql
