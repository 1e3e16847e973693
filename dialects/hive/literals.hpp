// SPDX-License-Identifier: MIT
#pragma once

#include <azoth/compile/literal.hpp>

namespace azoth::hive {

/// Literals of Hive: text with backslashes as its parser reads them; what Hive keeps as text is
/// text; bytes have no literal.
class HiveLiterals final : public compile::LiteralCompiler {
protected:
    [[nodiscard]] std::string visit_text(std::string_view text,
                                         const compile::Ledger& ledger) const override;
    [[nodiscard]] std::string visit_bytes(BytesView bytes,
                                          const compile::Ledger& ledger) const override;
    [[nodiscard]] std::string visit_temporal(const ValueView& value,
                                             const compile::Ledger& ledger) const override;
};

}  // namespace azoth::hive
