// SPDX-License-Identifier: MIT
#pragma once

#include <azoth/compile/sql_compiler.hpp>

namespace acme {

/// Standard SQL but for the clauses that AcmeDB words differently. Override a clause, never a whole
/// statement.
class AcmeCompiler : public azoth::compile::SqlCompiler {
public:
    using SqlCompiler::SqlCompiler;

protected:
    void limit_clause(const azoth::sql::Select& select) override;
};

}  // namespace acme
