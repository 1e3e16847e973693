// SPDX-License-Identifier: MIT
#pragma once

#include <string_view>

#include <azoth/compile/type_compiler.hpp>

namespace azoth::postgresql {

/// How types are spelled in PostgreSQL.
class PostgresqlTypeCompiler final : public compile::TypeCompiler {
protected:
    [[nodiscard]] std::string visit_integer(const SqlType& type,
                                            const compile::Ledger& ledger) const override;
    [[nodiscard]] std::string visit_bytes(const SqlType& type,
                                          const compile::Ledger& ledger) const override;
    [[nodiscard]] std::string visit_uuid(const SqlType& type,
                                         const compile::Ledger& ledger) const override;
    [[nodiscard]] std::string visit_json(const SqlType& type,
                                         const compile::Ledger& ledger) const override;
    [[nodiscard]] std::string visit_array(const SqlType& type,
                                          const compile::Ledger& ledger) const override;
};

/// The type behind the server's own spelling (format_type). One that no generic type is spelled
/// like is an exact type, whose values travel as text unless it is known to behave like another.
[[nodiscard]] SqlType type_from_server(std::string_view spelling);

}  // namespace azoth::postgresql
