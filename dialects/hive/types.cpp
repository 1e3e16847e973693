// SPDX-License-Identifier: MIT
#include "types.hpp"

#include <azoth/error/error.hpp>

namespace azoth::hive {

std::string quoted_text(std::string_view text) {
    std::string out = "'";
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char c = text[i];
        if (c == '\0') throw CompileError("value_has_nul", "a text in SQL contains a NUL byte");
        if (c == '$' && i + 1 < text.size() && text[i + 1] == '{') {
            out += "\\u0024";
            continue;
        }
        if (c == '\'' || c == '\\') out += '\\';
        out += c;
    }
    return out += '\'';
}

std::string HiveTypeCompiler::visit_integer(const SqlType& type,
                                            const compile::Ledger& ledger) const {
    switch (type.kind()) {
        case TypeKind::integer: return "INT";
        case TypeKind::unsigned_big_integer: return "DECIMAL(20, 0)";  // holds all of them
        default: return TypeCompiler::visit_integer(type, ledger);
    }
}

std::string HiveTypeCompiler::visit_real(const SqlType& type, const compile::Ledger&) const {
    return type.kind() == TypeKind::float_ ? "FLOAT" : "DOUBLE";
}

std::string HiveTypeCompiler::visit_numeric(const SqlType& type,
                                            const compile::Ledger& ledger) const {
    const auto refuse_with = [&](std::string code, std::string hint) {
        ErrorDetails details;
        details.hint = std::move(hint);
        throw CompileError(std::move(code),
                           "the type " + type.describe() + " is not supported by " +
                               ledger.server() + " " + to_string(ledger.version()),
                           std::move(details));
    };
    // Without a precision it would be (10, 0), and what does not fit becomes NULL.
    if (!type.precision()) refuse_with("type_needs_precision", "write Numeric{precision, scale}");
    const int scale = type.scale().value_or(0);
    if (*type.precision() > 38 || scale < 0) refuse_with("unsupported_type", "up to 38 digits");
    return "DECIMAL(" + std::to_string(*type.precision()) + ", " + std::to_string(scale) + ")";
}

std::string HiveTypeCompiler::visit_text(const SqlType&, const compile::Ledger&) const {
    return "STRING";
}

std::string HiveTypeCompiler::visit_bytes(const SqlType&, const compile::Ledger&) const {
    return "BINARY";
}

std::string HiveTypeCompiler::visit_temporal(const SqlType& type,
                                             const compile::Ledger& ledger) const {
    switch (type.kind()) {
        case TypeKind::date: return "DATE";
        case TypeKind::time: return "STRING";  // HH:MM:SS.fffffffff sorts as time does
        case TypeKind::timestamp: return "TIMESTAMP";
        case TypeKind::timestamp_tz:
            if (ledger.version() >= Version{3, 0, 0}) return "TIMESTAMP WITH LOCAL TIME ZONE";
            [[fallthrough]];
        default: refuse(type, ledger);  // intervals are expressions only
    }
}

std::string HiveTypeCompiler::visit_uuid(const SqlType&, const compile::Ledger&) const {
    return "STRING";
}

std::string HiveTypeCompiler::visit_json(const SqlType&, const compile::Ledger&) const {
    return "STRING";
}

std::string HiveTypeCompiler::visit_enum(const SqlType&, const compile::Ledger&) const {
    return "STRING";
}

std::string HiveTypeCompiler::visit_array(const SqlType& type,
                                          const compile::Ledger& ledger) const {
    std::string spelling = spell(type.item(), ledger);
    for (int i = 0; i < type.dimensions(); ++i) spelling = "ARRAY<" + spelling + ">";
    return spelling;
}

}  // namespace azoth::hive
