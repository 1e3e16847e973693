// SPDX-License-Identifier: MIT
#include <azoth/dialect/schema_diff.hpp>

#include <azoth/dialect/dialect.hpp>

namespace azoth {

std::vector<SchemaDifference> diff(const MetaData& model, const MetaData& database,
                                   const Dialect& dialect, const ToSqlOptions& options) {
    const compile::Ledger ledger =
        dialect.ledger(dialect.described_facts(options.version, options.scheme));
    return diff(model, database, *dialect.make_ddl_compiler(dialect.context(ledger)));
}

}  // namespace azoth
