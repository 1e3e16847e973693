// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include <azoth/compile/type_compiler.hpp>

namespace acme {

/// The standard's type names but for those that AcmeDB spells differently or does not have.
class AcmeTypes : public azoth::compile::TypeCompiler {
protected:
    std::string visit_boolean(const azoth::SqlType& type,
                              const azoth::compile::Ledger& ledger) const override;
    std::string visit_array(const azoth::SqlType& type,
                            const azoth::compile::Ledger& ledger) const override;
};

}  // namespace acme
