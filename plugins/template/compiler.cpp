// SPDX-License-Identifier: MIT
#include "compiler.hpp"

namespace acme {

void AcmeCompiler::limit_clause(const azoth::sql::Select& select) {
    if (select.offset) {
        write(" OFFSET ");
        emit(*select.offset);
        write(" ROWS");
    }
    if (select.limit) {
        write(" FETCH FIRST ");
        emit(*select.limit);
        write(" ROWS ONLY");
    }
}

}  // namespace acme
