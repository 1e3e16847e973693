// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include <azoth/compile/type_compiler.hpp>

namespace azoth::hive {

/// How types are spelled in Hive. Text is STRING whatever its length: VARCHAR(n) and CHAR(n) cut
/// longer values without a word.
class HiveTypeCompiler final : public compile::TypeCompiler {
protected:
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
    [[nodiscard]] std::string visit_array(const SqlType& type,
                                          const compile::Ledger& ledger) const override;
};

/// `'text'` with Hive's escapes, which also keeps `${…}` from being substituted by the server.
[[nodiscard]] std::string quoted_text(std::string_view text);

}  // namespace azoth::hive
