// SPDX-License-Identifier: MIT
#pragma once

#include <string_view>

#include <azoth/compile/identifiers.hpp>
#include <azoth/compile/type_compiler.hpp>

namespace azoth::postgresql {

/// How types are spelled in PostgreSQL.
class PostgresqlTypeCompiler final : public compile::TypeCompiler {
public:
    /// The names of types are identifiers; `identifiers` must outlive the compiler.
    explicit PostgresqlTypeCompiler(const compile::IdentifierPreparer& identifiers)
        : identifiers_(identifiers) {}

    /// Arrays of what drivers do not know by number (enums, domains, inet …) go out as arrays of
    /// what they behave like.
    [[nodiscard]] std::string returned_as(const SqlType& type,
                                          const compile::Ledger& ledger) const override;

protected:
    [[nodiscard]] std::string visit_integer(const SqlType& type,
                                            const compile::Ledger& ledger) const override;
    [[nodiscard]] std::string visit_bytes(const SqlType& type,
                                          const compile::Ledger& ledger) const override;
    [[nodiscard]] std::string visit_uuid(const SqlType& type,
                                         const compile::Ledger& ledger) const override;
    [[nodiscard]] std::string visit_json(const SqlType& type,
                                         const compile::Ledger& ledger) const override;
    [[nodiscard]] std::string visit_enum(const SqlType& type,
                                         const compile::Ledger& ledger) const override;
    [[nodiscard]] std::string visit_array(const SqlType& type,
                                          const compile::Ledger& ledger) const override;

private:
    const compile::IdentifierPreparer& identifiers_;
};

/// The type behind the server's own spelling (format_type). One that no generic type is spelled
/// like is an exact type, whose values travel as text unless it is known to behave like another.
[[nodiscard]] SqlType type_from_server(std::string_view spelling);

}  // namespace azoth::postgresql
