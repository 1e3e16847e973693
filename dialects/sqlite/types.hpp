// SPDX-License-Identifier: MIT
#pragma once

#include <string_view>

#include <azoth/compile/type_compiler.hpp>

namespace azoth::sqlite {

/// How types are spelled in SQLite. The spelling decides the column's affinity, and the affinity
/// what SQLite does to a value on its way in: numbers kept as text must not become REAL, and JSON
/// text that looks like a number must stay text. Those types end in _TEXT.
class SqliteTypeCompiler final : public compile::TypeCompiler {
public:
    /// Guards values of columns that other programs declared so that SQLite would change them.
    [[nodiscard]] SqlType bound_type(const SqlType& type,
                                     const compile::Ledger& ledger) const override;

protected:
    [[nodiscard]] std::string visit_integer(const SqlType& type,
                                            const compile::Ledger& ledger) const override;
    [[nodiscard]] std::string visit_real(const SqlType& type,
                                         const compile::Ledger& ledger) const override;
    [[nodiscard]] std::string visit_numeric(const SqlType& type,
                                            const compile::Ledger& ledger) const override;
    [[nodiscard]] std::string visit_bytes(const SqlType& type,
                                          const compile::Ledger& ledger) const override;
    [[nodiscard]] std::string visit_temporal(const SqlType& type,
                                             const compile::Ledger& ledger) const override;
    [[nodiscard]] std::string visit_uuid(const SqlType& type,
                                         const compile::Ledger& ledger) const override;
    [[nodiscard]] std::string visit_json(const SqlType& type,
                                         const compile::Ledger& ledger) const override;
};

/// The type behind a declared type. What SqliteTypeCompiler spells so is that generic type; what
/// other programs spell otherwise is an exact type that behaves like the generic one nearest to it
/// (`as_generic()`); a declaration nobody knows is a custom type whose cells decide their own kind.
[[nodiscard]] SqlType type_from_declaration(std::string_view declaration);

}  // namespace azoth::sqlite
