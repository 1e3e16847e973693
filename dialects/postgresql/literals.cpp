// SPDX-License-Identifier: MIT
#include "literals.hpp"

#include <azoth/value/describe.hpp>
#include <azoth/value/value.hpp>

namespace azoth::postgresql {

std::string PostgresqlLiterals::visit_real(double value, const compile::Ledger& ledger) const {
    // With an exponent alone it would be a numeric.
    return LiteralCompiler::visit_real(value, ledger) + "::double precision";
}

std::string PostgresqlLiterals::visit_text(std::string_view text, const compile::Ledger&) const {
    if (text.find('\\') == std::string_view::npos) return quoted(text);
    std::string doubled;
    for (const char c : text) {
        doubled += c;
        if (c == '\\') doubled += c;
    }
    return "E" + quoted(doubled);
}

std::string PostgresqlLiterals::visit_bytes(BytesView bytes, const compile::Ledger&) const {
    return "E'\\\\x" + hexadecimal(bytes) + "'::bytea";
}

std::string PostgresqlLiterals::visit_temporal(const ValueView& value,
                                               const compile::Ledger& ledger) const {
    const std::string text = "'" + to_string(value) + "'";
    if (value.kind() == ValueKind::interval) return "INTERVAL " + text;
    if (value.kind() == ValueKind::uuid) return text + "::uuid";
    return LiteralCompiler::visit_temporal(value, ledger);
}

std::string PostgresqlLiterals::visit_array(const ValueView& value, const SqlType&,
                                            const compile::Ledger& ledger) const {
    // The array's text form; its elements are always in quotes, so that none is taken for NULL.
    std::string text = "{";
    for (const Value& element : value.array()) {
        if (text.size() > 1) text += ',';
        if (element.is_null()) {
            text += "NULL";
            continue;
        }
        if (element.kind() == ValueKind::bytes) refuse("an array of bytes", ledger);
        if (element.kind() == ValueKind::array) refuse("an array of arrays", ledger);
        text += '"';
        for (const char c : to_string(element.view())) {
            if (c == '"' || c == '\\') text += '\\';
            text += c;
        }
        text += '"';
    }
    return visit_text(text + '}', ledger);
}

}  // namespace azoth::postgresql
