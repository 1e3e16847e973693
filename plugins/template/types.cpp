// SPDX-License-Identifier: MIT
#include "types.hpp"

namespace acme {

std::string AcmeTypes::visit_boolean(const azoth::SqlType&, const azoth::compile::Ledger&) const {
    return "SMALLINT";
}

std::string AcmeTypes::visit_array(const azoth::SqlType& type,
                                   const azoth::compile::Ledger& ledger) const {
    refuse(type, ledger);  // better a clear error than a column that cannot hold its values
}

}  // namespace acme
