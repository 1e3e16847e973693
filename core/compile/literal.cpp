// SPDX-License-Identifier: MIT
#include <azoth/compile/literal.hpp>

#include <charconv>
#include <cmath>

#include <azoth/error/error.hpp>
#include <azoth/types/type_decorator.hpp>
#include <azoth/value/describe.hpp>
#include <azoth/value/utf8.hpp>
#include <azoth/value/value.hpp>

namespace azoth::compile {

LiteralCompiler::~LiteralCompiler() = default;

void LiteralCompiler::refuse(std::string_view what, const Ledger& ledger) {
    throw CompileError("unsupported_literal",
                       std::string(what) + " cannot be written as a literal for " +
                           ledger.server() + " " + to_string(ledger.version()));
}

std::string LiteralCompiler::quoted(std::string_view text) {
    if (!is_utf8(text)) {
        throw CompileError("value_bad_encoding", "a text literal is not valid UTF-8");
    }
    std::string out = "'";
    for (const char c : text) {
        if (c == '\0') throw CompileError("value_has_nul", "a text literal contains a NUL byte");
        out += c;
        if (c == '\'') out += c;
    }
    return out += '\'';
}

std::string LiteralCompiler::hexadecimal(BytesView bytes) {
    constexpr char digits[] = "0123456789abcdef";
    std::string out;
    out.reserve(2 * bytes.size());
    for (const std::byte b : bytes) {
        out += digits[std::to_integer<unsigned>(b) >> 4];
        out += digits[std::to_integer<unsigned>(b) & 15];
    }
    return out;
}

std::string LiteralCompiler::render(const ValueView& value, const SqlType& general,
                                    const Ledger& ledger) const {
    const SqlType& type = ledger.variant_of(general);
    const TypeDecorator* const decorator =
        type.decorator() != nullptr ? type.decorator() : general.decorator();
    if (decorator == nullptr) return visit(value, type, ledger);
    const Value stored = decorator->to_literal(value);
    return visit(stored.view(), type, ledger);
}

std::string LiteralCompiler::visit(const ValueView& value, const SqlType& type,
                                   const Ledger& ledger) const {
    switch (value.kind()) {
        case ValueKind::null: return "NULL";
        case ValueKind::boolean: return visit_boolean(value.boolean(), ledger);
        case ValueKind::int64:
            return visit_number(std::to_string(value.int64()), value.kind(), ledger);
        case ValueKind::uint64:
            return visit_number(std::to_string(value.uint64()), value.kind(), ledger);
        case ValueKind::decimal: return visit_number(value.chars(), value.kind(), ledger);
        case ValueKind::real:
            if (!std::isfinite(value.real())) refuse("a number that is not finite", ledger);
            return visit_real(value.real(), ledger);
        case ValueKind::text: return visit_text(value.chars(), ledger);
        case ValueKind::bytes: return visit_bytes(value.bytes(), ledger);
        case ValueKind::date:
        case ValueKind::time:
        case ValueKind::timestamp:
        case ValueKind::timestamp_tz:
        case ValueKind::interval:
        case ValueKind::uuid: return visit_temporal(value, ledger);
        case ValueKind::json: return visit_json(value.chars(), ledger);
        case ValueKind::array: return visit_array(value, type, ledger);
    }
    refuse("a value of this kind", ledger);
}

std::string LiteralCompiler::visit_boolean(bool value, const Ledger& ledger) const {
    if (ledger.supports(Capability::boolean_literals)) return value ? "TRUE" : "FALSE";
    return value ? "1" : "0";
}

std::string LiteralCompiler::visit_number(std::string_view digits, ValueKind, const Ledger&) const {
    std::string out(digits);
    return out.front() == '-' ? '(' + out + ')' : out;
}

std::string LiteralCompiler::visit_real(double value, const Ledger&) const {
    // The shortest digits that read back as this very number; with an exponent it is no decimal.
    char buffer[32];
    const auto [end, error] =
        std::to_chars(buffer, buffer + sizeof buffer, value, std::chars_format::scientific);
    static_cast<void>(error);
    std::string out(buffer, end);
    return std::signbit(value) ? '(' + out + ')' : out;
}

std::string LiteralCompiler::visit_text(std::string_view text, const Ledger&) const {
    return quoted(text);
}

std::string LiteralCompiler::visit_bytes(BytesView bytes, const Ledger&) const {
    return "X'" + hexadecimal(bytes) + "'";
}

std::string LiteralCompiler::visit_temporal(const ValueView& value, const Ledger& ledger) const {
    std::string text = "'" + to_string(value) + "'";
    switch (value.kind()) {
        case ValueKind::date: return "DATE " + text;
        case ValueKind::time: return "TIME " + text;
        case ValueKind::timestamp: return "TIMESTAMP " + text;
        case ValueKind::timestamp_tz: return "TIMESTAMP WITH TIME ZONE " + text;
        case ValueKind::uuid: return text;
        default: refuse("an interval", ledger);
    }
}

std::string LiteralCompiler::visit_json(std::string_view text, const Ledger& ledger) const {
    return visit_text(text, ledger);
}

std::string LiteralCompiler::visit_array(const ValueView&, const SqlType&,
                                         const Ledger& ledger) const {
    refuse("an array", ledger);
}

}  // namespace azoth::compile
