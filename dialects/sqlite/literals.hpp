// SPDX-License-Identifier: MIT
#pragma once

#include <azoth/compile/literal.hpp>

namespace azoth::sqlite {

/// Literals as the driver would bind the values: what has no type of its own in SQLite is text.
class SqliteLiterals final : public compile::LiteralCompiler {
protected:
    [[nodiscard]] std::string visit_boolean(bool value,
                                            const compile::Ledger& ledger) const override;
    [[nodiscard]] std::string visit_number(std::string_view digits, ValueKind kind,
                                           const compile::Ledger& ledger) const override;
    [[nodiscard]] std::string visit_temporal(const ValueView& value,
                                             const compile::Ledger& ledger) const override;
};

}  // namespace azoth::sqlite
