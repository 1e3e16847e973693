// SPDX-License-Identifier: MIT
#pragma once

#include <azoth/compile/literal.hpp>

namespace azoth::postgresql {

/// PostgreSQL's literals. A text with a backslash is an E'' string, which means the same whatever
/// standard_conforming_strings says.
class PostgresqlLiterals final : public compile::LiteralCompiler {
protected:
    [[nodiscard]] std::string visit_real(double value,
                                         const compile::Ledger& ledger) const override;
    [[nodiscard]] std::string visit_text(std::string_view text,
                                         const compile::Ledger& ledger) const override;
    [[nodiscard]] std::string visit_bytes(BytesView bytes,
                                          const compile::Ledger& ledger) const override;
    [[nodiscard]] std::string visit_temporal(const ValueView& value,
                                             const compile::Ledger& ledger) const override;
    [[nodiscard]] std::string visit_array(const ValueView& value, const SqlType& type,
                                          const compile::Ledger& ledger) const override;
};

}  // namespace azoth::postgresql
