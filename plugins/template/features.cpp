// SPDX-License-Identifier: MIT
// What AcmeDB can do, per version: the answers that the compilers ask for before they write.
#include "dialect.hpp"

namespace acme {

azoth::compile::Ledger AcmeDialect::ledger(const azoth::ServerFacts& facts) const {
    using azoth::compile::Capability;
    const azoth::Version& version = facts.version;
    azoth::compile::Ledger ledger(name(), version);
    ledger.allow(Capability::transactions)
        .allow(Capability::savepoints)
        .allow(Capability::foreign_keys)
        .allow(Capability::check_constraints)
        .allow(Capability::multi_row_insert)
        .allow(Capability::generated_keys)
        .allow(Capability::exact_decimals)
        .allow(Capability::string_without_length)
        .allow(Capability::full_join, version >= azoth::Version{3, 0, 0})
        .allow(Capability::insert_returning, version >= azoth::Version{3, 2, 0});
    return ledger;
}

}  // namespace acme
