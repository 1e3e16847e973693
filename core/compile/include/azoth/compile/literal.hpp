// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>

#include <azoth/compile/ledger.hpp>
#include <azoth/error/export.hpp>
#include <azoth/types/sql_type.hpp>
#include <azoth/value/value_view.hpp>

namespace azoth::compile {

/// Writes values as SQL literals, for the few places where a server takes no parameters: defaults,
/// checks, views, generated columns, and scripts that people read. Everywhere else values are
/// binds.
///
/// What holds for every literal: text is valid UTF-8 without NUL and its quotes are doubled;
/// numbers below zero stand in parentheses, so that no minus before them opens a comment; numbers
/// are written with all their digits and independent of the locale; what the database cannot hold
/// exactly is refused. A dialect overrides what it writes differently. Stateless, thread-safe.
class AZOTH_EXPORT LiteralCompiler {
public:
    virtual ~LiteralCompiler();

    /// The literal of a value for an expression of `type`: of what its decorator makes of the value
    /// for a literal, variants resolved; the unknown type means the value's own. Throws
    /// `CompileError`: `value_has_nul`, `value_bad_encoding`, `unsupported_literal`.
    [[nodiscard]] std::string render(const ValueView& value, const SqlType& type,
                                     const Ledger& ledger) const;

protected:
    [[nodiscard]] virtual std::string visit_boolean(bool value, const Ledger& ledger) const;
    /// `digits` is a number as text, with its sign.
    [[nodiscard]] virtual std::string visit_number(std::string_view digits, ValueKind kind,
                                                   const Ledger& ledger) const;
    /// Finite numbers only; the others are refused before.
    [[nodiscard]] virtual std::string visit_real(double value, const Ledger& ledger) const;
    [[nodiscard]] virtual std::string visit_text(std::string_view text, const Ledger& ledger) const;
    [[nodiscard]] virtual std::string visit_bytes(BytesView bytes, const Ledger& ledger) const;
    /// Dates, times, instants, intervals and UUIDs, as the standard writes them.
    [[nodiscard]] virtual std::string visit_temporal(const ValueView& value,
                                                     const Ledger& ledger) const;
    [[nodiscard]] virtual std::string visit_json(std::string_view text, const Ledger& ledger) const;
    [[nodiscard]] virtual std::string visit_array(const ValueView& value, const SqlType& type,
                                                  const Ledger& ledger) const;

    /// `'text'` with quotes doubled, checked for NUL and encoding.
    [[nodiscard]] static std::string quoted(std::string_view text);
    /// Two digits per byte, lower case.
    [[nodiscard]] static std::string hexadecimal(BytesView bytes);
    [[noreturn]] static void refuse(std::string_view what, const Ledger& ledger);

private:
    [[nodiscard]] std::string visit(const ValueView& value, const SqlType& type,
                                    const Ledger& ledger) const;
};

}  // namespace azoth::compile
