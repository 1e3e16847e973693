// SPDX-License-Identifier: MIT
#pragma once

#include <azoth/compile/literal.hpp>

namespace azoth::mysql {

/// Literals of MySQL and MariaDB: a backslash in text is doubled, since sessions are expected
/// without NO_BACKSLASH_ESCAPES.
class MysqlLiterals final : public compile::LiteralCompiler {
protected:
    [[nodiscard]] std::string visit_text(std::string_view text,
                                         const compile::Ledger& ledger) const override;
    [[nodiscard]] std::string visit_temporal(const ValueView& value,
                                             const compile::Ledger& ledger) const override;
};

}  // namespace azoth::mysql
