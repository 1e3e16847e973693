// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>

#include <azoth/compile/type_compiler.hpp>

namespace azoth::mysql {

/// How types are spelled in MySQL and MariaDB. What they cannot hold without loss is refused.
class MysqlTypeCompiler final : public compile::TypeCompiler {
protected:
    [[nodiscard]] std::string visit_boolean(const SqlType& type,
                                            const compile::Ledger& ledger) const override;
    [[nodiscard]] std::string visit_integer(const SqlType& type,
                                            const compile::Ledger& ledger) const override;
    [[nodiscard]] std::string visit_real(const SqlType& type,
                                         const compile::Ledger& ledger) const override;
    [[nodiscard]] std::string visit_numeric(const SqlType& type,
                                            const compile::Ledger& ledger) const override;
    [[nodiscard]] std::string visit_text(const SqlType& type,
                                         const compile::Ledger& ledger) const override;
    [[nodiscard]] std::string visit_bytes(const SqlType& type,
                                          const compile::Ledger& ledger) const override;
    [[nodiscard]] std::string visit_temporal(const SqlType& type,
                                             const compile::Ledger& ledger) const override;
    [[nodiscard]] std::string visit_uuid(const SqlType& type,
                                         const compile::Ledger& ledger) const override;
    [[nodiscard]] std::string visit_json(const SqlType& type,
                                         const compile::Ledger& ledger) const override;
    [[nodiscard]] std::string visit_enum(const SqlType& type,
                                         const compile::Ledger& ledger) const override;
};

/// `DECIMAL(p, s)`; throws `CompileError` (`type_needs_precision`) where MySQL would fill in a
/// precision that loses digits.
[[nodiscard]] std::string decimal_spelling(const SqlType& type, const compile::Ledger& ledger);
/// `(6)`: without it, parts of a second are dropped.
[[nodiscard]] std::string fraction_spelling(const SqlType& type, const compile::Ledger& ledger);
/// The collation in which bytes and code points decide, trailing spaces included.
[[nodiscard]] std::string_view exact_collation(const compile::Ledger& ledger) noexcept;
/// `'text'` as a session without NO_BACKSLASH_ESCAPES reads it.
[[nodiscard]] std::string quoted_text(std::string_view text);

}  // namespace azoth::mysql
