// SPDX-License-Identifier: MIT
// The ledger of a server that is described, not connected.
#pragma once

#include <azoth/compile/ledger.hpp>
#include <azoth/dialect/dialect.hpp>
#include <azoth/dialect/to_sql.hpp>

namespace azoth {

inline compile::Ledger described_ledger(const Dialect& dialect, const ToSqlOptions& options) {
    return dialect.ledger(dialect.described_facts(options.version, options.scheme));
}

}  // namespace azoth
