// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include <azoth/compile/identifiers.hpp>
#include <azoth/compile/ledger.hpp>
#include <azoth/error/export.hpp>
#include <azoth/types/sql_type.hpp>

namespace azoth::compile {

/// Spells types for DDL and CAST. The defaults are the standard's words; a dialect overrides what
/// it says differently, and refuses (CompileError) what it cannot hold without loss. Stateless and
/// thread-safe.
class AZOTH_EXPORT TypeCompiler {
public:
    virtual ~TypeCompiler();

    /// The spelling for this dialect, variants resolved. Throws `CompileError`
    /// (`unsupported_type`, `type_needs_length`).
    [[nodiscard]] std::string spell(const SqlType& type, const Ledger& ledger) const;
    /// Whether a column of an enum needs a CHECK of its labels: it is stored as text, and
    /// `without_check()` was not asked for.
    [[nodiscard]] virtual bool needs_label_check(const SqlType& type, const Ledger& ledger) const;
    /// Whether an enum is a type of its own in this database, made before the tables that use it
    /// (`Capability::named_enums`). `type` is the variant for the dialect.
    [[nodiscard]] static bool is_named_enum(const SqlType& type, const Ledger& ledger);
    /// The type as this database takes bound values of it: its variant here, with a decorator
    /// where the database needs another form of the value, or must not get some.
    [[nodiscard]] virtual SqlType bound_type(const SqlType& type, const Ledger& ledger) const;
    /// The SQL around a value of the type that a statement returns, `{}` standing for it; mostly
    /// empty. By default what the type itself says, see `SqlType::with_column_expression`.
    [[nodiscard]] virtual std::string returned_as(const SqlType& type, const Ledger& ledger) const;
    /// The type as results show it: the general one with the decorator of its variant here.
    [[nodiscard]] SqlType result_type(const SqlType& type, const Ledger& ledger) const;

protected:
    /// A spelling given by the user.
    [[nodiscard]] virtual std::string visit_exact(const SqlType& type, const Ledger&) const;
    [[nodiscard]] virtual std::string visit_boolean(const SqlType& type, const Ledger&) const;
    [[nodiscard]] virtual std::string visit_integer(const SqlType& type, const Ledger&) const;
    [[nodiscard]] virtual std::string visit_real(const SqlType& type, const Ledger&) const;
    [[nodiscard]] virtual std::string visit_numeric(const SqlType& type, const Ledger&) const;
    [[nodiscard]] virtual std::string visit_text(const SqlType& type, const Ledger&) const;
    [[nodiscard]] virtual std::string visit_bytes(const SqlType& type, const Ledger&) const;
    [[nodiscard]] virtual std::string visit_temporal(const SqlType& type, const Ledger&) const;
    [[nodiscard]] virtual std::string visit_uuid(const SqlType& type, const Ledger&) const;
    [[nodiscard]] virtual std::string visit_json(const SqlType& type, const Ledger&) const;
    /// The name of an enum that is a type of its own, by the standard's rules for names; else text
    /// as long as its longest label.
    [[nodiscard]] virtual std::string visit_enum(const SqlType& type, const Ledger&) const;
    [[nodiscard]] virtual std::string visit_array(const SqlType& type, const Ledger&) const;

    [[nodiscard]] static std::string enum_name(const SqlType& type,
                                               const IdentifierPreparer& identifiers);
    [[noreturn]] static void refuse(const SqlType& type, const Ledger& ledger);

private:
    [[nodiscard]] std::string visit(const SqlType& type, const Ledger& ledger) const;
};

}  // namespace azoth::compile
